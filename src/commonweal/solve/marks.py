"""What labels say about the rows of a problem, in whole numbers: period, place and good."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.formulate.program import Labels

__all__ = ["Marks"]

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Marks:
    """Codes of the rows; −1 where a row has none.

    Attributes
    ----------
    period : shape (n_rows,)
        Position of the period, rising in time.
    place : shape (n_rows,)
    good : shape (n_rows,)
    """

    period: Integers
    place: Integers
    good: Integers

    @classmethod
    def none(cls, n_rows: int) -> Marks:
        """Marks of rows about which nothing is known."""
        nothing = np.full(n_rows, -1, dtype=np.int64)
        return cls(nothing, nothing, nothing)

    @classmethod
    def of(cls, labels: Labels) -> Marks:
        """What labels of rows say; names count in their order, so periods must be named by their dates."""
        return cls(*(_codes(labels, dimension) for dimension in ("period", "place", "good")))

    def at(self, rows: Integers) -> Marks:
        """Marks of some of the rows."""
        return Marks(self.period[rows], self.place[rows], self.good[rows])

    def grown(self, n_rows: int) -> Marks:
        """Marks with further rows about which nothing is known."""
        more = np.full(n_rows - len(self.period), -1, dtype=np.int64)
        return Marks(*(np.append(codes, more) for codes in (self.period, self.place, self.good)))


def _codes(labels: Labels, dimension: str) -> Integers:
    """Codes of one dimension over all families, shape (n_rows,)."""
    having = [family for family in labels.families if dimension in family.dimensions]
    names = {family.name: family.names[family.dimensions.index(dimension)] for family in having}
    order = {
        name: code
        for code, name in enumerate(sorted({name for some in names.values() for name in some} - {""}))
    }
    codes = np.full(labels.size, -1, dtype=np.int64)
    for family in having:
        own = np.array([order.get(name, -1) for name in names[family.name]], dtype=np.int64)
        codes[family.positions] = own[family.codes[family.dimensions.index(dimension)]] if len(own) else -1
    return codes
