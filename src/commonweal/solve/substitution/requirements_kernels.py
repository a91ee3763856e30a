"""Loops of total requirements, compiled with numba: single precision, many rows at once."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

__all__ = ["price_columns", "sweep_units"]

Array = Any  # numba's functions take arrays by their dtype; mypy can't follow


@njit(cache=True, fastmath=True, nogil=True)
def sweep_units(
    start: Array, end: Array, indices: Array, amounts: Array, units: Array, block: Array, sweeps: int
) -> None:
    """``W = E + Aᵀ W`` by Gauss–Seidel sweeps there and back, in place; ``E[units[c], c] = 1``."""
    n, width = block.shape
    own = np.full(n, -1, dtype=np.int64)
    for c in range(width):
        own[units[c]] = c
    total = np.empty(width, dtype=np.float32)
    for s in range(sweeps):
        for i in range(n):
            row = i if s % 2 == 0 else n - 1 - i
            total[:] = 0.0
            if own[row] >= 0:
                total[own[row]] = 1.0
            for k in range(start[row], end[row]):
                amount, other = amounts[k], indices[k]
                for c in range(width):
                    total[c] += amount * block[other, c]
            block[row] = total


@njit(cache=True, fastmath=True, nogil=True)
def price_columns(
    indptr: Array, indices: Array, amounts: Array, output: Array, columns: Array, block: Array, table: Array
) -> None:
    """``table[i] = Wᵀ b_j`` for column j = ``columns[i]`` of ``E − inputs``; j ≥ m disposes of row j − m."""
    m, width = len(output), block.shape[1]
    total = np.empty(width)
    for i in range(len(columns)):
        j = columns[i]
        if j >= m:
            for c in range(width):
                table[i, c] = -block[j - m, c]
            continue
        for c in range(width):
            total[c] = block[output[j], c]
        for k in range(indptr[j], indptr[j + 1]):
            amount, row = amounts[k], indices[k]
            for c in range(width):
                total[c] -= amount * block[row, c]
        table[i] = total
