"""What a plan does, summed over its periods."""

import polars as pl
import pytest

from commonweal.show.totals import (
    activity_totals,
    binding_totals,
    highest_prices,
    left_over,
    money_totals,
    open_floors,
    supply_totals,
)


def test_supplies_are_summed_and_weighed_in_tonnes(plan):
    (row,) = supply_totals(plan).iter_rows(named=True)
    assert row["supplied"] == pytest.approx(13 * 4.1e7)
    assert row["tonnes"] == pytest.approx(13 * 4.1e4)
    assert row["cost"] == pytest.approx(13 * 1.2e7)


def test_activities_tell_what_comes_out_of_them(plan):
    (row,) = activity_totals(plan).iter_rows(named=True)
    assert row["level"] == pytest.approx(13 * 2.5e7)
    assert row["outputs"] == [{"good": "flour", "amount": pytest.approx(13 * 2.5e7 * 0.8)}]


def test_money_is_summed_by_currency(plan):
    assert money_totals(plan).rows() == [("usd", pytest.approx(13 * 1.2e7))]


def test_what_holds_down_the_most_urgent_aim_is_told_first_and_what_has_no_price_last(plan):
    told = binding_totals(plan)
    assert told["what"].to_list() == ["Hama–Aleppo", "imports", "wheat"]
    assert told["n_periods"].to_list() == [13, 1, 1]
    assert told["aim"].to_list() == ["tier 1", "effort: labour", ""]


def test_within_an_aim_what_binds_is_ranked_by_price_times_amount(make_plan, plan):
    same = plan["binding"].with_columns(aim=pl.lit("tier 1"), price=pl.Series([0.002] * 13 + [0.5, 0.0]))
    tables = plan.tables | {"binding": same}
    assert binding_totals(make_plan(tables=tables))["what"].to_list() == ["imports", "Hama–Aleppo", "wheat"]


def test_floors_that_are_met_are_left_out(make_plan, plan):
    tables = plan.tables | {"floors": plan["floors"].with_columns(kept=pl.lit(1.0))}
    assert open_floors(make_plan(tables=tables)).is_empty()
    assert open_floors(plan).height == 1


def test_of_each_good_and_aim_the_highest_price_is_told(make_plan, plan):
    prices = pl.DataFrame(
        {
            "good": ["wheat", "wheat", "flour", "wheat"],
            "place": ["Homs", "Aleppo", "Homs", "Homs"],
            "period": ["2016-07-01"] * 4,
            "aim": ["effort", "effort", "effort", "tier 1"],
            "price": [0.3, 0.9, 0.0, 0.1],
        }
    )
    told = highest_prices(make_plan(tables=plan.tables | {"prices": prices}))
    assert told.select("good", "aim", "price", "place").rows() == [
        ("wheat", "effort", 0.9, "Aleppo"),
        ("wheat", "tier 1", 0.1, "Homs"),
    ]


def test_what_is_left_over_is_summed_by_good(plan):
    assert left_over(plan).rows() == [("soap", 12.0)]
