"""The world table of WIOD 2013, from its workbook, cell by cell.

Headings stand in rows 3 to 6 (code, name, region, number: ``c1`` … ``c35`` industries, ``c37`` … final
users), labels of rows in columns A to D likewise; year and unit are in the cells A1 and A4, between the
headings.
Below the industries come the rows of what else goes in, with the totals ``r60`` and ``r69`` among them, which
are left out, as is the last column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from commonweal.errors import DataError
from commonweal.findings import Finding
from commonweal.importing.mrio import wrong
from commonweal.inputoutput.tables import Floats, Labels
from commonweal.validate.report import LISTED, finding

__all__ = ["World", "read_world"]

_CODE, _NAME, _REGION, _NUMBER = range(4)  # rows of the heading, and columns before the figures
_HEADINGS, _LABELS = slice(2, 6), 4
_INDUSTRY = re.compile(r"c([1-9]|[12]\d|3[0-5])$")
_FINAL = re.compile(r"c(3[6-9]|4\d)$")
_TOTALS = ("r60", "r69")
_ROMANIA = {"ROM": "ROU"}  # early years have the older code; all accounts have the newer one

Row = tuple[object, ...]


@dataclass(frozen=True, eq=False)
class World:
    """What the workbook holds.

    Attributes
    ----------
    unit
        Of all figures, as written.
    sectors, final
        Labels; names are the codes of the industries, and the numbers of the final users.
    flows : shape (n_sectors, n_sectors)
    final_demand : shape (n_sectors, n_final)
    inputs
        Names of the rows below.
    by_industry, by_final : shape (n_inputs, n_sectors), (n_inputs, n_final)
    """

    unit: str
    sectors: Labels
    final: Labels
    flows: Floats
    final_demand: Floats
    inputs: tuple[str, ...]
    by_industry: Floats
    by_final: Floats


def read_world(file: Path, expects: str) -> World:
    """The world table in a workbook.

    Parameters
    ----------
    expects
        What to open instead, for messages.

    Raises
    ------
    DataError
        If the workbook is of another form, or a cell holds no number.
    """
    rows = _rows(file, expects)
    top = [next(rows, ()) for _ in range(6)]
    numbers = [str(cell or "") for cell in top[-1]]
    industries = [place for place, number in enumerate(numbers) if _INDUSTRY.match(number)]
    finals = [place for place, number in enumerate(numbers) if _FINAL.match(number)]
    if not industries or not finals or len({len(row) for row in top}) != 1:
        raise wrong(
            file.name, "Row 6 does not number industries (c1 …) and final users (c37 …).", expects, code="A05"
        )
    heading = top[_HEADINGS]
    sectors, final = _labels(heading, industries, _CODE), _labels(heading, finals, _NUMBER)
    places = industries + finals
    table, below = _figures(rows, places, sectors, file.name)
    split = len(industries)
    unit = str(top[3][0] or "").strip().strip("()")
    lower = np.array([figures for _, figures in below]).reshape(len(below), len(places))
    return World(
        unit,
        sectors,
        final,
        np.ascontiguousarray(table[:, :split]),
        np.ascontiguousarray(table[:, split:]),
        tuple(name for name, _ in below),
        np.nan_to_num(lower[:, :split]),
        np.nan_to_num(lower[:, split:]),
    )


def _rows(file: Path, expects: str) -> Iterator[Row]:
    """The rows of the first sheet."""
    import zipfile  # noqa: PLC0415 - for the error of a file that is no workbook

    import openpyxl  # noqa: PLC0415 - only this layout reads a workbook
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, OSError) as error:
        raise wrong(file.name, "It is not an .xlsx workbook.", expects) from error
    try:
        yield from workbook.worksheets[0].iter_rows(values_only=True)
    finally:
        workbook.close()


def _region(cell: object) -> str:
    text = str(cell or "").strip()
    return _ROMANIA.get(text, text)


def _labels(heading: list[Row], places: list[int], name: int) -> Labels:
    """Labels of columns."""
    return Labels(
        tuple(_region(heading[_REGION][place]) for place in places),
        tuple(str(heading[name][place]).strip() for place in places),
    )


def _figures(
    rows: Iterator[Row], places: list[int], sectors: Labels, file: str
) -> tuple[Floats, list[tuple[str, Floats]]]:
    """The figures of all industries, and those of the rows below, by name."""
    table = np.empty((len(sectors), len(places)))
    below: list[tuple[str, Floats]] = []
    faults: list[Finding] = []
    count = 0
    for number, row in enumerate(rows, start=7):
        label = str(row[_NUMBER] or "") if len(row) > _LABELS else ""
        if _INDUSTRY.match(label):
            faults += _filled(table, count, row, places, number, sectors, file)
            count += 1
        elif len(row) > _LABELS and row[_NAME] and label not in _TOTALS:
            below.append((str(row[_NAME]).strip(), _loosely(row, places)))
        if len(faults) >= LISTED:
            break
    if faults:
        raise DataError(faults[:LISTED])
    if count != len(sectors):
        why = f"It has {count:,} rows of industries and {len(sectors):,} columns of them."
        raise wrong(file, why, "Download the table again.", code="A08")
    return table, below


def _filled(
    table: Floats, count: int, row: Row, places: list[int], number: int, sectors: Labels, file: str
) -> list[Finding]:
    """Put the figures of an industry where they belong; or what is wrong with its row."""
    found = (_region(row[_REGION]), str(row[_CODE] or "").strip())
    if count >= len(sectors):
        return []  # told by the number of rows
    expected = (sectors.regions[count], sectors.names[count])
    if found != expected:
        why = f"The columns have {'.'.join(expected)} in this place."
        remedy = "Rows and columns need the same industries, in one order."
        return [finding("C01", why, remedy, file=file, row=number, value=".".join(found))]
    figures = [row[place] for place in places]
    numbers = [cell for cell in figures if isinstance(cell, (int, float))]
    if len(numbers) == len(figures):
        table[count] = numbers
        return []
    return [
        finding(
            "B02" if cell is None else "B01",
            "There is no number here." if cell is None else "This is not a number.",
            "Download the table again.",
            file=file,
            row=number,
            column=f"column {place + 1}",
            value=cell,
        )
        for place, cell in zip(places, figures, strict=True)
        if not isinstance(cell, (int, float))
    ]


def _loosely(row: Row, places: list[int]) -> Floats:
    """Figures of a row in which blank cells are nothing."""
    cells = [row[place] for place in places]
    return np.array([float(cell) if isinstance(cell, (int, float)) else np.nan for cell in cells])
