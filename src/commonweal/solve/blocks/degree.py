"""An order of elimination by least degree, from the columns that tie rows together."""

# ruff: noqa: C901, PLR0912, PLR0915 - compiled loops are kept in one piece

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

__all__ = ["least_degree"]

Array = Any  # numba's functions take arrays by their dtype; mypy can't follow


@njit(cache=True)
def least_degree(
    n: int, row_ptr: Array, row_sets: Array, set_ptr: Array, set_rows: Array, most: int
) -> tuple[Array, Array, Array]:
    """Order in which to eliminate the rows of ``A Aᵀ``: the one with the least new fill first.

    Rows are tied by sets (the columns of ``A``); eliminating a row joins its sets into one. Degrees
    are bounds from above (Amestoy, Davis, Duff 1996, *SIAM J. Matrix Anal. Appl.* 17(4)), with
    absorption of sets, mass elimination and rows that have become alike merged.

    Parameters
    ----------
    n
        Rows.
    row_ptr, row_sets
        The sets of every row; overwritten.
    set_ptr, set_rows
        The rows of every set.
    most
        Rows of a higher degree are left; ``n`` leaves none.

    Returns
    -------
    shape (n_eliminated,)
        Rows in their order.
    shape (n_left + 1,), shape (n_entries,)
        The sets that tie those that are left.
    """
    n_sets = len(set_ptr) - 1
    store = np.empty(2 * len(set_rows) + 16 * n + 64, np.int32)
    store[: len(set_rows)] = set_rows
    end = len(set_rows)
    first = np.empty(n_sets + n, np.int64)
    size = np.zeros(n_sets + n, np.int64)
    weight = np.zeros(n_sets + n, np.int64)
    for e in range(n_sets):
        first[e] = set_ptr[e]
        size[e] = weight[e] = set_ptr[e + 1] - set_ptr[e]
    alive = np.ones(n_sets + n, np.bool_)
    count = np.empty(n, np.int64)
    for i in range(n):
        count[i] = row_ptr[i + 1] - row_ptr[i]
    nv = np.ones(n, np.int64)
    degree = _degrees(row_ptr, row_sets, set_ptr, set_rows)
    mark = np.full(n, -1, np.int64)
    head = np.full(n + 1, -1, np.int64)
    after = np.full(n, -1, np.int64)
    before = np.full(n, -1, np.int64)
    for back in range(n):
        i = n - 1 - back
        d = degree[i]
        after[i] = head[d]
        if head[d] >= 0:
            before[head[d]] = i
        head[d] = i
    member = np.full(n, -1, np.int64)  # rows merged with a row, as a chain
    last = np.arange(n)
    seen = np.zeros(n_sets + n, np.int64)
    tag = np.int64(1)
    hash_head = np.full(n, -1, np.int64)
    hash_next = np.full(n, -1, np.int64)
    hash_of = np.zeros(n, np.int64)
    set_mark = np.full(n_sets + n, -1, np.int64)
    order = np.empty(n, np.int64)
    done, low = 0, 0
    while done < n:
        while head[low] < 0:
            low += 1
        if low > most:
            break
        p = head[low]
        head[low] = after[p]
        if after[p] >= 0:
            before[after[p]] = -1
        # the new set: all rows in sets of p
        need = 0
        for k in range(row_ptr[p], row_ptr[p] + count[p]):
            if alive[row_sets[k]]:
                need += size[row_sets[k]]
        if end + need > len(store):
            store = _longer(store, end, need)
        new = n_sets + p
        first[new] = end
        total = 0
        mark[p] = p
        for k in range(row_ptr[p], row_ptr[p] + count[p]):
            e = row_sets[k]
            if not alive[e]:
                continue
            for q in range(first[e], first[e] + size[e]):
                i = store[q]
                if nv[i] > 0 and mark[i] != p:
                    mark[i] = p
                    store[end] = i
                    end += 1
                    total += nv[i]
                    if before[i] >= 0:
                        after[before[i]] = after[i]
                    else:
                        head[degree[i]] = after[i]
                    if after[i] >= 0:
                        before[after[i]] = before[i]
                    before[i] = after[i] = -1
            alive[e] = False
        size[new] = end - first[new]
        own = nv[p]
        nv[p] = 0
        # how much of other sets lies outside the new one
        for q in range(first[new], end):
            i = store[q]
            for k in range(row_ptr[i], row_ptr[i] + count[i]):
                e = row_sets[k]
                if not alive[e]:
                    continue
                if seen[e] < tag:
                    seen[e] = weight[e] + tag
                seen[e] -= nv[i]
        for q in range(first[new], end):
            i = store[q]
            to, outside, code = row_ptr[i], 0, 0
            for k in range(row_ptr[i], row_ptr[i] + count[i]):
                e = row_sets[k]
                if not alive[e]:
                    continue
                if seen[e] == tag:
                    alive[e] = False
                    continue
                outside += seen[e] - tag
                row_sets[to] = e
                to += 1
                code += e
            count[i] = to - row_ptr[i] + 1
            row_sets[to] = new
            if outside == 0:  # tied to nothing else: goes with p
                own += nv[i]
                total -= nv[i]
                nv[i] = 0
                member[last[p]] = i
                last[p] = last[i]
                hash_of[i] = -1
                continue
            degree[i] = min(degree[i], outside)  # completed below
            code %= n
            hash_of[i] = code
            hash_next[i] = hash_head[code]
            hash_head[code] = i
        tag += n + 1
        # rows with the same sets become one
        for q in range(first[new], end):
            i = store[q]
            if nv[i] == 0 or hash_head[hash_of[i]] < 0:
                continue
            code = hash_of[i]
            one = hash_head[code]
            hash_head[code] = -1
            while one >= 0 and hash_next[one] >= 0:
                _merge_alike(one, hash_next, row_ptr, row_sets, count, set_mark, nv, member, last)
                one = hash_next[one]
        done += own
        weight[new] = total
        to = first[new]
        for q in range(first[new], end):
            i = store[q]
            if nv[i] == 0:
                continue
            store[to] = i
            to += 1
            d = min(degree[i] + total - nv[i], n - done - nv[i])
            degree[i] = d
            after[i] = head[d]
            before[i] = -1
            if head[d] >= 0:
                before[head[d]] = i
            head[d] = i
            low = min(low, d)
        size[new] = to - first[new]
        end = to
        low = min(low, n)
        order[done - own] = p
        _write_members(p, member, order, done - own + 1)
    return order[:done], *_left(first, size, alive, store, nv, member)


