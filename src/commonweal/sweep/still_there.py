"""Where goods can still be once some rows are closed for a while."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from commonweal.formulate.index import Index
from commonweal.formulate.places import at_each_place
from commonweal.formulate.reach import Reach, find_reach
from commonweal.sweep.things import Thing

__all__ = ["StillThere"]


class StillThere:
    """The tables of an economy with the name of the thing that each row is part of."""

    def __init__(self, index: Index) -> None:
        self._index = index
        economy = index.economy
        activities = at_each_place(economy["activities"], index)
        self._tables = {
            "routes": economy["routes"],
            "supplies": _placed_supplies(index),
            "activities": activities.with_columns(
                thing=pl.concat_str("activity", "place", separator=", ", ignore_nulls=True)
            ),
        }

    def without(self, things: Sequence[Thing], open_periods: NDArray[np.bool_]) -> Reach:
        """Where goods can be if the rows of some things hold in some periods only.

        Parameters
        ----------
        open_periods : shape (n_periods,)
        """
        economy = self._index.economy
        tables = dict(self._tables)
        for thing in things:
            table, own = _rows_of(thing)
            rows = tables[table].with_columns(own=own.fill_null(value=False))
            tables[table] = pl.concat(
                [rows.filter(~pl.col("own")), *self._pieces(rows.filter("own"), open_periods)]
            )
        for name, rows in tables.items():
            economy = economy.with_table(name, rows.select(economy[name].columns))
        return find_reach(Index(economy))

    def _pieces(self, rows: pl.DataFrame, open_periods: NDArray[np.bool_]) -> list[pl.DataFrame]:
        """Rows cut to the runs of open periods."""
        calendar = self._index.calendar
        steps = np.diff(np.concatenate([[0], open_periods.astype(int), [0]]))
        pieces = []
        for first, last in zip(np.flatnonzero(steps == 1), np.flatnonzero(steps == -1), strict=True):
            begin, end = (calendar.start + dt.timedelta(days=int(calendar.edges[k])) for k in (first, last))
            piece = rows.with_columns(
                pl.max_horizontal("from", pl.lit(begin)).alias("from"),
                pl.min_horizontal("until", pl.lit(end)).alias("until"),
            )
            pieces.append(piece.filter(pl.col("from") < pl.col("until")))
        return pieces


def _placed_supplies(index: Index) -> pl.DataFrame:
    """Supplies with a row for each place, and the name of the thing: one for a pool of all places."""
    goods = index.economy["goods"].select("good", pl.col("pooled").fill_null(value=False))
    rows = index.economy["supplies"].join(goods, on="good", how="left", maintain_order="left")
    one_pool = pl.col("pooled") | (pl.col("place").is_null() & (len(index.places) > 1))
    named = rows.with_columns(own_place=~one_pool)
    placed = pl.concat(
        [
            named.filter("pooled"),
            at_each_place(named.filter(~pl.col("pooled")), index).select(named.columns),
        ]
    )
    where = pl.when("own_place").then("place")
    return placed.with_columns(
        thing=pl.concat_str("supply", "good", where, separator=", ", ignore_nulls=True)
    )


def _rows_of(thing: Thing) -> tuple[str, pl.Expr]:
    """Table of a thing, and which of its rows it is."""
    if thing.kind == "routes":
        return "routes", pl.col("route") == thing.name
    if thing.kind == "places":
        return "routes", (pl.col("from_place") == thing.name) | (pl.col("to_place") == thing.name)
    if thing.kind == "suppliers":
        return "supplies", pl.col("supplier") == thing.name
    return thing.kind, pl.col("thing") == thing.name
