"""A plan foresees what is known from the start, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

import commonweal as cw
from commonweal.model import Change, Economy, Scenario
from unit.run.depot import DAYS, depot

SIEGE = Change("close", table="routes", where="route=road", begin=DAYS[2], because="siege")


def besieged(**change: object) -> Economy:
    """Flour enough at the depot, a store at the camp alone, and a road that closes in the third period."""
    flour = {"good": "flour", "place": "depot", "at_most": 100.0, "per": "day"}
    supplies = [{"supply": "mill"} | flour, {"supply": "hands", "good": "work"}]
    stocks = [{"good": "flour", "place": "camp", "opening": 250.0}]
    siege = Scenario("siege", changes=(replace(SIEGE, **change),))  # type: ignore[arg-type]
    return replace(depot(stocks=stocks, supplies=supplies), scenarios={"siege": siege})


def in_store(plan: cw.Plan) -> float:
    """Flour at the camp when the siege begins."""
    found = plan["stocks"].filter(good="flour", place="camp", period=DAYS[1].isoformat())
    return float(found["stock"][0])


@pytest.fixture(scope="module")
def foreseen() -> cw.Plan:
    return cw.plan(besieged(), scenario="siege")


@pytest.fixture(scope="module")
def surprised() -> cw.Plan:
    return cw.plan(besieged(known_from=DAYS[2]), scenario="siege")


def test_a_siege_that_is_foreseen_finds_stores_filled(foreseen: cw.Plan, surprised: cw.Plan) -> None:
    assert in_store(foreseen) > 200.0
    assert in_store(surprised) < 1.0


def test_who_did_not_know_is_worse_off(foreseen: cw.Plan, surprised: cw.Plan) -> None:
    late = pl.col("period") >= DAYS[2].isoformat()
    known, unknown = (plan["coverage"].filter(late)["coverage"].sum() for plan in (foreseen, surprised))
    assert unknown < known - 0.1


def test_the_turns_tell_when_what_became_known(foreseen: cw.Plan, surprised: cw.Plan) -> None:
    assert foreseen.turns == ()
    assert [(turn.date, turn.news) for turn in surprised.turns] == [(DAYS[0], ()), (DAYS[2], ("siege",))]
    assert surprised.options["turns"] == "2031-01-01, 2031-01-21"
    assert surprised.scenario == foreseen.scenario == "siege"
    assert surprised.certificate.quality == "verified"


def test_up_to_the_news_the_plan_is_the_one_without(surprised: cw.Plan) -> None:
    without = cw.plan(besieged())
    for name in ("flows", "supplies", "deliveries", "stocks"):
        early = pl.col("period") < DAYS[2].isoformat()
        assert surprised[name].filter(early).equals(without[name].filter(early)), name


def test_news_within_a_period_counts_from_its_first_day_on() -> None:
    late = DAYS[2].replace(day=25)
    plan = cw.plan(besieged(known_from=late, begin=late), scenario="siege")
    assert [turn.date for turn in plan.turns] == [DAYS[0], DAYS[2]]
    sent = plan["flows"].filter(period=DAYS[2].isoformat())
    assert sent["sent"].sum() > 0.0


def test_a_scenario_may_be_given_itself() -> None:
    economy = besieged(known_from=DAYS[2])
    assert (
        cw.plan(economy, scenario=economy.scenarios["siege"]).hash == cw.plan(economy, scenario="siege").hash
    )
