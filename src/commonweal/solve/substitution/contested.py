"""From a policy to the exact optimum of a substitution system with capacities.

A policy names one column for each row; the others are at 0 or at capacity. ``M`` holds the named columns, so

- their levels are ``z_σ = M⁻¹ (need − B z_rest)`` and prices are ``p = M⁻ᵀ cost_σ``, found by sweeps;
- the other columns only matter where ``cost − Bᵀ p`` has the wrong sign, and the named ones where ``z_σ``
  would leave its bounds: a few in a hundred.

What is contested is a small dense program, ``low ≤ T x ≤ high`` with ``T = Wᵀ B`` and ``W = M⁻ᵀ E``, which
grows by the rows and columns that a look at everything finds violated, until there are none (row and column
generation over a fixed basis; Dantzig, Van Slyke 1967 split bases alike). ``T`` is rough: each round sets
bounds and costs so that the program is exact where it stands, which is iterative refinement.
"""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from commonweal.solve.problem import Floats
from commonweal.solve.substitution.leontief import Leontief
from commonweal.solve.substitution.merit import Merit
from commonweal.solve.substitution.pivoting import NothingHelps, RangeProgram
from commonweal.solve.substitution.requirements import Requirements
from commonweal.solve.substitution.system import Integers, System
from commonweal.solve.unsuited import Unsuited

__all__ = ["Contest"]

_WRONG = 1e-10  # share of its size by which a level or reduced cost has to be wrong to count
_HELD = 1e-13  # the same, by which what is held at a bound may be off it from rounding
_CANCELLED = 1e-14  # share of what is given and taken of a good that is rounding where both cancel
_ROOM = 1.5  # times a good's output: how far a column without a capacity may go in one round
_LITTLE = 1e-3  # of the mean output: what is made at least, for this
_AT_EASE = 1e3  # times that for columns that rather stay where they are
_MORE_ROOM = 4.0
_ROUNDS = 200
_HELPERS = 100  # columns taken in at once where those at hand can't keep the rows within bounds
_HELPS = 40  # times that is done for one program, before its needs count as impossible
_NOTHING = 1e-200  # an amount that only is what sweeps leave of another
_SMALL = 1e-5  # share of the largest price or output below which smaller ones are taken for larger
_IMPOSSIBLE = "The needs can't be met within the capacities, or only just."
_TABLES = 4  # of rows by columns: coefficients, tableau, and copies while they grow
_MEMORY = 4 * 2**30
_NONE = np.zeros(0, dtype=np.int64)

Marked = NDArray[np.bool_]


def _least_of(amounts: Floats) -> float:
    """What smaller amounts are taken for."""
    largest = float(amounts.max(initial=0.0))
    return _SMALL * (largest if largest > _NOTHING else 1.0)


