"""What something is for: shares that add up, worked out by hand where they can be."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

import commonweal as cw
from commonweal.errors import ModelError
from commonweal.model import Calendar, Economy, Settings
from economies import random_economy
from plans import verified_plan

START = dt.date(2031, 1, 1)
FIRST, SECOND = "2031-01-01", "2031-01-11"


def economy_of(**tables: list[dict[str, object]]) -> Economy:
    """Two places, ten days and ten more."""
    base = {"places": [{"place": "here"}, {"place": "there"}]}
    settings = Settings(name="small", currency="coin", calendar=Calendar(start=START, lengths=(10, 10)))
    return Economy.from_rows(settings, base | tables)


def dairy(**tables: list[dict[str, object]]) -> Economy:
    """Milk becomes butter and whey; the herd gives just enough of it."""
    base = {
        "goods": [
            {"good": "milk", "unit": "L"},
            {"good": "butter", "unit": "kg", "mass": 1.0},
            {"good": "whey", "unit": "kg", "mass": 1.0},
            {"good": "work", "unit": "h", "kind": "labour"},
        ],
        "people": [{"group": "all", "place": "here", "people": 10.0}],
        "needs": [{"good": "butter", "amount": 0.1}, {"good": "whey", "amount": 0.3}],
        "supplies": [
            {"supply": "herd", "good": "milk", "place": "here"},
            {"supply": "hands", "good": "work", "place": "here"},
        ],
        "activities": [{"activity": "churn", "place": "here"}],
        "activity_goods": [
            {"activity": "churn", "good": "milk", "amount": -10.0},
            {"activity": "churn", "good": "butter", "amount": 1.0},
            {"activity": "churn", "good": "whey", "amount": 3.0},
        ],
    }
    return economy_of(**(base | tables))


def ends_of(answer: cw.Why, *names: str) -> dict[tuple[object, ...], float]:
    """Shares by some columns."""
    sums = answer.shares.group_by(*names).agg(pl.col("share").sum())
    return {tuple(row[:-1]): row[-1] for row in sums.iter_rows()}


def everything(plan: cw.Plan) -> list[dict[str, str]]:
    """Every question that can be asked about whole rows of a plan's economy."""
    economy = plan.economy
    asked = [{"activity": name} for name in economy["activities"]["activity"].unique()]
    asked += [{"good": name} for name in economy["goods"]["good"]]
    for kind, table in (("supply", "supplies"), ("route", "flows")):
        rows = plan["supplies"] if kind == "supply" else plan[table]
        asked += [
            dict(zip((kind, "good"), row, strict=True)) for row in rows.select(kind, "good").unique().rows()
        ]
    return asked


@pytest.fixture(scope="module")
def village() -> cw.Plan:
    """The village; tests only look at it."""
    return verified_plan(cw.read("village"))


def test_all_that_the_village_does_is_for_something(village: cw.Plan) -> None:
    for question in everything(village):
        answer = cw.why(village, **question)
        total = answer.shares["share"].sum()
        assert total == pytest.approx(1.0, abs=1e-9) if answer.amount else total == 0.0, question


@pytest.mark.parametrize("seed", range(4))
def test_shares_add_up_in_random_economies(seed: int) -> None:
    rng = np.random.default_rng(7100 + seed)
    plan = verified_plan(random_economy(rng, odds=0.4 + 0.2 * seed, floors=seed % 2 == 1))
    for question in everything(plan):
        answer = cw.why(plan, **question)
        assert answer.shares["share"].min() is None or answer.shares["share"].min() > 0.0
        total = answer.shares["share"].sum()
        assert total == pytest.approx(1.0, abs=1e-9) if answer.amount else total == 0.0, question


