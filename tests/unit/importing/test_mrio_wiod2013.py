"""WIOD 2013 from small workbooks made here: what is read, and what is said of faulty cells."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
import xlsxwriter

from commonweal.errors import DataError, ModelError
from commonweal.importing.options import ReadingOptions
from commonweal.importing.reading import read_table

REGIONS, CODES, FINALS = ("AUS", "ROM"), ("AtB", "C"), ("c37", "c41")
FILE = "wiot05_row_apr12.xlsx"
FLOWS = np.arange(1.0, 17.0).reshape(4, 4)
DEMAND = 10.0 * np.arange(1.0, 17.0).reshape(4, 4)
NAME, REGION, NUMBER = 1, 2, 3


def grid() -> list[list[object]]:
    """The cells of a world table of two countries with two industries."""
    industries = [
        (code, f"Name of {code}", region, f"c{k}") for region in REGIONS for k, code in enumerate(CODES, 1)
    ]
    finals = [(None, "Use", region, code) for region in REGIONS for code in FINALS]
    columns = [*industries, *finals, (None, "Total output", None, None)]
    cells: list[list[object]] = [["World Input-Output Table 2005"], ["2 countries"]]
    corner = ["(industry-by-industry)", "(millions of US$)", None, None]
    for level, first in enumerate(corner):
        cells.append([first, None, None, None, *(column[level] for column in columns)])
    for label, figures in zip(industries, np.hstack([FLOWS, DEMAND]).tolist(), strict=True):
        cells.append([*label, *figures, sum(figures)])
    output = FLOWS.sum(axis=1) + DEMAND.sum(axis=1)
    taxes = np.full(4, 2.0)
    value = output - FLOWS.sum(axis=0) - taxes
    cells += [
        [None, "Total intermediate consumption", "TOT", "r60", *FLOWS.sum(axis=0)],
        [None, "taxes less subsidies on products", None, "r99", *taxes, 5.0],
        [None, "Value added at basic prices", None, "r64", *value],
        [None, "Output at basic prices", None, "r69", *output],
    ]
    return cells


def write(folder: Path, cells: list[list[object]], name: str = FILE) -> Path:
    book = xlsxwriter.Workbook(str(folder / name))
    sheet = book.add_worksheet("WIOT_2005")
    for row, line in enumerate(cells):
        for column, cell in enumerate(line):
            if cell is not None:
                sheet.write(row, column, cell)
    book.close()
    return folder / name


def write_accounts(folder: Path, year: int = 2005) -> None:
    """Socio-economic accounts of Australia only."""
    book = xlsxwriter.Workbook(str(folder / "WIOD_SEA_July14.xlsx"))
    sheet = book.add_worksheet("DATA")
    variables = {
        "GO": 50.0,
        "VA": 20.0,
        "COMP": 5.0,
        "EMP": 7.0,
        "H_EMP": 9.0,
        "H_HS": 0.5,
        "K_GFCF": 100.0,
        "GFCF_P": 120.0,
    }
    rows: list[list[object]] = [["Country", "Variable", "Description", "Code", f"_{year}"]]
    rows += [["AUS", name, "text", code, value] for name, value in variables.items() for code in CODES]
    for row, line in enumerate(rows):
        sheet.write_row(row, 0, line)
    book.close()


def test_flows_value_added_and_taxes_balance(tmp_path: Path) -> None:
    table = read_table("wiod2013", write(tmp_path, grid()))
    np.testing.assert_array_equal(table.use, FLOWS)
    np.testing.assert_array_equal(table.final_demand, DEMAND)
    spent = table.use.sum(axis=0) + table.value_added.by_industry.sum(axis=0)
    np.testing.assert_allclose(spent, table.industry_output)
    assert table.value_added.kinds == ("taxes", "value_added")
    assert table.value_added.by_final[0].tolist() == [5.0, 0.0, 0.0, 0.0]
    assert (table.provenance.year, table.provenance.scale, table.provenance.currency) == (2005, 1e6, "USD")


def test_names_are_codes_with_titles_and_romania_has_its_newer_code(tmp_path: Path) -> None:
    table = read_table("wiod2013", write(tmp_path, grid()))
    assert table.products.texts == ("AUS.AtB", "AUS.C", "ROU.AtB", "ROU.C")
    assert table.products.title(1) == "Mining and quarrying"
    assert table.final_kinds == ("household", "investment") * 2


def test_accounts_give_labour_capital_and_the_split_of_value_added(tmp_path: Path) -> None:
    write(tmp_path, grid())
    write_accounts(tmp_path)
    table = read_table("wiod2013", tmp_path)
    value = table.value_added
    whole = value.by_industry.sum(axis=0) - 2.0
    wages = value.of_kind("compensation").by_industry[0]
    np.testing.assert_allclose(wages, [0.25 * whole[0], 0.25 * whole[1], 0.0, 0.0])
    np.testing.assert_array_equal(table.labour.by_industry[:, 0], [7e3, 9e6])
    np.testing.assert_allclose(table.capital.by_industry[0, :2], 2.4 * table.industry_output[:2])
    assert any("ROU" in note for note in table.provenance.notes)


def test_accounts_without_the_year_are_left_out_and_told(tmp_path: Path) -> None:
    write(tmp_path, grid())
    write_accounts(tmp_path, 1999)
    table = read_table("wiod2013", tmp_path)
    assert not len(table.labour)
    assert any("no figures of 2005" in note for note in table.provenance.notes)


def test_texts_and_blanks_among_the_flows_are_told_with_their_place(tmp_path: Path) -> None:
    cells = grid()
    cells[7][5] = "n.a."
    cells[8][6] = None
    with pytest.raises(DataError) as told:
        read_table("wiod2013", write(tmp_path, cells))
    first, second = told.value.findings
    assert (first.code, first.row, first.column, first.value) == ("B01", 8, "column 6", "n.a.")
    assert (second.code, second.row, second.column) == ("B02", 9, "column 7")


def test_rows_that_are_not_those_of_the_columns_are_told(tmp_path: Path) -> None:
    cells = grid()
    cells[6][REGION], cells[8][REGION] = cells[8][REGION], cells[6][REGION]
    with pytest.raises(DataError, match=r"C01 error: .*row 7: 'ROU\.AtB'.*AUS\.AtB"):
        read_table("wiod2013", write(tmp_path, cells))


def test_a_missing_row_is_told(tmp_path: Path) -> None:
    cells = grid()
    del cells[9]
    with pytest.raises(DataError, match=r"A08 error: .*3 rows of industries and 4 columns"):
        read_table("wiod2013", write(tmp_path, cells))


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"A05 error: .*Row 6 does not number industries"):
        read_table("wiod2013", write(tmp_path, [["something", "else"], [1.0, 2.0]]))


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("<html>", encoding="utf-8")
    with pytest.raises(DataError, match=r"A01 error: .*not an \.xlsx workbook"):
        read_table("wiod2013", tmp_path)


def test_several_years_have_to_be_told_apart(tmp_path: Path) -> None:
    write(tmp_path, grid())
    write(tmp_path, grid(), "wiot95_row_apr12.xlsx")
    with pytest.raises(DataError, match="Several tables fit"):
        read_table("wiod2013", tmp_path)
    assert read_table("wiod2013", tmp_path, ReadingOptions(year=1995)).provenance.year == 1995


def test_environmental_accounts_say_what_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, grid())
    (tmp_path / "AIR_may12").mkdir()
    for region in ("AUS", "ROU"):
        (tmp_path / "AIR_may12" / f"{region}_AIR_May12.xls").write_bytes(b"")
    monkeypatch.setitem(sys.modules, "xlrd", None)
    with pytest.raises(ModelError, match=r"pip install 'commonweal\[io\]'"):
        read_table("wiod2013", tmp_path)


def test_an_account_without_a_country_is_told(tmp_path: Path) -> None:
    pytest.importorskip("xlrd")
    write(tmp_path, grid())
    (tmp_path / "AIR_may12").mkdir()
    with pytest.raises(DataError, match=r"A05 error: AIR_may12: 'AUS'"):
        read_table("wiod2013", tmp_path)
