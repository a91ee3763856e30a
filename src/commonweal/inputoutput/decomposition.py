"""Structural decomposition: how much of a change between two years each of its causes has brought."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import factorial
from typing import Literal

import numpy as np

from commonweal.errors import ModelError
from commonweal.inputoutput.leontief import LeontiefSystem, per_output
from commonweal.inputoutput.shares import shares
from commonweal.inputoutput.sourcing import resourced
from commonweal.inputoutput.tables import Floats

__all__ = ["Averaging", "Decomposition", "YearTable", "decomposed", "footprint_change", "output_change"]

Averaging = Literal["polar", "all"]
"""How orderings are averaged: the first to last and last to first only, or all n! of them."""

_MOST_FACTORS = 10  # 2ⁿ evaluations

Evaluate = Callable[[tuple[int, ...]], Floats]


@dataclass(frozen=True, eq=False)
class Decomposition:
    """A change and the effects it is the sum of.

    Attributes
    ----------
    before, after : any one shape
        The amounts in both years.
    effects
        What each factor has brought, in that shape and unit.
    """

    before: Floats
    after: Floats
    effects: Mapping[str, Floats]

    @property
    def change(self) -> Floats:
        """After less before."""
        difference: Floats = self.after - self.before
        return difference

    @property
    def residual(self) -> float:
        """By how much the effects fail to add up to the change, as a share of the largest amount."""
        gap = np.abs(sum(self.effects.values(), start=np.zeros_like(self.before)) - self.change)
        largest = max(np.abs(self.before).max(initial=0.0), np.abs(self.after).max(initial=0.0))
        return float(gap.max(initial=0.0) / largest) if largest else 0.0


@dataclass(frozen=True, eq=False)
class YearTable:
    """One year of two that are compared; both in the same sectors and at the same prices.

    Attributes
    ----------
    system
        Flows and outputs: n_sectors.
    final_demand : shape (n_sectors, n_users), money per year
    stressors : shape (n_rows, n_sectors), unit of the row per year
        Labour, emissions and so on, by sector; not needed for a change of output. A sector that makes
        nothing in a year has an intensity of 0 in it.
    people : shape (n_users,)
        Inhabitants behind each user; None leaves people out of the causes.
    """

    system: LeontiefSystem
    final_demand: Floats
    stressors: Floats | None = None
    people: Floats | None = None


def decomposed(evaluate: Evaluate, factors: Sequence[str], averaging: Averaging = "all") -> Decomposition:
    """The effects of n factors on a change, exact and without an unexplained rest.

    The effect of a factor in one ordering is what changes when it goes from the first year to the
    second, those before it in the ordering having gone already. Orderings give different answers
    and none is privileged, so they are averaged: over all n! (equal to weighting each of the
    ``2ⁿ⁻¹`` states of the others, k of them changed, by ``k! (n − 1 − k)! / n!``), or over the two polar
    ones, which Dietzenbacher and Los found to lie close to the full average.

    Parameters
    ----------
    evaluate
        The amounts, of any one shape, when each factor stands at the first year (0) or the second (1).
        It is called with a tuple of n such numbers, once for each that is needed.
    factors
        Names, n of them.
    averaging
        ``all`` (2ⁿ evaluations) or ``polar`` (2 n).

    Raises
    ------
    ModelError
        If there is no factor, or more than 10 with ``all``.

    References
    ----------
    Dietzenbacher and Los 1998, "Structural decomposition techniques: sense and sensitivity"; the full
    average is the value of Shapley 1953.

    Examples
    --------
    Two factors, 2 × 3 = 6 becoming 4 × 5 = 20: the halfway values of the other weigh each change.

    >>> sides = ((2.0, 4.0), (3.0, 5.0))
    >>> found = decomposed(lambda at: np.array(sides[0][at[0]] * sides[1][at[1]]), ("width", "height"))
    >>> float(found.effects["width"]), float(found.effects["height"])
    (8.0, 6.0)
    """
    n = len(factors)
    if not n or (averaging == "all" and n > _MOST_FACTORS):
        raise ModelError(
            f"A change can be split among 1 to {_MOST_FACTORS} factors, not {n}; "
            "with averaging='polar' among more."
        )
    weights = _weights_all(n) if averaging == "all" else _weights_polar(n)
    effects: dict[str, Floats] = {}
    ends: dict[int, Floats] = {}
    for state in weights:  # each is evaluated once and then forgotten: amounts may be large
        amounts = evaluate(state)
        for factor, weight in zip(factors, weights[state], strict=True):
            effects[factor] = effects.get(factor, 0.0) + weight * amounts
        if sum(state) in {0, n}:
            ends[sum(state)] = amounts
    return Decomposition(ends[0], ends[n], effects)


def footprint_change(
    first: YearTable,
    second: YearTable,
    averaging: Averaging = "all",
    *,
    products: Sequence[str] | None = None,
) -> Decomposition:
    """Why footprints changed: intensity, technology, sourcing, mix and level of final demand, and people.

    ``F = v (I − A)⁻¹ M ĉ p̂`` with v per unit of output, A the input coefficients, M what a unit of a
    user's demand is made of, c demand per head and p people (demand as a whole and no people where these
    aren't given). The factors are ``intensity``, ``technology``, ``mix``, ``level``, then ``sourcing`` where
    ``products`` are named and ``people`` where they are known. With sourcing, technology is how much of each
    product is used, wherever from, and the regions that inputs and purchases come from are a cause of
    their own; without, they are part of technology and mix.

    Parameters
    ----------
    first, second
        The years.
    averaging
        As in ``decomposed``.
    products : n_sectors
        What each sector makes: sectors of one name stand in for each other across regions.

    Returns
    -------
    amounts of shape (n_rows, n_users), unit of the row per year; what users emit themselves is not in it

    Raises
    ------
    ModelError
        If the years differ in shape, or have no stressors; if a user's demand sums to 0, or shares of
        origin can't be told.

    References
    ----------
    Dietzenbacher and Los 1998; Miller and Blair 2009, ch. 13; sourcing as in Xu and Dietzenbacher 2014, "A
    structural decomposition analysis of the emissions embodied in trade".
    """
    years = (first, second)
    _alike(years)
    with_people = first.people is not None and second.people is not None
    multipliers = _multipliers(years, products)
    parts = [_demand_parts(year, with_people) for year in years]
    mixes = {
        (m, s): parts[m][0] if m == s or products is None else resourced(parts[m][0], parts[s][0], products)
        for m, s in product((0, 1), repeat=2)
    }
    factors = ["intensity", "technology", "mix", "level"]
    factors += ["sourcing"] * (products is not None) + ["people"] * with_people

    def evaluate(state: tuple[int, ...]) -> Floats:
        at = dict(zip(factors, state, strict=True))
        t, m = at["technology"], at["mix"]
        people = parts[at["people"]][2] if with_people else 1.0
        bought = multipliers[at["intensity"], t, at.get("sourcing", t)] @ mixes[m, at.get("sourcing", m)]
        amounts: Floats = bought * (parts[at["level"]][1] * people)
        return amounts

    return decomposed(evaluate, factors, averaging)


def output_change(first: YearTable, second: YearTable, averaging: Averaging = "all") -> Decomposition:
    """Why gross outputs changed: ``x = (I − A)⁻¹ M c``, by ``technology``, ``mix`` and ``level``.

    ``M c`` is the final demand of all users by mix and level of each, as in ``footprint_change``.

    Returns
    -------
    amounts of shape (n_sectors,), money per year

    Raises
    ------
    ModelError
        If the years differ in shape.
    """
    years = (first, second)
    _alike(years)
    parts = [_demand_parts(year, with_people=False) for year in years]

    def evaluate(state: tuple[int, ...]) -> Floats:
        a, m, c = state
        return years[a].system.outputs(parts[m][0] @ parts[c][1])

    return decomposed(evaluate, ("technology", "mix", "level"), averaging)


def _weights_all(n: int) -> dict[tuple[int, ...], list[float]]:
    """With what weight the amounts of each state count in each factor's effect, over all orderings."""
    weights: dict[tuple[int, ...], list[float]] = {}
    for state in product((0, 1), repeat=n):
        changed = sum(state)
        here = factorial(changed - 1) * factorial(n - changed) / factorial(n) if changed else 0.0
        gone = factorial(changed) * factorial(n - 1 - changed) / factorial(n) if changed < n else 0.0
        weights[state] = [here if at else -gone for at in state]
    return weights


