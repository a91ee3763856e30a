"""A matrix read by columns and by rows, once for all that need it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp

__all__ = ["Part", "Sides"]

Part = tuple[Any, Any, Any]


@dataclass(frozen=True)
class Sides:
    """Starts, positions (32 bits: memory limits the speed) and values, both ways.

    Attributes
    ----------
    by_column, by_row
        As compressed sparse matrices keep them.
    """

    by_column: Part
    by_row: Part

    @classmethod
    def of(cls, matrix: sp.csc_array) -> Sides:
        """Both sides of a matrix; the columns are not copied."""
        return cls(_part(matrix), _part(sp.csr_array(matrix)))


def _part(matrix: sp.csc_array | sp.csr_array) -> Part:
    """Arrays of one side."""
    return (
        matrix.indptr.astype(np.int64, copy=False),
        matrix.indices.astype(np.int32, copy=False),
        matrix.data,
    )
