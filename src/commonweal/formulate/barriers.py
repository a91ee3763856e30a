"""What stands in the way, row by row of the tables: which bounds of the program each figure sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commonweal.formulate.program import Floats, Integers

__all__ = ["Barrier"]


@dataclass(frozen=True)
class Barrier:
    """One figure of one row of the tables that keeps a plan from doing more.

    Loosening it by an amount ``a`` raises each row's upper bound (for an opening stock: lowers its
    lower bound) by ``a·row_step`` and each column's upper bound by ``a·column_step``.

    Attributes
    ----------
    kind
        ``route``, ``supply``, ``activity``, ``opening``, ``store``, ``limit``, ``cap``, ``ration`` or
        ``closed``.
    table, row, column
        Where the figure stands: table of the economy, row from 0, name of the column.
    figure
        The figure, in the unit of the column; for what is closed, what it could do if it were open.
    unit
        Its unit in words: ``t/day``.
    names
        Names for sentences: ``route``, ``from_place``, ``to_place``, ``supply``, ``good``, ``place`` …
    rows, row_step : each shape (n_rows_of_it,)
        Rows of the program whose bound it sets, and the rise of each bound for one more unit of
        the figure.
    columns, column_step : each shape (n_columns_of_it,)
        Columns whose upper bound it sets, and the rise for one more unit.
    """

    kind: str
    table: str
    row: int
    column: str
    figure: float
    unit: str
    names: Mapping[str, str]
    rows: Integers
    row_step: Floats
    columns: Integers
    column_step: Floats
