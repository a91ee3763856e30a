"""From a policy to the optimum of a large substitution system with capacities, to any accuracy asked for.

As in ``contested`` the columns of a policy stay chosen, and a small program decides on the few columns and
rows that are contested. How a chosen column answers to another one fades quickly along the chain of inputs:
three entries or so of each column of that program matter, however many goods there are. So it is sparse, and
HiGHS solves it in no time. What was left out is made good by a look at everything after each round, which
sets bounds and costs so that the program is exact where it stands.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.solve.substitution.leontief import Leontief
from commonweal.solve.substitution.local_kernels import respond
from commonweal.solve.substitution.mending import Enclosure, enclose
from commonweal.solve.substitution.merit import Merit
from commonweal.solve.substitution.sparse_program import SparseProgram
from commonweal.solve.substitution.system import Integers, System
from commonweal.solve.unsuited import Unsuited

__all__ = ["LocalContest"]

_BY_WORTH, _BY_AMOUNT = (
    1e-2,
    1e-1,
)  # entries that count, at first: share of a column's worth, of a row's output
_FINER, _FINEST = 0.3, 0.03  # how much less counts once few rows and columns are new, and in the end
_FEW = 0.01
_ROUGH = 0.2  # how far below what counts requirements are followed up
_ACCURATE = 1e-11  # of looks at everything
_WRONG = 1e-6  # share by which a level or reduced cost has to be wrong, at first
_ROOM = 2.0  # times its good's output: how far a column without a capacity may go in one round
_DEAR = 10.0  # times its price: what a unit short of a row costs the program
_SMALL = 1e-6  # share of the largest output below which smaller ones are taken for larger
_CHEAP = 1e-3  # share of its first price below which a price counts as that
_EARLY = 2  # rounds in which the gap isn't looked at
_PATIENCE = 6  # rounds without a better gap, at the finest, before it gives up
_ROUNDS = 100
_PIECES = 4  # of columns for each thread

Marked = NDArray[np.bool_]


class LocalContest:
    """The contested rows and columns of a large system, and what is known of its optimum.

    Parameters
    ----------
    system, merit
        The system and where to begin. Each row has to be made by some column.
    threads
        Cores to use.
    until
        Time of ``time.perf_counter`` at which ``settle`` gives up with ``TimeoutError``.

    Attributes
    ----------
    best
        Levels and prices with the smallest gap so far.
    rounds, iterations
        Looks at everything, and steps of the simplex method.

    Raises
    ------
    Unsuited
        If some row isn't made by any column, or must come out exactly.
    """

    def __init__(self, system: System, merit: Merit, *, threads: int = 1, until: float = np.inf) -> None:
        if system.exact.any() or (merit.chosen < 0).any():
            raise Unsuited("Some row isn't made by any column, or must come out exactly.")
        self._system, self._threads, self._until = system, threads, until
        self._chosen = merit.chosen
        self._named = np.zeros(system.n_columns, dtype=bool)
        self._named[merit.chosen] = True
        self._leontief = Leontief(system, merit.chosen, until=until)
        self._program = SparseProgram(until=until)
        self._highest = system.capacity[merit.chosen]
        self._levels = np.where(self._named, 0.0, merit.levels)  # of columns that aren't chosen
        self._extra = np.zeros(system.n_rows)  # what rows add to the price of their good
        self._output, self._prices = np.zeros(system.n_rows), merit.prices
        self._rows = self._columns = np.zeros(0, dtype=np.int64)
        self._place = np.full(system.n_rows, -1)
        self._fineness, self._tolerance = 1.0, _WRONG
        self._least_price = self._least_made = np.full(system.n_rows, np.inf)
        self._most_price = self._most_made = np.zeros(system.n_rows)
        self.best = Enclosure(self._levels, np.zeros(system.n_rows), np.inf, -np.inf)
        self.rounds = 0

    @property
    def iterations(self) -> int:
        """Steps of the simplex method so far."""
        return self._program.iterations

    def settle(self, accuracy: float) -> bool:
        """Rounds until the gap is at most ``accuracy``; whether it was reached.

        Raises
        ------
        Unsuited
            If the small program can't be solved.
        TimeoutError
            If time is over; ``best`` is what was found.
        """
        idle = 0
        self._look()
        while self.rounds < _ROUNDS:
            if time.perf_counter() > self._until:
                raise TimeoutError
            fresh = self._take_in()
            if fresh <= _FEW * len(self._rows) or self.rounds > 2 * _PATIENCE:
                self._fineness = max(self._fineness * _FINER, _FINEST)
            self._solve()
            self._look()
            if self.rounds <= _EARLY:
                continue
            better = self._enclose()
            if self.best.gap <= accuracy:
                return True
            idle = 0 if better or self._fineness > _FINEST else idle + 1
            if idle > _PATIENCE:
                break
        return False

    def _look(self) -> None:
        """Levels and prices of everything as the program has them."""
        system = self._system
        makes = np.bincount(system.output, self._levels, system.n_rows)
        net = system.need - makes + system.inputs @ self._levels
        self._output = self._leontief.solve(net, guess=self._output, tolerance=_ACCURATE)
        own = system.cost[self._chosen] - self._extra
        self._prices = self._leontief.solve_transposed(own, guess=self._prices, tolerance=_ACCURATE)
        self._reduced = system.cost + system.inputs.T @ self._prices - self._prices[system.output]
        made = np.maximum(makes + self._output, system.need)
        self._made = np.maximum(made, _SMALL * (made.max(initial=0.0) or 1.0))
        floor = _CHEAP * np.minimum(self._least_price, np.maximum(self._prices, 0.0).max(initial=0.0) or 1.0)
        self._price = np.maximum(self._prices, floor)
        self._least_price = np.minimum(self._least_price, self._price)
        self._most_price = np.maximum(self._most_price, self._price)
        self._least_made = np.minimum(self._least_made, self._made)
        self._most_made = np.maximum(self._most_made, self._made)
        self.rounds += 1

    def _enclose(self) -> bool:
        """Look at the gap; whether it is better by a tenth."""
        levels = self._levels.copy()
        levels[self._chosen] = self._output
        found = enclose(self._system, self._chosen, levels, self._prices)
        before = self.best.gap
        above, below = self.best, self.best
        if found.above < above.above:
            above = found
        if found.below > below.below:
            below = found
        self.best = Enclosure(above.levels, below.prices, above.above, below.below)
        self._tolerance = min(self._tolerance, max(0.01 * self.best.gap, 0.1 * _ACCURATE))
        return self.best.gap < 0.9 * before

    def _take_in(self) -> int:
        """Rows and columns that are wrong join the program; how many."""
        system = self._system
        over = np.maximum(self._output - self._highest, -self._output)
        rows = np.flatnonzero((over > self._tolerance * self._made) & (self._place < 0))
        self._place[rows] = len(self._rows) + np.arange(len(rows))
        self._rows = np.append(self._rows, rows)
        gain = np.where(self._levels <= 0.0, -self._reduced, np.abs(self._reduced))
        gain = np.where(self._levels >= system.capacity, self._reduced, gain)
        wrong = gain > self._tolerance * self._price[system.output]
        helpers = np.zeros(system.n_rows, dtype=bool)
        helpers[rows] = True
        wrong = (wrong | helpers[system.output]) & ~self._named
        wrong[self._columns] = False
        columns = np.flatnonzero(wrong)
        self._columns = np.append(self._columns, columns)
        return len(rows) + len(columns)

    def _solve(self) -> None:
        """Solve the program, in units in which its entries are neither very large nor very small."""
        system, rows, columns = self._system, self._rows, self._columns
        matrix = self._answers()
        goods = system.output[columns]
        cost = self._reduced[columns] + matrix.T @ self._extra[rows]
        rest = self._output[rows] - matrix @ self._levels[columns]
        room = _ROOM * np.maximum(self._made[goods], self._levels[columns])
        room = np.where(np.isfinite(system.capacity[columns]), system.capacity[columns], room)
        row_unit = np.sqrt(self._made[rows] / self._price[rows])
        column_unit = np.sqrt(self._made[goods] / self._price[goods])
        size = float(np.median(np.sqrt(self._made * self._price)))
        scaled = sp.csc_array(sp.diags_array(1.0 / row_unit) @ matrix @ sp.diags_array(column_unit))
        levels, prices = self._program.solve(
            scaled,
            cost * column_unit / size,
            room / (column_unit * size),
            -rest / (row_unit * size),
            (self._highest[rows] - rest) / (row_unit * size),
            _DEAR * self._price[rows] * row_unit / size,
        )
        self._levels[columns] = np.clip(levels * column_unit * size, 0.0, system.capacity[columns])
        self._extra[rows] = prices * size / row_unit

    def _answers(self) -> sp.csc_array:
        """How chosen columns of the contested rows answer to contested columns, where it counts.

        What counted once goes on counting, so that the last basis stays a good one.
        """
        pieces = np.array_split(
            self._columns, max(1, min(_PIECES * self._threads, len(self._columns) // 1_000))
        )
        with ThreadPoolExecutor(self._threads) as pool:
            parts = list(pool.map(self._part, pieces))
        return sp.csc_array(sp.hstack(parts, format="csc"))

    def _part(self, columns: Integers) -> sp.csc_array:
        """``_answers`` for some columns."""
        inputs, place = self._system.inputs, self._place
        first, rows, values = respond(
            inputs.indptr, inputs.indices, inputs.data, self._system.output, self._chosen, columns,
            place >= 0, self._most_price, self._least_price, self._least_made, self._most_made,
            self._fineness * _BY_WORTH, self._fineness * _BY_AMOUNT, _ROUGH,
        )  # fmt: skip
        return sp.csc_array((values, place[rows], first), shape=(len(self._rows), len(columns)))