@pytest.mark.parametrize("seed", range(4))
def test_what_is_eaten_and_kept_is_what_the_plan_says(seed: int) -> None:
    """Of goods that are only handed out, kept and moved, every end is in a table of the plan."""
    rng = np.random.default_rng(7200 + seed)
    plan = verified_plan(random_economy(rng, odds=0.4 + 0.2 * seed))
    last = plan.economy.settings.calendar.names[-1]
    for good in ("bread", "beans", "soap"):
        answer = cw.why(plan, good=good)
        ends = ends_of(answer, "end")
        handed_out = plan["deliveries"].filter(pl.col("good") == good)["delivered"].sum()
        kept = plan["stocks"].filter((pl.col("good") == good) & (pl.col("period") == last))["stock"].sum()
        eaten = ends.get(("need",), 0.0) + ends.get(("beyond",), 0.0)
        assert eaten * answer.amount == pytest.approx(handed_out, rel=1e-7, abs=1e-6)
        assert ends.get(("stored",), 0.0) * answer.amount == pytest.approx(kept, rel=1e-7, abs=1e-6)


def test_water_counts_to_those_who_drink_it(village: cw.Plan) -> None:
    """What is delivered of a good that covers nothing else counts to its own need, litre for litre."""
    answer = cw.why(village, good="water")
    counted = answer.shares.filter(pl.col("good") == "water").sort("place", "group")
    drunk = village["deliveries"].filter(pl.col("good") == "water").group_by("place", "group").agg(
        pl.col("delivered").sum()
    ).sort("place", "group")  # fmt: skip
    assert counted.select("place", "group").equals(drunk.select("place", "group"))
    assert counted["amount"].to_list() == pytest.approx(drunk["delivered"].to_list(), rel=1e-9)


def test_a_food_counts_to_the_needs_it_covers_in_proportion() -> None:
    """A day's bread brings half of the energy and a quarter of the protein that are wanted."""
    plan = verified_plan(
        economy_of(
            goods=[
                {"good": "bread", "unit": "kg", "kind": "food"},
                {"good": "energy", "unit": "Mcal", "kind": "nutrient"},
                {"good": "protein", "unit": "g", "kind": "nutrient"},
            ],
            people=[{"group": "all", "place": "here", "people": 10.0}],
            needs=[{"good": "energy", "amount": 2.0}, {"good": "protein", "amount": 40.0, "tier": 2.0}],
            composition=[
                {"good": "bread", "nutrient": "energy", "amount": 2.0},
                {"good": "bread", "nutrient": "protein", "amount": 20.0},
            ],
            supplies=[{"supply": "aid", "good": "bread", "place": "here", "at_most": 5.0, "per": "day"}],
        )
    )
    answer = cw.why(plan, supply="aid")
    assert answer.amount == pytest.approx(100.0)
    assert ends_of(answer, "good") == pytest.approx({("energy",): 2 / 3, ("protein",): 1 / 3})


def test_what_nobody_needs_any_more_counts_for_nothing() -> None:
    """Half of the protein in the bread is more than is wanted."""
    plan = verified_plan(
        economy_of(
            goods=[
                {"good": "bread", "unit": "kg", "kind": "food"},
                {"good": "energy", "unit": "Mcal", "kind": "nutrient"},
                {"good": "protein", "unit": "g", "kind": "nutrient"},
            ],
            people=[{"group": "all", "place": "here", "people": 10.0}],
            needs=[{"good": "energy", "amount": 2.0}, {"good": "protein", "amount": 10.0}],
            composition=[
                {"good": "bread", "nutrient": "energy", "amount": 2.0},
                {"good": "bread", "nutrient": "protein", "amount": 20.0},
            ],
            supplies=[{"supply": "aid", "good": "bread", "place": "here", "at_most": 10.0, "per": "day"}],
        )
    )
    shares = ends_of(cw.why(plan, supply="aid"), "end", "good")
    assert shares == pytest.approx({("need", "energy"): 0.5, ("need", "protein"): 0.5})


