"""Plans beside a base."""

from dataclasses import replace

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import commonweal as cw
from commonweal.errors import ModelError
from commonweal.plan.measures import with_days
from unit.compare.valley import plan_of, village

CELL = ["tier", "place", "group", "good", "period", "n_periods"]


@pytest.fixture(scope="module")
def opened():
    return cw.compare({"base": plan_of("base"), "open": plan_of("open")})


def with_coverage(plan, change):
    return replace(plan, tables=dict(plan.tables) | {"coverage": change(plan["coverage"])})


def test_a_plan_compared_with_itself_changes_nothing():
    same = cw.compare({"base": plan_of("base"), "same": plan_of("base")})
    assert same["coverage"].select("gained", "lost", "net").sum().row(0) == (0.0, 0.0, 0.0)
    for name, table in same.tables.items():
        for column in table.columns:
            if column.startswith("change"):
                assert table[column].fill_null(0.0).abs().sum() == 0.0, name
    assert set(same["limits"]["state"]) == {"same"}
    assert same.remarks == ()
    changes = same.summary_data()["changes"]["same"]
    assert all(not rows for name, rows in changes.items() if name != "aims")


def test_differences_turn_around_when_plans_change_places(opened):
    back = cw.compare({"open": plan_of("open"), "base": plan_of("base")})
    for name, table in opened.tables.items():
        if name in {"limits", "prices"}:
            continue
        changes = [column for column in table.columns if column.startswith(("change", "net"))]
        keys = [column for column, dtype in table.schema.items() if dtype in (pl.String, pl.Int64)]
        there = table.drop("plan").sort(keys[1:]).select(changes)
        turned = back[name].drop("plan").sort(keys[1:]).select(-pl.col(column) for column in changes)
        assert_frame_equal(there, turned)
    assert opened["coverage"]["gained"].to_list() == back["coverage"]["lost"].to_list()
    turns = {"began": "stopped", "stopped": "began", "more": "less", "less": "more", "same": "same"}
    assert [turns[state] for state in opened["limits"]["state"]] == back["limits"]["state"].to_list()


def test_gains_and_losses_are_those_of_the_cells(opened):
    calendar = village().settings.calendar
    cells = with_days(plan_of("base")["coverage"], calendar).join(
        plan_of("open")["coverage"].select(*CELL, after="coverage"), on=CELL
    )
    hill = cells.filter((pl.col("place") == "hill") & (pl.col("good") == "energy"))
    rise = (hill["after"] - hill["coverage"]) * hill["people"] * hill["days"]
    told = opened["coverage"].filter((pl.col("place") == "hill") & (pl.col("good") == "energy"))
    assert told["gained"].item() == pytest.approx(rise.filter(rise > 0).sum(), rel=1e-6)
    assert told["gained"].item() > 0.0
    assert told["lost"].item() == 0.0
    assert told["here_lowest"].item() > told["base_lowest"].item()


def test_a_gain_does_not_make_up_for_a_loss_in_another_period():
    base = plan_of("base")
    first, second = village().settings.calendar.names[:2]
    mine = (pl.col("place") == "town") & (pl.col("good") == "energy")
    low = pl.when(mine & (pl.col("period") == first)).then(0.5).otherwise("coverage")
    other = pl.when(mine & (pl.col("period") == second)).then(0.5).otherwise("coverage")
    compared = cw.compare(
        {
            "one week": with_coverage(base, lambda rows: rows.with_columns(coverage=low)),
            "another": with_coverage(base, lambda rows: rows.with_columns(coverage=other)),
        }
    )
    row = compared["coverage"].filter((pl.col("place") == "town") & (pl.col("good") == "energy"))
    assert row.select("gained", "lost", "net").row(0) == pytest.approx((2100.0, 2100.0, 0.0))


def test_people_who_are_in_one_plan_only_neither_gain_nor_lose():
    base = plan_of("base")
    grown = with_coverage(
        base,
        lambda rows: rows.with_columns(
            people=pl.when(pl.col("place") == "town").then(2 * pl.col("people")).otherwise("people"),
            coverage=pl.when(pl.col("place") == "town").then(0.5).otherwise("coverage"),
        ),
    )
    compared = cw.compare({"base": base, "grown": grown})
    row = compared["coverage"].filter((pl.col("place") == "town") & (pl.col("good") == "energy"))
    assert row["person_days"].item() == 600.0 * 28
    assert row["lost"].item() == pytest.approx(600.0 * 14)
    (remark,) = compared.remarks
    assert (remark.kind, remark.values["places"]) == ("people", ["town"])
    people = compared["people"].filter((pl.col("place") == "town") & (pl.col("tier") == 1))
    assert people.select("base_people", "here_people").row(0) == (600.0, 1200.0)


def test_only_periods_that_both_plans_have_are_compared():
    compared = cw.compare({"base": plan_of("base"), "short": plan_of("short")})
    first, *_, last = compared.pairs[0].periods
    assert (first, last) == village().settings.calendar.names[:3:2]
    kinds = [remark.kind for remark in compared.remarks]
    assert kinds == ["calendar"]
    assert compared["aims"]["change"].null_count() == compared["aims"].height
    sent = plan_of("base")["flows"].filter(pl.col("period") <= last)["tonnes"].sum()
    assert compared["flows"]["base_tonnes"].sum() == pytest.approx(sent)


def test_periods_of_another_length_are_not_the_same():
    calendar = cw.Calendar(start=village().settings.calendar.start, lengths=(14, 14))
    coarse = replace(plan_of("base"), economy=village().with_settings(calendar=calendar))
    with pytest.raises(ModelError, match="shares no period"):
        cw.compare({"base": plan_of("base"), "coarse": coarse})


def test_one_plan_is_no_comparison():
    with pytest.raises(ModelError, match="two plans or more"):
        cw.compare([plan_of("base")])


def test_plans_in_a_row_are_named_by_what_tells_them_apart():
    base, total = plan_of("base"), plan_of("total")
    assert tuple(cw.compare([base, total]).plans) == ("leximin", "total")
    assert tuple(cw.compare([base, replace(base, scenario="siege")]).plans) == ("base", "siege")
    assert tuple(cw.compare([base, base]).plans) == ("plan 1", "plan 2")


def test_a_limit_that_binds_in_one_plan_only_began_or_stopped():
    base = plan_of("base")
    fewer = replace(
        base, tables=dict(base.tables) | {"binding": base["binding"].filter(pl.col("limit") != "supply")}
    )
    stopped = cw.compare({"base": base, "fewer": fewer})["limits"].filter(pl.col("state") == "stopped")
    assert set(stopped["limit"]) == {"supply"}
    assert (stopped["base_periods"] > 0).all()
    assert stopped["here_periods"].to_list() == [0] * stopped.height


def test_plans_under_other_rules_are_compared_with_a_remark(opened):
    compared = cw.compare([plan_of("base"), plan_of("total")])
    assert [remark.kind for remark in compared.remarks] == ["rule"]
    aims = {row["aim"]: row for row in compared["aims"].iter_rows(named=True)}
    assert aims["total of tier 1"]["base"] is None
    assert aims["total of tier 1"]["change"] is None
    assert opened.remarks == ()
