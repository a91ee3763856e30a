"""Opening the files of a table: CSV, Parquet, or the sheets of a workbook, as headings and cells.

A table of thousands of sectors has millions of cells, so a large CSV file is split by polars. It does
not tell a row that is too short; every line is counted first, and a file with any fault is
read again by the slower reader of ``data.delimited``, which names the line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from commonweal.data.delimited import UNIT_ROW, decoded, read_delimited
from commonweal.data.raw import RawTable
from commonweal.data.workbook import read_sheets
from commonweal.errors import DataError
from commonweal.findings import Finding, errors_in
from commonweal.validate.report import finding, limited, suggestion

__all__ = ["SETTINGS", "Opened", "even", "open_all", "open_named", "refused", "stop"]

SETTINGS = "table.toml"
"""File beside the tables that says what their figures are in."""

_LARGE = 1_000_000  # bytes from which a CSV file is split by polars
_MOST_CELLS = 200_000_000
_FORMS = ".csv, .parquet or .xlsx"


@dataclass
class Opened:
    """What was found at a path.

    Attributes
    ----------
    path
        Where.
    grids
        The tables that were wanted and could be read, by name of file or sheet.
    others
        Names of the tables that were not wanted.
    settings
        Content of ``table.toml``, where there is one.
    findings
        What was wrong with the files.
    """

    path: Path
    grids: dict[str, RawTable] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    settings: bytes | None = None
    findings: list[Finding] = field(default_factory=list)


def stop(findings: Collection[Finding]) -> None:
    """Raise DataError with everything that is wrong, if anything is."""
    if errors_in(findings):
        raise refused(findings)


def refused(findings: Collection[Finding]) -> DataError:
    """The error that tells everything that is wrong, each fault once."""
    return DataError(limited(dict.fromkeys(findings)))


def open_named(path: Path, known: Collection[str]) -> Opened:
    """The tables with known names in a folder or a workbook; any other is a finding.

    Parameters
    ----------
    path
        A folder of ``NAME.csv`` or ``NAME.parquet``, or a workbook with sheets NAME.
    known
        Names that a table may have.
    """
    opened = open_all(path, lambda name: name in known)
    for name in opened.others:
        why = "This is none of the tables of the layout and would be ignored."
        remedy = suggestion(name, known, f"There are: {', '.join(known)}.")
        opened.findings.append(finding("A06", why, remedy, file=path.name, value=name))
    return opened


def open_all(path: Path, wanted: Callable[[str], bool] = lambda _: True) -> Opened:
    """Every table in a folder, a workbook or a single file whose name is wanted.

    A workbook with a single sheet is a table with the name of the file.
    """
    opened = Opened(path)
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    files = [file for file in files if file.suffix.lower() in _READERS]
    for file in files:
        _read(file, opened, wanted)
    if not files:
        why = f"There is no file that ends in {_FORMS}."
        packed = path.suffix.lower() in {".zip", ".gz", ".7z", ".rar"}
        remedy = "Unpack it first." if packed else "Export the table as CSV, or check the path."
        opened.findings.append(finding("A01", why, remedy, file=path.name))
    beside = path / SETTINGS if path.is_dir() else path.with_name(SETTINGS)
    if beside.is_file():
        opened.settings = beside.read_bytes()
    return opened


def _read(path: Path, opened: Opened, wanted: Callable[[str], bool]) -> None:
    """Put the tables of one file into what was opened."""
    form = path.suffix.lower()
    if form != ".xlsx" and not wanted(path.stem):
        opened.others.append(path.stem)
        return
    for name, (grid, faults) in _READERS[form](path, opened).items():
        if not wanted(name):
            opened.others.append(name)
        else:
            opened.findings.extend(faults)
            _keep(name, grid, opened)


def _keep(name: str, grid: RawTable | None, opened: Opened) -> None:
    """Add a table, unless it is there already or has no rows."""
    if grid is None:
        return
    if name in opened.grids:
        why = f"The table is also in {opened.grids[name].file}."
        opened.findings.append(finding("A07", why, "Keep one of the two.", file=grid.file))
    elif not grid.rows:
        why = "The table has a heading and no rows."
        remedy = "Add its rows, or delete it."
        opened.findings.append(finding("A09", why, remedy, file=grid.file, sheet=grid.sheet))
    else:
        opened.grids[name] = grid


_Tables = dict[str, tuple[RawTable | None, list[Finding]]]


def _csv(path: Path, opened: Opened) -> _Tables:
    """The table of a CSV file."""
    content = path.read_bytes()
    if len(content) < _LARGE:
        return {path.stem: read_delimited(path.stem, content, path.name)}
    text = decoded(content, path.name)
    if isinstance(text, Finding):
        opened.findings.append(text)
        return {}
    sign = next((sign for sign in ",;\t" if sign in text.partition("\n")[0]), ",")
    if not even(text, sign):
        return {path.stem: read_delimited(path.stem, content, path.name)}
    frame = pl.read_csv(
        io.BytesIO(content),
        separator=sign,
        has_header=False,
        infer_schema=False,
    ).fill_null("")
    header = tuple(str(heading).strip() for heading in frame.row(0))
    if len(set(header)) < len(header):
        return {path.stem: read_delimited(path.stem, content, path.name)}
    kept = ~frame.to_series(0).str.starts_with(UNIT_ROW).slice(1)
    rows = tuple(number for number, keep in enumerate(kept, start=2) if keep)
    columns = tuple(frame.slice(1).filter(kept).get_columns())
    return {path.stem: (RawTable(path.stem, path.name, "", header, columns, rows), [])}


def even(text: str, sign: str) -> bool:
    """Whether every line has as many cells as the heading, and none is blank."""
    lines = text.splitlines() if "\r" in text else text.split("\n")
    while lines and not lines[-1]:
        lines.pop()
    if not lines or "\x00" in text:
        return False
    width = _cells(lines[0], sign)
    return all(line and _cells(line, sign) == width for line in lines)


def _cells(line: str, sign: str) -> int:
    """How many cells a line has; -1 where a quoted cell does not end in it."""
    if '"' not in line:
        return line.count(sign) + 1
    try:
        return len(next(csv.reader([line], delimiter=sign, strict=True)))
    except csv.Error:
        return -1


def _parquet(path: Path, opened: Opened) -> _Tables:
    """The table of a Parquet file; rows are numbered as in a sheet with a heading."""
    try:
        scan = pl.scan_parquet(path)
        width, height = len(scan.collect_schema()), scan.select(pl.len()).collect().item()
        frame = scan.collect() if width * height <= _MOST_CELLS else None
    except (
        pl.exceptions.PolarsError,
        pl.exceptions.PanicException,
    ) as error:  # damaged bytes may cause either
        why = f"The Parquet file can't be read: {''.join(str(error).splitlines()[:1])}."
        opened.findings.append(finding("A01", why, "Write it again.", file=path.name))
        return {}
    if frame is None:
        why = f"The table says it has {height:,} rows and {width:,} columns."
        remedy = f"A table may have {_MOST_CELLS:,} cells: aggregate it first."
        opened.findings.append(finding("A11", why, remedy, file=path.name))
        return {}
    rows = tuple(range(2, frame.height + 2))
    columns = tuple(frame.get_columns())
    return {path.stem: (RawTable(path.stem, path.name, "", tuple(frame.columns), columns, rows), [])}


def _workbook(path: Path, opened: Opened) -> _Tables:
    """The tables of a workbook."""
    tables, faults = read_sheets(path)
    opened.findings.extend(faults)
    return {path.stem: next(iter(tables.values()))} if len(tables) == 1 else tables


_READERS: dict[str, Callable[[Path, Opened], _Tables]] = {
    ".csv": _csv,
    ".parquet": _parquet,
    ".xlsx": _workbook,
}
