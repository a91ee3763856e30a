"""The best levels and the best prices found so far, and what they prove together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from commonweal.solve.certify import Check, check_solution, safe_lower_bound, usable_prices
from commonweal.solve.firstorder.repair import Repair
from commonweal.solve.firstorder.sides import Sides
from commonweal.solve.marks import Marks
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.status import Stopped

__all__ = ["Harvest"]

_NEAR = 3.0  # gaps this many times the accuracy, before the full check, are worth it
_CLEAR = 1e-6  # of its terms: by which a proof that nothing is allowed must hold


class Harvest:
    """Keeps what is worth keeping of each point that the iteration shows.

    Levels that are feasible after repair count by their cost, prices that are safe after repair by
    their bound; the two need not come from the same point. Where repair fails, points count
    whole, by ``check_solution``.
    """

    def __init__(self, problem: Problem, marks: Marks, upper: Floats, accuracy: float, sides: Sides) -> None:
        self._problem, self._upper, self.accuracy = problem, upper, accuracy
        self._repair = Repair(problem, marks, upper, sides)
        self._levels = np.clip(np.zeros(problem.n_columns), problem.column_lower, problem.column_upper)
        self._prices = np.zeros(problem.n_rows)
        self._cost, self._bound = np.inf, -np.inf
        self._raw: tuple[float, Floats, Floats] = (np.inf, self._levels, self._prices)
        self._last_prices = self._prices
        self.stopped: Stopped | None = None

    @property
    def gap(self) -> float:
        """Between the best feasible levels and the best safe prices, relative to the cost."""
        if np.isinf(self._cost) or np.isinf(self._bound):
            return np.inf
        size = max(abs(self._cost), abs(self._bound))
        return abs(self._cost - self._bound) / size if size > 0.0 else 0.0

    @property
    def error(self) -> float:
        """What keeps the best point from being the answer: its gap, or the worst of its errors."""
        return min(self.gap, self._raw[0])

    def take(self, levels: Floats, prices: Floats) -> None:
        """Look at a point, keep what is better, and say if that is enough (``stopped``)."""
        made, feasible = self._repair.levels(levels, prices)
        cost = float(self._problem.cost @ made)
        if feasible and cost < self._cost:
            self._levels, self._cost = made, cost
        settled, bound, safe = self._repair.prices(prices)
        if safe and bound > self._bound:
            self._prices, self._bound = settled, bound
        if self.gap <= _NEAR * self.accuracy and self._passes(self._levels, self._prices):
            self.stopped = Stopped.OPTIMAL
        elif np.isinf(self._cost - self._bound):
            self._take_whole((levels, made), (prices, settled))
        elif self._seems_done(levels):
            self._take_whole((levels,), (self._prices,))
        if self.stopped is None and self._proves_that_nothing_is_allowed(prices):
            self.stopped = Stopped.INFEASIBLE
        self._last_prices = prices

    def give_up(self, why: Stopped) -> None:
        """No more will come: that is why it stopped, unless it was done."""
        self.stopped = self.stopped or why

    def answer(self) -> tuple[Floats, Floats, Stopped]:
        """The best levels and prices, and why the iteration stopped."""
        stopped = self.stopped or Stopped.UNSURE
        if self._raw[0] <= self.accuracy or np.isinf(self.gap):
            return self._raw[1], self._raw[2], stopped
        return self._levels, self._prices, stopped

    def _seems_done(self, levels: Floats) -> bool:
        """Whether levels, as found, cost about what the best prices prove: repair may cost too much."""
        cost = float(self._problem.cost @ levels)
        return abs(cost - self._bound) <= self.accuracy * max(abs(cost), abs(self._bound))

    def _take_whole(self, levels: tuple[Floats, ...], prices: tuple[Floats, ...]) -> None:
        """Keep a point by the worst of its errors, as found or as far as it could be repaired."""
        for found in levels:
            some = np.clip(found, self._problem.column_lower, self._problem.column_upper)
            for others in prices:
                usable = usable_prices(self._problem, others)
                error = _worst(check_solution(self._problem, some, usable, self._upper))
                if error < self._raw[0]:
                    self._raw = (error, some, usable)
        if self._raw[0] <= self.accuracy:
            self.stopped = Stopped.OPTIMAL

    def _passes(self, levels: Floats, prices: Floats) -> bool:
        """Whether levels and prices stand up to the certificate."""
        return _worst(check_solution(self._problem, levels, prices, self._upper)) <= self.accuracy

    def _proves_that_nothing_is_allowed(self, prices: Floats) -> bool:
        """Whether the way prices move proves that no levels satisfy all rows (Farkas).

        Prices of a problem without cost whose bound is above 0 do.
        """
        problem = replace(self._problem, cost=np.zeros(self._problem.n_columns))
        way = usable_prices(problem, prices - self._last_prices)
        bound = safe_lower_bound(problem, way, self._upper)
        if not bound > 0.0:
            return False
        sides = np.where(way > 0.0, problem.row_lower, problem.row_upper)
        return bound > _CLEAR * float(np.abs(way * np.where(way != 0.0, sides, 0.0)).max(initial=0.0))


def _worst(check: Check) -> float:
    """The largest of the errors; infinite if one is not a number."""
    worst = max(check.primal, check.dual, check.gap)
    return worst if np.isfinite([check.primal, check.dual, check.gap]).all() else np.inf
