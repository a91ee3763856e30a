"""Reading what is written down while a plan is carried out: one file, one table, all findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from commonweal.data.columnar import read_columnar
from commonweal.data.conversion import converted_rows
from commonweal.data.delimited import read_delimited
from commonweal.data.raw import RawTable
from commonweal.data.typing_tables import typed_table
from commonweal.data.workbook import read_sheet
from commonweal.errors import DataError
from commonweal.findings import Finding, Origin, errors_in
from commonweal.model import TABLES, Column, Economy, Table, complete
from commonweal.validate.report import finding, limited, suggestion

__all__ = ["at_row", "read_account"]

_ENDINGS = (".csv", ".parquet", ".xlsx")


def read_account(source: pl.DataFrame | str | Path, table: Table, economy: Economy) -> tuple[
    pl.DataFrame, Origin
]:  # fmt: skip
    """The rows of a table beside a plan, amounts in the units of the economy's goods, and where they stand.

    Parameters
    ----------
    source
        A ``.csv``, ``.parquet`` or ``.xlsx`` file (with a sheet of the table's name), or rows.

    Raises
    ------
    DataError
        With everything that is wrong with it.
    """
    findings: list[Finding] = []
    if isinstance(source, pl.DataFrame):
        rows, origin = source, Origin(table.name)
    else:
        raw, findings = _raw(Path(source), table)
        if raw is None:
            raise DataError(findings)
        rows, faults = typed_table(raw, table, economy.settings.decimal)
        findings += faults
        origin = Origin(raw.file, raw.sheet, raw.rows)
    if not errors_in(findings):
        rows, faults = converted_rows(rows, table, economy["goods"], origin)
        rows = complete(rows, table)
        findings += [*faults, *_faults(rows, table, economy, origin)]
    if errors_in(findings):
        raise DataError(limited(findings))
    return rows, origin


def _raw(path: Path, table: Table) -> tuple[RawTable | None, list[Finding]]:
    """The table in a file, as it stands there."""
    if not path.is_file():
        return None, [finding("A01", "There is no such file.", "Check the path.", file=path.name)]
    ending = path.suffix.lower()
    if ending == ".xlsx":
        return read_sheet(path, table.name)
    if ending not in _ENDINGS:
        remedy = f"Name a file that ends in {', '.join(_ENDINGS)}."
        return None, [finding("A01", "This is no form of a table.", remedy, file=path.name)]
    reader = read_columnar if ending == ".parquet" else read_delimited
    return reader(table.name, path.read_bytes(), path.name)


def at_row(
    origin: Origin, index: int, code: str, column: str, value: object, why: str, remedy: str
) -> Finding:
    """A finding about a cell of a table beside a plan; rows from nowhere are numbered as in a file."""
    row = origin.row(index) if origin.rows else index + 2
    return finding(
        code, why, remedy, file=origin.file, sheet=origin.sheet, row=row, column=column, value=value
    )


def _faults(rows: pl.DataFrame, table: Table, economy: Economy, origin: Origin) -> Iterator[Finding]:
    """What is wrong with single cells."""
    for column in table.columns:
        for index, cell in enumerate(rows[column.name].to_list()):
            fault = _fault(cell, column, economy)
            if fault is not None:
                yield at_row(origin, index, fault[0], column.name, "" if cell is None else cell, *fault[1:])


def _fault(cell: object, column: Column, economy: Economy) -> tuple[str, str, str] | None:
    """Code, why and remedy of what is wrong with a cell."""
    if cell is None:
        return ("B02", "The cell is blank.", "Fill it, or delete the row.") if column.required else None
    if isinstance(cell, float) and not 0.0 <= cell < float("inf"):
        return "B05", "This can't be negative, nor infinite.", "Write how much, without a sign."
    if column.choices and cell not in column.choices:
        remedy = suggestion(str(cell), column.choices, f"Write one of {', '.join(column.choices)}.")
        return "B01", "This word is not known here.", remedy
    if column.refers_to:
        target = TABLES[column.refers_to]
        known = economy[target.name][target.key[0]].to_list()
        if cell not in known:
            remedy = suggestion(str(cell), known, f"Take one of {target.name}.")
            return "C01", f"There is no such name in {target.name}.", remedy
    return None
