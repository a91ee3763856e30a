from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable

import polars as pl
import pytest

from commonweal.model import Economy
from commonweal.plan.audit import audit
from unit.plan.bakery import FIRST, LEFT, SECOND, Rows, bakery, bakery_plan, changed, frames

Where = dict[str, object]
LITTLE = 1.0 + 1e-6


def a_little_more(value: float) -> float:
    return value * LITTLE


def a_little_less(value: float) -> float:
    return value / LITTLE


def broken(table: str, where: Where, **to: object) -> Rows:
    """The plan with one row changed."""
    rows = bakery_plan()
    changed(rows[table], where, **to)
    return rows


def with_changed(economy: Economy, table: str, where: Where, **to: object) -> Economy:
    """The economy with one row changed."""
    rows = economy[table].to_dicts()
    changed(rows, where, **to)
    return economy.with_table(table, pl.DataFrame(rows, schema=economy[table].schema))


def test_a_plan_worked_out_by_hand_has_no_error() -> None:
    result = audit(bakery(), frames(bakery_plan()))
    assert result.error < 1e-12, result.worst
    assert result.checked > 150


GRAIN = "material balance (grain, mill"
GUESTS_TEA = {"good": "tea", "group": "guests"}
BREAD_A = {"good": "bread", "group": "residents", "period": FIRST}
RESIDENTS_A = {"group": "residents", "good": "energy", "period": FIRST}
NUMBERS: list[tuple[str, Where, str, Callable[[float], float], str]] = [
    ("deliveries", BREAD_A, "delivered", a_little_more, "material balance (bread, town, 2031-01-01)"),
    ("deliveries", BREAD_A, "delivered", a_little_more, "intake (energy, town, residents, 2031-01-01"),
    ("deliveries", BREAD_A, "delivered", a_little_more, "cap of a need (energy, town, residents"),
    ("deliveries", BREAD_A, "delivered", a_little_less, "ration (table, town, bread, 2031-01-01)"),
    ("deliveries", {"good": "tea", "period": SECOND}, "delivered", a_little_more, "material balance (tea"),
    ("deliveries", {"good": "tea", "period": SECOND}, "delivered", a_little_less, "limit on tea-time"),
    ("coverage", RESIDENTS_A, "wanted", a_little_more, "wanted (energy"),
    ("coverage", RESIDENTS_A, "delivered", a_little_more, "intake (energy"),
    ("coverage", RESIDENTS_A, "coverage", a_little_more, "coverage (energy"),
    ("coverage", {"good": "tea"}, "coverage", a_little_less, "coverage (tea"),
    ("activities", {"part": ""}, "level", a_little_more, "material balance (slop, town, 2031-01-01)"),
    ("activities", {"part": ""}, "level", a_little_more, "material balance (ash, mill, 2031-01-01)"),
    ("activities", {"part": ""}, "level", a_little_less, "material balance (bread, mill, 2031-01-01)"),
    ("activities", {"part": "2031-01-06"}, "level", a_little_more, "capacity (bake, mill, 2031-01-01)"),
    ("activities", {"part": "2031-01-06"}, "level", a_little_less, "material balance (bread, mill"),
    ("flows", {"period": FIRST}, "sent", a_little_more, "material balance (bread, mill, 2031-01-01)"),
    ("flows", {"period": SECOND}, "sent", a_little_more, "route capacity (road, mill, town, 2031-01-11)"),
    ("flows", {"period": SECOND}, "sent", a_little_more, "limit on traffic (2031-01-11)"),
    ("flows", {"period": SECOND}, "sent", a_little_more, "material balance (carts, 2031-01-11)"),
    ("flows", {"period": FIRST}, "tonnes", a_little_more, "tonnes (road"),
    ("flows", {"period": FIRST}, "arrived", a_little_more, "what arrives (road"),
    ("stocks", {"good": "grain", "period": FIRST}, "stock", a_little_less, f"{GRAIN}, {SECOND})"),
    ("stocks", {"good": "grain", "period": FIRST}, "stock", a_little_more, f"{GRAIN}, {FIRST})"),
    ("stocks", {"place": "town", "period": SECOND}, "stock", a_little_less, "closing stock (bread, town)"),
    ("stocks", {"good": "tea", "period": SECOND}, "stock", a_little_more, "store capacity (tea, 2031-01-11)"),
    ("stocks", {"good": "bread", "period": SECOND}, "stock", a_little_more, "limit on store"),
    ("stocks", {"good": "coin", "period": FIRST}, "stock", a_little_more, "material balance (coin"),
    ("supplies", {"supply": "harvest"}, "supplied", a_little_more, "supply (harvest, grain, mill)"),
    ("supplies", {"supply": "harvest"}, "supplied", a_little_less, "material balance (grain"),
    ("supplies", {"supply": "pool", "period": SECOND}, "supplied", a_little_more, "supply (pool, carts"),
    ("supplies", {"supply": "market"}, "supplied", a_little_more, "supply (market, tea, 2031-01-01)"),
    ("supplies", {"supply": "market"}, "supplied", a_little_more, "material balance (coin"),
    ("supplies", {"supply": "market"}, "supplied", a_little_less, "limit on buying"),
    ("supplies", {"supply": "market"}, "cost", a_little_more, "cost (market, tea, town, 2031-01-01)"),
    ("supplies", {"supply": "funds", "period": SECOND}, "supplied", a_little_less, "supply at least (funds"),
    ("leftovers", {"good": "slop"}, "amount", a_little_more, "material balance (slop, town"),
    ("leftovers", {"good": "slop"}, "amount", a_little_less, "material balance (slop, town"),
    ("leftovers", {"good": "ash"}, "amount", a_little_less, "material balance (ash, mill"),
    ("floors", {"what": "bread"}, "kept", a_little_more, "closing stock (bread, town)"),
    ("floors", {"what": "funds", "period": SECOND}, "kept", a_little_more, "supply at least (funds"),
    ("floors", {"what": "buying"}, "kept", a_little_more, "limit on buying"),
    ("floors", {"what": "tea-time"}, "kept", a_little_more, "limit on tea-time (town, 2031-01-01)"),
    ("floors", {"what": "bake"}, "kept", a_little_more, "share of a floor (minimum, bake, mill"),
    ("floors", {"what": "bread"}, "shortfall", a_little_more, "shortfall of a floor (closing, bread, town"),
    ("floors", {"what": "funds"}, "wanted", a_little_more, "wanted of a floor (supply, funds"),
]  # fmt: skip


