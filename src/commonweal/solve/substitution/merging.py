"""Goods that can be turned into one another freely become one good, and what nobody wants goes.

Three steps shrink a substitution system exactly, again and again, until nothing changes:

- *worthless* goods, which nobody uses or needs, go with the columns that make them;
- *twins*, goods made by the same conversions from the same goods, have one price and become one good;
- a *feeder*, a good that a single conversion uses, is made as the good it feeds by whoever makes it.

A conversion is a column with one input and no capacity. Every step knows the way back for levels and
prices, so that the answer to the small problem becomes one to the large. Rows that must come out exactly
are taken for ones that may be exceeded, at prices that are not negative.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from commonweal.solve.problem import SMALLEST, Floats, Problem
from commonweal.solve.substitution.feeders import Feeders, find_feeders
from commonweal.solve.substitution.pool_state import PoolState
from commonweal.solve.substitution.system import Integers, System
from commonweal.solve.substitution.twins import Twins, find_twins
from commonweal.solve.unsuited import Unsuited

__all__ = ["Merged"]

_ROUNDS = 50  # chains of conversions longer than this are not followed to their end


@dataclass(frozen=True)
class Merged:
    """What is left of a substitution system, and the way back.

    Attributes
    ----------
    problem
        The smaller problem.
    system
        What it came from.
    rows, columns
        Rows and columns of the system that are left.
    steps
        What was merged, in its order.
    """

    problem: Problem
    system: System
    rows: Integers
    columns: Integers
    steps: tuple[Twins | Feeders, ...]

    @classmethod
    def of(cls, system: System) -> Merged:
        """Merge all that can be merged.

        Raises
        ------
        Unsuited
            If merging leaves a coefficient too small for solvers.
        """
        state = PoolState(system)
        steps: list[Twins | Feeders] = []
        for _ in range(_ROUNDS):
            state.drop_worthless()
            found = [step for step in (find_twins(state), find_feeders(state)) if step is not None]
            if not found:
                break
            steps.extend(found)
        problem, rows, columns = _left(state)
        return cls(problem, system, rows, columns, tuple(steps))

    def levels(self, reduced: Floats) -> Floats:
        """Levels of the system from levels of the smaller problem."""
        levels = np.zeros(self.system.n_columns)
        levels[self.columns] = reduced
        for step in reversed(self.steps):
            step.add_levels(self.system, levels)
        return levels

    def prices(self, reduced: Floats) -> Floats:
        """Prices of the system's rows from prices of the smaller problem's."""
        prices = np.zeros(self.system.n_rows)
        prices[self.rows] = reduced
        for step in reversed(self.steps):
            step.add_prices(prices)
        return prices


def _left(state: PoolState) -> tuple[Problem, Integers, Integers]:
    """The problem that is left, its rows and its columns."""
    system, columns = state.system, np.flatnonzero(state.on)
    row, column, amount = state.entries()
    number = np.cumsum(state.on) - 1
    output = system.output[columns]
    all_rows = np.concatenate([state.home[output], row])
    there = np.zeros(system.n_rows, dtype=bool)
    there[all_rows] = True
    there |= (state.home == np.arange(system.n_rows)) & (state.need > 0.0)
    rows, place = np.flatnonzero(there), np.cumsum(there) - 1
    matrix = sp.csc_array(
        (
            np.concatenate([state.units[output], -amount]),
            (place[all_rows], np.concatenate([np.arange(len(columns)), number[column]])),
        ),
        shape=(len(rows), len(columns)),
    )
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    if (np.abs(matrix.data) < SMALLEST).any():
        raise Unsuited("Merging goods leaves coefficients too small for solvers.")
    problem = Problem(
        matrix=matrix,
        cost=system.cost[columns] + state.toll[output],
        row_lower=state.need[rows],
        row_upper=np.full(len(rows), np.inf),
        column_lower=np.zeros(len(columns)),
        column_upper=system.capacity[columns],
    )
    return problem, rows, columns
