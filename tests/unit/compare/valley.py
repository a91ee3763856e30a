"""Plans of the village to compare: as it is, with the track open, under other rules, over fewer days."""

from __future__ import annotations

from functools import cache

import polars as pl

import commonweal as cw

__all__ = ["open_track", "plan_of", "village"]


@cache
def village(n_periods: int = 4) -> cw.Economy:
    """The village over its first periods; the landslide is in the third and fourth."""
    economy = cw.read("village")
    return economy.with_settings(calendar=economy.settings.calendar.shortened(n_periods))


@cache
def open_track() -> cw.Economy:
    """The village without the landslide."""
    tracks = village()["routes"].filter(pl.col("from").is_null()).with_columns(until=None)
    return village().with_table("routes", tracks)


@cache
def plan_of(what: str) -> cw.Plan:
    """A plan by its name: ``base``, ``open``, ``short``, or a rule."""
    if what == "open":
        return cw.plan(open_track())
    if what == "short":
        return cw.plan(village(3))
    return cw.plan(village(), rule=None if what == "base" else what)
