"""Small CSV files that say something beside an economy: people of regions, needs of products, floors."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from commonweal.errors import DataError
from commonweal.findings import Finding
from commonweal.validate.report import finding, limited, suggestion

__all__ = ["Field", "Record", "numbered_records", "read_records"]

Cell = str | float | None
Record = dict[str, Cell]


@dataclass(frozen=True)
class Field:
    """A column of a small file.

    Attributes
    ----------
    number
        Whether its cells are numbers.
    required
        Whether every row has to fill it.
    whole
        Whether its numbers are whole ones.
    words
        The words it may hold; none: any text.
    """

    number: bool = False
    required: bool = True
    whole: bool = False
    words: tuple[str, ...] = ()


def read_records(path: str | Path, columns: Mapping[str, Field]) -> list[Record]:
    """The rows of a CSV file whose columns are named in its first line.

    Parameters
    ----------
    path
        The file, in UTF-8, with commas (or semicolons, where the first line has some).
    columns
        What each column holds. Columns that need not be filled may be left out; ``source`` and
        ``note`` may stand in any file.

    Returns
    -------
    A value by column for each row: text, or a number; None where the cell is blank.

    Raises
    ------
    DataError
        With everything that is wrong, if anything is.
    """
    return [record for _, record in numbered_records(path, columns)]


def numbered_records(path: str | Path, columns: Mapping[str, Field]) -> list[tuple[int, Record]]:
    """The rows of a CSV file as ``read_records`` gives them, each with its number as a person sees it.

    Raises
    ------
    DataError
        With everything that is wrong, if anything is.
    """
    file = Path(path)
    (_, titles), *rows = _lines(file)
    heading = [name.strip() for name in titles]
    findings = _heading_faults(heading, columns, file.name)
    if findings:
        raise DataError(findings)
    records = []
    for number, row in rows:
        if len(row) != len(heading):
            why = f"The row has {len(row)} cells, the heading {len(heading)}."
            findings.append(finding("A08", why, "Add or remove commas.", file=file.name, row=number))
            continue
        record, faults = _record(dict(zip(heading, row, strict=True)), columns)
        findings += [fault(file.name, number) for fault in faults]
        records.append((number, record))
    if findings:
        raise DataError(limited(findings))
    return records


def _lines(file: Path) -> list[tuple[int, list[str]]]:
    """The rows of a file with their numbers, without blank ones.

    Raises
    ------
    DataError
        If there is no such file, it is not text, or it is empty.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise DataError(
            [finding("A01", "There is no such file.", "Check the path.", file=str(file))]
        ) from error
    except UnicodeDecodeError as error:
        why = "The file is not UTF-8 text."
        raise DataError([finding("A04", why, "Save it as CSV in UTF-8.", file=file.name)]) from error
    except OSError as error:
        why = f"The file can't be read: {error.strerror}."
        raise DataError([finding("A01", why, "Name a CSV file.", file=str(file))]) from error
    first = text.partition("\n")[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    read = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    rows = [(number, row) for number, row in enumerate(read, start=1) if any(row)]
    if not rows:
        raise DataError([finding("A09", "The file is empty.", "Add a heading and rows.", file=file.name)])
    return rows


def _heading_faults(heading: Sequence[str], columns: Mapping[str, Field], file: str) -> list[Finding]:
    """Columns that are missing, unknown or there twice."""
    known = [*columns, "source", "note"]
    faults = [
        finding("A05", "The column is missing.", f"There should be: {', '.join(columns)}.", file=file,
                column=name)
        for name, field in columns.items() if field.required and name not in heading
    ]  # fmt: skip
    for place, name in enumerate(heading):
        if name not in known:
            remedy = suggestion(name, known, f"There can be: {', '.join(columns)}.")
            faults.append(finding("A06", "The column would be ignored.", remedy, file=file, column=name))
        elif name in heading[:place]:
            faults.append(finding("A07", "The column stands twice.", "Keep one.", file=file, column=name))
    return faults


_Fault = Callable[[str, int], Finding]


def _record(cells: Mapping[str, str], columns: Mapping[str, Field]) -> tuple[Record, list[_Fault]]:
    """One row, and what is wrong with it."""
    record: Record = dict.fromkeys(columns)
    faults: list[_Fault] = []
    for name, text in cells.items():
        field = columns.get(name, Field(required=False))
        cell = text.strip()
        if not cell:
            if field.required:
                faults.append(_fault("B02", "A value is needed here.", "Fill it in.", name, ""))
            continue
        record[name] = value = _number(cell) if field.number else cell
        if value is None:
            faults.append(_fault("B01", "This is no number.", "Write it like 1234.5.", name, cell))
        elif field.whole and not float(value).is_integer():
            faults.append(_fault("B01", "This is not a whole number.", "Write it like 2.", name, cell))
        elif field.words and value not in field.words:
            remedy = suggestion(cell, field.words, f"There are: {', '.join(field.words)}.")
            faults.append(_fault("C01", "There is no such word.", remedy, name, cell))
    return record, faults


def _fault(code: str, why: str, remedy: str, column: str, value: str) -> _Fault:
    return lambda file, row: finding(code, why, remedy, file=file, row=row, column=column, value=value)


def _number(cell: str) -> float | None:
    """A finite number, or None."""
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
