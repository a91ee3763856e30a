"""Accounts of two small countries, against inverses that the tests form themselves."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from scipy import sparse

from commonweal.accounting import accounts
from commonweal.accounting.labour import labour_rows
from commonweal.errors import ModelError
from commonweal.inputoutput.tables import Labels, Rows
from unit.accounting.small_world import CARBON, FLOWS, HOURS, world

TABLE = world()
OUTPUT = TABLE.industry_output
INVERSE = np.linalg.inv(np.eye(6) - FLOWS / OUTPUT)


@pytest.fixture(scope="module")
def found():
    return accounts(TABLE)


def test_multipliers_are_sums_of_the_inverse(found):
    assert found["sectors"]["output_multiplier"].to_numpy() == pytest.approx(INVERSE.sum(axis=0))


def test_forward_linkages_are_row_sums_of_the_inverse_of_ghosh(found):
    ghosh = np.linalg.inv(np.eye(6) - FLOWS / OUTPUT[:, None]).sum(axis=1)
    assert found["sectors"]["forward"].to_numpy() == pytest.approx(ghosh / ghosh.mean())


def test_key_sectors_are_above_the_mean_both_ways(found):
    rows = found["sectors"]
    both = (rows["backward"] > 1) & (rows["forward"] > 1)
    assert rows["key"].to_list() == both.to_list()


def test_labour_values_are_direct_labour_times_the_inverse(found):
    values = found["sectors"]["labour_value"].to_numpy()
    assert values == pytest.approx((HOURS / OUTPUT) @ INVERSE)
    assert found["sectors"]["value_ratio"].to_numpy() @ OUTPUT == pytest.approx(OUTPUT.sum())


def test_who_works_for_whom_adds_up(found):
    rows = found["regions"]
    assert rows["done"].sum() == pytest.approx(HOURS.sum())
    assert rows["commanded"].sum() == pytest.approx(HOURS.sum())
    assert rows["balance"].sum() == pytest.approx(0.0, abs=1e-9)
    assert rows["balance"].to_list() == sorted(rows["balance"].to_list(), reverse=True)


def test_embodied_work_is_that_of_final_demand(found):
    done = (HOURS / OUTPUT)[:, None] * (INVERSE @ TABLE.final_demand)
    north_for_south = done[:3, 2:].sum()
    rows = found["embodied"].filter(from_region="north", to_region="south")
    assert rows["amount"].item() == pytest.approx(north_for_south)


def test_footprints_and_territorial_accounts_have_one_sum(found):
    rows = found["footprints"].filter(row="carbon")
    assert rows["territorial"].sum() == pytest.approx(CARBON.sum() + 8.0)
    assert rows["footprint"].sum() == pytest.approx(CARBON.sum() + 8.0)
    assert rows["own_use"].to_list() == [5.0, 3.0]


def test_prices_of_production_keep_the_sum_of_prices(found):
    assert found["sectors"]["production_price"].to_numpy() @ OUTPUT == pytest.approx(OUTPUT.sum())
    assert 0.0 < found.profit.profit_rate < found.profit.maximum_rate


def test_every_identity_holds(found):
    assert found.holds
    assert found["checks"]["residual"].max() < 1e-12
    assert {"supply", "value", "leontief", "trade", "balance", "footprints", "labour", "prices"} <= set(
        found["checks"]["identity"]
    )


def test_books_that_do_not_balance_are_told_and_the_rest_still_holds():
    off = accounts(replace(TABLE, final_demand=TABLE.final_demand * 1.1))
    failed = off["checks"].filter(~pl.col("holds"))["identity"].to_list()
    assert failed == ["supply"]
    assert not off.holds


def test_a_table_without_labour_follows_value_added_and_says_so():
    found = accounts(world(labour=False))
    assert (found.of, found.unit) == ("value_added", "USD")
    assert "labour_value" not in found["sectors"].columns
    assert any("no labour" in note for note in found.notes)


def test_money_is_followed_in_units_of_the_currency():
    millions = replace(TABLE, provenance=replace(TABLE.provenance, scale=1e6))
    one, other = accounts(TABLE, of="value_added"), accounts(millions, of="value_added")
    assert other["regions"]["done"].sum() == pytest.approx(1e6 * one["regions"]["done"].sum())


def test_a_row_is_followed_by_name(found):
    carbon = accounts(TABLE, of="carbon")
    assert carbon.unit == "t"
    assert carbon["regions"]["done"].sum() == pytest.approx(CARBON.sum())


def test_an_unknown_row_offers_a_near_one():
    with pytest.raises(ModelError, match=r"'carbn'.*'carbon'"):
        accounts(TABLE, of="carbn")


def test_what_a_table_lacks_is_told_and_not_guessed():
    bare = accounts(replace(TABLE, value_added=TABLE.value_added.at([])))
    assert bare.profit is None
    assert any("no wages" in note for note in bare.notes)


def test_hours_and_persons_are_not_added_up():
    rows = Rows(("hours", "persons"), ("h", "person"), ("labour",) * 2, np.ones((2, 6)), np.zeros((2, 4)))
    assert labour_rows(rows).names == ("hours",)
    assert labour_rows(rows.at([1])).names == ("persons",)


def joint():
    """One country whose two industries both make some of the other's product."""
    labels = Labels(("here",) * 2, ("grain", "iron"))
    use = np.array([[10.0, 5.0], [20.0, 10.0]])
    make = np.array([[60.0, 10.0], [5.0, 80.0]])
    final = (make.sum(axis=0) - use.sum(axis=1))[:, None]
    one = world()
    value = (make.sum(axis=1) - use.sum(axis=0))[None, :]
    zero = np.zeros(2)
    return replace(
        one,
        products=labels,
        industries=labels,
        final=Labels(("here",), ("c",)),
        final_kinds=("household",),
        supply=sparse.csr_array(make),
        use=use,
        final_demand=final,
        value_added=Rows(("v",), ("USD",), ("value_added",), value, np.zeros((1, 1))),
        labour=Rows(("h",), ("h",), ("labour",), np.array([[30.0, 20.0]]), np.zeros((1, 1))),
        capital=Rows((), (), (), np.zeros((0, 2)), np.zeros((0, 1))),
        satellites=Rows((), (), (), np.zeros((0, 2)), np.zeros((0, 1))),
        imports=zero,
        margins=zero,
        taxes=zero,
        people={"here": 10.0},
    )


@pytest.mark.parametrize("model", ["B", "C", "D"])
def test_joint_products_are_shared_by_the_model_and_it_is_said(model):
    found = accounts(joint(), model)
    assert found.model == model
    assert found.holds
    assert any(f"model {model}" in note for note in found.notes)
    demand, values = found.flat.final_demand.sum(axis=1), found["sectors"]["labour_value"].to_numpy()
    assert values @ demand == pytest.approx(50.0)


def test_numbers_for_json_have_every_table(found):
    told = found.data()
    assert set(found.tables) <= set(told)
    assert told["holds"] is True
