"""Reading a workbook: first its outside, then its cells in a process of their own."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import unescape

from commonweal.data.archive import archive_faults
from commonweal.data.cells import as_text
from commonweal.data.delimited import UNIT_ROW, repeated_headings
from commonweal.data.raw import MAX_CELLS, BadCell, Cell, CellError, RawTable, Source
from commonweal.data.scenario_sheets import SCENARIO_SHEETS, scenarios_of_sheets
from commonweal.findings import Finding
from commonweal.model import TABLES
from commonweal.validate.report import finding, suggestion

__all__ = ["SETTINGS_SHEET", "read_sheet", "read_sheets", "read_workbook", "rows_of_workbook"]

SETTINGS_SHEET = "economy"

_SECONDS = 180
_READER = Path(__file__).with_name("workbook_reader.py")
_DIMENSION = re.compile(rb"<(?:\w+:)?dimension\s+ref=\"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})\"")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_HEAD = 65_536  # bytes of a sheet in which its dimension stands

_LISTS = frozenset({"languages", "calendar.lengths"})
_WHOLE = frozenset({"format", "calendar.periods", "calendar.days"})
_DIGITS = 9  # a longer whole number is no count of days

_Row = tuple[int, list[Cell]]


def read_workbook(path: Path) -> Source:
    """Everything that a workbook holds, and what is wrong with it."""
    source = Source(settings_file=path.name, settings_sheet=SETTINGS_SHEET)
    source.findings.extend(_outside(path))
    if source.findings:
        return source
    sheets, faults = _cells(path, [SETTINGS_SHEET, *TABLES, *SCENARIO_SHEETS])
    source.findings.extend(faults)
    if faults:
        return source
    if SETTINGS_SHEET not in sheets:
        why, remedy = (
            "There is no sheet 'economy': this is not an economy.",
            "Add it, with a name and a calendar.",
        )
        source.findings.append(finding("A05", why, remedy, file=path.name, sheet=SETTINGS_SHEET))
    for sheet, rows in sheets.items():
        if sheet == SETTINGS_SHEET:
            _read_settings(rows, source)
        elif sheet in TABLES:
            _read_sheet(sheet, rows, path.name, source)
        elif sheet in SCENARIO_SHEETS:
            continue  # below, as the list comes first wherever it stands
        elif not sheet.startswith("#"):
            why = "The sheet is not a table of an economy and would be ignored."
            otherwise = "Begin its name with '#' if it is for people alone."
            remedy = suggestion(sheet, [*TABLES, *SCENARIO_SHEETS], otherwise)
            source.findings.append(finding("A06", why, remedy, file=path.name, sheet=sheet, value=sheet))
    _read_scenarios(sheets, path.name, source)
    return source


def read_sheet(path: Path, name: str) -> tuple[RawTable | None, list[Finding]]:
    """The table of one sheet of a workbook, and what is wrong with its form."""
    faults = _outside(path)
    if faults:
        return None, faults
    sheets, faults = _cells(path, [name])
    if faults:
        return None, faults
    if name not in sheets:
        why = f"There is no sheet '{name}'."
        return None, [finding("A05", why, "Give the sheet this name.", file=path.name, sheet=name)]
    return _raw_sheet(name, sheets[name], path.name)


def read_sheets(path: Path) -> tuple[dict[str, tuple[RawTable | None, list[Finding]]], list[Finding]]:
    """The table of every sheet of a workbook that is not for people alone, and what is wrong.

    With each table come the faults of its form; the second value says why nothing could be read.
    """
    faults = _outside(path)
    listed, faults = ({}, faults) if faults else _cells(path, [])
    names = [name for name in listed if not name.startswith("#")]
    sheets, faults = ({}, faults) if faults else _cells(path, names)
    return {name: _raw_sheet(name, sheets[name], path.name) for name in names if name in sheets}, faults


def rows_of_workbook(path: Path) -> dict[str, list[tuple[int, list[Cell]]]]:
    """Filled rows of every sheet, each with its number, as they stand; none of what can't be read."""
    if _outside(path):
        return {}
    listed, _ = _cells(path, [])
    sheets, _ = _cells(path, list(listed))
    return sheets


