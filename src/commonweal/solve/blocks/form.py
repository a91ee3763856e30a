"""A problem as the interior point wants it: equalities, bounds, and units near 1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.blocks.stretch import stretch
from commonweal.solve.marks import Marks
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.scaling import Scaling, bounded_scaling
from commonweal.solve.start import Start

__all__ = ["Form", "form_of"]

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Form:
    """Minimise ``cost @ x`` with ``matrix @ x = right`` and ``lower <= x <= upper``.

    Columns that are fixed are gone, rows without bounds too; rows with room have a column of their
    own, with coefficient −1, for what the row comes to.

    Attributes
    ----------
    problem
        Where it comes from.
    scaling
        Factors between the problem and the form.
    matrix : shape (n_rows, n_columns)
    cost, lower, upper : each shape (n_columns,)
    right : shape (n_rows,)
    columns, rows
        Columns of the problem that come first here, and rows of the problem.
    roomy
        Rows, as numbered here, whose own columns come after those, in this order.
    copies
        Columns, as numbered here, of which there are copies (``stretch``); they come last.
    marks
        Of the rows here; rows that hold copies equal have those of a row beside them.
    """

    problem: Problem
    scaling: Scaling
    matrix: sp.csc_array
    cost: Floats
    lower: Floats
    upper: Floats
    right: Floats
    columns: Integers
    rows: Integers
    roomy: Integers
    copies: Integers
    marks: Marks

    def levels(self, x: Floats) -> Floats:
        """Levels of the problem."""
        levels = self._parked()
        levels[self.columns] = x[: len(self.columns)] * self.scaling.column[self.columns]
        inside: Floats = np.clip(levels, self.problem.column_lower, self.problem.column_upper)
        return inside

    def _parked(self) -> Floats:
        """Where columns are that take no part: fixed, or in no row (then where they cost least)."""
        low, high, cost = self.problem.column_lower, self.problem.column_upper, self.problem.cost
        best = np.where(cost > 0.0, low, np.where(cost < 0.0, high, np.clip(0.0, low, high)))
        return np.where(low == high, low, best)

    def prices(self, y: Floats) -> Floats:
        """Prices of the problem's rows."""
        prices = np.zeros(self.problem.n_rows)
        prices[self.rows] = y[: len(self.rows)] * self.scaling.row[self.rows] * self.scaling.cost
        return prices

    def start(self, start: Start | None) -> tuple[Floats | None, Floats | None]:
        """Levels and prices of the problem, as ``x`` and ``y`` here; nothing where nothing is known."""
        levels, prices = (None, None) if start is None else (start.levels, start.prices)
        x = y = None
        if levels is not None:
            sums = (self.problem.matrix @ levels) * self.scaling.row
            own = sums[self.rows[self.roomy]]
            x = np.concatenate([(levels / self.scaling.column)[self.columns], own])
            x = np.concatenate([x, x[self.copies]])
        if prices is not None:
            y = (prices / (self.scaling.row * self.scaling.cost))[self.rows]
            y = np.concatenate([y, np.zeros(self.matrix.shape[0] - len(y))])
        return x, y


def form_of(problem: Problem, marks: Marks, scaling: Scaling | None = None) -> Form:
    """The form of a problem."""
    scaling = (scaling or bounded_scaling(problem)).for_cost(problem.cost)
    scaled = scaling.apply(problem)
    counts = np.diff(problem.matrix.indptr)
    moves = (scaled.column_lower < scaled.column_upper) & (counts > 0)
    columns = np.flatnonzero(moves)
    by_row = sp.csr_array(scaled.matrix)
    least = np.where(np.isfinite(scaled.column_lower), scaled.column_lower, 0.0)
    taken = by_row @ np.where(moves, 0.0, least)
    low, high = scaled.row_lower - taken, scaled.row_upper - taken
    inner = sp.csr_array(by_row[:, columns])
    rows = np.flatnonzero((np.isfinite(low) | np.isfinite(high)) & (np.diff(inner.indptr) > 0))
    inner, low, high = sp.csr_array(inner[rows]), low[rows], high[rows]
    roomy = np.flatnonzero(low < high)
    own = sp.csc_array(
        (np.full(len(roomy), -1.0), (roomy, np.arange(len(roomy)))), shape=(len(rows), len(roomy))
    )
    matrix = sp.csc_array(sp.hstack([sp.csc_array(inner), own], format="csc"))
    matrix.sort_indices()
    cut = stretch(matrix)
    right = np.concatenate([np.where(low < high, 0.0, low), np.zeros(len(cut.beside))])
    copies = cut.copied
    lower = np.concatenate([scaled.column_lower[columns], low[roomy]])
    upper = np.concatenate([scaled.column_upper[columns], high[roomy]])
    beside = np.concatenate([rows, rows[cut.beside]])
    return Form(
        problem,
        scaling,
        cut.matrix,
        np.concatenate([scaled.cost[columns], np.zeros(len(roomy) + len(copies))]),
        np.concatenate([lower, lower[copies]]),
        np.concatenate([upper, upper[copies]]),
        right,
        columns,
        rows,
        roomy,
        copies,
        Marks(marks.period[beside], marks.place[beside], marks.good[beside]),
    )
