"""Why plan prices differ from labour values: every gap is explained, and to the last digit."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

import commonweal as cw
from commonweal.accounting.plan_prices import PARTS, values_against_prices
from commonweal.building.build import build_economy
from commonweal.building.options import BuildOptions
from commonweal.errors import ModelError
from unit.accounting.small_world import HOURS, world
from unit.accounting.test_accounts import joint


def gap_of(table, **options):
    plan = cw.plan(build_economy(table, BuildOptions(**options)).economy)
    return values_against_prices(plan, table), plan


@pytest.fixture(scope="module")
def within():
    return gap_of(world(), sourcing="within")


def test_with_observed_origins_prices_are_labour_values():
    found, _ = gap_of(world(), sourcing="observed")
    rows = found.products
    assert rows["price"].to_numpy() == pytest.approx(rows["labour_value"].to_numpy(), rel=1e-9)
    assert rows.select(pl.col(*PARTS).abs().max()).row(0) == pytest.approx([0.0] * len(PARTS), abs=1e-9)


@pytest.mark.parametrize("sourcing", ["within", "free"])
def test_parts_of_a_gap_add_up(sourcing):
    found, _ = gap_of(world(), sourcing=sourcing)
    rows = found.products
    assert found.holds
    summed = rows.select(pl.sum_horizontal(PARTS)).to_series().to_numpy()
    assert summed == pytest.approx(rows["gap"].to_numpy(), abs=1e-9)
    assert rows["residual"].abs().max() < 1e-9


def test_full_capacity_makes_dear(within):
    found, plan = within
    full = set(plan["binding"].filter(limit="capacity")["what"])
    assert "north.farms" in full
    row = found.products.filter(region="north", product="farms")
    assert row["capacity"].item() > 0.0
    assert row["price"].item() > row["labour_value"].item()


def test_what_no_limit_holds_earns_no_rent(within):
    found, plan = within
    assert found.unexplained < 1e-9
    earning = set(found.activities.filter(pl.col("rent") > 1e-9)["activity"])
    assert earning <= set(plan["binding"].filter(limit="capacity")["what"])


def test_an_activity_gives_what_it_takes(within):
    rows = within[0].activities
    costs = rows["own_labour"] + rows["inputs"] + rows["rent"]
    assert rows["value"].to_numpy() == pytest.approx(costs.to_numpy())


def test_scarce_labour_is_told_apart():
    table = world()
    economy = build_economy(table, BuildOptions(sourcing="free", slack=1.0)).economy
    here = pl.when(pl.col("place") == "north").then(0.8).otherwise(2.0)
    supplies = economy["supplies"].with_columns(
        at_most=pl.when(pl.col("kind") == "labour").then(pl.col("at_most") * here).otherwise("at_most")
    )
    plan = cw.plan(cw.Economy(economy.settings, {**economy.tables, "supplies": supplies}))
    found = values_against_prices(plan, table)
    assert found.holds
    north = found.products.filter(pl.col("region") == "north")
    assert north["scarce_labour"].max() > 0.0


def test_joint_products_are_told_apart():
    found, _ = gap_of(joint(), slack=0.5)
    assert found.holds
    parts = found.products.select(pl.sum_horizontal(PARTS)).to_series()
    assert parts.to_numpy() == pytest.approx(found.products["gap"].to_numpy(), abs=1e-9)


def test_labour_that_was_assumed_in_building_is_that_of_the_values():
    table = world(labour=False)
    found, _plan = gap_of(table, sourcing="observed")
    assert found.unit == "person/USD"
    assert found.products["ratio"].to_numpy() == pytest.approx(1.0)


def test_values_are_in_units_of_the_currency_whatever_the_scale():
    one = world()
    scaled = replace(one, provenance=replace(one.provenance, scale=1000.0))
    found, _ = gap_of(scaled, sourcing="observed")
    rows = found.products
    assert rows["price"].to_numpy() == pytest.approx(rows["labour_value"].to_numpy(), rel=1e-9)
    total = one.industry_output * 1000.0
    assert rows["labour_value"].max() < HOURS.sum() / total.min()


def test_a_plan_that_spares_something_else_is_refused(within):
    with pytest.raises(ModelError, match=r"spares money.*labour"):
        values_against_prices(replace(within[1], effort="money"), world())


def test_a_plan_of_another_economy_is_refused():
    village = cw.plan(cw.read("village"))
    with pytest.raises(ModelError, match="another economy"):
        values_against_prices(village, world())


def test_numbers_for_json_have_totals(within):
    told = within[0].data()
    assert told["total"]["price"] == pytest.approx(
        float(np.dot(within[0].products["price"], within[0].products["made"]))
    )
