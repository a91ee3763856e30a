"""Loops of the restarted Halpern iteration, compiled with numba.

Each pass reads the matrix once and does a step, its projection, its reflection and the pull to the
anchor on the way, so that every vector is read and written once.
"""

from __future__ import annotations

from typing import Any

from numba import njit

__all__ = ["advance", "columns_pass", "rows_pass"]

Array = Any  # numba's functions take arrays by their dtype; mypy can't follow


@njit(cache=True, nogil=True)
def columns_pass(
    first: int,
    last: int,
    share: float,
    matrix: Array,
    cost: Array,
    low: Array,
    high: Array,
    steps: Array,
    prices: Array,
    levels: Array,
    anchor: Array,
    mirrored: Array,
) -> None:
    """Move the levels of columns ``first`` to ``last`` and leave their mirror images."""
    starts, rows, values = matrix
    for j in range(first, last):
        reduced = cost[j]
        for k in range(starts[j], starts[j + 1]):
            reduced -= values[k] * prices[rows[k]]
        level = levels[j]
        aimed = min(max(level - steps[j] * reduced, low[j]), high[j])
        mirror = 2.0 * aimed - level
        mirrored[j] = mirror
        levels[j] = share * mirror + (1.0 - share) * anchor[j]


@njit(cache=True, nogil=True)
def rows_pass(
    first: int,
    last: int,
    share: float,
    matrix: Array,
    low: Array,
    high: Array,
    steps: Array,
    mirrored: Array,
    prices: Array,
    anchor: Array,
) -> None:
    """Move the prices of rows ``first`` to ``last``, given the mirror images of the levels."""
    starts, columns, values = matrix
    for i in range(first, last):
        total = 0.0
        for k in range(starts[i], starts[i + 1]):
            total += values[k] * mirrored[columns[k]]
        price = prices[i]
        moved = price - steps[i] * total
        aimed = 0.0
        if moved + steps[i] * low[i] > 0.0:
            aimed = moved + steps[i] * low[i]
        elif moved + steps[i] * high[i] < 0.0:
            aimed = moved + steps[i] * high[i]
        prices[i] = share * (2.0 * aimed - price) + (1.0 - share) * anchor[i]


@njit(cache=True, nogil=True)
def advance(
    age: int,
    count: int,
    by_column: Array,
    by_row: Array,
    cost: Array,
    bounds: Array,
    level_steps: Array,
    price_steps: Array,
    levels: Array,
    level_anchor: Array,
    mirrored: Array,
    prices: Array,
    price_anchor: Array,
) -> None:
    """Make ``count`` iterations, the first of which is number ``age`` since the restart."""
    row_low, row_high, low, high = bounds
    for k in range(age, age + count):
        share = (k + 1.0) / (k + 2.0)
        columns_pass(
            0,
            len(levels),
            share,
            by_column,
            cost,
            low,
            high,
            level_steps,
            prices,
            levels,
            level_anchor,
            mirrored,
        )
        rows_pass(
            0,
            len(prices),
            share,
            by_row,
            row_low,
            row_high,
            price_steps,
            mirrored,
            prices,
            price_anchor,
        )
