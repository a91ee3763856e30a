"""Going on from a plan: without news nothing changes, whatever the economy and the day."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import commonweal as cw
from economies import economies, random_economy
from plans import cells_of, effort_of

SAME = 1e-6  # of the largest amount of its kind
TABLES = {
    "deliveries": "delivered", "activities": "level", "flows": "sent", "stocks": "stock",
    "supplies": "supplied",
}  # fmt: skip


def assert_same(before: cw.Plan, after: cw.Plan) -> None:
    """Both plans do the same, reach the same, and take the same effort."""
    assert after.certificate.quality != "none"
    assert cells_of(after) == pytest.approx(cells_of(before), abs=SAME)
    assert effort_of(after) == pytest.approx(effort_of(before), rel=1e-6, abs=1e-9)
    for name, amount in TABLES.items():
        keys = [column for column in before[name].columns if before[name][column].dtype == pl.String]
        both = before[name].join(after[name], on=keys, how="full", coalesce=True, nulls_equal=True)
        old, new = (both[column].fill_null(0.0).to_numpy() for column in (amount, f"{amount}_right"))
        assert np.abs(old - new).max(initial=0.0) <= SAME * max(np.abs(old).max(initial=0.0), 1e-6), name


@given(economy=economies(), data=st.data())
@settings(max_examples=12, deadline=None)
def test_without_news_nothing_changes(economy: cw.Economy, data: st.DataObject) -> None:
    plan = cw.plan(economy)
    day = data.draw(st.sampled_from(economy.settings.calendar.names))
    made = cw.replan(plan, dt.date.fromisoformat(day))
    assert_same(plan, made.plan)
    assert made.differences.is_empty()


@pytest.mark.parametrize("seed", range(4))
def test_a_plan_that_is_gone_on_from_period_by_period_stays_the_plan(seed: int) -> None:
    economy = random_economy(np.random.default_rng(seed), n_periods=3, odds=0.6)
    plan = made = cw.plan(economy)
    for day in economy.settings.calendar.names:
        made = cw.replan(made, dt.date.fromisoformat(day)).plan
    assert_same(plan, made)
