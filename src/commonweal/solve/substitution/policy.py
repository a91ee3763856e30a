"""The cheapest way to make each good, where nothing limits how much: policy iteration.

Without capacities the best technique of each good doesn't depend on what is needed (nonsubstitution theorem:
Samuelson 1951). Prices are the least that satisfy ``p_g = min_j (cost_j + Σ_i inputs_ij p_i)`` over the
columns j that make g; levels follow from ``(I − A_σ) z = need`` of the columns σ that are cheapest at these
prices.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from commonweal.solve.marks import Marks
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.solution import Solution
from commonweal.solve.start import Start
from commonweal.solve.status import Known, Stopped
from commonweal.solve.substitution.affordable import undercut_by_none
from commonweal.solve.substitution.kernels import choose
from commonweal.solve.substitution.leontief import Leontief
from commonweal.solve.substitution.system import Integers, System
from commonweal.solve.unsuited import Unsuited

__all__ = ["Policy", "find_policy", "solve_by_policy"]

_MARGIN = (
    1e-12  # relative gain below which a good keeps its technique, so that rounding can't turn in circles
)
_SETTLED = 0.5  # rise of prices per own cost under which the techniques chosen are known to be productive
_SWEEPS = 3_000  # of value iteration, before the economy counts as unproductive
_LEAP = 4  # sweeps of value iteration from one leap to the next
_STEEPEST = 0.9  # no leap where steps hardly shrink
_FREE = 1e-2  # what columns are charged at least while a productive choice is sought, of the middle cost
_ABSURD = 1e15  # times the largest cost: a price that no productive economy has
_SHRINK = (
    1.0 - 1e-13
)  # by which prices are lowered, so that rounding leaves no column worth more than it costs
_ROUNDOFF = 1e-11  # share of what meets in a row that its sum may be off


@dataclass(frozen=True)
class Policy:
    """The column chosen for each row (−1: none makes it) and the prices that follow.

    Attributes
    ----------
    chosen, prices : each shape (n,)
    rounds
        Sweeps of value iteration and rounds of policy iteration.
    leontief
        Solves with the chosen columns.
    """

    chosen: Integers
    prices: Floats
    rounds: int
    leontief: Leontief


def solve_by_policy(
    problem: Problem,
    marks: Marks,
    *,
    accuracy: float,
    seconds: float,
    threads: int,
    upper: Floats | None = None,
    start: Start | None = None,
) -> Solution:
    """Solve a substitution system in which no capacity or endowment binds, exactly.

    Parameters
    ----------
    accuracy, threads, upper, marks
        Not used: the answer is exact to rounding.

    Raises
    ------
    Unsuited
        If the problem is another one, or a capacity or endowment binds.
    """
    del marks, accuracy, threads, upper
    began = time.perf_counter()
    system = System.of(problem)
    prices = np.zeros(system.n_rows) if start is None or start.prices is None else start.prices
    levels, stopped, rounds = np.zeros(system.n_columns), Stopped.OPTIMAL, 0
    try:
        policy = find_policy(system, guess=system.scaled_prices(prices), until=began + seconds)
        levels, rounds = _levels(system, policy), policy.rounds
        prices = undercut_by_none(system, _SHRINK * policy.prices)
    except TimeoutError:
        stopped = Stopped.LIMIT
        prices = np.zeros(system.n_rows)
    known = Known.FEASIBLE if stopped is Stopped.OPTIMAL else Known.NOTHING
    return _solution(problem, system, levels, prices, stopped, known, rounds, began)


def find_policy(system: System, *, guess: Floats | None = None, until: float = np.inf) -> Policy:
    """The cheapest columns and their prices, whatever is needed; capacities are not looked at.

    Parameters
    ----------
    guess : shape (n,)
        Prices to begin with.
    until
        Time of ``time.perf_counter`` at which it gives up with ``TimeoutError``.

    Raises
    ------
    Unsuited
        If a cost is negative, something needed can't be made, or the economy isn't productive.
    """
    if (system.cost < 0.0).any():
        raise Unsuited("A column earns something: costs have to be at least 0.")
    used = np.bincount(system.inputs.indices, minlength=system.n_rows) > 0
    if ((used | (system.need > 0.0)) & ~system.made & (system.need >= 0.0)).any():
        raise Unsuited("Something is used or needed and nothing makes it.")
    chosen, prices, rounds = _productive(system, guess, until)
    leontief = Leontief(system, chosen, until=until)
    own = np.empty(system.n_rows)
    while True:
        own[:] = np.where(chosen >= 0, system.cost[chosen], 0.0)
        prices = leontief.solve_transposed(own, guess=prices)
        before = chosen.copy()
        rounds += 1
        if not _choose(system, system.cost, prices, chosen, margin=_MARGIN, update=False)[0]:
            return Policy(chosen, prices, rounds, leontief)
        changed = np.flatnonzero(chosen != before)
        leontief.update(changed, chosen[changed])


def _productive(system: System, guess: Floats | None, until: float) -> tuple[Integers, Floats, int]:
    """Columns that together give more than they need, near the cheapest ones; their prices; sweeps made.

    Value iteration, with a leap now and then to where prices seem to go. If all prices rise by less than the
    own cost of the chosen columns, then ``A_σᵀ p < p``, so the chosen columns are productive. For this every
    cost has to be positive, so free columns are charged something. Rounds of policy iteration at true costs
    keep the choice productive.
    """
    cost = system.cost
    if cost.min() == 0.0:
        cost = np.maximum(cost, _FREE * np.median(cost[cost > 0.0]) if cost.any() else 1.0)
    prices = np.zeros(system.n_rows) if guess is None else np.maximum(guess, 0.0)
    prices[~system.made] = 0.0
    start = prices.max()
    chosen = np.full(system.n_rows, -1, dtype=np.int64)
    step = np.zeros(system.n_rows)
    for sweeps in range(1, _SWEEPS + 1):
        before, last_step = prices.copy(), step
        switched, rise = _choose(system, cost, prices, chosen, margin=0.0, update=True)
        if rise < _SETTLED and not switched:
            _, rise = _choose(system, cost, prices, chosen.copy(), margin=np.inf, update=False)
            if rise < _SETTLED and np.isfinite(prices).all():
                return chosen, prices, sweeps
        if not prices.max() < _ABSURD * max(cost.max(), start):
            break
        if time.perf_counter() > until:
            raise TimeoutError
        step = prices - before
        if sweeps % _LEAP == 0:
            prices += _further(step, last_step, prices)
    raise Unsuited("Some good can't be made: every way needs more of it than it gives, or nearly so.")


def _further(step: Floats, last_step: Floats, prices: Floats) -> Floats:
    """How far prices will still go if steps go on shrinking as from the last one to this (Aitken)."""
    size = np.where(prices > 0.0, prices, np.inf)
    last, now = last_step / size, step / size
    along, whole = float((now * last).sum()), float((last * last).sum())
    if not 0.0 < along < _STEEPEST * whole:
        return np.zeros(len(prices))
    further: Floats = step * (along / (whole - along))
    return further


def _choose(
    system: System, cost: Floats, prices: Floats, chosen: Integers, *, margin: float, update: bool
) -> tuple[int, float]:
    """One look at all columns, as ``kernels.choose``."""
    order, first = system.by_output
    inputs = system.inputs
    switched, rise = choose(
        inputs.indptr, inputs.indices, inputs.data, cost, order, first, prices, chosen, margin, update
    )
    return int(switched), float(rise)


def _levels(system: System, policy: Policy) -> Floats:
    """Levels of all columns that meet the needs with the chosen ones."""
    output = policy.leontief.solve(system.need)
    made = policy.chosen >= 0
    size = np.maximum(np.abs(system.need), np.abs(output))
    if (output[made] < -_ROUNDOFF * size[made]).any():
        raise Unsuited("There is more of something than is needed: an endowment of what can be made.")
    left = ~made
    if (output[left] > _ROUNDOFF * np.abs(system.need[left])).any():
        raise Unsuited("An endowment or a shared limit binds.")
    if (output[left & system.exact] < -_ROUNDOFF * np.abs(system.need[left & system.exact])).any():
        raise Unsuited("Something must be used up exactly.")
    levels = np.zeros(system.n_columns)
    levels[policy.chosen[made]] = np.maximum(output[made], 0.0)
    if (levels > system.capacity).any():
        raise Unsuited(f"{int((levels > system.capacity).sum())} capacities bind.")
    return levels


def _solution(
    problem: Problem,
    system: System,
    scaled_levels: Floats,
    scaled_prices: Floats,
    stopped: Stopped,
    known: Known,
    rounds: int,
    began: float,
) -> Solution:
    """The answer in terms of the problem."""
    levels, prices = system.levels(scaled_levels), system.prices(scaled_prices)
    return Solution.of(
        problem,
        levels,
        prices,
        stopped=stopped,
        known=known,
        is_vertex=stopped is Stopped.OPTIMAL,
        iterations=rounds,
        seconds=time.perf_counter() - began,
        method="policy iteration",
    )
