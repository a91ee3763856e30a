"""Where the iteration runs: compiled loops on the processor, or whole arrays (NumPy, CuPy).

Both keep the same state and are driven by the same loop (``halpern``); they differ in how they make
many iterations, and in where their vectors live.
"""

from __future__ import annotations

import importlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import scipy.sparse as sp

from commonweal.solve.firstorder import kernels
from commonweal.solve.firstorder.metric import Metric
from commonweal.solve.firstorder.sides import Part, Sides
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.unsuited import Unsuited

__all__ = ["Aim", "ArrayEngine", "CompiledEngine", "Engine", "engine_for"]

Array = Any  # of NumPy or CuPy
_NO_BOUND = 1e100  # of a row: times a step of 0 it is 0, which infinity isn't
_WORTH_THREADS = 400_000  # coefficients from which two threads beat one


@dataclass
class Aim:
    """Where one step without inertia would lead, and how far that is.

    Attributes
    ----------
    levels, prices
        Image of the point under the map whose fixed points are the solutions.
    distance
        From the point to its image, in the metric of the iteration.
    """

    levels: Array
    prices: Array
    distance: float


class ArrayEngine:
    """The iteration in whole-array operations, on any namespace that has NumPy's functions.

    Parameters
    ----------
    arrays
        The namespace: ``numpy`` or ``cupy``.
    sparse
        Its sparse matrices: ``scipy.sparse`` or ``cupyx.scipy.sparse``.
    """

    def __init__(self, problem: Problem, sides: Sides, arrays: Any = np, sparse: Any = sp) -> None:
        self.arrays = arrays
        n_rows, n_columns = problem.n_rows, problem.n_columns
        self.by_row = self._matrix(sparse, sides.by_row, (n_rows, n_columns))
        self.by_column = self._matrix(sparse, sides.by_column, (n_columns, n_rows))
        self.cost = self.vector(problem.cost)
        self.row_low = self.vector(np.maximum(problem.row_lower, -_NO_BOUND))
        self.row_high = self.vector(np.minimum(problem.row_upper, _NO_BOUND))
        self.low, self.high = self.vector(problem.column_lower), self.vector(problem.column_upper)
        self.levels = self.level_anchor = self.level_steps = self.vector(np.zeros(problem.n_columns))
        self.prices = self.price_anchor = self.price_steps = self.vector(np.zeros(problem.n_rows))

    def _matrix(self, sparse: Any, part: Part, shape: tuple[int, int]) -> Any:
        """One side of the matrix, compressed by its lines, where the vectors live."""
        starts, positions, values = part
        starts = starts.astype(np.int32) if starts[-1] < np.iinfo(np.int32).max else starts
        arrays = self.arrays
        whole = (arrays.asarray(values), arrays.asarray(positions), arrays.asarray(starts))
        return sparse.csr_matrix(whole, shape=shape)

    def vector(self, values: Floats) -> Array:
        """A vector of its own where the iteration runs."""
        return self.arrays.array(values, dtype=float)

    def host(self, values: Array) -> Floats:
        """A vector as a NumPy array."""
        found: Floats = values.get() if hasattr(values, "get") else values
        return found

    def place(self, levels: Array, prices: Array) -> None:
        """Restart from a point: it becomes the anchor."""
        self.levels, self.prices = self.arrays.array(levels), self.arrays.array(prices)
        self.level_anchor, self.price_anchor = self.levels.copy(), self.prices.copy()

    def step_by(self, metric: Metric, weight: float) -> None:
        """Take steps as a metric says, primal ones divided and dual ones multiplied by a weight."""
        self.level_steps = self.vector(metric.of_levels / weight)
        self.price_steps = self.vector(metric.of_prices * weight)

    def advance(self, age: int, count: int) -> None:
        """Make ``count`` iterations, the first of which is number ``age`` since the restart."""
        for k in range(age, age + count):
            share = (k + 1.0) / (k + 2.0)
            levels, prices = self._image()
            self.levels = share * (2.0 * levels - self.levels) + (1.0 - share) * self.level_anchor
            self.prices = share * (2.0 * prices - self.prices) + (1.0 - share) * self.price_anchor

    def aim(self) -> Aim:
        """The image of the point where the iteration stands."""
        levels, prices = self._image()
        by_levels, by_prices = levels - self.levels, prices - self.prices
        square = (
            self._square(by_levels, self.level_steps)
            - 2.0 * float(by_prices @ (self.by_row @ by_levels))
            + self._square(by_prices, self.price_steps)
        )
        return Aim(levels, prices, max(square, 0.0) ** 0.5)

    def moved(self, aim: Aim) -> tuple[float, float]:
        """How far levels and prices are from the anchor, each in its metric."""
        of_levels = self._square(aim.levels - self.level_anchor, self.level_steps)
        of_prices = self._square(aim.prices - self.price_anchor, self.price_steps)
        return of_levels**0.5, of_prices**0.5

    def _image(self) -> tuple[Array, Array]:
        """A primal step, then a dual step from the mirror image of it (Chambolle, Pock 2011)."""
        arrays = self.arrays
        reduced = self.cost - self.by_column @ self.prices
        levels = arrays.minimum(arrays.maximum(self.levels - self.level_steps * reduced, self.low), self.high)
        moved = self.prices - self.price_steps * (self.by_row @ (2.0 * levels - self.levels))
        up = arrays.maximum(moved + self.price_steps * self.row_low, 0.0)
        down = arrays.minimum(moved + self.price_steps * self.row_high, 0.0)
        return levels, up + down

    def _square(self, move: Array, steps: Array) -> float:
        """Square of the length of a move where a step of 1 counts ``1 / step``."""
        still = steps <= 0.0
        return float(self.arrays.sum(self.arrays.where(still, 0.0, move**2 / (steps + still))))

    def close(self) -> None:
        """Give back what the iteration holds beyond memory."""


