"""A package as ordinary rows of the tables."""

from __future__ import annotations

import datetime as dt

import polars as pl

from commonweal.model import Economy
from commonweal.require.openings import with_openings_raised

__all__ = ["granted"]

_FIGURES = {"routes": "capacity", "activities": "capacity", "stocks": "capacity"}


def granted(economy: Economy, of: str, package: pl.DataFrame, rows: list[int]) -> Economy:
    """The economy with a package.

    Parameters
    ----------
    economy
        As asked.
    of
        What kind of package it is.
    package
        As ``requirement.PACKAGE``.
    rows
        For a package of capacity: the row of the table that each line raises.
    """
    if package.is_empty():
        return economy
    if of == "capacity":
        return _raised(economy, package, rows)
    if of == "stock":
        return with_openings_raised(economy, package)
    return _supplied(economy, package)


def _supplied(economy: Economy, package: pl.DataFrame) -> Economy:
    """With a supply for each line, in its period."""
    calendar = economy.settings.calendar
    ends = dict(zip(calendar.names, [*calendar.names[1:], calendar.end.isoformat()], strict=True))
    more = package.select(
        "good",
        pl.col("place").replace("", None),
        supply="what",
        at_most="amount",
        per=pl.lit("period"),
        kind=pl.lit("required"),
        until=pl.Series([dt.date.fromisoformat(ends[period]) for period in package["period"]]),
        source=pl.lit("required"),
        **{"from": pl.col("period").str.to_date("%Y-%m-%d")},
    )
    return economy.with_table("supplies", pl.concat([economy["supplies"], more], how="diagonal_relaxed"))


def _raised(economy: Economy, package: pl.DataFrame, rows: list[int]) -> Economy:
    """With figures raised in their rows."""
    for table in package["table"].unique().to_list():
        lines = [(row, line) for row, line in zip(rows, package.iter_rows(named=True), strict=True)]
        figures = economy[table][_FIGURES[table]].to_list()
        for row, line in lines:
            if line["table"] == table:
                figures[row] += line["amount"]
        raised = economy[table].with_columns(pl.Series(_FIGURES[table], figures, dtype=pl.Float64))
        economy = economy.with_table(table, raised)
    return economy
