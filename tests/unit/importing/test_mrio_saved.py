"""What pymrio saves is read, and what is written for pymrio is what pymrio loads."""

from __future__ import annotations

import json
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import sparse

from commonweal.errors import DataError, ModelError
from commonweal.importing.exporting_pymrio import pymrio_system, save_for_pymrio
from commonweal.importing.options import ReadingOptions
from commonweal.importing.reading import read_table
from commonweal.inputoutput.tables import InputOutput, SupplyUse
from unit.importing.mrio_tables import symmetric_table

pymrio = pytest.importorskip("pymrio")

FORMS = ("parquet", "txt")
ROWS = ("value_added", "labour", "satellites")


def loaded(folder: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pymrio.load_all(folder)


@pytest.fixture(params=FORMS)
def saved(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return save_for_pymrio(symmetric_table(), tmp_path / "small", request.param)


def test_pymrio_loads_the_same_figures(saved: Path) -> None:
    table, system = symmetric_table(), loaded(saved)
    np.testing.assert_array_equal(system.Z.to_numpy(), table.use)
    np.testing.assert_array_equal(system.Y.to_numpy(), table.final_demand)
    np.testing.assert_array_equal(system.satellites.F.to_numpy(), table.satellites.by_industry)
    np.testing.assert_array_equal(system.satellites.F_Y.to_numpy(), table.satellites.by_final)
    assert list(system.Z.index) == list(zip(table.products.regions, table.products.names, strict=True))
    assert set(system.unit["unit"]) == {"M.EUR"}


def test_output_that_pymrio_calculates_is_that_of_the_table(saved: Path) -> None:
    system = loaded(saved)
    system.calc_all()
    np.testing.assert_allclose(system.x.to_numpy()[:, 0], symmetric_table().industry_output, rtol=1e-12)


def test_reading_back_gives_the_same_table(saved: Path) -> None:
    table, back = symmetric_table(), read_table("pymrio", saved)
    np.testing.assert_array_equal(back.use, table.use)
    np.testing.assert_array_equal(back.final_demand, table.final_demand)
    np.testing.assert_allclose(back.industry_output, table.industry_output, rtol=1e-14)
    assert (back.products, back.final, back.final_kinds) == (table.products, table.final, table.final_kinds)
    assert back.people == table.people
    for name in ROWS:
        ours, found = getattr(table, name), getattr(back, name)
        assert (found.names, found.units, found.kinds) == (ours.names, ours.units, ours.kinds)
        np.testing.assert_array_equal(found.by_industry, ours.by_industry)
        np.testing.assert_array_equal(found.by_final, ours.by_final)
    told = back.provenance
    assert (told.name, told.year, told.currency, told.scale) == ("Small", 2019, "EUR", 1e6)
    assert told.source == "made for tests"


def test_an_archive_is_read_like_its_folder(saved: Path, tmp_path: Path) -> None:
    archive = tmp_path / "small.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in saved.rglob("*"):
            packed.write(file, Path("IOT_2019_pxp") / file.relative_to(saved))
    back = read_table("exiobase3", archive)
    np.testing.assert_array_equal(back.use, symmetric_table().use)
    assert len(back.satellites) == 1


def test_coefficients_become_flows(tmp_path: Path) -> None:
    table = symmetric_table()
    system = pymrio_system(table)
    system.calc_all()
    for extension in system.get_extensions(data=True):
        extension.F = None
    system.Z = system.x = system.L = None
    system.save_all(tmp_path / "coefficients")
    back = read_table("pymrio", tmp_path / "coefficients")
    np.testing.assert_allclose(back.use, table.use, rtol=1e-9)
    np.testing.assert_allclose(back.industry_output, table.industry_output, rtol=1e-9)
    np.testing.assert_allclose(back.labour.by_industry, table.labour.by_industry, rtol=1e-9)


def test_coefficients_that_use_up_what_is_made_are_told(tmp_path: Path) -> None:
    system = pymrio_system(symmetric_table())
    system.calc_all()
    system.A = system.A + 0.5
    system.Z = system.x = system.L = None
    system.save_all(tmp_path / "coefficients")
    with pytest.raises(DataError, match="F04 error: coefficients"):
        read_table("pymrio", tmp_path / "coefficients")


def test_what_is_imported_is_a_negative_column_for_pymrio(tmp_path: Path) -> None:
    table = symmetric_table()
    imports = np.array([1.0, 0.0, 2.0, 0.0, 0.0, 3.0])
    made = table.industry_output - imports
    table = replace(table, imports=imports, supply=sparse.csr_array(sparse.diags_array(made)))
    system = loaded(save_for_pymrio(table, tmp_path / "small"))
    system.calc_all()
    np.testing.assert_allclose(system.x.to_numpy()[:, 0], made, rtol=1e-12)


def test_a_symmetric_table_of_the_accounts_is_written_alike(tmp_path: Path) -> None:
    table = symmetric_table()
    accounts = InputOutput(
        table.products, table.final, table.final_kinds, table.use, table.final_demand, table.industry_output,
        table.imports, table.value_added, table.labour, table.capital, table.satellites, table.provenance,
    )  # fmt: skip
    system = loaded(save_for_pymrio(accounts, tmp_path / "accounts"))
    np.testing.assert_array_equal(system.Z.to_numpy(), table.use)


def test_joint_products_are_not_written(tmp_path: Path) -> None:
    table = symmetric_table()
    supply = table.supply.tolil()
    supply[0, 1] = 5.0
    joint = replace(table, supply=sparse.csr_array(supply))
    with pytest.raises(ModelError, match="several products"):
        save_for_pymrio(joint, tmp_path / "joint")


def test_odd_scales_are_not_written() -> None:
    table = symmetric_table()
    odd = replace(table, provenance=replace(table.provenance, scale=1e4))
    with pytest.raises(ModelError, match="10000"):
        pymrio_system(odd)


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def as_text(tmp_path: Path) -> Path:
    return save_for_pymrio(symmetric_table(), tmp_path / "small", "txt")


def cell(table: SupplyUse, row: int, column: int) -> str:
    return f"{table.use[row, column]:.17g}"


def test_every_cell_without_a_number_is_told_with_its_place(as_text: Path) -> None:
    table = symmetric_table()
    change(as_text, "Z.txt", cell(table, 0, 0), "12,5")
    change(as_text, "Z.txt", cell(table, 3, 2), "")
    with pytest.raises(DataError) as told:
        read_table("pymrio", as_text)
    first, second = told.value.findings
    assert (first.code, first.row, first.column, first.value) == ("B01", 4, "column 3", "12,5")
    assert (second.code, second.row, second.column) == ("B02", 7, "column 5")


def test_an_infinite_flow_is_told_with_its_labels(as_text: Path) -> None:
    change(as_text, "Z.txt", cell(symmetric_table(), 1, 2), "inf")
    with pytest.raises(DataError, match=r"B03 error: flows.*AA\.care.*AA\.steel"):
        read_table("pymrio", as_text)


def test_a_row_that_is_cut_short_is_told(as_text: Path) -> None:
    lines = (as_text / "Z.txt").read_text(encoding="utf-8").splitlines()
    lines[5] = lines[5].rpartition("\t")[0]
    (as_text / "Z.txt").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DataError, match=r"A08 error: small/Z\.txt, row 6: This row has 5 figures"):
        read_table("pymrio", as_text)


def test_a_missing_table_is_told(as_text: Path) -> None:
    (as_text / "Y.txt").unlink()
    with pytest.raises(DataError, match=r"A05 error: small: 'Y\.txt'"):
        read_table("pymrio", as_text)


def test_rows_in_another_order_are_told(as_text: Path) -> None:
    lines = (as_text / "Y.txt").read_text(encoding="utf-8").splitlines()
    lines[3], lines[4] = lines[4], lines[3]
    (as_text / "Y.txt").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(DataError, match="C01 error: small/Y"):
        read_table("pymrio", as_text)


def test_units_that_are_no_money_are_told(as_text: Path) -> None:
    change(as_text, "unit.txt", "M.EUR", "t")
    with pytest.raises(DataError, match=r"D02 error: small/unit: 'M\.EUR, t'"):
        read_table("pymrio", as_text)


def test_pickled_tables_are_refused(as_text: Path) -> None:
    change(as_text, "file_parameters.json", '"Z.txt"', '"Z.pkl"')
    with pytest.raises(DataError, match="opening a pickled one would run what it holds"):
        read_table("pymrio", as_text)


def test_a_parameter_file_that_is_no_json_is_told(as_text: Path) -> None:
    (as_text / "file_parameters.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match=r"A01 error: small/file_parameters\.json: It is not JSON"):
        read_table("pymrio", as_text)


def test_a_column_of_texts_in_parquet_is_told(tmp_path: Path) -> None:
    import polars as pl  # noqa: PLC0415 - only this test writes Parquet

    folder = save_for_pymrio(symmetric_table(), tmp_path / "small")
    frame = pl.read_parquet(folder / "Z.parquet")
    frame.with_columns(frame[frame.columns[1]].cast(pl.String)).write_parquet(folder / "Z.parquet")
    with pytest.raises(DataError, match=r"B01 error: small/Z\.parquet: '\('AA', 'steel'\)'"):
        read_table("pymrio", folder)


def test_an_empty_folder_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"A05 error: .*file_parameters\.json"):
        read_table("pymrio", tmp_path)


def test_impacts_are_no_value_added(as_text: Path) -> None:
    (as_text / "value_added").rename(as_text / "impacts")
    table = read_table("pymrio", as_text)
    assert not len(table.value_added)
    assert "Operating surplus" in table.satellites.names


def test_a_sum_of_value_added_is_not_added_to_its_parts(as_text: Path) -> None:
    folder = as_text / "value_added"
    lines = (folder / "F.txt").read_text(encoding="utf-8").splitlines()
    whole = symmetric_table().value_added.by_industry.sum(axis=0)
    lines.append("\t".join(["Value Added", *(f"{number:.17g}" for number in whole)]))
    (folder / "F.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (folder / "unit.txt").open("a", encoding="utf-8") as units:
        units.write("Value Added\tM.EUR\n")
    parameters = json.loads((folder / "file_parameters.json").read_text(encoding="utf-8"))
    parameters["files"].pop("F_Y")
    (folder / "file_parameters.json").write_text(json.dumps(parameters), encoding="utf-8")
    table = read_table("pymrio", as_text)
    assert table.value_added.names == ("Compensation of employees", "Operating surplus")
    assert any("Value Added is the sum" in note for note in table.provenance.notes)


def test_wear_of_capital_stands_beside_capital_too_and_is_no_part_twice(tmp_path: Path) -> None:
    table = symmetric_table()
    names = ("Compensation of employees", "Operating surplus: Consumption of fixed capital")
    table = replace(table, value_added=replace(table.value_added, names=names))
    once = read_table("pymrio", save_for_pymrio(table, tmp_path / "once"))
    twice = read_table("pymrio", save_for_pymrio(once, tmp_path / "twice"))
    for found in (once, twice):
        assert found.value_added.names == names
        assert (found.capital.names, found.capital.kinds) == (names[1:], ("depreciation",))
        np.testing.assert_array_equal(found.capital.by_industry, table.value_added.by_industry[1:])


def test_a_scale_that_a_person_says_moves_all_money_alike(as_text: Path) -> None:
    table = read_table("pymrio", as_text, ReadingOptions(scale=1e3))
    assert table.provenance.scale == 1e3
    np.testing.assert_array_equal(table.value_added.by_industry, symmetric_table().value_added.by_industry)
