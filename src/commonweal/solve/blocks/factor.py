"""The normal equations ``(A Θ Aᵀ) y = r`` of one matrix, factorised anew for every ``Θ``."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.blocks.blas import ADDRESSES, workspace
from commonweal.solve.blocks.kernels import add_products, factorise, solve_with_factor
from commonweal.solve.blocks.order import cheapest_shape
from commonweal.solve.blocks.symbolic import Shape, pattern_of
from commonweal.solve.blocks.trees import pair_positions
from commonweal.solve.problem import Floats
from commonweal.solve.unsuited import Unsuited

__all__ = ["Factor"]

Integers = NDArray[np.int64]

_MOST_PAIRS = 4e8  # products of entries of a column, summed over columns


class Factor:
    """A Cholesky factor of ``A Θ Aᵀ``.

    Parameters
    ----------
    matrix : shape (n_rows, n_columns)
        The matrix ``A``, without dense columns.
    place, period : each shape (n_rows,)
        Where rows lie; −1 where that is not known.
    memory
        Bytes it may take.

    Raises
    ------
    Unsuited
        If it would take more, or too much work.
    """

    def __init__(self, matrix: sp.csc_array, place: Integers, period: Integers, memory: float) -> None:
        n = matrix.shape[0]
        widths = np.diff(matrix.indptr).astype(float)
        pairs = float((widths * (widths + 1)).sum()) / 2
        if pairs > _MOST_PAIRS:
            raise Unsuited(f"Its columns are too full: their entries meet in {pairs:.1g} pairs.")
        meets, shape = cheapest_shape(matrix, place, period)
        _refuse_large(shape, pairs, memory)
        self.shape = shape
        self.pattern = p = pattern_of(meets, shape)
        rank = np.empty(n, np.int64)
        rank[p.order] = np.arange(n)
        self._ptr, self._rows = matrix.indptr.astype(np.int64), rank[matrix.indices]
        self._values = matrix.data
        block = np.repeat(np.arange(len(p.start) - 1), np.diff(p.start))
        self._at = pair_positions(self._ptr, self._rows, block, p.start, p.place, p.found, p.panel)
        inside = np.arange(n) - p.start[block]
        self._diagonal = p.panel[block] + inside * (np.diff(p.place)[block] + 1)
        self._panels = np.zeros(int(p.panel[-1]))
        self._stack = np.zeros(p.stack)
        self._least = np.zeros(n)
        self._held = np.zeros(int(np.diff(p.place).max()))
        self._work = workspace()

    def factorise(self, weights: Floats, noise: float) -> int:
        """Factorise for new weights ``Θ``; how many pivots were lost to rounding.

        Parameters
        ----------
        weights : shape (n_columns,)
            Diagonal of ``Θ``, positive.
        noise
            A pivot is lost when elimination leaves no more than this share of what it was; its unknown
            is put to 0 then.
        """
        p = self.pattern
        add_products(self._ptr, self._values, weights, self._at, self._diagonal, self._least, self._panels)
        self._least *= noise
        lost: int = factorise(
            ADDRESSES,
            *self._work,
            p.start,
            p.above,
            p.place,
            p.where,
            p.panel,
            self._panels,
            self._stack,
            self._least,
        )
        return lost

    def solve(self, right: Floats) -> Floats:
        """Solve with the factor."""
        p = self.pattern
        x = right[p.order]
        solve_with_factor(p.start, p.place, p.found, p.panel, self._panels, self._held, x)
        solution = np.empty_like(x)
        solution[p.order] = x
        return solution


def _refuse_large(shape: Shape, pairs: float, memory: float) -> None:
    """Stop before memory runs out."""
    need = 8.0 * (2.2 * shape.entries + pairs)  # the factor, its padding and stack, and the pairs' places
    if need > memory:
        raise Unsuited(
            f"Its factor would have {shape.entries:.2g} entries and take {need / 2**30:.1f} GiB; "
            f"{memory / 2**30:.1f} GiB are allowed."
        )
