"""Economies with pooled goods, as planners write them: solved as the small economy that is left.

A world table of 41 regions and 35 products whose users take a product from any region has 2,870 goods and
60,270 columns, and is one of 35 goods and 1,435 columns. What takes off and brings back is exact
(``presolve``, ``merging``); the small problem is solved as one with capacities, or by HiGHS's simplex method
where that fails.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from commonweal.errors import ModelError
from commonweal.solve.certify import check_solution
from commonweal.solve.claims import believed
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.marks import Marks
from commonweal.solve.methods import SIMPLEX
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.scaling import bounded_scaling
from commonweal.solve.solution import Solution
from commonweal.solve.start import Start
from commonweal.solve.status import Known, Stopped
from commonweal.solve.substitution.capacities import solve_with_capacities
from commonweal.solve.substitution.merging import Merged
from commonweal.solve.substitution.presolve import Presolved
from commonweal.solve.substitution.system import System
from commonweal.solve.unsuited import Unsuited

__all__ = ["Inner", "solve_pools", "solve_small"]

_WORTH_IT = 0.7  # share of rows that may be left after merging
_SMALL = 5_000  # rows up to which what is left is given to HiGHS


_SHARE = 0.5  # of the time, for the first try at the small problem
_LEAST = 1e-10  # no more is asked of the small problem's solution
_ROUNDOFF = 1e-8  # share of what meets in a row that its sum may be off


class Inner(Protocol):
    """What solves the small problem."""

    def __call__(
        self,
        problem: Problem,
        marks: Marks,
        *,
        accuracy: float,
        seconds: float,
        threads: int,
        upper: Floats | None = None,
    ) -> Solution:
        """Solve a problem, or raise ``Unsuited``."""


@dataclass(frozen=True)
class _Way:
    """From a problem to the small one, and back."""

    presolved: Presolved
    system: System
    merged: Merged

    @classmethod
    def of(cls, problem: Problem) -> _Way:
        presolved = Presolved.of(problem)
        system = System.of(presolved.problem)
        merged = Merged.of(system)
        if merged.problem.n_rows > _WORTH_IT * system.n_rows:
            raise Unsuited("Hardly any goods are pooled.")
        return cls(presolved, system, merged)

    def upper(self, large: Floats) -> Floats:
        """Bounds of the small problem's columns from those of the large one's."""
        kept = self.presolved.columns[self.system.columns]
        room = (large[kept] - self.system.lower[self.system.columns]) * self.system.gain
        return room[self.merged.columns]

    def levels(self, small: Floats) -> Floats:
        return self.presolved.levels(self.system.levels(self.merged.levels(small)))

    def prices(self, small: Floats) -> Floats:
        return self.presolved.prices(self.system.prices(self.merged.prices(small)))


def solve_pools(
    problem: Problem,
    marks: Marks,
    *,
    accuracy: float,
    seconds: float,
    threads: int,
    upper: Floats | None = None,
    start: Start | None = None,
    inner: Inner | None = None,
) -> Solution:
    """Solve a substitution system with pooled goods.

    Parameters
    ----------
    accuracy, seconds, threads
        Passed on to what solves the small problem.
    upper
        Passed on; default: there are no other bounds than those of the columns.
    marks, start
        Not used.
    inner
        What solves the small problem; default ``solve_small``.

    Raises
    ------
    Unsuited
        If the problem is no substitution system, or merging leaves most of it.
    """
    del marks, start
    began = time.perf_counter()
    way = _Way.of(problem)
    small = way.merged.problem
    left = max(seconds - (time.perf_counter() - began), 0.0)
    solve = inner or solve_small
    found = solve(
        small,
        Marks.none(small.n_rows),
        accuracy=accuracy,
        seconds=left,
        threads=threads,
        upper=small.column_upper if upper is None else way.upper(upper),
    )
    _refuse_relaxed(found, way.system)
    levels, prices = way.levels(found.levels), way.prices(found.prices)
    _refuse_leftovers(problem, levels, way.system)
    carried = found.carried_to(problem, levels, prices)
    return replace(carried, seconds=time.perf_counter() - began, method=f"pools, then {found.method}")


def _refuse_relaxed(found: Solution, system: System) -> None:
    """Stop where more and more pays only as the small problem lets exact rows be exceeded."""
    if found.stopped is Stopped.UNBOUNDED and system.exact.any():
        raise Unsuited("Without rows that must be met exactly, there would be no limit.")


def _refuse_leftovers(problem: Problem, levels: Floats, system: System) -> None:
    """Stop if there is too much of something that must be used up."""
    if system.exact.any():
        ties = problem.row_lower == problem.row_upper
        over = np.abs(problem.matrix @ levels - problem.row_lower)[ties]
        if (over > _ROUNDOFF * (abs(problem.matrix) @ np.abs(levels))[ties]).any():
            raise Unsuited("Something must be used up exactly.")


def solve_small(
    problem: Problem,
    marks: Marks,
    *,
    accuracy: float,
    seconds: float,
    threads: int,
    upper: Floats | None = None,
) -> Solution:
    """Solve what is left: as a system with capacities, and by HiGHS's simplex method where that fails.

    The first has to stand up to ``check_solution``, as asking HiGHS here costs little beside asking it for
    the large problem.

    Raises
    ------
    Unsuited
        If the first can't and there is too much left for the second.
    """
    if not problem.n_columns:
        return _nothing(problem)
    began = time.perf_counter()
    try:
        found = solve_with_capacities(
            problem, marks, accuracy=accuracy, seconds=_SHARE * seconds, threads=threads
        )
        if problem.n_rows > _SMALL or _stands(problem, found, accuracy, upper):
            return found
    except Unsuited:
        if problem.n_rows > _SMALL:
            raise
    found = _by_simplex(problem, max(seconds - (time.perf_counter() - began), 0.0), threads)
    return believed(found, problem, _bounds(problem, upper))


def _stands(problem: Problem, found: Solution, accuracy: float, upper: Floats | None) -> bool:
    """Whether an answer is as good as it says."""
    if found.stopped is not Stopped.OPTIMAL:
        return False
    check = check_solution(problem, found.levels, found.prices, _bounds(problem, upper))
    rows = max(accuracy, _LEAST)
    return check.primal <= rows and check.dual <= rows and check.gap <= rows


def _bounds(problem: Problem, upper: Floats | None) -> Floats:
    """Upper bounds of columns, their own and what else is known."""
    return problem.column_upper if upper is None else np.minimum(problem.column_upper, upper)


def _by_simplex(problem: Problem, seconds: float, threads: int) -> Solution:
    """Solve with HiGHS's simplex method, in units in which bounds are around 1."""
    scaling = bounded_scaling(problem).for_cost(problem.cost)
    scaled = scaling.apply(problem)
    try:
        found = solve_with_highs(scaled, SIMPLEX, time_limit=seconds, threads=threads)
    except ModelError as reason:
        raise Unsuited(str(reason)) from reason
    return found.carried_to(problem, scaling.levels(found.levels), scaling.prices(found.prices))


def _nothing(problem: Problem) -> Solution:
    """The answer where everything was taken off."""
    if (problem.row_lower > 0.0).any():
        raise Unsuited("Something is needed and nothing makes it.")
    return Solution.of(
        problem,
        np.zeros(0),
        np.zeros(problem.n_rows),
        stopped=Stopped.OPTIMAL,
        known=Known.FEASIBLE,
        is_vertex=True,
        iterations=0,
        seconds=0.0,
        method="nothing to solve",
    )
