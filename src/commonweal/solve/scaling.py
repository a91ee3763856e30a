"""Scaling by powers of two, so that undoing it is exact."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp

from commonweal.solve.problem import Floats, Problem

__all__ = ["Scaling", "bounded_scaling", "geometric_scaling", "typical_scaling"]

_PASSES = 4
_LEAST = 1e-8  # no coefficient is scaled below this
_NOTHING = 1e-6  # a level this small, as scaled before, tells nothing


@dataclass(frozen=True)
class Scaling:
    """Factors of rows and columns, all powers of two.

    The scaled problem has the matrix ``R A C`` in the unknowns ``x / C`` and the cost ``c C / f``;
    its prices are ``y / (R f)``.

    Attributes
    ----------
    row : shape (n_rows,)
    column : shape (n_columns,)
    cost
        The factor ``f`` of the cost.
    """

    row: Floats
    column: Floats
    cost: float = 1.0

    def for_cost(self, cost: Floats) -> Scaling:
        """The same factors, with one that brings the largest scaled cost to 1."""
        largest = float(np.abs(cost * self.column).max(initial=0.0))
        return replace(self, cost=float(_power_of_two(np.array([largest]))[0]) if largest > 0.0 else 1.0)

    def apply(self, problem: Problem) -> Problem:
        """The problem in scaled unknowns."""
        return Problem(
            matrix=sp.csc_array(sp.diags_array(self.row) @ problem.matrix @ sp.diags_array(self.column)),
            cost=problem.cost * self.column / self.cost,
            row_lower=problem.row_lower * self.row,
            row_upper=problem.row_upper * self.row,
            column_lower=problem.column_lower / self.column,
            column_upper=problem.column_upper / self.column,
        )

    def levels(self, scaled: Floats) -> Floats:
        """Levels of the problem from scaled ones."""
        return scaled * self.column

    def prices(self, scaled: Floats) -> Floats:
        """Prices of the problem from scaled ones."""
        return scaled * self.row * self.cost


def geometric_scaling(matrix: sp.csc_array) -> Scaling:
    """Factors that bring the coefficients of each row and column around 1.

    Alternates between rows and columns, dividing by the geometric mean of the largest and the
    smallest coefficient (Fulkerson and Wolfe 1962), then rounds to powers of two.
    """
    sizes = sp.coo_array(matrix)
    logs = np.log2(np.abs(sizes.data))
    rows, columns = sizes.row, sizes.col
    row, column = np.zeros(matrix.shape[0]), np.zeros(matrix.shape[1])
    for _ in range(_PASSES):
        row = -_middle(logs + column[columns], rows, matrix.shape[0])
        column = -_middle(logs + row[rows], columns, matrix.shape[1])
    return Scaling(np.exp2(np.round(row)), np.exp2(np.round(column)))


def bounded_scaling(problem: Problem) -> Scaling:
    """Factors of ``geometric_scaling`` in units in which the bounds are around 1.

    All unknowns and all rows' sums are measured in one more unit, the middle of the bounds that are not
    0, so that the same economy in dollars or in millions of dollars is the same scaled problem.
    """
    found = geometric_scaling(problem.matrix)
    bounds = np.abs(
        np.concatenate(
            [
                problem.row_lower * found.row,
                problem.row_upper * found.row,
                problem.column_lower / found.column,
                problem.column_upper / found.column,
            ]
        )
    )
    bounds = bounds[np.isfinite(bounds) & (bounds > 0.0)]
    if not len(bounds):
        return found
    unit = _power_of_two(np.array([np.median(bounds)]))[0]
    return Scaling(found.row / unit, found.column * unit)


def typical_scaling(problem: Problem, levels: Floats, otherwise: Scaling) -> Scaling:
    """Factors that bring typical amounts, rows' sums and prices near 1.

    A column is measured by its level in a known solution; where that is 0, by the amount that would
    matter in the rows it enters. Rows are measured by their largest term. Solvers' absolute
    tolerances then mean the same everywhere.

    Parameters
    ----------
    levels : shape (n_columns,)
        A solution of the problem, or of one like it.
    otherwise
        Factors for rows and columns that the solution does not touch.
    """
    entries = sp.coo_array(problem.matrix)
    rows, columns, sizes = entries.row, entries.col, np.abs(entries.data)
    known = np.abs(levels) > _NOTHING * otherwise.column
    shift = np.median(np.abs(levels[known]) / otherwise.column[known]) if known.any() else 1.0
    column = np.where(known, np.abs(levels), shift * otherwise.column)
    row = np.zeros(problem.n_rows)
    np.maximum.at(row, rows, sizes * column[columns])
    matters = np.full(problem.n_columns, np.inf)
    np.minimum.at(matters, columns, row[rows] / sizes)
    column = np.where(known | np.isinf(matters), column, matters)
    return Scaling(_row_factors(problem.n_rows, rows, sizes * column[columns]), _power_of_two(column))


def _row_factors(n_rows: int, rows: np.ndarray, terms: Floats) -> Floats:
    """Factors that bring the largest term of each row to 1, the smallest not below ``_LEAST``."""
    most, least = np.zeros(n_rows), np.full(n_rows, np.inf)
    np.maximum.at(most, rows, terms)
    np.minimum.at(least, rows, terms)
    return 1.0 / _power_of_two(np.minimum(np.where(most > 0.0, most, 1.0), least / _LEAST))


def _power_of_two(sizes: Floats) -> Floats:
    """The nearest power of two."""
    powers: Floats = np.exp2(np.round(np.log2(sizes)))
    return powers


def _middle(logs: Floats, line: np.ndarray, size: int) -> Floats:
    """Middle of the largest and smallest logarithm in each line, 0 where it is empty."""
    high, low = np.full(size, -np.inf), np.full(size, np.inf)
    np.maximum.at(high, line, logs)
    np.minimum.at(low, line, logs)
    empty = np.isinf(high)
    high[empty] = low[empty] = 0.0
    middle: Floats = (high + low) / 2.0
    return middle
