"""Finding rows: small helpers that all checks share."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from commonweal.model.economy import Economy
from commonweal.model.table import Column, Table

__all__ = ["filled", "where"]


def where(rows: pl.DataFrame, condition: pl.Expr) -> list[int]:
    """Rows, counted from 0, for which a condition holds; where it can't be told, it does not."""
    return rows.select(condition.fill_null(value=False).arg_true()).to_series().to_list()


def filled(economy: Economy, table: Table) -> Iterator[Column]:
    """The columns of a table that are not blank throughout."""
    rows = economy[table.name]
    for column in table.columns:
        if rows[column.name].null_count() < rows.height:
            yield column
