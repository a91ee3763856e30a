"""Reliefs as changes: each makes exactly the step that it tells of, in the words of scenarios."""

from __future__ import annotations

import datetime as dt
import math
from types import SimpleNamespace
from typing import Any

import commonweal as cw
from commonweal.explain.applying import changes_of, scenario_of_relief
from commonweal.explain.records import Reason, ReliefLine, Step
from commonweal.model import Change, Economy
from plans import verified_plan
from unit.explain.tiny import GOODS, needy
from unit.formulate.small import FIRST, LAST, day

BECAUSE = "What would help"


def changes(economy: Economy, *steps: Step, known_on: str = "") -> tuple[Change, ...]:
    """The changes that make some steps; only the economy of a plan matters."""
    plan: Any = SimpleNamespace(economy=economy, scenario="")
    return changes_of(plan, ReliefLine(steps, 1.0, None), BECAUSE, known_on)


def step(kind: str, table: str, column: str, figure: float, more: float, word: str, **told: Any) -> Step:
    """A step of the first row of a table."""
    reason = Reason(
        kind, table, told.pop("row", 0), column, figure, "", told.pop("names", {}), "", "", "", ()
    )
    return Step(reason, more, word, **told)


def said(change: Change) -> tuple[object, ...]:
    return change.do, change.table, change.where, change.column, change.value


def test_a_share_more_is_a_figure_scaled() -> None:
    economy = needy(
        supplies=[{"supply": "aid", "good": "bread", "place": "here", "at_most": 2.0, "per": "day"}]
    )
    (change,) = changes(economy, step("supply", "supplies", "at_most", 2.0, 0.2, "share"))
    assert said(change) == ("scale", "supplies", "supply=aid, good=bread, place=here", "at_most", 1.1)
    assert (change.begin, change.until, change.because, change.confidence) == (None, None, BECAUSE, "assumed")


def test_a_figure_of_nothing_is_added_to() -> None:
    economy = needy(stocks=[{"good": "bread", "place": "here", "capacity": 0.0}])
    (change,) = changes(economy, step("store", "stocks", "capacity", 0.0, 1.0, "unit"))
    assert said(change) == ("add", "stocks", "good=bread, place=here", "capacity", 1.0)


def test_a_floor_that_holds_people_short_sinks() -> None:
    economy = needy(limits=[{"limit": "balance", "at_least": -5.0}, {"limit": "zero", "at_least": 0.0}])
    lower = step("limit", "limits", "at_least", -5.0, 0.5, "share")
    under = step("limit", "limits", "at_least", 0.0, 1.0, "unit", row=1)
    assert [change.value for change in changes(economy, lower, under)] == [1.1, -1.0]


def test_of_rows_that_differ_in_time_only_the_one_is_changed() -> None:
    rows = [
        {"route": "road", "from_place": "there", "to_place": "here", "capacity": 1.0, "until": day(2)},
        {"route": "road", "from_place": "there", "to_place": "here", "capacity": 2.0, "from": day(2)},
    ]
    (change,) = changes(needy(routes=rows), step("route", "routes", "capacity", 2.0, 0.2, "share", row=1))
    assert said(change)[:3] == ("scale", "routes", "route=road")
    assert (change.begin, change.until) == (day(2), None)


def test_names_that_conditions_could_mistake_are_spelt() -> None:
    economy = needy(supplies=[{"supply": "a, b|c %", "good": "bread", "at_most": 2.0, "per": "day"}])
    (change,) = changes(economy, step("supply", "supplies", "at_most", 2.0, 0.2, "share"))
    assert change.where == "supply=a%2C b%7Cc %25, good=bread, place=(blank)"
    applied = cw.apply(economy, cw.Scenario("relief", changes=(change,)))
    assert applied.economy["supplies"]["at_most"].to_list() == [2.2]


def test_what_is_shut_opens_for_a_day_of_its_period() -> None:
    """A day's worth is spread over the three days of the second period, and need not be used."""
    aid = {"supply": "aid", "good": "bread", "place": "here", "at_most": 2.0, "per": "day", "at_least": 1.0}
    economy = needy(supplies=[aid | {"closed": True}])
    shut = step("closed", "supplies", "closed", 2.0, 2.0, "day", period=LAST, counts=3.0)
    made = changes(economy, shut)
    assert [(change.do, change.column) for change in made] == [
        ("open", ""),
        ("set", "at_most"),
        ("set", "at_least"),
    ]
    assert {(change.begin, change.until) for change in made} == {(day(2), day(5))}
    after = cw.apply(economy, cw.Scenario("relief", changes=made)).economy["supplies"]
    assert after.select("closed", "at_most", "at_least", "until").rows() == [
        (True, 2.0, 1.0, day(2)),
        (None, 0.666666666666667, None, None),
    ]


