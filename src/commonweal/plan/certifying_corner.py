"""Whether proofs of leximin lean on nothing but what earlier proofs give.

A level may be proved among the plans that earlier proofs leave (``solve.corner``): columns and rows without
room are then taken as fixed. Here that is recomputed: from one proof of an aim to the next, no bound may get
tighter but of the aim's own cells, and where an earlier proof leaves no room.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.aims import AimSolution
from commonweal.solve.certify import Proof, proof_bound, usable_prices
from commonweal.solve.problem import Floats

__all__ = ["Taken"]

Booleans = NDArray[np.bool_]

_TIMES = 5.0  # how many times the gap of a proof it must cost to leave a bound altogether
_ROUNDING = 1e-13  # no gap is known better than this


@dataclass
class Taken:
    """Columns and rows that proofs so far leave no room.

    Attributes
    ----------
    columns : shape (n_columns,)
    rows : shape (n_rows,)
    """

    columns: Booleans
    rows: Booleans

    @classmethod
    def nothing(cls, n_rows: int, n_columns: int) -> Taken:
        """Before any proof."""
        return cls(np.zeros(n_columns, dtype=bool), np.zeros(n_rows, dtype=bool))

    def lacks(self, answer: AimSolution, levels: Floats, upper: Floats) -> bool:
        """Whether a proof of an aim takes something as fixed that no earlier proof leaves without room.

        Parameters
        ----------
        answer
            A leximin aim, solved.
        levels : shape (n_columns,)
            The plan.
        upper : shape (n_columns,)
            Upper bounds that hold anyway.
        """
        tighter = [_tighter(*both, answer) for both in pairwise(answer.proofs)]
        if not any(columns.any() or rows.any() for columns, rows in tighter):
            return False
        lacking = False
        for proof, (columns, rows) in zip(answer.proofs, tighter, strict=False):  # none follows the last
            self._take(answer.problem.matrix, proof, levels, upper)
            lacking |= bool((columns & ~self.columns).any() or (rows & ~self.rows).any())
        return lacking

    def _take(self, matrix: sp.csc_array, proof: Proof, levels: Floats, upper: Floats) -> None:
        """Note what one proof leaves no room: leaving a bound would cost more than its gap."""
        then = proof.about(matrix)
        prices = usable_prices(then, proof.prices)
        reached = float(proof.weights @ np.minimum(levels[proof.cells], 1.0))
        least = _TIMES * max(proof_bound(then, proof, upper) - reached, _ROUNDING)
        high = np.minimum(then.column_upper, upper)
        amounts = np.where(np.isfinite(high), np.abs(high), 0.0)
        room = np.where(np.isfinite(high), high - then.column_lower, 0.0)
        self.columns |= np.abs(then.cost - matrix.T @ prices) * room > least
        self.rows |= np.abs(prices) * (abs(matrix) @ amounts) > least


def _tighter(before: Proof, proof: Proof, answer: AimSolution) -> tuple[Booleans, Booleans]:
    """Columns, but for the aim's own, and rows that have less room in one proof than in the one before."""
    columns = (proof.floor > before.floor) | (proof.ceiling < before.ceiling)
    columns[answer.aim.columns] = False
    rows = (proof.row_floor > before.row_floor) | (proof.row_ceiling < before.row_ceiling)
    return columns, rows
