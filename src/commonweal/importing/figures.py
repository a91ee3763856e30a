"""From the cells of a table to names and numbers: blank is 0, and what is no finite number is a finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from commonweal.data.cells import as_number, name_text
from commonweal.data.raw import Cell, CellError, RawTable
from commonweal.findings import Finding
from commonweal.inputoutput.tables import Floats
from commonweal.validate.report import LISTED, finding

__all__ = ["at_cell", "figures", "only", "texts"]


def at_cell(
    code: str, why: str, remedy: str, grid: RawTable, row: int | None = None, column: int | None = None,
    value: object = "",
) -> Finding:  # fmt: skip
    """A finding about a cell of a table; ``row`` and ``column`` count from 0, None for the heading."""
    return finding(
        code,
        why,
        remedy,
        file=grid.file,
        sheet=grid.sheet,
        row=1 if row is None else grid.rows[row],
        column="" if column is None else grid.header[column],
        value=value,
    )


def only(grid: RawTable, rows: Sequence[int]) -> RawTable:
    """A table with some of its rows, which keep their numbers."""
    places = list(rows)
    columns = tuple(
        cells[places] if isinstance(cells, pl.Series) else [cells[row] for row in places]
        for cells in grid.columns
    )
    return replace(grid, columns=columns, rows=tuple(grid.rows[row] for row in places))


def texts(grid: RawTable, column: int, findings: list[Finding]) -> list[str]:
    """Names in a column, without the spaces around them; blank where a cell is."""
    found = []
    for row, cell in enumerate(grid.columns[column]):
        try:
            found.append(name_text(_cell(cell)) or "")
        except CellError as error:
            findings.append(at_cell(error.code, error.why, error.remedy, grid, row, column))
            found.append("")
    return found


def figures(grid: RawTable, columns: Sequence[int], findings: list[Finding], *, decimal: str = ".") -> Floats:
    """Numbers of some columns: shape (n_rows, n_columns), in the unit of the table.

    Parameters
    ----------
    grid
        The table.
    columns
        Positions of the columns.
    findings
        Takes what is no number; of each cause 20 cells are listed and the rest counted.
    decimal
        The decimal sign of texts.
    """
    numbers = np.zeros((len(grid.rows), len(columns)))
    bad = _Bad(grid, decimal)
    for place, column in enumerate(columns):
        cells = grid.columns[column]
        if isinstance(cells, pl.Series):
            numbers[:, place] = _series(cells, column, bad)
        else:
            numbers[:, place] = [bad.number(cell, row, column) for row, cell in enumerate(cells)]
    findings.extend(bad.findings)
    return numbers


def _series(cells: pl.Series, column: int, bad: _Bad) -> Floats:
    """Numbers of a column; what polars can't read goes through the reader of cells, one by one."""
    missing, plain, odd = cells.is_null(), cells, None
    if cells.dtype == pl.String:
        missing |= cells.str.strip_chars() == ""
        if bad.decimal == ",":
            odd = cells.str.contains(".", literal=True).fill_null(value=False).to_numpy()
            plain = cells.str.replace(",", ".", literal=True)
    numbers: Floats = plain.cast(pl.Float64, strict=False).to_numpy().astype(np.float64)
    unread = ~np.isfinite(numbers) if odd is None else ~np.isfinite(numbers) | odd
    if unread.any():
        numbers[unread] = 0.0
        for row in np.flatnonzero(unread & ~missing.fill_null(value=True).to_numpy()):
            numbers[row] = bad.number(cells[int(row)], int(row), column)
    return numbers


class _Bad:
    """Reads cells one by one and keeps what holds no number, the first of each cause one by one."""

    def __init__(self, grid: RawTable, decimal: str) -> None:
        self.decimal = decimal
        self._grid = grid
        self._told: dict[str, list[Finding]] = {}
        self._more: dict[str, int] = {}

    @property
    def findings(self) -> list[Finding]:
        """What holds no number; the last of each cause counts those that are not listed."""
        for code, count in self._more.items():
            self._told[code][-1] = replace(self._told[code][-1], more=count)
        return [found for told in self._told.values() for found in told]

    def number(self, cell: Cell, row: int, column: int) -> float:
        """The number in a cell; 0, and a finding, where there is none."""
        try:
            return as_number(_cell(cell), self.decimal) or 0.0
        except CellError as error:
            told = self._told.setdefault(error.code, [])
            if len(told) < LISTED:
                value = getattr(cell, "text", cell)
                told.append(at_cell(error.code, error.why, _remedy(error), self._grid, row, column, value))
            else:
                self._more[error.code] = self._more.get(error.code, 0) + 1
            return 0.0


def _cell(cell: Cell) -> Cell:
    """A cell whose whole numbers are numbers like others (Parquet has both)."""
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


def _remedy(error: CellError) -> str:
    """What to do about a cell of a table, whose blank cells stand for 0."""
    if error.code == "B03":
        return "Write the figure, or 0."
    return error.remedy.replace("economy.toml", "table.toml")
