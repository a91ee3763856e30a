"""The account of one good, from its sources to what becomes of it."""

from collections import defaultdict
from types import SimpleNamespace

import polars as pl
import pytest

from commonweal.compare.passages import ENDS, SOURCES, changed_most, passages
from commonweal.errors import ModelError
from unit.compare.valley import plan_of
from unit.plan.bakery import LEFT, bakery, bakery_plan, frames

CARRIED = ("flour", "bread", "oil", "beans", "oranges", "soap", "coin", "labour", "fuelwood")


@pytest.fixture(scope="module")
def bread_plan():
    return SimpleNamespace(economy=bakery(), tables=frames(bakery_plan()))


def legs_of(plan, good):
    return {(leg.start_kind, leg.start, leg.end_kind, leg.end): leg.amount for leg in passages(plan, good)}


def rest_at_places(legs):
    rest = defaultdict(float)
    for leg in legs:
        rest[leg.end_kind, leg.end] += leg.amount
        rest[leg.start_kind, leg.start] -= leg.amount
    return {node: amount for node, amount in rest.items() if node[0] == "place"}


def test_bread_goes_as_worked_out_by_hand(bread_plan):
    assert legs_of(bread_plan, "bread") == pytest.approx(
        {
            ("made", "bake", "place", "mill"): 135.0,
            ("stock", "", "place", "town"): 70.0,
            ("place", "mill", "place", "town"): 84.6,
            ("place", "mill", "lost", ""): 10.5,
            ("place", "mill", "under way", ""): 9.9,
            ("place", "mill", "kept", ""): 30.0,
            ("place", "town", "eaten", "residents"): 128.6,
            ("place", "town", "eaten", "guests"): 20.0,
            ("place", "town", "kept", ""): 6.0,
        }
    )


@pytest.mark.parametrize("good", ["flour", "oranges", "coin", "labour"])
def test_the_periods_together_bring_what_the_plan_brings(good):
    plan = plan_of("base")
    n_periods = plan.economy.settings.calendar.n_periods

    def brought(legs):
        return sum(leg.amount for leg in legs if leg.start_kind in {"supply", "made"})

    each = [passages(plan, good, period) for period in range(n_periods)]
    assert sum(brought(legs) for legs in each) == pytest.approx(brought(passages(plan, good)))
    largest = max(leg.amount for legs in each for leg in legs)
    for legs in each:
        assert all(abs(amount) <= 1e-6 * largest for amount in rest_at_places(legs).values())


def test_what_set_out_before_a_period_arrives_in_it(bread_plan):
    whole = legs_of(bread_plan, "bread")
    legs = passages(bread_plan, "bread", 1)
    arriving = {leg.end: leg.amount for leg in legs if leg.start_kind == "arriving"}
    assert set(arriving) == {"town"}
    assert 0.0 < arriving["town"] < whole["place", "mill", "place", "town"]


def test_what_is_lost_in_store_is_told(bread_plan):
    after_ten_days = 100.0 * LEFT - 50.0
    lost = 100.0 * (1.0 - LEFT) + after_ten_days * (1.0 - LEFT)
    grain = legs_of(bread_plan, "grain")
    assert grain["place", "mill", "lost", ""] == pytest.approx(lost)
    assert grain["place", "mill", "used", "bake"] == 160.0


def test_money_goes_for_supplies_carrying_and_disposal(bread_plan):
    assert legs_of(bread_plan, "coin") == pytest.approx(
        {
            ("stock", "", "place", ""): 3.0,
            ("supply", "funds", "place", ""): 32.0,
            ("place", "", "paid", "market"): 30.0,
            ("place", "", "paid", "ash"): 0.8,
            ("place", "", "carrying", ""): 1.05,
            ("place", "", "kept", ""): 3.15,
        }
    )


def test_what_nobody_wants_is_left_over(bread_plan):
    assert legs_of(bread_plan, "slop") == pytest.approx(
        {("made", "bake", "place", "town"): 16.0, ("place", "town", "over", ""): 16.0}
    )


@pytest.mark.parametrize("good", CARRIED)
def test_at_every_place_what_comes_in_is_what_goes_out(good):
    legs = passages(plan_of("base"), good)
    largest = max(leg.amount for leg in legs)
    assert all(abs(amount) <= 1e-6 * largest for amount in rest_at_places(legs).values())
    assert {leg.start_kind for leg in legs} <= {"place", *SOURCES}
    assert {leg.end_kind for leg in legs} <= {"place", *ENDS}
    assert all(leg.amount > 0.0 for leg in legs)


def test_what_is_eaten_is_what_is_delivered():
    plan = plan_of("base")
    eaten = sum(leg.amount for leg in passages(plan, "bread") if leg.end_kind == "eaten")
    delivered = plan["deliveries"].filter(plan["deliveries"]["good"] == "bread")["delivered"].sum()
    assert eaten == pytest.approx(delivered)


def test_legs_between_places_name_their_routes():
    roads = {leg.routes for leg in passages(plan_of("base"), "flour") if leg.start_kind == leg.end_kind}
    assert roads <= {("high-road",), ("cart-track",)}


@pytest.mark.parametrize(
    "good, why", [("flower", "There is no good 'flower'"), ("energy", "Nothing of 'energy'")]
)
def test_what_has_no_way_is_refused(good, why):
    with pytest.raises(ModelError, match=why):
        passages(plan_of("base"), good)


def test_the_good_that_changes_most_is_found():
    base, opened = plan_of("base"), plan_of("open")
    moved = defaultdict(float)
    for sign, plan in ((-1, base), (1, opened)):
        for row in plan["flows"].iter_rows(named=True):
            moved[row["good"], row["route"], row["from_place"]] += sign * row["tonnes"]
    by_good = defaultdict(float)
    for (good, _, _), tonnes in moved.items():
        by_good[good] += abs(tonnes)
    assert changed_most((base, opened)) == max(by_good, key=by_good.get)
    carried = base["flows"].group_by("good").agg(pl.col("tonnes").sum())
    assert changed_most((base, base)) == carried.sort("tonnes", descending=True)["good"][0]
