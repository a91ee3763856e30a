"""Compiled loops that find where a Cholesky factor has entries."""

# ruff: noqa: C901 - compiled loops are kept in one piece

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

__all__ = ["column_counts", "elimination_tree", "fronts", "pair_positions", "relative", "tree_order"]

Array = Any  # numba's functions take arrays by their dtype; mypy can't follow


@njit(cache=True)
def elimination_tree(n: int, ptr: Array, rows: Array) -> Array:
    """Parent of every column of the factor (−1: none), from the upper triangle by columns.

    Liu 1990, *SIAM J. Matrix Anal. Appl.* 11(1).
    """
    parent = np.full(n, -1, np.int64)
    root = np.full(n, -1, np.int64)
    for j in range(n):
        for k in range(ptr[j], ptr[j + 1]):
            i = rows[k]
            while i >= 0 and i < j:
                following = root[i]
                root[i] = j
                if following < 0:
                    parent[i] = j
                i = following
    return parent


@njit(cache=True)
def tree_order(parent: Array, rising: Array) -> Array:
    """The tree's nodes, children before parents; brothers in the order in which ``rising`` lists them."""
    n = len(parent)
    child = np.full(n + 1, -1, np.int64)
    brother = np.full(n, -1, np.int64)
    for j in rising:  # the last ends up first in its list
        p = parent[j] if parent[j] >= 0 else n
        brother[j] = child[p]
        child[p] = j
    order = np.empty(n, np.int64)
    stack = np.empty(n + 1, np.int64)
    stack[0], depth, at = n, 1, n
    while depth > 0:  # from the root down, written from the end
        depth -= 1
        j = stack[depth]
        if j < n:
            at -= 1
            order[at] = j
        first = depth
        k = child[j]
        while k >= 0:
            stack[depth] = k
            depth += 1
            k = brother[k]
        last = depth - 1
        while first < last:
            stack[first], stack[last] = stack[last], stack[first]
            first, last = first + 1, last - 1
    return order


@njit(cache=True)
def column_counts(n: int, ptr: Array, rows: Array, parent: Array) -> Array:
    """Entries of every column of the factor, diagonal included; columns in tree order.

    ``ptr`` and ``rows`` are the lower triangle by columns, diagonal included. Gilbert, Ng, Peyton
    1994, *SIAM J. Matrix Anal. Appl.* 15(4); Davis 2006, *Direct methods*, ch. 4.
    """
    first = np.full(n, -1, np.int64)
    delta = np.zeros(n, np.int64)
    for k in range(n):
        j = k
        delta[j] = 1 if first[j] < 0 else 0
        while j >= 0 and first[j] < 0:
            first[j] = k
            j = parent[j]
    most = np.full(n, -1, np.int64)
    previous = np.full(n, -1, np.int64)
    ancestor = np.arange(n)
    for j in range(n):
        if parent[j] >= 0:
            delta[parent[j]] -= 1
        for q in range(ptr[j], ptr[j + 1]):
            i = rows[q]
            if i <= j or first[j] <= most[i]:
                continue
            most[i] = first[j]
            before = previous[i]
            previous[i] = j
            delta[j] += 1
            if before >= 0:
                top = before
                while top != ancestor[top]:
                    top = ancestor[top]
                s = before
                while s != top:
                    s, ancestor[s] = ancestor[s], top
                delta[top] -= 1
        if parent[j] >= 0:
            ancestor[j] = parent[j]
    for j in range(n):
        if parent[j] >= 0:
            delta[parent[j]] += delta[j]
    return delta


@njit(cache=True)
def fronts(n: int, ptr: Array, rows: Array, start: Array, above: Array, most: int) -> tuple[Array, Array]:
    """Rows of every front: its own columns, then those it updates, in any order.

    ``start`` are first columns of the blocks, ``above`` parents of the blocks, ``most``
    is an upper bound of the rows of all.
    """
    n_blocks = len(start) - 1
    place = np.zeros(n_blocks + 1, np.int64)
    found = np.empty(most, np.int32)
    child = np.full(n_blocks, -1, np.int64)
    brother = np.full(n_blocks, -1, np.int64)
    mark = np.full(n, -1, np.int64)
    for s in range(n_blocks):
        at = place[s]
        for j in range(start[s], start[s + 1]):
            mark[j] = s
            found[at] = j
            at += 1
        for j in range(start[s], start[s + 1]):
            for q in range(ptr[j], ptr[j + 1]):
                i = rows[q]
                if i >= start[s + 1] and mark[i] != s:
                    mark[i] = s
                    found[at] = i
                    at += 1
        c = child[s]
        while c >= 0:
            for q in range(place[c] + start[c + 1] - start[c], place[c + 1]):
                i = found[q]
                if i >= start[s + 1] and mark[i] != s:
                    mark[i] = s
                    found[at] = i
                    at += 1
            c = brother[c]
        place[s + 1] = at
        if above[s] >= 0:
            brother[s] = child[above[s]]
            child[above[s]] = s
    return place, found[: place[n_blocks]].copy()


@njit(cache=True)
def relative(n: int, place: Array, found: Array, start: Array, above: Array) -> Array:
    """For every row a front updates, where it is in the front of the parent."""
    where = np.full(len(found), -1, np.int32)
    at = np.full(n, -1, np.int64)
    n_blocks = len(start) - 1
    child = np.full(n_blocks, -1, np.int64)
    brother = np.full(n_blocks, -1, np.int64)
    for s in range(n_blocks):
        for q in range(place[s], place[s + 1]):
            at[found[q]] = q - place[s]
        c = child[s]
        while c >= 0:
            for q in range(place[c] + start[c + 1] - start[c], place[c + 1]):
                where[q] = at[found[q]]
            c = brother[c]
        if above[s] >= 0:
            brother[s] = child[above[s]]
            child[above[s]] = s
    return where


@njit(cache=True)
def pair_positions(
    set_ptr: Array, set_rows: Array, block: Array, start: Array, place: Array, found: Array, panel: Array
) -> Array:
    """Where the product of every two entries of a column of the matrix goes in the factor.

    Pairs in the order in which ``add_products`` meets them.
    """
    total = 0
    for k in range(len(set_ptr) - 1):
        width = set_ptr[k + 1] - set_ptr[k]
        total += width * (width + 1) // 2
    at = np.empty(total, np.int64)
    t = 0
    for k in range(len(set_ptr) - 1):
        for a in range(set_ptr[k], set_ptr[k + 1]):
            for b in range(set_ptr[k], a + 1):
                i, j = set_rows[a], set_rows[b]
                if i < j:
                    i, j = j, i
                s = block[j]
                if i < start[s + 1]:
                    where = i - start[s]
                else:
                    low, high = place[s] + start[s + 1] - start[s], place[s + 1]
                    while high - low > 1:
                        middle = (low + high) // 2
                        if found[middle] <= i:
                            low = middle
                        else:
                            high = middle
                    where = low - place[s]
                at[t] = panel[s] + (j - start[s]) * (place[s + 1] - place[s]) + where
                t += 1
    return at