@pytest.mark.parametrize("table, where, column, change, named", NUMBERS)
def test_a_millionth_too_much_or_too_little_is_named(
    table: str, where: Where, column: str, change: Callable[[float], float], named: str
) -> None:
    result = audit(bakery(), frames(broken(table, where, **{column: change})))
    assert result.error > 1e-7
    assert any(str(line).startswith(named) for line in result.worst if line.relative > 1e-8), result.worst


NAMES: list[tuple[str, Where, Where, str]] = [
    ("deliveries", BREAD_A, {"period": SECOND}, "material balance (bread"),
    ("deliveries", {"good": "tea"}, {"place": "mill"}, "somebody to deliver to (tea, mill, residents"),
    ("deliveries", GUESTS_TEA, {"period": SECOND}, "somebody to deliver to (tea, town, guests"),
    ("deliveries", {"good": "tea"}, {"good": "coffee"}, "names in deliveries (coffee"),
    ("activities", {"part": ""}, {"part": "2031-01-06"}, "capacity (bake, mill"),
    ("activities", {"part": ""}, {"period": SECOND}, "activity is allowed (bake, mill, 2031-01-11)"),
    ("activities", {"part": "2031-01-06"}, {"place": "town"}, "activity is allowed (bake, town"),
    ("activities", {"part": ""}, {"place": "town"}, "material balance (bread, mill"),
    ("flows", {}, {"period": "2031-01-02"}, "names in flows (2031-01-02"),
    ("flows", {}, {"from_place": "town", "to_place": "mill"}, "material balance (bread, town"),
    ("flows", {}, {"good": "tea"}, "route carries the good (road, mill, town, tea"),
    ("flows", {}, {"from_place": "town"}, "route is open (road, town, town"),
    ("stocks", {"good": "tea"}, {"good": "ash", "place": "mill"}, "a store to keep it in (ash, mill"),
    ("supplies", {"supply": "market"}, {"paid_in": "shell"}, "paid in the right currency (market, tea, town"),
    ("supplies", {"supply": "harvest"}, {"place": "town"}, "supply can be had (harvest, grain, town"),
    ("supplies", {"supply": "market", "period": SECOND}, {"period": FIRST}, "supply (market, tea, 20"),
    ("leftovers", {"good": "ash"}, {"place": "town"}, "material balance (ash"),
    ("coverage", {"good": "tea"}, {"n_periods": 1}, "wanted (tea"),
    ("coverage", RESIDENTS_A, {"tier": 2}, "need without a cell (energy, town, residents"),
]  # fmt: skip


