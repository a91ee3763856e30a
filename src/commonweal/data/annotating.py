"""A workbook with every fault marked where it stands: colour, a comment, and a list of all findings.

What it marks may be anybody's: all text is written as text, no formula is, and nothing that the file held
besides its cells goes along.
"""

from __future__ import annotations

import datetime as dt
import math
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commonweal.data.raw import MAX_TEXT, BadCell, Cell
from commonweal.data.sheets import Row, Sheet, sheets_at
from commonweal.findings import Finding, errors_in

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

__all__ = ["FINDINGS_SHEET", "annotated"]

FINDINGS_SHEET = "# findings"
"""Begins with ``#``, so that the workbook can be read again as it is."""

_CREATED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - a constant, so that bytes don't change
_FIRST_DAY = dt.datetime(1900, 3, 1)  # noqa: DTZ001 - days before are not the same in all spreadsheet programs
_HEADINGS = (
    ("severity", 10), ("file", 20), ("sheet", 18), ("row", 8), ("column", 18), ("value", 24), ("why", 60),
    ("remedy", 60), ("more like this", 14), ("code", 8),
)  # fmt: skip
_LONGEST_NAME = 31
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
_LAST_COLUMN = 16_384
_LONGEST_COMMENT = 2_000
_WIDEST, _NARROWEST = 40, 10

_Marks = Mapping[tuple[int, int], Sequence[Finding]]


def annotated(path: Path, findings: Sequence[Finding]) -> bytes:
    """A workbook of what stands at a path, each cell with a finding marked and explained.

    The first sheet lists all findings. A workbook keeps its sheets, the files of a folder or an archive
    become sheets; formats, formulas and pictures are left out. What can't be read leaves the list alone.

    Parameters
    ----------
    path
        A folder, an ``.xlsx`` or a ``.zip``.
    findings
        What is wrong or doubtful about it, as ``examine`` tells.
    """
    import xlsxwriter  # noqa: PLC0415 - only writing workbooks needs it

    sheets = [sheet for sheet in sheets_at(path) if sheet.name != FINDINGS_SHEET]
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "annotated.xlsx"
        with xlsxwriter.Workbook(str(target), options | {"tmpdir": folder}) as book:
            book.set_properties({"created": _CREATED, "author": "", "comments": ""})
            formats = _formats(book)
            _list(book, formats, findings, sheets)
            taken = {FINDINGS_SHEET}
            for sheet in sheets:
                name = _name(sheet.name, taken)
                _write_sheet(book.add_worksheet(name), formats, sheet, _marks(sheet, findings))
        return target.read_bytes()


def _formats(book: Workbook) -> dict[str, Any]:
    """How cells look: faults red and bold, doubts amber, both with a comment besides."""
    error, warning = {"bg_color": "#F9C9D1", "bold": True}, {"bg_color": "#FFE3A3"}
    day = {"num_format": "yyyy-mm-dd"}
    looks: dict[str, dict[str, Any]] = {
        "plain": {}, "day": day, "head": {"bold": True, "bottom": 1},
        "wrap": {"text_wrap": True, "valign": "top"},
        "error": error, "warning": warning, "error day": error | day, "warning day": warning | day,
    }  # fmt: skip
    return {name: book.add_format(look) for name, look in looks.items()}


def _name(wanted: str, taken: set[str]) -> str:
    """A name that a sheet may have and none has yet."""
    plain = "".join(letter for letter in wanted.translate(_NOT_IN_NAMES) if letter.isprintable()) or "sheet"
    name, number = plain[:_LONGEST_NAME], 1
    while name.casefold() in {other.casefold() for other in taken} or name.casefold() == "history":
        number += 1
        ending = f" {number}"
        name = f"{plain[: _LONGEST_NAME - len(ending)]}{ending}"
    taken.add(name)
    return name


def _list(
    book: Workbook, formats: Mapping[str, Any], findings: Sequence[Finding], sheets: list[Sheet]
) -> None:
    """The sheet of all findings, errors first."""
    sheet = book.add_worksheet(FINDINGS_SHEET)
    sheet.freeze_panes(1, 0)
    for at, (heading, width) in enumerate(_HEADINGS):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, heading, formats["head"])
    errors = errors_in(findings)
    ordered = [*errors, *(found for found in findings if found not in errors)]
    for number, found in enumerate(ordered, start=1):
        _write_finding(sheet, formats, number, found)
    notes = [f"Only the first rows of '{one.name}' are shown here." for one in sheets if one.more]
    if not findings:
        notes.insert(0, "Nothing is wrong or doubtful.")
    for number, note in enumerate(notes, start=len(ordered) + 1):
        sheet.write_string(number, 0, note)


