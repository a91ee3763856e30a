"""Ids and names of what is kept."""

from __future__ import annotations

import re
import secrets
import unicodedata

from commonweal.errors import ModelError
from commonweal.validate.report import shown

__all__ = ["checked_name", "checked_text", "is_id", "new_id"]

_ID = re.compile(r"[0-9a-f]{32}")
_LONGEST_NAME = 200
_LONGEST_TEXT = 10_000
_LINES = "\n\t"


def new_id() -> str:
    """An id that nobody can guess: 32 hexadecimal digits."""
    return secrets.token_hex(16)


def is_id(text: str) -> bool:
    """Whether a text has the form of an id."""
    return _ID.fullmatch(text) is not None


def checked_name(name: str) -> str:
    """A name without blanks around it.

    Raises
    ------
    ModelError
        If nothing is left of it, it is too long, or it holds characters that can't be shown.
    """
    plain = name.strip()
    if not plain or len(plain) > _LONGEST_NAME or any(_is_control(letter) for letter in plain):
        raise ModelError(
            f"'{shown(name)}' is no name. A name has 1 to {_LONGEST_NAME} characters and no line ends."
        )
    return plain


def checked_text(text: str) -> str:
    """A text of several lines.

    Raises
    ------
    ModelError
        If it is too long, or holds characters that can't be shown.
    """
    if len(text) > _LONGEST_TEXT:
        raise ModelError(f"The text has {len(text):,} characters. At most {_LONGEST_TEXT:,} are kept.")
    if any(_is_control(letter) for letter in text if letter not in _LINES):
        raise ModelError("The text holds control characters. Take them out.")
    return text


def _is_control(letter: str) -> bool:
    """Whether a character is a control character, or half of one (a surrogate)."""
    return unicodedata.category(letter) in {"Cc", "Cs"}
