"""What a plan does: what is carried, kept, supplied and made, and what could be carried."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from commonweal.formulate.program import Floats
from commonweal.show.picture.columns import listed, positions
from commonweal.show.picture.lists import Lists

__all__ = ["flows", "levels", "room", "stocks", "supplied"]

_WAY = ["route", "from_place", "to_place"]


def flows(lists: Lists) -> dict[str, list[Any]]:
    """What is sent along routes, rows of one route that hold at different times added up."""
    found = (
        lists.plan["flows"]
        .group_by(*_WAY, "good", "period", maintain_order=True)
        .agg(pl.col("tonnes", "sent", "arrived").sum())
        .join(lists.directions, on=_WAY, how="left", maintain_order="left")
    )
    mass = lists.economy["goods"].select("good", "mass")
    rows = found.join(mass, on="good", how="left", maintain_order="left").select(
        "back",
        positions("good", lists.goods),
        positions("period", lists.periods),
        "sent",
        "arrived",
        route="position",
        tonnes=pl.when(pl.col("mass").is_not_null()).then("tonnes"),
    )
    return listed(rows)


def room(lists: Lists) -> dict[str, list[Any]]:
    """Tonnes that may set out along each route in each period, while it is open and limited."""
    open_rows = lists.economy["routes"].filter(~pl.col("closed").fill_null(value=False))
    where = open_rows.join(lists.routes, on=_WAY, how="left", maintain_order="left")["position"].to_numpy()
    days = _days_within(open_rows, lists)
    limited = open_rows["capacity"].to_numpy()[:, np.newaxis] * days
    shape = (lists.routes.height, len(lists.periods))
    tonnes, open_days = np.zeros(shape), np.zeros(shape)
    np.add.at(tonnes, where, np.where(days > 0.0, limited, 0.0))
    np.add.at(open_days, where, days)
    route, period = np.nonzero((open_days > 0.0) & np.isfinite(tonnes))
    return listed(pl.DataFrame({"route": route, "period": period, "tonnes": tonnes[route, period]}))


def _days_within(rows: pl.DataFrame, lists: Lists) -> Floats:
    """Days of each period on which each row holds, shape (n_rows, n_periods)."""
    calendar = lists.economy.settings.calendar
    begin = np.array([calendar.day(day, 0.0) for day in rows["from"]])
    end = np.array([calendar.day(day, float(calendar.horizon)) for day in rows["until"]])
    edges = calendar.edges
    held = np.minimum(end[:, np.newaxis], edges[1:]) - np.maximum(begin[:, np.newaxis], edges[:-1])
    days: Floats = np.maximum(held, 0.0)
    return days


def stocks(lists: Lists) -> dict[str, list[Any]]:
    """Stocks at the end of periods; stores that are empty all the time are left out."""
    rows = lists.plan["stocks"].filter(pl.col("stock").max().over("good", "place") > 0.0)
    return listed(_placed(rows, lists).select("good", "place", "period", "stock"))


def supplied(lists: Lists) -> dict[str, list[Any]]:
    """What supplies give and what it costs."""
    keys = ["supply", "good", "place"]
    rows = (
        lists.plan["supplies"]
        .group_by(*keys, "period", "paid_in", maintain_order=True)
        .agg(pl.col("supplied", "cost").sum())
        .join(lists.supplies, on=keys, how="left", maintain_order="left")
        .select(
            positions("period", lists.periods),
            positions("paid_in", lists.goods),
            "cost",
            supply="position",
            amount="supplied",
        )
    )
    return listed(rows)


def levels(lists: Lists) -> dict[str, list[Any]]:
    """Levels of activities."""
    rows = (
        lists.plan["activities"]
        .group_by("activity", "place", "period", maintain_order=True)
        .agg(pl.col("level").sum())
        .select(
            positions("activity", lists.activities),
            positions("place", lists.places),
            positions("period", lists.periods),
            "level",
        )
    )
    return listed(rows)


def _placed(rows: pl.DataFrame, lists: Lists) -> pl.DataFrame:
    """Rows of goods at places in periods, with positions for names."""
    return rows.with_columns(
        positions("good", lists.goods), positions("place", lists.places), positions("period", lists.periods)
    )
