"""Goods that a single conversion uses: whoever makes them makes what they are turned into."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.solve.problem import Floats
from commonweal.solve.substitution.pool_state import PoolState
from commonweal.solve.substitution.system import Integers, System

__all__ = ["Feeders", "find_feeders"]


@dataclass(frozen=True)
class Feeders:
    """Rows that were made into those they feed.

    Attributes
    ----------
    rows, columns, target : each shape (n_feeders,)
        The rows, the conversions that used them, and the rows these make.
    amount, cost : each shape (n_feeders,)
        Input and cost of the conversions per unit of what they make.
    home, units, need
        As they were before, for each row of the system.
    """

    rows: Integers
    columns: Integers
    target: Integers
    amount: Floats
    cost: Floats
    home: Integers
    units: Floats
    need: Floats

    def add_levels(self, system: System, levels: Floats) -> None:
        """Convert all that is made, in place."""
        made = np.bincount(
            self.home[system.output], levels * self.units[system.output], minlength=system.n_rows
        )
        there = np.maximum((made - self.need)[self.rows], 0.0)
        levels[self.columns] = there / self.amount / self.units[system.output[self.columns]]

    def add_prices(self, prices: Floats) -> None:
        """A feeder is worth what it is turned into, less what turning it costs, in place."""
        worth = (prices[self.target] - self.cost) / self.amount
        prices[self.rows] = np.maximum(worth, 0.0)


def find_feeders(state: PoolState) -> Feeders | None:
    """Merge all feeders whose target stays, and tell how to undo it; None if there are none."""
    column, source, target, amount, cost = state.conversions()
    good = (state.users()[source] == 1) & (state.need[source] <= 0.0)
    good &= (state.need[source] == 0.0) | (cost == 0.0)
    moving = np.zeros(len(state.home), dtype=bool)
    moving[source[good]] = True
    good &= ~moving[target]
    if not good.any():
        return None
    found = Feeders(
        rows=source[good],
        columns=column[good],
        target=target[good],
        amount=amount[good],
        cost=cost[good],
        home=state.home,
        units=state.units,
        need=state.need.copy(),
    )
    state.on[found.columns] = False
    state.move(found.rows, found.target, 1.0 / found.amount, found.cost / found.amount)
    return found
