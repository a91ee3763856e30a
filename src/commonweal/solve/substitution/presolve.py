"""What planners' programs carry, taken off exactly: rows of one column become bounds, fixed columns go.

So do columns that cost something or nothing and only ever take: they stay at their lower bound.

The way back gives levels and prices of all that was taken off (Andersen, Andersen 1995).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.problem import Floats, Problem
from commonweal.solve.unsuited import Unsuited

__all__ = ["Presolved"]

Integers = NDArray[np.int64]

_ROUNDS = 10
_NEVER = _ROUNDS + 1
_ROUNDOFF = 1e-9  # share of what meets there by which bounds may cross before nothing is feasible


@dataclass(frozen=True)
class _Side:
    """Lower or upper bounds of columns, and where they come from; each shape (n_columns,).

    Attributes
    ----------
    bound
        The bound.
    row, entry
        The row that gives it and the coefficient there; −1 and 1 where it is the column's own.
    """

    bound: Floats
    row: Integers
    entry: Floats

    @classmethod
    def own(cls, bound: Floats) -> _Side:
        """Bounds as the columns have them."""
        return cls(bound.copy(), np.full(len(bound), -1, dtype=np.int64), np.ones(len(bound)))

    def tighten(
        self, columns: Integers, bounds: Floats, rows: Integers, entries: Floats, sign: float
    ) -> None:
        """Take over bounds that are tighter: larger with ``sign`` 1, smaller with −1."""
        order = np.argsort(sign * bounds, kind="stable")  # the tightest comes last, and stays
        columns, bounds, rows, entries = columns[order], bounds[order], rows[order], entries[order]
        tighter = sign * bounds > sign * self.bound[columns]
        at = columns[tighter]
        self.bound[at], self.row[at], self.entry[at] = bounds[tighter], rows[tighter], entries[tighter]


@dataclass(frozen=True)
class Presolved:
    """A smaller problem, and the way back.

    Attributes
    ----------
    problem
        What is left.
    original
        What it came from.
    rows, columns
        Rows and columns of ``original`` that are left.
    lower, upper
        Bounds of all columns of ``original``, their own or from rows of one column.
    fixed : shape (n_columns of original,)
        Round in which a column was taken off.
    """

    problem: Problem
    original: Problem
    rows: Integers
    columns: Integers
    lower: _Side
    upper: _Side
    fixed: Integers

    @classmethod
    def of(cls, problem: Problem) -> Presolved:
        """Take off columns that are fixed or only take, and rows that then have one column or none.

        Raises
        ------
        Unsuited
            If what was taken off contradicts itself: then nothing satisfies all rows.
        """
        work = _Work(problem)
        for number in range(_ROUNDS):
            if not work.take_off(number):
                break
        return work.presolved()

    def levels(self, reduced: Floats) -> Floats:
        """Levels of the original problem from levels of the smaller one."""
        levels = self.lower.bound.copy()  # of fixed columns
        levels[self.columns] = reduced
        return levels

    def prices(self, reduced: Floats) -> Floats:
        """Prices of the original problem's rows from prices of the smaller one's.

        What a column's bound is worth goes to the row it comes from; columns taken off last come first, as
        their rows hold none but them and what was taken off before.
        """
        problem = self.original
        prices = np.zeros(problem.n_rows)
        prices[self.rows] = reduced
        backed = (self.lower.row >= 0) | (self.upper.row >= 0)
        for number in np.unique(self.fixed[backed])[::-1]:
            worth = problem.cost - problem.matrix.T @ prices
            for side, pays in ((self.lower, worth > 0.0), (self.upper, worth < 0.0)):
                at = np.flatnonzero(pays & (side.row >= 0) & (self.fixed == number))
                prices[side.row[at]] = worth[at] / side.entry[at]
        return prices


class _Work:
    """A problem that gets smaller."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        matrix = problem.matrix
        self.row: NDArray[np.integer] = matrix.indices
        self.column = np.repeat(np.arange(problem.n_columns), np.diff(matrix.indptr))
        self.value = matrix.data
        self.row_lower, self.row_upper = problem.row_lower.copy(), problem.row_upper.copy()
        self.lower, self.upper = _Side.own(problem.column_lower), _Side.own(problem.column_upper)
        self.met = np.zeros(problem.n_rows)  # largest amount that was taken off a row
        self.rows_left = np.ones(problem.n_rows, dtype=bool)
        self.fixed = np.full(problem.n_columns, _NEVER)

    def take_off(self, number: int) -> bool:
        """One round; whether there was anything to take off."""
        self._hold_takers()
        fixed = self._fix(number)
        rows = self._shorten()
        return fixed or rows

    def presolved(self) -> Presolved:
        """What is left."""
        problem, free = self.problem, self.fixed == _NEVER
        rows, columns = np.flatnonzero(self.rows_left), np.flatnonzero(free)
        everything = len(rows) == problem.n_rows and len(columns) == problem.n_columns
        return Presolved(
            problem if everything else self._smaller(rows, columns),
            problem,
            rows,
            columns,
            self.lower,
            self.upper,
            self.fixed,
        )

    def _smaller(self, rows: Integers, columns: Integers) -> Problem:
        """The problem of the rows and columns that are left."""
        problem, place = self.problem, np.cumsum(self.rows_left) - 1
        entries = np.bincount(self.column, minlength=problem.n_columns)[columns]
        return Problem(
            matrix=sp.csc_array(
                (self.value, place[self.row], np.concatenate([[0], np.cumsum(entries)])),
                shape=(len(rows), len(columns)),
            ),
            cost=problem.cost[columns],
            row_lower=self.row_lower[rows],
            row_upper=self.row_upper[rows],
            column_lower=self.lower.bound[columns],
            column_upper=self.upper.bound[columns],
        )

    def _hold_takers(self) -> None:
        """Hold columns at their lower bound that cost nothing less than 0 and ease no row."""
        problem = self.problem
        eases = np.where(
            self.value > 0.0, np.isfinite(self.row_lower)[self.row], np.isfinite(self.row_upper)[self.row]
        )
        helped = np.bincount(self.column[eases], minlength=problem.n_columns) > 0
        takes = ~helped & (problem.cost >= 0.0) & np.isfinite(self.lower.bound) & (self.fixed == _NEVER)
        takes &= self.lower.bound < self.upper.bound
        self.upper.bound[takes], self.upper.row[takes] = self.lower.bound[takes], -1

    def _fix(self, number: int) -> bool:
        """Take off columns whose bounds meet."""
        lower, upper = self.lower.bound, self.upper.bound
        crossed = lower > upper
        size = np.maximum(np.abs(lower), np.abs(upper))
        if (lower - upper > _ROUNDOFF * size)[crossed].any():
            raise Unsuited("Bounds contradict each other: nothing satisfies all rows.")
        np.copyto(lower, upper, where=crossed & (self.upper.row < 0))  # own bounds are kept exactly
        np.copyto(upper, lower, where=crossed)
        new = (lower == upper) & (self.fixed == _NEVER)
        if not new.any():
            return False
        self.fixed[new] = number
        gone = new[self.column]
        row, amounts = self.row[gone], self.value[gone] * lower[self.column[gone]]
        taken = np.bincount(row, amounts, minlength=len(self.met))
        self.row_lower -= taken
        self.row_upper -= taken
        np.maximum.at(self.met, row, np.abs(amounts))
        self._keep(~gone)
        return True

    def _shorten(self) -> bool:
        """Take off rows without columns, and turn those with one into bounds."""
        counts = np.bincount(self.row, minlength=len(self.met))
        short = self.rows_left & (counts <= 1)
        if not short.any():
            return False
        empty = short & (counts == 0)
        size = _ROUNDOFF * np.maximum(self.met, self._bounds())
        if (empty & ((self.row_lower > size) | (self.row_upper < -size))).any():
            raise Unsuited("A row can't be met: nothing satisfies all rows.")
        single = short[self.row]
        rows = self.row[single].astype(np.int64)
        columns, entries = self.column[single], self.value[single]
        one, other = self.row_lower[rows] / entries, self.row_upper[rows] / entries
        least, most = np.minimum(one, other), np.maximum(one, other)
        self.lower.tighten(columns, least, rows, entries, 1.0)
        self.upper.tighten(columns, most, rows, entries, -1.0)
        self.rows_left &= ~short
        self._keep(~single)
        return True

    def _bounds(self) -> Floats:
        """Largest finite bound of each row."""
        bounds = (self.problem.row_lower, self.problem.row_upper)
        largest: Floats = np.maximum(*(np.where(np.isfinite(bound), np.abs(bound), 0.0) for bound in bounds))
        return largest

    def _keep(self, entries: NDArray[np.bool_]) -> None:
        """Forget all other entries."""
        self.row, self.column, self.value = self.row[entries], self.column[entries], self.value[entries]