def _weights_polar(n: int) -> dict[tuple[int, ...], list[float]]:
    """The same, over the ordering from first to last and its reverse."""
    weights: dict[tuple[int, ...], list[float]] = {}
    for order in (range(n), range(n - 1, -1, -1)):
        state = [0] * n
        for factor in order:
            weights.setdefault(tuple(state), [0.0] * n)[factor] -= 0.5
            state[factor] = 1
            weights.setdefault(tuple(state), [0.0] * n)[factor] += 0.5
    return weights


def _multipliers(
    years: tuple[YearTable, YearTable], products: Sequence[str] | None
) -> dict[tuple[int, int, int], Floats]:
    """``v (I − A)⁻¹`` with v, the technology and the sourcing of either year."""
    both = np.concatenate([_intensity(year) for year in years])
    n_rows = len(both) // 2
    found: dict[tuple[int, int, int], Floats] = {}
    for t, s in product((0, 1), repeat=2):
        if t != s and products is None:
            continue
        rows = _sourced(years[t].system, years[s].system, products).embodied(both)
        found[0, t, s], found[1, t, s] = rows[:n_rows], rows[n_rows:]
    return found


def _sourced(
    technology: LeontiefSystem, sourcing: LeontiefSystem, products: Sequence[str] | None
) -> LeontiefSystem:
    """The first system with inputs from where the second has them."""
    if technology is sourcing or products is None:
        return technology
    return LeontiefSystem(resourced(technology.flows, sourcing.flows, products), technology.output)


