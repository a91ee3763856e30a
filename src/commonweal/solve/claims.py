"""Claims that there is no answer: believed only where nothing that is known contradicts them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from commonweal.solve.certify import safe_lower_bound
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.solution import Solution
from commonweal.solve.status import Stopped

__all__ = ["believed"]


def believed(found: Solution, problem: Problem, upper: Floats) -> Solution:
    """What was found, ``UNSURE`` instead of ``UNBOUNDED`` where bounds limit every column that is paid.

    HiGHS's simplex method says so of some badly scaled problems that have an optimum.

    Parameters
    ----------
    upper : shape (n_columns,)
        Upper bounds that hold anyway.
    """
    if found.stopped is not Stopped.UNBOUNDED:
        return found
    limited = np.isfinite(safe_lower_bound(problem, np.zeros(problem.n_rows), upper))
    return replace(found, stopped=Stopped.UNSURE) if limited else found
