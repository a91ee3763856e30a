"""What a minister or a donor has to know of a plan, as facts: shortages, stocks that break, what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from commonweal.show.briefing_asks import Asks, asks_of_package, asks_of_relief
from commonweal.show.briefing_sources import Grounds, grounds_of
from commonweal.show.people import FULL, Cell, TierFacts, lowest_cell, tier_facts

if TYPE_CHECKING:
    from commonweal.explain.records import ReliefList
    from commonweal.model import Calendar, Economy
    from commonweal.plan.plan import Plan

__all__ = ["Briefing", "RunOut", "Shortage", "briefing_facts"]

_NOTHING = 1e-6  # share of the most that was ever in store, from which a store counts as empty


@dataclass(frozen=True)
class Shortage:
    """A need that somebody is short of, over all places and periods.

    Attributes
    ----------
    tier, good
        Which need.
    people, n_places
        People that are ever short of it, and in how many places.
    first
        First day of the first period in which somebody is.
    lowest
        Where, when and how far it is covered least.
    wanted, missing
        Over the people and periods that are short, in the unit of the good.
    """

    tier: int
    good: str
    people: float
    n_places: int
    first: str
    lowest: Cell
    wanted: float
    missing: float


@dataclass(frozen=True)
class RunOut:
    """A store that is empty at a time from which people there are short of what it could cover.

    Attributes
    ----------
    good, place
        What, and where.
    day
        First day on which nothing is left.
    opening
        What lay there before the first period, in the unit of the good.
    people
        People there that are short from then on.
    """

    good: str
    place: str
    day: str
    opening: float
    people: float


@dataclass(frozen=True)
class Briefing:
    """What a page for a minister or a donor tells.

    Attributes
    ----------
    plan
        What it is about.
    tiers
        What each tier of needs comes to, the most urgent first.
    shortages
        What people are short of: the most urgent tier first, and in it what most people lack.
    run_outs
        When stocks break, the first first.
    asks
        What is asked for.
    grounds
        Sources and assumptions.
    """

    plan: Plan
    tiers: tuple[TierFacts, ...]
    shortages: tuple[Shortage, ...]
    run_outs: tuple[RunOut, ...]
    asks: Asks
    grounds: Grounds


def briefing_facts(
    plan: Plan, *, package: Mapping[str, Any] | None = None, relief: ReliefList | None = None
) -> Briefing:
    """The facts of a briefing.

    Parameters
    ----------
    plan
        What it is about.
    package
        What it would take, as ``Requirement.data`` gives it; what is asked for comes from it.
    relief
        What would help most; what is asked for comes from it where there is no package.
    """
    coverage, calendar = plan["coverage"], plan.economy.settings.calendar
    if package is not None:
        asks = asks_of_package(package)
    else:
        asks = Asks("none") if relief is None else asks_of_relief(relief, plan.economy)
    return Briefing(
        plan=plan,
        tiers=tuple(tier_facts(coverage, calendar)),
        shortages=_shortages(coverage),
        run_outs=_run_outs(plan, calendar),
        asks=asks,
        grounds=grounds_of(plan),
    )


def _shortages(coverage: pl.DataFrame) -> tuple[Shortage, ...]:
    """Each need that is ever short."""
    short = coverage.filter(pl.col("coverage") < FULL)
    found = [
        _shortage(int(str(tier)), str(good), rows)
        for (tier, good), rows in short.group_by("tier", "good", maintain_order=True)
    ]
    return tuple(sorted(found, key=lambda one: (one.tier, -one.people, one.lowest.coverage, one.good)))


def _shortage(tier: int, good: str, rows: pl.DataFrame) -> Shortage:
    groups = rows.group_by("place", "group").agg(pl.col("people").max())
    wanted, delivered = float(rows["wanted"].sum()), float(rows["delivered"].sum())
    return Shortage(
        tier=tier,
        good=good,
        people=float(groups["people"].sum()),
        n_places=rows["place"].n_unique(),
        first=str(rows["period"].min()),
        lowest=lowest_cell(rows),
        wanted=wanted,
        missing=wanted - delivered,
    )


def _run_outs(plan: Plan, calendar: Calendar) -> tuple[RunOut, ...]:
    """Stores that break: there was something, nothing is left, and people are short of it from then on."""
    opening = {
        (good, place): amount
        for good, place, amount in plan.economy["stocks"].select("good", "place", "opening").iter_rows()
        if amount
    }
    short = _short_by_place_and_carrier(plan)
    found = []
    for (good, place), rows in plan["stocks"].group_by("good", "place", maintain_order=True):
        shortfalls = short.get((str(place), str(good)))
        before = opening.get((str(good), str(place)), 0.0)
        if shortfalls is None:
            continue
        gone = _empty_from(dict(rows.select("period", "stock").iter_rows()), before, calendar)
        later = {group: people for group, people, last in shortfalls if gone is not None and last >= gone}
        if gone is not None and later:
            day = _day_after(calendar, gone)
            found.append(RunOut(str(good), str(place), day, before, sum(later.values())))
    return tuple(sorted(found, key=lambda one: (one.day, -one.people, one.place, one.good)))


def _empty_from(stock: Mapping[str, float], opening: float, calendar: Calendar) -> str | None:
    """First period at whose end nothing is left of what there was; None if that never happens."""
    most = opening
    for period in calendar.names:
        left = stock.get(period, 0.0)
        most = max(most, left)
        if most > 0 and left <= _NOTHING * most:
            return period
    return None


def _day_after(calendar: Calendar, period: str) -> str:
    """First day after a period."""
    number = calendar.names.index(period)
    return calendar.names[number + 1] if number + 1 < calendar.n_periods else calendar.end.isoformat()


def _short_by_place_and_carrier(plan: Plan) -> dict[tuple[str, str], list[tuple[str, float, str]]]:
    """By place and good: groups that are short of what it covers, their people, and the last such period."""
    carriers = _carriers(plan.economy)
    short = (
        plan["coverage"]
        .filter(pl.col("coverage") < FULL)
        .group_by("place", "group", "good", maintain_order=True)
        .agg(pl.col("people").max(), pl.col("period").max())
    )
    found: dict[tuple[str, str], list[tuple[str, float, str]]] = {}
    for place, group, need, people, period in short.iter_rows():
        for good in carriers.get(need, {need}):
            found.setdefault((place, good), []).append((group, people, period))
    return found


def _carriers(economy: Economy) -> dict[str, set[str]]:
    """What can cover each need: the good itself, and what contains it."""
    found: dict[str, set[str]] = {}
    for good, nutrient in economy["composition"].select("good", "nutrient").iter_rows():
        found.setdefault(nutrient, {nutrient}).add(good)
    return found
