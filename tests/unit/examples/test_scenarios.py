"""The scenarios that ship can be applied and undone, and say why and who says so."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

import commonweal as cw
from commonweal import examples
from commonweal.model import Economy, Scenario
from commonweal.scenario import apply

ECONOMIES = {name: cw.read(name) for name in examples.names()}
SHIPPED = [(name, scenario) for name, economy in ECONOMIES.items() for scenario in economy.scenarios]
SITUATIONS = {
    "aleppo-2016",
    "aleppo-2016-renewed",
    "syria-2019",
    "khan-shaykhun-2019",
    "khan-shaykhun-2019-crash",
    "general-strike",
    "austerity",
}


def applied(name: str, economy: str = "syria") -> Economy:
    """An economy that ships, as one of its scenarios makes it."""
    return apply(ECONOMIES[economy], name).economy


def on_day(rows: pl.DataFrame, day: dt.date) -> pl.DataFrame:
    """Rows that hold on a day and aren't closed."""
    return rows.filter(
        (pl.col("from").is_null() | (pl.col("from") <= day))
        & (pl.col("until").is_null() | (pl.col("until") > day))
        & ~pl.col("closed").fill_null(value=False)
    )


def test_the_situations_ship() -> None:
    assert set(ECONOMIES["syria"].scenarios) >= SITUATIONS


@pytest.mark.parametrize("economy, name", SHIPPED)
def test_a_scenario_can_be_applied_and_undone(economy: str, name: str) -> None:
    made = apply(ECONOMIES[economy], name)
    assert made.lines.height > 0
    assert made.economy != ECONOMIES[economy]
    assert made.undo() == ECONOMIES[economy]


@pytest.mark.parametrize("economy, name", SHIPPED)
def test_a_scenario_says_what_it_is(economy: str, name: str) -> None:
    scenario = ECONOMIES[economy].scenarios[name]
    assert scenario.title
    assert scenario.description
    assert scenario.source


@pytest.mark.parametrize("economy, name", SHIPPED)
def test_every_change_says_why_where_from_and_how_sure_it_is(economy: str, name: str) -> None:
    scenario: Scenario = ECONOMIES[economy].scenarios[name]
    for change in scenario.changes:
        assert change.because, change
        assert change.source or scenario.source, change
        assert change.confidence, change


@pytest.mark.parametrize("name", sorted(SITUATIONS))
def test_what_is_only_assumed_says_so(name: str) -> None:
    for change in ECONOMIES["syria"].scenarios[name].changes:
        if change.confidence == "assumed":
            assert "assumed" in change.source, change
        else:
            assert change.source != "assumed", change
        if change.confidence in {"contested", "forecast"}:
            assert change.claimed_by, change


def test_the_road_into_eastern_aleppo_is_open_before_the_siege_and_for_the_ceasefire() -> None:
    road = applied("aleppo-2016")["routes"].filter(pl.col("route") == "castello-road")
    first = dt.date(2016, 7, 4)
    days = [first + dt.timedelta(days=number) for number in range(182)]
    usable = [day for day in days if on_day(road, day).height]
    ceasefire = [dt.date(2016, 9, 12) + dt.timedelta(days=number) for number in range(7)]
    assert usable == days[:14] + ceasefire
    assert on_day(road, ceasefire[0])["capacity"].to_list() == [400.0]


def test_a_renewed_ceasefire_keeps_the_road_open_four_weeks_longer() -> None:
    road = applied("aleppo-2016-renewed")["routes"].filter(pl.col("route") == "castello-road")
    week = [dt.date(2016, 9, 12) + dt.timedelta(days=number) for number in range(40)]
    assert [day for day in week if on_day(road, day).height] == week[:35]


def test_the_people_of_eastern_aleppo_stay_as_many() -> None:
    people = applied("aleppo-2016")["people"].filter(pl.col("place") == "aleppo-city")
    assert people["people"].sum() == 275_000
    assert set(people["group"]) == {"residents", "armed"}


def test_nothing_lands_in_deir_ez_zor_while_the_position_is_lost() -> None:
    ways = applied("aleppo-2016")["routes"].filter(pl.col("to_place") == "deir-ez-zor-city")
    air = ways.filter(pl.col("mode") == "air")
    open_days = {day: on_day(air, dt.date(2016, 9, day)).height for day in (16, 17, 20, 21)}
    assert open_days == {16: 3, 17: 0, 20: 0, 21: 3}


def test_the_road_of_khan_shaykhun_closes_and_opens_wider() -> None:
    road = applied("khan-shaykhun-2019")["routes"].filter(pl.col("route") == "m5-khan-shaykhun")
    assert on_day(road, dt.date(2019, 8, 11))["capacity"].to_list() == [60.0]
    assert on_day(road, dt.date(2019, 8, 20)).is_empty()
    assert on_day(road, dt.date(2019, 9, 20))["capacity"].to_list() == [600.0]


def test_nobody_reaches_morek_while_it_is_surrounded() -> None:
    routes = applied("khan-shaykhun-2019")["routes"]
    ways = routes.filter((pl.col("from_place") == "morek") | (pl.col("to_place") == "morek"))
    assert on_day(ways, dt.date(2019, 9, 1)).is_empty()
    assert on_day(ways, dt.date(2019, 9, 9)).height == 2


def test_the_tanker_has_only_the_long_way_left() -> None:
    ways = on_day(applied("khan-shaykhun-2019")["routes"], dt.date(2019, 8, 20))
    assert ways.filter(pl.col("from_place") == "gibraltar")["route"].to_list() == ["sea-the-long-way"]


def test_a_crash_makes_what_is_bought_dearer_and_a_reserve_can_be_sold() -> None:
    calm, crash = applied("khan-shaykhun-2019"), applied("khan-shaykhun-2019-crash")
    day = dt.date(2019, 10, 1)

    def price(economy: Economy) -> float:
        rice = (pl.col("good") == "rice") & (pl.col("supply") == "port-tartus")
        return float(on_day(economy["supplies"].filter(rice), day)["price"].item())

    assert price(crash) == pytest.approx(price(calm) * 1.25 * 1.05)
    assert crash["activities"].filter(pl.col("activity") == "sell-gold").height == 1


def test_a_strike_leaves_the_emergency_crews() -> None:
    work = applied("general-strike")["supplies"].filter(
        (pl.col("good") == "labour") & (pl.col("place") == "homs")
    )
    amounts = [on_day(work, day)["at_most"].item() for day in (dt.date(2016, 9, 11), dt.date(2016, 9, 12))]
    assert amounts == [790_000, 790]


def test_austerity_halves_every_purse() -> None:
    before, after = ECONOMIES["syria"]["supplies"], applied("austerity")["supplies"]
    day = dt.date(2016, 10, 1)
    purses = pl.col("good").is_in(["usd", "relief-usd"])
    left = [on_day(rows.filter(purses), day)["at_most"].sum() for rows in (before, after)]
    assert left[1] == left[0] / 2


def test_what_could_not_be_foreseen_is_known_only_when_it_happens() -> None:
    for name in ("aleppo-2016", "khan-shaykhun-2019", "general-strike", "austerity"):
        assert any(change.known_from for change in ECONOMIES["syria"].scenarios[name].changes)
