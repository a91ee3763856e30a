"""What a new plan does otherwise than the one before."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from commonweal.plan.plan import Plan

__all__ = ["MOVED_COLUMNS", "moved_table"]

_NOTHING = 1e-6  # of what moves are measured by: what differs by less is rounding

_KINDS = {"level": "activity", "sent": "route", "supplied": "supply", "delivered": "group"}
"""What is told of, by family of columns, and the dimension that says what it is."""

_NAMES = ("kind", "what", "good", "from_place", "place", "period")

MOVED_COLUMNS = (*_NAMES, "before", "after", "difference", "tonnes")
"""Columns of the table of moves."""


def moved_table(
    before: pl.DataFrame, after: Plan, measures: pl.DataFrame, periods: Sequence[str]
) -> pl.DataFrame:
    """What is done otherwise in some periods, the largest moves first.

    Parameters
    ----------
    before
        The levels of the plan before (``plan.levels.plan_levels``).
    measures
        What moves are measured by (``formulate.nearness.Nearness``).

    Returns
    -------
    One row is an activity (``level``), route (``sent``), supply (``supplied``) or group of people
    (``delivered``) in a period: ``kind``, ``what``, ``good``, ``from_place``, ``place``, ``period``,
    ``before``, ``after``, ``difference`` (in the unit of the good, or levels), and ``tonnes`` of it
    (null without mass).
    """
    keys = list(_NAMES)
    old, new = (_amounts(levels, periods) for levels in (before, after.levels))
    both = old.rename({"value": "before"}).join(
        new.rename({"value": "after"}), on=keys, how="full", coalesce=True
    )
    both = both.with_columns(pl.col("before", "after").fill_null(0.0)).with_columns(
        difference=pl.col("after") - pl.col("before"),
        measured=pl.when(pl.col("kind") == "level").then("what").otherwise("good"),
    )
    measures = measures.rename({"what": "measured"})
    masses = after.economy["goods"].select("good", mass=pl.col("mass") / 1000.0)
    both = both.join(measures, on=["kind", "measured"], how="left").join(masses, on="good", how="left")
    size = pl.col("difference").abs() / pl.col("measure").fill_null(pl.col("before").max().over("kind"))
    moved = both.with_columns(size=size, tonnes=pl.col("difference") * pl.col("mass"))
    moved = moved.filter(pl.col("size") > _NOTHING)
    order = [-pl.col("size").round_sig_figs(6), *map(pl.col, keys)]
    return moved.sort(order).select(MOVED_COLUMNS)


def _amounts(levels: pl.DataFrame, periods: Sequence[str]) -> pl.DataFrame:
    """What is done in some periods, rows that differ in ``part`` only together."""
    parts = []
    for family, what in _KINDS.items():
        rows = levels.filter((pl.col("family") == family) & pl.col("period").is_in(list(periods)))
        place = "to" if family == "sent" else "place"
        names = {"what": what, "good": "good", "from_place": "from", "place": place, "period": "period"}
        rows = rows.select(
            pl.lit(family).alias("kind"),
            *(
                (pl.col(name) if name in rows.columns else pl.lit(None))
                .cast(pl.String)
                .fill_null("")
                .alias(key)
                for key, name in names.items()
            ),
            "value",
        )
        parts.append(rows)
    return pl.concat(parts).group_by(_NAMES, maintain_order=True).agg(pl.col("value").sum())
