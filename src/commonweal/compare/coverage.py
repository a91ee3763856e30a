"""Who gains and who loses: coverage of one plan beside that of another, cell by cell.

Cells are matched by tier, place, group, good and the days they span. Shares are compared for the
people that both plans count: where their number differs, for the smaller one.
"""

from __future__ import annotations

import polars as pl

from commonweal.compare.pairing import NOISE, Pair, Remark
from commonweal.plan.measures import FULLY, with_days
from commonweal.plan.plan import Plan

__all__ = ["cell_remarks", "coverage_changes", "people_changes", "tier_changes"]

_CELL = ("tier", "place", "group", "good", "period", "days")
_EQUALLY_MANY = 1e-9  # share by which two numbers of people may differ


def coverage_changes(pair: Pair) -> pl.DataFrame:
    """Coverage of every need of every group, in both plans.

    Returns
    -------
    Columns tier, place, group, good, person_days, base, here and change (mean coverage by
    person-days), base_lowest, here_lowest (coverage), gained, lost and net (person-days of the need).
    One period's gain does not make up for another's loss: both are told.
    """
    return _summed(_matched(pair), "tier", "place", "group", "good")


def tier_changes(pair: Pair) -> pl.DataFrame:
    """The same, tier by tier: tier, person_days, base, here, change, gained, lost, net and the lowest."""
    return _summed(_matched(pair), "tier")


def people_changes(pair: Pair) -> pl.DataFrame:
    """People with every need of a tier covered throughout.

    Returns
    -------
    Columns tier, place, group, base_people and here_people (how many have needs of the tier), base, here
    and change (how many of them have every one covered in every period).
    """
    full = pl.col("base_coverage") >= FULLY, pl.col("here_coverage") >= FULLY
    return (
        _matched(pair)
        .group_by("tier", "place", "group")
        .agg(
            base_people=pl.col("base_people").max(),
            here_people=pl.col("here_people").max(),
            base=pl.col("base_people").max() * full[0].all(),
            here=pl.col("here_people").max() * full[1].all(),
        )
        .with_columns(change=pl.col("here") - pl.col("base"))
        .sort("tier", "place", "group")
    )


def cell_remarks(pair: Pair) -> list[Remark]:
    """Needs that only one of the plans knows, and people who are more or fewer."""
    base, other = (_cells(plan) for plan in (pair.base, pair.other))
    matched = _matched(pair)
    only = [
        float((frame["people"] * frame["days"]).sum())
        for frame in (base.join(other, on=_CELL, how="anti"), other.join(base, on=_CELL, how="anti"))
    ]
    remarks = []
    if any(only) and pair.same_calendar:
        remarks.append(Remark("cells", pair.name, {"base": only[0], "here": only[1]}))
    places = matched.group_by("place").agg(
        before=(pl.col("base_people") * pl.col("days")).sum(),
        after=(pl.col("here_people") * pl.col("days")).sum(),
    )
    differ = (pl.col("before") - pl.col("after")).abs() > _EQUALLY_MANY * pl.col("before")
    moved = places.filter(differ)["place"].sort().to_list()
    if moved:
        remarks.append(Remark("people", pair.name, {"places": moved}))
    return remarks


def _cells(plan: Plan) -> pl.DataFrame:
    """The coverage of a plan with the days each cell spans."""
    return with_days(plan["coverage"], plan.economy.settings.calendar)


def _matched(pair: Pair) -> pl.DataFrame:
    """Cells of both plans: their names, base_… and here_… coverage and people, weight, difference.

    ``people`` is the smaller number, ``weight`` its person-days.
    """
    sides = [
        _cells(plan).select(
            *_CELL, pl.col("coverage").alias(f"{word}_coverage"), pl.col("people").alias(f"{word}_people")
        )
        for word, plan in (("base", pair.base), ("here", pair.other))
    ]
    rise = pl.col("here_coverage") - pl.col("base_coverage")
    return (
        sides[0]
        .join(sides[1], on=_CELL)
        .with_columns(
            people=pl.min_horizontal("base_people", "here_people"),
            rise=pl.when(rise.abs() <= NOISE).then(0.0).otherwise(rise),
        )
        .with_columns(weight=pl.col("people") * pl.col("days"))
    )


def _summed(cells: pl.DataFrame, *names: str) -> pl.DataFrame:
    """Sums and means of matched cells by some of their names."""
    rise, weight = pl.col("rise"), pl.col("weight")
    return (
        cells.group_by(*names)
        .agg(
            person_days=weight.sum(),
            base=(pl.col("base_coverage") * weight).sum() / weight.sum(),
            here=(pl.col("here_coverage") * weight).sum() / weight.sum(),
            change=(rise * weight).sum() / weight.sum(),
            base_lowest=pl.col("base_coverage").min(),
            here_lowest=pl.col("here_coverage").min(),
            gained=(rise.clip(lower_bound=0.0) * weight).sum(),
            lost=((-rise).clip(lower_bound=0.0) * weight).sum(),
        )
        .with_columns(net=pl.col("gained") - pl.col("lost"))
        .sort(*names)
    )
