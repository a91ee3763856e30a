"""The normal equations ``(A Θ Aᵀ) y = r`` of one matrix, factorised anew for every ``Θ``."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.blocks.blas import ADDRESSES, blas_threads, workspace
from commonweal.solve.blocks.halves import halves_of
from commonweal.solve.blocks.kernels import add_products, factorise, solve_down, solve_up
from commonweal.solve.blocks.order import cheapest_shape
from commonweal.solve.blocks.symbolic import Shape, pattern_of
from commonweal.solve.blocks.trees import pair_positions
from commonweal.solve.problem import Floats
from commonweal.solve.unsuited import Unsuited

__all__ = ["Factor"]

Integers = NDArray[np.int64]
T = TypeVar("T")

_TALL = 1500  # rows of a front from which on BLAS gains by more than one core
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
    threads
        Cores: with two or more, halves of the factor that don't need each other are done side by side.

    Raises
    ------
    Unsuited
        If it would take more, or too much work.
    """

    def __init__(
        self, matrix: sp.csc_array, place: Integers, period: Integers, memory: float, threads: int = 1
    ) -> None:
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
        self.halves = halves_of(p, threads)
        self._panels = np.zeros(int(p.panel[-1]))
        self._stack = np.zeros(self.halves.stack)
        self._begin = np.zeros(len(p.above), np.int64)
        self._least = np.zeros(n)
        tallest = int(np.diff(p.place).max())
        self._dense_threads = threads if tallest >= _TALL else 1
        self._sides = tuple(_Side(tallest) for _ in range(2 if self.halves.top else 1))
        self._beside = ThreadPoolExecutor(1)  # starts a thread when first used; it ends with the factor

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
        add_products(self._ptr, self._values, weights, self._at, self._diagonal, self._least, self._panels)
        self._least *= noise
        second, top, n_blocks = self.halves.second, self.halves.top, len(self.pattern.above)
        waiting = np.zeros(n_blocks, np.int64)
        at = np.zeros(2, np.int64)
        lost = 0
        if top:
            beside = np.array([0, self.halves.offset])
            lost = sum(
                self._both(
                    lambda: self._factorise(0, 0, second, waiting, at),
                    lambda: self._factorise(1, second, top, waiting[second:], beside),
                )
            )
            waiting[at[0] : at[0] + beside[0]] = waiting[second : second + beside[0]]
            at[:] = at[0] + beside[0], beside[1]
        with blas_threads(self._dense_threads):
            return lost + self._factorise(0, top, n_blocks, waiting, at)

    def _factorise(self, side: int, first: int, last: int, waiting: Integers, state: Integers) -> int:
        """Factorise some blocks; how many pivots were lost."""
        p = self.pattern
        lost: int = factorise(
            ADDRESSES,
            *self._sides[side].work,
            p.start,
            p.above,
            p.place,
            p.where,
            p.panel,
            self._panels,
            self._stack,
            self._least,
            first,
            last,
            self._begin,
            waiting,
            state,
        )
        return lost

    def solve(self, right: Floats) -> Floats:
        """Solve with the factor."""
        p, second, top = self.pattern, self.halves.second, self.halves.top
        x, n_blocks = right[p.order], len(p.above)
        if top:
            middle, end = p.start[second], p.start[top]
            other = np.zeros_like(x)  # what the second half takes from rows above both is added after it
            other[middle:end] = x[middle:end]
            self._both(
                lambda: self._pass(solve_down, 0, 0, second, x),
                lambda: self._pass(solve_down, 1, second, top, other),
            )
            x[middle:end] = other[middle:end]
            x[end:] += other[end:]
        self._pass(solve_down, 0, top, n_blocks, x)
        self._pass(solve_up, 0, top, n_blocks, x)
        if top:
            self._both(
                lambda: self._pass(solve_up, 0, 0, second, x),
                lambda: self._pass(solve_up, 1, second, top, x),
            )
        solution = np.empty_like(x)
        solution[p.order] = x
        return solution

    def _pass(self, kernel: Callable[..., None], side: int, first: int, last: int, x: Floats) -> None:
        """Pass over some blocks, up or down."""
        p = self.pattern
        kernel(p.start, p.place, p.found, p.panel, self._panels, self._sides[side].held, first, last, x)

    def _both(self, one: Callable[[], T], other: Callable[[], T]) -> tuple[T, T]:
        """Do two things side by side."""
        beside = self._beside.submit(other)
        return one(), beside.result()


class _Side:
    """What a thread writes to.

    Attributes
    ----------
    held : shape (n_rows of the highest front,)
    work
        Numbers that BLAS takes by reference.
    """

    def __init__(self, height: int) -> None:
        self.held = np.zeros(height)
        self.work = workspace()


def _refuse_large(shape: Shape, pairs: float, memory: float) -> None:
    """Stop before memory runs out."""
    need = 8.0 * (2.2 * shape.entries + pairs)  # the factor, its padding and stack, and the pairs' places
    if need > memory:
        raise Unsuited(
            f"Its factor would have {shape.entries:.2g} entries and take {need / 2**30:.1f} GiB; "
            f"{memory / 2**30:.1f} GiB are allowed."
        )
