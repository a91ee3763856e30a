"""The picture of a plan says what its tables say."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache

import polars as pl
import pytest

import commonweal as cw
from commonweal.model.changes import Change, Scenario
from commonweal.plan.measures import FULLY, people_fully_covered
from commonweal.show.people import tier_facts
from commonweal.show.picture import FORM, form_of, picture_bytes, picture_of
from commonweal.wire.pictures import Picture


@cache
def planned(scenario: str = "") -> cw.Plan:
    return cw.plan(cw.read("village"), scenario=scenario or None)


@cache
def drawn(scenario: str = "") -> Picture:
    return Picture.model_validate_json(picture_bytes(planned(scenario)))


@pytest.mark.parametrize("example", ["village", "leontief"])
def test_a_picture_is_the_message_that_clients_read(example):
    plan = planned() if example == "village" else cw.plan(cw.read(example))
    Picture.model_validate_json(picture_bytes(plan))


def test_every_column_is_as_long_as_its_fellows_and_points_into_its_list():
    picture, said = drawn(), json.loads(picture_bytes(planned()))
    lists = {
        "place": picture.places, "group": picture.groups, "need": picture.needs, "good": picture.goods,
        "route": picture.routes, "supply": picture.supplies, "activity": picture.activities,
        "period": picture.periods, "first": picture.periods, "aim": picture.aims, "paid_in": picture.goods,
    }  # fmt: skip
    for table in ("cells", "flows", "room", "stocks", "supplied", "levels", "prices", "binding"):
        lengths = {len(column) for column in said[table].values()}
        assert len(lengths) == 1, table
        for name in lists.keys() & said[table].keys():
            assert all(at is None or 0 <= at < len(lists[name]) for at in said[table][name]), (table, name)


def test_cells_are_the_coverage_of_the_plan():
    picture, coverage = drawn(), planned()["coverage"]
    cells = picture.cells
    assert len(cells.place) == coverage.height
    row = coverage.row(17, named=True)
    need = picture.needs[cells.need[17]]
    assert picture.places[cells.place[17]].name == row["place"]
    assert (picture.goods[need.good].name, need.tier) == (row["good"], row["tier"])
    assert picture.periods[cells.first[17]].start.isoformat() == row["period"]
    assert cells.coverage[17] == pytest.approx(row["coverage"])


def test_tiers_are_those_of_the_report():
    told = {tier.tier: tier for tier in drawn("hard-spring").tiers}
    plan = planned("hard-spring")
    for facts in tier_facts(plan["coverage"], plan.economy.settings.calendar):
        tier = told[facts.tier]
        assert tier.people == pytest.approx(facts.people)
        assert tier.people_fully_covered == pytest.approx(facts.people_fully_covered)
        assert tier.mean == pytest.approx(facts.average)
        assert drawn("hard-spring").cells.coverage[tier.lowest] == pytest.approx(facts.lowest.coverage)


def test_the_headline_narrows_from_need_to_reach():
    headline, coverage = drawn().headline, planned()["coverage"]
    assert headline.in_need >= headline.targeted >= headline.reached
    assert headline.in_need == pytest.approx(1220)
    assert headline.reached == pytest.approx(people_fully_covered(coverage, 1)[1])
    assert min(headline.reached_by_period) == pytest.approx(1100)
    assert headline.reached_by_period[0] == pytest.approx(1220)
    for needed, aimed, had in zip(
        headline.in_need_by_period, headline.targeted_by_period, headline.reached_by_period, strict=True
    ):
        assert needed >= aimed >= had


def test_somebody_who_gets_nothing_in_a_period_is_not_targeted_then():
    plan = planned()
    hill = (pl.col("place") == "hill") & (pl.col("period") == "2031-03-17") & (pl.col("n_periods") == 1)
    nothing = pl.when(hill | (pl.col("good") == "soap")).then(0.0)
    starved = plan["coverage"].with_columns(
        nothing.otherwise("coverage").alias("coverage"), nothing.otherwise("delivered").alias("delivered")
    )
    told = picture_of(_with(plan, coverage=starved))["headline"]
    assert told["targeted_by_period"][2] == pytest.approx(1100)
    assert told["targeted_by_period"][0] == pytest.approx(1220)
    assert told["targeted"] == pytest.approx(1100)


def _with(plan: cw.Plan, **tables: pl.DataFrame) -> cw.Plan:
    """The plan with other tables."""
    fields = {name: getattr(plan, name) for name in plan.__dataclass_fields__}
    return cw.Plan(**(fields | {"tables": dict(plan.tables) | tables}))


def test_flows_know_their_way():
    picture, flows = drawn(), drawn().flows
    road = next(at for at, route in enumerate(picture.routes) if route.name == "high-road")
    back = {flows.back[at] for at, route in enumerate(flows.route) if route == road}
    assert back == {False, True}
    assert sum(flows.sent) == pytest.approx(planned()["flows"]["sent"].sum())


def test_room_is_what_may_set_out_while_the_route_is_open():
    picture = drawn()
    track = next(at for at, route in enumerate(picture.routes) if route.name == "cart-track")
    room = {
        period: tonnes
        for route, period, tonnes in zip(
            picture.room.route, picture.room.period, picture.room.tonnes, strict=True
        )
        if route == track
    }
    assert room == pytest.approx({0: 2.8, 1: 2.8, 4: 2.8, 5: 2.8})  # shut in the third and fourth week


def test_room_counts_the_open_days_of_a_period_alone():
    economy = cw.read("village")
    change = Change(
        "close", "routes", "route=high-road", begin=dt.date(2031, 3, 5), until=dt.date(2031, 3, 8)
    )
    plan = cw.plan(economy, scenario=Scenario("shut", changes=(change,)))
    told = picture_of(plan)["room"]
    first = [
        tonnes
        for route, period, tonnes in zip(told["route"], told["period"], told["tonnes"], strict=True)
        if (route, period) == (0, 0)
    ]
    assert first == pytest.approx([0.6 * 4])


def test_what_is_closed_says_why_and_by_whose_word():
    first, second = drawn("second-landslide").closed
    assert (first.kind, first.name, first.first, first.n_periods) == ("route", "cart-track", 2, 2)
    assert first.because == "shut by a landslide"
    assert (second.first, second.n_periods, second.until) == (4, 2, None)
    assert second.because == "A second landslide on the track"
    assert second.claimed_by == "the road-warden"
    assert drawn("second-landslide").routes[second.position or 0].name == "cart-track"


def test_a_scenario_that_goes_on_from_another_keeps_its_reasons():
    assert "the road-warden" in {closed.claimed_by for closed in drawn("hard-spring").closed}


def test_closed_places_supplies_and_activities_are_told():
    changes = (
        Change("close", "places", "place=hill", begin=dt.date(2031, 3, 10), because="Fire", claimed_by="all"),
        Change("sanction", where="supply=market, good=oil", because="Sanctions"),
        Change("strike", "activities", "activity=mill, place=valley", begin=dt.date(2031, 4, 7)),
    )
    economy = cw.read("village")
    economy = cw.Economy(
        economy.settings, economy.tables, scenarios={"all": Scenario("all", changes=changes)}
    )
    told = picture_of(cw.plan(economy, scenario="all"))
    found = {(one["kind"], one["name"]): one for one in told["closed"]}
    assert found["place", "hill"]["first"] == 1
    assert found["place", "hill"]["claimed_by"] == "all"
    assert told["places"][found["place", "hill"]["position"]]["name"] == "hill"
    assert found["supply", "market"]["because"] == "Sanctions"
    assert told["supplies"][found["supply", "market"]["position"]]["name"] == "market"
    mill = found["activity", "mill"]
    assert (mill["first"], mill["n_periods"], told["places"][mill["place"]]["name"]) == (5, 1, "valley")


def test_an_empty_store_is_left_out_and_others_are_whole():
    picture = drawn()
    n_periods = len(picture.periods)
    stores = list(zip(picture.stocks.good, picture.stocks.place, strict=True))
    assert all(stores.count(store) == n_periods for store in set(stores))


def test_money_is_paid_from_a_pool_and_its_limit_is_a_purse():
    picture = drawn()
    purse = next(supply for supply in picture.supplies if supply.name == "common-purse")
    assert purse.place is None
    binding = picture.binding
    at = next(number for number, kind in enumerate(binding.kind) if kind == "purse")
    assert (binding.name[at], binding.unit[at], binding.at_most[at]) == ("common-purse", "coin", 280.0)
    position = binding.position[at]
    assert position is not None
    assert picture.supplies[position].name == "common-purse"


def test_a_full_route_is_named_with_its_way():
    economy = cw.read("village")
    narrow = pl.when(pl.col("route") == "high-road").then(0.01).otherwise("capacity").alias("capacity")
    plan = cw.plan(economy.with_table("routes", economy["routes"].with_columns(narrow)))
    told = picture_of(plan)
    binding = told["binding"]
    at = [number for number, kind in enumerate(binding["kind"]) if kind == "route"]
    assert {binding["name"][number] for number in at} == {"high-road"}
    assert {binding["back"][number] for number in at} == {False, True}
    assert {told["routes"][binding["position"][number]]["name"] for number in at} == {"high-road"}
    assert {(binding["unit"][number], binding["at_most"][number]) for number in at} == {("t", 0.07)}
    assert any(binding["price"][number] > 0 and binding["aim"][number] is not None for number in at)


def test_a_cap_on_intake_is_named_by_its_group_and_good():
    economy = cw.read("village")
    capped = economy["needs"].with_columns(at_most=pl.when(pl.col("good") == "water").then("amount"))
    told = picture_of(cw.plan(economy.with_table("needs", capped)))
    binding = told["binding"]
    at = [number for number, kind in enumerate(binding["kind"]) if kind == "intake"]
    assert {binding["name"][number] for number in at} == {"residents", "newcomers"}
    assert {told["goods"][binding["good"][number]]["name"] for number in at} == {"water"}
    assert {binding["unit"][number] for number in at} == {"L"}


def test_a_price_is_of_the_first_aim_that_it_would_help():
    picture = drawn()
    hill = next(at for at, place in enumerate(picture.places) if place.name == "hill")
    bread = next(at for at, good in enumerate(picture.goods) if good.name == "bread")
    found = {
        period: (of, picture.aims[aim].name)
        for good, place, period, of, aim in zip(
            picture.prices.good, picture.prices.place, picture.prices.period, picture.prices.of,
            picture.prices.aim, strict=True,
        )
        if (good, place) == (bread, hill)
    }  # fmt: skip
    assert found[2] == (1, "tier 1")
    assert found[5] == (0, "effort: labour")


def test_names_are_in_every_language_that_the_tables_have():
    picture = drawn()
    assert picture.places[1].titles == {"en": "The hill hamlet", "ar": "ضيعة التل"}
    assert all("en" in thing.titles for thing in (*picture.goods, *picture.places, *picture.routes))


def test_figures_have_nine_digits_and_nothing_that_is_no_number():
    said = picture_bytes(planned())
    assert b"NaN" not in said
    assert b"Infinity" not in said
    longest = max(
        len(f"{value:.17g}".replace(".", "").lstrip("0")) for value in json.loads(said)["flows"]["sent"]
    )
    assert longest <= 17
    assert all(value == float(f"{value:.9g}") for value in json.loads(said)["cells"]["delivered"])


def test_the_form_is_read_from_the_first_bytes():
    assert form_of(picture_bytes(planned())) == FORM
    assert form_of(b'{"form":12,"title":{}}') == 12
    assert [form_of(other) for other in (b"", b"[]", b'{"form":x,', b'{"form":1')] == [0, 0, 0, 0]


def test_people_who_lack_nothing_are_those_of_full_cells():
    picture = drawn()
    short = {
        (place, group)
        for place, group, need, coverage in zip(
            picture.cells.place, picture.cells.group, picture.cells.need, picture.cells.coverage, strict=True
        )
        if picture.needs[need].tier == 1 and coverage < FULLY
    }
    assert {picture.places[place].name for place, _ in short} == {"hill"}
