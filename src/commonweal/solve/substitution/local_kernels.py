"""How levels of chosen columns answer to one more unit of another column, to a few digits; numba."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

__all__ = ["respond"]

Array = Any  # numba's functions take arrays by their dtype; mypy can't follow


@njit(cache=True, nogil=True)
def _spread(
    start: Array, indices: Array, amounts: Array, column: int, level: float,
    left: Array, seen: Array, touched: Array, n: int,
) -> int:  # fmt: skip
    """Add what a column uses to what is left to make; goods met for the first time are noted."""
    for k in range(start[column], start[column + 1]):
        i = indices[k]
        left[i] += level * amounts[k]
        if not seen[i]:
            seen[i] = True
            touched[n] = i
            n += 1
    return n


@njit(cache=True, nogil=True)
def _follow(
    start: Array, indices: Array, amounts: Array, chosen: Array, price: Array, made: Array,
    worth: float, amount: float, total: Array, left: Array, queued: Array, queue: Array,
    seen: Array, touched: Array, known: int,
) -> int:  # fmt: skip
    """Make what is left to make, good by good, until nothing left counts."""
    n = len(queue)
    queue[:known] = touched[:known]
    head, tail = 0, known
    for q in range(known):
        queued[touched[q]] = True
    while head < tail:
        i = queue[head % n]
        head += 1
        queued[i] = False
        more = left[i]
        if abs(more) * price[i] <= worth and abs(more) <= amount * made[i]:
            continue
        left[i] = 0.0
        total[i] += more
        known = _spread(start, indices, amounts, chosen[i], more, left, seen, touched, known)
        for k in range(start[chosen[i]], start[chosen[i] + 1]):
            j = indices[k]
            v = abs(left[j])
            if not queued[j] and (v * price[j] > worth or v > amount * made[j]):
                queued[j] = True
                queue[tail % n] = j
                tail += 1
    return known


@njit(cache=True, nogil=True)
def respond(
    start: Array,
    indices: Array,
    amounts: Array,
    output: Array,
    chosen: Array,
    columns: Array,
    wanted: Array,
    price: Array,
    own_price: Array,
    made: Array,
    own_made: Array,
    by_worth: float,
    by_amount: float,
    rough: float,
) -> tuple[Array, Array, Array]:
    """``−M⁻¹ b_j`` for columns j, where it counts: first entry of each column, rows, values.

    An entry of row r counts if it is more than ``by_worth`` of column j by worth, or if j running at all its
    good's output would change what is made of r by more than ``by_amount``. Requirements are followed up good
    by good (push: Andersen, Chung, Lang 2006) as long as they are more than ``rough`` times that.

    Parameters
    ----------
    price, made : each shape (n,)
        Of rows: the most that a price was, the least that was made.
    own_price, own_made : each shape (n,)
        Of columns, by their good: the least that a price was, the most that was made.
    """
    n = len(price)
    total, left = np.zeros(n), np.zeros(n)
    queued, seen = np.zeros(n, dtype=np.bool_), np.zeros(n, dtype=np.bool_)
    touched, queue = np.empty(n, dtype=np.int64), np.empty(n, dtype=np.int64)
    first = np.zeros(len(columns) + 1, dtype=np.int64)
    rows, values = np.empty(8 * len(columns) + n, dtype=np.int64), np.empty(8 * len(columns) + n)
    size = 0
    for c in range(len(columns)):
        own = output[columns[c]]
        worth, amount = by_worth * own_price[own], by_amount / own_made[own]
        total[own], touched[0], seen[own] = -1.0, own, True
        known = _spread(start, indices, amounts, columns[c], 1.0, left, seen, touched, 1)
        known = _spread(start, indices, amounts, chosen[own], -1.0, left, seen, touched, known)
        known = _follow(
            start, indices, amounts, chosen, price, made, rough * worth, rough * amount,
            total, left, queued, queue, seen, touched, known,
        )  # fmt: skip
        for i in touched[:known]:
            v = abs(total[i])
            if wanted[i] and (v * price[i] > worth or v > amount * made[i]):
                if size == len(rows):
                    rows = np.concatenate((rows, np.empty(size, dtype=np.int64)))
                    values = np.concatenate((values, np.empty(size)))
                rows[size], values[size] = i, total[i]
                size += 1
            total[i], left[i], seen[i] = 0.0, 0.0, False
        first[c + 1] = size
    return first, rows[:size], values[:size]
