"""Writing the tables of a plan: whole or not at all, text never as formulas."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from commonweal.data.delimited import quoted
from commonweal.data.workbook_writer import new_workbook
from commonweal.data.writing import (
    DATAPACKAGE,
    OURS,
    Format,
    archive,
    columnar,
    economy_files,
    file_written,
    folder_written,
)
from commonweal.plan.lists import dispatch_lists, purchase_list
from commonweal.plan.plan import Plan

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

__all__ = [
    "ECONOMY",
    "LEVELS",
    "LEVELS_HASH",
    "MAX_ROWS",
    "SUMMARY",
    "as_json_text",
    "delimited",
    "export_plan",
    "fill_sheet",
    "finite",
    "plan_files",
    "plan_written",
    "summary_json",
    "write_lists",
]

SUMMARY = "summary.json"
"""The file that a folder with a plan always holds: what ``Plan.summary_data`` says."""

ECONOMY = "economy"
"""The folder beside the tables of a plan that holds what was planned."""

LEVELS = "levels.parquet"
"""The file that holds what the plan does to the last digit, for whoever goes on from it."""

LEVELS_HASH = "levels_sha256"
"""The key of the summary that tells whether ``LEVELS`` is the file that was written."""

MAX_ROWS = 200_000
"""Rows of a table that a sheet may hold; more slow spreadsheet programs down or stop them."""

_PURCHASES = "purchases.csv"


def export_plan(plan: Plan, path: str | Path, *, format: Format = "csv") -> tuple[str, ...]:  # noqa: A002 - the word people use
    """Write the tables of a plan to a folder, a ``.zip`` of CSV files, or an ``.xlsx`` workbook.

    The path's ending decides; any other path is a folder, with a file of the given format for each
    table, the summary, and the economy that was planned, so that ``read_plan`` can open it again. So
    can a ``.zip``; a workbook holds the tables alone. What was there before is replaced in one step.

    Returns
    -------
    What could not be written in full, in sentences: tables too long for a sheet.

    Raises
    ------
    DataError
        If something other than a plan is at the path.
    """
    target = Path(path).resolve()
    if target.suffix.lower() == ".xlsx":
        file_written(target, _workbook(plan))
        return tuple(_cut(name, frame.height) for name, frame in plan.tables.items() if _long(frame))
    if target.suffix.lower() == ".zip":
        file_written(target, archive(plan_files(plan, "csv")))
    else:
        plan_written(plan, target, plan_files(plan, format))
    return ()


def plan_written(plan: Plan, target: Path, files: Mapping[str, bytes]) -> None:
    """Put the files of a plan in their folder in one step; what else lies there stays.

    Raises
    ------
    DataError
        If something other than a plan is there.
    """
    names = {*plan.tables, "moved", "differences", "equipment"}  # another plan may have lain here before
    ours = {f"{name}{suffix}" for name in names for suffix in (".csv", ".parquet")}
    ours |= {SUMMARY, LEVELS, DATAPACKAGE} | {f"{ECONOMY}/{name}" for name in OURS}
    folder_written(target, files, mark=SUMMARY, what="a plan", ours=ours)


def write_lists(plan: Plan, folder: str | Path) -> tuple[str, ...]:
    """Write what to send from each place, ``dispatch-PLACE.csv``, and what to buy, ``purchases.csv``.

    Returns
    -------
    Names of the files.

    Raises
    ------
    DataError
        If the folder holds other things.
    """
    files = {f"dispatch-{_safe(place)}.csv": delimited(rows) for place, rows in dispatch_lists(plan).items()}
    files[_PURCHASES] = delimited(purchase_list(plan))
    target = Path(folder).resolve()
    before = {path.name for path in target.glob("dispatch-*.csv")} | {_PURCHASES}
    folder_written(target, files, mark=_PURCHASES, what="dispatch lists", ours=before | set(files))
    return tuple(files)


def summary_json(plan: Plan) -> str:
    """The numbers of a plan as JSON; a number that is not finite is null."""
    return as_json_text(plan.summary_data())


def as_json_text(said: Mapping[str, Any]) -> str:
    """What is said as JSON; a number that is not finite is null."""
    return json.dumps(finite(said), indent=2, ensure_ascii=False, allow_nan=False)


def delimited(rows: pl.DataFrame) -> bytes:
    """Rows as the bytes of a CSV file in which no text is taken for a formula."""
    safe = rows.with_columns(quoted(column) for column in rows.get_columns() if column.dtype == pl.String)
    return safe.write_csv().encode()


def plan_files(plan: Plan, form: Format) -> dict[str, bytes]:
    """Name and content of each file of a plan's folder."""
    write = {"csv": delimited, "parquet": columnar}[form]
    tables = {f"{name}.{form}": write(frame) for name, frame in plan.tables.items()}
    sound = {name: scenario for name, scenario in plan.economy.scenarios.items() if not scenario.faults}
    inside = economy_files(replace(plan.economy, scenarios=sound), form)
    economy = {f"{ECONOMY}/{name}": content for name, content in inside.items()}
    levels = columnar(plan.levels)
    summary = plan.summary_data() | {LEVELS_HASH: hashlib.sha256(levels).hexdigest()}
    return {SUMMARY: as_json_text(summary).encode() + b"\n"} | tables | {LEVELS: levels} | economy