def _read_scenarios(sheets: dict[str, list[_Row]], file: str, source: Source) -> None:
    """Put the scenarios of a workbook into a source."""
    raws = {}
    for sheet in SCENARIO_SHEETS:
        if sheet in sheets:
            raws[sheet], faults = _raw_sheet(sheet, sheets[sheet], file)
            source.scenario_findings.extend(faults)
    given = {sheet: raw for sheet, raw in raws.items() if raw is not None}
    source.scenarios, faults = scenarios_of_sheets(given)
    source.scenario_findings.extend(faults)


def _outside(path: Path) -> list[Finding]:
    """Why a workbook is not opened at all."""
    file = path.name
    if not zipfile.is_zipfile(path):
        with path.open("rb") as opened:
            start = opened.read(16)
        why = f"The file is not an Excel workbook (it begins with {start!r})."
        return [finding("A01", why, "Export it again as .xlsx or .csv.", file=file)]
    try:
        with zipfile.ZipFile(path) as archive:
            faults = archive_faults(archive, file)
            if not faults and "xl/workbook.xml" not in archive.namelist():
                why = "The file is a zip archive and not an Excel workbook."
                faults = [finding("A01", why, "Export it again as .xlsx, or name it .zip.", file=file)]
            return faults or _too_wide(archive, file)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError) as error:
        why = f"The workbook is damaged: {error}."
        return [finding("A01", why, "Open it in a spreadsheet program and save it again.", file=file)]


def _too_wide(archive: zipfile.ZipFile, file: str) -> list[Finding]:
    """Sheets that say they have too many cells."""
    findings = []
    names = _sheet_names(archive)
    for part in archive.namelist():
        if not part.startswith("xl/worksheets/") or not part.endswith(".xml"):
            continue
        with archive.open(part) as opened:
            said = _DIMENSION.search(opened.read(_HEAD))
        if said is None:
            continue
        left, top, right, bottom = said.groups()
        cells = (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)
        if cells > MAX_CELLS:
            last = (right + bottom).decode()
            why = f"The sheet says it reaches {last}: {cells:,} cells, of {MAX_CELLS:,} allowed."
            remedy = "Delete the empty rows and columns, or save large tables as CSV."
            sheet = names.get(Path(part).stem, Path(part).stem)
            findings.append(finding("A11", why, remedy, file=file, sheet=sheet))
    return findings


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of each sheet by its usual part: the first is ``sheet1``."""
    with archive.open("xl/workbook.xml") as opened:
        tags = _SHEET.findall(opened.read(_HEAD))
    names = [re.search(rb'name="([^"]*)"', tag) for tag in tags]
    return {
        f"sheet{number}": unescape(name[1].decode("utf-8", "replace"), {"&quot;": '"'})
        for number, name in enumerate(names, start=1)
        if name
    }


def _column(letters: bytes) -> int:
    """Number of a column from its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _cells(path: Path, wanted: Sequence[str]) -> tuple[dict[str, list[_Row]], list[Finding]]:
    """Filled rows of every sheet, read in a process with little memory and time."""
    command = [sys.executable, "-I", str(_READER), str(path.resolve()), *wanted]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603 - our own program
    except subprocess.TimeoutExpired:
        return {}, [_gave_up(path.name)]
    sheets: dict[str, list[_Row]] = {}
    rows: list[_Row] = []
    for line in done.stdout.splitlines():
        told = json.loads(line) if line.endswith((b"]", b"}")) else {}
        if isinstance(told, list):
            rows.append((told[0], [_cell(value) for value in told[1]]))
        elif "fault" in told:
            return {}, [finding(*told["fault"], file=path.name)]
        elif "sheet" in told:
            rows = sheets.setdefault(told["sheet"], [])
    return (sheets, []) if done.returncode == 0 else ({}, [_gave_up(path.name)])


def _gave_up(file: str) -> Finding:
    """Refusal of a workbook that needed more time or memory than it may."""
    why = "Reading the workbook needs too much time or memory."
    return finding(
        "A11", why, "Delete what does not belong to the economy, or save large tables as CSV.", file=file
    )


