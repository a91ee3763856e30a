"""Blank and ``*`` places: rows that stand for every place, and parts of dated rows."""

from __future__ import annotations

import numpy as np
import polars as pl

from commonweal.formulate.index import Index
from commonweal.formulate.program import Integers

__all__ = ["STAR", "at_each_place", "parts_of", "sorted_rows"]

STAR = "*"


def sorted_rows(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows in an order that does not depend on how they were written."""
    return rows.sort([name for name in rows.columns if name not in {"source", "note"}], nulls_last=False)


def at_each_place(rows: pl.DataFrame, index: Index, *, blank: bool = True) -> pl.DataFrame:
    """Rows with ``*`` (and blank, unless told otherwise) repeated for every place.

    A column ``own`` says whether the row named one place itself.
    """
    rows = sorted_rows(rows)
    is_star = pl.col("place").eq_missing(STAR)
    everywhere = (is_star | pl.col("place").is_null()) if blank else is_star
    copies = (
        rows.filter(everywhere)
        .drop("place")
        .join(pl.DataFrame({"place": list(index.places)}, schema={"place": pl.String}), how="cross")
    )
    own = rows.filter(~everywhere)
    return pl.concat([own, copies.select(own.columns)])


def parts_of(rows: pl.DataFrame) -> tuple[Integers, tuple[str, ...]]:
    """Tell dated rows apart: the day a row begins to hold, blank where it holds from the start."""
    texts = rows["from"].cast(pl.String).fill_null("")
    names = tuple(sorted({"", *texts.to_list()}))
    positions = {name: code for code, name in enumerate(names)}
    return np.array([positions[text] for text in texts], dtype=np.int64), names
