"""Restarted Halpern iteration: a first-order method for any linear problem.

Primal-dual steps (Chambolle and Pock 2011) are reflected and pulled to an anchor, which converges like
``1/k`` and, restarted, linearly (Lu and Yang 2024, "Restarted Halpern PDHG for linear programming"; Chen
et al. 2024, HPR-LP; Lu et al. 2025, cuPDLPx, whose control of the weight and whose restarts are used).
Two things are our own: steps as long as is typical for each level and price (``metric``), renewed at
restarts, and answers that count by what they are worth after repair (``repair``), levels and prices each
by the best found so far.
"""

from __future__ import annotations

import math
import time

import numpy as np

from commonweal.solve.bounds import implied_upper_bounds
from commonweal.solve.firstorder.arrays import Aim, Engine, engine_for
from commonweal.solve.firstorder.harvest import Harvest
from commonweal.solve.firstorder.metric import Metric, Typical
from commonweal.solve.firstorder.sides import Sides
from commonweal.solve.marks import Marks
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.solution import Solution
from commonweal.solve.start import Start
from commonweal.solve.status import Known, Stopped
from commonweal.solve.unsuited import Unsuited

__all__ = ["METHOD", "iterate", "solve_first_order"]

METHOD = "first-order"

_EVERY = 64  # iterations between looks at the distance
_FIRST_LOOK = 512  # iterations before the first repair
_LOOK_AGAIN = (1.1, 1.4)  # times the iterations so far: when nearly done, and before
_FIRST_METRIC = 100
_RENEW = 1.5  # times the iterations so far, until steps are measured anew
_SUFFICIENT, _NECESSARY, _LONG = 0.4, 0.8, 0.25  # when to restart
_LOST = 1e80  # levels or prices beyond this run away, and steps with them, as where there is no answer
_PROPORTIONAL, _INTEGRAL = 0.99, 0.01  # control of the weight


def solve_first_order(
    problem: Problem,
    marks: Marks,
    *,
    accuracy: float,
    seconds: float,
    threads: int,
    upper: Floats | None = None,
    start: Start | None = None,
    device: str = "cpu",
) -> Solution:
    """Solve a problem approximately, by products with its matrix.

    Parameters
    ----------
    marks
        Periods of the rows: repairs go in their order.
    accuracy
        Relative gap, and violations by the measures of ``certify``, that are wanted: 1e-4 is usual;
        1e-6 takes several times as long.
    upper : shape (n_columns,), optional
        Upper bounds that hold anyway; what the rows imply if not given.
    start
        Levels and prices to begin with.
    device
        ``cpu``, ``cuda`` or ``auto``.

    Raises
    ------
    Unsuited
        If a column gains without limit on its own, or the device is not there.
    """
    began = time.perf_counter()
    _refuse_endless_gain(problem)
    if upper is None:
        upper = implied_upper_bounds(problem, marks.good)
    sides = Sides.of(problem.matrix)
    engine = engine_for(problem, sides, device, threads)
    harvest = Harvest(problem, marks, upper, accuracy, sides)
    typical = Typical(problem, upper)
    try:
        return iterate(engine, harvest, typical, problem, start or Start(), began, seconds)
    finally:
        engine.close()


def iterate(
    engine: Engine,
    harvest: Harvest,
    typical: Typical,
    problem: Problem,
    start: Start,
    began: float,
    seconds: float,
) -> Solution:
    """Run the iteration on an engine until the best levels and prices are near enough to each other."""
    levels, prices, warm = _beginning(problem, start)
    harvest.take(levels, prices)
    run = _Run(engine, typical, levels, prices, warm)
    look = _EVERY if warm else _FIRST_LOOK
    while harvest.stopped is None:
        if run.done >= look:
            harvest.take(*run.found())
            look = math.ceil(run.done * _wait(harvest)) + 1
        elif time.perf_counter() - began > seconds:
            harvest.take(*run.found())
            harvest.give_up(Stopped.LIMIT)
        elif run.is_lost:
            harvest.take(*run.found())
            harvest.give_up(Stopped.UNSURE)
        else:
            run.go_on()
    levels, prices, stopped = harvest.answer()
    known = Known.FEASIBLE if stopped is Stopped.OPTIMAL else Known.DOUBTFUL
    return Solution.of(
        problem,
        levels,
        prices,
        stopped=stopped,
        known=known,
        is_vertex=False,
        iterations=run.done,
        seconds=time.perf_counter() - began,
        method=METHOD,
    )


