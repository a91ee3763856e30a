"""The observed table in an economy's folder: whole, unchanged, and checked when it is read."""

import tomllib
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
import tomli_w

import commonweal as cw
from commonweal.building.build import build_economy
from commonweal.data.table_folder import (
    has_table,
    read_table_folder,
    write_economy_and_table,
    write_table,
)
from commonweal.errors import DataError
from commonweal.inputoutput.tables import no_rows
from unit.accounting.small_world import world


def same(one, other):
    """Whether two tables hold the same."""
    arrays = ("use", "final_demand", "imports", "margins", "taxes")
    parts = ("value_added", "labour", "capital", "satellites")
    return (
        (one.products, one.industries, one.final, one.final_kinds)
        == (other.products, other.industries, other.final, other.final_kinds)
        and one.provenance == other.provenance
        and dict(one.people) == dict(other.people)
        and abs(one.supply - other.supply).sum() == 0.0
        and all(np.array_equal(getattr(one, name), getattr(other, name)) for name in arrays)
        and all(same_rows(getattr(one, name), getattr(other, name)) for name in parts)
    )


def same_rows(one, other):
    return (
        (one.names, one.units, one.kinds) == (other.names, other.units, other.kinds)
        and np.array_equal(one.by_industry, other.by_industry)
        and np.array_equal(one.by_final, other.by_final)
    )


@pytest.fixture
def folder(tmp_path):
    write_table(world(), tmp_path / "economy")
    return tmp_path / "economy"


def fault(folder):
    with pytest.raises(DataError) as caught:
        read_table_folder(folder)
    return caught.value.findings


def test_a_table_is_read_back_as_it_was_written(folder):
    assert same(read_table_folder(folder), world())


def test_notes_and_missing_parts_come_back(tmp_path):
    table = world()
    table = replace(
        table,
        provenance=replace(table.provenance, notes=("one", "two")),
        satellites=no_rows(6, 4),
        people={},
    )
    write_table(table, tmp_path)
    assert same(read_table_folder(tmp_path), table)


def test_an_economy_without_a_table_says_so(tmp_path):
    assert not has_table(tmp_path)
    (found,) = fault(tmp_path)
    assert "not built from a table" in found.why


@pytest.mark.parametrize("name", ["use.parquet", "rows.parquet", "final.parquet"])
def test_a_missing_file_is_named(folder, name):
    (folder / "table" / name).unlink()
    (found,) = fault(folder)
    assert found.file == f"table/{name}"


def test_a_damaged_file_is_named(folder):
    (folder / "table" / "use.parquet").write_bytes(b"nothing")
    (found,) = fault(folder)
    assert (found.code, found.file) == ("A01", "table/use.parquet")


def test_rows_that_do_not_fit_are_told(folder):
    path = folder / "table" / "use.parquet"
    pl.read_parquet(path).head(5).write_parquet(path)
    (found,) = fault(folder)
    assert "5 rows" in found.why
    assert "6" in found.why


def test_a_doubled_name_is_told(folder):
    path = folder / "table" / "industries.parquet"
    pl.read_parquet(path).with_columns(region=pl.lit("north"), name=pl.lit("farms")).write_parquet(path)
    assert {found.value for found in fault(folder)} == {"north.farms"}


def test_a_number_that_is_none_is_told(folder):
    path = folder / "table" / "products.parquet"
    pl.read_parquet(path).with_columns(taxes=pl.lit(float("nan"))).write_parquet(path)
    assert [found.code for found in fault(folder)] == ["B03"]


def test_an_unknown_kind_offers_a_near_one(folder):
    path = folder / "table" / "final.parquet"
    pl.read_parquet(path).with_columns(kind=pl.lit("housholds")).write_parquet(path)
    assert "'household'" in fault(folder)[0].remedy


def test_settings_are_checked(folder):
    path = folder / "table" / "table.toml"
    told = tomllib.loads(path.read_text())
    told["provenance"] |= {"yaer": 2011, "currency": 7}
    told["people"]["north"] = -1.0
    path.write_text(tomli_w.dumps(told))
    assert {found.column for found in fault(folder)} == {
        "provenance.yaer",
        "provenance.currency",
        "people.north",
    }


def test_a_later_version_is_refused(folder):
    path = folder / "table" / "table.toml"
    path.write_text(path.read_text().replace("version = 1", "version = 2"))
    assert fault(folder)[0].column == "version"


def test_an_economy_and_its_table_are_written_together_and_other_files_stay(tmp_path):
    economy = build_economy(world()).economy
    write_economy_and_table(economy, world(), tmp_path / "e")
    (tmp_path / "e" / "notes.md").write_text("mine")
    write_economy_and_table(economy, world(), tmp_path / "e", format="csv")
    assert (tmp_path / "e" / "notes.md").read_text() == "mine"
    assert not (tmp_path / "e" / "goods.parquet").exists()
    assert cw.read(tmp_path / "e") == economy
    assert same(cw.table_of(tmp_path / "e"), world())


def test_writing_an_economy_keeps_its_table(tmp_path):
    economy = build_economy(world()).economy
    write_economy_and_table(economy, world(), tmp_path / "e")
    cw.write(economy, tmp_path / "e")
    assert same(cw.table_of(tmp_path / "e"), world())


def test_nothing_is_written_over_something_else(tmp_path):
    (tmp_path / "table").mkdir()
    (tmp_path / "table" / "mine.txt").write_text("mine")
    with pytest.raises(DataError, match="other things than a table"):
        write_table(world(), tmp_path)
    assert (tmp_path / "table" / "mine.txt").read_text() == "mine"