@pytest.mark.parametrize("table, where, to, named", NAMES)
def test_a_wrong_name_is_a_gross_error(table: str, where: Where, to: Where, named: str) -> None:
    result = audit(bakery(), frames(broken(table, where, **to)))
    assert result.error > 1e-2
    assert any(str(line).startswith(named) for line in result.worst), result.worst


GIVEN: list[tuple[str, Where, Where, str]] = [
    ("goods", {"good": "grain"}, {"loss_per_day": 0.0101}, "material balance (grain"),
    ("goods", {"good": "bread"}, {"mass": 1.01}, "tonnes"),
    ("goods", {"good": "ash"}, {"disposal": "0.051"}, "material balance (coin"),
    ("people", {"group": "guests"}, {"until": dt.date(2031, 1, 7)}, "wanted (energy, town, guests"),
    ("needs", {"good": "tea"}, {"amount": 0.11}, "wanted (tea"),
    ("needs", {"good": "tea"}, {"every": 10.0}, "window of a need (tea"),
    ("needs", {"good": "energy"}, {"at_most": 1.59}, "cap of a need (energy"),
    ("needs", {"good": "energy"}, {"until": dt.date(2031, 1, 20)}, "wanted (energy, town, residents"),
    ("composition", {}, {"amount": 2.01}, "intake (energy"),
    ("activities", {"place": "mill"}, {"capacity": 9.9}, "capacity (bake, mill"),
    ("activities", {"place": "*"}, {"until": dt.date(2031, 1, 5)}, "wanted of a floor (minimum, bake, mill"),
    ("activity_goods", {"good": "bread"}, {"delay": 5.1}, "material balance (bread, mill"),
    ("activity_goods", {"good": "slop"}, {"at": "mill"}, "material balance (slop"),
    ("routes", {}, {"delay": 2.1}, "material balance (bread, town"),
    ("routes", {}, {"loss": 0.11}, "what arrives"),
    ("routes", {}, {"capacity": 0.0054}, "route capacity"),
    ("routes", {}, {"until": dt.date(2031, 1, 11)}, "route is open"),
    ("routes", {}, {"closed": True}, "route is open (road, mill, town"),
    ("activities", {"place": "mill"}, {"closed": True}, "activity is allowed (bake, mill"),
    ("supplies", {"supply": "pool"}, {"closed": True}, "supply can be had (pool, carts"),
    ("route_goods", {"good": "carts"}, {"amount": 2.1}, "material balance (carts"),
    ("route_goods", {"good": "coin"}, {"amount": 10.1}, "material balance (coin"),
    ("supplies", {"supply": "harvest"}, {"at_most": 74.0}, "supply (harvest, grain, mill)"),
    ("supplies", {"supply": "market"}, {"lead_time": 5.0}, "supply (market, tea, 2031-01-01)"),
    ("supplies", {"supply": "market"}, {"lead_time": 10.0}, "supply can be had (market, tea, town"),
    ("supplies", {"supply": "market"}, {"price": 2.1}, "cost (market"),
    ("stocks", {"good": "grain"}, {"opening": 99.0}, "material balance (grain, mill, 2031-01-01)"),
    ("stocks", {"good": "tea"}, {"place": "mill"}, "a store to keep it in (tea"),
    ("stocks", {"good": "bread", "place": "mill"}, {"capacity": 29.0}, "store capacity (bread, mill"),
    ("stocks", {"good": "bread", "place": "mill"}, {"closing": 31.0}, "closing stock (bread, mill"),
    ("limits", {"limit": "traffic"}, {"at_most": 0.054}, "limit on traffic (2031-01-11)"),
    ("limits", {"limit": "diet"}, {"at_most": 0.79}, "limit on diet (town, 2031-01-01)"),
    ("limits", {"limit": "only-bread"}, {"at_least": 0.1}, "limit on only-bread"),
    ("limits", {"limit": "store"}, {"at_most": 29.0}, "limit on store (2031-01-11)"),
    ("limit_terms", {"limit": "buying"}, {"coefficient": 0.9}, "limit on buying"),
]  # fmt: skip


@pytest.mark.parametrize("table, where, to, named", GIVEN)
def test_a_plan_for_another_economy_is_an_error(table: str, where: Where, to: Where, named: str) -> None:
    result = audit(with_changed(bakery(), table, where, **to), frames(bakery_plan()))
    assert result.error > 1e-4
    assert any(str(line).startswith(named) for line in result.worst), result.worst


