"""Chains of supply behind a sector, and what changed between two years."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from scipy import sparse

from commonweal.accounting import accounts
from commonweal.accounting.chains import chains
from commonweal.accounting.export import ACCOUNTS, export_accounts
from commonweal.accounting.years import year_change
from commonweal.errors import DataError, ModelError
from unit.accounting.small_world import FLOWS, HOURS, world

TABLE = world()
RATE = HOURS / TABLE.industry_output


@pytest.fixture(scope="module")
def found():
    return accounts(TABLE)


def test_the_first_chain_is_what_a_sector_does_itself(found):
    told = chains(found, "north.mills")
    first = told.table.row(0, named=True)
    demand = TABLE.final_demand[1].sum()
    assert (first["chain"], first["steps"]) == ("north.mills", 0)
    assert first["amount"] == pytest.approx(RATE[1] * demand)


def test_chains_and_the_rest_are_all_there_is(found):
    told = chains(found, "south.farms", most=5)
    inverse = np.linalg.inv(np.eye(6) - FLOWS / TABLE.industry_output)
    total = float(RATE @ inverse[:, 3]) * TABLE.final_demand[3].sum()
    assert told.total == pytest.approx(total)
    assert told.table["amount"].sum() + told.rest == pytest.approx(total)


def test_a_sector_that_stands_in_several_regions_has_to_be_led_by_its_region(found):
    with pytest.raises(ModelError, match=r"2 regions.*REGION.mills"):
        chains(found, "mills")


def test_an_unknown_sector_offers_a_near_one(found):
    with pytest.raises(ModelError, match=r"'north.mils'.*'north.mills'"):
        chains(found, "north.mils")


def later():
    flows = FLOWS * np.linspace(0.9, 1.1, 6)
    demand = TABLE.final_demand * 1.2
    output = flows.sum(axis=1) + demand.sum(axis=1)
    added = TABLE.value_added
    return replace(
        TABLE,
        use=flows,
        final_demand=demand,
        supply=sparse.csr_array(sparse.diags_array(output)),
        value_added=replace(
            added, by_industry=np.array([[0.6], [0.4]]) * (output - flows.sum(axis=0))[None, :]
        ),
        provenance=replace(TABLE.provenance, year=2041),
        people={"north": 120.0, "south": 150.0},
    )


def test_causes_of_a_change_add_up(found):
    change = year_change(found, accounts(later()))
    rows = change.table
    summed = rows.select(pl.sum_horizontal(change.causes)).to_series().to_numpy()
    assert summed == pytest.approx((rows["after"] - rows["before"]).to_numpy())
    assert (change.first, change.second) == ("2031", "2041")
    assert change.causes == ("intensity", "technology", "mix", "level", "people")
    assert rows["region"].to_list() == ["north", "south", "total"]


def test_without_people_they_are_no_cause(found):
    nobody = accounts(replace(later(), people={}))
    assert "people" not in year_change(found, nobody).causes


def test_tables_of_other_sectors_are_refused(found):
    names = replace(TABLE.industries, names=("farms", "mills", "care") * 2)
    other = accounts(replace(TABLE, products=names, industries=names))
    with pytest.raises(ModelError, match=r"other sectors.*care.*--aggregate"):
        year_change(found, other)


def test_tables_that_tell_other_things_are_refused(found):
    with pytest.raises(ModelError, match=r"labour.*value_added"):
        year_change(found, accounts(world(labour=False)))


@pytest.mark.parametrize("name", ["folder", "all.xlsx", "all.zip"])
def test_accounts_are_written_in_every_form(found, tmp_path, name):
    export_accounts(found, tmp_path / name)
    assert (tmp_path / name).exists()


def test_a_folder_of_accounts_is_read_back_as_it_was(found, tmp_path):
    export_accounts(found, tmp_path / "out", format="parquet")
    assert (tmp_path / "out" / ACCOUNTS).is_file()
    assert pl.read_parquet(tmp_path / "out" / "sectors.parquet").equals(found["sectors"])


def test_another_folder_is_left_alone(found, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(DataError, match="other things than accounts"):
        export_accounts(found, tmp_path / "mine")
