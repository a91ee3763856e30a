"""Options that take one of a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches

import typer

__all__ = ["one_of"]


def one_of(words: Iterable[str]) -> Callable[[str | None], str | None]:
    """A check that a value is one of some words; blank passes."""
    known = tuple(words)

    def checked(value: str | None) -> str | None:
        if value is None or value in known:
            return value
        close = get_close_matches(value, known, n=1)
        hint = f" Did you mean '{close[0]}'?" if close else ""
        raise typer.BadParameter(f"'{value}' is not one of {', '.join(known)}.{hint}")

    return checked
