"""A problem kept in the solver, changed a little and solved again from where it stands.

Every change of a bound or a cost leaves the basis as it is, so a simplex method needs few steps
where little changed. The problem is held in scaled form; callers speak in their own units.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from commonweal.solve.highs import checked, loaded, read_answer
from commonweal.solve.methods import SIMPLEX, VERTEX, Method
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.scaling import Scaling, geometric_scaling
from commonweal.solve.solution import Solution

if TYPE_CHECKING:
    import highspy

__all__ = ["WarmSolver"]

Positions = NDArray[np.integer]

_LARGE = 20_000  # nonzeros from which the first solve is by interior point and crossover


class WarmSolver:
    """One problem, solved again and again with other bounds and costs, in this process.

    Parameters
    ----------
    problem
        What is minimised at first.
    scaling
        Factors of rows and columns; by default geometric ones.
    seconds, threads
        Time for each solve, and cores.
    """

    def __init__(
        self, problem: Problem, scaling: Scaling | None = None, *, seconds: float = np.inf, threads: int = 1
    ) -> None:
        self.problem = problem
        self._scaling = scaling or geometric_scaling(problem.matrix)
        self._seconds = seconds
        self._method: Method = VERTEX if problem.n_nonzeros >= _LARGE else SIMPLEX
        self._cost_factor = self._scaling.for_cost(problem.cost).cost
        scaled = replace(self._scaling, cost=self._cost_factor).apply(problem)
        self._solver: highspy.Highs = loaded(scaled, self._method, seconds, threads)

    def set_cost(self, cost: Floats) -> None:
        """Minimise something else from now on; cost has shape (n_columns,)."""
        self.problem = self.problem.with_cost(cost)
        self._cost_factor = self._scaling.for_cost(cost).cost
        every = np.arange(self.problem.n_columns, dtype=np.int32)
        scaled = cost * self._scaling.column / self._cost_factor
        checked(self._solver.changeColsCost(len(every), every, scaled), "changeColsCost")

    def set_rows(self, rows: Positions, lower: Floats, upper: Floats) -> None:
        """Give some rows other bounds."""
        low, high = self.problem.row_lower.copy(), self.problem.row_upper.copy()
        low[rows], high[rows] = lower, upper
        self.problem = replace(self.problem, row_lower=low, row_upper=high)
        for row in np.asarray(rows):
            factor = self._scaling.row[row]
            bounds = low[row] * factor, high[row] * factor
            checked(self._solver.changeRowBounds(int(row), *bounds), "changeRowBounds")

    def set_columns(self, columns: Positions, lower: Floats, upper: Floats) -> None:
        """Give some columns other bounds."""
        low, high = self.problem.column_lower.copy(), self.problem.column_upper.copy()
        low[columns], high[columns] = lower, upper
        self.problem = replace(self.problem, column_lower=low, column_upper=high)
        chosen = np.asarray(columns, dtype=np.int32)
        factors = self._scaling.column[chosen]
        checked(
            self._solver.changeColsBounds(len(chosen), chosen, low[chosen] / factors, high[chosen] / factors),
            "changeColsBounds",
        )

    def solve(self) -> Solution:
        """The optimum as things stand; from the last basis, if there is one.

        Raises
        ------
        ModelError
            If HiGHS refuses a call.
        """
        start = time.perf_counter()
        if self._solver.getBasis().valid:
            checked(self._solver.setOptionValue("solver", "simplex"), "setOptionValue(solver)")
        checked(
            self._solver.setOptionValue("time_limit", self._solver.getRunTime() + self._seconds),
            "setOptionValue(time_limit)",
        )
        factors = replace(self._scaling, cost=self._cost_factor)
        scaled = read_answer(self._solver, factors.apply(self.problem), self._method, start)
        prices = factors.prices(scaled.prices)
        return replace(
            scaled,
            levels=factors.levels(scaled.levels),
            objective=scaled.objective * self._cost_factor,
            prices=prices,
            reduced_costs=self.problem.cost - self.problem.matrix.T @ prices,
        )