def test_a_minimum_that_the_plan_does_not_give_up_must_be_reached() -> None:
    result = audit(bakery(), frames(broken("floors", {"place": "town"}, kept=1.0, shortfall=0.0)))
    assert str(result.worst[0]).startswith("minimum (bake, town, 2031-01-01)")
    assert result.worst[0].off == 5.0


def test_minimums_that_follow_each_other_in_a_period_are_told_apart_by_their_order() -> None:
    activities = bakery()["activities"].with_columns(minimum=pl.lit(13.0))
    economy = bakery().with_table("activities", activities)
    rows = bakery_plan()
    shares = [("mill", FIRST, 65.0, 60.0), ("town", FIRST, 65.0, 0.0), ("mill", FIRST, 65.0, 50.0)]
    rows["floors"] = [row for row in rows["floors"] if row["kind"] != "minimum"] + [
        {"kind": "minimum", "what": "bake", "place": place, "period": period, "tier": 0}
        | {"wanted": wanted, "shortfall": wanted - level, "kept": level / wanted}
        for place, period, wanted, level in [*shares, ("mill", SECOND, 130.0, 50.0)]
    ]
    assert audit(economy, frames(rows)).error < 1e-12
    changed(rows["floors"], {"wanted": 130.0}, kept=0.5, shortfall=65.0)
    assert audit(economy, frames(rows)).worst[0].off == 15.0


def test_a_floor_that_the_plan_does_not_list_must_be_kept() -> None:
    rows = bakery_plan()
    rows["floors"] = [row for row in rows["floors"] if row["kind"] != "closing"]
    result = audit(bakery(), frames(rows))
    assert str(result.worst[0]).startswith("closing stock (bread, town): off by 4.1 of 20")


def test_a_cell_left_out_or_told_twice_is_an_error() -> None:
    rows = bakery_plan()
    tea = rows["coverage"].pop()
    assert audit(bakery(), frames(rows)).worst[0].what == "need without a cell"
    rows["coverage"] += [tea, tea]
    assert audit(bakery(), frames(rows)).worst[0].what == "counted once"


@pytest.mark.parametrize("amount", [math.nan, math.inf, None])
def test_what_is_no_number_is_infinitely_far_off(amount: float | None) -> None:
    result = audit(bakery(), frames(broken("leftovers", {}, amount=amount)))
    assert result.error == math.inf
    assert any(str(line).startswith("amount is a number (left_over, slop") for line in result.worst)


LOST = {"good": "grain", "place": "mill", "share": 0.01, "on": dt.date(2031, 1, 11)}
LOSSES: list[tuple[Where, str]] = [
    ({}, f"{GRAIN}, {SECOND})"),
    ({"place": "*", "on": dt.date(2031, 1, 20)}, f"{GRAIN}, {SECOND})"),
    ({"on": dt.date(2031, 1, 10)}, f"{GRAIN}, {FIRST})"),
    ({"good": "tea", "place": None}, f"material balance (tea, {SECOND})"),
    ({"good": "coin", "place": None}, f"material balance (coin, {SECOND})"),
]


@pytest.mark.parametrize("changes, named", LOSSES)
def test_a_plan_that_knows_of_no_loss_is_an_error(changes: Where, named: str) -> None:
    result = audit(bakery().with_table("losses", pl.DataFrame([LOST | changes])), frames(bakery_plan()))
    assert result.error > 1e-4
    assert any(str(line).startswith(named) for line in result.worst), result.worst


@pytest.mark.parametrize("on", [dt.date(2030, 12, 31), dt.date(2031, 1, 21)])
def test_a_loss_on_another_day_takes_nothing(on: dt.date) -> None:
    result = audit(bakery().with_table("losses", pl.DataFrame([LOST | {"on": on}])), frames(bakery_plan()))
    assert result.error < 1e-12


def test_a_loss_takes_its_share_of_what_is_carried_over() -> None:
    rows = bakery_plan()
    grain = (100.0 * LEFT * 0.9 + 60.0 - 110.0) * LEFT * 0.5
    days = [(FIRST, 0.9, dt.date(2031, 1, 3)), (SECOND, 0.5, dt.date(2031, 1, 12))]
    losses = [LOST | {"share": 1.0 - left, "on": on} for _, left, on in days]
    changed(rows["stocks"], {"good": "grain", "period": FIRST}, stock=100.0 * LEFT * 0.9 + 60.0 - 110.0)
    changed(rows["stocks"], {"good": "grain", "period": SECOND}, stock=grain + 15.0 - 50.0 + 30.0)
    changed(rows["supplies"], {"supply": "harvest", "period": SECOND}, supplied=45.0)
    economy = with_changed(bakery(), "supplies", {"supply": "harvest"}, at_most=105.0)
    assert audit(economy.with_table("losses", pl.DataFrame(losses)), frames(rows)).error < 1e-12


