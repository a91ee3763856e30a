"""Coverage told in people: who has all they need, who does not, and by how much.

Every function takes the ``coverage`` table of a plan (one row is a need of a group at a place,
counted over one period or a window of several) and gives small facts for sentences and tables.
Averages weigh a row by its people and the days it spans.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from commonweal.model import Calendar
from commonweal.plan.measures import FULLY, with_days

__all__ = [
    "FULL",
    "Cell",
    "NeedFacts",
    "PlaceFacts",
    "TierFacts",
    "lowest_cell",
    "need_facts",
    "place_facts",
    "shortfalls",
    "tier_facts",
    "tiers",
]

FULL = FULLY
"""Coverage from which a need counts as fully covered (conventions §8)."""


@dataclass(frozen=True)
class Cell:
    """One need of one group at one place and time.

    Attributes
    ----------
    place, group, good, period
        Names as the economy has them; the period is its first day.
    people
        People in the group.
    coverage
        Share of what is wanted that is delivered, from 0 to 1.
    """

    place: str
    group: str
    good: str
    period: str
    people: float
    coverage: float


@dataclass(frozen=True)
class TierFacts:
    """What one tier of needs comes to.

    Attributes
    ----------
    tier
        1 is the most urgent.
    people, people_fully_covered
        People with needs of this tier, and those for whom every one is covered in every period.
    person_days, person_days_covered
        The same in person-days: one bad week costs a person seven of them, not all.
    average
        Mean coverage, weighed by people and days.
    lowest
        The worst-off cell.
    """

    tier: int
    people: float
    people_fully_covered: float
    person_days: float
    person_days_covered: float
    average: float
    lowest: Cell


@dataclass(frozen=True)
class NeedFacts:
    """What one need of a tier comes to, over all places and periods; fields as in `TierFacts`."""

    good: str
    people: float
    people_fully_covered: float
    average: float
    lowest: Cell


@dataclass(frozen=True)
class PlaceFacts:
    """What one place gets of a tier, over all its needs and periods; fields as in `TierFacts`."""

    place: str
    people: float
    people_fully_covered: float
    average: float
    lowest: Cell


def tiers(coverage: pl.DataFrame) -> list[int]:
    """The tiers that have needs, the most urgent first."""
    return sorted(int(tier) for tier in coverage["tier"].unique().to_list())


def tier_facts(coverage: pl.DataFrame, calendar: Calendar) -> list[TierFacts]:
    """What each tier comes to, the most urgent first."""
    rows = with_days(coverage, calendar)
    return [_facts_of_tier(rows.filter(pl.col("tier") == tier), tier, calendar) for tier in tiers(rows)]


def need_facts(coverage: pl.DataFrame, calendar: Calendar, tier: int) -> list[NeedFacts]:
    """What each need of a tier comes to, the worst covered first."""
    rows = with_days(coverage.filter(pl.col("tier") == tier), calendar)
    facts = [
        NeedFacts(str(good), *_people(part), _average(part), lowest_cell(part))
        for (good,), part in rows.group_by("good", maintain_order=True)
    ]
    return sorted(facts, key=lambda fact: (fact.average, fact.lowest.coverage, fact.good))


def place_facts(coverage: pl.DataFrame, calendar: Calendar, tier: int) -> dict[str, PlaceFacts]:
    """What each place gets of a tier, by its name."""
    rows = with_days(coverage.filter(pl.col("tier") == tier), calendar)
    return {
        str(place): PlaceFacts(str(place), *_people(part), _average(part), lowest_cell(part))
        for (place,), part in rows.group_by("place", maintain_order=True)
    }


def shortfalls(coverage: pl.DataFrame) -> pl.DataFrame:
    """Who is short of what: one row per tier, place, group and good that is ever short, worst first.

    Columns: tier, place, group, good, people, lowest (coverage), period (of the lowest), n_short
    (rows below full), n_rows, and wanted, delivered, missing over the short rows.
    """
    short = pl.col("coverage") < FULL
    return (
        coverage.sort("coverage", "period")
        .group_by("tier", "place", "group", "good", maintain_order=True)
        .agg(
            pl.col("people").max(),
            pl.col("coverage").first().alias("lowest"),
            pl.col("period").first(),
            short.sum().alias("n_short"),
            pl.len().alias("n_rows"),
            pl.col("wanted").filter(short).sum(),
            pl.col("delivered").filter(short).sum(),
        )
        .filter(pl.col("n_short") > 0)
        .with_columns((pl.col("wanted") - pl.col("delivered")).alias("missing"))
        .sort(
            "tier", "lowest", "people", "place", "group", "good",
            descending=[False, False, True, False, False, False],
        )
    )  # fmt: skip


def lowest_cell(rows: pl.DataFrame) -> Cell:
    """The worst-off row; of equal ones the one with the most people, then the earliest."""
    columns = ["place", "group", "good", "period", "people", "coverage"]
    best = rows.sort(
        pl.col("coverage").round(9), "people", "period", "place", "group", "good",
        descending=[False, True, False, False, False, False],
    ).select(columns)  # fmt: skip
    return Cell(**best.row(0, named=True))


def _facts_of_tier(rows: pl.DataFrame, tier: int, calendar: Calendar) -> TierFacts:
    person_days, covered = _person_days(rows, calendar)
    return TierFacts(tier, *_people(rows), person_days, covered, _average(rows), lowest_cell(rows))


def _people(rows: pl.DataFrame) -> tuple[float, float]:
    """People with these needs, and those for whom every row is full."""
    groups = rows.group_by("place", "group", maintain_order=True).agg(
        pl.col("people").max(), (pl.col("coverage") >= FULL).all().alias("full")
    )
    return float(groups["people"].sum()), float(groups.filter("full")["people"].sum())


def _average(rows: pl.DataFrame) -> float:
    """Mean coverage, weighed by people and days (there is no row without people)."""
    weight = rows["people"] * rows["days"]
    return float((rows["coverage"] * weight).sum()) / float(weight.sum())


def _person_days(rows: pl.DataFrame, calendar: Calendar) -> tuple[float, float]:
    """Person-days with these needs, and those on which every one is covered."""
    periods = pl.DataFrame(
        {"at": list(range(calendar.n_periods)), "day_count": [float(length) for length in calendar.lengths]}
    )
    names = pl.DataFrame({"period": list(calendar.names), "first": list(range(calendar.n_periods))})
    spread = (
        rows.join(names, on="period")
        .with_columns(pl.int_ranges("first", pl.col("first") + pl.col("n_periods")).alias("at"))
        .explode("at")
        .group_by("place", "group", "at", maintain_order=True)
        .agg(pl.col("people").max(), (pl.col("coverage") >= FULL).all().alias("full"))
        .join(periods, on="at")
        .with_columns((pl.col("people") * pl.col("day_count")).alias("person_days"))
    )
    return float(spread["person_days"].sum()), float(spread.filter("full")["person_days"].sum())
