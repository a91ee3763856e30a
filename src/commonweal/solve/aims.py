"""Aims one after another: each is solved, proved and held before the next (MODEL §3)."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from commonweal.errors import NoPlan
from commonweal.formulate.aims import Aim, LevelAim, SumAim
from commonweal.solve.bench import Bench, Limits
from commonweal.solve.certify import Proof
from commonweal.solve.leximin import raise_levels
from commonweal.solve.marks import Marks
from commonweal.solve.methods import Task
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.remote import SolverProcess
from commonweal.solve.solution import Solution
from commonweal.solve.status import Stopped

__all__ = ["AimSolution", "solve_aim", "solve_aims"]

_PATIENCE = 5.0  # seconds that all tiers at once may take, and as many times those of the first tier
_BAND_REACHED = 1e-9  # a cell this near the top of its step goes on


@dataclass(frozen=True)
class AimSolution:
    """One aim, solved.

    Attributes
    ----------
    aim
        What was aimed at.
    value
        The sum reached, or the lowest level of a leximin aim.
    levels
        Distinct levels of a leximin aim, rising; empty for a sum.
    proofs
        Proofs of a leximin aim.
    prices : shape (n_rows,)
        Prices of the rows of the program for this aim, for leximin those of its first level that
        has any.
    problem
        The program with floors for all that was held when the aim was solved (for a leximin aim,
        its own levels too), with the aim as its cost.
    optimum : shape (n_columns,)
        Levels found for a sum; empty for a leximin aim.
    solution_prices
        Prices of all rows of ``problem`` for a sum, of its minimised cost.
    n_programs, seconds
        Work done.
    """

    aim: Aim
    value: float
    levels: tuple[float, ...]
    proofs: tuple[Proof, ...]
    prices: Floats
    problem: Problem
    optimum: Floats
    solution_prices: Floats
    n_programs: int
    seconds: float


def solve_aims(
    problem: Problem,
    aims: Sequence[Aim],
    tie_break: Floats,
    limits: Limits,
    groups: NDArray[np.integer],
    marks: Marks | None = None,
) -> tuple[Solution, tuple[AimSolution, ...], Floats]:
    """Solve aims in their order of urgency.

    Parameters
    ----------
    problem
        The program; its cost is not used.
    aims
        The last must be a ``SumAim``: it decides the levels.
    tie_break : shape (n_columns,)
        A cost that picks one among all plans that are best for every aim.
    groups : shape (n_rows,)
        Rows that may be added up when bounds are derived: balances of one good; −1 for none.
    marks
        What is known of the rows, by which a method is chosen.

    Returns
    -------
    solution
        Levels of the plan, and prices of the last aim.
    solved
        Each aim with its proof.
    upper : shape (n_columns,)
        Upper bounds that hold anyway, for certificates.

    Raises
    ------
    NoPlan
        If an aim has no optimum that can be trusted.
    SolverStopped
        If a limit or a person ended the work.
    """
    with SolverProcess(limits.cancelled) as solver:
        return _solve_in_turn(Bench.of(problem, limits, groups, solver, marks), aims, tie_break)


def _solve_in_turn(
    bench: Bench, aims: Sequence[Aim], tie_break: Floats
) -> tuple[Solution, tuple[AimSolution, ...], Floats]:
    """Solve aims one after another on a bench."""
    solved: list[AimSolution] = []
    solution: Solution | None = None
    tried = False
    for number, aim in enumerate(aims):
        left = aims[number:]
        if not tried and solved and solved[-1].levels == (1.0,) and _could_all_be_whole(bench, left):
            tried = True
            whole = _solve_whole(bench, left, tie_break, solved[-1].seconds)
            if whole is not None:
                return whole[0], (*solved, *whole[1]), bench.upper
        solution, answers = solve_aim(bench, aim, tie_break if number == len(aims) - 1 else None)
        solved.extend(answers)
    if solution is None:
        raise NoPlan("There is no last aim to decide the levels.")
    return solution, tuple(solved), bench.upper


def _could_all_be_whole(bench: Bench, aims: Sequence[Aim]) -> bool:
    """Whether tiers are left, and besides them only sums that bounds limit, and the last aim."""
    tiers = [aim for aim in aims[:-1] if isinstance(aim, LevelAim)]
    sums = [aim for aim in aims[:-1] if isinstance(aim, SumAim)]
    return (
        bool(tiers)
        and all(aim.resolution is None for aim in tiers)
        and all(np.isfinite(_best_bounds(bench, aim)).all() for aim in sums)
        and isinstance(aims[-1], SumAim)
    )


def _best_bounds(bench: Bench, aim: SumAim) -> Floats:
    """The bound of each column of a sum at which the sum is best, shape (n_columns_of_it,)."""
    low, high = bench.problem.column_lower[aim.columns], bench.problem.column_upper[aim.columns]
    return np.where((aim.weights > 0.0) == aim.maximise, high, low)


def _solve_whole(
    bench: Bench, aims: Sequence[Aim], tie_break: Floats, before: float
) -> tuple[Solution, tuple[AimSolution, ...]] | None:
    """All tiers that are left covered in full, by the program of the last aim; None if they can't be.

    Where the first tier can be whole, others often can. A plan in which they are, and in which every sum
    before the last is as good as its columns' bounds allow, is all the proof that takes.

    Parameters
    ----------
    before
        Seconds that the first tier took; the attempt may take a few times as long.
    """
    last = aims[-1]
    if not isinstance(last, SumAim):
        return None
    start, n_rows = time.perf_counter(), bench.problem.n_rows
    bench.aim = last.name
    plain = bench.problem, bench.base, bench.held
    for aim in aims[:-1]:
        if isinstance(aim, LevelAim):
            bench.hold_exactly(aim.columns, 1.0)
        else:
            bench.fix(aim.columns, _best_bounds(bench, aim))
    asked = bench.problem.with_cost(_cost_of(last, bench.problem.n_columns))
    solution = bench.attempt(asked, Task.LAST, _PATIENCE * before + _PATIENCE, then=tie_break)
    if solution is None:
        bench.problem, bench.base, bench.held = plain
        return None
    bench.report(level=0, value=float((-1.0 if last.maximise else 1.0) * solution.objective), left=0)
    earlier = tuple(_whole(bench, aim, solution, n_rows) for aim in aims[:-1])
    return solution, (*earlier, _summed(bench, last, solution, n_rows, 1, time.perf_counter() - start))


def _whole(bench: Bench, aim: Aim, solution: Solution, n_rows: int) -> AimSolution:
    """A tier of which every cell is covered in full, or a sum whose columns are all at their best bounds."""
    nothing = np.zeros(0)
    if isinstance(aim, SumAim):
        reached = float(_cost_of(aim, bench.problem.n_columns) @ solution.levels)
        free = replace(solution, objective=reached, prices=np.zeros(n_rows))
        return _summed(bench, aim, free, n_rows, 0, 0.0)
    return AimSolution(
        aim, 1.0, (1.0,), (), np.zeros(n_rows), bench.base, nothing, nothing, n_programs=0, seconds=0.0
    )


def solve_aim(
    bench: Bench, aim: Aim, tie_break: Floats | None = None
) -> tuple[Solution | None, tuple[AimSolution, ...]]:
    """Solve one aim on a bench and hold it there, unless it is the last and breaks ties.

    Returns the solution of a sum, None for a leximin aim, and the aim solved (several for bands).

    Raises
    ------
    NoPlan
        If the aim has no optimum that can be trusted.
    SolverStopped
        If a limit or a person ended the work.
    """
    n_rows = bench.problem.n_rows
    bench.aim = aim.name
    if isinstance(aim, LevelAim) and aim.resolution is not None:
        return None, tuple(_solve_bands(bench, aim, aim.resolution, n_rows))
    if isinstance(aim, LevelAim):
        return None, (_solve_levels(bench, aim, n_rows),)
    solution, answer = _solve_sum(bench, aim, n_rows, tie_break)
    return solution, (answer,)


def _solve_levels(bench: Bench, aim: LevelAim, n_rows: int) -> AimSolution:
    """Raise the levels of one aim."""
    start = time.perf_counter()
    result = raise_levels(bench, aim)
    prices = -result.proofs[0].prices[:n_rows] if result.proofs else np.zeros(n_rows)
    return AimSolution(
        aim=aim,
        value=result.levels[0] if result.levels else 1.0,
        levels=result.levels,
        proofs=result.proofs,
        prices=prices,
        problem=bench.base,
        optimum=np.zeros(0),
        solution_prices=np.zeros(0),
        n_programs=result.n_programs,
        seconds=time.perf_counter() - start,
    )


def _solve_bands(bench: Bench, aim: LevelAim, step: float, n_rows: int) -> list[AimSolution]:
    """Raise coverage step by step: in each, the most person-days covered up to the step.

    What a cell has reached is kept; a cell that stays below the step is held there. As the step
    goes to 0 this is leximin, whatever the weights; nobody gives up more than a step for others.
    """
    solved = []
    free = np.arange(len(aim.columns))
    for number in range(1, int(np.ceil(1.0 / step - 1e-9)) + 1):
        top = min(number * step, 1.0)
        columns = aim.columns[free]
        band = SumAim(f"{aim.name} up to {top:g}", "person-days", columns, aim.weights[free], maximise=True)
        bench.cap(columns, top)
        solution, answer = _solve_sum(bench, band, n_rows, None, hold=False)
        solved.append(answer)
        reached = np.minimum(solution.levels[columns], top)
        full = reached >= top - _BAND_REACHED
        bench.hold(columns, np.where(full, top, reached))
        bench.hold_exactly(columns[~full], reached[~full])
        bench.report(level=number, value=top, left=int(full.sum()))
        free = free[full]
        if not len(free):
            break
    bench.cap(aim.columns[free], 1.0)
    return solved


def _solve_sum(
    bench: Bench, aim: SumAim, n_rows: int, tie_break: Floats | None, *, hold: bool = True
) -> tuple[Solution, AimSolution]:
    """Make one sum as large or small as can be; hold it unless it is the last."""
    start, before = time.perf_counter(), bench.n_programs
    cost = _cost_of(aim, bench.problem.n_columns)
    sign = -1.0 if aim.maximise else 1.0
    problem = bench.problem.with_cost(cost)
    solution = bench.solve(problem, Task.SUM if tie_break is None else Task.LAST, then=tie_break)
    if solution.stopped is not Stopped.OPTIMAL:
        raise NoPlan(f"{aim.name}: the solver stopped ({solution.stopped.value}).", aim.name)
    value = sign * solution.objective
    bench.report(level=0, value=value, left=0)
    n_programs, seconds = bench.n_programs - before, time.perf_counter() - start
    answer = _summed(bench, aim, solution, n_rows, n_programs, seconds)
    if tie_break is None and hold:
        bench.hold_cost(cost, solution)
    return solution, answer


def _cost_of(aim: SumAim, n_columns: int) -> Floats:
    """A sum as a cost to be minimised, shape (n_columns,)."""
    cost = np.zeros(n_columns)
    np.add.at(cost, aim.columns, -aim.weights if aim.maximise else aim.weights)
    return cost


def _summed(
    bench: Bench, aim: SumAim, solution: Solution, n_rows: int, n_programs: int, seconds: float
) -> AimSolution:
    """A sum with its solution, before it is held."""
    sign = -1.0 if aim.maximise else 1.0
    return AimSolution(
        aim=aim,
        value=sign * solution.objective + aim.offset,
        levels=(),
        proofs=(),
        prices=sign * solution.prices[:n_rows],
        problem=bench.base.with_cost(_cost_of(aim, bench.base.n_columns)),
        optimum=solution.levels,
        solution_prices=solution.prices,
        n_programs=n_programs,
        seconds=seconds,
    )