def _write_finding(sheet: Worksheet, formats: Mapping[str, Any], number: int, found: Finding) -> None:
    """One row of the list."""
    cells = (
        found.severity, found.file, found.sheet, found.row, found.column, found.value, found.why,
        found.remedy, found.more or None, found.code,
    )  # fmt: skip
    for at, cell in enumerate(cells):
        look = formats[found.severity] if at == 0 else formats["wrap"]
        if isinstance(cell, int):
            sheet.write_number(number, at, cell, look)
        elif cell:
            sheet.write_string(number, at, cell[:MAX_TEXT], look)


def _marks(sheet: Sheet, findings: Sequence[Finding]) -> _Marks:
    """Findings by row and column (from 1) of the cell that they are marked in."""
    header = [str(cell).strip() for cell in sheet.rows[0][1]] if sheet.rows else []
    keys = {str(cells[0]).strip(): number for number, cells in sheet.rows if cells}
    marks: dict[tuple[int, int], list[Finding]] = {}
    for found in findings:
        if (found.file, found.sheet) != (sheet.file, sheet.sheet):
            continue
        if sheet.keyed:
            row = keys.get(found.column, (found.row or 1) if sheet.sheet else 1)
            place = (row, 2)
        else:
            place = (found.row or 1, header.index(found.column) + 1 if found.column in header else 1)
        marks.setdefault(place, []).append(found)
    return marks


def _write_sheet(sheet: Worksheet, formats: Mapping[str, Any], content: Sheet, marks: _Marks) -> None:
    """The cells of a sheet in their places, and the marks on them; row by row, as memory is kept small."""
    sheet.freeze_panes(1, 0)
    for at, width in enumerate(_widths(content.rows[:50])):
        sheet.set_column(at, at, width)
    there = dict(content.rows)
    reach: dict[int, int] = {}  # the last marked column of each row
    for row, column in marks:
        reach[row] = max(reach.get(row, 0), column)
    for number in sorted(there.keys() | reach.keys()):
        cells = there.get(number, [])
        for at in range(min(max(len(cells), reach.get(number, 0)), _LAST_COLUMN)):
            said = marks.get((number, at + 1), ())
            _write(sheet, formats, (number - 1, at), cells[at] if at < len(cells) else None, said)


def _widths(rows: Iterable[Row]) -> list[int]:
    """Widths of columns, from the first rows."""
    widths: list[int] = []
    for _, cells in rows:
        widths += [_NARROWEST] * (min(len(cells), _LAST_COLUMN) - len(widths))
        for at, cell in enumerate(cells[:_LAST_COLUMN]):
            widths[at] = min(max(widths[at], len(str(cell)) + 2), _WIDEST)
    return widths


def _write(
    sheet: Worksheet, formats: Mapping[str, Any], place: tuple[int, int], cell: Cell, said: Sequence[Finding]
) -> None:
    """One cell with its mark."""
    row, column = place
    look = ("error" if errors_in(said) else "warning") if said else "plain"
    if isinstance(cell, dt.date) and not isinstance(cell, dt.datetime):
        cell = dt.datetime.combine(cell, dt.time.min)
    if isinstance(cell, float) and math.isfinite(cell):
        sheet.write_number(row, column, cell, formats[look])
    elif isinstance(cell, dt.datetime) and cell >= _FIRST_DAY and cell.time() == dt.time.min:
        sheet.write_datetime(row, column, cell, formats["day" if look == "plain" else f"{look} day"])
    elif cell is not None:
        sheet.write_string(row, column, _text(cell), formats[look])
    else:
        sheet.write_blank(row, column, None, formats[look])
    if said:
        comment = "\n\n".join(_sentence(found) for found in said)
        sheet.write_comment(
            row, column, comment[:_LONGEST_COMMENT], {"author": "", "x_scale": 2.5, "y_scale": 1.5}
        )


def _text(cell: Cell) -> str:
    """A cell as text: yes and no, errors and formulas as they are spelt, never as formulas."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return (cell.text if isinstance(cell, BadCell) else str(cell))[:MAX_TEXT]


def _sentence(found: Finding) -> str:
    """A finding as its comment tells it."""
    more = f" (and {found.more} more like this)" if found.more else ""
    return f"{found.severity.capitalize()} {found.code}: {found.why} {found.remedy}{more}"
