"""The plan in force, kept with all that makes planning it again quick: levels, proofs and a basis."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from commonweal.errors import NoPlan, SolverStopped
from commonweal.formulate.aims import Aim, LevelAim, SumAim
from commonweal.solve.aims import AimSolution, solve_aim
from commonweal.solve.bench import Bench, Limits
from commonweal.solve.certify import check_solution, rise_of_cells
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.remote import SolverProcess
from commonweal.solve.scaling import Scaling
from commonweal.solve.solution import Solution
from commonweal.solve.status import Stopped
from commonweal.solve.warm import Basis, WarmSolver

__all__ = ["Standing", "cost_of", "rise_of", "stand"]

_HAIRS = (0.0, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8)  # room for held cells, tried in turn


@dataclass(frozen=True)
class Standing:
    """A plan and what its making left behind; plain arrays that another process can take over.

    Attributes
    ----------
    problem
        The program with nothing held.
    face
        The program with what comes before the tiers held: the best that floors can have.
    held
        The program with every cell held at its coverage, and the effort as its cost.
    aims
        What was aimed at.
    last
        The last of them, the effort.
    solved
        Each aim but the last, with its proofs.
    levels : shape (n_columns,)
        The plan: a vertex with the least effort.
    effort
        Its effort.
    upper : shape (n_columns,)
        Upper bounds that hold anyway.
    groups : shape (n_rows,)
        As for ``implied_upper_bounds``.
    scaling
        Factors that bring the amounts of the plan near 1.
    basis
        The basis of the levels.
    rows, gap, rise
        Largest errors: of rows and bounds, of the last aim's proof, and what a cell could still rise.
    seconds
        Wall time of making it.
    """

    problem: Problem
    face: Problem
    held: Problem
    aims: tuple[Aim, ...]
    last: SumAim
    solved: tuple[AimSolution, ...]
    levels: Floats
    effort: float
    upper: Floats
    groups: NDArray[np.integer]
    scaling: Scaling
    basis: Basis
    rows: float
    gap: float
    rise: float
    seconds: float

    @property
    def level_aims(self) -> tuple[LevelAim, ...]:
        """The aims of leximin, tier by tier."""
        return tuple(aim for aim in self.aims if isinstance(aim, LevelAim))

    @property
    def is_leximin(self) -> bool:
        """Whether the tiers are settled by exact leximin alone, each cell by itself."""
        before = [aim for aim in self.aims[:-1] if not isinstance(aim, LevelAim)]
        alone = all(
            aim.resolution is None and len(np.unique(aim.item)) == len(aim.item) for aim in self.level_aims
        )
        first = not before or not isinstance(self.aims[0], LevelAim)
        return alone and len(before) <= 1 and first

    @property
    def cells(self) -> NDArray[np.int64]:
        """Columns of all cells, tier by tier."""
        return np.concatenate([np.zeros(0, np.int64), *(aim.columns for aim in self.level_aims)])


def stand(problem: Problem, aims: Sequence[Aim], limits: Limits, groups: NDArray[np.integer]) -> Standing:
    """Make the plan in force.

    Parameters
    ----------
    problem, aims, limits, groups
        As for ``solve_aims``; ties between plans that are equally good are left as they fall.

    Raises
    ------
    NoPlan
        If an aim has no optimum that can be trusted.
    SolverStopped
        If a limit or a person ended the work.
    """
    start = time.perf_counter()
    last = aims[-1]
    if not isinstance(last, SumAim):
        raise NoPlan("There is no last aim to decide the levels.")
    with SolverProcess(limits.cancelled) as solver:
        bench = Bench.of(problem, limits, groups, solver)
        solved: list[AimSolution] = []
        face = None
        for aim in aims[:-1]:
            if isinstance(aim, LevelAim) and face is None:
                face = bench.problem
            solved.extend(solve_aim(bench, aim)[1])
    bench.aim = last.name
    hot, answer = _vertex(bench, cost_of(last, problem.n_columns))
    check = check_solution(hot.problem, answer.levels, answer.prices, bench.upper)
    bench.report(level=0, value=answer.objective, left=0)
    return Standing(
        problem=problem,
        face=bench.problem if face is None else face,
        held=hot.problem,
        aims=tuple(aims),
        last=last,
        solved=tuple(solved),
        levels=answer.levels,
        effort=answer.objective + last.offset,
        upper=bench.upper,
        groups=groups,
        scaling=bench.scaling,
        basis=hot.basis(),
        rows=check.primal,
        gap=check.gap,
        rise=rise_of(solved, answer.levels, bench.upper),
        seconds=time.perf_counter() - start,
    )


def _vertex(bench: Bench, cost: Floats) -> tuple[WarmSolver, Solution]:
    """The least cost with everything held, at a vertex, and the solver that stands on it.

    Cells are held where a solver left them, which rounding can make impossible by a hair; then they
    are given a hair of room, and no more than it takes.
    """
    problem = bench.problem.with_cost(cost)
    left = bench.limits.seconds - (time.perf_counter() - bench.started)
    for hair in _HAIRS:
        low, high = problem.column_lower.copy(), problem.column_upper.copy()
        low[bench.held] = np.maximum(low[bench.held] - hair, 0.0)
        high[bench.held] += hair
        roomy = replace(problem, column_lower=low, column_upper=high)
        hot = WarmSolver(roomy, bench.scaling, seconds=left, threads=bench.limits.threads)
        answer = hot.solve()
        if answer.stopped is Stopped.OPTIMAL and answer.is_vertex:
            return hot, answer
        if answer.stopped is Stopped.LIMIT:
            raise SolverStopped("The time limit was reached at the effort. No plan was made.", bench.aim)
    raise NoPlan(f"{bench.aim}: the solver stopped ({answer.stopped.value}).", bench.aim)


def rise_of(solved: Sequence[AimSolution], levels: Floats, upper: Floats) -> float:
    """The most that any cell held by leximin could rise above a plan, by the proofs of the aims."""
    rises = [
        rise_of_cells(answer.problem, proof, levels, upper) for answer in solved for proof in answer.proofs
    ]
    return max(rises, default=0.0)


def cost_of(aim: SumAim, n_columns: int) -> Floats:
    """A sum as a cost to be minimised, shape (n_columns,)."""
    cost = np.zeros(n_columns)
    np.add.at(cost, aim.columns, -aim.weights if aim.maximise else aim.weights)
    return cost
