"""What happens to a plan when the economy gets something more, or something that says nothing new."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given

from commonweal.model import Calendar
from economies import START, Rows, seeds
from plans import cells_of, effort_of, sorted_coverage
from property.relation import COVERAGE, few, modest, plan_of, same, unchanged


def like_baking(rows: Rows, name: str, input_factor: float) -> None:
    """A further technique with the places of ``bake``, both without a capacity."""
    [bake] = [row for row in rows["activities"] if row["activity"] == "bake"]
    rows["activities"].append(bake | {"activity": name})
    for row in [row for row in rows["activity_goods"] if row["activity"] == "bake"]:
        amount = float(str(row["amount"]))
        factor = input_factor if amount < 0 else 1.0
        rows["activity_goods"].append(row | {"activity": name, "amount": amount * factor})


def without_capacity(rows: Rows) -> None:
    """Bake as much as there is grain and work for."""
    for row in rows["activities"]:
        row["capacity"] = None


@given(seed=seeds)
@modest
def test_a_technique_that_uses_more_of_everything_is_not_used(seed: int) -> None:
    calendar, rows, other = unchanged(seed)
    without_capacity(rows)
    without_capacity(other)
    like_baking(other, "waste", 1.1)
    before, after = plan_of(calendar, rows), plan_of(calendar, other)
    same(before, after)
    wasted = after["activities"].filter(pl.col("activity") == "waste")["level"].sum()
    baked = after["activities"]["level"].sum()
    assert wasted <= 1e-6 * max(1.0, baked)


@given(seed=seeds)
@modest
def test_a_technique_written_twice_changes_nothing(seed: int) -> None:
    calendar, rows, other = unchanged(seed)
    without_capacity(rows)
    without_capacity(other)
    like_baking(other, "bake_again", 1.0)
    same(plan_of(calendar, rows), plan_of(calendar, other))


@given(seed=seeds)
@few
@pytest.mark.parametrize("supply", range(7))
def test_more_of_a_supply_never_worsens_the_worst_off(supply: int, seed: int) -> None:
    calendar, rows, more = unchanged(seed)
    row = more["supplies"][supply]
    row["at_most"] = 1.5 * float(str(row["at_most"]))
    before = np.concatenate(sorted_coverage(plan_of(calendar, rows)))
    after = np.concatenate(sorted_coverage(plan_of(calendar, more)))
    different = np.flatnonzero(np.abs(after - before) > COVERAGE)
    assert len(different) == 0 or after[different[0]] > before[different[0]]


@given(seed=seeds)
@modest
def test_a_good_and_a_place_that_nobody_uses_change_nothing(seed: int) -> None:
    calendar, rows, other = unchanged(seed)
    other["goods"].append({"good": "amber", "unit": "kg", "kind": "good", "mass": 1.0})
    other["places"].append({"place": "nowhere"})
    before, after = plan_of(calendar, rows), plan_of(calendar, other)
    # a supply or an oven at every place is also one more at the new place, from which no road leads
    same(before, after)


@given(seed=seeds)
@modest
def test_a_limit_with_room_left_may_as_well_not_be_there(seed: int) -> None:
    calendar, rows, other = unchanged(seed)
    before = plan_of(calendar, rows)
    supplied = dict(before["supplies"].group_by("supply").agg(pl.col("supplied").sum()).iter_rows())
    lifted = 0
    for row in other["supplies"]:
        slack = row["per"] == "horizon" and supplied.get(row["supply"], 0.0) < 0.99 * float(
            str(row["at_most"])
        )
        if slack and row["place"] != "*":
            row["at_most"] = None
            lifted += 1
    for row in other["activities"]:
        most = before["activities"].filter(pl.col("activity") == row["activity"])["level"].max()
        if row.get("capacity") and (most or 0.0) < 0.99 * float(str(row["capacity"])):
            row["capacity"] = None
            lifted += 1
    if lifted:
        same(before, plan_of(calendar, other))


@given(seed=seeds)
@modest
def test_two_halves_of_a_group_get_what_the_whole_got(seed: int) -> None:
    calendar, rows, other = unchanged(seed, n_groups=1)
    for need in rows["needs"] + other["needs"]:
        need["group"] = None
    half = [row | {"people": float(str(row["people"])) / 2} for row in other["people"]]
    other["people"] = half + [row | {"group": "twins"} for row in half]
    before, after = cells_of(plan_of(calendar, rows)), cells_of(plan_of(calendar, other))
    for (tier, place, group, good, period), value in after.items():
        whole = before[tier, place, "residents" if group == "twins" else group, good, period]
        assert value == pytest.approx(whole, abs=COVERAGE)


def storable(rows: Rows) -> None:
    """Everything can be kept without end or loss, comes by the day, and needs no time on the way."""
    for good in rows["goods"]:
        good["loss_per_day"] = None
    openings = {row["good"]: row.get("opening") for row in rows["stocks"] if row["place"] in ("*", None)}
    rows["stocks"] = [
        {
            "good": row["good"],
            "place": None if row.get("pooled") else "*",
            "opening": openings.get(row["good"]),
        }
        for row in rows["goods"]
    ]
    for row in rows["activity_goods"] + rows["routes"]:
        row["delay"] = None
    for row in rows["supplies"]:
        row["lead_time"] = None
        row["per"] = "horizon" if row["per"] == "period" else row["per"]
    for row in rows["needs"]:
        row["at_most"] = None
    for table in ("people", "activities", "routes", "supplies", "needs"):
        for row in rows[table]:
            row["from"] = row["until"] = None
    rows["limits"] = rows["limit_terms"] = []


@given(seed=seeds)
@modest
def test_a_period_split_in_two_changes_nothing_where_all_can_be_kept(seed: int) -> None:
    settings_of, rows, _ = unchanged(seed)
    storable(rows)
    for row in rows["needs"]:
        row["every"] = 6.0
    whole = settings_of.model_copy(update={"calendar": Calendar(start=START, lengths=(6, 6))})
    halves = settings_of.model_copy(update={"calendar": Calendar(start=START, lengths=(2, 4, 3, 3))})
    same(plan_of(whole, rows), plan_of(halves, rows))


@given(seed=seeds, days=seeds)
@modest
def test_the_same_weeks_in_another_year_have_the_same_plan(seed: int, days: int) -> None:
    settings_of, rows, later = unchanged(seed)
    shift = dt.timedelta(days=days % 2000)
    for table in later.values():
        for row in table:
            row.update({c: v + shift for c, v in row.items() if isinstance(v, dt.date)})
    calendar = Calendar(start=START + shift, lengths=settings_of.calendar.lengths)
    before = plan_of(settings_of, rows)
    after = plan_of(settings_of.model_copy(update={"calendar": calendar}), later)
    assert list(cells_of(after).values()) == pytest.approx(list(cells_of(before).values()), abs=COVERAGE)
    assert effort_of(after) == pytest.approx(effort_of(before), rel=1e-6, abs=1e-6)
