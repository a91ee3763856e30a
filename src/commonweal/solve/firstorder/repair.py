"""Levels made feasible and prices made safe, so that the gap between them is a fact.

What a first-order method has reached satisfies rows and reduced costs only roughly. Two cheap passes turn
it into something that can be relied on, at a small loss:

- levels: in the order of time, a row that lacks something cuts what its columns take. This always ends
  where doing nothing is allowed (a network of supplies, roads and stores). Elsewhere (needs that must be
  met) rows that lack something raise the column that brings it at the least reduced cost.
- prices: columns without an upper bound must not gain. Against time, the prices of what they use are
  raised; or, in the order of time, the prices of what they bring are lowered; the better one is taken.
  Then the bound of ``certify.safe_lower_bound`` holds whatever else the prices are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commonweal.solve.certify import safe_lower_bound, usable_prices
from commonweal.solve.firstorder import repair_kernels
from commonweal.solve.firstorder.sides import Sides
from commonweal.solve.marks import Marks
from commonweal.solve.problem import Floats, Problem

__all__ = ["Repair"]

_SWEEPS = 60
_FILLING_SWEEPS = 400  # rows that feed each other settle by and by
_ENDLESS = 1_000_000  # depth of columns whose goods may go round
_ROUNDS = 12
_OUT_OF_HAND = 1e100  # levels or prices that raise each other


class Repair:
    """Repairs for one problem.

    Parameters
    ----------
    marks
        The period of each row says in which order to look at them.
    upper : shape (n_columns,)
        Upper bounds that hold anyway.
    """

    def __init__(self, problem: Problem, marks: Marks, upper: Floats, sides: Sides) -> None:
        self.problem, self._upper = problem, upper
        matrix = problem.matrix
        self._by_column, self._by_row = sides.by_column, sides.by_row
        self._row_order = np.argsort(marks.period, kind="stable")
        column = np.repeat(np.arange(problem.n_columns), np.diff(matrix.indptr))
        period = np.full(problem.n_columns, np.iinfo(np.int64).max)
        np.minimum.at(period, column, marks.period[matrix.indices])
        self._onward = np.argsort(period, kind="stable")
        self._backward = self._onward[::-1].copy()
        self._endless = np.isinf(problem.column_upper)
        self._ways = {True, False}  # of settling prices: by raising, by lowering
        self._backed = np.isfinite(problem.row_lower)
        self._gainful = np.concatenate(
            [np.flatnonzero(problem.cost < 0.0), np.flatnonzero(problem.cost > 0.0)]
        )
        self._may_do_nothing = _allows(problem, problem.column_lower)
        self._depth, self._row_depth = _depths(problem, column)

    def levels(self, levels: Floats, prices: Floats) -> tuple[Floats, bool]:
        """Levels like these that no row and no bound refuses, and whether that succeeded."""
        problem = self.problem
        made = np.clip(levels, problem.column_lower, problem.column_upper)
        bounds = (problem.row_lower, problem.row_upper)
        if self._may_do_nothing:
            floor, depth = problem.column_lower, (self._depth, self._row_depth)
            left = repair_kernels.cut_levels(
                self._row_order, self._by_row, self._by_column, bounds, floor, *depth, made, _SWEEPS
            )
        else:
            reduced = problem.cost - problem.matrix.T @ prices
            ceiling = np.minimum(problem.column_upper, self._upper)
            left = repair_kernels.fill_levels(
                self._row_order,
                self._by_row,
                self._by_column,
                bounds[0],
                ceiling,
                reduced,
                made,
                _FILLING_SWEEPS,
            )
        if left or not np.abs(made).max(initial=0.0) < _OUT_OF_HAND:
            return np.clip(levels, problem.column_lower, problem.column_upper), False
        columns = (problem.column_lower, problem.column_upper)
        sums = problem.matrix @ made
        repair_kernels.move_gainful(
            self._gainful, self._by_column, problem.cost, *bounds, *columns, made, sums
        )
        return made, self._may_do_nothing or _allows(problem, made)

    def prices(self, prices: Floats) -> tuple[Floats, float, bool]:
        """Prices like these at which no column without an upper bound gains, and the bound they give.

        The last says whether that succeeded.
        """
        problem = self.problem
        best = (prices, -np.inf, False)
        matrix = (self._by_column, self._by_row)
        for raising in sorted(self._ways):
            order = self._backward if raising else self._onward
            made = usable_prices(problem, prices)
            left = repair_kernels.settle_prices(
                order, *matrix, problem.cost, self._endless, self._backed, raising, made, _SWEEPS
            )
            if not np.abs(made).max(initial=0.0) < _OUT_OF_HAND:
                if len(self._ways) > 1:  # it would go so again: what is used is itself made of it
                    self._ways.discard(raising)
                continue
            if left:
                continue
            bound = safe_lower_bound(problem, made, self._upper)
            if bound > best[1]:
                best = (made, bound, True)
        return best


def _allows(problem: Problem, levels: Floats) -> bool:
    """Whether rows allow levels, up to rounding."""
    if not np.isfinite(levels).all():
        return False
    sums, sizes = problem.matrix @ levels, abs(problem.matrix) @ np.abs(levels)
    slack = 1e-12 * sizes
    return bool((sums >= problem.row_lower - slack).all() and (sums <= problem.row_upper + slack).all())


def _depths(problem: Problem, column: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How far what a column takes is passed on, and the least such depth among those a row may cut.

    0 for columns that bring nothing to a row with a lower bound; else 1 more than the deepest of those
    rows. Food that is eaten is passed on to needs only; what is sent on goes on and on.
    """
    row, value = problem.matrix.indices, problem.matrix.data
    counts = np.isfinite(problem.row_lower)[row]
    takes, brings = counts & (value < 0.0), counts & (value > 0.0)
    rows = np.full(problem.n_rows, _ENDLESS, dtype=np.int64)
    columns = np.zeros(problem.n_columns, dtype=np.int64)
    columns[column[brings]] = _ENDLESS
    for _ in range(_ROUNDS):
        before = columns.copy()
        np.minimum.at(rows, row[takes], columns[column[takes]])
        columns = np.zeros(problem.n_columns, dtype=np.int64)
        np.maximum.at(columns, column[brings], np.minimum(rows[row[brings]] + 1, _ENDLESS))
        if np.array_equal(columns, before):
            break
    return columns, rows
