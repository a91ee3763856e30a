"""How far to step: a length for every level and price, from typical amounts.

With typical levels ``x̂`` and typical prices ``ŷ``, the steps

    of column j:  x̂_j / Σ_i |a_ij| ŷ_i        of row i:  ŷ_i / Σ_j |a_ij| x̂_j

keep the iteration safe whatever they are (Pock and Chambolle 2011, lemma 2, with weights), and mean that
an error of price as large as the prices that meet in a column moves its level by as much as is typical
there. They don't depend on units. Typical amounts come from the iteration itself, at restarts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from commonweal.solve.problem import Floats, Problem

__all__ = ["Metric", "Typical"]

_PASSES = 10  # of the first scaling
_NEARBY = 0.3  # share of what is typical nearby that counts for a level or a price at 0
_STAYED = 0.3  # share of the amounts themselves beside how far they lately moved
_SMALLEST = 1e-3  # of what was typical at first; what is below counts as this, else it would stay so
_SAFE = 0.998


@dataclass(frozen=True)
class Metric:
    """Lengths of steps.

    Attributes
    ----------
    of_levels : shape (n_columns,)
    of_prices : shape (n_rows,)
    weight
        By which to begin: how much longer steps of prices are taken, and shorter those of levels.
    """

    of_levels: Floats
    of_prices: Floats
    weight: float


class Typical:
    """Typical amounts of a problem, learned as the iteration goes.

    Parameters
    ----------
    upper : shape (n_columns,)
        Upper bounds that hold anyway: what is known of the amounts before anything is solved.
    """

    def __init__(self, problem: Problem, upper: Floats) -> None:
        matrix = problem.matrix
        self._problem = problem
        self._moves = problem.column_lower < problem.column_upper
        sizes = np.abs(matrix.data)
        parts = (matrix.indices, matrix.indptr)
        self._sizes = sp.csc_array((sizes, *parts), shape=matrix.shape)
        self._inverse = sp.csc_array((1.0 / sizes, *parts), shape=matrix.shape)
        self._in_column = np.maximum(np.diff(matrix.indptr), 1)
        self._in_row = np.maximum(np.bincount(matrix.indices, minlength=problem.n_rows), 1)
        self._upper = np.where(np.isfinite(upper) & (upper > 0.0), upper, 1.0)
        self._rows, self._columns = self._even()
        self._last: tuple[Floats, Floats] | None = None

    def first(self) -> Metric:
        """The metric to begin with: rows and columns evened out (Ruiz 2001), then as for sums.

        Columns are measured by their upper bounds; the weight is the ratio of the cost to the bounds.
        """
        of_levels = np.where(self._moves, self._columns**2, 0.0)
        return Metric(_SAFE * of_levels, _SAFE * self._rows**2, self._ratio(self._rows, self._columns))

    def renewed(self, levels: Floats, prices: Floats) -> Metric:
        """The metric from where the iteration is, and from how far it came since the last time."""
        at = self._amounts(levels, prices)
        if self._last is not None:
            come = self._amounts(levels - self._last[0], prices - self._last[1])
            at = (_blend(come[0], at[0], self._columns), _blend(come[1], at[1], self._rows))
        self._last = (levels.copy(), prices.copy())
        level = np.where(self._moves, _at_least(at[0], self._columns), 0.0)
        price = _at_least(at[1], self._rows)
        of_columns, of_rows = self._sizes.T @ price, self._sizes @ level
        return Metric(_SAFE * _ratio(level, of_columns), _SAFE * _ratio(price, of_rows), 1.0)

    def _amounts(self, levels: Floats, prices: Floats) -> tuple[Floats, Floats]:
        """Levels and prices, with a share of what is typical for their rows and columns."""
        level, price = np.abs(levels), np.abs(prices)
        flow = self._sizes @ level / self._in_row
        cost = np.abs(self._problem.cost)
        value = (self._sizes.T @ price + cost) / (self._in_column + (cost > 0.0))
        near_column = self._inverse.T @ flow / self._in_column
        near_row = self._inverse @ value / self._in_row
        return level + _NEARBY * near_column, price + _NEARBY * near_row

    def _even(self) -> tuple[Floats, Floats]:
        """Factors of rows and columns that bring their largest terms, then their sums, to 1."""
        problem = self._problem
        column = np.repeat(np.arange(problem.n_columns), np.diff(problem.matrix.indptr))
        row, sizes = problem.matrix.indices, self._sizes.data
        rows, columns = np.ones(problem.n_rows), self._upper.copy()
        sums = self._sizes @ columns
        np.divide(1.0, sums, out=rows, where=sums > 0.0)
        for largest in [True] * _PASSES + [False]:
            terms = sizes * rows[row] * columns[column]
            of_row, of_column = np.zeros(problem.n_rows), np.zeros(problem.n_columns)
            gather = np.maximum if largest else np.add
            gather.at(of_row, row, terms)
            gather.at(of_column, column, terms)
            rows /= np.sqrt(np.where(of_row > 0.0, of_row, 1.0))
            columns /= np.sqrt(np.where(of_column > 0.0, of_column, 1.0))
        return rows, columns

    def _ratio(self, rows: Floats, columns: Floats) -> float:
        """Length of the cost over that of all bounds, both scaled."""
        problem = self._problem
        bounds = np.concatenate(
            [
                np.maximum(_finite(problem.row_lower), _finite(problem.row_upper)) * rows,
                np.maximum(_finite(problem.column_lower), _finite(problem.column_upper)) / columns,
            ]
        )
        cost, size = float(np.linalg.norm(problem.cost * columns)), float(np.linalg.norm(bounds))
        return cost / size if cost > 0.0 and size > 0.0 else 1.0


def _at_least(amounts: Floats, at_first: Floats) -> Floats:
    """Amounts, none of them far below what was typical at first."""
    size = _mean(amounts / at_first)
    return np.maximum(amounts, _SMALLEST * at_first * (size if size > 0.0 else 1.0))


def _blend(come: Floats, at: Floats, unit: Floats) -> Floats:
    """How far things moved, in the measure of where they are, and some of that itself."""
    size = _mean(come / unit)
    return come * (_mean(at / unit) / size) + _STAYED * at if size > 0.0 else at


def _mean(amounts: Floats) -> float:
    """Mean, 0 of nothing."""
    return float(amounts.mean()) if len(amounts) else 0.0


def _ratio(amounts: Floats, meeting: Floats) -> Floats:
    """Amounts over what meets there; 0 where nothing does, so that nothing moves."""
    return np.divide(amounts, meeting, out=np.zeros_like(amounts), where=meeting > 0.0)


def _finite(bounds: Floats) -> Floats:
    """Sizes of bounds, 0 for those there aren't."""
    return np.where(np.isfinite(bounds), np.abs(bounds), 0.0)