def _wait(harvest: Harvest) -> float:
    """When to look again, in iterations so far: errors fall about with their square in the end."""
    return float(np.clip(math.sqrt(harvest.error / harvest.accuracy), *_LOOK_AGAIN))


class _Run:
    """The state of one run: where it is, when to restart, and how long its steps are."""

    def __init__(self, engine: Engine, typical: Typical, levels: Floats, prices: Floats, warm: bool) -> None:
        self._engine, self._typical = engine, typical
        self.done = 0
        self.is_lost = False
        self._age = 0
        self._renew = _FIRST_METRIC
        self._metric: Metric = typical.renewed(levels, prices) if warm else typical.first()
        self._weight = self._metric.weight
        self._sum_of_errors = 0.0
        self._first = self._before = math.inf
        engine.place(levels, prices)
        engine.step_by(self._metric, self._weight)
        self._aim: Aim = engine.aim()

    def found(self) -> tuple[Floats, Floats]:
        """Levels and prices where the run is."""
        return self._engine.host(self._aim.levels), self._engine.host(self._aim.prices)

    def go_on(self) -> None:
        """Iterate for a while, and restart if it is time."""
        engine, young = self._engine, self._age == 0
        count = 1 if young else _EVERY
        engine.advance(self._age, count)
        self._age += count
        self.done += count
        self._aim = engine.aim()
        distance = self._aim.distance
        if young:
            self._first = distance
        elif self._is_time(distance):
            self._restart()
        self._before = distance

    def _is_time(self, distance: float) -> bool:
        """Whether to restart: enough is gained, or something and no more comes, or it has been long."""
        enough = distance <= _SUFFICIENT * self._first
        stuck = distance <= _NECESSARY * self._first and distance > self._before
        return enough or stuck or self._age >= _LONG * self.done or self.done >= self._renew

    def _restart(self) -> None:
        """Make where the run aims the new anchor, with another weight or another metric."""
        of_levels, of_prices = self._engine.moved(self._aim)
        if of_levels > 0.0 and of_prices > 0.0:
            # moves are in steps of this weight: free of it, levels have moved by levels·√weight
            error = math.log(of_prices / of_levels)
            self._sum_of_errors += error
            self._weight *= math.exp(_PROPORTIONAL * error + _INTEGRAL * self._sum_of_errors)
        if self.done >= self._renew:
            levels, prices = self.found()
            self.is_lost = max(float(np.abs(part).max(initial=0.0)) for part in (levels, prices)) > _LOST
            self._metric = self._typical.renewed(levels, prices)
            self._weight, self._sum_of_errors = self._metric.weight, 0.0
            self._renew = math.ceil(max(self.done * _RENEW, self.done + 2 * _FIRST_METRIC))
        self._engine.place(self._aim.levels, self._aim.prices)
        self._engine.step_by(self._metric, self._weight)
        self._age = 0


def _beginning(problem: Problem, start: Start) -> tuple[Floats, Floats, bool]:
    """Levels and prices to begin with, and whether they tell what is typical.

    Columns without rows and rows without columns that can move stay where they are, so they begin at
    their best.
    """
    levels = np.zeros(problem.n_columns) if start.levels is None else start.levels
    prices = np.zeros(problem.n_rows) if start.prices is None else start.prices
    warm = bool(np.any(levels) and np.any(prices))
    levels = np.clip(levels, problem.column_lower, problem.column_upper)
    still = np.diff(problem.matrix.indptr) == 0
    best = np.where(problem.cost > 0.0, problem.column_lower, problem.column_upper)
    levels = np.where(still & (problem.cost != 0.0), best, levels)
    moves = (problem.column_lower < problem.column_upper).astype(float)
    prices = np.where(abs(problem.matrix) @ moves > 0.0, prices, 0.0)
    return levels, prices, warm


def _refuse_endless_gain(problem: Problem) -> None:
    """Stop where a column that is in no row has a cost and no bound the way it gains."""
    still = np.diff(problem.matrix.indptr) == 0
    best = np.where(problem.cost > 0.0, problem.column_lower, problem.column_upper)
    endless = still & (problem.cost != 0.0) & np.isinf(best)
    if endless.any():
        raise Unsuited(f"column {int(np.flatnonzero(endless)[0])} gains without limit and is in no row.")
