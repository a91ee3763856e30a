"""What a plan of a sweep comes to, in a few numbers: small rows that travel well and add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from commonweal.model import Calendar
from commonweal.plan.measures import coverage_summary, with_days

__all__ = ["COVERAGE", "Row", "measured"]

Row = Mapping[str, Any]
"""What is kept of a point."""

COVERAGE: Mapping[str, type[pl.DataType]] = {
    "by": pl.String,
    "name": pl.String,
    "tier": pl.Int64,
    "mean": pl.Float64,
    "lowest": pl.Float64,
    "person_days": pl.Float64,
}
"""Columns of the coverage of a point."""


def measured(coverage: pl.DataFrame, calendar: Calendar, measures: Sequence[str]) -> dict[str, Any]:
    """The coverage of a plan in numbers.

    Parameters
    ----------
    coverage
        The table ``coverage`` of a plan.
    measures
        What to tell it by: ``place``, ``good``, ``group`` or ``period``, tier by tier.

    Returns
    -------
    dict
        ``tiers``: for each tier people, those with every need covered throughout, mean (by person-days of
        needs) and lowest coverage. ``coverage``: rows with the columns of ``COVERAGE``.
    """
    tiers = [
        {name: told[name] for name in ("tier", "people", "people_fully_covered", "mean")}
        | {"lowest": told["lowest"]["coverage"]}
        for told in coverage_summary(coverage, calendar)
    ]
    rows = with_days(coverage, calendar).with_columns(person_days=pl.col("people") * pl.col("days"))
    told_by = [_by(rows, measure) for measure in measures]
    return {"tiers": tiers, "coverage": [row for frame in told_by for row in frame.rows()]}


def _by(rows: pl.DataFrame, measure: str) -> pl.DataFrame:
    """Coverage by one thing and tier."""
    weight = pl.col("person_days")
    return (
        rows.group_by(measure, "tier")
        .agg(
            mean=(pl.col("coverage") * weight).sum() / weight.sum(),
            lowest=pl.col("coverage").min(),
            person_days=weight.sum(),
        )
        .with_columns(pl.col("mean").fill_nan(1.0))
        .sort("tier", measure)
        .select(
            pl.lit(measure).alias("by"),
            pl.col(measure).alias("name"),
            "tier",
            "mean",
            "lowest",
            "person_days",
        )
    )
