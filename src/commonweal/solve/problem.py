"""One linear problem as plain arrays: what every solver gets, and what is refused before."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.errors import ModelError

__all__ = ["SMALLEST", "Problem", "refuse_bad_numbers"]

Floats = NDArray[np.float64]

SMALLEST = 1e-9
"""Coefficients smaller than this are dropped by HiGHS without a word, so they are refused."""


@dataclass(frozen=True)
class Problem:
    """Minimise ``cost @ x`` with ``row_lower <= matrix @ x <= row_upper`` and bounds on ``x``.

    Attributes
    ----------
    matrix
        Shape (n_rows, n_columns), compressed by column.
    cost : shape (n_columns,)
    row_lower, row_upper : each shape (n_rows,)
    column_lower, column_upper : each shape (n_columns,)
    """

    matrix: sp.csc_array
    cost: Floats
    row_lower: Floats
    row_upper: Floats
    column_lower: Floats
    column_upper: Floats

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return int(self.matrix.shape[0])

    @property
    def n_columns(self) -> int:
        """Number of columns."""
        return int(self.matrix.shape[1])

    @property
    def n_nonzeros(self) -> int:
        """Number of coefficients."""
        return int(self.matrix.nnz)

    def with_cost(self, cost: Floats) -> Problem:
        """The same problem with another aim."""
        return replace(self, cost=cost)


def refuse_bad_numbers(problem: Problem) -> None:
    """Stop before a solver sees what it would take silently, drop or crash on.

    Raises
    ------
    ModelError
        If there is a NaN, an infinite coefficient or cost, a duplicate entry, a coefficient below
        ``SMALLEST``, or a lower bound above its upper one; the message counts and places them.
    """
    matrix = problem.matrix
    sizes = np.abs(matrix.data)
    crossed_rows = problem.row_lower > problem.row_upper
    crossed_columns = problem.column_lower > problem.column_upper
    faults = {
        "coefficients that are not finite": ~np.isfinite(matrix.data),
        f"coefficients smaller than {SMALLEST:g}": (sizes < SMALLEST) & (sizes > 0.0),
        "coefficients that are zero": sizes == 0.0,
        "duplicate entries": _duplicates(matrix),
        "costs that are not finite": ~np.isfinite(problem.cost),
        "row bounds that are NaN": np.isnan(problem.row_lower) | np.isnan(problem.row_upper),
        "column bounds that are NaN": np.isnan(problem.column_lower) | np.isnan(problem.column_upper),
        "rows whose lower bound is above the upper": crossed_rows,
        "columns whose lower bound is above the upper": crossed_columns,
    }
    found = [
        f"{int(where.sum())} {what} (first at {int(np.flatnonzero(where)[0])})"
        for what, where in faults.items()
        if where.any()
    ]
    if found:
        raise ModelError(f"The program was not given to a solver: {'; '.join(found)}.")


def _duplicates(matrix: sp.csc_array) -> NDArray[np.bool_]:
    """Entries at the same place as another one of their column."""
    if _rises(matrix):
        return np.zeros(matrix.nnz, dtype=bool)
    column = np.repeat(np.arange(matrix.shape[1]), np.diff(matrix.indptr))
    order = np.lexsort((matrix.indices, column))
    same = np.zeros(matrix.nnz, dtype=bool)
    same[1:] = (np.diff(column[order]) == 0) & (np.diff(matrix.indices[order]) == 0)
    return same


def _rises(matrix: sp.csc_array) -> bool:
    """Whether rows rise from entry to entry in every column, so that none comes twice."""
    stays = np.diff(matrix.indices) <= 0
    begins = matrix.indptr[1:-1]
    stays[begins[(begins > 0) & (begins < matrix.nnz)] - 1] = False
    return not stays.any()
