"""Bounds that every column keeps anyway: rows tighten the columns' own bounds.

A certificate needs a finite bound wherever a leftover reduced cost points to infinity.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.problem import Floats, Problem

__all__ = ["implied_upper_bounds"]

_ROUNDS = 40


def implied_upper_bounds(problem: Problem, groups: NDArray[np.integer]) -> Floats:
    """Upper bounds of columns that follow from the rows, infinite where none does.

    For a row ``Σ a x ≤ b`` and ``a_j > 0``: ``x_j ≤ (b − least of the rest) / a_j``, repeated until
    nothing tightens by a tenth (activity bounds; Brearley, Mitra, Williams 1975). Columns with a
    lower bound below 0 keep their own bounds.

    Parameters
    ----------
    groups : shape (n_rows,)
        Rows of one group are also added up: what is sent from place to place cancels out, so no
        more of a good can be delivered than comes in anywhere. −1 for rows of no group.

    Returns
    -------
    shape (n_columns,)
    """
    problem = _with_sums(problem, groups)
    upper = problem.column_upper.copy()
    lower = problem.column_lower
    entries = sp.coo_array(problem.matrix)
    sides = [
        (entries.row[keep], entries.col[keep], sign * entries.data[keep], bound, keep_rows)
        for sign, bound, keep_rows in (
            (1.0, problem.row_upper, np.isfinite(problem.row_upper)),
            (-1.0, -problem.row_lower, np.isfinite(problem.row_lower)),
        )
        for keep in (keep_rows[entries.row],)
    ]
    for _ in range(_ROUNDS):
        before = upper.copy()
        for row, column, value, bound, _rows in sides:
            _tighten(upper, lower, row, column, value, bound)
        better = upper < 0.9 * before
        if not (better | (np.isfinite(upper) & ~np.isfinite(before))).any():
            break
    return upper


def _with_sums(problem: Problem, groups: NDArray[np.integer]) -> Problem:
    """The problem with one more row for each group: the sum of its rows."""
    member = np.flatnonzero(groups >= 0)
    n_groups = int(groups.max(initial=-1)) + 1
    adding = sp.csr_array((np.ones(len(member)), (groups[member], member)), shape=(n_groups, problem.n_rows))
    lower = np.array([problem.row_lower[member[groups[member] == group]].sum() for group in range(n_groups)])
    return replace(
        problem,
        matrix=sp.csc_array(sp.vstack([problem.matrix, adding @ problem.matrix], format="csc")),
        row_lower=np.append(problem.row_lower, lower),
        row_upper=np.append(problem.row_upper, np.full(n_groups, np.inf)),
    )


def _tighten(
    upper: Floats, lower: Floats, row: np.ndarray, column: np.ndarray, value: Floats, bound: Floats
) -> None:
    """Tighten upper bounds by rows ``Σ value x ≤ bound``, in place."""
    positive = value > 0.0
    least = np.where(positive, value * lower[column], value * upper[column])
    infinite = ~np.isfinite(least)
    n_rows = len(bound)
    sums = np.bincount(row, weights=np.where(infinite, 0.0, least), minlength=n_rows)
    open_terms = np.bincount(row, weights=infinite, minlength=n_rows)
    chosen = np.flatnonzero(positive & (open_terms[row] == 0))
    room = bound[row[chosen]] - sums[row[chosen]] + least[chosen]
    # a hair of room, so that rounding never cuts off what is feasible
    limit = np.maximum(room / value[chosen], lower[column[chosen]])
    np.minimum.at(upper, column[chosen], limit * (1.0 + 1e-9))