class Contest:
    """The contested rows and columns of a system, and levels and prices of everything.

    Column ``m + g`` stands for disposing of row g.

    Parameters
    ----------
    system, merit
        The system and where to begin.
    threads
        How many threads work out requirements.
    until
        Time of ``time.perf_counter`` at which ``settle`` gives up with ``TimeoutError``.

    Attributes
    ----------
    output_levels : shape (n,)
        Levels of the chosen columns, as they were looked at last.
    rest : shape (m + n,)
        Levels of the other columns, and what is disposed of.
    prices : shape (n,)
        Prices, as they were looked at last.
    rounds
        Looks at everything.
    """

    def __init__(self, system: System, merit: Merit, *, threads: int = 1, until: float = np.inf) -> None:
        self._system, self._until = system, until
        self._chosen = merit.chosen
        self._leontief = Leontief(system, merit.chosen, until=until)
        self._requirements = Requirements(system, merit.chosen, threads=threads, until=until)
        self.program = RangeProgram(until=until)
        n, m = system.n_rows, system.n_columns
        made = merit.chosen >= 0
        self._named = np.zeros(m + n, dtype=bool)
        self._named[merit.chosen[made]] = True
        self._named[m:] = system.exact
        self._lowest = np.where(made | system.exact, 0.0, -np.inf)
        self._highest = np.where(made, system.capacity[merit.chosen], 0.0)
        self._own_cost = np.where(made, system.cost[merit.chosen], 0.0)
        self._most = np.append(system.capacity, np.full(n, np.inf))
        self._base = np.append(merit.levels, np.zeros(n))
        self._base[self._named] = 0.0
        self._turn = np.where(self._base > 0.0, -1.0, 1.0)  # columns at capacity count downwards
        self._rows, self._columns = _NONE, _NONE
        self.rest = self._base.copy()
        self.output_levels, self.prices = np.zeros(n), merit.prices
        self.rounds = 0
        self._look()

    @property
    def levels(self) -> Floats:
        """Levels of the system, shape (m,), those of chosen columns within their bounds."""
        levels = self.rest[: self._system.n_columns].copy()
        made = self._chosen >= 0
        levels[self._chosen[made]] = np.clip(self._held(), self._lowest, self._highest)[made]
        return levels

    @property
    def held_prices(self) -> Floats:
        """Prices, shape (n,): none of what is disposed of, where that is only off by rounding."""
        worth = self._worth[self._system.n_columns :]
        spare = self.rest[self._system.n_columns :] > _WRONG * self._amounts
        return np.where(spare & (np.abs(self.prices) <= _HELD * worth), 0.0, self.prices)

    def _held(self) -> Floats:
        """Levels of the chosen columns, contested ones at the bound that they are off by rounding."""
        levels, rows = self.output_levels.copy(), self._rows
        for bound in (self._lowest[rows], self._highest[rows]):
            at_bound = np.abs(levels[rows] - bound) <= _HELD * self._amounts[rows]
            levels[rows] = np.where(at_bound, bound, levels[rows])
        return levels

    def settle(self) -> None:
        """Take in what is violated and solve again, until nothing is.

        Raises
        ------
        Unsuited
            If the needs can't be met, or it doesn't end.
        TimeoutError
            If time is over.
        """
        while self._wrong():
            if self.rounds > _ROUNDS:
                raise Unsuited("Contested goods didn't settle.")
            if time.perf_counter() > self._until:
                raise TimeoutError
            self._correct()
            self._widen(self._pressing)
            rows = np.flatnonzero(self._wrong_rows)
            self._take_in_columns(np.union1d(np.flatnonzero(self._wrong_columns), self._rivals(rows)))
            self._take_in_rows(rows)
            self._solve()
            self._look()

    def _look(self) -> None:
        """Levels and prices of everything as the program has them, and what is wrong with them."""
        system, m = self._system, self._system.n_columns
        self.rest = self._base.copy()
        self.rest[self._columns] += self._turn[self._columns] * self.program.levels
        makes, takes = self._by_row(self.rest[:m]), system.inputs @ self.rest[:m]
        net = system.need - makes + takes + self.rest[m:]
        net[np.abs(net) <= _CANCELLED * (np.abs(system.need) + makes + takes + self.rest[m:])] = 0.0
        guess = self.output_levels if net.any() else None  # nothing is needed: nothing is made
        self.output_levels = self._leontief.solve(net, guess=guess)
        own, self._multipliers = self._own_cost.copy(), self.program.prices
        own[self._rows] += self._multipliers
        self.prices = self._leontief.solve_transposed(own, guess=self.prices)
        self._reduced = np.append(
            system.cost + system.inputs.T @ self.prices - self.prices[system.output], self.prices
        )
        self._amounts = made = np.maximum(self.output_levels + makes, np.abs(system.need))
        self._made = np.maximum(made, _least_of(made))
        self.rounds += 1
        self._compare()

    def _compare(self) -> None:
        """Which rows and columns are wrong, by more than rounding."""
        system = self._system
        worth = np.maximum(np.abs(self.prices), self._own_cost)
        worth = np.maximum(worth, _least_of(worth))
        self._worth = np.append(np.maximum(worth[system.output], system.cost), worth)
        gain = -self._turn * self._reduced / self._worth
        self._wrong_columns = (gain > _WRONG) & ~self._named
        over, under = self.output_levels - self._highest, self._lowest - self.output_levels
        tolerated = _WRONG * self._made
        self._wrong_rows = np.maximum(over, under) > tolerated
        tight = self._rows[self.program.prices != 0.0]
        off = (np.minimum(np.abs(over), np.abs(under)) > tolerated)[tight]
        self._unsettled = self._columns_off(gain[self._columns]) or bool(off.any() or self._wrong_rows.any())
        self._wrong_rows[self._rows] = False
        self._wrong_columns[self._columns] = False

    def _columns_off(self, gain: Floats) -> bool:
        """Whether a column isn't where its reduced cost tells it to be; notes who presses for room."""
        x, room = self.program.levels, self.program.room
        at_zero, at_room = x <= 0.0, x >= room
        self._pressing = (gain > _WRONG) & at_room & (room < self._most[self._columns])
        inside = ~at_zero & ~at_room
        off = np.where(inside, np.abs(gain), np.where(at_zero, gain, -gain))
        return bool(self._pressing.any() or (off > _WRONG).any())

    def _wrong(self) -> bool:
        """Whether anything is."""
        return self._unsettled or bool(self._wrong_rows.any() or self._wrong_columns.any())

    def _take_in_columns(self, columns: Integers) -> None:
        """Let the program decide on more columns."""
        if not len(columns):
            return
        turn = self._turn[columns]
        wide = np.where(turn * self._reduced[columns] < 0.0, 1.0, _AT_EASE) * self._wide(columns)
        room = np.minimum(self._most[columns], wide)
        part = self._requirements.of_columns(columns) * turn
        cost = turn * self._reduced[columns] + self._multipliers @ part[: len(self._multipliers)]
        self.program.add_columns(part, cost, room, worth=self._worth[columns], size=room)
        self._columns = np.append(self._columns, columns)

    def _rivals(self, rows: Integers) -> Integers:
        """The other columns that make these rows, but for those already taken in."""
        chosen_too = np.zeros(self._system.n_rows, dtype=bool)
        chosen_too[rows] = True
        rivals = chosen_too[self._system.output] & ~self._named[: self._system.n_columns]
        rivals[self._columns[self._columns < len(rivals)]] = False
        return np.flatnonzero(rivals)

    def _take_in_rows(self, rows: Integers) -> None:
        """Let the program keep more chosen columns within their bounds."""
        if not len(rows):
            return
        self._refuse_what_is_too_large(len(self._rows) + len(rows))
        self._requirements.add(rows)
        part = self._requirements.of_columns(self._columns, latest_only=True) * self._turn[self._columns]
        sums = part @ self.program.levels
        worth = self._worth[self._system.n_columns + rows]
        self.program.add_rows(part, *self._range(rows, sums), worth=worth, size=self._made[rows])
        self._rows = np.append(self._rows, rows)

    def _refuse_what_is_too_large(self, n_rows: int) -> None:
        """Stop before memory is short."""
        size = n_rows * (_TABLES * 8 * len(self._columns) + 4 * self._system.n_rows)
        if size > _MEMORY:
            raise Unsuited(
                f"{n_rows} contested goods need {size / 2**30:.0f} GiB of memory to be decided on."
            )

    def _correct(self) -> None:
        """Move bounds and costs by what the program was wrong about where it stands."""
        program, rows, columns = self.program, self._rows, self._columns
        if len(rows):
            program.low[:], program.high[:] = self._range(rows, program.sums)
        if len(columns):
            program.cost[:] += self._turn[columns] * self._reduced[columns] - program.reduced_costs

    def _range(self, rows: Integers, sums: Floats) -> tuple[Floats, Floats]:
        """Bounds of ``T x`` in rows where it is ``sums`` now: chosen columns go down by what it rises.

        Chosen columns without a capacity get one that is wide for now, as a row that rests at a bound must
        have another to go to, should costs turn.
        """
        level, highest = self.output_levels[rows], self._highest[rows]
        wide = np.maximum(level, 0.0) + _AT_EASE * self._made[rows]
        return sums + level - np.where(np.isinf(highest), wide, highest), sums + level - self._lowest[rows]

    def _solve(self) -> None:
        """Solve the program, with more columns if those at hand can't do it."""
        for _ in range(_HELPS):
            try:
                self.program.solve()
            except NothingHelps as error:
                self._find_help(error.ray)
            else:
                return
        raise Unsuited(_IMPOSSIBLE)

    def _find_help(self, ray: Floats) -> None:
        """Take in columns that can bring rows within their bounds, those first that cost least for it."""
        pull = np.zeros(self._system.n_rows)
        pull[self._rows] = ray
        pull = self._leontief.solve_transposed(pull)
        inputs, output = self._system.inputs, self._system.output
        helps = self._turn * np.append(pull[output] - inputs.T @ pull, -pull)
        size = np.append(np.abs(pull[output]) + inputs.T @ np.abs(pull), np.abs(pull))
        useful = (helps > _WRONG * size) & ~self._named
        short = useful[self._columns] & (self.program.room < self._most[self._columns])
        useful[self._columns] = False
        found = np.flatnonzero(useful)
        if not len(found) and not short.any():
            raise Unsuited(_IMPOSSIBLE)
        self._widen(short)
        ratio = np.maximum(self._turn * self._reduced, 0.0)[found] / helps[found]
        self._take_in_columns(found[np.argsort(ratio, kind="stable")[:_HELPERS]])

    def _widen(self, which: Marked) -> None:
        """Give more room to some of the program's columns."""
        room = self.program.room
        more = np.maximum(_MORE_ROOM * room, self._wide(self._columns))
        room[which] = np.minimum(more, self._most[self._columns])[which]

    def _wide(self, columns: Integers) -> Floats:
        """How far columns may go for now: somewhat more than what is made of their good."""
        m = self._system.n_columns
        row = np.where(columns < m, self._system.output[np.minimum(columns, m - 1)], columns - m)
        wide: Floats = _ROOM * np.maximum(self._made[row], _LITTLE * self._made.mean())
        return wide

    def _by_row(self, levels: Floats) -> Floats:
        """What columns make, by row."""
        made: Floats = np.bincount(self._system.output, levels, self._system.n_rows).astype(np.float64)
        return made
