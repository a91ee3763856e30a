"""Goods made by the same conversions from the same goods: one good with one price."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.solve.problem import Floats
from commonweal.solve.substitution.kernels import deal_out, sorted_by
from commonweal.solve.substitution.pool_state import PoolState
from commonweal.solve.substitution.system import Integers, System

__all__ = ["Twins", "find_twins"]


@dataclass(frozen=True)
class Twins:
    """Rows that became one, group by group; the row that stands for a group is one of them.

    Attributes
    ----------
    rows : shape (n_twins,)
        Groups one after another.
    first_row : shape (n_groups + 1,)
        Where groups begin.
    standing : shape (n_twins,)
        For each row, the row that stands for it.
    table
        Columns of each row, in the same order of sources for all rows of a group; rows one after another.
    first_source : shape (n_groups + 1,)
        Where groups begin if the sources of each are counted once.
    given
        Columns of the row that stands for each group, which keep the level of all.
    home, units, need
        As they were before, for each row of the system.
    """

    rows: Integers
    first_row: Integers
    standing: Integers
    table: Integers
    first_source: Integers
    given: Integers
    home: Integers
    units: Floats
    need: Floats

    def add_levels(self, system: System, levels: Floats) -> None:
        """Deal out what the conversions of the row that stood for all convert, in place."""
        wanted = np.bincount(self.home, system.inputs @ levels, system.n_rows)[self.rows]
        wanted = np.maximum(wanted + self.need[self.rows], 0.0)
        amounts = levels[self.given] * self.units[system.output[self.given]]
        levels[self.table] = 0.0
        deal_out(amounts, self.first_source, wanted, self.first_row, self.table, levels)
        levels[self.table] /= self.units[system.output[self.table]]

    def add_prices(self, prices: Floats) -> None:
        """Give all rows of a group the price of the row that stood for them, in place."""
        prices[self.rows] = prices[self.standing]


def find_twins(state: PoolState) -> Twins | None:
    """Merge all twins, and tell how to undo it; None if there are none."""
    makes = _Makers.of(state)
    group = makes.groups()
    sizes = np.bincount(group)
    several = np.flatnonzero(sizes[group] > 1)
    if not len(several):
        return None
    order = several[np.argsort(group[several], kind="stable")]
    new = np.flatnonzero(np.diff(group[order], prepend=-1))
    first_row = np.append(new, len(order))
    standing = np.repeat(order[new], np.diff(first_row))
    rows, table = makes.row[order], makes.columns_of(order)
    twins = Twins(
        rows=rows,
        first_row=first_row,
        standing=makes.row[standing],
        table=table,
        first_source=np.concatenate([[0], np.cumsum(makes.count[order[new]])]),
        given=makes.columns_of(order[new]),
        home=state.home,
        units=state.units,
        need=state.need.copy(),
    )
    other = rows != twins.standing
    state.on[makes.columns_of(order[other])] = False
    state.move(rows[other], twins.standing[other], np.ones(int(other.sum())), np.zeros(int(other.sum())))
    return twins


@dataclass(frozen=True)
class _Makers:
    """Rows that only conversions make, and these, by row and then by source.

    Attributes
    ----------
    row, first, count : each shape (n_pools,)
        The rows, and where the conversions of each begin and how many there are.
    column, source, amount, cost
        Of the conversions.
    """

    row: Integers
    first: Integers
    count: Integers
    column: Integers
    source: Integers
    amount: Floats
    cost: Floats

    @classmethod
    def of(cls, state: PoolState) -> _Makers:
        """Look for them."""
        n = len(state.home)
        column, source, target, amount, cost = state.conversions()
        makers = np.bincount(state.made_in()[state.on], minlength=n)
        converted = np.bincount(target, minlength=n)
        pool = (makers == converted) & (converted > 0) & (state.need >= 0.0)
        at = np.flatnonzero(pool[target])
        at = sorted_by(target, sorted_by(source, at, n), n)
        row = np.flatnonzero(pool)
        count = converted[row]
        first = np.cumsum(count) - count
        return cls(row, first, count, column[at], source[at], amount[at], cost[at])

    def columns_of(self, pools: Integers) -> Integers:
        """Columns of some rows, one row after another."""
        return self.column[self._places(pools)]

    def groups(self) -> Integers:
        """For each row, the first that is made in the same way, by its place among these rows."""
        if not len(self.row):
            return np.zeros(0, dtype=np.int64)
        one = np.add.reduceat(_mixed(self.source, self.amount, self.cost), self.first)
        _, found, group = np.unique(one, return_index=True, return_inverse=True)
        first = found[group]
        same = self.count[first] == self.count
        first = np.where(same, first, np.arange(len(first)))
        mine, theirs = self._places(np.arange(len(first))), self._places(first)
        differ = (self.source[mine] != self.source[theirs]) | (self.amount[mine] != self.amount[theirs])
        differ |= self.cost[mine] != self.cost[theirs]
        other = np.add.reduceat(differ.astype(np.int64), self.first) > 0
        return np.where(other, np.arange(len(first)), first)

    def _places(self, pools: Integers) -> Integers:
        """Where the conversions of some rows are, one row after another."""
        count = self.count[pools]
        start = np.cumsum(count) - count
        return np.repeat(self.first[pools] - start, count) + np.arange(int(count.sum()))


def _mixed(source: Integers, amount: Floats, cost: Floats) -> NDArray[np.uint64]:
    """A number for each conversion that hardly any other has (the finaliser of splitmix64)."""
    mixed = source.astype(np.uint64)
    for part in (np.zeros(len(source)), amount, cost):
        mixed = (mixed ^ part.view(np.uint64)) + np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    return mixed