def _intensity(year: YearTable) -> Floats:
    if year.stressors is None:
        raise ModelError("A change of footprints needs the stressors of both years.")
    return per_output(year.stressors, year.system.output)


def _demand_parts(year: YearTable, with_people: bool) -> tuple[Floats, Floats, Floats]:
    """Mix (n_sectors, n_users), level per head or in all (n_users,), and people (n_users,)."""
    totals = year.final_demand.sum(axis=0)
    _has_level(totals, np.abs(year.final_demand).sum(axis=0), "buys as much as it gives back")
    mix = shares(year.final_demand, totals)
    if with_people and year.people is not None:
        _has_level(year.people, np.abs(totals), "buys and has no people")
        return mix, shares(totals, year.people), year.people
    return mix, totals, np.ones_like(totals)


def _has_level(levels: Floats, amounts: Floats, what: str) -> None:
    """Where the level is 0 there is no mix and nothing per head, so nothing may be bought there."""
    without = np.flatnonzero((levels == 0.0) & (amounts != 0.0))
    if len(without):
        raise ModelError(
            f"Final user {without[0]} (counted from 0) {what}, so that its demand can't be told apart into "
            "causes. Put it together with another user."
        )


def _alike(years: tuple[YearTable, YearTable]) -> None:
    shapes = [
        tuple(
            None if amounts is None else amounts.shape
            for amounts in (year.system.output, year.final_demand, year.stressors, year.people)
        )
        for year in years
    ]
    if shapes[0] != shapes[1]:
        raise ModelError(
            f"The two years have tables of different shapes, {shapes[0]} and {shapes[1]}: "
            "bring them to the same sectors, users and rows first."
        )
