"""The facts of a briefing."""

from __future__ import annotations

import polars as pl
import pytest

from commonweal.show.briefing import briefing_facts
from commonweal.show.briefing_asks import asks_of_package
from printed import briefed, landslide, relieved

SHORT = pl.col("coverage") < 1 - 1e-6


def test_shortages_come_by_tier_with_who_lacks_how_much_since_when():
    told = [(one.tier, one.good, one.people, one.n_places, one.first) for one in briefed().shortages]
    assert told == [
        (1, "energy", 120.0, 1, "2031-03-17"),
        (1, "protein", 120.0, 1, "2031-03-17"),
        (2, "vitamin-c", 1220.0, 3, "2031-03-03"),
        (3, "soap", 1220.0, 3, "2031-03-03"),
    ]
    energy = briefed().shortages[0]
    rows = landslide()["coverage"].filter(good="energy", tier=1).filter(SHORT)
    assert energy.missing == pytest.approx(rows["wanted"].sum() - rows["delivered"].sum())
    assert energy.lowest.coverage == pytest.approx(rows["coverage"].min())


def test_stocks_break_where_people_are_short_of_what_lay_in_them():
    found = briefed().run_outs
    assert [one.day for one in found] == sorted(one.day for one in found)
    stocks = landslide()["stocks"]
    days = [
        *landslide().economy.settings.calendar.names,
        landslide().economy.settings.calendar.end.isoformat(),
    ]
    for one in found:
        before = days[days.index(one.day) - 1]
        left = stocks.filter(good=one.good, place=one.place, period=before)["stock"].to_list()
        assert left in ([], [pytest.approx(0.0, abs=1e-6)])
        assert one.people > 0


def test_a_store_that_empties_where_nobody_is_short_is_no_news():
    short = set(landslide()["coverage"].filter(SHORT)["place"])
    places = {one.place for one in briefed().run_outs}
    assert places
    assert places <= short


def test_what_helps_is_asked_for_by_date_and_trifles_are_only_counted():
    asks = briefed().asks
    assert asks.origin == "relief"
    assert [ask.day for ask in asks.asks] == sorted(ask.day for ask in asks.asks)
    kinds = {(ask.kind, ask.steps[0].reason.names.get("route", "")) for ask in asks.asks}
    assert ("access", "cart-track") in kinds
    assert all(ask.person_days >= 0.01 * relieved().lacking for ask in asks.asks)
    assert len(asks.asks) + asks.n_left == len(relieved().lines)


def test_a_package_is_asked_for_with_its_total_and_what_it_cannot_lift():
    line = {
        "table": "supplies", "what": "coin", "good": "coin", "place": "town", "period": "2031-03-10",
        "amount": 40.0, "unit": "coin", "cost": 40.0,
    }  # fmt: skip
    found = {
        "of": "money", "coverage": 0.9, "tier": 2, "measure": "coin", "total": 45.0,
        "package": [line | {"cost": 5.0, "period": ""}, line], "cannot": [{}, {}],
    }  # fmt: skip
    asks = asks_of_package(found)
    assert (asks.origin, asks.total, asks.measure, asks.n_cannot) == ("package", 45.0, "coin", 2)
    assert [(ask.kind, ask.day) for ask in asks.asks] == [("money", ""), ("money", "2031-03-10")]


def test_without_an_answer_nothing_is_asked_for():
    assert briefing_facts(landslide()).asks.origin == "none"


def test_grounds_count_sources_and_name_who_says_what_happens():
    grounds = briefed().grounds
    assert grounds.n_rows == grounds.n_sourced + grounds.n_assumed + grounds.n_blank
    assert sum(count for _, count in grounds.sources) == grounds.n_sourced
    assert not any(source.lower().startswith("assumed") for source, _ in grounds.sources)
    assert grounds.scenario == "A second landslide"
    assert [(change.claimed_by, change.confidence) for change in grounds.changes] == [
        ("the road-warden", "assumed")
    ]
    notes = [note for _, _, note in grounds.notes]
    assert len(notes) == len(set(notes))
