"""How far needs are covered, in people."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from commonweal.model import Calendar

__all__ = ["FULLY", "coverage_summary", "people_fully_covered", "shortfalls", "with_days"]

FULLY = 1.0 - 1e-6
"""A cell counts as fully covered from here on (conventions §8)."""


def with_days(coverage: pl.DataFrame, calendar: Calendar) -> pl.DataFrame:
    """The coverage rows with ``days``, the length of what each spans (windows span several periods)."""
    edges = calendar.edges
    index = {name: number for number, name in enumerate(calendar.names)}
    days = [
        float(edges[min(index[period] + int(span), calendar.n_periods)] - edges[index[period]])
        for period, span in coverage.select("period", "n_periods").iter_rows()
    ]
    return coverage.with_columns(pl.Series("days", days, dtype=pl.Float64))


def _by_people(coverage: pl.DataFrame) -> pl.DataFrame:
    """For each tier, place and group: the most people at once and the lowest coverage of any cell."""
    return coverage.group_by("tier", "place", "group").agg(
        pl.col("people").max(), pl.col("coverage").min().alias("lowest")
    )


def people_fully_covered(coverage: pl.DataFrame, tier: int) -> tuple[float, float]:
    """People with needs of a tier, and those whose cells of it are all covered throughout."""
    rows = _by_people(coverage).filter(pl.col("tier") == tier)
    return float(rows["people"].sum()), float(rows.filter(pl.col("lowest") >= FULLY)["people"].sum())


def coverage_summary(coverage: pl.DataFrame, calendar: Calendar) -> list[dict[str, Any]]:
    """For each tier: people, people fully covered, mean coverage and the worst-off cell."""
    coverage = with_days(coverage, calendar)
    summary = []
    for tier in sorted(coverage["tier"].unique().to_list()):
        cells = coverage.filter(pl.col("tier") == tier)
        people, full = people_fully_covered(coverage, tier)
        days = cells["people"] * cells["days"]
        worst = cells.sort("coverage", "place", "group", "good", "period").row(0, named=True)
        summary.append(
            {
                "tier": tier,
                "people": people,
                "people_fully_covered": full,
                "mean": float(np.average(cells["coverage"].to_numpy(), weights=days.to_numpy()))
                if days.sum()
                else 1.0,
                "lowest": {name: worst[name] for name in ("place", "group", "good", "period", "coverage")},
            }
        )
    return summary


def shortfalls(coverage: pl.DataFrame) -> list[dict[str, Any]]:
    """Cells that are not fully covered, the most urgent and worst first."""
    short = coverage.filter(pl.col("coverage") < FULLY)
    names = ("tier", "place", "group", "good", "period", "wanted", "delivered", "coverage")
    return short.sort("tier", "coverage", "place", "group", "good", "period").select(names).to_dicts()