def test_what_is_lost_and_under_way_is_named() -> None:
    """A tenth is lost; what leaves in the last four of twenty days arrives too late."""
    plan = verified_plan(
        economy_of(
            goods=[{"good": "bread", "unit": "kg", "mass": 1.0}],
            people=[{"group": "all", "place": "there", "people": 10.0}],
            needs=[{"good": "bread", "amount": 1.0}],
            supplies=[{"supply": "aid", "good": "bread", "place": "here", "at_most": 10.0, "per": "day"}],
            routes=[
                {"route": "road", "from_place": "here", "to_place": "there", "delay": 4.0, "loss": 0.1},
            ],
        )
    )
    sent = plan["flows"]["sent"].sum()
    late = plan["flows"].filter(pl.col("period") == SECOND)["sent"].sum() * 0.4
    shares = ends_of(cw.why(plan, route="road"), "end")
    assert shares[("lost",)] == pytest.approx(0.1)
    assert shares[("under_way",)] == pytest.approx(0.9 * late / sent)
    assert shares[("need",)] == pytest.approx(plan["deliveries"]["delivered"].sum() / sent)


def test_money_and_fuel_count_to_what_they_bought_and_carried() -> None:
    plan = verified_plan(
        economy_of(
            goods=[
                {"good": "bread", "unit": "kg", "mass": 1.0},
                {"good": "tea", "unit": "kg", "mass": 1.0},
                {"good": "fuel", "unit": "L", "pooled": True},
                {"good": "coin", "unit": "coin", "kind": "currency", "pooled": True},
            ],
            people=[
                {"group": "all", "place": "here", "people": 10.0},
                {"group": "all", "place": "there", "people": 30.0},
            ],
            needs=[{"good": "bread", "amount": 0.5}, {"good": "tea", "amount": 0.1, "tier": 2.0}],
            supplies=[
                {"supply": "mill", "good": "bread", "place": "here", "price": 1.0},
                {"supply": "shop", "good": "tea", "place": "here", "price": 5.0},
                {"supply": "purse", "good": "coin", "at_most": 1e4, "per": "horizon"},
                {"supply": "pump", "good": "fuel"},
            ],
            routes=[{"route": "road", "from_place": "here", "to_place": "there", "loss": 0.5}],
            route_goods=[{"route": "road", "good": "fuel", "amount": 7.0}],
        )
    )
    # 10 people eat 0.5 kg a day here; for 30 people there as much again must leave, as half is lost
    spent = {("here", "bread"): 5.0, ("there", "bread"): 15.0, ("", "bread"): 15.0}
    spent |= {("here", "tea"): 5.0, ("there", "tea"): 15.0, ("", "tea"): 15.0}
    purse = cw.why(plan, supply="purse").shares.with_columns(
        pl.when(pl.col("end") == "lost").then(pl.lit("")).otherwise("place").alias("place")
    )
    found = {(row["place"], row["good"]): row["share"] for row in purse.iter_rows(named=True)}
    assert found == pytest.approx({key: value / 70.0 for key, value in spent.items()})
    assert ends_of(cw.why(plan, supply="pump"), "end", "good") == pytest.approx(
        {("need", "bread"): 0.5 * 5 / 6, ("lost", "bread"): 0.5 * 5 / 6}
        | {("need", "tea"): 0.5 / 6, ("lost", "tea"): 0.5 / 6}
    )


def test_an_activity_passes_on_by_mass_where_nothing_has_a_price() -> None:
    answer = cw.why(verified_plan(dairy()), supply="herd")
    assert answer.worth == {"churn": "mass"}
    assert ends_of(answer, "good") == pytest.approx({("butter",): 0.25, ("whey",): 0.75})


def test_an_activity_passes_on_by_the_prices_of_what_it_makes() -> None:
    """Whey can be had for 0.1 hours by itself, so a kilogram of butter is worth 2 − 0.3 hours."""
    plan = verified_plan(
        dairy(
            activities=[{"activity": "churn", "place": "here"}, {"activity": "strain", "place": "here"}],
            activity_goods=[
                {"activity": "churn", "good": "milk", "amount": -10.0},
                {"activity": "churn", "good": "work", "amount": -2.0},
                {"activity": "churn", "good": "butter", "amount": 1.0},
                {"activity": "churn", "good": "whey", "amount": 3.0},
                {"activity": "strain", "good": "work", "amount": -0.1},
                {"activity": "strain", "good": "whey", "amount": 1.0},
            ],
            needs=[{"good": "butter", "amount": 0.1}, {"good": "whey", "amount": 0.4}],
        )
    )
    answer = cw.why(plan, activity="churn")
    assert answer.worth == {"churn": "price"}
    assert ends_of(answer, "good") == pytest.approx({("butter",): 0.85, ("whey",): 0.15})


