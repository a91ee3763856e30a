"""A method on what presolve leaves of a problem, and the way back."""

from __future__ import annotations

import time
from dataclasses import replace

from commonweal.solve.marks import Marks
from commonweal.solve.method import OwnMethod
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.solution import Solution
from commonweal.solve.start import Start
from commonweal.solve.substitution.presolve import Presolved

__all__ = ["solve_smaller"]


def solve_smaller(
    method: OwnMethod,
    problem: Problem,
    marks: Marks,
    *,
    accuracy: float,
    seconds: float,
    threads: int,
    upper: Floats | None = None,
    start: Start | None = None,
) -> Solution:
    """Solve a problem by a method that gets it without fixed columns and rows of one column.

    Programs of planners have many of those; a problem that has none is given to the method as it is.

    Raises
    ------
    Unsuited
        As the method, or if what is taken off contradicts itself.
    """
    began = time.perf_counter()
    smaller = Presolved.of(problem)
    whole = smaller.problem.matrix.shape == problem.matrix.shape
    found = method(
        problem if whole else smaller.problem,
        marks.at(smaller.rows),
        accuracy=accuracy,
        seconds=seconds - (time.perf_counter() - began),
        threads=threads,
        upper=None if upper is None else upper[smaller.columns],
        start=start if whole else None,
    )
    if whole:
        return found
    carried = found.carried_to(problem, smaller.levels(found.levels), smaller.prices(found.prices))
    return replace(carried, seconds=time.perf_counter() - began)
