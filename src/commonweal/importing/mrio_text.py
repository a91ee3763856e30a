"""Figures of large text tables, read row by row straight into one array.

A table of 9,800 sectors is 0.8 GB in memory and more as text; nothing of it is held twice.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from commonweal.errors import DataError
from commonweal.findings import Finding
from commonweal.importing.mrio import wrong
from commonweal.inputoutput.tables import Floats
from commonweal.validate.report import LISTED, finding

__all__ = ["Form", "blocks", "cells", "figures", "texts"]


@dataclass(frozen=True)
class Form:
    """How a text table is written.

    Attributes
    ----------
    file
        Its name, for messages.
    separator
        Between cells.
    n_labels
        Cells before the figures in each row.
    first_row
        Number of the first row that is read, as a person counts.
    blank
        What a blank cell stands for; None where it is a fault.
    """

    file: str
    separator: bytes = b"\t"
    n_labels: int = 0
    first_row: int = 1
    blank: float | None = None


def texts(stream: Iterable[bytes], file: str, separator: str = "\t") -> list[list[str]]:
    """The cells of a small text table.

    Raises
    ------
    DataError
        If it is not UTF-8.
    """
    return [cells(line, file, separator) for line in stream if line.strip()]


def cells(line: bytes, file: str, separator: str = "\t") -> list[str]:
    """The cells of one row, without quotation marks around them."""
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise wrong(file, "The text is not UTF-8.", "Save it as UTF-8.", code="A04") from None
    return [cell.strip().strip('"') for cell in text.rstrip("\r\n").split(separator)]


def figures(
    lines: Iterator[bytes], form: Form, width: int, height: int, kept: Iterable[bool] | None = None
) -> tuple[list[tuple[str, ...]], Floats]:
    """Labels and figures of the rows that are kept.

    Parameters
    ----------
    lines
        Rows, without headings.
    width, height
        How many figures a row has, and how many rows are kept.
    kept
        Whether each row is read; rows beyond these are.

    Returns
    -------
    labels, figures of shape (height, width)

    Raises
    ------
    DataError
        With every cell that holds no number (at most 20), and if there are more or fewer rows or cells.
    """
    table = np.empty((height, width))
    labels: list[tuple[str, ...]] = []
    faults: list[Finding] = []
    count = 0
    wanted = itertools.chain(() if kept is None else kept, itertools.repeat(True))
    for number, (line, keep) in enumerate(zip(lines, wanted, strict=False)):
        if not keep or not line.strip():
            continue
        if count < height and len(faults) < LISTED:
            names, row = _split(line, form)
            labels.append(names)
            faults += _filled(table[count], row, form, form.first_row + number)
        count += 1
    if faults:
        raise DataError(faults[:LISTED])
    if count != height:
        raise _height(form, count, height)
    return labels, table


def blocks(lines: Iterator[bytes], form: Form, width: int, height: int) -> Iterator[tuple[int, Floats]]:
    """The figures of each row with its position, one at a time, in an array that is used again.

    Raises
    ------
    DataError
        At the first row that holds something other than ``width`` numbers, or when rows lack.
    """
    row = np.empty(width)
    count = 0
    for line in lines:
        if not line.strip():
            continue
        faults = _filled(row, _split(line, form)[1], form, form.first_row + count)
        if faults:
            raise DataError(faults[:LISTED])
        if count < height:
            yield count, row
        count += 1
    if count != height:
        raise _height(form, count, height)


def _height(form: Form, count: int, height: int) -> DataError:
    return wrong(
        form.file,
        f"It has {count:,} rows of figures.",
        f"There should be {height:,}: one a label.",
        code="A08",
    )


def _split(line: bytes, form: Form) -> tuple[tuple[str, ...], list[bytes]]:
    """Labels and cells of a row."""
    row = line.rstrip(b"\r\n").split(form.separator)
    if row and row[-1] == b"" and len(row) > 1 and form.blank is None:
        row.pop()  # a separator at the end of each row
    names = b"\t".join(row[: form.n_labels])
    return tuple(cells(names, form.file)) if form.n_labels else (), row[form.n_labels :]


def _filled(target: Floats, row: list[bytes], form: Form, number: int) -> list[Finding]:
    """Put a row's figures where they belong; or what is wrong with it."""
    if len(row) != len(target):
        why = f"This row has {len(row):,} figures."
        remedy = f"It should have {len(target):,}, as the heading says."
        return [finding("A08", why, remedy, file=form.file, row=number)]
    try:
        target[:] = row
    except ValueError:
        return _one_by_one(target, row, form, number)
    return []


def _one_by_one(target: Floats, row: list[bytes], form: Form, number: int) -> list[Finding]:
    """The figures of a row that holds something else too."""
    faults = []
    for place, cell in enumerate(row):
        text = cell.decode("utf-8", "replace").strip()
        if not text and form.blank is not None:
            target[place] = form.blank
            continue
        try:
            target[place] = float(text)
        except ValueError:
            column = f"column {form.n_labels + place + 1}"
            why = "This is not a number." if text else "There is no number here."
            remedy = (
                "Write it with a decimal point and no other sign."
                if text
                else "Write the amount; 0 for nothing."
            )
            code = "B01" if text else "B02"
            faults.append(finding(code, why, remedy, file=form.file, row=number, column=column, value=text))
    return faults
