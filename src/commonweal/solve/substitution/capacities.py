"""Solve a substitution system with capacities: policy iteration, then what is contested."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from commonweal.solve.marks import Marks
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.solution import Solution
from commonweal.solve.start import Start
from commonweal.solve.status import Known, Stopped
from commonweal.solve.substitution.affordable import undercut_by_none, without_noise
from commonweal.solve.substitution.contested import Contest
from commonweal.solve.substitution.local import LocalContest
from commonweal.solve.substitution.merit import Merit, merit_order
from commonweal.solve.substitution.system import System
from commonweal.solve.unsuited import Unsuited

__all__ = ["solve_with_capacities"]

_LARGE = 30_000  # rows from which a rough answer is found faster than the exact one
_ROUGH = 1e-7  # accuracy that counts as rough
_LARGEST_SHRINK = 1e-8  # of prices, so that no column without a capacity is worth more than it costs
_ROUNDING = 1e-13


@dataclass
class _Found:
    """Levels and prices of a system, and what is known of them."""

    levels: Floats
    prices: Floats
    stopped: Stopped = Stopped.LIMIT
    known: Known = Known.NOTHING
    is_vertex: bool = False
    iterations: int = 0


def solve_with_capacities(
    problem: Problem,
    marks: Marks,
    *,
    accuracy: float,
    seconds: float,
    threads: int,
    upper: Floats | None = None,
    start: Start | None = None,
) -> Solution:
    """Solve a substitution system with capacities, endowments and disposal.

    Up to some ten thousand goods the answer is exact to rounding whatever the accuracy; beyond, what is
    contested is kept sparse and the gap is at most ``accuracy``.

    Parameters
    ----------
    upper, marks
        Not used.

    Raises
    ------
    Unsuited
        If the problem is another one, the needs can't be met, or memory is too small.
    """
    del marks, upper
    began = time.perf_counter()
    until = began + seconds
    system = System.of(problem)
    guess = None if start is None or start.prices is None else system.scaled_prices(start.prices)
    found = _Found(np.zeros(system.n_columns), np.zeros(system.n_rows))
    try:
        merit = merit_order(system, guess=guess, until=until)
        _decide(system, merit, found, accuracy, threads, until)
    except TimeoutError:
        found.stopped = Stopped.LIMIT  # what was found so far is given
    levels, prices = system.levels(found.levels), system.prices(found.prices)
    if found.stopped is Stopped.OPTIMAL:
        _refuse_what_is_left_out(problem, system, prices)
    return Solution.of(
        problem,
        levels,
        prices,
        stopped=found.stopped,
        known=found.known,
        is_vertex=found.is_vertex,
        iterations=found.iterations,
        seconds=time.perf_counter() - began,
        method="policy iteration and contested goods",
    )


def _decide(system: System, merit: Merit, found: _Found, accuracy: float, threads: int, until: float) -> None:
    """The way that is the faster one first, the other one if it fails."""
    if system.n_rows <= _LARGE:
        _settle(system, merit, found, threads, until)
    elif accuracy >= _ROUGH:
        if not _settle_locally(system, merit, found, accuracy, threads, until):
            _settle(system, merit, found, threads, until)
    else:
        try:
            _settle(system, merit, found, threads, until)
        except Unsuited:  # most likely too large for memory
            if not _settle_locally(system, merit, found, accuracy, threads, until):
                raise


def _settle(system: System, merit: Merit, found: _Found, threads: int, until: float) -> None:
    """The exact answer, into ``found``; if time is over, where it was then, if nothing better is known."""
    contest = Contest(system, merit, threads=threads, until=until)
    try:
        contest.settle()
        found.stopped, found.known, found.is_vertex = Stopped.OPTIMAL, Known.FEASIBLE, True
    except TimeoutError:
        if found.known is Known.FEASIBLE:
            return
        found.known = Known.DOUBTFUL
    found.levels, found.prices = contest.levels, _affordable(system, contest.held_prices)
    found.iterations += contest.rounds + contest.program.pivots


def _settle_locally(
    system: System, merit: Merit, found: _Found, accuracy: float, threads: int, until: float
) -> bool:
    """An answer within ``accuracy``, or near it, into ``found``; whether it is."""
    try:
        contest = LocalContest(system, merit, threads=threads, until=until)
    except Unsuited:
        return False
    reached = False
    try:
        reached = contest.settle(accuracy)
    except Unsuited:  # the small program was too hard for it: the exact way may do
        pass
    finally:
        if np.isfinite(contest.best.gap):
            found.levels, found.prices, found.known = contest.best.levels, contest.best.prices, Known.FEASIBLE
        found.iterations += contest.rounds + contest.iterations
    if reached:
        found.stopped = Stopped.OPTIMAL
    return reached


def _refuse_what_is_left_out(problem: Problem, system: System, prices: Floats) -> None:
    """Stop if a column that makes nothing should run, which can be where rows have to be met exactly."""
    left_out = np.setdiff1d(np.flatnonzero(problem.column_upper > problem.column_lower), system.columns)
    if not len(left_out):
        return
    worth = problem.matrix[:, left_out].T @ prices - problem.cost[left_out]
    paid = worth > _LARGEST_SHRINK * np.maximum(problem.cost[left_out], np.abs(prices).max(initial=0.0))
    if paid.any():
        raise Unsuited(f"{int(paid.sum())} columns make nothing, and should run to meet rows exactly.")


def _affordable(system: System, prices: Floats) -> Floats:
    """Prices lowered a little, so that no column without a capacity is worth more than it costs."""
    prices = without_noise(system, prices)
    prices = np.where(system.exact, prices, np.maximum(prices, 0.0))
    reduced = system.cost + system.inputs.T @ prices - prices[system.output]
    wrong = (reduced < 0.0) & np.isinf(system.capacity) & (system.cost > 0.0)
    loss = -reduced[wrong]
    share = float((loss / (system.cost[wrong] + loss)).max(initial=0.0)) + _ROUNDING
    return undercut_by_none(system, prices * (1.0 - share) if share < _LARGEST_SHRINK else prices)
