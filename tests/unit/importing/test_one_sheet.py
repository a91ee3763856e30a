"""A table on one sheet is taken apart: sectors, final users, totals, rows below."""

from __future__ import annotations

import numpy as np
import pytest

from commonweal.importing.options import ReadingOptions
from commonweal.importing.reading import read_table
from commonweal.importing.totals import rounding, totals_among
from commonweal.inputoutput.balances import industry_residuals, product_residuals
from unit.importing.layouts_on_disk import ONE_SHEET, as_workbook, laid


@pytest.fixture
def table(tmp_path):
    path = laid(tmp_path, {"sheet.csv": ONE_SHEET}) / "sheet.csv"
    return read_table("one-sheet", path, ReadingOptions(region="DEU", currency="EUR", scale=1e6))


def test_sectors_are_the_labels_on_both_sides_without_totals(table) -> None:
    assert table.products.texts == ("DEU.farms", "DEU.works", "DEU.homes")
    assert table.use.tolist() == [[10.0, 20.0, 5.0], [30.0, 40.0, 10.0], [5.0, 15.0, 5.0]]


def test_final_users_are_what_stands_beside_without_totals(table) -> None:
    assert table.final.names == ("households", "exports")
    assert table.final_kinds == ("household", "export")


def test_rows_below_are_value_added_imports_and_work(table) -> None:
    assert table.value_added.names == ("imports", "wages", "operating surplus")
    assert table.value_added.kinds == ("imports", "compensation", "surplus")
    assert table.value_added.by_final[0].tolist() == [15.0, 0.0]
    assert table.labour.units == ("1000 person",)
    assert table.labour.by_industry.tolist() == [[3.0, 4.0, 1.0]]


def test_the_books_balance(table) -> None:
    assert product_residuals(table).tolist() == [0.0, 0.0, 0.0]
    assert industry_residuals(table).tolist() == [0.0, 0.0, 0.0]


def test_totals_are_left_out_and_named(table) -> None:
    assert table.provenance.notes[0] == (
        "Left out as totals of what stands before them: total, gross output, total use."
    )


def test_a_workbook_of_one_sheet_holds_the_same(tmp_path, table) -> None:
    book = as_workbook(tmp_path / "book.xlsx", {"Sheet1.csv": ONE_SHEET})
    assert read_table("one-sheet", book).use.tolist() == table.use.tolist()


def test_rounded_totals_are_known_as_totals() -> None:
    columns = np.array([[10.0, 20.0, 31.0], [5.0, 7.0, 12.0], [1.0, 1.0, 2.0]])
    assert totals_among(columns, 2) == [2]
    assert rounding(columns, 2) == 1.5


def test_work_without_a_unit_is_said_to_be_taken_as_persons(tmp_path) -> None:
    path = laid(tmp_path, {"sheet.csv": ONE_SHEET.replace(" [1000 person]", "")}) / "sheet.csv"
    table = read_table("one-sheet", path)
    assert table.labour.units == ("person",)
    assert any("single persons" in note and "employment" in note for note in table.provenance.notes)
