"""Plans made in turns: each need is told with what was known when it could last be changed."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

import commonweal as cw
from commonweal.model.changes import Change, Scenario
from commonweal.run.continuing import Standing, continued
from commonweal.run.making import Asked
from unit.explain.tiny import GOODS, kinds, needy, relieved
from unit.formulate.small import FIRST, LAST, day

AID = {"supply": "aid", "good": "bread", "place": "here", "at_most": 2.0, "per": "day"}


def test_what_is_past_is_not_a_way_out() -> None:
    """The seller is shut in the second period, which nobody knew: what was eaten is gone."""
    shut = Change(do="close", table="supplies", begin=day(2), known_from=day(2), because="strike")
    economy = needy(supplies=[AID], stocks=[{"good": "bread", "place": "here"}])
    plan = cw.plan(economy, scenario=Scenario("strike", changes=(shut,)))
    assert plan.turns
    told = cw.explain(plan)
    assert [one.cell.period for one in told] == [LAST]
    assert told[0].highest == pytest.approx(told[0].cell.coverage, abs=1e-6)
    assert [(reason.kind, reason.because) for reason in told[0].reasons] == [("closed", "strike")]
    ranked = cw.relief(plan)
    assert {cell.period for cell in ranked.cells} == {LAST}
    assert (ranked.known_on, ranked.n_elsewhere) == (LAST, 1)


def test_what_was_planned_before_the_news_is_told_from_before_it() -> None:
    shut = Change(do="close", table="supplies", begin=day(2), known_from=day(2), because="strike")
    economy = needy(supplies=[AID], stocks=[{"good": "bread", "place": "here"}])
    plan = cw.plan(economy, scenario=Scenario("strike", changes=(shut,)))
    (told,) = cw.explain(plan, period=FIRST)
    assert told.highest == pytest.approx(told.cell.coverage, abs=1e-6)
    assert [(reason.kind, reason.figure) for reason in told.reasons] == [("supply", 2.0)]


def test_what_only_hindsight_could_have_given_says_so() -> None:
    """Six kilograms were kept for days on which, as nobody knew, there was to be plenty."""
    aid = AID | {"at_most": 50.0, "closed": True}
    come = Change(do="open", table="supplies", begin=day(2), known_from=day(2), because="convoy")
    economy = needy(supplies=[aid], stocks=[{"good": "bread", "place": "here", "opening": 10.0}])
    plan = cw.plan(economy, scenario=Scenario("convoy", changes=(come,)))
    (told,) = cw.explain(plan)
    assert (told.cell.period, told.cell.coverage) == (FIRST, pytest.approx(0.4))
    assert (told.highest, told.hindsight) == (pytest.approx(0.4), pytest.approx(1.0))
    assert told.known_on == FIRST
    assert sorted(kinds(told)) == ["closed", "opening"]
    forgotten = replace(plan, turns=tuple(replace(turn, plan=None) for turn in plan.turns))
    (told,) = cw.explain(forgotten)
    assert (told.highest, told.hindsight, told.reasons) == (pytest.approx(1.0), pytest.approx(1.0), ())
    assert told.known_on == ""


def test_what_was_shut_then_is_the_reason_though_it_opened_later() -> None:
    """The truce came on the third day, and nobody had known."""
    road = {"route": "road", "from_place": "there", "to_place": "here", "capacity": 0.002}
    opens = Change(do="open", table="routes", known_from=day(2), begin=day(2), because="truce")
    economy = needy(supplies=[AID | {"place": "there", "at_most": 50.0}],
                    routes=[road | {"closed": True, "note": "siege"}])  # fmt: skip
    plan = cw.plan(economy, scenario=Scenario("truce", changes=(opens,)))
    (told,) = cw.explain(plan, period=FIRST)
    assert [(reason.kind, reason.because, reason.file_row) for reason in told.reasons] == [
        ("closed", "siege", 2)
    ]
    assert (told.known_on, told.hindsight) == (FIRST, pytest.approx(0.0, abs=1e-6))
    assert told.reliefs[0].coverage == pytest.approx(0.2)
    (late,) = cw.explain(plan, period=LAST)
    assert (kinds(late), late.known_on, late.hindsight) == (["route"], LAST, None)


def surprised(**store: object) -> cw.Plan:
    """Bread in store and a seller for 0.8 of the need, who shuts when two days have gone."""
    shut = Change(do="close", table="supplies", begin=day(2), known_from=day(2), because="strike")
    stock = {"good": "bread", "place": "here", "opening": 10.0} | store
    economy = needy(supplies=[AID], stocks=[stock])
    return cw.plan(economy, scenario=Scenario("strike", changes=(shut,)))


@pytest.mark.parametrize("place", ["here", None])
def test_more_in_store_at_first_would_still_be_there_when_the_news_comes(place: str | None) -> None:
    told = cw.explain(surprised(place=place), period=LAST)[0]
    assert (told.cell.coverage, told.known_on) == (pytest.approx(6.0 / 15.0), LAST)
    assert sorted(kinds(told)) == ["closed", "opening"]
    gains = {step.reason.kind: relief.coverage for relief in told.reliefs for step in relief.steps}
    assert gains == {"closed": pytest.approx(8.0 / 15.0), "opening": pytest.approx(7.0 / 15.0)}


def test_a_plan_that_goes_on_from_more_in_store_bears_it_out() -> None:
    """Another way to the same number: the past with a kilogram more in store, planned on from there."""
    plan = surprised()
    more = plan.economy["stocks"].with_columns(opening=pl.lit(11.0))
    kept = (pl.col("family") == "stock") & (pl.col("period") == FIRST)
    levels = plan.levels.with_columns(value=pl.col("value") + kept.cast(pl.Float64))
    standing = Standing(plan.economy.with_table("stocks", more), levels, 1)
    again = continued(standing, Asked()).plan
    last = again["coverage"].filter(period=LAST)["coverage"].to_list()
    assert last == pytest.approx([7.0 / 15.0])


def test_of_more_in_store_at_first_is_left_what_does_not_spoil() -> None:
    shut = Change(do="close", table="supplies", begin=day(2), known_from=day(2))
    goods = [row | ({"loss_per_day": 0.1} if row["good"] == "bread" else {}) for row in GOODS]
    economy = needy(goods=goods, supplies=[AID], stocks=[{"good": "bread", "place": "here", "opening": 20.0}])
    told = cw.explain(cw.plan(economy, scenario=Scenario("strike", changes=(shut,))), period=LAST)[0]
    (more,) = [relief for relief in told.reliefs if relieved(relief) == {("opening", "share")}]
    assert more.coverage - told.highest == pytest.approx(2.0 * 0.9**5 / 15.0)


def test_more_than_a_store_held_needs_a_larger_one_too() -> None:
    told = cw.explain(surprised(capacity=6.0), period=LAST)[0]
    assert told.cell.coverage == pytest.approx(6.0 / 15.0)
    (both,) = [relief for relief in told.reliefs if ("opening", "share") in relieved(relief)]
    assert relieved(both) == {("opening", "share"), ("store", "share")}
    assert both.coverage == pytest.approx(6.6 / 15.0)
