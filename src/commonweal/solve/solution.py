"""What a solver gives back: levels, prices, and three answers about them."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.solve.problem import Floats
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
