"""Compiled loops over the columns of an interior point: weights, directions, step lengths."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

__all__ = ["blended_steps", "central_terms", "damped_steps", "finish", "pull", "second_order", "weights"]

Array = Any  # numba's functions take arrays by their dtype; mypy can't follow


@njit(cache=True, nogil=True)
def weights(low: Array, of_low: Array, high: Array, of_high: Array, loosest: float) -> Array:
    """Diagonal of ``Θ``: ``1 / (of_low / low + of_high / high)``, at most ``1 / loosest``."""
    theta = np.empty(len(low))
    for j in range(len(low)):
        theta[j] = 1.0 / max(of_low[j] / low[j] + of_high[j] / high[j], loosest)
    return theta


@njit(cache=True, nogil=True)
def pull(
    point: Array,
    theta: Array,
    dual: Array,
    off_low: Array,
    off_high: Array,
    want_low: Array,
    want_high: Array,
) -> Array:
    """``Θ g`` of the normal equations, where ``dx = Θ (Aᵀ dy − g)``; ``point`` as in ``Point.bounds``."""
    low, high, of_low, of_high = point
    pulled = np.empty(len(theta))
    for j in range(len(theta)):
        g = dual[j] - (want_low[j] - of_low[j] * off_low[j]) / low[j]
        g += (want_high[j] - of_high[j] * off_high[j]) / high[j]
        pulled[j] = theta[j] * g
    return pulled


@njit(cache=True, nogil=True)
def finish(
    point: Array,
    theta: Array,
    pulled: Array,
    slope: Array,
    off_low: Array,
    off_high: Array,
    want_low: Array,
    want_high: Array,
    has_low: Array,
    has_high: Array,
) -> tuple[Array, Array]:
    """The rest of a direction from ``slope = Aᵀ dy``: ``dx``, and changes of the bounds' four arrays."""
    low, high, of_low, of_high = point
    n = len(theta)
    dx, change = np.empty(n), np.zeros((4, n))
    for j in range(n):
        dx[j] = theta[j] * slope[j] - pulled[j]
        if has_low[j]:
            change[0, j] = dx[j] + off_low[j]
            change[2, j] = (want_low[j] - of_low[j] * change[0, j]) / low[j]
        if has_high[j]:
            change[1, j] = off_high[j] - dx[j]
            change[3, j] = (want_high[j] - of_high[j] * change[1, j]) / high[j]
    return dx, change


@njit(cache=True, nogil=True)
def second_order(change: Array, target: float, has_low: Array, has_high: Array) -> tuple[Array, Array]:
    """What Mehrotra's corrector asks of the products: ``target`` less those of the predictor."""
    n = len(has_low)
    want_low, want_high = np.zeros(n), np.zeros(n)
    for j in range(n):
        if has_low[j]:
            want_low[j] = target - change[0, j] * change[2, j]
        if has_high[j]:
            want_high[j] = target - change[1, j] * change[3, j]
    return want_low, want_high


@njit(cache=True, nogil=True)
def central_terms(
    point: Array, change: Array, primal: float, dual: float, target: float, has_low: Array, has_high: Array
) -> tuple[Array, Array]:
    """What Gondzio's corrector asks: products after a bold step, brought near a target."""
    n = len(has_low)
    want_low, want_high = np.zeros(n), np.zeros(n)
    for j in range(n):
        if has_low[j]:
            product = (point[0, j] + primal * change[0, j]) * (point[2, j] + dual * change[2, j])
            goal = min(max(product, 0.1 * target), 10.0 * target) - product
            want_low[j] = max(goal, -10.0 * target)
        if has_high[j]:
            product = (point[1, j] + primal * change[1, j]) * (point[3, j] + dual * change[3, j])
            goal = min(max(product, 0.1 * target), 10.0 * target) - product
            want_high[j] = max(goal, -10.0 * target)
    return want_low, want_high


@njit(cache=True, nogil=True)
def blended_steps(point: Array, change: Array, more: Array, shares: Array) -> tuple[Array, Array]:
    """Longest steps along ``change + share · more`` that keep bounds and prices positive, for each share.

    Weighted correctors (Colombo, Gondzio 2008, *Comput. Optim. Appl.* 41).
    """
    n_shares = len(shares)
    primal, dual = np.zeros(n_shares), np.zeros(n_shares)  # largest −change / value
    low, high = shares.min(), shares.max()
    for k in range(4):
        steepest = primal if k < 2 else dual
        least = steepest.min()
        for j in range(point.shape[1]):
            if not point[k, j] > 0.0:
                continue
            over = 1.0 / point[k, j]
            a, b = -change[k, j] * over, -more[k, j] * over
            if max(a + low * b, a + high * b) <= least:  # as nearly everywhere: it is linear in the share
                continue
            for s in range(n_shares):
                steepest[s] = max(steepest[s], a + shares[s] * b)
            least = steepest.min()
    for s in range(n_shares):
        primal[s] = 1.0 / max(primal[s], 1.0)
        dual[s] = 1.0 / max(dual[s], 1.0)
    return primal, dual


_CLOSE = 0.99999  # share of the way to a bound that a full step may go


@njit(cache=True, nogil=True)
def damped_steps(
    point: Array, change: Array, primal: float, dual: float, least: float, n_bounds: int
) -> tuple[float, float]:
    """Steps a little shorter than the longest, so that what blocks them stays central.

    Mehrotra 1992: the blocking product becomes its share of what all are after the step, and no step
    is shorter than ``least`` of the longest.
    """
    n = point.shape[1]
    total = 0.0
    block_p, block_d = 0.0, 0.0
    row_p, row_d, at_p, at_d = 0, 2, -1, -1
    for k in range(2):
        for j in range(n):
            total += (point[k, j] + primal * change[k, j]) * (point[k + 2, j] + dual * change[k + 2, j])
            slope = -change[k, j] / point[k, j]
            if slope > block_p:
                block_p, row_p, at_p = slope, k, j
            slope = -change[k + 2, j] / point[k + 2, j] if point[k + 2, j] > 0.0 else 0.0
            if slope > block_d:
                block_d, row_d, at_d = slope, k + 2, j
    share = (1.0 - least) * total / max(n_bounds, 1)
    new_p, new_d = primal, dual
    if block_p * primal > _CLOSE:
        other = point[row_p + 2, at_p] + dual * change[row_p + 2, at_p]
        new_p = _short(point[row_p, at_p], change[row_p, at_p], other, share, primal, least)
    if block_d * dual > _CLOSE:
        other = point[row_d - 2, at_d] + primal * change[row_d - 2, at_d]
        new_d = _short(point[row_d, at_d], change[row_d, at_d], other, share, dual, least)
    return new_p, new_d


@njit(cache=True, nogil=True)
def _short(value: float, change: float, other: float, share: float, longest: float, least: float) -> float:
    """The step at which ``(value + step · change) · other`` is ``share``, near the longest."""
    if not other > 0.0:
        return least * longest
    step = (share / other - value) / change
    return min(max(step, least * longest), _CLOSE * longest)
