"""The inner loop of ``pivoting``: pivots of a dual simplex on a dense tableau, compiled with numba."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

__all__ = ["DONE", "DOUBTFUL", "MORE", "NOTHING_HELPS", "pivot"]

Array = Any  # numba's functions take arrays by their dtype; mypy can't follow

DONE, MORE, NOTHING_HELPS, DOUBTFUL = 0, 1, 2, 3

_SMALL = 1e-9  # entries of a pivot row below this share of its largest are no pivots
_TIE = 1e-11  # ratios this near count as equal
_ALIKE = 1e-6  # to which a pivot must come out the same by its row and by its column


@njit(cache=True)
def _leaving(level: Array, low: Array, high: Array, worth: Array, slack: Array) -> tuple[int, float]:
    """The basic variable that is most out of its range by worth, and by how much (negative: below)."""
    at, most, violation = -1, 0.0, 0.0
    for i in range(len(level)):
        out = 0.0
        if level[i] < low[i] - slack[i]:
            out = level[i] - low[i]
        elif level[i] > high[i] + slack[i]:
            out = level[i] - high[i]
        if out != 0.0 and abs(out) * worth[i] > most:
            at, most, violation = i, abs(out) * worth[i], out
    return at, violation


@njit(cache=True)
def _entering(
    row: Array,
    sign: float,
    violation: float,
    d: Array,
    at_high: Array,
    span: Array,
    candidates: Array,
    passed: Array,
) -> tuple[int, int, float]:
    """What enters: its place (−1: nothing), how many places in ``passed`` flip, and the step of the dual.

    The ratio test passes what can flip to its other bound as long as the dual goes on rising (long steps:
    Fourer 1994; Maros 2003).
    """
    largest = 0.0
    for j in range(len(row)):
        largest = max(largest, abs(row[j]))
    least = _SMALL * largest
    n = 0
    for j in range(len(row)):
        v = sign * row[j]
        if span[j] > 0.0 and ((v > least and not at_high[j]) or (v < -least and at_high[j])):
            candidates[n] = j
            n += 1
    slope, flips = abs(violation), 0
    while n > 0:
        best, at, size = np.inf, -1, 0.0
        for q in range(n):
            j = candidates[q]
            v = sign * row[j]
            ratio = max(d[j] / v, 0.0)
            if ratio < best * (1.0 - _TIE) or (ratio <= best * (1.0 + _TIE) and abs(v) > size):
                best, at, size = min(ratio, best), q, abs(v)
        j = candidates[at]
        slope -= size * span[j]
        if not slope > 0.0:
            return j, flips, best
        passed[flips] = j
        flips += 1
        n -= 1
        candidates[at] = candidates[n]
    return -1, flips, 0.0


@njit(cache=True)
def _row(tableau: Array, left: Array, right: Array, pending: int, at: int, row: Array) -> None:
    """A row of the tableau with the pivots that are not worked in yet."""
    row[:] = tableau[at]
    for q in range(pending):
        w = left[q, at]
        if w != 0.0:
            for j in range(len(row)):
                row[j] -= w * right[q, j]


@njit(cache=True)
def _column(tableau: Array, left: Array, right: Array, pending: int, at: int, column: Array) -> None:
    """A column of the tableau with the pivots that are not worked in yet."""
    column[:] = tableau[:, at]
    for q in range(pending):
        w = right[q, at]
        if w != 0.0:
            for i in range(len(column)):
                column[i] -= w * left[q, i]


@njit(cache=True)
def _exchange(l: int, e: int, basic: Array, resting: Array) -> None:
    """What is known of a basic variable and of a resting one change places."""
    basic[l], resting[e] = resting[e], basic[l]


@njit(cache=True)
def pivot(
    tableau: Array,
    left: Array,
    right: Array,
    tally: Array,
    basic: Array,
    resting: Array,
    level: Array,
    low: Array,
    high: Array,
    worth: Array,
    slack: Array,
    d: Array,
    at_high: Array,
    rest_low: Array,
    rest_high: Array,
    rest_worth: Array,
    rest_slack: Array,
    row: Array,
) -> int:
    """Pivots of the dual simplex, in place, until ``left`` and ``right`` are full.

    Basic variables are ``level = tableau @ (where the resting ones are)``. A pivot at (l, e) exchanges the
    two; the new tableau is ``tableau − f gᵀ`` with its column e as ``f`` and its row l over the pivot p as
    ``g``, but for ``f_l = p + 1`` and ``g_e = (p − 1) / p``. These pairs are kept in ``left`` and ``right``.

    ``tally`` counts pivots, flips, and steps of no length, and says what was to leave last; ``row`` ends as
    its row.
    """
    n_basic, n_rest = tableau.shape
    column = np.empty(n_basic)
    candidates, passed = np.empty(n_rest, dtype=np.int64), np.empty(n_rest, dtype=np.int64)
    for pending in range(len(left)):
        l, violation = _leaving(level, low, high, worth, slack)
        tally[3] = l
        if l < 0:
            return DONE
        sign = 1.0 if violation < 0.0 else -1.0
        _row(tableau, left, right, pending, l, row)
        span = rest_high - rest_low
        e, flips, theta = _entering(row, sign, violation, d, at_high, span, candidates, passed)
        if e < 0:
            return NOTHING_HELPS
        _column(tableau, left, right, pending, e, column)
        p = row[e]
        if abs(column[l] - p) > _ALIKE * abs(p):
            return DOUBTFUL
        left[pending] = column
        left[pending, l] = p + 1.0
        for j in passed[:flips]:
            _column(tableau, left, right, pending, j, column)
            level += (-span[j] if at_high[j] else span[j]) * column
            at_high[j] = not at_high[j]
        column[:] = left[pending]
        column[l] = p
        step = ((low[l] if sign > 0.0 else high[l]) - level[l]) / p
        level += step * column
        level[l] = step + (rest_high[e] if at_high[e] else rest_low[e])
        d -= sign * theta * row
        d[e] = sign * theta
        right[pending] = row / p
        right[pending, e] = (p - 1.0) / p
        at_high[e] = sign < 0.0
        _exchange(l, e, basic, resting)
        _exchange(l, e, low, rest_low)
        _exchange(l, e, high, rest_high)
        _exchange(l, e, worth, rest_worth)
        _exchange(l, e, slack, rest_slack)
        tally[0] += 1
        tally[1] += flips
        if theta == 0.0:
            tally[2] += 1
    return MORE
