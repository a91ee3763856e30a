"""What stands at a path as sheets of cells, row by row as people see it, understood or not."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

import polars as pl

from commonweal.data.archive import archived
from commonweal.data.cells import as_number
from commonweal.data.delimited import decoded
from commonweal.data.folder import SETTINGS, files_of, read_files
from commonweal.data.raw import MAX_CELLS, MAX_TEXT, Cell, CellError, Source
from commonweal.data.scenario_files import SCENARIOS
from commonweal.data.scenario_sheets import rows_of_scenarios
from commonweal.data.scenario_writing import writable
from commonweal.data.workbook import SETTINGS_SHEET, rows_of_workbook
from commonweal.data.workbook_writer import flat_settings
from commonweal.findings import Finding
from commonweal.model import TABLES

__all__ = ["Row", "Sheet", "sheets_at"]

Row = tuple[int, list[Cell]]
"""Number of a row as people see it (the heading is row 1), and its cells."""

_QUOTED = re.compile(r"^'(?='*[=+\-@\t\r])")  # as ``data.delimited`` writes it


@dataclass(frozen=True)
class Sheet:
    """A sheet of cells.

    Attributes
    ----------
    name
        What it may be called in a workbook; one that begins with ``#`` is for people alone.
    file, sheet
        What findings about it name.
    rows
        Its filled rows, the heading first.
    keyed
        Whether rows are told apart by their first cell, and not by their number: settings.
    more
        Whether it has more rows than are here.
    """

    name: str
    file: str
    sheet: str
    rows: tuple[Row, ...]
    keyed: bool = False
    more: bool = False


def sheets_at(path: Path) -> list[Sheet]:
    """The sheets of a workbook, or the files of a folder or an archive as sheets; none if unreadable."""
    if path.is_dir():
        return _of_files({name: content() for name, content in files_of(path).items()})
    if path.suffix.lower() == ".zip":
        return _of_files(archived(path))
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        return []
    found = rows_of_workbook(path)
    return [
        Sheet(name, path.name, name, tuple(rows), keyed=name == SETTINGS_SHEET)
        for name, rows in found.items()
    ]


def _of_files(files: Mapping[str, bytes]) -> list[Sheet]:
    """Files of an economy as sheets: settings, tables, scenarios."""
    settings = {name: content for name, content in files.items() if name == SETTINGS or _is_scenario(name)}
    source = read_files({name: partial(bytes, content) for name, content in settings.items()})
    sheets = [_settings(source, files)] if SETTINGS in files else []
    decimal = "," if (source.settings or {}).get("decimal") == "," else "."
    sheets += [
        _delimited(PurePosixPath(name), content, decimal)
        for name, content in files.items()
        if name.endswith(".csv")
    ]
    return [*sheets, *_scenarios(source), *_faulty_scenarios(source, files)]


def _is_scenario(name: str) -> bool:
    path = PurePosixPath(name)
    return path.parent.name == SCENARIOS and path.suffix == ".toml"


def _settings(source: Source, files: Mapping[str, bytes]) -> Sheet:
    """The settings as keys and values; as lines of text where they can't be read."""
    if source.settings is None:
        return _lines(SETTINGS, files[SETTINGS], f"# {SETTINGS}")
    flat = flat_settings(source.settings)
    pairs: list[list[Cell]] = [["key", "value"], *([key, _plain(value)] for key, value in flat.items())]
    return Sheet(SETTINGS_SHEET, SETTINGS, "", tuple(enumerate(pairs, start=1)), keyed=True)


def _plain(value: object) -> Cell:
    """A value of TOML as a cell."""
    if isinstance(value, bool) or value is None:
        return value
    return float(value) if isinstance(value, int | float) else str(value)


def _lines(file: str, content: bytes, name: str) -> Sheet:
    """A text as a sheet of its lines."""
    text = content.decode("utf-8", "replace")
    lines: list[Row] = [(number, [line]) for number, line in enumerate(text.splitlines(), start=1)]
    return Sheet(name, file, "", tuple(lines[:MAX_CELLS]), more=len(lines) > MAX_CELLS)


def _delimited(path: PurePosixPath, content: bytes, decimal: str) -> Sheet:
    """A CSV file as a sheet, as far as it can be read."""
    text = decoded(content, path.name)
    if isinstance(text, Finding):
        text = content.decode("utf-8", "replace")
    text = text.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    heading = text.partition("\n")[0]
    sign = next((sign for sign in (",", ";", "\t") if sign in heading), ",")
    rows: list[Row] = []
    numeric: list[bool] = []
    left = MAX_CELLS
    for number, record in enumerate(_records(text, sign), start=1):
        left -= max(len(record), 1)
        if left < 0:
            break
        if number == 1:
            numeric = _numeric(path.stem, record)
        rows.append((number, _typed(record, numeric if number > 1 else [], decimal)))
    return Sheet(path.stem, path.name, "", tuple(rows), more=left < 0)


def _records(text: str, sign: str) -> Iterator[list[str]]:
    """Rows of a CSV text up to the first that can't be read, which then is shown as it stands."""
    csv.field_size_limit(MAX_TEXT * 4)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        yield from reader
    except csv.Error:
        yield [text.splitlines()[reader.line_num - 1]]


def _numeric(table: str, header: list[str]) -> list[bool]:
    """Which columns hold numbers."""
    known = {column.name: column.kind.numeric for column in TABLES[table].columns} if table in TABLES else {}
    return [known.get(heading.strip(), False) for heading in header]


def _typed(record: list[str], numeric: list[bool], decimal: str) -> list[Cell]:
    """Cells of a row: numbers where numbers belong and stand, text elsewhere."""
    cells: list[Cell] = []
    for at, text in enumerate(record):
        plain = _QUOTED.sub("", text)
        number = _number(plain, decimal) if at < len(numeric) and numeric[at] else None
        cells.append(plain if number is None else number)
    return cells


def _number(text: str, decimal: str) -> float | None:
    """The number that a text spells, None if it spells none."""
    try:
        return as_number(text, decimal)
    except CellError:
        return None


def _scenarios(source: Source) -> list[Sheet]:
    """The scenarios that can be read, as the sheets that a workbook has for them."""
    sound = writable(source.scenarios)
    if not sound:
        return []
    return [Sheet(name, "", name, _rows_of(rows)) for name, rows in rows_of_scenarios(sound).items()]


def _rows_of(rows: pl.DataFrame) -> tuple[Row, ...]:
    """A table as rows of cells below its headings."""
    used = [column for column in rows.columns if rows[column].null_count() < rows.height]
    body: list[list[Cell]] = [list(row) for row in rows.select(used).iter_rows()]
    return tuple(enumerate([list(used), *body], start=1))


def _faulty_scenarios(source: Source, files: Mapping[str, bytes]) -> list[Sheet]:
    """The files of the other scenarios, line by line, for people to see what is wrong."""
    sound = writable(source.scenarios)
    return [
        _lines(name, content, f"# {PurePosixPath(name).stem}")
        for name, content in files.items()
        if _is_scenario(name) and PurePosixPath(name).stem not in sound
    ]
