"""Planning again from the plan in force, after something was taken away.

What is possible only shrinks, so the plan in force helps in three ways, tried in turn:

1. It does without what is gone: then it is still the best plan, and nothing is solved.
2. All coverages can be kept in another way: then they are still the best, and a hot restart from the
   basis of the plan in force finds the least effort (dual simplex).
3. Some can't. Tiers before the first that falls stay; in the others only what changes is raised again
   (``solve.leximin_again``).

Where none of this leads to a proved answer, the aims are solved from nothing. Every answer is checked on
the program's arrays.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import numpy as np

from commonweal.errors import NoPlan
from commonweal.formulate.aims import Aim, LevelAim
from commonweal.solve.aims import AimSolution, solve_aims
from commonweal.solve.bench import Bench, Limits
from commonweal.solve.bounds import implied_upper_bounds
from commonweal.solve.certify import check_solution, primal_error
from commonweal.solve.leximin import FULL
from commonweal.solve.leximin_again import Booleans, Columns, raise_again
from commonweal.solve.methods import Task
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.remote import SolverProcess
from commonweal.solve.solution import Solution
from commonweal.solve.standing import Standing, cost_of, rise_of
from commonweal.solve.status import Stopped
from commonweal.solve.tightening import Tightening
from commonweal.solve.warm import WarmSolver

__all__ = ["Again", "How", "Redone"]

How = Literal["untouched", "kept", "again", "anew"]
"""How a re-plan was found: nothing solved, coverages kept, raised again, or from nothing."""

_UNUSED = 1e-9  # a level this small, against its typical amount, is none
_COMPETES = 1e-3  # a price this high, against that of a cell that falls, makes a competitor
_SAME = 1e-6  # a coverage that is lower by less is the same (conventions §8)
_FELL = 1e-9  # coverage that falls by less has not fallen
_ROWS, _GAP, _CELLS = 1e-7, 1e-6, 1e-6  # coverages as verified (conventions §8); the effort to six digits
_STEPS = 3_000  # simplex steps of a hot restart, besides one for every other row
_FEW = 1_000  # steps of one that only might spare a program
_PROGRAMS = 60  # programs after which, or the number that the plan in force took, raising again gives up


@dataclass(frozen=True)
class Redone:
    """The plan after something was taken away.

    Attributes
    ----------
    coverage : shape (n_cells,)
        Coverage of each cell of ``Standing.cells``; NaN where nobody asks for it any more.
    levels : shape (n_columns,)
        The plan.
    effort
        Its effort, the least.
    how
        How it was found.
    rows, gap, cells
        Largest errors: of rows and bounds, of the effort's proof, and what a cell could still rise.
    n_programs, iterations, seconds
        Work done; ``effort_seconds`` of it for the last aim.
    lasting
        How many of the stages asked about can all keep what they have (``Again.lasting``); None for
        all of them.
    """

    coverage: Floats
    levels: Floats
    effort: float
    how: How
    rows: float
    gap: float
    cells: float
    n_programs: int
    iterations: int
    seconds: float
    effort_seconds: float = 0.0
    lasting: int | None = None

    @property
    def is_verified(self) -> bool:
        """Whether coverages are verified as in conventions §8, and the effort is exact to six digits."""
        return self.rows <= _ROWS and self.gap <= _GAP and self.cells <= _CELLS


class Again:
    """Plans again, as often as asked, from one plan in force.

    Parameters
    ----------
    standing
        The plan in force.
    limits
        Time and cores for each re-plan; progress is told of levels that are raised again.
    stages
        Columns of cells, stage by stage in time, of which it is asked how long they can last.
    """

    def __init__(self, standing: Standing, limits: Limits, stages: Sequence[Columns] = ()) -> None:
        self.standing = standing
        self._stages = tuple(stages)
        self._limits = limits
        self._solver = SolverProcess(limits.cancelled)
        self._hot: WarmSolver | None = None
        self._most = _STEPS + standing.problem.n_rows // 2
        self._patience = max(_PROGRAMS, sum(answer.n_programs for answer in standing.solved))

    def __enter__(self) -> Again:
        return self

    def __exit__(self, *_: object) -> None:
        self._solver.end()

    def replan(self, less: Tightening) -> Redone:
        """The plan with less.

        Raises
        ------
        NoPlan
            If there is none that can be trusted.
        SolverStopped
            If a limit or a person ended the work.
        """
        start = time.perf_counter()
        less = less.apart()
        found = self._found(less)
        seconds = time.perf_counter() - start
        return replace(found, seconds=seconds, lasting=self._lasting(less, found.coverage))

    def _lasting(self, less: Tightening, coverage: Floats) -> int | None:
        """How many stages from the first on can all keep what they have, if only that counts.

        Found by halving: what later stages and less urgent cells have gives way, and a hot restart
        tells whether the earlier ones can keep theirs (to 1e-6, conventions §8).
        """
        cells, held = self.standing.cells, self.standing.held.column_lower
        fell = cells[~(coverage >= held[cells] - _SAME)]  # NaN counts as fallen
        if not np.isin(np.concatenate([cells[:0], *self._stages]), fell).any():
            return None
        least, most = 0, len(self._stages)
        while most - least > 1:
            middle = (least + most) // 2
            least, most = (middle, most) if self._can_last(less, middle) else (least, middle)
        return least

    def _can_last(self, less: Tightening, n_stages: int) -> bool:
        """Whether the first stages can all keep what they have."""
        standing = self.standing
        early = np.concatenate([standing.cells[:0], *self._stages[:n_stages]])
        low = standing.held.column_lower.copy()
        low[standing.cells] = 0.0
        low[early] = np.maximum(standing.held.column_lower[early] - _SAME, 0.0)
        low[less.dropped] = 0.0
        asked = less.of(replace(standing.held, column_lower=low))
        if (asked.column_lower > asked.column_upper).any():
            return False
        answer = self._restart(asked)
        return answer.stopped is Stopped.OPTIMAL and (
            primal_error(asked, answer.levels, standing.upper) <= _ROWS
        )

    def _found(self, less: Tightening) -> Redone:
        """The first answer as good as the plan in force, or verified; else the one from nothing."""
        for attempt in (self._untouched, self._kept, self._raised):
            found = attempt(less)
            if found is not None and (found.is_verified or self._as_good(found)):
                return found
        return self._anew(less)

    def _as_good(self, found: Redone) -> bool:
        """Whether an answer is no less exact than the plan in force."""
        standing = self.standing
        errors = (found.rows, found.gap, found.cells)
        return all(x <= max(y, z) for x, y, z in zip(
            errors, (standing.rows, standing.gap, standing.rise), (_ROWS, _GAP, _CELLS), strict=True
        ))  # fmt: skip

    def _untouched(self, less: Tightening) -> Redone | None:
        """The plan in force, where it is still possible."""
        standing = self.standing
        if not less.leaves(standing.problem, standing.levels, _UNUSED * standing.scaling.column):
            return None
        coverage = standing.held.column_lower[standing.cells]
        return Redone(
            coverage, standing.levels, standing.effort, "untouched",
            standing.rows, standing.gap, standing.rise, 0, 0, 0.0,
        )  # fmt: skip

    def _kept(self, less: Tightening) -> Redone | None:
        """The same coverages in another way, with the least effort that takes."""
        standing = self.standing
        if not less.only_tightens or less.crosses(standing.held):
            return None
        start = time.perf_counter()
        tight = less.of(standing.held)
        answer = self._restart(tight)
        if answer.stopped is not Stopped.OPTIMAL:
            return None
        check = check_solution(tight, answer.levels, answer.prices, standing.upper)
        seconds = time.perf_counter() - start
        return Redone(
            standing.held.column_lower[standing.cells],
            answer.levels,
            answer.objective + standing.last.offset,
            "kept", check.primal, check.gap, standing.rise, 1, answer.iterations, seconds, seconds,
        )  # fmt: skip

    def _warm(self) -> WarmSolver:
        """The solver that stands on the plan in force."""
        if self._hot is None:
            self._hot = WarmSolver(self.standing.held, self.standing.scaling, seconds=self._limits.seconds)
            self._hot.start_from(self.standing.basis)
        return self._hot

    def _restart(self, problem: Problem, patience: int | None = None) -> Solution:
        """A problem like that of the plan in force with other bounds, solved from its basis."""
        hot, held = self._warm(), self.standing.held
        columns = np.flatnonzero(
            (problem.column_lower != held.column_lower) | (problem.column_upper != held.column_upper)
        )
        rows = np.flatnonzero((problem.row_lower != held.row_lower) | (problem.row_upper != held.row_upper))
        for bounds in (problem, held):  # the solver gets its bounds and basis back after each answer
            hot.set_columns(columns, bounds.column_lower[columns], bounds.column_upper[columns])
            hot.set_rows(rows, bounds.row_lower[rows], bounds.row_upper[rows])
            if bounds is problem:
                answer = hot.solve(iterations=patience or self._most)
        hot.recall()
        return answer

    def _raised(self, less: Tightening) -> Redone | None:
        """Leximin again where something falls."""
        standing = self.standing
        if not (standing.is_leximin and less.only_tightens) or less.crosses(standing.face):
            return None
        face = less.of(standing.face)
        upper = np.minimum(standing.upper, implied_upper_bounds(face, standing.groups))
        bench = Bench(face, face, upper, self._limits, standing.scaling, self._solver)
        try:
            rise = self._raise_tiers(bench)
        except NoPlan:
            return None
        return None if rise is None else self._with_effort(bench, less, rise)

    def _raise_tiers(self, bench: Bench) -> float | None:
        """Settle tier after tier; the most that a cell could still rise.

        None where the floors fall, or where it takes so many programs that beginning anew is quicker.
        """
        tiers = [answer for answer in self.standing.solved if isinstance(answer.aim, LevelAim)]
        every = self.standing.held.column_lower
        falls: list[Booleans] | None = None
        changed, rise = False, self.standing.rise
        for number, answer in enumerate(tiers):
            aim, bench.aim = answer.aim, answer.aim.name
            known = every[aim.columns]
            if falls is None:
                falls = self._what_falls(bench, [left.aim.columns for left in tiers[number:]], changed)
                if falls is None:
                    return None
            if bench.n_programs > self._patience:
                return None
            own = falls.pop(0)
            if not (own.any() or changed):
                _keep(bench, answer, known)
            elif isinstance(aim, LevelAim):
                rise = max(rise, raise_again(bench, aim, known, answer.proofs, own))
                changed = True
                if (bench.problem.column_lower[aim.columns] != known).any():
                    falls = None  # what is left for the next tiers has changed
        return rise

    def _what_falls(
        self, bench: Bench, tiers: Sequence[Columns], earlier_fell: bool
    ) -> list[Booleans] | None:
        """Which cells of the tiers that are left can't keep what they had; None if nothing is possible.

        Where an earlier tier fell, a hot restart may show that the tiers after it can keep all.
        """
        known = self.standing.held.column_lower
        if earlier_fell:
            cells = np.concatenate(tiers)
            low, high = bench.problem.column_lower.copy(), bench.problem.column_upper.copy()
            low[cells] = high[cells] = known[cells]
            cost = self.standing.held.cost
            held = replace(bench.problem, cost=cost, column_lower=low, column_upper=high)
            if self._restart(held, _FEW).stopped is Stopped.OPTIMAL:
                return [np.zeros(len(columns), dtype=bool) for columns in tiers]
        return _falls(bench, tiers, known)

    def _with_effort(self, bench: Bench, less: Tightening, rise: float) -> Redone:
        """The least effort with the coverages that the bench holds."""
        start = time.perf_counter()
        standing = self.standing
        problem = bench.problem.with_cost(cost_of(standing.last, bench.problem.n_columns))
        ways: tuple[Callable[[Problem], Solution], ...] = (
            partial(self._restart, patience=_STEPS),
            partial(bench.solve, task=Task.LEVEL),
            partial(bench.solve, task=Task.LAST),
        )
        for way in ways:
            answer = way(problem)
            check = check_solution(problem, answer.levels, answer.prices, bench.upper)
            if answer.stopped is Stopped.OPTIMAL and check.primal <= _ROWS and check.gap <= _GAP:
                break
        cells = standing.cells
        coverage = bench.problem.column_lower[cells]
        lost = float(np.maximum(coverage - answer.levels[cells], 0.0).max(initial=0.0))
        rows = max(check.primal, primal_error(less.of(standing.problem), answer.levels, standing.upper))
        seconds = time.perf_counter() - start
        return Redone(
            coverage, answer.levels, answer.objective + standing.last.offset, "again",
            rows, check.gap, max(rise, lost), bench.n_programs, bench.iterations, 0.0, seconds,
        )  # fmt: skip

    def _anew(self, less: Tightening) -> Redone:
        """All aims from nothing."""
        standing = self.standing
        problem = less.of(standing.problem)
        aims = [_without(aim, less.dropped) for aim in standing.aims]
        tie_break = np.zeros(problem.n_columns)
        solution, solved, upper = solve_aims(problem, aims, tie_break, self._limits, standing.groups)
        check = check_solution(solved[-1].problem, solved[-1].optimum, solved[-1].solution_prices, upper)
        cells = standing.cells
        coverage = np.minimum(solution.levels[cells], 1.0)
        coverage[np.isin(cells, less.dropped)] = np.nan
        return Redone(
            coverage, solution.levels, solved[-1].value, "anew",
            check.primal, check.gap, rise_of(solved, solution.levels, upper),
            sum(answer.n_programs for answer in solved), 0, 0.0, solved[-1].seconds,
        )  # fmt: skip


def _falls(bench: Bench, tiers: Sequence[Columns], known: Floats) -> list[Booleans] | None:
    """Which cells of each tier can't keep what is known, as far as one plan tells; None if none is possible.

    The plan keeps as much of what is known as can be, counting urgent tiers a hundredfold. It is only a
    proposal: cells that it spares wrongly are found by their prices later. Cells covered in full that
    compete with those that fall, as their prices in that plan say, are named with them.
    """
    cells = np.concatenate(tiers)
    low, high = bench.problem.column_lower.copy(), bench.problem.column_upper.copy()
    low[cells], high[cells] = 0.0, known[cells]
    cost = np.zeros(bench.problem.n_columns)
    for number, columns in enumerate(tiers):
        cost[columns] = -(100.0**-number)
    problem = replace(bench.problem, cost=cost, column_lower=low, column_upper=high)
    answer = bench.solve(problem, Task.TEST)
    if answer.stopped is not Stopped.OPTIMAL:
        answer = bench.solve(problem, Task.SUM)
    if answer.stopped is not Stopped.OPTIMAL:
        return None
    falls = [known[columns] - answer.levels[columns] > _FELL for columns in tiers]
    if not any(fallen.any() for fallen in falls):
        return falls
    own_price = -(bench.problem.matrix.T @ answer.prices)
    return [
        fallen | ((known[columns] >= FULL) & (own_price[columns] > _COMPETES * -cost[columns]))
        for fallen, columns in zip(falls, tiers, strict=True)
    ]


def _keep(bench: Bench, answer: AimSolution, known: Floats) -> None:
    """Hold a tier at what is known; its old proofs hold, as nothing before it has changed."""
    columns = answer.aim.columns
    bench.hold_exactly(columns, known)
    upper = bench.base.column_upper.copy()
    upper[columns] = np.minimum(upper[columns], answer.problem.column_upper[columns])
    bench.base = replace(bench.base, column_upper=upper)


def _without(aim: Aim, dropped: np.ndarray) -> Aim:
    """An aim without floors that nobody asks for any more."""
    kept = ~np.isin(aim.columns, dropped)
    if isinstance(aim, LevelAim):
        return replace(
            aim, columns=aim.columns[kept], weights=aim.weights[kept],
            item=np.unique(aim.item[kept], return_inverse=True)[1],
        )  # fmt: skip
    gone = float(aim.weights[~kept].sum())
    return replace(aim, columns=aim.columns[kept], weights=aim.weights[kept], offset=aim.offset + gone)
