"""Orders of elimination: several are made, the one that costs least is taken."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.blocks.degree import least_degree
from commonweal.solve.blocks.nested import dissect
from commonweal.solve.blocks.symbolic import Shape, shape_of

__all__ = ["cheapest_shape", "degree_shape"]

Integers = NDArray[np.int64]

_LOCAL = 40  # rows that meet no more than so many are eliminated before anything is dissected
_MANY = 60_000  # nodes; more are not dissected
_KNOWN = 0.8  # share of the rows that must lie in a place and a period for it
_LITTLE = 2e8  # a factorisation of so little work is not worth a second order


def cheapest_shape(matrix: sp.csc_array, place: Integers, period: Integers) -> tuple[sp.csc_array, Shape]:
    """The pattern of ``A Aᵀ``, and the order that factorises it with the least work.

    Parameters
    ----------
    matrix
        The matrix ``A``.
    place, period : each shape (n_rows,)
        Where rows lie; −1 where that is not known.
    """
    meets, shape = degree_shape(matrix)
    if shape.flops < _LITTLE:
        return meets, shape
    local, ptr, rows = _by_degree(matrix, _LOCAL)
    rest = _dissected(np.setdiff1d(np.arange(matrix.shape[0]), local), ptr, rows, place, period)
    if rest is None:
        return meets, shape
    other = shape_of(meets, np.concatenate([local, rest]))
    return meets, min(shape, other, key=lambda each: each.flops)


def degree_shape(matrix: sp.csc_array) -> tuple[sp.csc_array, Shape]:
    """The pattern of ``A Aᵀ``, and its order of least degree."""
    n = matrix.shape[0]
    pattern = sp.csc_array((np.ones(matrix.nnz), matrix.indices, matrix.indptr), shape=matrix.shape)
    meets = sp.csc_array(pattern @ sp.csr_array(pattern).T + sp.eye_array(n))
    return meets, shape_of(meets, _by_degree(matrix, n)[0])


def _by_degree(matrix: sp.csc_array, most: int) -> tuple[Integers, Integers, Integers]:
    """The order of least degree, and the sets that tie those that are left."""
    sets = sp.csc_array(matrix[:, np.diff(matrix.indptr) > 1])
    rows = sp.csr_array(sets)
    ordered: tuple[Integers, Integers, Integers] = least_degree(
        sets.shape[0],
        rows.indptr.astype(np.int64),
        rows.indices.astype(np.int64),
        sets.indptr.astype(np.int64),
        sets.indices.astype(np.int64),
        most,
    )
    return ordered


def _dissected(
    left: Integers, ptr: Integers, rows: Integers, place: Integers, period: Integers
) -> Integers | None:
    """The rows that are left, by nested dissection of their places and periods."""
    known = (place[left] >= 0) & (period[left] >= 0)
    own = np.where(known, place[left] * (period.max(initial=0) + 1) + period[left], -1 - left)
    names, node = np.unique(own, return_inverse=True)
    n = len(names)
    if n < 3 or n > _MANY or known.mean() < _KNOWN:
        return None
    of_row = np.full(max(int(left.max()), int(rows.max(initial=0))) + 1, -1, np.int64)
    of_row[left] = node
    n_sets = len(ptr) - 1
    which = np.repeat(np.arange(n_sets), np.diff(ptr))
    ties = sp.csr_array((np.ones(len(rows)), (of_row[rows], which)), shape=(n, n_sets))
    ties.data[:] = 1.0
    graph = sp.csr_array(ties @ ties.T)
    graph.setdiag(0.0)
    graph.eliminate_zeros()
    weight = np.bincount(node, minlength=n)
    first = np.zeros(n, np.int64)
    first[node] = left
    at = dissect(
        graph, weight, np.where(names >= 0, place[first], -1), np.where(names >= 0, period[first], -1)
    )
    rank = np.empty(n, np.int64)
    rank[at] = np.arange(n)
    return left[np.argsort(rank[node], kind="stable")]
