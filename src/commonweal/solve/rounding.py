"""Levels without what is only rounding, so that what is listed, checked and gone on from is the same.

A solver leaves some columns a hair beside 0. A column that is next to nothing beside what it could be
becomes 0, unless something real depends on it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commonweal.solve.problem import Floats, Problem

__all__ = ["without_rounding"]

_NOTHING = 1e-9  # share of what a column could be, or of what is real in a row, that is next to nothing


def without_rounding(problem: Problem, levels: Floats, could: Floats) -> Floats:
    """Levels in which columns that are only rounding are 0.

    What is left out of a row is, all together, no more than a billionth of the largest term or bound
    that stays in it; where nothing stays, everything may go. A column that is needed for more than
    that stays, and so does what it needs in turn. Amounts are compared within a row or a column
    only, so units don't matter.

    Parameters
    ----------
    problem
        As it was solved: columns held beside 0 stay where they are.
    levels : shape (n_columns,)
    could : shape (n_columns,)
        The most that each column could be (``implied_upper_bounds``); where that is not known,
        the column stays.
    """
    if not np.isfinite(levels).all():
        return levels  # which the certificate refuses
    small = _next_to_nothing(problem, levels, could)
    row, column, size = _terms(problem, levels)
    real = _bounds_of_rows(problem)
    while True:
        stays = ~small[column]
        np.maximum.at(real, row[stays], size[stays])
        row, column, size = row[~stays], column[~stays], size[~stays]
        left_out = np.bincount(row, size, problem.n_rows)
        missed = (real > 0.0) & (left_out > _NOTHING * real)
        if not missed.any():
            return np.where(small, 0.0, levels)
        small[column[missed[row]]] = False  # may need others in turn, in the rows it enters


def _next_to_nothing(problem: Problem, levels: Floats, could: Floats) -> NDArray[np.bool_]:
    """Columns that could be 0, and are beside what they could be, shape (n_columns,)."""
    free = (problem.column_lower <= 0.0) & (problem.column_upper >= 0.0)
    known = np.where(np.isfinite(could), could, 0.0)
    small: NDArray[np.bool_] = free & (np.abs(levels) <= _NOTHING * known)
    return small


def _terms(problem: Problem, levels: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Row, column and size of every term that is not 0."""
    entries = problem.matrix.tocoo()
    sizes = np.abs(entries.data * levels[entries.col])
    there = sizes != 0.0
    return entries.row[there], entries.col[there], sizes[there]


def _bounds_of_rows(problem: Problem) -> Floats:
    """The larger bound of each row, without its sign, 0 where it has none, shape (n_rows,)."""
    sizes = np.zeros(problem.n_rows)
    for bound in (problem.row_lower, problem.row_upper):
        sizes = np.maximum(sizes, np.where(np.isfinite(bound), np.abs(bound), 0.0))
    return sizes
