"""Floors that nothing can keep are in the plan, kept 0; dated ones can be told apart."""

from __future__ import annotations

import polars as pl

from commonweal import Plan
from plans import verified_plan
from unit.formulate.small import FIRST, LAST, day, small


def kept(plan: Plan) -> dict[tuple[str, str, str, str], tuple[float, float]]:
    """What is wanted and the share kept, by kind, name, period and part."""
    rows = plan["floors"].with_columns(pl.col(pl.String).fill_null(""))
    return {
        (row["kind"], row["what"], row["period"], row["part"]): (row["wanted"], round(row["kept"], 9))
        for row in rows.iter_rows(named=True)
    }


def test_a_minimum_that_lacks_an_input_is_a_floor_that_is_not_kept() -> None:
    plan = verified_plan(
        small(
            activities=[{"activity": "bake", "place": "here", "minimum": 1.0, "from": day(2)}],
            activity_goods=[{"activity": "bake", "good": "salt", "amount": -1.0}],
        )
    )
    assert kept(plan) == {("minimum", "bake", LAST, "2031-01-03"): (3.0, 0.0)}


def test_a_closing_stock_of_what_never_comes_is_a_floor_that_is_not_kept() -> None:
    plan = verified_plan(small(stocks=[{"good": "salt", "place": "there", "closing": 4.0}]))
    assert kept(plan) == {("closing", "salt", LAST, ""): (4.0, 0.0)}


def test_minima_that_follow_each_other_within_a_period_are_told_apart() -> None:
    bake = {"activity": "bake", "place": "here", "minimum": 1.0}
    plan = verified_plan(
        small(
            activities=[bake | {"until": day(1)}, bake | {"from": day(1), "until": day(2), "capacity": 0.5}],
            activity_goods=[{"activity": "bake", "good": "salt", "amount": 1.0}],
        )
    )
    assert kept(plan) == {
        ("minimum", "bake", FIRST, ""): (1.0, 1.0),
        ("minimum", "bake", FIRST, "2031-01-02"): (1.0, 0.5),
    }


def test_supplies_of_two_goods_by_one_name_have_floors_of_their_own() -> None:
    supply = {"supply": "aid", "place": "here", "at_least": 1.0, "at_most": 9.0, "per": "horizon"}
    plan = verified_plan(
        small(supplies=[supply | {"good": "bread"}, supply | {"good": "salt", "at_least": 2.0}])
    )
    assert sorted(plan["floors"].select("wanted", "kept").rows()) == [(1.0, 1.0), (2.0, 1.0)]
