"""What happens on days: amounts that count over periods or the horizon, calendars, what is known when."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

import commonweal as cw
from commonweal.errors import DataError
from commonweal.model import Calendar, Change, Economy, Scenario
from commonweal.scenario import turns, until_end_of
from unit.scenario.changing import END, START, applied, cells, day, village


def _with_beans(**cells_of_it: object) -> Economy:
    """The village with a supply of beans that counts over the horizon."""
    row = {"supply": "harvest", "good": "beans", "place": "hill", "at_most": 90.0, "per": "horizon"}
    rows = pl.DataFrame([row | cells_of_it], infer_schema_length=None)
    return village().with_table("supplies", pl.concat([village()["supplies"], rows], how="diagonal_relaxed"))


def test_an_amount_for_the_horizon_is_not_had_twice_when_its_days_are_cut() -> None:
    close = Change("close", "supplies", "supply=harvest", begin=day(7), until=day(14))
    made = applied(close, economy=_with_beans())
    assert cells(made, "supplies", "closed", "at_most", supply="harvest") == [
        (None, 90.0), (True, 90.0), (None, 90.0)
    ]  # fmt: skip
    (limit,) = cells(made, "limits", "limit", "at_most", "per", limit="harvest: beans in all")
    assert limit == ("harvest: beans in all", 90.0, "horizon")
    assert cells(made, "limit_terms", "selector", limit=limit[0]) == [
        ("supply: supply=harvest, good=beans, place=hill",)
    ]
    assert made.undo() == _with_beans()


def test_the_plan_takes_no_more_than_the_amount_for_the_horizon() -> None:
    economy = _with_beans(place="valley", at_most=30.0)
    short = economy.with_settings(calendar=village().settings.calendar.shortened(3))
    close = Change("close", "supplies", "supply=harvest", begin=day(7), until=day(14))
    plan = cw.plan(applied(close, economy=short).economy)
    taken = plan["supplies"].filter(pl.col("supply") == "harvest")["supplied"]
    assert taken.sum() == pytest.approx(30.0)


def test_an_amount_for_the_horizon_that_is_closed_to_one_end_needs_no_limit() -> None:
    made = applied(Change("sanction", where="supply=harvest", begin=day(7)), economy=_with_beans())
    assert made.economy["limits"].equals(village()["limits"])


def test_an_amount_for_the_horizon_can_not_be_scaled_for_some_days() -> None:
    with pytest.raises(DataError, match=r"S05.*counts for all its days together"):
        applied(
            Change("scale", "supplies", "supply=harvest", "at_most", 0.5, begin=day(7)), economy=_with_beans()
        )


def test_what_counts_by_period_is_cut_only_between_periods() -> None:
    limit = Change("scale", "limits", "limit=spending-at-market", "at_most", 0.5, begin=day(9))
    with pytest.raises(DataError, match=r"S05.*Take 2031-03-10 or 2031-03-17"):
        applied(limit)
    made = applied(Change("scale", "limits", "limit=spending-at-market", "at_most", 0.5, begin=day(7)))
    assert cells(made, "limits", "at_most", limit="spending-at-market") == [(420.0,), (210.0,)]


def test_a_table_without_dates_does_not_change_on_a_day() -> None:
    with pytest.raises(DataError, match=r"S05.*goods"):
        applied(Change("set", "goods", "good=milk", "loss_per_day", 0.5, begin=day(7)))


def test_what_holds_on_none_of_the_days_is_told() -> None:
    with pytest.raises(DataError, match=r"S04.*none of its days"):
        applied(Change("close", "supplies", "supply=sent-before", begin=day(15), until=day(20)))


def test_a_scenario_may_have_a_calendar_of_its_own() -> None:
    longer = Calendar(start=START, lengths=(7,) * 10)
    after = END + dt.timedelta(days=7)
    made = applied(Change("close", "routes", "route=high-road", begin=after), calendar=longer)
    assert made.economy.settings.calendar == longer
    assert made.undo() == village()
    with pytest.raises(DataError, match="S06"):
        applied(Change("close", "routes", "route=high-road", begin=after))


def test_a_child_begins_where_its_parent_ends_and_may_set_another_calendar() -> None:
    shorter = village().settings.calendar.shortened(4)
    parent = Scenario("mud", changes=(Change("scale", "routes", "route=high-road", "capacity", 0.5),))
    child = Scenario("more-mud", parent="mud", calendar=shorter, changes=parent.changes)
    economy = Economy(village().settings, village().tables, scenarios={"mud": parent, "more-mud": child})
    made = cw.apply(economy, "more-mud")
    assert cells(made, "routes", "capacity", route="high-road") == [(0.15,)]
    assert [(one.scenario, one.number) for one in made.changes] == [("mud", 1), ("more-mud", 1)]
    assert made.economy.settings.calendar == shorter
    assert made.lines["scenario"].to_list() == ["mud", "more-mud"]
    assert made.undo() == economy


def test_only_what_is_known_by_a_day_is_made() -> None:
    flood = Change("surge", where="group=newcomers", value=2.0, known_from=day(7))
    mud = Change("scale", "routes", "route=high-road", "capacity", 0.5)
    scenario = Scenario("spring", changes=(flood, mud))
    assert turns(village(), scenario) == (day(7),)
    before = cw.apply(village(), scenario, known_by=day(6))
    assert before.economy["people"].equals(village()["people"])
    assert cells(before, "routes", "capacity", route="high-road") == [(0.3,)]
    after = cw.apply(village(), scenario, known_by=day(7))
    assert cells(after, "people", "from", "people", group="newcomers") == [(None, 100.0), (day(7), 200.0)]


def test_a_window_that_becomes_known_closes_nothing_before_it_is_known() -> None:
    window = Change("window", "routes", "route=high-road", begin=day(14), until=day(21), known_from=day(7))
    made = applied(window)
    assert cells(made, "routes", "from", "closed", route="high-road") == [
        (None, None), (day(7), True), (day(14), None), (day(21), True)
    ]  # fmt: skip


def test_in_a_shorter_calendar_what_comes_later_is_left_out() -> None:
    short = village().settings.calendar.shortened(2)
    scenario = until_end_of(village(), "hard-spring", short)
    assert (scenario.parent, scenario.calendar) == ("", short)
    assert scenario.changes == ()
    assert cw.apply(village(), scenario).economy.settings.calendar == short


def test_what_would_be_wrong_afterwards_is_told_at_the_change() -> None:
    with pytest.raises(DataError, match=r"B06.*Afterwards, routes, route=high-road: loss '1.5'"):
        applied(Change("set", "routes", "route=high-road", "loss", 1.5))
    with pytest.raises(DataError, match=r"C01.*Did you mean 'town'"):
        applied(Change("set", "routes", "route=high-road", "to_place", "tow"))
