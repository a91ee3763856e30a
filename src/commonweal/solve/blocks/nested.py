"""Nested dissection of a weighted graph whose nodes lie in places and periods."""

# ruff: noqa: C901, PLR0912 - compiled loops are kept in one piece

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import scipy.sparse as sp
from numba import njit
from numpy.typing import NDArray

__all__ = ["dissect"]

Array = Any  # numba's functions take arrays by their dtype; mypy can't follow
Integers = NDArray[np.int64]

_LEAF = 120  # rows that are not divided further
_ASIDE = 0.2  # least share of the weight on either side
_PASSES = 6  # of refining a separator
_MANY_PLACES = 1_500  # more are not put in order by eigenvectors


def dissect(graph: sp.csr_array, weight: Integers, place: Integers, period: Integers) -> Integers:
    """Order nodes so that separators come after what they separate (George 1973).

    Each part is cut across time, across space (along the slowest mode of its places, Fiedler 1973) and
    by distance in the graph; the lightest separator is taken and made lighter by moving single nodes.

    Parameters
    ----------
    graph : shape (n, n)
        Which nodes meet; symmetric.
    weight : shape (n,)
        Rows of every node.
    place, period : each shape (n,)
        Where nodes lie; −1 where not known.
    """
    ptr, neighbours = graph.indptr.astype(np.int64), graph.indices.astype(np.int64)
    side = np.full(len(weight), -1, np.int64)
    order: list[Integers] = []
    parts = [np.arange(len(weight))]
    while parts:  # from the last separator backwards
        nodes = parts.pop()
        if weight[nodes].sum() <= _LEAF or len(nodes) < 3:
            order.append(nodes[::-1])
            continue
        best, best_score = None, np.inf
        for key in _keys(graph, nodes, place, period):
            line = nodes[np.argsort(key, kind="stable")]
            score, first, second, between = _cut(ptr, neighbours, weight, line, side)
            if score < best_score:
                best, best_score = (first, second, between), score
        if best is None:
            order.append(nodes[::-1])
            continue
        first, second, between = best
        order.append(between[::-1])
        parts.extend(part for part in (first, second) if len(part))
    return np.concatenate(order)[::-1].copy()


def _keys(graph: sp.csr_array, nodes: Integers, place: Integers, period: Integers) -> Iterator[NDArray[Any]]:
    """Values by which a part may be cut."""
    inner = sp.csr_array(graph[nodes][:, nodes])
    far = _distance(inner.indptr.astype(np.int64), inner.indices.astype(np.int64), 0)
    yield _distance(inner.indptr.astype(np.int64), inner.indices.astype(np.int64), int(np.argmax(far)))
    if (period[nodes] != period[nodes[0]]).any():
        yield period[nodes]
    if (place[nodes] != place[nodes[0]]).any():
        yield _along(inner, place[nodes])


def _along(inner: sp.csr_array, place: Integers) -> NDArray[Any]:
    """Where the place of every node lies along the slowest mode of the graph of places."""
    _, of_place = np.unique(place, return_inverse=True)
    n = int(of_place.max()) + 1
    if n > _MANY_PLACES:
        return of_place
    entries = sp.coo_array(inner)
    ties = np.zeros((n, n))
    np.add.at(ties, (of_place[entries.row], of_place[entries.col]), 1.0)
    np.fill_diagonal(ties, 0.0)
    laplace = np.diag(ties.sum(axis=1)) - ties
    mode: NDArray[Any] = np.linalg.eigh(laplace)[1][:, 1][of_place]
    return mode


@njit(cache=True)
def _distance(ptr: Array, neighbours: Array, root: int) -> Array:
    """Steps from a node; what can't be reached comes last."""
    n = len(ptr) - 1
    steps = np.full(n, n, np.int64)
    queue = np.empty(n, np.int64)
    queue[0], steps[root], done, end = root, 0, 0, 1
    while done < end:
        i = queue[done]
        done += 1
        for q in range(ptr[i], ptr[i + 1]):
            j = neighbours[q]
            if steps[j] == n:
                steps[j] = steps[i] + 1
                queue[end] = j
                end += 1
    return steps


