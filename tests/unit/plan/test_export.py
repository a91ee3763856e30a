"""Tables of a plan in files: safe to open, whole or not at all."""

import csv
import json
import math
import zipfile
from dataclasses import replace

import openpyxl
import polars as pl
import pytest

import commonweal as cw
from commonweal.plan import export
from commonweal.plan.export import delimited, export_plan, summary_json, write_lists
from commonweal.plan.lists import purchase_list


@pytest.fixture(scope="module")
def plan():
    return cw.plan(cw.read("village"))


@pytest.fixture
def hostile(plan):
    """The plan with a place whose name a spreadsheet would take for a formula."""
    renamed = {
        name: frame.with_columns(pl.col(pl.String).replace("town", "=1+1"))
        for name, frame in plan.tables.items()
    }
    return replace(plan, tables=renamed)


def test_a_name_is_never_a_formula_in_a_workbook(hostile, tmp_path):
    export_plan(hostile, tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
    book.close()
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_name_is_never_a_formula_in_csv(hostile, tmp_path):
    export_plan(hostile, tmp_path / "tables")
    write_lists(hostile, tmp_path / "lists")
    for file in tmp_path.rglob("*.csv"):
        with file.open(encoding="utf-8", newline="") as opened:
            texts = [cell for row in csv.reader(opened) for cell in row]
        assert "=1+1" not in texts, file.name


def test_a_place_can_not_name_a_file_elsewhere(plan, tmp_path):
    flows = plan["flows"].with_columns(from_place=pl.lit("../../etc/x"))
    names = write_lists(replace(plan, tables=dict(plan.tables) | {"flows": flows}), tmp_path / "lists")
    assert names == ("dispatch-%2E%2E%2F%2E%2E%2Fetc%2Fx.csv", "purchases.csv")
    assert {path.name for path in (tmp_path / "lists").iterdir()} == set(names)


def test_a_sheet_that_is_too_long_says_what_it_leaves_out(plan, tmp_path, monkeypatch):
    monkeypatch.setattr(export, "MAX_ROWS", 10)
    remarks = export_plan(plan, tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    sheet = book["coverage"]
    assert sheet.max_row == 12
    assert f"10 of {plan['coverage'].height}" in sheet.cell(12, 1).value
    book.close()
    assert any("'coverage'" in remark for remark in remarks)
    assert len(remarks) == sum(frame.height > 10 for frame in plan.tables.values())


def test_numbers_that_are_not_finite_are_null_in_json_and_blank_in_a_workbook(plan, tmp_path):
    prices = plan["prices"].head(1).with_columns(price=pl.lit(math.inf))
    aims = (replace(plan.aims[0], value=math.nan), *plan.aims[1:])
    odd = replace(plan, tables=dict(plan.tables) | {"prices": prices}, aims=aims)
    assert json.loads(summary_json(odd))["aims"][0]["value"] is None
    export_plan(odd, tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    assert book["prices"].cell(2, prices.columns.index("price") + 1).value is None
    book.close()


def test_a_write_that_fails_leaves_nothing_behind(plan, tmp_path, monkeypatch):
    def broken(_rows):
        raise OSError("no space")

    monkeypatch.setattr(export, "delimited", broken)
    for out in ("tables", "tables.zip"):
        with pytest.raises(OSError, match="no space"):
            export_plan(plan, tmp_path / out)
    assert list(tmp_path.iterdir()) == []


def test_a_zip_holds_what_a_folder_holds(plan, tmp_path):
    export_plan(plan, tmp_path / "plan.zip")
    with zipfile.ZipFile(tmp_path / "plan.zip") as archive:
        names = {name for name in archive.namelist() if not name.startswith("economy/")}
        assert names == {f"{name}.csv" for name in plan.tables} | {"summary.json", "levels.parquet"}
        assert "economy/economy.toml" in archive.namelist()
        assert archive.read("coverage.csv") == delimited(plan["coverage"])


def test_days_of_a_purchase_follow_its_row(plan):
    """A seller who comes in the middle of a week is bought from on the days he is there."""
    economy = plan.economy
    start = economy.settings.calendar.start
    later = economy["supplies"].with_columns(
        pl.when(pl.col("good") == "beans")
        .then(start.replace(day=start.day + 3))
        .otherwise("from")
        .alias("from")
    )
    bought = plan["supplies"].with_columns(
        part=pl.when(pl.col("good") == "beans").then(pl.lit("2031-03-06")).otherwise("part"),
        supplied=pl.lit(1.0),
        cost=pl.lit(1.0),
    )
    changed = replace(
        plan, economy=economy.with_table("supplies", later), tables=dict(plan.tables) | {"supplies": bought}
    )
    days = purchase_list(changed).filter(pl.col("good") == "beans").sort("first_day")
    weeks = days.filter(pl.col("first_day") < start.replace(day=start.day + 7))
    assert weeks["first_day"].cast(pl.String).to_list() in ([], ["2031-03-06"])
    assert (days["pay_first_day"] == days["first_day"]).all()