def test_an_activity_passes_on_equally_where_nothing_else_tells() -> None:
    goods = [{"good": "milk", "unit": "L"}, {"good": "butter", "unit": "kg"}, {"good": "whey", "unit": "kg"}]
    answer = cw.why(verified_plan(dairy(goods=goods, supplies=[
        {"supply": "herd", "good": "milk", "place": "here"}])), supply="herd")  # fmt: skip
    assert answer.worth == {"churn": "equal"}
    assert ends_of(answer, "good") == pytest.approx({("butter",): 0.5, ("whey",): 0.5})


def test_what_is_kept_is_in_store_at_the_end() -> None:
    plan = verified_plan(
        economy_of(
            goods=[{"good": "grain", "unit": "kg", "loss_per_day": 0.01}],
            people=[{"group": "all", "place": "here", "people": 1.0}],
            needs=[{"good": "grain", "amount": 3.0}],
            stocks=[{"good": "grain", "place": "here", "opening": 100.0, "closing": 60.0}],
        )
    )
    answer = cw.why(plan, good="grain", place="here", period=FIRST)
    opening = 100.0 * 0.99**10
    kept = plan["stocks"]["stock"].to_list()
    assert answer.amount == pytest.approx(opening)
    assert ends_of(answer, "end") == pytest.approx(
        {
            ("need",): plan["deliveries"]["delivered"].sum() / opening,
            ("lost",): kept[0] * (1 - 0.99**10) / opening,
            ("stored",): kept[1] / opening,
        }
    )


def test_what_goes_round_in_a_circle_is_told() -> None:
    plan = verified_plan(
        economy_of(
            goods=[{"good": "bread", "unit": "kg", "mass": 1.0}],
            people=[{"group": "all", "place": "here", "people": 10.0}],
            needs=[{"good": "bread", "amount": 1.0}],
            supplies=[{"supply": "aid", "good": "bread", "place": "here", "at_most": 5.0, "per": "day"}],
            routes=[{"route": "road", "from_place": "here", "to_place": "there", "both_ways": True}],
        )
    )
    names = {"route": "road", "good": "bread", "period": FIRST, "part": ""}
    amounts = {"sent": 3.0, "tonnes": 0.003, "arrived": 3.0}
    loop = pl.DataFrame(
        [
            names | {"from_place": "here", "to_place": "there"} | amounts,
            names | {"from_place": "there", "to_place": "here"} | amounts,
        ]
    ).select(plan["flows"].columns)
    nobody = {"flows": loop, "deliveries": plan["deliveries"].clear(), "supplies": plan["supplies"].clear()}
    answer = cw.why(replace(plan, tables=dict(plan.tables) | nobody), route="road")
    assert ends_of(answer, "end") == pytest.approx({("circle",): 1.0})


def test_a_store_that_all_places_share_passes_on_to_all() -> None:
    plan = verified_plan(
        economy_of(
            goods=[{"good": "tea", "unit": "kg"}],
            people=[
                {"group": "all", "place": "here", "people": 10.0},
                {"group": "all", "place": "there", "people": 30.0},
            ],
            needs=[{"good": "tea", "amount": 1.0}],
            supplies=[{"supply": "ship", "good": "tea", "place": "here", "at_most": 400.0, "per": "horizon"}],
            stocks=[{"good": "tea"}],
        )
    )
    shares = ends_of(cw.why(plan, supply="ship"), "place")
    assert shares == pytest.approx({("here",): 0.25, ("there",): 0.75})


