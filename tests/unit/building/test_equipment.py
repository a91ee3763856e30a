"""Capital stocks carry the capacity of the industries that have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from plans import verified_plan
from unit.building.tables import built, column, rows_of, sectors, valid

MILLS = rows_of("capital", ["mills"], "EUR", [4000.0, 0.0], [0.0, 0.0])


def test_equipment_carries_the_capacity_of_the_industry(tmp_path: Path) -> None:
    economy = valid(built(sectors(capital=MILLS), slack=0.2), tmp_path / "economy")
    [row] = economy["equipment"].iter_rows(named=True)
    assert (row["equipment"], row["place"]) == ("mills.food", "here")
    assert row["opening"] == pytest.approx(4000.0 * 1.2)
    [use] = column(economy, "equipment_use", "amount")
    assert row["opening"] / use == pytest.approx(1000.0 * 1.2 / 365.0)  # levels a day
    assert column(economy, "activities", "capacity", activity="food") == [None]


def test_an_industry_without_a_stock_keeps_its_own_capacity() -> None:
    [capacity] = column(built(sectors(capital=MILLS), slack=0.2), "activities", "capacity", activity="tools")
    assert capacity == pytest.approx(2000.0 * 1.2 / 365.0)


def test_capital_may_be_left_out() -> None:
    economy = built(sectors(capital=MILLS), capital=False)
    assert not economy["equipment"].height
    assert None not in column(economy, "activities", "capacity", activity="food")


@pytest.mark.parametrize("capital", [True, False])
def test_the_plan_is_the_same_however_capacity_is_carried(capital: bool) -> None:
    plan = verified_plan(built(sectors(capital=MILLS), capital=capital))
    assert plan.effort_used == pytest.approx(110.0)
    assert plan["coverage"]["coverage"].min() == pytest.approx(1.0)