def test_what_has_no_figure_opens_alone() -> None:
    road = {"route": "road", "from_place": "there", "to_place": "here", "closed": True}
    shut = step("closed", "routes", "closed", math.inf, math.inf, "day", period=FIRST, counts=2.0)
    assert [change.do for change in changes(needy(routes=[road]), shut)] == ["open"]


def test_an_opening_stock_for_which_there_is_no_room_comes_in_the_first_period() -> None:
    goods = [good | ({"loss_per_day": 0.1} if good["good"] == "bread" else {}) for good in GOODS]
    economy = needy(
        goods=goods, stocks=[{"good": "bread", "place": "here", "opening": 10.0, "capacity": 10.5}]
    )
    (change,) = changes(economy, step("opening", "stocks", "opening", 10.0, 1.0, "share", counts=0.81))
    assert (change.do, change.values["at_most"], change.until) == ("aid", "0.81", day(2))
    assert "opening" not in [line["column"] for line in changed_cells(economy, change)]


def changed_cells(economy: Economy, change: Change) -> list[dict[str, Any]]:
    return cw.apply(economy, cw.Scenario("relief", changes=(change,))).lines.to_dicts()


def test_an_opening_stock_with_room_is_larger() -> None:
    economy = needy(stocks=[{"good": "bread", "place": "here", "opening": 10.0, "capacity": 11.0}])
    (change,) = changes(economy, step("opening", "stocks", "opening", 10.0, 1.0, "share", counts=1.0))
    assert said(change) == ("scale", "stocks", "good=bread, place=here", "opening", 1.1)


def test_a_store_that_places_share_and_that_is_full_can_not_be_written() -> None:
    economy = needy(stocks=[{"good": "bread", "opening": 10.0, "capacity": 10.0}])
    assert changes(economy, step("opening", "stocks", "opening", 10.0, 1.0, "share", counts=1.0)) == ()


def test_a_tie_of_rations_is_lifted() -> None:
    people = [{"group": name, "place": "here", "people": 10.0, "ration": "table"} for name in ("all", "new")]
    economy = needy(people=people, rations=[{"ration": "table"}])
    tied = step("ration", "rations", "ration", 0.0, 0.0, "lift", names={"ration": "table"})
    made = changes(economy, tied)
    after = cw.apply(economy, cw.Scenario("relief", changes=made)).economy["people"]
    assert after["ration"].to_list() == [None, None]


def test_a_relief_of_a_later_turn_is_not_known_before_it() -> None:
    """What counts over the horizon, and what has no days, is so from the start."""
    aid = {"supply": "aid", "good": "bread", "place": "here", "at_most": 2.0, "per": "day"}
    gift = {"supply": "gift", "good": "bread", "place": "here", "at_most": 9.0, "per": "horizon"}
    economy = needy(supplies=[aid, gift], stocks=[{"good": "bread", "place": "here", "opening": 1.0}])
    steps = (
        step("supply", "supplies", "at_most", 2.0, 0.2, "share"),
        step("supply", "supplies", "at_most", 9.0, 0.9, "share", row=1),
        step("opening", "stocks", "opening", 1.0, 0.1, "share", counts=1.0),
    )
    assert [change.known_from for change in changes(economy, *steps, known_on=LAST)] == [day(2), None, None]
    assert {change.known_from for change in changes(economy, *steps, known_on=FIRST)} == {None}


def test_the_scenario_goes_on_from_that_of_the_plan() -> None:
    village = cw.read("village")
    plan = cw.plan(village, scenario="second-landslide")
    (told,) = cw.explain(plan, most=1)
    scenario = scenario_of_relief(plan, told.reliefs[0], "help")
    assert (scenario.parent, scenario.changes) == ("second-landslide", told.reliefs[0].changes)
    again = cw.plan(village, scenario=scenario)
    lowest = [made["coverage"].filter(tier=1)["coverage"].min() for made in (plan, again)]
    assert lowest[1] > lowest[0] + 0.05


def test_reliefs_of_a_plan_say_what_they_help() -> None:
    aid = {"supply": "aid", "good": "bread", "place": "here", "at_most": 2.0, "per": "day"}
    (told,) = cw.explain(verified_plan(needy(supplies=[aid])), most=1)
    (change,) = told.reliefs[0].changes
    assert change.because == f"What would help: bread, here (all), {told.cell.period}"
    assert dt.date.fromisoformat(told.cell.period) >= day(0)