def test_the_parts_of_a_price_add_up_to_it(village: cw.Plan) -> None:
    rows = village["prices"].select("good", "place", "period").unique().sort("good", "place", "period")
    prices, explained = 0, 0
    for good, place, period in rows.sample(25, seed=5).rows():
        for price in cw.why(village, good=good, place=place or None, period=period).prices:
            prices += 1
            assert sum(part.share for part in price.parts) == pytest.approx(1.0, abs=1e-9)
            total = sum(part.amount * part.price for part in price.parts)
            assert total == pytest.approx(price.price, rel=1e-9)
            explained += all(part.kind != "limit" for part in price.parts)
    assert prices > 25
    assert explained >= 0.8 * prices  # most prices follow from others, with nothing left to limits


def test_a_price_is_what_the_marginal_way_costs() -> None:
    """Butter takes 2 hours and milk that costs 0.05 hours a litre."""
    plan = verified_plan(
        dairy(
            supplies=[{"supply": "hands", "good": "work", "place": "here"}],
            needs=[{"good": "butter", "amount": 0.1}],
            activities=[{"activity": "churn", "place": "here"}, {"activity": "graze", "place": "here"}],
            activity_goods=[
                {"activity": "churn", "good": "milk", "amount": -10.0},
                {"activity": "churn", "good": "work", "amount": -2.0},
                {"activity": "churn", "good": "butter", "amount": 1.0},
                {"activity": "graze", "good": "work", "amount": -0.05},
                {"activity": "graze", "good": "milk", "amount": 1.0},
            ],
        )
    )
    (price,) = cw.why(plan, good="butter", place="here", period="2031-01-05").prices
    assert (price.way, price.names["activity"], price.limits) == ("make", "churn", ())
    assert price.price == pytest.approx(2.5)
    assert {part.kind: part.share for part in price.parts} == pytest.approx({"good": 0.2, "effort": 0.8})


def test_a_price_that_a_limit_makes_says_so() -> None:
    """Nothing is used of the tea but to be drunk, and no more can be had."""
    plan = verified_plan(
        economy_of(
            goods=[{"good": "tea", "unit": "kg"}],
            people=[{"group": "all", "place": "here", "people": 10.0}],
            needs=[{"good": "tea", "amount": 1.0}],
            supplies=[{"supply": "ship", "good": "tea", "place": "here", "at_most": 5.0, "per": "day"}],
        )
    )
    (price,) = cw.why(plan, good="tea", place="here", period=FIRST).prices
    assert (price.aim, price.way) == ("tier 1", "need")
    assert [part.kind for part in price.parts] == ["needs"]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({}, "one thing"),
        ({"supply": "goats", "route": "high-road"}, "one thing"),
        ({"supply": "goat"}, "Did you mean 'goats'"),
        ({"activity": "mil"}, "Did you mean 'mill'"),
        ({"good": "flours"}, "Did you mean 'flour'"),
        ({"good": "flour", "place": "hil"}, "Did you mean 'hill'"),
        ({"good": "flour", "period": "March"}, "is not a day"),
        ({"good": "flour", "period": "2032-01-01"}, "outside the plan"),
    ],
)
def test_a_question_that_names_nothing_is_refused(
    village: cw.Plan, question: dict[str, str], words: str
) -> None:
    with pytest.raises(ModelError, match=words):
        cw.why(village, **question)


def test_a_supply_that_is_not_drawn_on_serves_nobody() -> None:
    plan = verified_plan(dairy(supplies=[
        {"supply": "herd", "good": "milk", "place": "here"},
        {"supply": "rain", "good": "work", "place": "there"},
    ]))  # fmt: skip
    answer = cw.why(plan, supply="rain")
    assert answer.amount == 0.0
    assert answer.shares.is_empty()


@pytest.mark.slow
def test_shares_add_up_in_syria() -> None:
    economy = cw.read("syria")
    plan = cw.plan(economy.with_settings(calendar=economy.settings.calendar.shortened(3)))
    for question in everything(plan):
        answer = cw.why(plan, **question)
        total = answer.shares["share"].sum()
        assert total == pytest.approx(1.0, abs=1e-9) if answer.amount else total == 0.0, question
