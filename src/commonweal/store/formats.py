"""Tables as programs and people take them: cells for JSON, Arrow, CSV and workbooks."""

from __future__ import annotations

import datetime as dt
import io
import math

import polars as pl

from commonweal.data.workbook_writer import new_workbook
from commonweal.errors import ModelError
from commonweal.plan.export import MAX_ROWS, delimited, fill_sheet

__all__ = ["Value", "as_arrow", "as_csv", "as_workbook", "cells_of"]

Value = str | float | bool | None
"""What a cell is in JSON: days as 2016-07-01, blank (and what is not finite) as null."""

_SHEET_NAME = 31  # characters that the name of a sheet may have


def cells_of(rows: pl.DataFrame) -> tuple[tuple[Value, ...], ...]:
    """Rows as JSON holds them: one tuple of cells each."""
    return tuple(zip(*(_cells(column) for column in rows.get_columns()), strict=True))


def as_arrow(rows: pl.DataFrame) -> bytes:
    """Rows as an Arrow IPC stream (``application/vnd.apache.arrow.stream``)."""
    content = io.BytesIO()
    rows.write_ipc_stream(content, compat_level=pl.CompatLevel.oldest())
    return content.getvalue()


def as_csv(rows: pl.DataFrame) -> bytes:
    """Rows as CSV in which no text is taken for a formula."""
    return delimited(rows)


def as_workbook(rows: pl.DataFrame, name: str) -> bytes:
    """Rows as a workbook with one sheet, text never as formulas.

    Raises
    ------
    ModelError
        If there are more rows than a sheet may hold.
    """
    if rows.height > MAX_ROWS:
        raise ModelError(
            f"A sheet holds {MAX_ROWS:,} rows, and these are {rows.height:,}. Filter them, or ask for CSV."
        )
    with new_workbook() as (book, content):
        fill_sheet(book.add_worksheet(name[:_SHEET_NAME]), name, rows, book.add_format({"bold": True}))
    return content.getvalue()


def _cells(column: pl.Series) -> list[Value]:
    """The cells of a column as JSON knows them."""
    if column.dtype.is_float():
        return [cell if cell is not None and math.isfinite(cell) else None for cell in column.to_list()]
    if column.dtype in {pl.String, pl.Boolean}:
        return column.to_list()
    if column.dtype.is_integer():
        return column.cast(pl.Float64).to_list()
    return [None if cell is None else _text(cell) for cell in column.to_list()]


def _text(cell: object) -> str:
    """A cell as text."""
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)
