"""The corner that proofs leave: what every plan that keeps the levels found so far has in common.

A proof says Σ weight·coverage ≤ bound for every plan, and no plan that counts from now on is below its
level. So the terms of the proof have no more room than its gap: where a reduced cost is not 0 a column
stays at its bound, where a price is not 0 a row has no room (complementary slackness). Fixing just that
keeps later programs small, and gives interior-point methods an interior again: rows that can have no room
become equalities, instead of inequalities that no plan satisfies strictly.

It is needed where leximin itself hangs by a hair: where many levels part, a settled cell that may sink by
1e-8 can let a later one rise by a hundredth, so that no prices of the program as it was prove anything.
Sums are held in the same way (``solve.face``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.certify import Proof, usable_prices
from commonweal.solve.problem import Floats, Problem

__all__ = ["Corner"]

Columns = NDArray[np.int64]
Signs = NDArray[np.int8]

_MATTERS = 1e-9  # what leaving its bound must cost, of 1 in all, for a column or row to be fixed
_SURE = 10.0  # and how many times the gap of the proof
_AT_BOUND = 1e-6  # how near to its bound, against its room, a column or row must be


@dataclass(frozen=True)
class Corner:
    """Which columns and rows are fixed, and at which of their bounds.

    Attributes
    ----------
    columns : shape (n_columns,)
        1 where a column stays at its lower bound, −1 at its upper one, 0 where it is not fixed.
    rows : shape (n_rows,)
        The same of rows.
    """

    columns: Signs
    rows: Signs

    @classmethod
    def empty(cls, problem: Problem) -> Corner:
        """Nothing is fixed yet."""
        return cls(np.zeros(problem.n_columns, np.int8), np.zeros(problem.n_rows, np.int8))

    def with_proof(
        self, matrix: sp.csc_array, proof: Proof, levels: Floats, gap: float, upper: Floats, free: Columns
    ) -> Corner:
        """The corner that one more proof leaves.

        Parameters
        ----------
        matrix : shape (n_rows, n_columns)
            Of the program that the proof is about.
        levels : shape (n_columns,)
            A plan that reaches the level, or nearly so: what is away from its bound there stays free.
        gap
            How far the bound of the proof is above what every plan reaches.
        upper : shape (n_columns,)
            Upper bounds that hold anyway.
        free
            Columns of cells that go on rising: neither they nor their rows are fixed.
        """
        then = proof.about(matrix)
        rooms = rooms_of(then, proof, upper)
        least = max(_MATTERS, _SURE * gap)
        columns = (np.abs(rooms.reduced) * rooms.room > least) & (self.columns == 0)
        bound = np.where(rooms.reduced > 0.0, then.column_lower, then.column_upper)
        columns &= np.isfinite(bound)
        columns[free] = columns[proof.cells] = False
        columns &= np.abs(levels - np.where(columns, bound, 0.0)) <= _AT_BOUND * rooms.room
        rows = (np.abs(rooms.prices) * rooms.could > least) & (self.rows == 0)
        row_bound = np.where(rooms.prices > 0.0, then.row_lower, then.row_upper)
        rows &= np.abs(matrix @ levels - np.where(rows, row_bound, 0.0)) <= _AT_BOUND * rooms.could
        rows[_rows_of(matrix, free)] = False
        return Corner(
            np.where(columns, np.sign(rooms.reduced), self.columns).astype(np.int8),
            np.where(rows, np.sign(rooms.prices), self.rows).astype(np.int8),
        )

    def of(self, problem: Problem) -> Problem:
        """A problem without the room that the proofs have taken."""
        low, high = problem.column_lower, problem.column_upper
        row_low, row_high = problem.row_lower, problem.row_upper
        return replace(
            problem,
            column_lower=np.where(self.columns < 0, high, low),
            column_upper=np.where(self.columns > 0, low, high),
            row_lower=np.where(self.rows < 0, row_high, row_low),
            row_upper=np.where(self.rows > 0, row_low, row_high),
        )


@dataclass(frozen=True)
class Rooms:
    """What a proof says of columns and rows, and what room they have.

    Attributes
    ----------
    reduced, room : each shape (n_columns,)
        Reduced costs, and how far columns can move (0 where nothing limits them).
    prices, could : each shape (n_rows,)
        Prices that bounds back, and the most that could meet in rows.
    """

    reduced: Floats
    room: Floats
    prices: Floats
    could: Floats


def rooms_of(then: Problem, proof: Proof, upper: Floats) -> Rooms:
    """Reduced costs, prices and rooms of a proof, about the plans there were when it was made."""
    prices = usable_prices(then, proof.prices)
    high = np.minimum(then.column_upper, upper)
    limited = np.isfinite(high)
    return Rooms(
        reduced=then.cost - then.matrix.T @ prices,
        room=np.where(limited, high - then.column_lower, 0.0),
        prices=prices,
        could=abs(then.matrix) @ np.where(limited, np.abs(high), 0.0),
    )


def _rows_of(matrix: sp.csc_array, columns: Columns) -> Columns:
    """Rows that some columns enter."""
    chosen = np.zeros(matrix.shape[1], dtype=bool)
    chosen[columns] = True
    rows: Columns = np.unique(matrix.indices[np.repeat(chosen, np.diff(matrix.indptr))])
    return rows
