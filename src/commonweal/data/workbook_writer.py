"""Writing a workbook: one sheet a table, text never as formulas, the same bytes each time.

The template is the same workbook with every column, a row of units, a comment on each heading, and
drop-downs for words and names.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import polars as pl

from commonweal.data.columns import rounded
from commonweal.data.delimited import UNIT_ROW
from commonweal.data.scenario_sheets import SCENARIO_SHEETS, rows_of_scenarios
from commonweal.data.scenario_writing import writable
from commonweal.data.settings_text import plain_settings
from commonweal.data.typing_tables import UNIT
from commonweal.model import TABLES, Column, Economy, Kind, Settings, Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["flat_settings", "new_workbook", "template_bytes", "workbook_bytes"]

_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a constant, so that bytes don't change
_FIRST_DAY = dt.date(1900, 3, 1)  # days before are not the same in all spreadsheet programs
_LAST_ROW = 10_000  # rows to which drop-downs reach
_LONGEST_LIST = 250  # characters that a drop-down's words may have
_WIDEST = 40


def workbook_bytes(economy: Economy) -> bytes:
    """An economy as the bytes of a workbook, with the columns and tables that it uses."""
    with new_workbook() as (book, content):
        _settings_sheet(book, flat_settings(plain_settings(economy.settings)))
        for name, table in TABLES.items():
            rows = economy[name]
            if rows.height or table.required:
                columns = [column for column in _columns(table, rows) if _used(column, rows)]
                sheet = _sheet(book, table, columns)
                _fill(book, sheet, columns, rows, first=1)
        if writable(economy.scenarios):
            _scenario_sheets(book, economy)
    return content.getvalue()


def _scenario_sheets(book: Workbook, economy: Economy) -> None:
    """The sheets that hold scenarios, with the columns that they use."""
    rows = rows_of_scenarios(writable(economy.scenarios))
    for name, table in SCENARIO_SHEETS.items():
        columns = [column for column in table.columns if _used(column, rows[name])]
        _fill(book, _sheet(book, table, columns), columns, rows[name], first=1)


def template_bytes(economy: Economy | None) -> bytes:
    """A workbook to fill in, as bytes: all tables and columns, with the rows of an economy if given."""
    settings = flat_settings(plain_settings(economy.settings)) if economy else _blank_settings()
    with new_workbook() as (book, content):
        _settings_sheet(book, settings)
        for name, table in TABLES.items():
            rows = economy[name] if economy else pl.DataFrame(schema=table.schema)
            columns = _columns(table, rows, with_unit=True)
            sheet = _sheet(book, table, columns)
            _unit_row(book, sheet, columns)
            _choices(sheet, columns)
            _fill(book, sheet, columns, rows, first=2)
        scenarios = rows_of_scenarios(writable(economy.scenarios) if economy else {})
        for name, table in SCENARIO_SHEETS.items():
            sheet = _sheet(book, table, table.columns)
            _unit_row(book, sheet, table.columns)
            _choices(sheet, table.columns)
            _fill(book, sheet, table.columns, scenarios[name], first=2)
    return content.getvalue()


@contextmanager
def new_workbook() -> Iterator[tuple[Workbook, io.BytesIO]]:
    """A workbook in memory whose text stays text."""
    import xlsxwriter  # noqa: PLC0415 - only writing workbooks needs it

    content = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"created": _CREATED, "author": "", "comments": ""})
        yield book, content


def _columns(table: Table, rows: pl.DataFrame, *, with_unit: bool = False) -> list[Column]:
    """The columns of a table, further names after the described ones, the unit after the amounts."""
    extra = [
        Column(name, Kind.TEXT, "A name in another language.")
        for name in rows.columns
        if name not in table.schema
    ]
    columns = [*table.columns, *extra]
    if with_unit and table.unit_column:
        after = max(index for index, column in enumerate(columns) if column.measured_in)
        meaning = "The unit of the row's amounts; blank: that of the good."
        columns.insert(after + 1, Column(UNIT, Kind.NAME, meaning, unit="kg, t, L, h …"))
    return columns


def _used(column: Column, rows: pl.DataFrame) -> bool:
    """Whether a column must be written."""
    return column.required or rows[column.name].null_count() < rows.height


def _sheet(book: Workbook, table: Table, columns: Sequence[Column]) -> Worksheet:
    """A sheet with its headings, each with its meaning as a comment."""
    sheet = book.add_worksheet(table.name)
    sheet.freeze_panes(1, 1)
    required, other = (
        book.add_format({"bold": True, "bottom": 1}),
        book.add_format({"italic": True, "bottom": 1}),
    )
    for index, column in enumerate(columns):
        sheet.write_string(0, index, column.name, required if column.required else other)
        sheet.write_comment(0, index, _comment(column), {"author": "", "x_scale": 2})
        sheet.set_column(index, index, min(max(len(column.name) + 3, 12), _WIDEST))
    return sheet


def _comment(column: Column) -> str:
    """What a heading means, in a comment."""
    words = [column.meaning]
    if column.unit:
        words.append(f"In {column.unit}.")
    if column.refers_to:
        words.append(f"A name from {column.refers_to}.")
    if column.choices:
        words.append(f"One of: {', '.join(column.choices)}.")
    return " ".join([*words, "Required." if column.required else "May be blank."])


def _unit_row(book: Workbook, sheet: Worksheet, columns: Sequence[Column]) -> None:
    """The second row, for people: units. Reading passes it over."""
    grey = book.add_format({"font_color": "#666666", "italic": True})
    for index, column in enumerate(columns):
        unit = column.unit or {Kind.DATE: "2016-07-01", Kind.FLAG: "yes or no"}.get(column.kind, "")
        sheet.write_string(1, index, UNIT_ROW if index == 0 else unit, grey)


def _choices(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """Drop-downs for words, for yes and no, and for names of other tables."""
    for index, column in enumerate(columns):
        rule: dict[str, Any] = {"validate": "list", "ignore_blank": True, "error_type": "stop"}
        if column.choices and len(",".join(column.choices)) < _LONGEST_LIST:
            rule["source"] = list(column.choices)
        elif column.kind is Kind.FLAG:
            rule["source"] = ["yes", "no"]
        elif column.refers_to:
            # a star, or a name still to be added, may stand here too: the list only offers
            rule |= {"source": f"={column.refers_to}!$A$3:$A${_LAST_ROW}", "error_type": "information"}
        else:
            continue
        sheet.data_validation(2, index, _LAST_ROW, index, rule)


def _fill(
    book: Workbook, sheet: Worksheet, columns: Sequence[Column], rows: pl.DataFrame, *, first: int
) -> None:
    """The rows of a table, from a row of the sheet on."""
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for index, column in enumerate(columns):
        if column.name not in rows.columns:
            continue
        cells = rows[column.name]
        for number, cell in enumerate(rounded(cells) if column.kind.numeric else cells, start=first):
            if cell is not None:
                _write(sheet, number, index, cell, day)


def _write(sheet: Worksheet, row: int, column: int, cell: object, day: object) -> None:
    """One cell, in the type it has."""
    if isinstance(cell, bool):
        sheet.write_string(row, column, "yes" if cell else "no")
    elif isinstance(cell, float | int):
        sheet.write_number(row, column, cell)
    elif isinstance(cell, dt.date) and cell >= _FIRST_DAY:
        sheet.write_datetime(row, column, dt.datetime.combine(cell, dt.time.min), day)
    else:
        sheet.write_string(row, column, str(cell))


def _settings_sheet(book: Workbook, settings: Mapping[str, object]) -> None:
    """The sheet ``economy``: keys and values."""
    sheet = book.add_worksheet("economy")
    sheet.freeze_panes(1, 1)
    bold, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.set_column(0, 1, _WIDEST)
    for index, heading in enumerate(("key", "value")):
        sheet.write_string(0, index, heading, bold)
    for row, (key, value) in enumerate(settings.items(), start=1):
        sheet.write_string(row, 0, key)
        if value not in (None, ""):
            _write(sheet, row, 1, value, day)


def flat_settings(settings: Mapping[str, object]) -> dict[str, object]:
    """Settings as one list of keys; lists as text with commas."""
    flat: dict[str, object] = {}
    for key, value in settings.items():
        if isinstance(value, Mapping):
            flat |= {f"{key}.{inner}": inside for inner, inside in flat_settings(value).items()}
        else:
            flat[key] = ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
    return flat


def _blank_settings() -> dict[str, object]:
    """The keys of the settings, to be filled in."""
    known = {
        name: "" if field.is_required() else field.default for name, field in Settings.model_fields.items()
    }
    calendar = dict.fromkeys(("calendar.start", "calendar.periods", "calendar.days"), "")
    return flat_settings({key: value for key, value in known.items() if key != "calendar"}) | calendar
