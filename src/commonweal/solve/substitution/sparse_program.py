"""A sparse program that changes a little from round to round, solved by HiGHS from the last basis."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp

from commonweal.errors import ModelError
from commonweal.solve.highs import checked, loaded
from commonweal.solve.methods import Method
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.unsuited import Unsuited

if TYPE_CHECKING:
    import highspy

__all__ = ["SparseProgram"]

_SIMPLEX = Method("simplex", "simplex", crossover=False, tolerance=1e-9)
_LEAST = 1e-8  # entries below this are dropped: HiGHS would drop them without a word


class SparseProgram:
    """Minimise ``cost @ x + dear @ |short|`` with ``low ≤ T x + short ≤ high`` and ``0 ≤ x ≤ room``.

    What is short makes every program feasible; ``dear`` is what a unit of it costs, by row.

    Parameters
    ----------
    until
        Time of ``time.perf_counter`` at which ``solve`` gives up with ``TimeoutError``.

    Attributes
    ----------
    iterations
        Of all solves.
    """

    def __init__(self, *, until: float = np.inf) -> None:
        self._until = until
        self._columns: list[Any] = []
        self._short: tuple[list[Any], list[Any]] = ([], [])
        self._rows: list[Any] = []
        self.iterations = 0

    def solve(
        self, matrix: sp.csc_array, cost: Floats, room: Floats, low: Floats, high: Floats, dear: Floats
    ) -> tuple[Floats, Floats]:
        """Levels of the columns and prices of the rows.

        Rows and columns known from the last solve come first, in the same order.

        Raises
        ------
        Unsuited
            If HiGHS finds no optimum.
        TimeoutError
            If time is over.
        """
        n_rows, n_columns = matrix.shape
        if n_rows == 0:
            return np.where(cost < 0.0, room, 0.0), np.zeros(0)
        matrix.data[np.abs(matrix.data) < _LEAST] = 0.0
        matrix.eliminate_zeros()
        unit = sp.eye_array(n_rows, format="csc")
        problem = Problem(
            matrix=sp.csc_array(sp.hstack([matrix, unit, -unit], format="csc")),
            cost=np.concatenate([cost, dear, dear]),
            row_lower=low,
            row_upper=high,
            column_lower=np.zeros(n_columns + 2 * n_rows),
            column_upper=np.concatenate([room, np.full(2 * n_rows, np.inf)]),
        )
        values = self._run(problem, self._basis(cost, n_rows)) or self._run(problem, None)
        if values is None:
            raise Unsuited("HiGHS found no optimum of what is contested.")
        return values[0][:n_columns], values[1]

    def _basis(self, cost: Floats, n_rows: int) -> highspy.HighsBasis | None:
        """The last basis, with new columns at a bound and new rows basic."""
        import highspy  # noqa: PLC0415 - loaded when a program is solved, not on import

        if not self._rows:
            return None
        status = highspy.HighsBasisStatus
        fresh = [status.kLower if c >= 0.0 else status.kUpper for c in cost[len(self._columns) :]]
        more = n_rows - len(self._rows)
        basis = highspy.HighsBasis()
        basis.valid = basis.alien = True
        short, long = self._short
        basis.col_status = [
            *self._columns,
            *fresh,
            *short,
            *[status.kLower] * more,
            *long,
            *[status.kLower] * more,
        ]
        basis.row_status = [*self._rows, *[status.kBasic] * more]
        return basis

    def _run(self, problem: Problem, basis: highspy.HighsBasis | None) -> tuple[Floats, Floats] | None:
        """Levels and prices from a basis; none if HiGHS doesn't reach an optimum."""
        import highspy  # noqa: PLC0415 - loaded when a program is solved, not on import

        time_left = self._until - time.perf_counter()
        if time_left <= 0.0:
            raise TimeoutError
        try:
            solver = loaded(problem, _SIMPLEX, time_left, 1)
        except ModelError as error:
            raise Unsuited("What is contested has numbers out of any range.") from error
        if basis is not None:
            checked(solver.setBasis(basis), "setBasis")
        solver.run()
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kTimeLimit:
            raise TimeoutError
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        self._keep(solver.getBasis(), problem.n_rows)
        self.iterations += max(solver.getInfo().simplex_iteration_count, 0)
        values = solver.getSolution()
        return np.asarray(values.col_value), np.asarray(values.row_dual)

    def _keep(self, basis: highspy.HighsBasis, n_rows: int) -> None:
        """Remember a basis, with the columns of what is short apart."""
        status = list(basis.col_status)
        n = len(status) - 2 * n_rows
        self._columns, self._short = status[:n], (status[n : n + n_rows], status[n + n_rows :])
        self._rows = list(basis.row_status)
