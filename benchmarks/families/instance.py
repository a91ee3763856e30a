"""One problem of a family, with what a solver may know of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.solve.marks import Marks
from commonweal.solve.problem import Problem

__all__ = ["Instance"]


@dataclass(frozen=True)
class Instance:
    """One problem of a family.

    Attributes
    ----------
    family
        Letter of the family: T, C, N, W.
    size
        As asked for: ``5000`` goods, or ``50x8x12`` (places, foods, weeks).
    seed
        Of the random numbers.
    problem
        What to minimise.
    marks
        What labels say about its rows, in whole numbers.
    cells : shape (n_cells,)
        Columns that are coverages (at most 1), for leximin; empty for T, C and W.
    upper : shape (n_columns,)
        Upper bounds that hold anyway, for certificates: from the economics of the family, not from
        a solution.
    """

    family: str
    size: str
    seed: int
    problem: Problem
    marks: Marks
    cells: NDArray[np.int64]
    upper: NDArray[np.float64]
