"""Writing the tables of a comparison, of the price of a rule, or of methods: whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from commonweal.data.workbook_writer import new_workbook
from commonweal.data.writing import Format, archive, columnar, file_written, folder_written
from commonweal.plan.export import delimited, fill_sheet, finite

__all__ = ["COMPARISON", "Compared", "comparison_json", "export_comparison"]

COMPARISON = "comparison.json"
"""The file that a folder with a comparison always holds: what ``summary_data`` says."""


class Compared(Protocol):
    """What is written: a comparison of plans, of rules, of methods, or what was kept of one."""

    @property
    def tables(self) -> Mapping[str, pl.DataFrame]:
        """Its tables."""

    def summary_data(self) -> Mapping[str, Any]:
        """Its numbers."""


def export_comparison(
    compared: Compared,
    path: str | Path,
    *,
    format: Format = "csv",  # noqa: A002 - the word people use
) -> None:
    """Write the tables of a comparison (or of rules) to a folder, a ``.zip`` or an ``.xlsx`` workbook.

    The path's ending decides; any other path is a folder, with a file of the given format for each
    table, and the summary as JSON. What was there before is replaced in one step.

    Raises
    ------
    DataError
        If something other than a comparison is at the path.
    """
    target = Path(path).resolve()
    if target.suffix.lower() == ".xlsx":
        file_written(target, _workbook(compared))
    elif target.suffix.lower() == ".zip":
        file_written(target, archive(_files(compared, "csv")))
    else:
        ours = {f"{name}{suffix}" for name in compared.tables for suffix in (".csv", ".parquet")}
        files = _files(compared, format)
        folder_written(target, files, mark=COMPARISON, what="a comparison", ours=ours | {COMPARISON})


def comparison_json(compared: Compared) -> str:
    """What is compared in numbers, as JSON; a number that is not finite is null."""
    return json.dumps(finite(compared.summary_data()), indent=2, ensure_ascii=False, allow_nan=False)


def _files(compared: Compared, form: Format) -> dict[str, bytes]:
    """Name and content of each file of a folder."""
    write = {"csv": delimited, "parquet": columnar}[form]
    tables = {f"{name}.{form}": write(frame) for name, frame in compared.tables.items()}
    return {COMPARISON: comparison_json(compared).encode() + b"\n"} | tables


def _workbook(compared: Compared) -> bytes:
    """The tables as the bytes of a workbook."""
    with new_workbook() as (book, content):
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, frame in compared.tables.items():
            fill_sheet(book.add_worksheet(name), name, frame, bold)
    return content.getvalue()
