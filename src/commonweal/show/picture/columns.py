"""Columns of a picture: positions in place of names, and figures short enough to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

__all__ = ["figures", "listed", "positions", "rounded"]

_DIGITS = 9  # significant digits: more than anybody sees, and fewer bytes than all


def positions(column: str, names: Sequence[str]) -> pl.Expr:
    """Where each cell stands in a list of names; null for blank cells and names that are not in it."""
    if not names:
        return pl.lit(None, dtype=pl.Int64)
    places = {name: place for place, name in enumerate(names)}
    return pl.col(column).replace_strict(places, default=None, return_dtype=pl.Int64)


def figures(cells: pl.Series) -> list[Any]:
    """Numbers rounded for sending; what is not a finite number is null."""
    finite = cells.is_finite().fill_null(value=False)
    kept = cells.set(~finite, None) if not finite.all() else cells
    return (kept.round_sig_figs(_DIGITS) + 0.0).to_list()  # no −0


def rounded(number: float) -> Any:
    """One number as ``figures`` rounds them."""
    return figures(pl.Series([number], dtype=pl.Float64))[0]


def listed(rows: pl.DataFrame) -> dict[str, list[Any]]:
    """A frame as columns of plain values, its numbers rounded."""
    return {
        column.name: figures(column) if column.dtype.is_float() else column.to_list()
        for column in rows.get_columns()
    }
