"""Reading a Parquet file into headings and cells."""

from __future__ import annotations

import io

import polars as pl

from commonweal.data.raw import Cell, RawTable
from commonweal.findings import Finding
from commonweal.validate.report import finding

__all__ = ["read_columnar"]

_MOST_CELLS = 100_000_000


def read_columnar(name: str, content: bytes, file: str) -> tuple[RawTable | None, list[Finding]]:
    """The table in the bytes of a Parquet file, and what is wrong with its form.

    Rows are numbered as in a sheet with a heading: the first is row 2. A server that takes files from
    strangers should refuse Parquet: its reader is made for files that can be trusted.
    """
    if content[:4] != b"PAR1" or content[-4:] != b"PAR1":
        return None, [
            finding("A01", "The file is not Parquet.", "Export it again as Parquet or CSV.", file=file)
        ]
    try:
        scan = pl.scan_parquet(io.BytesIO(content))
        width = len(scan.collect_schema())
        height = scan.select(pl.len()).collect().item()
        if width * height > _MOST_CELLS:
            why = f"The table says it has {height:,} rows and {width} columns."
            return None, [finding("A11", why, f"A table may have {_MOST_CELLS:,} cells.", file=file)]
        frame = scan.collect()
    except (
        pl.exceptions.PolarsError,
        pl.exceptions.PanicException,
    ) as error:  # damaged bytes may cause either
        reason = str(error).splitlines()[:1]
        why = f"The Parquet file can't be read: {''.join(reason)}."
        return None, [finding("A01", why, "Write it again.", file=file)]
    columns = tuple(_cells(column) for column in frame.get_columns())
    rows = tuple(range(2, frame.height + 2))
    return RawTable(name, file, "", tuple(frame.columns), columns, rows), []


def _cells(column: pl.Series) -> pl.Series | list[Cell]:
    """A column as text, days or mixed cells."""
    if column.dtype in {pl.String, pl.Date}:
        return column
    if column.dtype in {pl.Categorical, pl.Enum}:
        return column.cast(pl.String)
    if column.dtype.is_numeric():
        return column.cast(pl.Float64).to_list()
    if column.dtype in {pl.Boolean, pl.Null} or isinstance(column.dtype, pl.Datetime):
        return column.to_list()
    return [None if cell is None else str(cell) for cell in column.to_list()]