def _cell(value: object) -> Cell:
    """A cell from its JSON form."""
    if isinstance(value, dict):
        return dt.datetime.fromisoformat(value["day"]) if "day" in value else BadCell(value["bad"])
    if isinstance(value, bool) or value is None:
        return value
    return float(value) if isinstance(value, int | float) else str(value)


def _read_sheet(sheet: str, rows: list[_Row], file: str, source: Source) -> None:
    """Put the table of one sheet into a source, or why it can't be read."""
    table, faults = _raw_sheet(sheet, rows, file)
    source.findings.extend(faults)
    if table is not None:
        source.tables[sheet] = table


def _raw_sheet(sheet: str, rows: list[_Row], file: str) -> tuple[RawTable | None, list[Finding]]:
    """The table of one sheet, and what is wrong with its form; None where it can't be read."""
    header, faults = _header(sheet, rows, file)
    if faults:
        return None, faults
    kept = [(number, cells) for number, cells in rows if number > 1 and not _for_people(cells)]
    for number, cells in kept:
        if len(cells) > len(header):
            why = f"The row has {len(cells)} cells, the heading has {len(header)}."
            remedy = "Give the column a heading, or delete the cell."
            faults.append(finding("A08", why, remedy, file=file, sheet=sheet, row=number))
    columns = tuple(
        [cells[at] if at < len(cells) else None for _, cells in kept] for at in range(len(header))
    )
    numbers = tuple(number for number, _ in kept)
    return RawTable(sheet, file, sheet, tuple(header), columns, numbers), faults


def _header(sheet: str, rows: list[_Row], file: str) -> tuple[list[str], list[Finding]]:
    """Headings of a sheet, and what is wrong with them."""
    if not rows or rows[0][0] != 1:
        why = "The sheet has no heading in row 1."
        return [], [
            finding("A05", why, "Write the headings in row 1, or delete the sheet.", file=file, sheet=sheet)
        ]
    try:
        header = [(as_text(cell) or "").strip() for cell in rows[0][1]]
    except CellError as error:
        return [], [finding(error.code, error.why, error.remedy, file=file, sheet=sheet, row=1)]
    blank = [index + 1 for index, heading in enumerate(header) if not heading]
    if blank:
        why = f"Column {blank[0]} has no heading."
        return [], [finding("A07", why, "Name it or delete it.", file=file, sheet=sheet, row=1)]
    return header, repeated_headings(header, file, sheet)


def _for_people(cells: list[Cell]) -> bool:
    """Whether a row is the one that shows units to people, or blank."""
    first = cells[0]
    return (isinstance(first, str) and first.startswith(UNIT_ROW)) or all(
        cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells
    )


def _read_settings(rows: list[_Row], source: Source) -> None:
    """Put the keys and values of the sheet ``economy`` into a source."""
    settings: dict[str, object] = {}
    lines: dict[str, int] = {}
    for number, cells in rows:
        key, value = ([*cells, None, None])[:2]
        if number == 1 or not isinstance(key, str) or value is None or key.startswith(UNIT_ROW):
            continue
        if isinstance(value, BadCell):
            fault = finding(
                "A10",
                "The cell holds an error, or a formula without a stored value.",
                "Type the value.",
                file=source.settings_file,
                sheet=SETTINGS_SHEET,
                row=number,
                column=key,
                value=value.text,
            )
            source.findings.append(fault)
            continue
        table, _, inner = key.strip().rpartition(".")
        inside = settings.setdefault(table, {}) if table else settings
        if isinstance(inside, dict):
            inside[inner] = _setting(key.strip(), value)
        lines[key.strip()] = number
    source.settings, source.settings_rows = settings, lines


def _setting(key: str, value: Cell) -> object:
    """The value of a setting, lists taken apart."""
    if isinstance(value, float) and value.is_integer():
        return [int(value)] if key in _LISTS else int(value)
    if not isinstance(value, str):
        return value
    if key in _LISTS:
        return [_whole(part.strip()) for part in value.split(",") if part.strip()]
    return _whole(value) if key in _WHOLE else value


def _whole(text: str) -> int | str:
    """The whole number that a text spells, else the text."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else text
