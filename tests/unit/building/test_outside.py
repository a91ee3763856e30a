"""Countries outside the table: exports earn the currency, imports cost it, a deficit is supplied."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import commonweal as cw
from commonweal.building.options import BuildOptions
from plans import verified_plan
from unit.building.tables import built, coefficients, column, priced, sectors


def test_exports_give_a_product_away_and_earn_its_worth() -> None:
    assert coefficients(built(priced()), "export.bread") == {
        ("export.bread", "bread.sold", None): -1.0,
        ("export.bread", "EUR", None): 1.0,
    }


def test_observed_exports_are_kept() -> None:
    economy = built(priced(), sourcing="observed")
    [row] = economy["activities"].filter(activity="export.bread").iter_rows(named=True)
    assert row["minimum"] == row["capacity"] == pytest.approx(8.0 / 365.0)


def test_elsewhere_exports_are_free_up_to_some_slack() -> None:
    economy = built(priced(), sourcing="within", trade_slack=0.5)
    [row] = economy["activities"].filter(activity="export.bread").iter_rows(named=True)
    assert row["minimum"] is None
    assert row["capacity"] == pytest.approx(12.0 / 365.0)


def test_imports_cost_foreign_money() -> None:
    economy = built(priced(), trade_slack=0.5)
    [row] = economy["supplies"].filter(supply="imports").iter_rows(named=True)
    assert (row["good"], row["price"], row["paid_in"]) == ("bread.imported", 1.0, "EUR")
    assert row["at_most"] == pytest.approx(45.0)


def test_inputs_below_the_table_are_paid_by_the_industry() -> None:
    assert coefficients(built(priced()), "bakery")["bakery", "EUR", None] == pytest.approx(-12.0 / 60.0)


def test_the_deficit_is_supplied_and_told() -> None:
    """30 imported, 15 of imported inputs, 19 exported."""
    made = cw.build_economy(priced(), BuildOptions())
    [deficit] = column(made.economy, "supplies", "at_most", supply="observed-deficit")
    assert deficit == pytest.approx(26.0)
    assert any("26 EUR" in note for note in made.notes)


def test_a_surplus_is_not_supplied() -> None:
    table = priced()
    table.final_demand[2, 1] += 40.0
    assert not column(built(table), "supplies", "at_most", supply="observed-deficit")


def test_imports_that_go_back_do_not_lower_the_deficit() -> None:
    """They are used up, and earn nothing."""
    table = priced()
    table = replace(table, imports=np.array([30.0, 0.0, -2.0]))
    table.final_demand[2, 0] -= 2.0
    economy = built(table, sourcing="observed")
    assert column(economy, "supplies", "at_most", supply="observed-deficit") == pytest.approx([26.0])
    plan = verified_plan(economy)
    assert plan["coverage"]["coverage"].min() == pytest.approx(1.0)
    assert plan["floors"]["kept"].min() == pytest.approx(1.0)


def test_a_closed_economy_has_no_trade() -> None:
    economy = built(sectors())
    assert not column(economy, "activities", "activity", kind="export")
    assert not column(economy, "supplies", "supply", kind="import")
