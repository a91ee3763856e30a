"""Loops that turn near answers into levels that keep all rows and prices that keep all columns; numba."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

__all__ = ["lower_prices", "mend_levels"]

Array = Any  # numba's functions take arrays by their dtype; mypy can't follow


@njit(cache=True, nogil=True)
def _add(columns: Array, levels: Array, capacity: Array, reduced: Array, more: float) -> float:
    """Make more of a good, by the columns with room that cost least; what is left over."""
    while more > 0.0:
        best, at = np.inf, -1
        for j in columns:
            if levels[j] < capacity[j] and reduced[j] < best:
                best, at = reduced[j], j
        if at < 0:
            break
        step = min(more, capacity[at] - levels[at])
        levels[at] += step
        more -= step
    return more


@njit(cache=True, nogil=True)
def _remove(columns: Array, levels: Array, reduced: Array, less: float) -> None:
    """Make less of a good, by the running columns that cost most."""
    while less > 0.0:
        best, at = -np.inf, -1
        for j in columns:
            if levels[j] > 0.0 and reduced[j] > best:
                best, at = reduced[j], j
        if at < 0:
            break
        step = min(less, levels[at])
        levels[at] -= step
        less -= step


@njit(cache=True, nogil=True)
def _wanted(start: Array, indices: Array, amounts: Array, need: Array, levels: Array, output: Array) -> None:
    """What is needed and used of each good at some levels."""
    output[:] = need
    for j in range(len(levels)):
        if levels[j] != 0.0:
            for k in range(start[j], start[j + 1]):
                output[indices[k]] += amounts[k] * levels[j]


@njit(cache=True, nogil=True)
def mend_levels(
    start: Array,
    indices: Array,
    amounts: Array,
    need: Array,
    capacity: Array,
    first: Array,
    order: Array,
    chosen: Array,
    reduced: Array,
    levels: Array,
    count: int,
    enough: float,
) -> float:
    """At most ``count`` passes that make of each good what is needed and used, in place; what is missing.

    The chosen column of a good takes up the difference, then the others by reduced cost. What is missing is
    relative to what is made.
    """
    output = np.empty(len(need))
    missing = np.inf
    for _ in range(count):
        _wanted(start, indices, amounts, need, levels, output)
        missing = 0.0
        for row in range(len(need)):
            columns = order[first[row] : first[row + 1]]
            made = 0.0
            for j in columns:
                made += levels[j]
            more, c = output[row] - made, chosen[row]
            if more > 0.0:
                step = min(more, capacity[c] - levels[c])
                missing = max(missing, more / output[row])
                levels[c] += step
                if _add(columns, levels, capacity, reduced, more - step) > enough * output[row]:
                    return np.inf
            elif more < 0.0 and made > 0.0:
                less = min(-more, made)
                step = min(less, levels[c])
                missing = max(missing, less / made)
                levels[c] -= step
                _remove(columns, levels, reduced, less - step)
        if missing <= enough:
            break
    return missing


@njit(cache=True, nogil=True)
def lower_prices(
    start: Array,
    indices: Array,
    amounts: Array,
    cost: Array,
    capacity: Array,
    first: Array,
    order: Array,
    prices: Array,
    count: int,
    enough: float,
) -> float:
    """At most ``count`` passes that lower each price to what its cheapest column without a capacity costs.

    In place; gives the largest share by which a price fell in the last pass.
    """
    fall = 0.0
    for _ in range(count):
        fall = 0.0
        for row in range(len(prices)):
            least = prices[row]
            for at in range(first[row], first[row + 1]):
                j = order[at]
                if capacity[j] == np.inf:
                    total = cost[j]
                    for k in range(start[j], start[j + 1]):
                        total += amounts[k] * prices[indices[k]]
                    least = min(least, total)
            if least < prices[row]:
                fall = max(fall, (prices[row] - least) / prices[row])
                prices[row] = least
        if fall <= enough:
            break
    return fall
