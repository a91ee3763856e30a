"""A small dense program that grows, solved again from where it stood.

What a substitution system with capacities leaves to be decided once each good has a technique: which other
columns run (columns here, with room), and which of the chosen ones are at 0 or at capacity (rows here, with
two bounds).

Dual simplex on a tableau (Lemke 1954). Each variable is a column or the sum of a row; basic ones are told by
resting ones, ``basic = tableau @ resting``. Pivots are worked into the tableau 64 at a time, by one matrix
product, so that most of the work is done at the speed of matrix products.
"""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from commonweal.solve.problem import Floats
from commonweal.solve.substitution.pivoting_kernels import DONE, DOUBTFUL, NOTHING_HELPS, pivot
from commonweal.solve.unsuited import Unsuited

__all__ = ["NothingHelps", "RangeProgram"]

_BLOCK = 64  # pivots between updates of the tableau and looks at the clock
_ACCURACY = 1e-12  # what levels may be out of range, of the size of their good
_NOISE = 1e-10  # share of a unit's worth up to which a reduced cost may have the wrong sign
_PERTURBATION = 1e-12  # of costs, by worth, where pivots stop moving prices
_DRIFT = 1e-8  # what the tableau may be off the matrix, before it is made afresh
_FRESH_STARTS = 8  # times that costs are perturbed, or the tableau made afresh, before it gives up
_PIVOTS = 50  # per row and column, before it gives up

Integers = NDArray[np.int64]


class NothingHelps(Exception):
    """No levels of the columns at hand keep all rows within their bounds.

    Attributes
    ----------
    ray : shape (n_rows,)
        Multipliers of rows: at every choice of levels ``ray @ T x`` stays below what the bounds ask. A column
        helps if ``ray @ T[:, j] > 0``.
    """

    def __init__(self, ray: Floats) -> None:
        super().__init__("The rows can't all be kept within their bounds.")
        self.ray = ray


