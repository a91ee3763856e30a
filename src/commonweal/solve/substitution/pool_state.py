"""A substitution system while its goods are being merged."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commonweal.solve.problem import Floats
from commonweal.solve.substitution.system import Integers, System

__all__ = ["PoolState", "snapped"]

_ROUNDOFF = 1e-12


class PoolState:
    """What has become of the rows and columns of a system.

    A unit of what row r was is now ``units[r]`` of row ``home[r]``, and making it so costs ``toll[r]``.

    Parameters
    ----------
    system
        What is merged.
    """

    def __init__(self, system: System) -> None:
        n, inputs = system.n_rows, system.inputs
        self.system = system
        self.on = np.ones(system.n_columns, dtype=bool)
        self.home = np.arange(n)
        self.units, self.toll = np.ones(n), np.zeros(n)
        self.need = system.need.copy()
        self._counts = np.diff(inputs.indptr)
        self._column = np.repeat(np.arange(system.n_columns), self._counts)
        first = np.minimum(inputs.indptr[:-1], max(inputs.nnz - 1, 0))
        self._convertible = (self._counts == 1) & np.isinf(system.capacity)
        self._first_row = inputs.indices[first] if inputs.nnz else np.zeros(system.n_columns, np.int64)
        self._first_amount = inputs.data[first] if inputs.nnz else np.ones(system.n_columns)

    def entries(self) -> tuple[Integers, Integers, Floats]:
        """Row, column and amount of all inputs of columns that are left."""
        if self.on.all():
            return self.home[self.system.inputs.indices], self._column, self.system.inputs.data
        kept = self.on[self._column]
        inputs = self.system.inputs
        return self.home[inputs.indices[kept]], self._column[kept], inputs.data[kept]

    def users(self) -> Integers:
        """Number of columns left that use each row, shape (n,)."""
        weights = np.bincount(
            self.system.inputs.indices, self.on[self._column].astype(float), len(self.home)
        )  # by row as it was, then by home: shorter arrays
        return np.bincount(self.home, weights, len(self.home)).astype(np.int64)

    def made_in(self) -> Integers:
        """Row that each column makes now, shape (m,)."""
        made: Integers = self.home[self.system.output]
        return made

    def conversions(self) -> tuple[Integers, Integers, Integers, Floats, Floats]:
        """Columns that are conversions, from which row to which, input and cost per unit of output.

        Those that turn a row into less of itself are dropped.
        """
        columns = np.flatnonzero(self.on & self._convertible)
        output = self.system.output[columns]
        source, target = self.home[self._first_row[columns]], self.home[output]
        amount = snapped(self._first_amount[columns] / self.units[output])
        useless = (source == target) & (amount >= 1.0)
        self.on[columns[useless]] = False
        kept = source != target
        columns, output = columns[kept], output[kept]
        cost = (self.system.cost[columns] + self.toll[output]) / self.units[output]
        return columns, source[kept], target[kept], amount[kept], cost

    def drop_worthless(self) -> None:
        """Take out rows that nobody uses or needs, with the columns that make them; they are worth 0."""
        while True:
            made = self.made_in()
            idle = self.on & ((self.users() == 0) & (self.need <= 0.0))[made]
            if not idle.any():
                return
            self.on[idle] = False

    def move(self, rows: Integers, target: Integers, units: Floats, toll: Floats) -> None:
        """Make rows into others that stay: a unit of each is so many units of its target, at a cost."""
        to, by, at = np.arange(len(self.home)), np.ones(len(self.home)), np.zeros(len(self.home))
        to[rows], by[rows], at[rows] = target, units, toll
        np.add.at(self.need, target, self.need[rows] * units)
        self.need[rows] = 0.0
        self.toll += self.units * at[self.home]
        self.units = self.units * by[self.home]
        self.home = to[self.home]


def snapped(amounts: Floats) -> Floats:
    """Amounts, with those that are 1 but for rounding made 1."""
    near: NDArray[np.bool_] = np.abs(amounts - 1.0) < _ROUNDOFF
    return np.where(near, 1.0, amounts)
