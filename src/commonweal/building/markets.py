"""Markets: activities that turn what is made, wherever it is made, into what a country uses.

A market has legs, one an origin, each with what it gave in the table. How far that may move is what
``sourcing`` says:

- observed: one activity draws all legs in their observed proportions;
- within ±w: an activity a leg, which can give up to (1 + w) of what it gave and should give at least
  (1 − w) of it; keeping to the least is less urgent than any need, so that a leg that is cut leaves
  the plan with a shortfall to tell of and not without an answer;
- free: an activity a leg, without limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.building.draft import Draft
from commonweal.inputoutput.tables import Floats

__all__ = ["Legs", "Market", "Moves", "add_markets"]


@dataclass(frozen=True)
class Market:
    """What a market gives, and where.

    Attributes
    ----------
    activity
        Name of its activity.
    good, place
        What comes out, one unit a level, and where.
    kind
        Kind of its activities, for limits and scenarios to name; a leg's is followed by its origin.
    volume
        What it gave in the table, units per day.
    """

    activity: str
    good: str
    place: str
    kind: str
    volume: float


@dataclass(frozen=True)
class Moves:
    """How far origins may move where it is ``within``.

    Attributes
    ----------
    share
        w: by which share of what it gave a leg may rise or fall.
    tier
        Urgency of the least; None: nothing is asked at least.
    """

    share: float
    tier: int | None


@dataclass(frozen=True, eq=False)
class Legs:
    """Origins of markets, sorted by market.

    Attributes
    ----------
    market : shape (n_legs,)
        Position of the market of each leg.
    origin
        Short name of the origin, for names of activities.
    good, place
        What is drawn, and where.
    amount : shape (n_legs,), units per unit of the market's good
        The observed amount.
    costs
        Services used up with a leg: for each of some legs, what service and which share of a unit.
    """

    market: np.ndarray
    origin: Sequence[str]
    good: Sequence[str]
    place: Sequence[str]
    amount: Floats
    costs: Sequence[Sequence[tuple[str, float]]] = ()

    def of(self, kept: np.ndarray) -> Legs:
        """Only the legs at these positions."""
        return Legs(
            self.market[kept],
            [self.origin[index] for index in kept],
            [self.good[index] for index in kept],
            [self.place[index] for index in kept],
            self.amount[kept],
            [self.costs[index] for index in kept] if self.costs else (),
        )


def add_markets(
    draft: Draft, markets: Sequence[Market], legs: Legs, how: Sequence[str], moves: Moves
) -> None:
    """Add the markets' activities; their goods are the caller's.

    Parameters
    ----------
    how
        ``observed``, ``within`` or ``free`` for each market; one with a single leg is the same in each.
    moves
        How far origins may move where it is ``within``.
    """
    counts = np.bincount(legs.market, minlength=len(markets))
    chosen = np.array(["observed" if n == 1 else way for way, n in zip(how, counts, strict=True)])
    way_of_leg = chosen[legs.market]
    _add_mixes(draft, markets, legs.of(np.flatnonzero(way_of_leg == "observed")))
    _add_legs(draft, markets, legs.of(np.flatnonzero(way_of_leg == "within")), moves)
    _add_legs(draft, markets, legs.of(np.flatnonzero(way_of_leg == "free")), None)


def _add_mixes(draft: Draft, markets: Sequence[Market], legs: Legs) -> None:
    """One activity a market, with the observed mix."""
    used = [markets[index] for index in np.unique(legs.market)]
    draft.add(
        "activities",
        {
            "activity": [market.activity for market in used],
            "place": [market.place for market in used],
            "kind": [market.kind for market in used],
        },
    )
    draft.coefficients([market.activity for market in used], _goods(used), np.ones(len(used)))
    _draw(draft, [markets[index].activity for index in legs.market], legs, legs.amount)


def _add_legs(draft: Draft, markets: Sequence[Market], legs: Legs, moves: Moves | None) -> None:
    """An activity a leg; each gives the market's good by itself."""
    n_legs = len(legs.market)
    total: Floats = np.bincount(legs.market, weights=legs.amount, minlength=len(markets)).astype(float)
    owner = [markets[index] for index in legs.market]
    names = [f"{market.activity}.from.{origin}" for market, origin in zip(owner, legs.origin, strict=True)]
    columns: dict[str, object] = {
        "activity": names,
        "place": [market.place for market in owner],
        "kind": [f"{market.kind}.{origin}" for market, origin in zip(owner, legs.origin, strict=True)],
    }
    if moves is not None:
        gave = np.array([market.volume for market in owner]) * legs.amount / total[legs.market]
        columns["capacity"] = (1.0 + moves.share) * gave
        if moves.tier is not None:
            columns |= {"minimum": (1.0 - moves.share) * gave, "tier": [float(moves.tier)] * n_legs}
    draft.add("activities", columns)
    draft.coefficients(names, _goods(owner), np.ones(n_legs))
    _draw(draft, names, legs, total[legs.market])


def _goods(markets: Sequence[Market]) -> list[str]:
    return [market.good for market in markets]


def _draw(draft: Draft, activity: Sequence[str], legs: Legs, amount: Floats) -> None:
    """Inputs of the activity of each leg: what it draws, and the services that go with it."""
    draft.coefficients(activity, legs.good, -amount, at=list(legs.place))
    served = [(leg, service, share) for leg, costs in enumerate(legs.costs) for service, share in costs]
    draft.coefficients(
        [activity[leg] for leg, _, _ in served],
        [service for _, service, _ in served],
        np.array([-share * amount[leg] for leg, _, share in served]),
        at=[legs.place[leg] for leg, _, _ in served],
    )
