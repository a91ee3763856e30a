"""Explanations of tiny economies, worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

import commonweal as cw
from commonweal.model.changes import Change, Scenario
from plans import verified_plan
from unit.explain.tiny import explained, kinds, mill_and_road, needy, relieved
from unit.formulate.small import FIRST, LAST, day

AID = {"supply": "aid", "good": "bread", "place": "here", "at_most": 2.0, "per": "day"}


def test_a_full_seller_is_the_reason_and_a_tenth_more_is_a_tenth_more() -> None:
    told = explained(needy(supplies=[AID]))
    assert told.cell.coverage == pytest.approx(0.4)
    assert told.highest == pytest.approx(0.4)
    (reason,) = told.reasons
    assert (reason.kind, reason.table, reason.row, reason.column) == ("supply", "supplies", 0, "at_most")
    assert (reason.figure, reason.unit, reason.names["supply"]) == (2.0, "kg/day", "aid")
    (relief,) = told.reliefs
    (step,) = relief.steps
    assert (step.more, step.word, step.period) == (pytest.approx(0.2), "share", "")
    assert relief.coverage == pytest.approx(0.44)
    assert relief.person_days == pytest.approx(0.04 * told.cell.person_days)


def test_two_things_in_a_row_that_are_full_help_only_together() -> None:
    told = explained(mill_and_road())
    assert len(told.reasons) == 1
    assert kinds(told)[0] in {"route", "activity"}
    (relief,) = told.reliefs
    assert relieved(relief) == {("route", "share"), ("activity", "share")}
    assert relief.coverage == pytest.approx(0.44)


def test_what_is_in_the_way_in_some_periods_says_in_which() -> None:
    supplies = [AID | {"until": day(2)}, AID | {"from": day(2), "at_most": 9.0}]
    told = explained(needy(supplies=supplies))
    assert told.cell.period == FIRST
    assert [reason.periods for reason in told.reasons] == [(FIRST,)]


def test_a_closed_road_is_a_reason_and_opens_for_a_day() -> None:
    road = {"route": "road", "from_place": "there", "to_place": "here", "capacity": 0.002}
    shut = road | {"closed": True, "note": "mined", "source": "radio"}
    told = explained(needy(supplies=[AID | {"place": "there", "at_most": 50.0}], routes=[shut]))
    (reason,) = told.reasons
    assert (reason.kind, reason.column, reason.figure) == ("closed", "closed", 0.002)
    assert (reason.because, reason.source) == ("mined", "radio")
    (relief,) = told.reliefs
    (step,) = relief.steps
    assert (step.word, step.more, step.period) == ("day", 0.002, told.cell.period)
    days = 2 if told.cell.period == FIRST else 3
    assert relief.coverage == pytest.approx(2.0 / (5.0 * days))


def test_a_closed_road_without_a_capacity_carries_enough_when_it_opens() -> None:
    road = {"route": "road", "from_place": "there", "to_place": "here", "closed": True}
    told = explained(needy(supplies=[AID | {"place": "there", "at_most": 50.0}], routes=[road]))
    assert told.reasons[0].figure == math.inf
    assert told.reliefs[0].steps[0].more == math.inf
    assert told.reliefs[0].coverage == pytest.approx(1.0)


def test_a_closed_seller_by_the_horizon_opens_altogether() -> None:
    shut = AID | {"per": "horizon", "at_most": 4.0, "closed": True}
    told = explained(needy(supplies=[shut]), period=FIRST)
    (step,) = told.reliefs[0].steps
    assert (step.word, step.more, step.period) == ("open", 4.0, "")
    assert told.reliefs[0].coverage == pytest.approx(0.4)


def test_a_closed_workshop_is_a_reason() -> None:
    tables = mill_and_road()
    rows = tables["activities"].to_dicts()
    told = explained(
        needy(
            supplies=tables["supplies"].to_dicts(),
            activities=[rows[0] | {"closed": True}],
            activity_goods=tables["activity_goods"].to_dicts(),
            routes=[tables["routes"].to_dicts()[0] | {"capacity": None}],
        )
    )
    assert kinds(told) == ["closed"]
    assert told.reasons[0].unit == "level/day"
    assert relieved(told.reliefs[0]) == {("closed", "day")}


@pytest.mark.parametrize(
    ("tables", "kind"),
    [
        ({"supplies": [AID | {"at_most": 0.0}]}, "supply"),
        ({"stocks": [{"good": "bread", "place": "here", "opening": 0.0}]}, "opening"),
    ],
)
def test_a_figure_of_zero_is_raised_by_one(tables: dict[str, list[dict[str, object]]], kind: str) -> None:
    told = explained(needy(**tables), period=FIRST)
    assert kinds(told) == [kind]
    (step,) = told.reliefs[0].steps
    assert (step.word, step.more) == ("unit", 1.0)
    assert told.reliefs[0].coverage == pytest.approx(0.2 if kind == "supply" else 0.1)


def test_a_store_that_all_places_share_is_a_reason() -> None:
    told = explained(needy(stocks=[{"good": "bread", "opening": 8.0}]))
    assert kinds(told) == ["opening"]
    assert told.reasons[0].periods == ()
    assert told.highest == pytest.approx(8.0 / 25.0)


def test_what_is_kept_for_later_is_not_given_up() -> None:
    told = explained(needy(stocks=[{"good": "bread", "place": "here", "opening": 10.0, "closing": 5.0}]))
    assert told.highest == pytest.approx(5.0 / 25.0)
    assert kinds(told) == ["opening"]


def test_a_cap_on_one_nutrient_can_hold_another_down() -> None:
    tables = {
        "supplies": [AID | {"at_most": None, "per": None}],
        "needs": [{"good": "energy", "amount": 2.0, "at_most": 2.0}, {"good": "protein", "amount": 20.0}],
        "composition": [
            {"good": "bread", "nutrient": "energy", "amount": 2.0},
            {"good": "bread", "nutrient": "protein", "amount": 10.0},
        ],
    }
    told = explained(needy(**tables))
    assert (told.cell.good, told.highest) == ("protein", pytest.approx(0.5))
    assert kinds(told) == ["cap"]
    assert told.carriers == ("bread",)


def test_a_shared_basket_can_hold_one_of_its_groups_down() -> None:
    """All get half a kilogram; who needs 0.8 has 0.625 of it, and could have all if the others had less."""
    tables = {
        "people": [
            {"group": group, "place": "here", "people": 10.0, "ration": "basket"}
            for group in ("children", "adults")
        ],
        "rations": [{"ration": "basket"}],
        "needs": [
            {"good": "energy", "group": "adults", "amount": 0.8},
            {"good": "energy", "group": "children", "amount": 0.2},
        ],
        "composition": [{"good": "bread", "nutrient": "energy", "amount": 1.0}],
        "supplies": [AID | {"at_most": 10.0}],
    }
    told = explained(needy(**tables))
    assert (told.cell.group, told.cell.coverage) == ("adults", pytest.approx(0.625))
    assert sorted(kinds(told)) == ["ration", "supply"]
    assert {frozenset(relieved(relief)) for relief in told.reliefs} == {
        frozenset({("supply", "share")}),
        frozenset({("ration", "lift")}),
    }
    lifted = next(relief for relief in told.reliefs if relieved(relief) == {("ration", "lift")})
    assert lifted.coverage == pytest.approx(1.0)


def test_what_nothing_brings_has_no_reasons() -> None:
    told = explained(needy(needs=[{"good": "salt", "amount": 0.01}]))
    assert (told.reasons, told.reliefs, told.carriers) == ((), (), ("salt",))
    assert told.highest == 0.0


def test_a_rule_that_gives_to_others_is_no_figure_of_the_tables() -> None:
    """Half is lost on the way there: the greatest total is had by sending nothing."""
    economy = needy(
        people=[{"group": "all", "place": place, "people": 10.0} for place in ("here", "there")],
        supplies=[AID | {"at_most": 5.0}],
        routes=[{"route": "road", "from_place": "here", "to_place": "there", "loss": 0.5}],
    )
    told = cw.explain(verified_plan(economy, rule="total"))[0]
    assert told.cell.place == "there"
    assert told.cell.coverage == pytest.approx(0.0)
    assert told.highest == pytest.approx(0.5)
    assert kinds(told) == ["supply"]


def test_a_tier_above_keeps_what_it_has() -> None:
    needs = [{"good": "bread", "amount": 0.2}, {"good": "bread", "amount": 0.5, "tier": 2.0}]
    told = explained(needy(needs=needs, supplies=[AID | {"at_most": 2.5}]))
    assert (told.cell.tier, told.highest) == (2, pytest.approx(0.5))


def test_each_need_is_told_once_the_worst_first() -> None:
    economy = needy(
        needs=[{"good": "bread", "amount": 0.5}, {"good": "salt", "amount": 0.01}], supplies=[AID]
    )
    plan = verified_plan(economy)
    told = cw.explain(plan)
    assert [(one.cell.good, one.alike) for one in told] == [("salt", 2), ("bread", 2)]
    assert [one.others_short for one in told] == [1, 3]
    assert [one.cell.good for one in cw.explain(plan, most=1)] == ["salt"]
    assert [one.cell.period for one in cw.explain(plan, need="bread", period=LAST)] == [LAST]
    assert cw.explain(plan, place="here", group="all", tier=1, need="salt")[0].cell.good == "salt"


def test_nothing_is_told_where_nobody_is_short() -> None:
    plan = verified_plan(needy(supplies=[AID | {"at_most": 5.0}]))
    assert cw.explain(plan) == ()
    assert cw.relief(plan) == cw.ReliefList((), 0.0, (), 0)


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ({"place": "hera"}, "Did you mean 'here'"),
        ({"need": "wine"}, "There are: bread"),
        ({"group": "cats"}, "There are: all"),
        ({"period": "2031-01-02"}, FIRST),
        ({"tier": 3}, "Tiers are: 1"),
    ],
)
def test_unknown_names_are_refused(asked: dict[str, object], word: str) -> None:
    plan = verified_plan(needy(supplies=[AID]))
    for ask in (cw.explain, cw.relief):
        with pytest.raises(cw.ModelError, match=word):
            ask(plan, **asked)


def test_a_window_is_found_by_any_of_its_periods() -> None:
    plan = verified_plan(needy(needs=[{"good": "bread", "amount": 0.5, "every": 5.0}], supplies=[AID]))
    assert [told.cell.period for told in cw.explain(plan, period=LAST)] == [FIRST]


def test_a_change_of_a_scenario_says_why_and_who_claims_it() -> None:
    change = Change(
        do="set", table="supplies", column="at_most", value=1.0,
        because="donors tired", source="letter", claimed_by="agency",
    )  # fmt: skip
    economy = replace(needy(supplies=[AID]), scenarios={"less": Scenario("less", changes=(change,))})
    (reason,) = cw.explain(cw.plan(economy, scenario="less"))[0].reasons
    assert (reason.figure, reason.because, reason.claimed_by, reason.source) == (
        1.0, "donors tired", "agency", "letter",
    )  # fmt: skip


def test_work_can_be_stopped() -> None:
    plan = verified_plan(needy(supplies=[AID]))
    with pytest.raises(cw.Cancelled):
        cw.explain(plan, limits=cw.Limits(cancelled=lambda: True))
    with pytest.raises(cw.SolverStopped, match="Time is up"):
        cw.relief(plan, limits=cw.Limits(seconds=0.0))


def test_steps_are_told() -> None:
    heard: list[cw.Progress] = []
    cw.explain(verified_plan(needy(supplies=[AID])), limits=cw.Limits(progress=heard.append))
    assert [step.aim for step in heard] == ["why bread in here (all)"]
