"""Loops that make levels feasible and prices safe, compiled with numba."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

__all__ = ["cut_levels", "fill_levels", "move_gainful", "settle_prices"]

Array = Any  # numba's functions take arrays by their dtype; mypy can't follow

_EXACT = 1e-13  # of the largest term: what counts as no violation
_SAFE = 1e-13  # of the largest term: a reduced cost that rounding doesn't turn
_OVER = 1.0 + 1e-12  # so that rounding falls on the safe side
_TINY = 1e-300  # in place of 0 in a divisor
_PATIENCE = 8  # sweeps after which what goes round in circles is cut faster


@njit(cache=True, nogil=True)
def _mark(line: int, side: Array, dirty: Array) -> None:
    """Rows of a column, or columns of a row, are to be looked at again."""
    starts, others, _values = side
    for k in range(starts[line], starts[line + 1]):
        dirty[others[k]] = True


@njit(cache=True, nogil=True)
def _cuts(
    i: int,
    by_row: Array,
    bounds: Array,
    floor: Array,
    depth: Array,
    row_depth: Array,
    levels: Array,
    faster: float,
) -> tuple[float, float, float]:
    """Shares by which to cut, for row ``i``: what takes first, what else takes, and what brings.

    All are −1 if the row is in order, up to rounding.
    """
    starts, columns, values = by_row
    low, high = bounds
    total = largest = taken = first_taken = brought = 0.0
    for k in range(starts[i], starts[i + 1]):
        j = columns[k]
        total += values[k] * levels[j]
        largest = max(largest, abs(values[k] * levels[j]))
        room = values[k] * (levels[j] - floor[j])
        brought += max(room, 0.0)
        taken += max(-room, 0.0)
        first_taken += max(-room, 0.0) if depth[j] <= row_depth[i] else 0.0
    if total - high[i] > _EXACT * max(largest, abs(high[i])):
        return 0.0, 0.0, min(1.0, (total - high[i]) / max(brought, _TINY) * _OVER)
    lack = low[i] - total
    if lack <= _EXACT * max(largest, abs(low[i])):
        return -1.0, -1.0, -1.0
    first = min(1.0, lack / max(first_taken, _TINY) * _OVER)
    lack -= first_taken * first
    if lack <= 0.0:
        return first, 0.0, 0.0
    return first, min(1.0, faster * lack / max(taken - first_taken, _TINY) * _OVER), 0.0


@njit(cache=True, nogil=True)
def cut_levels(
    order: Array,
    by_row: Array,
    by_column: Array,
    bounds: Array,
    floor: Array,
    depth: Array,
    row_depth: Array,
    levels: Array,
    sweeps: int,
) -> int:
    """Lower levels until no row is violated; the number of rows that still are.

    A row that lacks something cuts what its columns take, those first that pass least on (their depth
    is that of the row), in proportion; a row with too much cuts what its columns bring.
    """
    starts, columns, values = by_row
    dirty = np.ones(len(row_depth), dtype=np.bool_)
    left = 0
    for sweep in range(sweeps):
        left = 0
        faster = 1.0 if sweep < _PATIENCE else 2.0 ** (sweep - _PATIENCE)
        for i in order:
            if not dirty[i]:
                continue
            dirty[i] = False
            first, other, back = _cuts(i, by_row, bounds, floor, depth, row_depth, levels, faster)
            left += 1 if first >= 0.0 else 0
            for k in range(starts[i], starts[i + 1]):
                j = columns[k]
                share = back
                if values[k] < 0.0:
                    share = first if depth[j] <= row_depth[i] else other
                if share > 0.0 and levels[j] > floor[j]:
                    levels[j] -= share * (levels[j] - floor[j])
                    _mark(j, by_column, dirty)
        if left == 0:
            return 0
    return left


@njit(cache=True, nogil=True)
def _cheapest(
    i: int, by_row: Array, low: Array, ceiling: Array, reduced: Array, levels: Array
) -> tuple[float, int, float]:
    """What row ``i`` lacks (0: nothing but rounding), and the column to bring it with how much a unit."""
    starts, columns, values = by_row
    total = largest = 0.0
    best, best_value, best_cost = -1, 1.0, np.inf
    for k in range(starts[i], starts[i + 1]):
        j = columns[k]
        total += values[k] * levels[j]
        largest = max(largest, abs(values[k] * levels[j]))
        if values[k] > 0.0 and levels[j] < ceiling[j] and reduced[j] / values[k] < best_cost:
            best, best_value, best_cost = j, values[k], reduced[j] / values[k]
    lack = low[i] - total
    return (lack if lack > _EXACT * max(largest, abs(low[i])) else 0.0), best, best_value


@njit(cache=True, nogil=True)
def fill_levels(
    order: Array,
    by_row: Array,
    by_column: Array,
    low: Array,
    ceiling: Array,
    reduced: Array,
    levels: Array,
    sweeps: int,
) -> int:
    """Raise levels until no row lacks anything; the number of rows that still do.

    A row that lacks something raises the column that brings it at the least reduced cost, as far as its
    bound allows, then the next.
    """
    dirty = np.ones(len(low), dtype=np.bool_)
    left = 0
    for _sweep in range(sweeps):
        left = 0
        for i in order:
            if not dirty[i]:
                continue
            lack, best, value = _cheapest(i, by_row, low, ceiling, reduced, levels)
            left += 1 if lack > 0.0 else 0
            while lack > 0.0 and best >= 0:
                raised = levels[best] + lack / value * _OVER
                if raised == levels[best]:
                    break
                levels[best] = min(raised, ceiling[best])
                _mark(best, by_column, dirty)
                if raised < ceiling[best]:
                    break
                lack, best, value = _cheapest(i, by_row, low, ceiling, reduced, levels)
            dirty[i] = lack > 0.0 and best < 0
        if left == 0:
            return 0
    return left


@njit(cache=True, nogil=True)
def move_gainful(
    order: Array,
    by_column: Array,
    cost: Array,
    row_low: Array,
    row_high: Array,
    low: Array,
    high: Array,
    levels: Array,
    sums: Array,
) -> None:
    """Move each level the way that lowers the cost, as far as rows and bounds allow."""
    starts, rows, values = by_column
    for j in order:
        way = -1.0 if cost[j] > 0.0 else 1.0
        room = levels[j] - low[j] if way < 0.0 else high[j] - levels[j]
        for k in range(starts[j], starts[j + 1]):
            i, change = rows[k], way * values[k]
            if change < 0.0:
                room = min(room, (row_low[i] - sums[i]) / change)
            else:
                room = min(room, (row_high[i] - sums[i]) / change)
        if room > 0.0 and room < np.inf:
            levels[j] += way * room
            for k in range(starts[j], starts[j + 1]):
                sums[rows[k]] += way * values[k] * room


@njit(cache=True, nogil=True)
def _gain(j: int, by_column: Array, cost: Array, backed: Array, prices: Array) -> tuple[float, float, int]:
    """By how much column ``j`` gains (0: it costs), what it brings, and from how many rows it takes."""
    starts, rows, values = by_column
    reduced, largest, brings, uses = cost[j], abs(cost[j]), 0.0, 0
    for k in range(starts[j], starts[j + 1]):
        term = values[k] * prices[rows[k]]
        reduced -= term
        largest = max(largest, abs(term))
        brings += term if values[k] > 0.0 and term > 0.0 else 0.0
        uses += 1 if values[k] < 0.0 and backed[rows[k]] else 0
    safe = _SAFE * largest
    return (safe - reduced if reduced < 0.1 * safe else 0.0), brings, uses


@njit(cache=True, nogil=True)
def settle_prices(
    order: Array,
    by_column: Array,
    by_row: Array,
    cost: Array,
    endless: Array,
    backed: Array,
    raising: bool,
    prices: Array,
    sweeps: int,
) -> int:
    """Change prices until no column without an upper bound gains; the number that still do.

    Either the prices of what a column uses are raised, or those of what it brings lowered; the other
    where there is nothing to raise or to lower.
    """
    starts, rows, values = by_column
    dirty = endless.copy()
    left = 0
    for _sweep in range(sweeps):
        left = 0
        for j in order:
            if not (dirty[j] and endless[j]):
                continue
            dirty[j] = False
            gain, brings, uses = _gain(j, by_column, cost, backed, prices)
            if gain == 0.0:
                continue
            left += 1
            share = min(1.0, gain / max(brings, _TINY) * _OVER)
            raise_uses = uses > 0 and (raising or brings == 0.0)
            for k in range(starts[j], starts[j + 1]):
                i = rows[k]
                if raise_uses and values[k] < 0.0 and backed[i]:
                    prices[i] -= gain / values[k] / uses * _OVER
                    _mark(i, by_row, dirty)
                elif not raise_uses and values[k] > 0.0 and prices[i] > 0.0:
                    prices[i] *= 1.0 - share
                    _mark(i, by_row, dirty)
        if left == 0:
            return 0
    return left