def finite(value: object) -> Any:
    """The same value with None for numbers that JSON does not know."""
    if isinstance(value, Mapping):
        return {key: finite(inside) for key, inside in value.items()}
    if isinstance(value, list | tuple):
        return [finite(inside) for inside in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _safe(place: str) -> str:
    """A place's name as part of a file name; what could lead elsewhere is a percent code."""
    kept = "".join(sign if sign.isalnum() or sign in "-_ " else f"%{ord(sign):02X}" for sign in place)
    return kept.strip() or "%20"


def _long(frame: pl.DataFrame) -> bool:
    """Whether a table has more rows than a sheet may hold."""
    return frame.height > MAX_ROWS


def _cut(name: str, n_rows: int) -> str:
    """What a sheet leaves out, in words."""
    return (
        f"Sheet '{name}' holds {MAX_ROWS:,} of {n_rows:,} rows; write a folder of CSV or Parquet to have all."
    )


def _workbook(plan: Plan) -> bytes:
    """The tables as the bytes of a workbook, the summary first."""
    with new_workbook() as (book, content):
        bold = book.add_format({"bold": True, "bottom": 1})
        _facts(book.add_worksheet("summary"), plan, bold)
        for name, frame in plan.tables.items():
            fill_sheet(book.add_worksheet(name), name, frame, bold)
    return content.getvalue()


def _facts(sheet: Worksheet, plan: Plan, bold: object) -> None:
    """What the plan is and what is proved, in a few lines."""
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 100)
    calendar = plan.economy.settings.calendar
    facts = {
        "economy": plan.economy.settings.name,
        "periods": f"{calendar.n_periods}, from {calendar.start} to before {calendar.end}",
        "rule": plan.rule,
        "effort": plan.effort,
        "summary": plan.summary(),
        "certificate": plan.certificate.sentence,
        "hash": plan.hash,
    }
    for row, (name, said) in enumerate(facts.items()):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, said)


def fill_sheet(sheet: Worksheet, name: str, frame: pl.DataFrame, bold: object) -> None:
    """Fill a sheet with one table: headings, then rows; a note where rows are left out."""
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(frame.columns):
        sheet.write_string(0, column, heading, bold)
        sheet.set_column(column, column, max(len(heading) + 3, 12))
        for row, cell in enumerate(frame[heading].head(MAX_ROWS), start=1):
            _write(sheet, row, column, cell)
    if _long(frame):
        sheet.write_string(MAX_ROWS + 1, 0, _cut(name, frame.height), bold)


def _write(sheet: Worksheet, row: int, column: int, cell: object) -> None:
    """One cell, in the type it has; blank for what is missing or not finite."""
    if isinstance(cell, bool):
        sheet.write_string(row, column, "yes" if cell else "no")
    elif isinstance(cell, int | float):
        if math.isfinite(cell):
            sheet.write_number(row, column, cell)
    elif cell is not None:
        sheet.write_string(row, column, str(cell))
