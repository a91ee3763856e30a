"""Households: needs per person and day, in tiers, by group, with floors and what is beyond them."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from commonweal.building.options import Floor, Group, Purpose
from commonweal.model import Economy
from plans import verified_plan
from unit.building.tables import built, column, priced, sectors, two_regions, valid

PURPOSES = {"food": Purpose("01", 1), "tools": Purpose("05", 2)}
GROUPS = (
    Group("", "poor", 0.4, 0.3),
    Group("", "poor", 0.4, 0.35, "01"),
    Group("", "rich", 0.6, 0.7),
    Group("", "rich", 0.6, 0.65, "01"),
)


def steps(economy: Economy, good: str) -> list[tuple[float, int]]:
    """What one person wants of a good in a year, and in which tier."""
    rows = economy["needs"].filter(good=good).sort("tier")
    return [(round(365.0 * row["amount"], 9), int(row["tier"])) for row in rows.iter_rows(named=True)]


def test_a_person_needs_what_households_consumed_per_head() -> None:
    economy = built(sectors(), purposes=PURPOSES)
    assert steps(economy, "food") == [(30.0, 1)]
    assert steps(economy, "tools") == [(160.0, 2)]


def test_households_want_what_is_sold_or_comes_from_anywhere() -> None:
    assert set(column(built(priced()), "needs", "good")) == {"bread.sold", "trade"}
    assert "corn.any" in column(built(two_regions()), "needs", "good")


def test_what_nobody_consumes_is_no_need() -> None:
    assert "lorries" not in column(built(priced()), "needs", "good")


def test_groups_share_people_and_consumption_by_division() -> None:
    economy = built(sectors(), purposes=PURPOSES, groups=GROUPS)
    people = dict(zip(column(economy, "people", "group"), column(economy, "people", "people"), strict=True))
    assert people == pytest.approx({"poor": 4.0, "rich": 6.0})
    found = {
        (row["group"], row["good"]): 365.0 * row["amount"] * people[row["group"]]
        for row in economy["needs"].iter_rows(named=True)
    }
    assert found == pytest.approx(
        {
            ("poor", "food"): 0.35 * 300.0,
            ("poor", "tools"): 0.3 * 1600.0,
            ("rich", "food"): 0.65 * 300.0,
            ("rich", "tools"): 0.7 * 1600.0,
        }
    )


def test_groups_together_want_what_was_consumed(tmp_path: Path) -> None:
    economy = valid(built(sectors(), purposes=PURPOSES, groups=GROUPS), tmp_path / "economy")
    plan = verified_plan(economy)
    wanted = plan["coverage"].group_by("good").agg(pl.col("wanted").sum())
    assert dict(wanted.iter_rows()) == pytest.approx({"food": 300.0, "tools": 1600.0})
    assert plan["coverage"]["coverage"].min() == pytest.approx(1.0)


def test_groups_may_differ_by_region() -> None:
    groups = (Group("north", "old", 0.25, 0.5), Group("north", "young", 0.75, 0.5))
    economy = built(two_regions(), groups=groups)
    assert set(column(economy, "people", "group", place="north")) == {"old", "young"}
    assert column(economy, "people", "group", place="south") == ["residents"]


def test_what_is_consumed_beyond_a_floor_is_a_less_urgent_step() -> None:
    floors = (Floor("food", 12.0, 1, source="a survey"),)
    economy = built(sectors(), purposes=PURPOSES, floors=floors)
    assert steps(economy, "food") == [(12.0, 1), (30.0, 2)]
    assert column(economy, "needs", "source", good="food")[0] == "a survey"


def test_the_step_beyond_a_floor_covers_what_was_consumed_and_no_more() -> None:
    economy = built(sectors(), purposes=PURPOSES, floors=(Floor("food", 12.0, 1),))
    plan = verified_plan(economy)
    assert plan["deliveries"].filter(good="food")["delivered"].sum() == pytest.approx(300.0)
    assert plan.effort_used == pytest.approx(110.0)


def test_a_floor_above_what_was_consumed_stands_alone() -> None:
    economy = built(sectors(), purposes=PURPOSES, floors=(Floor("food", 40.0, 1),))
    assert steps(economy, "food") == [(40.0, 1)]


def test_a_floor_without_a_tier_has_that_of_the_product() -> None:
    economy = built(sectors(), purposes=PURPOSES, floors=(Floor("tools", 100.0),))
    assert steps(economy, "tools") == [(100.0, 2), (160.0, 3)]


def test_only_floors_are_wanted_where_that_was_asked() -> None:
    economy = built(sectors(), purposes=PURPOSES, floors=(Floor("food", 12.0, 1),), floors_only=True)
    assert column(economy, "needs", "good") == ["food"]
    assert verified_plan(economy).effort_used < 110.0


def test_a_floor_holds_only_where_it_was_said() -> None:
    economy = built(two_regions(), floors=(Floor("corn", 1.0, 1, region="north"),), floors_only=True)
    assert column(economy, "needs", "place") == ["north"]


def test_nothing_is_asked_of_origins_where_only_floors_are_needed() -> None:
    floors = (Floor("corn", 1.0, 1),)
    economy = built(two_regions(), sourcing="within", floors=floors, floors_only=True)
    assert (
        not economy["activities"]
        .filter(pl.col("kind").str.starts_with("sourcing") & pl.col("minimum").is_not_null())
        .height
    )
