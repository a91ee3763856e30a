"""Days and periods: what holds when, and when what leaves arrives (conventions §2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from commonweal.formulate.program import Floats, Integers
from commonweal.model import Calendar

__all__ = ["Active", "active_periods", "periods_of", "spread", "validity"]


@dataclass(frozen=True)
class Active:
    """The periods in which dated rows hold.

    Attributes
    ----------
    row
        The row that holds, shape (size,).
    period
        The period, shape (size,).
    begin, end
        Days from the start of the calendar between which it holds in this period, shape (size,).
    """

    row: Integers
    period: Integers
    begin: Floats
    end: Floats

    @property
    def days(self) -> Floats:
        """Days the row holds in the period, shape (size,)."""
        return self.end - self.begin

    def take(self, chosen: Integers) -> Active:
        """Some of them, in a given order (repeats allowed)."""
        return Active(self.row[chosen], self.period[chosen], self.begin[chosen], self.end[chosen])


def validity(rows: pl.DataFrame, calendar: Calendar) -> tuple[Floats, Floats]:
    """First day and day after the last of each row, counted from the start, within the calendar."""
    begin = _days(rows["from"], calendar).fill_null(0.0)
    end = _days(rows["until"], calendar).fill_null(float(calendar.horizon))
    return (
        np.clip(begin.to_numpy(), 0.0, calendar.horizon),
        np.clip(end.to_numpy(), 0.0, calendar.horizon),
    )


def _days(dates: pl.Series, calendar: Calendar) -> pl.Series:
    """Days from the start of the calendar to each date."""
    return (dates - pl.Series([calendar.start])).dt.total_days().cast(pl.Float64)


def periods_of(dates: pl.Series, calendar: Calendar) -> Integers:
    """The period in which each day lies; −1 where it lies in none."""
    day = _days(dates, calendar).to_numpy()
    period = np.searchsorted(calendar.edges, day, side="right") - 1
    return np.where(period < calendar.n_periods, period, -1).astype(np.int64)


def active_periods(begin: Floats, end: Floats, calendar: Calendar) -> Active:
    """Cut intervals [begin, end) at the boundaries of periods; empty ones fall away."""
    edges = calendar.edges
    first = np.clip(np.searchsorted(edges, begin, side="right") - 1, 0, calendar.n_periods)
    last = np.clip(np.searchsorted(edges, np.minimum(end, edges[-1]), side="left"), 0, calendar.n_periods)
    counts = np.where(end > begin, np.maximum(last - first, 0), 0)
    row = np.repeat(np.arange(len(begin)), counts)
    within = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    period = first[row] + within
    return Active(
        row=row,
        period=period,
        begin=np.maximum(begin[row], edges[period]),
        end=np.minimum(end[row], edges[period + 1]),
    )


def spread(
    begin: Floats, end: Floats, delay: Floats, calendar: Calendar
) -> tuple[Integers, Integers, Floats]:
    """Where what leaves evenly in [begin, end) arrives after a delay.

    Returns
    -------
    row, period, share : each shape (size,)
        Share of the amount of ``row`` that arrives in ``period``. Shares of a row add up to 1,
        less what is still under way at the end of the calendar.
    """
    arriving = active_periods(begin + delay, end + delay, calendar)
    length = (end - begin)[arriving.row]
    return arriving.row, arriving.period, arriving.days / length
