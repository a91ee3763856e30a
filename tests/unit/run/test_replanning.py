"""Plans made anew from a day on: what was done stays, what comes moves no more than it must."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

import commonweal as cw
from commonweal.errors import ModelError
from commonweal.model import Change, Economy, Scenario
from unit.run.depot import DAYS, depot

CLOSED = Change("close", table="routes", where="route=road", begin=DAYS[2], because="the bridge fell")


@pytest.fixture(scope="module")
def plan() -> cw.Plan:
    return cw.plan(depot())


@pytest.fixture(scope="module")
def village() -> cw.Plan:
    return cw.plan(cw.read("village"))


def scenario(*changes: Change, name: str = "news", parent: str = "") -> Scenario:
    return Scenario(name, changes=changes, parent=parent)


def before(table: pl.DataFrame, date: str) -> pl.DataFrame:
    return table.filter(pl.col("period") < date)


def test_without_any_change_nothing_changes(village: cw.Plan) -> None:
    made = cw.replan(village, DAYS[0].replace(month=3, day=24))
    assert made.moved.is_empty()
    assert made.differences.is_empty()
    for name in ("coverage", "deliveries", "activities", "flows", "stocks", "supplies", "leftovers"):
        assert made.plan[name].height == village[name].height


def test_what_was_done_stays_and_what_comes_changes(plan: cw.Plan) -> None:
    made = cw.replan(plan, DAYS[2], scenario=scenario(CLOSED))
    assert made.plan.certificate.quality == "verified"
    for name in ("flows", "supplies", "deliveries", "stocks"):
        old, new = (before(one[name], DAYS[2].isoformat()) for one in (plan, made.plan))
        assert old.equals(new), name
    assert made.plan["flows"].filter(pl.col("period") >= DAYS[2].isoformat()).is_empty()
    # 75 kg in store at the camp, and half of what set out in the second period is still on the road
    eaten = made.plan["coverage"].filter(pl.col("period") >= DAYS[2].isoformat())["delivered"].sum()
    assert eaten == pytest.approx(75.0 + 225.0)


def test_a_plan_that_is_made_anew_knows_its_scenario_and_its_day(plan: cw.Plan) -> None:
    made = cw.replan(plan, DAYS[2], scenario=scenario(CLOSED)).plan
    assert (made.scenario, made.options["replanned"]) == ("news", "2031-01-21")
    again = cw.replan(made, DAYS[3]).plan
    assert again.options["replanned"] == "2031-01-21, 2031-01-31"
    assert again.scenario == "news"


def test_changes_act_from_the_day_on_at_the_earliest(plan: cw.Plan) -> None:
    early = scenario(replace(CLOSED, begin=DAYS[0]))
    made = cw.replan(plan, DAYS[1], scenario=early)
    assert made.plan["flows"]["period"].unique().to_list() == [DAYS[0].isoformat()]


def test_a_change_that_is_over_does_nothing(plan: cw.Plan) -> None:
    over = scenario(replace(CLOSED, begin=DAYS[0], until=DAYS[1]))
    assert cw.replan(plan, DAYS[2], scenario=over).moved.is_empty()


def test_a_window_that_is_over_leaves_things_closed(plan: cw.Plan) -> None:
    window = Change("window", table="routes", where="route=road", begin=DAYS[0], until=DAYS[1])
    made = cw.replan(plan, DAYS[2], scenario=scenario(window))
    assert made.plan["flows"].filter(pl.col("period") >= DAYS[2].isoformat()).is_empty()


def test_what_the_plan_knows_already_is_not_done_twice() -> None:
    first = scenario(Change("scale", table="routes", where="route=road", column="capacity", value=0.45),
                     name="half")  # fmt: skip
    second = scenario(Change("scale", table="routes", where="route=road", column="capacity", value=0.5,
                             begin=DAYS[2]), name="quarter", parent="half")  # fmt: skip
    economy = replace(depot(), scenarios={"half": first, "quarter": second})
    made = cw.replan(cw.plan(economy, scenario="half"), DAYS[2], scenario="quarter").plan
    sent = dict(made["flows"].select("period", "sent").iter_rows())
    assert sent[DAYS[1].isoformat()] == pytest.approx(450.0)
    assert sent[DAYS[2].isoformat()] == pytest.approx(225.0)


def test_a_scenario_with_a_calendar_of_its_own_comes_too_late(plan: cw.Plan) -> None:
    calendar = plan.economy.settings.calendar.shortened(2)
    with pytest.raises(ModelError, match="calendar"):
        cw.replan(plan, DAYS[2], scenario=replace(scenario(CLOSED), calendar=calendar))


def test_a_day_within_a_period_is_refused_with_those_next_to_it(plan: cw.Plan) -> None:
    with pytest.raises(ModelError, match=r"2031-01-11 or 2031-01-21"):
        cw.replan(plan, DAYS[1].replace(day=15))


def test_what_was_paid_before_can_not_be_raised_afterwards() -> None:
    """A grant in the third period could buy more, but what comes then had to be paid in the second."""
    plan = cw.plan(depot())
    more = Change("new", table="supplies", begin=DAYS[2], values={
        "supply": "grant", "good": "money", "at_most": "2000", "per": "horizon"})  # fmt: skip
    made = cw.replan(plan, DAYS[2], scenario=scenario(more, CLOSED)).plan
    bought = dict(made["supplies"].filter(supply="market").select("period", "supplied").iter_rows())
    assert bought[DAYS[2].isoformat()] <= 450.0 + 1e-9


def test_a_limit_that_the_past_has_broken_is_named() -> None:
    limits = {
        "limits": [{"limit": "traffic", "at_most": 2.2, "per": "horizon"}],
        "limit_terms": [{"limit": "traffic", "selector": "route: route=road"}],
    }
    plan = cw.plan(depot(**limits))
    tighter = plan.economy.with_table("limits", plan.economy["limits"].with_columns(at_most=pl.lit(0.5)))
    with pytest.raises(ModelError, match=r"limit\[limit=traffic\]"):
        cw.replan(replace(plan, economy=tighter), DAYS[2])


def test_of_equally_good_plans_the_nearest_is_taken() -> None:
    """Two roads are as good as one another; when a third closes, what they carry stays."""
    roads = [
        {"route": name, "from_place": "depot", "to_place": "camp", "capacity": 0.1, "delay": 5.0}
        for name in ("north", "middle", "south")
    ]
    plan = cw.plan(depot(routes=roads))
    used = plan["flows"].filter(pl.col("period") >= DAYS[2].isoformat())
    idle = sorted({"north", "middle", "south"} - set(used["route"]))
    assert idle
    close = Change("close", table="routes", where=f"route={idle[0]}", begin=DAYS[2])
    assert cw.replan(plan, DAYS[2], scenario=scenario(close)).moved.is_empty()


def test_moves_are_told_in_units_and_tonnes(plan: cw.Plan) -> None:
    moved = cw.replan(plan, DAYS[2], scenario=scenario(CLOSED)).moved
    sent = moved.filter(kind="sent", period=DAYS[3].isoformat())
    assert sent.select("what", "from_place", "place").rows() == [("road", "depot", "camp")]
    assert sent["difference"][0] == pytest.approx(-500.0)
    assert sent["tonnes"][0] == pytest.approx(-0.5)


def reordered(economy: Economy) -> Economy:
    return economy.with_table("supplies", economy["supplies"].reverse())


def test_the_order_of_rows_does_not_matter(plan: cw.Plan) -> None:
    one = cw.replan(plan, DAYS[2], scenario=scenario(CLOSED)).plan
    other = cw.replan(replace(plan, economy=reordered(plan.economy)), DAYS[2], scenario=scenario(CLOSED)).plan
    assert one.hash == other.hash
