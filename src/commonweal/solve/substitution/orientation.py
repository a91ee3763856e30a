"""Which way round each row is read, so that what makes a thing is positive and what takes it negative."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from commonweal.solve.problem import Floats, Problem

__all__ = ["exact_rows", "signs_of"]


def exact_rows(problem: Problem) -> NDArray[np.bool_]:
    """Rows that must come out at one value, shape (n_rows,)."""
    same: NDArray[np.bool_] = problem.row_lower == problem.row_upper
    return np.isfinite(problem.row_lower) & same


def signs_of(problem: Problem) -> Floats:
    """−1 for rows that are an upper bound, else 1, shape (n_rows,).

    An equation is a good's balance if more columns use than make it; then ≥ is the side that costs.
    """
    exact = exact_rows(problem)
    sign = np.where(np.isfinite(problem.row_lower), 1.0, -1.0)
    if exact.any():
        sides = problem.matrix.copy()
        sides.data = np.sign(sides.data)
        balance = np.asarray(sides.sum(axis=1)).ravel()
        bound = problem.row_lower
        sign[exact & ((bound < 0.0) | ((bound == 0.0) & (balance > 0.0)))] = -1.0
    return sign
