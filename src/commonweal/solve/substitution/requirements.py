"""Total requirements of some goods: what every unit of net output of anything takes of them."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from commonweal.solve.problem import Floats
from commonweal.solve.substitution.requirements_kernels import price_columns, sweep_units
from commonweal.solve.substitution.system import Integers, System

__all__ = ["Requirements"]

_WIDTH = 64  # rows that are worked on at once: a block of 20,000 goods then takes 5 MB
_SWEEPS = 8  # an error of 10⁻⁴ or so, which later corrections take away


class Requirements:
    """Rows of ``M⁻¹`` for the chosen columns, to some four digits, a growing number of them.

    Parameters
    ----------
    system
        Where columns are taken from.
    chosen : shape (n,)
        Column that makes each row; −1 where none does.
    threads
        How many blocks of rows are worked on at a time.
    until
        Time of ``time.perf_counter`` at which work is given up with ``TimeoutError``.
    """

    def __init__(self, system: System, chosen: Integers, *, threads: int = 1, until: float = np.inf) -> None:
        self._system, self._threads, self._until = system, threads, until
        indptr = system.inputs.indptr
        self._start = np.where(chosen >= 0, indptr[chosen], 0).astype(np.int64)
        self._end = np.where(chosen >= 0, indptr[chosen + 1], 0).astype(np.int64)
        self._single = system.inputs.data.astype(np.float32)
        self._blocks: list[NDArray[np.float32]] = []
        self._latest = 0

    def add(self, rows: Integers) -> None:
        """Work out the requirements of more rows."""
        self._latest = len(self._blocks)
        pieces = [rows[at : at + _WIDTH] for at in range(0, len(rows), _WIDTH)]
        with ThreadPoolExecutor(self._threads) as pool:
            self._blocks += pool.map(self._block, pieces)

    def of_columns(self, columns: Integers, *, latest_only: bool = False) -> Floats:
        """``Wᵀ b_j`` for columns j, shape (n_rows so far, n_columns); j ≥ m disposes of row j − m.

        Parameters
        ----------
        latest_only
            Only for the rows added last.
        """
        blocks = self._blocks[self._latest if latest_only else 0 :]
        if not blocks:
            return np.zeros((0, len(columns)))
        with ThreadPoolExecutor(self._threads) as pool:
            return np.concatenate(list(pool.map(lambda block: self._table(block, columns), blocks)))

    def _block(self, rows: Integers) -> NDArray[np.float32]:
        """The requirements of some rows, shape (n, n_rows)."""
        self._look_at_the_clock()
        block = np.zeros((self._system.n_rows, len(rows)), dtype=np.float32)
        indices = self._system.inputs.indices
        sweep_units(self._start, self._end, indices, self._single, rows, block, _SWEEPS)
        return block

    def _table(self, block: NDArray[np.float32], columns: Integers) -> Floats:
        """What columns take of the rows of a block, shape (n_rows, n_columns)."""
        self._look_at_the_clock()
        system, table = self._system, np.empty((len(columns), block.shape[1]))
        inputs = system.inputs
        price_columns(inputs.indptr, inputs.indices, inputs.data, system.output, columns, block, table)
        return table.T

    def _look_at_the_clock(self) -> None:
        if time.perf_counter() > self._until:
            raise TimeoutError
