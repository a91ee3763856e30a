"""Words of reports, one file a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from commonweal.errors import ModelError
from commonweal.language import ar, en

__all__ = ["LANGUAGES", "Language", "language_named"]


@dataclass(frozen=True)
class Language:
    """A language that reports are written in.

    Attributes
    ----------
    code
        Its two letters, as in ``<html lang>``.
    direction
        ``ltr`` or ``rtl``.
    phrases
        Every phrase by its key; values stand in braces.
    months, short_months
        Names of the months, January first.
    """

    code: str
    direction: Literal["ltr", "rtl"]
    phrases: Mapping[str, str]
    months: tuple[str, ...]
    short_months: tuple[str, ...]


LANGUAGES: Mapping[str, Language] = {
    "en": Language("en", "ltr", en.PHRASES, en.MONTHS, en.SHORT_MONTHS),
    "ar": Language("ar", "rtl", ar.PHRASES, ar.MONTHS, ar.SHORT_MONTHS),
}
"""Every language there is, by its code."""


def language_named(code: str) -> Language:
    """The language of a code.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    if code not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise ModelError(f"No report language '{code}'. There are: {known}.")
    return LANGUAGES[code]