class RangeProgram:
    """Minimise ``cost @ x`` with ``low ≤ matrix @ x ≤ high`` and ``0 ≤ x ≤ room``.

    Each row and column comes with the *worth* of a unit (what is violated most by worth leaves the basis) and
    the *size* of what it counts (to tell a violation from rounding).
    Every column has finite room: any basis is then dual feasible once columns are moved to the right bound,
    so that rows and columns can be added at any time. Room that is only there for this can be given wide.
    ``low``, ``high``, ``cost`` and ``room`` may be changed in place between solves.

    Parameters
    ----------
    until
        Time of ``time.perf_counter`` at which ``solve`` gives up with ``TimeoutError``.
    """

    def __init__(self, *, until: float = np.inf) -> None:
        self.until = until
        self.n_rows = self.n_columns = self.pivots = self.flips = 0
        self.matrix = np.zeros((0, 0))
        self.low, self.high, self.cost, self.room = np.zeros((4, 0))
        self._row_worth, self._row_slack, self._column_worth, self._column_slack = np.zeros((4, 0))
        self._x, self._d, self._y = np.zeros((3, 0))
        self._tableau = np.zeros((0, 0))
        self._basic, self._resting = np.zeros((2, 0), dtype=np.int64)  # column j as j, row i as −1 − i
        self._at_high = np.zeros(0, dtype=bool)

    @property
    def levels(self) -> Floats:
        """Levels of the columns, shape (n_columns,)."""
        return self._x.copy()

    @property
    def prices(self) -> Floats:
        """Prices of the rows, shape (n_rows,): positive at the lower bound, negative at the upper."""
        return self._y.copy()

    @property
    def sums(self) -> Floats:
        """``T x`` as the last solve has it, shape (n_rows,); those of tight rows are at their bound."""
        return self._sums.copy()

    @property
    def reduced_costs(self) -> Floats:
        """``cost − matrixᵀ prices``, shape (n_columns,)."""
        return self._d.copy()

    @property
    def basic(self) -> Integers:
        """Columns that are basic: as a rule those between their bounds."""
        return self._basic[self._basic >= 0]

    @property
    def tight(self) -> Integers:
        """Rows that rest at a bound, as many as ``basic``."""
        return -1 - self._resting[self._resting < 0]

    def add_rows(self, part: Floats, low: Floats, high: Floats, *, worth: Floats, size: Floats) -> None:
        """More rows, shape (n, n_columns); they begin as basic."""
        told = np.zeros((len(low), len(self._resting)))
        resting, basic = self._resting >= 0, self._basic >= 0
        told[:, resting] = part[:, self._resting[resting]]
        told += part[:, self._basic[basic]] @ self._tableau[basic]
        self._tableau = np.vstack([self._tableau, told])
        self._basic = np.append(self._basic, -1 - np.arange(self.n_rows, self.n_rows + len(low)))
        self.matrix = np.vstack([self.matrix, part])
        self.low, self.high = np.append(self.low, low), np.append(self.high, high)
        self._row_worth = np.append(self._row_worth, worth)
        self._row_slack = np.append(self._row_slack, _ACCURACY * size)
        self._y = np.append(self._y, np.zeros(len(low)))
        self.n_rows += len(low)

    def add_columns(self, part: Floats, cost: Floats, room: Floats, *, worth: Floats, size: Floats) -> None:
        """More columns, shape (n_rows, n); they begin at rest."""
        told = np.zeros((len(self._basic), len(cost)))
        resting, basic = self._resting < 0, self._basic < 0
        told[basic] = part[-1 - self._basic[basic]]
        told -= self._tableau[:, resting] @ part[-1 - self._resting[resting]]
        self._tableau = np.hstack([self._tableau, told])
        self._resting = np.append(self._resting, np.arange(self.n_columns, self.n_columns + len(cost)))
        self._at_high = np.append(self._at_high, np.zeros(len(cost), dtype=bool))
        self.matrix = np.hstack([self.matrix, part])
        self.cost, self.room = np.append(self.cost, cost), np.append(self.room, room)
        self._column_worth = np.append(self._column_worth, worth)
        self._column_slack = np.append(self._column_slack, _ACCURACY * size)
        self._x = np.append(self._x, np.zeros(len(cost)))
        self._d = np.append(self._d, cost - self._y @ part)
        self.n_columns += len(cost)

    def solve(self) -> None:
        """Go on from the basis at hand to an optimal one.

        Raises
        ------
        NothingHelps
            If no levels satisfy all rows.
        Unsuited
            If ties end the search.
        TimeoutError
            If time is over.
        """
        cost, trials = self.cost, 0
        most = self.pivots + _PIVOTS * (self.n_rows + self.n_columns + _BLOCK)
        while True:
            if time.perf_counter() > self.until:
                raise TimeoutError
            outcome, pivots, stalled, ray = self._pivot(cost)
            if outcome in (DONE, NOTHING_HELPS) and pivots == 0:
                if self._drifted(cost):
                    outcome = DOUBTFUL
                elif outcome == NOTHING_HELPS:
                    raise NothingHelps(ray)
                elif cost is self.cost:
                    return
                else:
                    cost = self.cost
            if outcome == DOUBTFUL:
                trials += 1
                self._make_afresh()
            elif stalled > _BLOCK // 2:
                trials += 1
                cost = self._perturbed(trials)
            if self.pivots > most or trials > _FRESH_STARTS:
                raise Unsuited("Ties among techniques turn the search in circles.")

    def _pivot(self, cost: Floats) -> tuple[int, int, int, Floats]:
        """A block of pivots: how it ended, how many, how many of no length, and the ray if nothing helps."""
        tableau = self._tableau
        n_basic, n_rest = tableau.shape
        low, rest_low = self._of_all(np.zeros(self.n_columns), self.low)
        high, rest_high = self._of_all(self.room, self.high)
        worth, rest_worth = self._of_all(self._column_worth, self._row_worth)
        slack, rest_slack = self._of_all(self._column_slack, self._row_slack)
        d = self._reduced(cost)
        self._to_right_bounds(d, rest_low, rest_high, rest_worth)
        level = tableau @ np.where(self._at_high, rest_high, rest_low)
        left, right = np.empty((_BLOCK, n_basic)), np.empty((_BLOCK, n_rest))
        tally, row = np.zeros(4, dtype=np.int64), np.empty(n_rest)
        outcome = pivot(
            tableau, left, right, tally, self._basic, self._resting, level, low, high, worth, slack,
            d, self._at_high, rest_low, rest_high, rest_worth, rest_slack, row,
        )  # fmt: skip
        done, flips, stalled, last = (int(count) for count in tally)
        if done:
            tableau -= left[:done].T @ right[:done]
        self.pivots += done
        self.flips += flips
        self._keep(level, d, np.where(self._at_high, rest_high, rest_low))
        ray = np.zeros(self.n_rows)
        if outcome == NOTHING_HELPS:
            self._fill_ray(ray, row, last, below=bool(level[last] < low[last]))
        return int(outcome), done, stalled, ray

    def _of_all(self, of_columns: Floats, of_rows: Floats) -> tuple[Floats, Floats]:
        """Values of the basic variables, and of the resting ones."""
        both = np.concatenate([of_columns, of_rows[::-1]])  # −1 − i counts rows from the end
        return both[self._basic], both[self._resting]

    def _reduced(self, cost: Floats) -> Floats:
        """Reduced costs of the resting variables."""
        of_basic, of_resting = self._of_all(cost, np.zeros(self.n_rows))
        basic = np.flatnonzero(self._basic >= 0)
        return of_resting + of_basic[basic] @ self._tableau[basic]

    def _to_right_bounds(self, d: Floats, low: Floats, high: Floats, worth: Floats) -> None:
        """Each resting variable at the bound that its reduced cost points to; noise leaves it where it is."""
        noise = _NOISE * worth
        self._at_high[(d > noise) & np.isfinite(low) | ~np.isfinite(high)] = False
        self._at_high[(d < -noise) & np.isfinite(high) | ~np.isfinite(low)] = True

    def _keep(self, level: Floats, d: Floats, rest: Floats) -> None:
        """Levels and prices in the order of columns and rows."""
        basic, resting = self._basic >= 0, self._resting >= 0
        self._x = np.zeros(self.n_columns)
        self._x[self._basic[basic]] = level[basic]
        self._x[self._resting[resting]] = rest[resting]
        self._sums = np.zeros(self.n_rows)
        self._sums[-1 - self._basic[~basic]] = level[~basic]
        self._sums[-1 - self._resting[~resting]] = rest[~resting]
        self._d = np.zeros(self.n_columns)
        self._d[self._resting[resting]] = d[resting]
        self._y = np.zeros(self.n_rows)
        self._y[-1 - self._resting[~resting]] = d[~resting]

    def _fill_ray(self, ray: Floats, row: Floats, last: int, *, below: bool) -> None:
        """The multipliers of rows in the row of the tableau that nothing helps."""
        sign = 1.0 if below else -1.0
        resting = self._resting < 0
        ray[-1 - self._resting[resting]] = -sign * row[resting]
        if self._basic[last] < 0:
            ray[-1 - self._basic[last]] = sign

    def _drifted(self, cost: Floats) -> bool:
        """Whether the tableau has lost touch with the matrix."""
        sums, d = self.matrix @ self._x, cost - self._y @ self.matrix
        size = self._row_slack / _ACCURACY + np.abs(sums)
        worth = np.maximum(np.abs(cost), self._column_worth)
        off_sums = np.abs(sums - self._sums) > _DRIFT * size
        return bool(off_sums.any() or (np.abs(d - self._d) > _DRIFT * worth).any())

    def _make_afresh(self) -> None:
        """The tableau of the basis at hand from the matrix; with no basic columns if that basis is lost."""
        tight, basic = self.tight, self.basic
        free = np.setdiff1d(np.arange(self.n_rows), tight)
        rest = np.setdiff1d(np.arange(self.n_columns), basic)
        up = np.zeros(self.n_columns + self.n_rows, dtype=bool)
        up[self._resting] = self._at_high
        try:
            inverse = np.linalg.inv(self.matrix[np.ix_(tight, basic)])
        except np.linalg.LinAlgError:
            tight, basic, inverse = tight[:0], basic[:0], np.zeros((0, 0))
            free, rest = np.arange(self.n_rows), np.arange(self.n_columns)
        of_basic = np.hstack([-inverse @ self.matrix[np.ix_(tight, rest)], inverse])
        of_free = self.matrix[np.ix_(free, basic)] @ of_basic
        of_free[:, : len(rest)] += self.matrix[np.ix_(free, rest)]
        self._tableau = np.vstack([of_basic, of_free])
        self._basic = np.concatenate([basic, -1 - free])
        self._resting = np.concatenate([rest, -1 - tight])
        self._at_high = up[self._resting]

    def _perturbed(self, seed: int) -> Floats:
        """Costs a little off, so that no two columns tie; those at their bound stay right there."""
        random = np.random.default_rng(seed).uniform(0.5, 1.0, self.n_columns)
        push = np.where(self._x >= self.room, -1.0, 1.0)
        size = np.maximum(np.abs(self.cost), self._column_worth)
        return self.cost + push * random * size * _PERTURBATION * 10.0**seed
