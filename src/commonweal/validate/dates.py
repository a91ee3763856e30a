"""Checks of days: rows that hold at no time, or only outside the calendar."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import polars as pl

from commonweal.findings import Finding
from commonweal.model.economy import TABLES, Economy
from commonweal.validate.report import at, finding
from commonweal.validate.rows import where

__all__ = ["check_dates"]


def check_dates(economy: Economy, unread: Collection[str]) -> Iterator[Finding]:
    """Findings about the days from and until which rows hold, and about uneven periods."""
    for name, table in TABLES.items():
        if table.dated:
            yield from _dates_of(economy, name, calendar="economy" not in unread)
    if "economy" not in unread:
        yield from _losses(economy)
    calendar = economy.settings.calendar
    if any(length < 1 for length in calendar.lengths):
        yield finding(
            "B11",
            "A period has at least one day.",
            "Give every period its days.",
            file="economy.toml",
            column="calendar.lengths",
        )
    if len(set(calendar.lengths)) > 1:
        yield from _uneven(economy)


def _dates_of(economy: Economy, name: str, *, calendar: bool) -> Iterator[Finding]:
    """Rows of one table that never hold, or on no day of the calendar."""
    first, end = economy.settings.calendar.start, economy.settings.calendar.end
    start, until = pl.col("from"), pl.col("until")
    never = until <= start
    outside = "It holds on no day of the plan, so it has no effect"
    checks = [
        (
            "B11",
            never,
            "until",
            "It does not lie after 'from', so the row never holds.",
            "'until' is the first day the row no longer holds.",
        )
    ]
    if calendar:
        remedy = "Correct the day, if that is not meant."
        late = ~never.fill_null(value=False) & (start >= end)
        early = ~never.fill_null(value=False) & (until <= first)
        checks += [
            ("B15", late, "from", f"{outside}: the plan ends before {end}.", remedy),
            ("B15", early, "until", f"{outside}: the plan begins on {first}.", remedy),
        ]
    for code, condition, column, why, remedy in checks:
        for index in where(economy[name], condition):
            yield at(economy, code, (name, index, column), why, remedy)


def _losses(economy: Economy) -> Iterator[Finding]:
    """Losses, of goods and of equipment, on a day that is not in the plan."""
    first, end = economy.settings.calendar.start, economy.settings.calendar.end
    why = f"The plan goes from {first} until {end}, so it has no effect."
    remedy = "Correct the day, if that is not meant."
    for name in ("losses", "equipment_losses"):
        for index in where(economy[name], (pl.col("on") < first) | (pl.col("on") >= end)):
            yield at(economy, "B15", (name, index, "on"), why, remedy)


def _uneven(economy: Economy) -> Iterator[Finding]:
    """Amounts per period, where a longer period gets no more than a shorter one."""
    lengths = economy.settings.calendar.lengths
    why = f"Periods have {min(lengths)} to {max(lengths)} days, and each gets the same amount."
    for name in ("supplies", "limits"):
        bounded = pl.col("at_most").is_not_null() | pl.col("at_least").is_not_null()
        per_period = pl.col("per") == "period"
        for index in where(economy[name], bounded & per_period):
            yield at(
                economy,
                "D06",
                (name, index, "per"),
                why,
                "Write the amount per day, if it should follow the days.",
            )
