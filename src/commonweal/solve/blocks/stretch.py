"""Dense columns cut into short ones: each copy in a few rows, held equal to the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.blocks.order import degree_shape

__all__ = ["Stretched", "stretch"]

Integers = NDArray[np.int64]

_SHORT = 100  # columns with no more entries are never cut
_ROOT = 2.0  # nor those with no more than this times the root of the number of rows
_PIECE = 12  # entries of a copy


@dataclass(frozen=True)
class Stretched:
    """A matrix without dense columns.

    Attributes
    ----------
    matrix : shape (n_rows + n_links, n_columns + n_copies)
        Columns as before, the first piece of cut ones in their place, then further copies; rows as
        before, then one for every two copies: their difference, which is 0.
    copied : shape (n_copies,)
        Columns of which there are copies.
    beside : shape (n_links,)
        For every link, a row that its copy is in.
    """

    matrix: sp.csc_array
    copied: Integers
    beside: Integers


def stretch(matrix: sp.csc_array) -> Stretched:
    """Cut dense columns (Vanderbei 1991, *Linear Algebra Appl.* 152).

    A column with ``k`` entries ties ``k`` rows together; cut, it ties each to a few. That is as good as
    leaving dense columns to a small Schur complement, and safe where the rest alone is singular. Rows
    that are eliminated near each other share copies.
    """
    n_rows, n_columns = matrix.shape
    counts = np.diff(matrix.indptr)
    dense = np.flatnonzero(counts > max(float(_SHORT), _ROOT * np.sqrt(n_rows)))
    if not len(dense):
        nothing = np.zeros(0, np.int64)
        return Stretched(matrix, nothing, nothing)
    short = sp.csc_array(matrix[:, counts <= counts[dense].min() - 1])
    rank = np.empty(n_rows, np.int64)
    rank[degree_shape(short)[1].order] = np.arange(n_rows)
    column = np.repeat(np.arange(n_columns), counts)
    row, value = matrix.indices.astype(np.int64), matrix.data
    rows, columns, values = [row], [column], [value]
    copied: list[Integers] = []
    beside: list[Integers] = []
    n_copies = 0
    for j in dense:
        at = np.arange(matrix.indptr[j], matrix.indptr[j + 1])
        at = at[np.argsort(rank[row[at]])]
        pieces = np.arange(len(at)) // _PIECE
        more = int(pieces[-1])
        column[at[pieces > 0]] = n_columns + n_copies + pieces[pieces > 0] - 1
        links = n_rows + n_copies + np.arange(more)
        copies = n_columns + n_copies + np.arange(more)
        rows.append(np.concatenate([links, links]))
        columns.append(np.concatenate([[j], copies[:-1], copies]))
        values.append(np.repeat([1.0, -1.0], more))
        copied.append(np.full(more, j))
        beside.append(row[at[_PIECE::_PIECE]])
        n_copies += more
    entries = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
    cut = sp.csc_array(sp.coo_array(entries, shape=(n_rows + n_copies, n_columns + n_copies)))
    cut.sort_indices()
    return Stretched(cut, np.concatenate(copied), np.concatenate(beside))
