"""Rows that sentences are about, found again in the version of an economy that holds now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import polars as pl

from commonweal.model import TABLES

__all__ = ["point", "position_of"]

_DAYS = ("from", "until")

Frames = Callable[[str], pl.DataFrame]


def point(told: Any, frames: Frames) -> None:
    """Write into every link of some sentences, in place, at which row it points.

    Parameters
    ----------
    told
        Sentences as data, in lists and mappings.
    frames
        The tables of the version that holds now, by name.
    """
    for link in _links_in(told):
        if link["kind"] == "row" and link["table"] in TABLES:
            link["row"] = position_of(frames(link["table"]), link["key"])


def _links_in(told: Any) -> Iterator[dict[str, Any]]:
    """Every link of every sentence."""
    if isinstance(told, dict):
        yield from told.get("links", ())
        inside: Any = told.values()
    else:
        inside = told if isinstance(told, list) else ()
    for part in inside:
        yield from _links_in(part)


def position_of(frame: pl.DataFrame, key: Mapping[str, str | None]) -> int | None:
    """Position of the one row with these cells, from 0; None where there is none.

    A row that a scenario parted by days is the row from which its part came: the only one of its key that
    holds on the first of those days.
    """
    cells = {name: cell for name, cell in key.items() if name in frame.columns}
    exact = _matching(frame, cells)
    if len(exact) == 1:
        return exact[0]
    alike = _matching(frame, {name: cell for name, cell in cells.items() if name not in _DAYS})
    if len(alike) <= 1 or "from" not in cells:
        return alike[0] if len(alike) == 1 else None
    holding = [row for row in alike if _holds(frame, row, cells["from"] or "")]
    return holding[0] if len(holding) == 1 else None


def _holds(frame: pl.DataFrame, row: int, day: str) -> bool:
    """Whether a row holds on a day, blank for the first; days as texts are in their order."""
    first, until = (frame[name].cast(pl.String)[row] for name in _DAYS)
    return (first or "") <= day and (until is None or day < until)


def _matching(frame: pl.DataFrame, cells: Mapping[str, str | None]) -> list[int]:
    """Positions of the rows with some cells, compared as text."""
    met = pl.Series([True]).new_from_index(0, frame.height)
    for name, cell in cells.items():
        column = frame[name].cast(pl.String)
        met &= column.eq_missing(pl.Series([cell], dtype=pl.String))
    return met.arg_true().to_list()
