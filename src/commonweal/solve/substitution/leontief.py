"""Solves with ``I − A`` of an economy in which each good is made in one way, and with its transpose.

``A`` is never inverted or factorised: Gauss–Seidel sweeps only add terms that are not negative as long as
the right-hand side isn't, so nothing cancels and every component is accurate relative to itself. A sweep
shrinks the error about as much as two terms of the series ``I + A + A² + …``.
"""

from __future__ import annotations

import time

import numpy as np
import scipy.sparse.linalg as sl
from numpy.typing import NDArray

from commonweal.solve.problem import Floats
from commonweal.solve.substitution.kernels import gathered, sweep, sweep_block, turned
from commonweal.solve.substitution.system import Integers, System
from commonweal.solve.unsuited import Unsuited

__all__ = ["ACCURATE", "Leontief"]

ACCURATE = 1e-14
"""What solves may miss, relative to the terms that meet in each row."""

_BATCH = 32  # sweeps between looks at the clock
_PATIENCE = 96  # sweeps after which slow convergence is helped by GMRES
_ROUNDS = 60  # of help before the economy counts as unproductive
_RESTART = 30

_Rows = tuple[Integers, NDArray[np.int32], Floats]  # first, indices, amounts


class Leontief:
    """``M = I − A``, where column g of ``A`` is what the chosen column of row g takes.

    Parameters
    ----------
    system
        Where columns are taken from.
    chosen : shape (n,)
        Column that makes each row; −1 where none does (then column g of ``A`` is 0).
    until
        Time of ``time.perf_counter`` at which solves give up.
    """

    def __init__(self, system: System, chosen: Integers, *, until: float = np.inf) -> None:
        self._system = system
        self._until = until
        self.chosen = chosen.astype(np.int64)
        self._columns: _Rows | None = None
        self._rows: _Rows | None = None

    def update(self, goods: Integers, columns: Integers) -> None:
        """Make some rows by other columns."""
        self.chosen[goods] = columns
        self._columns = self._rows = None

    def solve(self, rhs: Floats, *, tolerance: float = ACCURATE, guess: Floats | None = None) -> Floats:
        """``x`` with ``M x = rhs``, of shape (n,) or (n, k): gross output for a net output.

        Parameters
        ----------
        tolerance
            What may be missing, relative to the terms that meet in each row.
        guess
            Where to begin.

        Raises
        ------
        Unsuited
            If the chosen columns need more than they give.
        TimeoutError
            If time is over.
        """
        return self._solve(self._by_rows(), rhs, guess, tolerance, backward=False)

    def solve_transposed(
        self, rhs: Floats, *, tolerance: float = ACCURATE, guess: Floats | None = None
    ) -> Floats:
        """``p`` with ``Mᵀ p = rhs``: prices for the cost of each row's column. As ``solve``."""
        return self._solve(self._by_columns(), rhs, guess, tolerance, backward=True)

    def _by_columns(self) -> _Rows:
        """``A`` by columns, copied: chosen columns lie too far apart to be read fast in place."""
        if self._columns is None:
            inputs = self._system.inputs
            self._columns = gathered(inputs.indptr, inputs.indices, inputs.data, self.chosen)
        return self._columns

    def _by_rows(self) -> _Rows:
        """``A`` by rows."""
        if self._rows is None:
            self._rows = turned(*self._by_columns())
        return self._rows

    def _solve(
        self, rows: _Rows, rhs: Floats, guess: Floats | None, tolerance: float, *, backward: bool
    ) -> Floats:
        """Sweep until it is accurate, with help where that is slow."""
        rhs = np.ascontiguousarray(rhs, dtype=np.float64)
        x = rhs.copy() if guess is None else np.array(guess, dtype=np.float64, order="C")
        enough = False
        for number in range(_PATIENCE // _BATCH + _ROUNDS):
            if number >= _PATIENCE // _BATCH:
                _help(rows, rhs, x, backward=backward)
            enough = self._sweep(rows, rhs, x, tolerance, backward=backward)
            if enough or not np.isfinite(x).all():
                break
        if enough and np.isfinite(x).all():
            return x
        raise Unsuited("The chosen activities need more than they give, or nearly so.")

    def _sweep(self, rows: _Rows, rhs: Floats, x: Floats, tolerance: float, *, backward: bool) -> bool:
        """Some sweeps; whether they were enough."""
        if time.perf_counter() > self._until:
            raise TimeoutError
        _, missing = _sweep(rows, rhs, x, _BATCH, backward=backward, tolerance=tolerance)
        return bool(missing <= tolerance)


def _sweep(
    rows: _Rows, rhs: Floats, x: Floats, count: int, *, backward: bool, tolerance: float
) -> tuple[int, float]:
    """Sweeps in place: how many, and what is missing still."""
    run = sweep if rhs.ndim == 1 else sweep_block
    done, missing = run(*rows, rhs, x, count, backward, tolerance)
    return int(done), float(missing)


def _help(rows: _Rows, rhs: Floats, x: Floats, *, backward: bool) -> None:
    """Some steps of GMRES on what one sweep leaves to be done, in place, for each right-hand side."""
    blocks = [(rhs, x)] if rhs.ndim == 1 else [(rhs[:, c], x[:, c]) for c in range(rhs.shape[1])]
    nothing = np.zeros(len(x))

    def left(v: Floats) -> Floats:
        swept = v.copy()
        _sweep(rows, nothing, swept, 1, backward=backward, tolerance=-1.0)
        return v - swept

    operator = sl.LinearOperator((len(x), len(x)), matvec=left, dtype=np.float64)
    for one, values in blocks:
        swept = values.copy()
        _sweep(rows, np.ascontiguousarray(one), swept, 1, backward=backward, tolerance=-1.0)
        step, _ = sl.gmres(operator, swept - values, rtol=1e-12, restart=_RESTART, maxiter=1)
        if np.isfinite(step).all():
            np.add(values, step, out=values)
