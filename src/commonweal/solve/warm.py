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
from commonweal.solve.scaling import Scaling, bounded_scaling
from commonweal.solve.solution import Solution

if TYPE_CHECKING:
    import highspy

__all__ = ["Basis", "WarmSolver"]

Positions = NDArray[np.integer]
Basis = tuple[NDArray[np.int8], ...]
"""Status of each column and of each row, as HiGHS counts them."""

_LARGE = 20_000  # nonzeros from which the first solve is by interior point and crossover
_DUAL, _PRIMAL = 1, 4  # HiGHS' numbers of simplex methods
_NO_LIMIT = 2**31 - 1


class WarmSolver:
    """One problem, solved again and again with other bounds and costs, in this process.

    Parameters
    ----------
    problem
        What is minimised at first.
    scaling
        Factors of rows and columns; by default geometric ones.
    seconds, threads
        Time for each solve (may be set anew at any time), and cores.
    """

    def __init__(
        self, problem: Problem, scaling: Scaling | None = None, *, seconds: float = np.inf, threads: int = 1
    ) -> None:
        self.problem = problem
        self._scaling = scaling or bounded_scaling(problem)
        self.seconds = seconds
        self._method: Method = VERTEX if problem.n_nonzeros >= _LARGE else SIMPLEX
        self._cost_factor = self._scaling.for_cost(problem.cost).cost
        scaled = replace(self._scaling, cost=self._cost_factor).apply(problem)
        self._solver: highspy.Highs = loaded(scaled, self._method, seconds, threads)
        self._noted: highspy.HighsBasis | None = None

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

    def remember(self) -> None:
        """Note the basis as it stands, to go back to."""
        self._noted = self._solver.getBasis()

    def recall(self) -> None:
        """Go back to the basis that was noted last; bounds and costs stay as they are."""
        if self._noted is not None:
            checked(self._solver.setBasis(self._noted), "setBasis")

    def basis(self) -> Basis:
        """The basis as it stands, as plain numbers that another process can start from."""
        found = self._solver.getBasis()
        return tuple(
            np.array([int(status) for status in statuses], dtype=np.int8)
            for statuses in (found.col_status, found.row_status)
        )

    def start_from(self, basis: Basis) -> None:
        """Go to a basis that was found before, and note it."""
        import highspy  # noqa: PLC0415 - loaded when a program is solved, not on import

        given = highspy.HighsBasis()
        given.col_status, given.row_status = (
            [highspy.HighsBasisStatus(int(status)) for status in statuses] for statuses in basis
        )
        given.valid = True
        checked(self._solver.setBasis(given), "setBasis")
        self.remember()

    def solve(self, *, loosened: bool = False, iterations: int | None = None) -> Solution:
        """The optimum as things stand; from the last basis, if there is one.

        Parameters
        ----------
        loosened
            Whether the levels of the last basis are still allowed, as after bounds were loosened or
            another cost was set: the primal simplex method then goes on from them. Otherwise
            the dual method does, which needs few steps after bounds were tightened.
        iterations
            Steps of the simplex method after which it gives up; None for no limit.

        Raises
        ------
        ModelError
            If HiGHS refuses a call.
        """
        start = time.perf_counter()
        if self._solver.getBasis().valid:
            checked(self._solver.setOptionValue("solver", "simplex"), "setOptionValue(solver)")
            strategy = _PRIMAL if loosened else _DUAL
            checked(
                self._solver.setOptionValue("simplex_strategy", strategy), "setOptionValue(simplex_strategy)"
            )
        most = _NO_LIMIT if iterations is None else iterations
        checked(
            self._solver.setOptionValue("simplex_iteration_limit", most),
            "setOptionValue(simplex_iteration_limit)",
        )
        checked(
            self._solver.setOptionValue("time_limit", self._solver.getRunTime() + self.seconds),
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