@njit(cache=True)
def _cut(
    ptr: Array, neighbours: Array, weight: Array, line: Array, side: Array
) -> tuple[float, Array, Array, Array]:
    """Cut a line of nodes where the separator is light and the parts are even.

    ``side`` is −1 everywhere, before and after. A separator is those nodes before the cut that have
    a neighbour behind it, or the other way round.
    """
    n = len(line)
    for k in range(n):
        side[line[k]] = k
    light = np.zeros((2, n + 1), np.int64)  # changes of the separator's weight along the line
    for k in range(n):
        i = line[k]
        least = most = k
        for q in range(ptr[i], ptr[i + 1]):
            other = side[neighbours[q]]
            if other >= 0:
                least, most = min(least, other), max(most, other)
        light[0, k] += weight[i]
        light[0, most] -= weight[i]
        light[1, least] += weight[i]
        light[1, k] -= weight[i]
    total = 0
    for i in line:
        total += weight[i]
    best, at, kind = np.inf, -1, 0
    for which in range(2):
        before, between = 0, 0
        for k in range(n - 1):
            before += weight[line[k]]
            between += light[which, k]
            one = before - between if which == 0 else before
            two = total - one - between
            if min(one, two) < _ASIDE * total:
                continue
            score = between / np.sqrt(min(one, two))
            if score < best:
                best, at, kind = score, k, which
    if at < 0:
        for k in range(n):
            side[line[k]] = -1
        return np.inf, line[:0], line[:0], line[:0]
    where = np.zeros(n, np.int64)  # 0 before, 1 behind, 2 between, by position
    for k in range(n):
        where[k] = 0 if k <= at else 1
    for k in range(n):
        if (k <= at) != (kind == 0):
            continue
        for q in range(ptr[line[k]], ptr[line[k] + 1]):
            other = side[neighbours[q]]
            if other >= 0 and (other <= at) != (k <= at):
                where[k] = 2
                break
    sizes = np.zeros(3, np.int64)
    for k in range(n):
        sizes[where[k]] += weight[line[k]]
    _refine(ptr, neighbours, weight, line, side, where, sizes)
    score = sizes[2] / np.sqrt(max(min(sizes[0], sizes[1]), 1))
    for k in range(n):
        side[line[k]] = -1
    return score, line[where == 0], line[where == 1], line[where == 2]


@njit(cache=True)
def _refine(
    ptr: Array, neighbours: Array, weight: Array, line: Array, side: Array, where: Array, sizes: Array
) -> None:
    """Move nodes out of the separator where that makes it lighter, or as light and the parts more even."""
    total = sizes.sum()
    for _ in range(_PASSES):
        moved = False
        for k in range(len(line)):
            if where[k] != 2:
                continue
            i = line[k]
            drawn = np.zeros(2, np.int64)  # what would have to come in from the other side
            for q in range(ptr[i], ptr[i + 1]):
                other = side[neighbours[q]]
                if other >= 0 and where[other] < 2:
                    drawn[1 - where[other]] += weight[line[other]]
            for to in range(2):
                gain = weight[i] - drawn[to]
                even = sizes[to] + weight[i] < sizes[1 - to]
                if sizes[1 - to] - drawn[to] < _ASIDE * total or gain < 0 or (gain == 0 and not even):
                    continue
                for q in range(ptr[i], ptr[i + 1]):
                    other = side[neighbours[q]]
                    if other >= 0 and where[other] == 1 - to:
                        where[other] = 2
                where[k] = to
                sizes[to] += weight[i]
                sizes[1 - to] -= drawn[to]
                sizes[2] -= gain
                moved = True
                break
        if not moved:
            return
