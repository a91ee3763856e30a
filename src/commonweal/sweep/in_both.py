"""Rows of a sweep in a folder and in a ledger at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from commonweal.sweep.keeping import Parts, rows_of
from commonweal.sweep.ledger import Ledger
from commonweal.sweep.measuring import Row

__all__ = ["InBoth"]

_AT_ONCE = 2_000  # rows that are taken over at a time
_WORTH = {None: 0, "failed": 1, "done": 2}  # which of two rows of a point counts


class InBoth:
    """Rows in a folder and in a ledger, which may be of many folders; each takes over what the other has.

    Parameters
    ----------
    parts
        The folder, opened.
    ledger
        The ledger.
    keys
        Keys that are asked about.
    """

    def __init__(self, parts: Parts, ledger: Ledger, keys: Iterable[str]) -> None:
        self._parts, self._ledger = parts, ledger
        lacking: set[str] = set()
        asked = list(dict.fromkeys(keys))
        for start in range(0, len(asked), _AT_ONCE):
            lacking |= self._taken_over(asked[start : start + _AT_ONCE])
        if lacking:
            for key, row in rows_of(*parts.frames()):
                if key in lacking:
                    ledger.put(key, row)

    def _taken_over(self, keys: Sequence[str]) -> set[str]:
        """Take over rows from the ledger; the keys of those that it lacks and the folder has."""
        known, found, lacking = self._parts.known(), {}, set()
        for key in keys:
            row = self._ledger.get(key)
            here, there = _WORTH[known.get(key)], _WORTH[None if row is None else str(row["status"])]
            if row is not None and there > here:
                found[key] = row
            elif here > there:
                lacking.add(key)
        if found:
            self._parts.take(found)
        return lacking

    def known(self) -> Mapping[str, str]:
        """Status of every point whose row is kept, by its key."""
        return self._parts.known()

    def forget(self, keys: Iterable[str]) -> None:
        """Let points be planned anew; their new rows will count instead of the old ones."""
        self._parts.forget(keys)

    def put(self, key: str, row: Row) -> None:
        """Keep a row: in the ledger first, so that whatever the folder has the ledger has, too."""
        self._ledger.put(key, row)
        self._parts.put(key, row)

    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """All rows of the folder as tables."""
        return self._parts.frames()