def test_a_floor_on_a_closed_row_must_be_told_as_not_kept() -> None:
    economy = with_changed(bakery(), "supplies", {"supply": "harvest"}, at_least=75.0)
    rows = bakery_plan()
    assert audit(economy, frames(rows)).error < 1e-12
    shut = with_changed(economy, "supplies", {"supply": "harvest"}, closed=True)
    rows["supplies"] = [row for row in rows["supplies"] if row["supply"] != "harvest"]
    worst = audit(shut, frames(rows)).worst
    assert "supply at least (harvest, grain, mill)" in {f"{line.what} ({line.where})" for line in worst}


def test_a_negative_amount_is_named() -> None:
    rows = broken("supplies", {"supply": "harvest"}, supplied=76.0)
    changed(rows["supplies"], {"supply": "harvest", "period": SECOND}, supplied=-1.0)
    result = audit(bakery(), frames(rows))
    assert any(str(line).startswith("supplied is not negative (harvest, grain") for line in result.worst)


def test_rows_too_small_to_be_listed_are_no_error() -> None:
    rows = bakery_plan()
    changed(rows["deliveries"], {"group": "guests", "good": "tea"}, delivered=1.0 + 4e-10)
    changed(rows["leftovers"], {"good": "slop"}, amount=11.0 + 1e-9)
    assert audit(bakery(), frames(rows)).error < 1e-12


def test_an_empty_plan_of_an_economy_without_needs_holds() -> None:
    economy = bakery()
    for table in ("needs", "limits", "supplies", "activities", "stocks"):
        economy = economy.with_table(table, economy[table].clear())
    empty = {name: frame.clear() for name, frame in frames(bakery_plan()).items()}
    assert audit(economy, empty).error == 0.0


def test_only_those_who_got_something_share_a_basket_everywhere() -> None:
    economy = with_changed(bakery(), "rations", {}, everywhere=True)
    rows = bakery_plan()
    assert audit(economy, frames(rows)).error < 1e-12
    rows["deliveries"] = [
        row for row in rows["deliveries"] if (row["group"], row["good"]) != ("guests", "bread")
    ]
    found = {line.what for line in audit(economy, frames(rows)).worst}
    assert "ration" not in found
    assert "intake" in found
    found = {line.what for line in audit(bakery(), frames(rows)).worst}
    assert "ration" in found


def test_needs_count_only_days_on_which_people_are_there() -> None:
    needs = [{"good": "energy", "amount": 2.0, "from": dt.date(2031, 1, 6), "tier": 1}]
    economy = bakery().with_table("needs", pl.DataFrame(needs))
    rows = bakery_plan()
    rows["coverage"] = [
        row for row in rows["coverage"] if row["good"] == "energy" and row["group"] != "guests"
    ]
    changed(rows["coverage"], {"period": FIRST}, wanted=100.0, coverage=1.0)
    assert audit(economy, frames(rows)).error < 1e-12


def test_a_durable_is_wanted_at_the_end_as_at_the_start() -> None:
    economy = with_changed(bakery(), "goods", {"good": "grain"}, kind="durable")
    result = audit(economy, frames(bakery_plan()))
    assert any(str(line).startswith("closing stock (grain, mill)") for line in result.worst)


def test_currency_needs_no_store() -> None:
    economy = bakery()
    stocks = economy["stocks"].filter(pl.col("good") != "coin")
    rows = broken("supplies", {"supply": "funds"}, supplied=23.0)
    result = audit(economy.with_table("stocks", stocks), frames(rows))
    assert {line.what for line in result.worst if line.relative > 1e-9} == {"supply"}


def test_sending_back_counts_in_the_other_direction() -> None:
    rows = bakery_plan()
    back = dict(rows["flows"][1]) | {"from_place": "town", "to_place": "mill"}
    result = audit(bakery(), frames(rows | {"flows": [*rows["flows"], back]}))
    assert "route capacity" not in {line.what for line in result.worst}
    one_way = with_changed(bakery(), "routes", {}, both_ways=False)
    result = audit(one_way, frames(rows | {"flows": [*rows["flows"], back]}))
    assert any(str(line).startswith("route is open (road, town, mill, bread") for line in result.worst)
