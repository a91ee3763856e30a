"""What a solver gives back: levels, prices, and three answers about them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from commonweal.solve.problem import Floats, Problem
from commonweal.solve.status import Known, Stopped

__all__ = ["Solution"]


@dataclass(frozen=True)
class Solution:
    """Values of one solved problem (minimisation).

    Attributes
    ----------
    levels : shape (n_columns,)
        Values of the columns.
    prices : shape (n_rows,)
        Change of the optimal cost for one more unit of each row's bound (conventions §6).
    reduced_costs : shape (n_columns,)
        ``cost − matrixᵀ prices``.
    objective
        Cost of the levels.
    stopped, of_levels, of_prices
        Why it stopped, what is known of the levels, and what of the prices.
    is_vertex
        Whether the levels are a vertex with a basis (simplex or crossover).
    iterations, seconds
        Work done: iterations of all kinds, wall time.
    method
        The method, as in ``solve.methods`` or ``solve.dispatch``.
    story
        What was chosen and why, for the log; blank where nothing was to choose.
    """

    levels: Floats
    prices: Floats
    reduced_costs: Floats
    objective: float
    stopped: Stopped
    of_levels: Known
    of_prices: Known
    is_vertex: bool
    iterations: int
    seconds: float
    method: str
    story: str = ""

    @classmethod
    def of(
        cls,
        problem: Problem,
        levels: Floats,
        prices: Floats,
        *,
        stopped: Stopped,
        known: Known,
        of_prices: Known | None = None,
        is_vertex: bool,
        iterations: int,
        seconds: float,
        method: str,
    ) -> Solution:
        """Levels and prices of a problem; what follows from them is computed.

        Parameters
        ----------
        known, of_prices
            What is known of the levels, and of the prices; default: the same of both.
        """
        return cls(
            levels=levels,
            prices=prices,
            reduced_costs=problem.cost - problem.matrix.T @ prices,
            objective=float(problem.cost @ levels),
            stopped=stopped,
            of_levels=known,
            of_prices=known if of_prices is None else of_prices,
            is_vertex=is_vertex,
            iterations=iterations,
            seconds=seconds,
            method=method,
        )

    def carried_to(self, problem: Problem, levels: Floats, prices: Floats) -> Solution:
        """The same answer as levels and prices of a problem that the one solved was made from."""
        return replace(
            self,
            levels=levels,
            prices=prices,
            reduced_costs=problem.cost - problem.matrix.T @ prices,
            objective=float(problem.cost @ levels),
        )
