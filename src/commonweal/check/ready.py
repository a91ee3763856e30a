"""E05: needs before anything can be ready.

Delays, lead times and first days may leave the first period of a need without anything that could meet it,
whatever the amounts. Only that is told: a need that nothing ever reaches is E01.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from commonweal.check.places import can_have, is_open, needs_of
from commonweal.findings import Finding
from commonweal.formulate.index import Index
from commonweal.formulate.needs import windows
from commonweal.formulate.time import validity
from commonweal.model.economy import Economy
from commonweal.validate.report import at, shown

__all__ = ["check_ready"]

_SHOWN = 5


def check_ready(economy: Economy) -> Iterator[Finding]:
    """A finding for each need that nothing can meet in the first period (or window) in which it is felt."""
    index, having = Index(economy), can_have(economy)
    code_of = {place: code for code, place in enumerate(index.places)}
    homes, window_of = _homes(economy, index), cache(lambda every: windows(index, every).tolist())
    coming = cache(lambda good: _coming(having[good]))
    needs = needs_of(economy)
    begins = _periods(needs, index)
    named = needs.select("index", "good", "group", "place", "every").iter_rows()
    for (row, good, group, place, every), begin in zip(named, begins, strict=True):
        window = window_of(float(every or 1.0))
        late: dict[str, str] = {}
        for home, first in homes(group, place):
            felt = max(first, begin)
            ready = coming(good)[code_of[home]][felt]
            if ready is not None and window[ready] != window[felt]:
                late[home] = index.periods[ready]
        if late:
            yield _told(economy, row, good, late)


def _homes(economy: Economy, index: Index) -> Callable[[str | None, str | None], list[tuple[str, int]]]:
    """Where people of a group at a place live, and from which period on; None for all groups, all places."""
    people = economy["people"].filter(is_open(economy, "people"))
    living = list(zip(people["group"], people["place"], _periods(people, index), strict=True))

    @cache  # many needs speak of the same people
    def homes(group: str | None, place: str | None) -> list[tuple[str, int]]:
        return [
            (home, first)
            for who, home, first in living
            if (group is None or who == group) and (place is None or home == place)
        ]

    return homes


def _periods(rows: pl.DataFrame, index: Index) -> list[int]:
    """The period in which each row begins to hold."""
    begin, _ = validity(rows, index.calendar)
    periods: list[int] = (np.searchsorted(index.calendar.edges, begin, side="right") - 1).tolist()
    return periods


def _coming(had: NDArray[np.bool_]) -> list[list[int | None]]:
    """For each place and period, the first period from then on in which a good can be had; None if never."""
    n_periods = had.shape[1]
    when = np.where(had, np.arange(n_periods), n_periods)
    first = np.minimum.accumulate(when[:, ::-1], axis=1)[:, ::-1]
    return [[None if period == n_periods else period for period in row] for row in first.tolist()]


def _told(economy: Economy, row: int, good: str, late: dict[str, str]) -> Finding:
    """The finding about one need and the places where it comes too early."""
    days = [f"'{shown(place)}' {day}" for place, day in sorted(late.items())]
    more = f" and {len(days) - _SHOWN} more places" if len(days) > _SHOWN else ""
    why = (
        f"It is needed before any can be ready. The first period with any: {', '.join(days[:_SHOWN])}{more}."
    )
    remedy = "Write what is in store at the start, if anything is; else the plan leaves the first need unmet."
    return at(economy, "E05", ("needs", row, "good"), why, remedy, value=good)
