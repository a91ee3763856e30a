"""No text is a live formula in anything that is written for spreadsheets, and numbers stay numbers."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import polars as pl
import pytest

import commonweal as cw
from commonweal.api.formats import content_in
from commonweal.data.delimited import _QUOTED, quoted
from commonweal.plan.export import delimited
from commonweal.plan.lists import purchase_list

BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")
LIVE = '=HYPERLINK("http://evil.example","see")'


@pytest.fixture(scope="module")
def economy() -> cw.Economy:
    """An economy whose places and goods, and every note, would be formulas."""
    plain = cw.read("village")
    names = {name: f"{'=+-@'[number % 4]}{name}" for number, name in enumerate(_names(plain))}
    tables = {
        name: frame.with_columns(_spelt(column, names) for column in frame.get_columns())
        for name, frame in plain.tables.items()
    }
    return replace(plain, tables=tables)


def _names(economy: cw.Economy) -> list[str]:
    """Places and goods, but for goods that selectors and settings name, too."""
    elsewhere = {"coin", "labour", "oil", "beans", "oranges"}
    return [
        name for name in (*economy["places"]["place"], *economy["goods"]["good"]) if name not in elsewhere
    ]


def _spelt(column: pl.Series, names: dict[str, str]) -> pl.Series:
    """A column with other names, and with formulas for notes."""
    if column.dtype != pl.String:
        return column
    return pl.Series(column.name, [LIVE] * len(column)) if column.name == "note" else column.replace(names)


@pytest.fixture(scope="module")
def plan(economy: cw.Economy) -> cw.Plan:
    return cw.plan(economy)


Writer = Callable[[cw.Plan, Path], object]
WRITERS: dict[str, Writer] = {
    "an economy as CSV": lambda plan, to: cw.write(plan.economy, to / "economy"),
    "an economy as an archive": lambda plan, to: cw.write(plan.economy, to / "economy.zip"),
    "an economy as a workbook": lambda plan, to: cw.write(plan.economy, to / "economy.xlsx"),
    "a template": lambda plan, to: cw.write_template(plan.economy, to / "template.xlsx"),
    "a plan as CSV": lambda plan, to: cw.export_plan(plan, to / "plan"),
    "a plan as a workbook": lambda plan, to: cw.export_plan(plan, to / "plan.xlsx"),
    "a plan as an archive": lambda plan, to: cw.export_plan(plan, to / "plan.zip"),
    "lists": lambda plan, to: cw.write_lists(plan, to / "lists"),
    "a table by the API, CSV": lambda plan, to: _by_api(plan, to, "csv"),
    "a table by the API, workbook": lambda plan, to: _by_api(plan, to, "xlsx"),
    "purchases": lambda plan, to: (to / "purchases.csv").write_bytes(delimited(purchase_list(plan))),
}


def _by_api(plan: cw.Plan, to: Path, form: str) -> None:
    rows = pl.DataFrame({"name": [f"{sign}x" for sign in BEGINNINGS], "number": [-1.5] * len(BEGINNINGS)})
    (to / f"rows.{form}").write_bytes(content_in(form, "rows", rows))  # type: ignore[arg-type]


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file in a folder, those in archives too."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                yield from ((name, archive.read(name)) for name in archive.namelist())
        elif path.is_file():
            yield path.name, path.read_bytes()


def is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return True


def live_in_csv(content: bytes) -> list[str]:
    """Cells that a spreadsheet would take for a formula."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [cell for row in rows for cell in row if cell.startswith(BEGINNINGS) and not is_number(cell)]


def in_workbook(content: bytes) -> tuple[list[str], list[str]]:
    """Texts of a workbook that begin like formulas, and those that are formulas."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    texts, formulas = [], []
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith(BEGINNINGS):
                    (texts if cell.data_type == "s" else formulas).append(cell.value)
                assert cell.hyperlink is None
    book.close()
    return texts, formulas


@pytest.mark.parametrize("what", WRITERS)
def test_no_text_is_a_live_formula(plan: cw.Plan, what: str, tmp_path: Path) -> None:
    WRITERS[what](plan, tmp_path)
    kept, looked_at = 0, 0
    for name, content in files(tmp_path):
        if name.endswith(".csv"):
            assert live_in_csv(content) == [], name
            kept += content.count(b"'=") + content.count(b"'+") + content.count(b"'-") + content.count(b"'@")
            looked_at += 1
        elif name.endswith(".xlsx"):
            texts, formulas = in_workbook(content)
            assert formulas == [], name
            kept += len(texts)
            looked_at += 1
    assert looked_at
    assert kept, "nothing was put to the test"


def test_a_data_package_holds_nothing_that_spreadsheets_open(plan: cw.Plan, tmp_path: Path) -> None:
    cw.write_datapackage(plan, tmp_path / "package")
    endings = {Path(name).suffix for name, _ in files(tmp_path)}
    assert endings <= {".parquet", ".json", ".toml", ".md"}


@pytest.mark.parametrize("name", ["economy", "economy.zip", "economy.xlsx"])
def test_what_was_written_reads_back_the_same(economy: cw.Economy, name: str, tmp_path: Path) -> None:
    cw.write(economy, tmp_path / name)
    back = cw.read(tmp_path / name)
    assert back.hash == economy.hash
    assert back["places"]["place"].to_list() == economy["places"]["place"].to_list()


@pytest.mark.parametrize("text", ["=1", "'=1", "''=1", "\t=1", "@x", "-x", "+x", "'x"])
def test_texts_read_back_as_they_were(text: str) -> None:
    """``'`` is put before what a spreadsheet takes for a formula, and taken off where it was put."""
    column = pl.Series("c", [text])
    assert quoted(column).str.replace(_QUOTED, "${1}").to_list() == [text]


def test_numbers_stay_numbers(tmp_path: Path) -> None:
    rows = pl.DataFrame({"a": [-1.5, 2.0]})
    assert content_in("csv", "rows", rows).decode().split() == ["a", "-1.5", "2.0"]
    book = openpyxl.load_workbook(io.BytesIO(content_in("xlsx", "rows", rows)))
    assert [cell.value for cell in book.worksheets[0]["A"]] == ["a", -1.5, 2]
    book.close()
