"""Certificates: what a solution proves, recomputed from the arrays without the solver.

Errors are scaled locally: a row's violation is divided by the largest term that meets in it,
so they don't depend on units (conventions §8).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.problem import Floats, Problem

__all__ = [
    "Check",
    "Proof",
    "check_solution",
    "primal_error",
    "proof_bound",
    "rise_of_cells",
    "safe_lower_bound",
    "usable_prices",
]

_QUIET = 1e-4  # share of what there could be below which a row counts as quiet
_PIECE = 2**17  # entries that are looked at together: a megabyte of numbers

Rows = NDArray[np.integer]


@dataclass(frozen=True)
class Check:
    """How well levels and prices solve a problem.

    Attributes
    ----------
    primal
        Largest violation of a row or bound, scaled by the terms that meet there.
    dual
        Largest reduced cost on the wrong side, scaled by the terms that meet in its column.
    gap
        Cost of the levels less the safe bound from the prices, relative to the larger of them.
    """

    primal: float
    dual: float
    gap: float


def check_solution(problem: Problem, levels: Floats, prices: Floats, upper: Floats) -> Check:
    """Recompute violations, reduced costs and the gap of a solution.

    Parameters
    ----------
    upper : shape (n_columns,)
        Upper bounds that hold anyway (``implied_upper_bounds``), for the safe bound.
    """
    if not (np.isfinite(levels).all() and np.isfinite(prices).all()):
        return Check(np.inf, np.inf, np.inf)  # comparisons with NaN would find nothing wrong
    prices = usable_prices(problem, prices)
    cost = float(problem.cost @ levels)
    bound = safe_lower_bound(problem, prices, upper)
    size = max(abs(cost), _largest_term(problem.cost, levels))
    if size == 0.0:  # a sum that can only be 0 is measured by what its columns could come to
        could = np.minimum(problem.column_upper, upper)
        size = _QUIET * _largest_term(problem.cost, np.where(np.isfinite(could), could, 0.0))
    if not np.isfinite(bound):  # a price is wrong where nothing bounds the column: nothing is proved
        return Check(primal_error(problem, levels, upper), _dual_error(problem, prices, upper, size), np.inf)
    size = max(size, abs(bound))
    gap = abs(cost - bound) / size if size > 0.0 else 0.0
    return Check(primal_error(problem, levels, upper), _dual_error(problem, prices, upper, size), gap)


def _largest_term(cost: Floats, levels: Floats) -> float:
    """Largest term of a cost."""
    return float(np.abs(cost * levels).max(initial=0.0))


def primal_error(problem: Problem, levels: Floats, upper: Floats) -> float:
    """Largest violation of a row or bound, each divided by the amounts that meet in it.

    Those are the largest term, the bound, and a small share of the largest term there could be,
    so that rounding where nothing happens is not an error.
    """
    sums = problem.matrix @ levels
    low = np.where(np.isfinite(problem.row_lower), problem.row_lower - sums, 0.0)
    high = np.where(np.isfinite(problem.row_upper), sums - problem.row_upper, 0.0)
    could = np.where(np.isfinite(upper), upper, 0.0)
    sizes = _what_meets(problem, levels, could)
    rows = _relative(np.maximum(low, high), sizes)
    below, above = problem.column_lower - levels, levels - problem.column_upper
    column_sizes = np.maximum(np.maximum(np.abs(levels), could * _QUIET), _column_sizes(problem, sizes))
    return max(rows, _relative(np.maximum(below, above), column_sizes))


def _what_meets(problem: Problem, levels: Floats, could: Floats) -> Floats:
    """The amounts that meet in each row, shape (n_rows,).

    Where nothing can (a purse that stays empty), what its columns amount to in other rows tells
    rounding from something.
    """
    there = _row_sizes(problem, could)
    sizes = np.maximum(_row_sizes(problem, levels), _QUIET * there)
    for bound in (problem.row_lower, problem.row_upper):
        known = np.where(np.isfinite(bound), np.abs(bound), 0.0)
        sizes, there = np.maximum(sizes, known), np.maximum(there, known)
    empty = there == 0.0
    if not empty.any():
        return sizes
    elsewhere = _column_sizes(problem, np.where(empty, 0.0, sizes))
    return np.where(empty, np.maximum(sizes, _QUIET * _row_sizes(problem, elsewhere)), sizes)


def _row_sizes(problem: Problem, levels: Floats) -> Floats:
    """Largest term of each row, shape (n_rows,)."""
    matrix, sizes = problem.matrix, np.zeros(problem.n_rows)
    counts = np.diff(matrix.indptr)
    for columns, entries in _pieces(matrix):
        terms = matrix.data[entries] * np.repeat(levels[columns], counts[columns])
        np.maximum.at(sizes, matrix.indices[entries], np.abs(terms))
    return sizes


def _column_sizes(problem: Problem, row_sizes: Floats) -> Floats:
    """The amount of each column that would matter in the rows it enters."""
    return _largest_by_column(problem.matrix, lambda rows, values: row_sizes[rows] / np.abs(values))


def _largest_by_column(matrix: sp.csc_array, size_of: Callable[[Rows, Floats], Floats]) -> Floats:
    """The largest size of each column's entries, none of which is negative; 0 where there are none.

    Parameters
    ----------
    size_of
        Sizes of entries by their rows and values.
    """
    largest, there = np.zeros(matrix.shape[1]), np.diff(matrix.indptr) > 0
    for columns, entries in _pieces(matrix):
        sizes = size_of(matrix.indices[entries], matrix.data[entries])
        filled = np.flatnonzero(there[columns]) + columns.start
        largest[filled] = np.maximum.reduceat(sizes, matrix.indptr[filled] - entries.start)
    return largest


def _pieces(matrix: sp.csc_array) -> Iterator[tuple[slice, slice]]:
    """Columns a piece at a time, with their entries: what is computed of a piece stays in the caches."""
    ends = np.searchsorted(matrix.indptr, np.arange(_PIECE, matrix.nnz + _PIECE, _PIECE))
    first = 0
    for last in np.unique(np.minimum(ends, matrix.shape[1])).tolist():
        if matrix.indptr[last] > matrix.indptr[first]:
            yield slice(first, last), slice(int(matrix.indptr[first]), int(matrix.indptr[last]))
        first = last


def _relative(violations: Floats, sizes: Floats) -> float:
    """Largest violation relative to its size; a violation where nothing meets counts whole."""
    bad = violations > 0.0
    if not bad.any():
        return 0.0
    return float((violations[bad] / np.where(sizes[bad] > 0.0, sizes[bad], 1.0)).max())


def _dual_error(problem: Problem, prices: Floats, upper: Floats, size: float) -> float:
    """Largest reduced cost that points where no bound stops it, relative to its column's terms.

    Those are the largest term, the cost, and a small share of the price at which the column's whole
    room would be worth the aim, so that rounding in columns nothing prices is not an error.
    """
    reduced = problem.cost - problem.matrix.T @ prices
    wrong = np.maximum(
        np.where(np.isfinite(problem.column_upper), 0.0, -reduced),
        np.where(np.isfinite(problem.column_lower), 0.0, reduced),
    )
    sizes = _largest_by_column(problem.matrix, lambda rows, values: np.abs(values * prices[rows]))
    room = np.where(np.isfinite(upper) & (upper > 0.0), upper, np.inf)
    return _relative(wrong, np.maximum(np.maximum(sizes, np.abs(problem.cost)), _QUIET * size / room))


def usable_prices(problem: Problem, prices: Floats) -> Floats:
    """Prices without those that no bound of their row backs."""
    backed_below = (prices > 0.0) & np.isfinite(problem.row_lower)
    backed_above = (prices < 0.0) & np.isfinite(problem.row_upper)
    return np.where(backed_below | backed_above, prices, 0.0)


def safe_lower_bound(problem: Problem, prices: Floats, upper: Floats) -> float:
    """A cost that nothing feasible undercuts, whatever the prices (Neumaier, Shcherbina 2004).

    ``Σ price·bound + Σ reduced cost · (the bound it points to)``, with upper bounds that hold
    anyway where the problem has none.
    """
    reduced = problem.cost - problem.matrix.T @ prices
    row_bounds = np.where(prices > 0.0, problem.row_lower, problem.row_upper)
    of_rows = np.where(prices != 0.0, prices * np.where(prices != 0.0, row_bounds, 0.0), 0.0)
    best = np.minimum(problem.column_upper, upper)
    towards = np.where(reduced > 0.0, problem.column_lower, best)
    of_columns = np.where(reduced != 0.0, reduced * np.where(reduced != 0.0, towards, 0.0), 0.0)
    return float(of_rows.sum() + of_columns.sum())


@dataclass(frozen=True)
class Proof:
    """Why cells of a leximin aim can't rise: multipliers of the rows.

    For every plan that keeps the floors held before, ``Σ weight·coverage ≤ bound`` over the
    cells that were free then. Weights and bound follow from the prices alone.

    Attributes
    ----------
    prices : shape (n_rows,)
        Multipliers of the program's rows and of rows held before.
    cells
        Columns of the cells that were free.
    weights : shape (n_cells,)
        What each cell counts; not negative.
    fixed
        Columns of the cells fixed by this proof.
    floor, ceiling : each shape (n_columns,)
        Bounds of columns when the proof was made: floors of what was held, and how far cells
        proved stuck before could rise at most.
    row_floor, row_ceiling : each shape (n_rows,)
        Bounds of rows then.
    """

    prices: Floats
    cells: NDArray[np.int64]
    weights: Floats
    fixed: NDArray[np.int64]
    floor: Floats
    ceiling: Floats
    row_floor: Floats
    row_ceiling: Floats

    def among(self, problem: Problem) -> Proof:
        """The same prices, about the plans of a problem."""
        return replace(
            self, floor=problem.column_lower, ceiling=problem.column_upper,
            row_floor=problem.row_lower, row_ceiling=problem.row_upper,
        )  # fmt: skip

    def about(self, matrix: sp.csc_array) -> Problem:
        """What is proved, as a problem: Σ weight·coverage at most, among the plans there were then."""
        cost = np.zeros(matrix.shape[1])
        cost[self.cells] = -self.weights
        return Problem(matrix, cost, self.row_floor, self.row_ceiling, self.floor, self.ceiling)


def proof_bound(problem: Problem, proof: Proof, upper: Floats) -> float:
    """The bound of Σ weight·coverage that the prices of a proof give.

    Parameters
    ----------
    problem
        The program with the rows held then; its cost and bounds are not used.
    """
    held = proof.about(problem.matrix)
    return -safe_lower_bound(held, usable_prices(held, proof.prices), upper)


def rise_of_cells(problem: Problem, proof: Proof, levels: Floats, upper: Floats) -> float:
    """The most that any cell fixed by a proof could rise above a plan.

    Parameters
    ----------
    problem, upper
        As for ``proof_bound``.
    levels : shape (n_columns,)
        The plan.
    """
    reached = float(proof.weights @ np.minimum(levels[proof.cells], 1.0))
    gap = max(proof_bound(problem, proof, upper) - reached, 0.0)
    fixed = np.isin(proof.cells, proof.fixed)
    rises = np.minimum(gap / np.maximum(proof.weights[fixed], 1e-300), 1.0 - levels[proof.cells[fixed]])
    return max(float(rises.max(initial=0.0)), 0.0)
