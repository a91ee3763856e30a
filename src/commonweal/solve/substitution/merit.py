"""A first guess for a substitution system with capacities: each good's columns in order of their cost.

At given prices, what a good's columns cost ranks them; the cheap ones run full, the last one needed is part
used and sets the price of the good. Repeated, this is policy iteration. With capacities it comes to within a
percent or so of the optimum and then turns between two policies.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commonweal.solve.problem import Floats
from commonweal.solve.substitution.leontief import Leontief
from commonweal.solve.substitution.merit_kernels import by_merit, fill
from commonweal.solve.substitution.policy import find_policy
from commonweal.solve.substitution.system import Integers, System
from commonweal.solve.unsuited import Unsuited

__all__ = ["Merit", "merit_order"]

_ROUNDS = 5
_PASSES = 200  # over all columns, before outputs count as running away
_AWAY = 1e30  # times what outputs began with, or is needed, where they run away for certain
_ROUGH = 1e-6
_FINE = 1e-10
_SWITCHES = 10  # rounds of them


@dataclass(frozen=True)
class Merit:
    """Columns that set prices, and where the others are.

    Attributes
    ----------
    chosen : shape (n,)
        Column that sets the price of each row; −1 where none makes it.
    levels : shape (m,)
        0 or the capacity for columns that aren't chosen; about right for those that are.
    prices : shape (n,)
        About the prices that follow.
    """

    chosen: Integers
    levels: Floats
    prices: Floats


def merit_order(system: System, *, guess: Floats | None = None, until: float = np.inf) -> Merit:
    """The cheapest of a few rounds of policy iteration in merit order.

    Parameters
    ----------
    guess : shape (n,)
        Prices to begin with.
    until
        Time of ``time.perf_counter`` at which it gives up with ``TimeoutError``.

    Raises
    ------
    Unsuited
        If the economy isn't productive whatever its capacities, or a cost is negative.
    """
    policy = find_policy(system, guess=guess, until=until)
    leontief = policy.leontief
    prices = policy.prices
    output = leontief.solve(system.need, tolerance=_ROUGH)
    best, least = Merit(policy.chosen.copy(), np.zeros(system.n_columns), prices), np.inf
    for _ in range(_ROUNDS):
        made = _deal(system, prices, output)
        if made is None:
            break
        chosen, levels, output = made
        cost = float(system.cost @ levels)
        if cost < least:
            best, least = Merit(chosen, levels, prices), cost
        changed = np.flatnonzero(chosen != leontief.chosen)
        if not len(changed):
            break
        leontief.update(changed, chosen[changed])
        own = np.where(chosen >= 0, system.cost[chosen], 0.0)
        try:
            prices = leontief.solve_transposed(own, tolerance=_ROUGH, guess=prices)
        except Unsuited:  # these columns need more than they give: the best so far has to do
            break
    return _affordable(system, best, until)


def _affordable(system: System, merit: Merit, until: float) -> Merit:
    """The same with prices that no column without a capacity undercuts, if some switches bring that about.

    Then nothing but levels is wrong with it: the columns that aren't chosen are at the bound they belong to.
    """
    chosen = merit.chosen.copy()
    leontief = Leontief(system, chosen, until=until)
    prices, unlimited = merit.prices, np.isinf(system.capacity)
    for _ in range(_SWITCHES):
        own = np.where(chosen >= 0, system.cost[chosen], 0.0)
        try:
            prices = leontief.solve_transposed(own, tolerance=_FINE, guess=prices)
        except Unsuited:
            break
        reduced = system.cost + system.inputs.T @ prices - prices[system.output]
        cheaper = np.flatnonzero(unlimited & (reduced < -_FINE * np.abs(prices[system.output])))
        if not len(cheaper):
            full = (reduced < 0.0) & ~unlimited
            full[chosen[chosen >= 0]] = False
            return Merit(chosen, np.where(full, system.capacity, 0.0), prices)
        cheaper = cheaper[np.argsort(-reduced[cheaper], kind="stable")]  # the cheapest of a row comes last
        chosen[system.output[cheaper]] = cheaper
        goods = np.unique(system.output[cheaper])
        leontief.update(goods, chosen[goods])
    return merit


def _deal(system: System, prices: Floats, output: Floats) -> tuple[Integers, Floats, Floats] | None:
    """Columns that set prices, levels and outputs in merit order at some prices; none if outputs run away."""
    order, first = system.by_output
    order = order.copy()
    by_merit(first, system.cost + system.inputs.T @ prices, order)
    levels, last = np.zeros(system.n_columns), np.empty(system.n_rows, dtype=np.int64)
    most = _AWAY * max(output.max(initial=0.0), system.need.max(initial=0.0))
    for _ in range(_PASSES):
        fill(first, order, system.capacity, output, levels, last)
        better = system.need + system.inputs @ levels
        change = np.abs(better - output)
        output = better
        if output.max(initial=0.0) > most:
            return None
        if change.max(initial=0.0) <= _ROUGH * np.abs(better).max(initial=0.0):
            return last, levels, output
    return None
