"""What an audit found: how many rows it checked, and which are furthest off."""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["AuditLine", "Ledger"]

_OMITTED = 4e-9  # tables leave out rows below 1e-9 of the largest of their good: room for four of them
_SMALL = 1e-3  # what is off by less than this share of the largest amounts counts as a share of them
_KEPT = 5  # how many of the worst rows are named


@dataclass(frozen=True)
class AuditLine:
    """One row that does not hold.

    Attributes
    ----------
    what, where
        The kind of row, and its names in words.
    off, size
        By how much it does not hold, and the largest amount that meets there; in the unit of the row.
    relative
        ``off / size``, less what rows left out of the tables may explain.
    """

    what: str
    where: str
    off: float
    size: float
    relative: float

    def __str__(self) -> str:
        return f"{self.what} ({self.where}): off by {self.off:.3g} of {self.size:.3g}"


class Ledger:
    """Counts rows as they are checked and remembers the worst."""

    def __init__(self) -> None:
        self.checked = 0
        self._worst: list[tuple[float, int, AuditLine]] = []

    @property
    def worst(self) -> tuple[AuditLine, ...]:
        """The rows that are furthest off, the worst first."""
        return tuple(line for _, _, line in sorted(self._worst, key=lambda entry: (-entry[0], entry[1])))

    def check(
        self,
        what: str,
        where: Sequence[object],
        off: float,
        size: float,
        *,
        scale: float = 0.0,
        need: float = 0.0,
    ) -> None:
        """Enter a row that is off by an amount (not positive: it holds).

        Parameters
        ----------
        size
            The largest amount in the row.
        scale, need
            The largest amount of the kind anywhere in the plan, and what people need of it. Rows far
            smaller than these are judged by them, so that rounding isn't taken for an error.
        """
        self.checked += 1
        excess = off - _OMITTED * scale
        if excess <= 0.0:  # never so for NaN, which is entered as infinitely far off
            return
        size = max(size, _SMALL * scale, _SMALL * need)
        relative = excess / size if size > 0.0 and math.isfinite(excess) else math.inf
        if len(self._worst) == _KEPT and relative <= self._worst[0][0]:
            return
        words = ", ".join(str(name) for name in where if name != "")
        heapq.heappush(self._worst, (relative, self.checked, AuditLine(what, words, off, size, relative)))
        if len(self._worst) > _KEPT:
            heapq.heappop(self._worst)

    def equal(
        self, what: str, where: Sequence[object], found: float, stated: float, *, scale: float = 0.0
    ) -> None:
        """Enter a row of two amounts that should be the same."""
        self.check(what, where, abs(found - stated), max(abs(found), abs(stated)), scale=scale)

    def at_most(
        self,
        what: str,
        where: Sequence[object],
        found: float,
        bound: float,
        *,
        size: float = 0.0,
        scale: float = 0.0,
    ) -> None:
        """Enter a row whose amount should not pass a bound; ``size`` is that of its largest term."""
        self.check(what, where, found - bound, max(abs(found), abs(bound), size), scale=scale)

    def at_least(
        self,
        what: str,
        where: Sequence[object],
        found: float,
        bound: float,
        *,
        size: float = 0.0,
        scale: float = 0.0,
    ) -> None:
        """Enter a row whose amount should reach a bound."""
        self.at_most(what, where, -found, -bound, size=size, scale=scale)