class CompiledEngine(ArrayEngine):
    """The iteration in compiled loops, on threads of its own where the problem is large."""

    def __init__(self, problem: Problem, sides: Sides, threads: int) -> None:
        super().__init__(problem, sides)
        self._columns, self._rows = sides.by_column, sides.by_row
        self._mirrored = np.zeros(problem.n_columns)
        n = max(threads, 1) if problem.n_nonzeros >= _WORTH_THREADS else 1
        self._column_cuts = _cuts(sides.by_column[0], n)
        self._row_cuts = _cuts(sides.by_row[0], n)
        self._pool = ThreadPoolExecutor(n) if n > 1 else None

    def advance(self, age: int, count: int) -> None:
        """Make ``count`` iterations, the first of which is number ``age`` since the restart."""
        if self._pool is None:
            bounds = (self.row_low, self.row_high, self.low, self.high)
            kernels.advance(age, count, self._columns, self._rows, self.cost, bounds, *self._state())
            return
        for k in range(age, age + count):
            self._iterate((k + 1.0) / (k + 2.0))

    def close(self) -> None:
        """End the threads."""
        if self._pool is not None:
            self._pool.shutdown()

    def _state(self) -> tuple[Array, ...]:
        """Steps and vectors, in the order of ``kernels.advance``."""
        return (
            self.level_steps,
            self.price_steps,
            self.levels,
            self.level_anchor,
            self._mirrored,
            self.prices,
            self.price_anchor,
        )

    def _iterate(self, share: float) -> None:
        """One iteration, columns and rows dealt out to the threads."""
        fixed = (self._columns, self.cost, self.low, self.high, self.level_steps)
        moving = (self.prices, self.levels, self.level_anchor, self._mirrored)
        self._deal(kernels.columns_pass, self._column_cuts, share, *fixed, *moving)
        rows = (self._rows, self.row_low, self.row_high, self.price_steps)
        self._deal(
            kernels.rows_pass, self._row_cuts, share, *rows, self._mirrored, self.prices, self.price_anchor
        )

    def _deal(self, loop: Any, cuts: list[tuple[int, int]], *given: Any) -> None:
        """Run a loop over all parts at once: the first here, the others on threads."""
        if self._pool is None:
            return
        others = [self._pool.submit(loop, first, last, *given) for first, last in cuts[1:]]
        loop(*cuts[0], *given)
        for other in others:
            other.result()


Engine = ArrayEngine


def _cuts(starts: Array, n: int) -> list[tuple[int, int]]:
    """First and last line of ``n`` parts with about as many coefficients each."""
    work = starts.astype(float) + 4.0 * np.arange(len(starts))  # vectors cost as well
    places = np.searchsorted(work, np.linspace(0.0, work[-1], n + 1))
    places[0], places[-1] = 0, len(starts) - 1
    return [(int(a), int(b)) for a, b in pairwise(places)]


def engine_for(problem: Problem, sides: Sides, device: str, threads: int) -> Engine:
    """The engine for a device.

    Parameters
    ----------
    device
        ``cpu``; ``cuda``: the first graphics processor, by CuPy; ``auto``: ``cuda`` if there is one.

    Raises
    ------
    Unsuited
        If ``cuda`` is asked for and CuPy or a graphics processor is missing.
    ValueError
        If the device is none of these.
    """
    if device not in ("cpu", "cuda", "auto"):
        raise ValueError(f"There is no device {device!r}: use 'cpu', 'cuda' or 'auto'.")
    if device == "cpu":
        return CompiledEngine(problem, sides, threads)
    missing = _missing_of_cuda()
    if missing and device == "cuda":
        raise Unsuited(missing)
    if missing:
        return CompiledEngine(problem, sides, threads)
    cupy, sparse = importlib.import_module("cupy"), importlib.import_module("cupyx.scipy.sparse")
    return ArrayEngine(problem, sides, cupy, sparse)


def _missing_of_cuda() -> str:
    """What keeps a problem from a graphics processor, or nothing."""
    try:
        cupy = importlib.import_module("cupy")
    except ImportError:
        return "device 'cuda' needs CuPy, which is not installed: pip install 'commonweal[gpu]'."
    try:
        count = int(cupy.cuda.runtime.getDeviceCount())
    except cupy.cuda.runtime.CUDARuntimeError as error:
        return f"device 'cuda' was asked for and CUDA finds no graphics processor here ({error})."
    return "" if count else "device 'cuda' was asked for and there is no graphics processor here."
