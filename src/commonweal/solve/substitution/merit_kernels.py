"""Loops of the merit order, compiled with numba."""

from __future__ import annotations

from typing import Any

from numba import njit

__all__ = ["by_merit", "fill"]

Array = Any  # numba's functions take arrays by their dtype; mypy can't follow


@njit(cache=True)
def by_merit(first: Array, unit_cost: Array, order: Array) -> None:
    """Sort the columns of each row by what they cost, in place: ``order[first[g]:first[g + 1]]``."""
    for row in range(len(first) - 1):
        for at in range(first[row] + 1, first[row + 1]):
            column, to = order[at], at
            while to > first[row] and unit_cost[order[to - 1]] > unit_cost[column]:
                order[to] = order[to - 1]
                to -= 1
            order[to] = column


@njit(cache=True)
def fill(first: Array, order: Array, capacity: Array, wanted: Array, levels: Array, last: Array) -> None:
    """Levels that make what is wanted of each row, cheap columns first.

    ``last`` is the column that is part used. What is wanted beyond all capacities falls on the dearest one.
    """
    for row in range(len(wanted)):
        left = wanted[row]
        last[row] = -1
        for at in range(first[row], first[row + 1]):
            column = order[at]
            if last[row] >= 0 and left <= 0.0:
                levels[column] = 0.0
                continue
            level = left
            if at + 1 < first[row + 1]:
                level = min(level, capacity[column])
            levels[column] = level
            last[row] = column
            left -= level
