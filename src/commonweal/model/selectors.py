"""Selectors: the short texts by which a limit says what it sums."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from commonweal.model.limits import SELECTOR_COLUMNS

__all__ = ["Selector", "parse_selector"]

_KIND = re.compile(r"[a-z_]+")
_COLUMN = re.compile(r"[a-z_]+(\.[a-z_]+)?")
_CODES = str.maketrans({"%": "%25", ",": "%2C", "=": "%3D"})


@dataclass(frozen=True)
class Selector:
    """What one term of a limit sums: a kind of flow, and what its rows must say.

    Attributes
    ----------
    kind
        ``activity``, ``route``, ``supply``, ``stock``, ``delivery`` or ``intake``.
    conditions
        Pairs of column and value, all of which must hold; none: everything of the kind.
    """

    kind: str
    conditions: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        if not self.conditions:
            return self.kind
        pairs = (f"{column}={value.translate(_CODES)}" for column, value in self.conditions)
        return f"{self.kind}: {', '.join(pairs)}"


def parse_selector(text: str) -> Selector:
    """The parts of a selector such as ``delivery: good.family=cereal, place=aleppo``.

    In values ``%``, ``,`` and ``=`` are written as percent codes (``%25``, ``%2C``, ``%3D``;
    conventions §9).

    Raises
    ------
    ValueError
        With the reason, where the text is no selector, or its kind or a column is not known.

    Examples
    --------
    >>> parse_selector("route: mode=road")
    Selector(kind='route', conditions=(('mode', 'road'),))
    """
    kind, _, rest = text.partition(":")
    kind = kind.strip()
    if not _KIND.fullmatch(kind):
        raise ValueError("It must begin with a kind and a colon, such as 'route: mode=road'.")
    if kind not in SELECTOR_COLUMNS:
        raise ValueError(f"'{kind}' is not a kind; known are {', '.join(SELECTOR_COLUMNS)}.")
    parts = [part.strip() for part in rest.split(",")] if rest.strip() else []
    conditions = tuple(_condition(kind, part) for part in parts)
    columns = [column for column, _ in conditions]
    repeated = next((column for column in columns if columns.count(column) > 1), None)
    if repeated:
        raise ValueError(f"'{repeated}' stands twice; nothing can match both.")
    return Selector(kind, conditions)


def _condition(kind: str, part: str) -> tuple[str, str]:
    """One ``column=value`` of a selector."""
    column, equals, value = (piece.strip() for piece in part.partition("="))
    if not equals or not value or "=" in value:
        raise ValueError(f"'{part}' is not of the form column=value.")
    if not _COLUMN.fullmatch(column) or column not in SELECTOR_COLUMNS[kind]:
        known = ", ".join(SELECTOR_COLUMNS[kind])
        raise ValueError(f"'{column}' is not a column of '{kind}'; known are {known}.")
    return column, unquote(value)
