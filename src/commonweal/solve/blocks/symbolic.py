"""Where the Cholesky factor of ``A Θ Aᵀ`` has entries: found once, used in every iteration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.blocks.trees import (
    column_counts,
    elimination_tree,
    fronts,
    relative,
    tree_order,
)

__all__ = ["Pattern", "Shape", "pattern_of", "shape_of"]

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Shape:
    """An order of elimination and what it costs.

    Attributes
    ----------
    order : shape (n_rows,)
        Rows of the matrix in the order they are eliminated.
    parent, counts : each shape (n_rows,)
        Tree of elimination, and entries of the factor's columns, in that order.
    flops
        Multiplications and additions of one factorisation.
    """

    order: Integers
    parent: Integers
    counts: Integers
    flops: float

    @property
    def entries(self) -> int:
        """Entries of the factor."""
        return int(self.counts.sum())


@dataclass(frozen=True)
class Pattern:
    """Blocks of columns of the factor, each stored as one dense panel.

    Attributes
    ----------
    order : shape (n_rows,)
        Rows of the matrix in the order they are eliminated.
    start : shape (n_blocks + 1,)
        First column of every block.
    above : shape (n_blocks,)
        Parent of every block, −1 for roots.
    place : shape (n_blocks + 1,)
    found : shape (n_front_rows,)
        Rows of block ``s``: ``found[place[s]:place[s + 1]]``, its own columns first.
    where : shape (n_front_rows,)
        Where those rows are in the front of the parent.
    panel : shape (n_blocks + 1,)
        Where panels begin; ``panel[-1]`` is the size of all.
    """

    order: Integers
    start: Integers
    above: Integers
    place: Integers
    found: NDArray[np.int32]
    where: NDArray[np.int32]
    panel: Integers

    @property
    def flops(self) -> float:
        """Multiplications and additions of one factorisation, padding included."""
        width, height = np.diff(self.start).astype(float), np.diff(self.place).astype(float)
        below = height - width
        return float((width**3 / 3 + below * width**2 + below**2 * width).sum())


def shape_of(meets: sp.csc_array, order: Integers) -> Shape:
    """What an order of elimination costs; the order is changed to one by the tree, which is as good.

    Parameters
    ----------
    meets
        Pattern of ``A Aᵀ``, with its diagonal.
    """
    n = meets.shape[0]
    permuted = _permuted(meets, order)
    upper = sp.csc_array(sp.triu(permuted, format="csc"))
    parent = elimination_tree(n, upper.indptr, upper.indices)
    post = tree_order(parent, np.arange(n))
    order, parent = order[post], _renamed(parent, post)
    lower = sp.csc_array(sp.tril(_permuted(meets, order), format="csc"))
    counts = column_counts(n, lower.indptr, lower.indices, parent)
    return Shape(order, parent, counts, float((counts.astype(float) ** 2).sum()))


def pattern_of(meets: sp.csc_array, shape: Shape) -> Pattern:
    """Blocks of the factor: columns with the same entries, and small ones joined to their parents."""
    post = tree_order(shape.parent, np.argsort(shape.counts, kind="stable"))
    order, parent, counts = shape.order[post], _renamed(shape.parent, post), shape.counts[post]
    lower = sp.csc_array(sp.tril(_permuted(meets, order), format="csc"))
    start, above, sizes = _blocks(parent, counts)
    place, found = fronts(len(order), lower.indptr, lower.indices, start, above, int(sizes.sum()))
    found = found[np.lexsort((found, np.repeat(np.arange(len(above)), np.diff(place))))]
    where = relative(len(order), place, found, start, above)
    width, height = np.diff(start), np.diff(place)
    panel = np.concatenate([[0], np.cumsum(width * height)])
    return Pattern(order, start, above, place, found, where, panel)


def _permuted(meets: sp.csc_array, order: Integers) -> sp.csc_array:
    """Rows and columns in another order."""
    permuted = sp.csc_array(sp.csc_array(meets[:, order])[order, :])
    permuted.sort_indices()
    return permuted


def _renamed(parent: Integers, order: Integers) -> Integers:
    """Parents when nodes are taken in another order."""
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    mine = parent[order]
    return np.where(mine >= 0, rank[mine], -1)


_NARROW = ((4, 1.0), (16, 0.6), (48, 0.2), (128, 0.08))
"""Blocks of so many columns are joined if at most this share of the joint panel is padding."""
_PADDING = 0.03  # the same, for wider ones


def _blocks(parent: Integers, counts: Integers) -> tuple[Integers, Integers, Integers]:
    """First columns of the blocks, their parents, and how many rows they have at most."""
    n = len(parent)
    children = np.bincount(parent[parent >= 0], minlength=n)
    chain = (parent[:-1] == np.arange(1, n)) & (counts[:-1] == counts[1:] + 1) & (children[1:] == 1)
    first = np.flatnonzero(np.concatenate([[True], ~chain])).tolist()
    ends = [*first[1:], n]
    starts: list[int] = []
    heights: list[int] = []
    padding: list[float] = []
    for chain_start, end in zip(first, ends, strict=True):
        begin, height, zeros = chain_start, int(counts[chain_start]), 0.0
        while starts and begin <= parent[begin - 1] < end:
            width, joint = begin - starts[-1], end - starts[-1]
            tall = height + width
            more = zeros + padding[-1] + width * (tall - heights[-1])
            if more > _allowed(joint) * joint * tall:
                break
            begin, height, zeros = starts.pop(), tall, more
            heights.pop()
            padding.pop()
        starts.append(begin)
        heights.append(height)
        padding.append(zeros)
    start = np.array([*starts, n])
    block = np.repeat(np.arange(len(starts)), np.diff(start))
    up = parent[start[1:] - 1]
    return start, np.where(up >= 0, block[up], -1), np.array(heights)


def _allowed(width: int) -> float:
    """Share of a panel that may be padding."""
    return next((share for most, share in _NARROW if width <= most), _PADDING)
