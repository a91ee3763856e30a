"""Loops over sparse columns, compiled with numba."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

__all__ = [
    "choose",
    "deal_out",
    "gathered",
    "sorted_by",
    "split_columns",
    "sweep",
    "sweep_block",
    "turned",
]

_PERIOD = 6  # sweeps from one extrapolation to the next
_STEEPEST = 0.97  # nothing is extrapolated where changes hardly shrink

Array = Any  # numba's functions take arrays by their dtype; mypy can't follow


@njit(cache=True)
def split_columns(
    indptr: Array, indices: Array, data: Array, sign: Array, free: Array, output: Array, gain: Array
) -> tuple[Array, Array, Array, Array]:
    """Outputs and inputs of the columns that are free, per unit of output.

    Fills ``output`` and ``gain`` for columns with one output. Gives the number of outputs of each column, and
    the inputs of those with one: where they begin, rows (rising), amounts.
    """
    m = len(indptr) - 1
    counts = np.zeros(m, dtype=np.int64)
    first = np.zeros(m + 1, dtype=np.int32)
    rows = np.empty(len(indices), dtype=np.int32)
    amounts = np.empty(len(indices), dtype=np.float64)
    kept, n = 0, 0
    for j in range(m):
        if not free[j]:
            continue
        place = -1
        for k in range(indptr[j], indptr[j + 1]):
            if data[k] * sign[indices[k]] > 0.0:
                counts[j] += 1
                place = k
        if counts[j] != 1:
            continue
        output[j], gain[j] = indices[place], abs(data[place])
        for k in range(indptr[j], indptr[j + 1]):
            if k == place:
                continue
            row, amount = indices[k], -data[k] * sign[indices[k]] / gain[j]
            at = n
            while at > first[kept] and rows[at - 1] > row:  # columns come sorted as a rule
                rows[at], amounts[at] = rows[at - 1], amounts[at - 1]
                at -= 1
            rows[at], amounts[at] = row, amount
            n += 1
        kept += 1
        first[kept] = n
    return counts, first[: kept + 1], rows[:n], amounts[:n]


@njit(cache=True)
def gathered(indptr: Array, indices: Array, amounts: Array, chosen: Array) -> tuple[Array, Array, Array]:
    """Some columns of a matrix, one after another; −1 stands for an empty one."""
    first = np.zeros(len(chosen) + 1, dtype=np.int64)
    for i in range(len(chosen)):
        j = chosen[i]
        first[i + 1] = first[i] + (indptr[j + 1] - indptr[j] if j >= 0 else 0)
    rows = np.empty(first[-1], dtype=np.int32)
    values = np.empty(first[-1], dtype=np.float64)
    for i in range(len(chosen)):
        start = indptr[chosen[i]]
        for k in range(first[i + 1] - first[i]):
            rows[first[i] + k], values[first[i] + k] = indices[start + k], amounts[start + k]
    return first, rows, values


@njit(cache=True)
def sweep(
    first: Array,
    indices: Array,
    amounts: Array,
    rhs: Array,
    x: Array,
    count: int,
    backward: bool,
    tolerance: float,
) -> tuple[int, float]:
    """Gauss–Seidel sweeps of ``x = rhs + B x`` in place, ``B`` given by rows; at most ``count``.

    Stops when what is still missing is at most ``tolerance`` of the terms that meet in each row, as
    estimated from the last change and how fast changes shrink. Gives the sweeps made and that estimate.
    Unless the tolerance is negative, what changes have in common from sweep to sweep (the Perron vector's
    share) is extrapolated to its end now and then (Aitken), which saves a third of the sweeps.
    """
    n = len(x)
    step, last_step = np.zeros(n), np.zeros(n)
    before, rate, missing = np.inf, 0.0, np.inf
    for done in range(1, count + 1):
        change, along, size_of_step = 0.0, 0.0, 0.0
        noted = tolerance >= 0.0 and done % _PERIOD == _PERIOD - 1
        leap = tolerance >= 0.0 and done % _PERIOD == 0
        for i in range(n):
            row = n - 1 - i if backward else i
            total = rhs[row]
            size = abs(total)
            for k in range(first[row], first[row + 1]):
                term = amounts[k] * x[indices[k]]
                total += term
                size += abs(term)
            moved = total - x[row]
            if abs(moved) > change * size:
                change = abs(moved) / size if size > 0.0 else np.inf
            if noted:
                last_step[row] = moved
            if leap and size > 0.0:
                step[row] = moved
                along += moved / size * last_step[row] / size
                size_of_step += (last_step[row] / size) ** 2
            x[row] = total
        if before < np.inf and before > 0.0:
            rate = min(change / before, 1.0)
        missing = change * rate / (1.0 - rate) if rate < 1.0 else change
        if change == 0.0 or (done > 1 and max(missing, 0.01 * change) <= tolerance):
            return done, missing
        before = change
        if leap and 0.0 < along < _STEEPEST * size_of_step:
            factor = along / size_of_step
            x += step * (factor / (1.0 - factor))
            before = np.inf  # the next change tells nothing about the rate
    return count, missing


@njit(cache=True)
def sweep_block(
    first: Array,
    indices: Array,
    amounts: Array,
    rhs: Array,
    x: Array,
    count: int,
    backward: bool,
    tolerance: float,
) -> tuple[int, float]:
    """``sweep`` for several right-hand sides at once, in the columns of ``rhs`` and ``x``.

    Changes are measured against the largest of each row.
    """
    n, width = x.shape
    total = np.empty(width)
    before, missing = np.inf, np.inf
    for done in range(count):
        change = 0.0
        for i in range(n):
            row = n - 1 - i if backward else i
            for c in range(width):
                total[c] = rhs[row, c]
            for k in range(first[row], first[row + 1]):
                amount, other = amounts[k], indices[k]
                for c in range(width):
                    total[c] += amount * x[other, c]
            moved, size = 0.0, 0.0
            for c in range(width):
                moved = max(moved, abs(total[c] - x[row, c]))
                size = max(size, abs(total[c]))
                x[row, c] = total[c]
            if moved > change * size:
                change = moved / size if size > 0.0 else np.inf
        rate = min(change / before, 1.0) if before > 0.0 else 0.0
        missing = change * rate / (1.0 - rate) if rate < 1.0 else change
        if change == 0.0 or (done > 0 and max(missing, 0.01 * change) <= tolerance):
            return done + 1, missing
        before = change
    return count, missing


@njit(cache=True)
def turned(start: Array, indices: Array, amounts: Array) -> tuple[Array, Array, Array]:
    """A square matrix given by columns, given by rows."""
    n = len(start) - 1
    first = np.zeros(n + 1, dtype=np.int64)
    for k in range(start[n]):
        first[indices[k] + 1] += 1
    for i in range(n):
        first[i + 1] += first[i]
    at = first[:-1].copy()
    columns = np.empty(first[n], dtype=np.int32)
    values = np.empty(first[n], dtype=np.float64)
    for j in range(n):
        for k in range(start[j], start[j + 1]):
            place = at[indices[k]]
            columns[place], values[place] = j, amounts[k]
            at[indices[k]] += 1
    return first, columns, values


@njit(cache=True)
def choose(
    start: Array,
    indices: Array,
    amounts: Array,
    cost: Array,
    order: Array,
    first: Array,
    prices: Array,
    chosen: Array,
    margin: float,
    update: bool,
) -> tuple[int, float]:
    """The cheapest column of each row at given prices; ``chosen`` gives way to what is cheaper by ``margin``.

    With ``update``, each price is set to that cost at once (a Gauss–Seidel sweep of value iteration).
    Gives the number of rows that changed their mind, and the largest rise of a price relative to the own
    cost of the column chosen for it.
    """
    switched, rise = 0, 0.0
    for row in range(len(prices)):
        best, at, now = np.inf, -1, np.inf
        for q in range(first[row], first[row + 1]):
            j = order[q]
            total = cost[j]
            for k in range(start[j], start[j + 1]):
                total += amounts[k] * prices[indices[k]]
            if j == chosen[row]:
                now = total
            if total < best:
                best, at = total, j
        if at < 0:
            continue
        if best < now - margin * abs(now) or chosen[row] < 0:
            switched += 1
            chosen[row] = at
            now = best
        if now - prices[row] > rise * cost[chosen[row]]:
            rise = (now - prices[row]) / cost[chosen[row]] if cost[chosen[row]] > 0.0 else np.inf
        if update:
            prices[row] = now
    return switched, rise


@njit(cache=True)
def sorted_by(codes: Array, order: Array, size: int) -> Array:
    """``order`` rearranged so that the codes there rise, ties as they were; codes are below ``size``."""
    at = np.zeros(size + 1, dtype=np.int64)
    for j in order:
        at[codes[j] + 1] += 1
    for i in range(size):
        at[i + 1] += at[i]
    result = np.empty_like(order)
    for j in order:
        result[at[codes[j]]] = j
        at[codes[j]] += 1
    return result


@njit(cache=True)
def deal_out(
    amounts: Array, first_source: Array, wanted: Array, first_taker: Array, table: Array, levels: Array
) -> None:
    """Deal out amounts of several sources to several takers, group by group (north-west corner rule).

    Sources and takers of a group share the columns ``table[taker, source]``, given row after row. The
    largest source comes last and gives what is missing by rounding, the largest taker comes last and takes
    what is too much: so both are small beside them.
    """
    base = 0
    for group in range(len(first_source) - 1):
        source_0, n_sources = first_source[group], first_source[group + 1] - first_source[group]
        taker_0, n_takers = first_taker[group], first_taker[group + 1] - first_taker[group]
        large_source = int(np.argmax(amounts[source_0 : source_0 + n_sources]))
        large_taker = int(np.argmax(wanted[taker_0 : taker_0 + n_takers]))
        k_source, k_taker = 0, 0
        source = _turn(k_source, large_source, n_sources)
        taker = _turn(k_taker, large_taker, n_takers)
        left, missing = amounts[source_0 + source], wanted[taker_0 + taker]
        while True:
            last_source, last_taker = k_source == n_sources - 1, k_taker == n_takers - 1
            part = min(left, missing)
            if last_source:
                part = max(left, missing) if last_taker else missing
            elif last_taker:
                part = left
            levels[table[base + taker * n_sources + source]] = part
            left = max(left - part, 0.0)
            missing -= part
            if last_source and last_taker:
                break
            if last_source or (missing <= 0.0 and not last_taker):
                k_taker += 1
                taker = _turn(k_taker, large_taker, n_takers)
                missing = wanted[taker_0 + taker]
            else:
                k_source += 1
                source = _turn(k_source, large_source, n_sources)
                left = amounts[source_0 + source]
        base += n_sources * n_takers


@njit(cache=True)
def _turn(k: int, last: int, n: int) -> int:
    """Who comes in turn ``k`` of ``n`` if everybody comes in order but one, who comes last."""
    if k == n - 1:
        return last
    return k if k < last else k + 1
