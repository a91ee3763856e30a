"""Small programs with known answers, for any solver: levels, prices and their signs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from commonweal.solve.problem import Problem
from commonweal.solve.status import Stopped

INF = np.inf


@dataclass(frozen=True)
class Known:
    """A problem and what is known of its solution; None where it is not unique."""

    name: str
    problem: Problem
    stopped: Stopped
    objective: float | None = None
    levels: tuple[float, ...] | None = None
    prices: tuple[float, ...] | None = None


def problem(matrix, cost, rows, columns) -> Problem:
    """A problem from lists; rows and columns as pairs of bounds."""
    dense = np.array(matrix, dtype=float).reshape(len(rows), len(cost))
    low, high = (np.array([pair[k] for pair in rows], dtype=float) for k in (0, 1))
    left, right = (np.array([pair[k] for pair in columns], dtype=float) for k in (0, 1))
    return Problem(sp.csc_array(dense), np.array(cost, dtype=float), low, high, left, right)


KNOWN = (
    Known(
        "two activities, one resource: the cheaper per hour is used",
        problem([[1, 1], [2, 1]], [-3, -2], [(-INF, 4), (-INF, 6)], [(0, INF), (0, INF)]),
        Stopped.OPTIMAL,
        objective=-10.0,
        levels=(2.0, 2.0),
        prices=(-1.0, -1.0),
    ),
    Known(
        "a floor has a positive price when cost is minimised",
        problem([[1, 1]], [2, 5], [(3, INF)], [(0, 2), (0, INF)]),
        Stopped.OPTIMAL,
        objective=9.0,
        levels=(2.0, 1.0),
        prices=(5.0,),
    ),
    Known(
        "an equality may have a price of either sign",
        problem([[1, -1]], [1, 1], [(-2, -2)], [(0, INF), (0, INF)]),
        Stopped.OPTIMAL,
        objective=2.0,
        levels=(0.0, 2.0),
        prices=(-1.0,),
    ),
    Known(
        "degenerate: three rows meet in one corner",
        problem([[1, 1], [1, 0], [0, 1]], [-1, -1], [(-INF, 2), (-INF, 1), (-INF, 1)], [(0, INF), (0, INF)]),
        Stopped.OPTIMAL,
        objective=-2.0,
        levels=(1.0, 1.0),
    ),
    Known(
        "a free column",
        problem([[1, 1]], [1, 0], [(1, INF)], [(-5, INF), (-INF, 3)]),
        Stopped.OPTIMAL,
        objective=-2.0,
        levels=(-2.0, 3.0),
        prices=(1.0,),
    ),
    Known(
        "a fixed column",
        problem([[1, 1]], [1, 1], [(5, INF)], [(2, 2), (0, INF)]),
        Stopped.OPTIMAL,
        objective=5.0,
        levels=(2.0, 3.0),
        prices=(1.0,),
    ),
    Known("no rows", problem([], [1, -1], [], [(0, 1), (0, 1)]), Stopped.OPTIMAL, -1.0, (0.0, 1.0), ()),
    Known(
        "nothing satisfies both rows",
        problem([[1], [1]], [1], [(3, INF), (-INF, 2)], [(0, INF)]),
        Stopped.INFEASIBLE,
    ),
    Known("nothing limits the gain", problem([[1]], [-1], [(0, INF)], [(0, INF)]), Stopped.UNBOUNDED),
)