@njit(inline="always")
def _degrees(row_ptr: Array, row_sets: Array, set_ptr: Array, set_rows: Array) -> Array:
    """How many other rows every row is tied to."""
    n = len(row_ptr) - 1
    mark, degree = np.full(n, -1, np.int64), np.zeros(n, np.int64)
    for i in range(n):
        mark[i] = i
        for k in range(row_ptr[i], row_ptr[i + 1]):
            e = row_sets[k]
            for q in range(set_ptr[e], set_ptr[e + 1]):
                j = set_rows[q]
                if mark[j] != i:
                    mark[j] = i
                    degree[i] += 1
    return degree


@njit(inline="always")
def _longer(store: Array, end: int, need: int) -> Array:
    """A copy of the store with room for more."""
    more = np.empty(2 * (end + need), np.int32)
    more[:end] = store[:end]
    return more


@njit(inline="always")
def _merge_alike(
    one: int,
    following: Array,
    row_ptr: Array,
    row_sets: Array,
    count: Array,
    mark: Array,
    nv: Array,
    member: Array,
    last: Array,
) -> None:
    """Merge with a row those after it in its chain that have its sets; ``mark`` is −1 before and after."""
    for k in range(row_ptr[one], row_ptr[one] + count[one]):
        mark[row_sets[k]] = one
    previous, other = one, following[one]
    while other >= 0:
        same = count[other] == count[one]
        if same:
            for k in range(row_ptr[other], row_ptr[other] + count[other]):
                if mark[row_sets[k]] != one:
                    same = False
                    break
        if same:
            nv[one] += nv[other]
            nv[other] = 0
            member[last[one]] = other
            last[one] = last[other]
            following[previous] = following[other]
        else:
            previous = other
        other = following[other]
    for k in range(row_ptr[one], row_ptr[one] + count[one]):
        mark[row_sets[k]] = -1


@njit(inline="always")
def _write_members(p: int, member: Array, order: Array, at: int) -> None:
    """Write the rows that were merged with a row into the order."""
    i = member[p]
    while i >= 0:
        order[at] = i
        at += 1
        i = member[i]


@njit(cache=True)
def _left(
    first: Array, size: Array, alive: Array, store: Array, nv: Array, member: Array
) -> tuple[Array, Array]:
    """Sets of rows that were not eliminated, rows that had been merged among them."""
    n_sets = n_entries = 0
    for e in range(len(first)):
        if alive[e] and size[e] > 1:
            n_sets += 1
            for q in range(first[e], first[e] + size[e]):
                n_entries += nv[store[q]]
    ptr, rows = np.zeros(n_sets + 1, np.int64), np.empty(n_entries, np.int64)
    k = at = 0
    for e in range(len(first)):
        if alive[e] and size[e] > 1:
            for q in range(first[e], first[e] + size[e]):
                i = np.int64(store[q])
                if nv[i] == 0:
                    continue
                while i >= 0:
                    rows[at] = i
                    at += 1
                    i = member[i]
            k += 1
            ptr[k] = at
    return ptr, rows
