from __future__ import annotations

import polars as pl
import pytest

from commonweal.data import read
from commonweal.examples import path
from commonweal.plan.audit import audit
from commonweal.plan.plan import Plan
from commonweal.run import plan


def shortened(name: str) -> Plan:
    """A plan for the first three periods of an example."""
    economy = read(path(name))
    return plan(economy.with_settings(calendar=economy.settings.calendar.shortened(3)))


@pytest.fixture(scope="module")
def village() -> Plan:
    return shortened("village")


def test_the_plan_of_the_village_holds(village: Plan) -> None:
    assert audit(village.economy, village.tables).error < 1e-7


def test_the_plan_of_syria_holds() -> None:
    syria = shortened("syria")
    result = audit(syria.economy, syria.tables)
    assert result.error < 1e-7, result.worst
    assert result.checked > 20_000


@pytest.mark.parametrize(
    "table, column",
    [
        ("coverage", "wanted"),
        ("coverage", "delivered"),
        ("coverage", "coverage"),
        ("deliveries", "delivered"),
        ("activities", "level"),
        ("flows", "sent"),
        ("flows", "tonnes"),
        ("flows", "arrived"),
        ("stocks", "stock"),
        ("supplies", "supplied"),
        ("supplies", "cost"),
    ],
)
def test_a_plan_with_its_largest_number_ten_times_as_large_does_not_hold(
    village: Plan, table: str, column: str
) -> None:
    larger = pl.when(pl.col(column) == pl.col(column).max()).then(10.0 * pl.col(column))
    changed = village[table].with_columns(larger.otherwise(column).alias(column))
    assert audit(village.economy, dict(village.tables) | {table: changed}).error > 0.01


@pytest.mark.parametrize("table", ["deliveries", "activities", "flows", "supplies", "coverage", "stocks"])
def test_a_plan_with_a_table_emptied_does_not_hold(village: Plan, table: str) -> None:
    emptied = dict(village.tables) | {table: village[table].clear()}
    assert audit(village.economy, emptied).error > 0.01
