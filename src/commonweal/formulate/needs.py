"""Who needs how much of what, when: need rows opened up to places, groups and periods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from commonweal.formulate.index import Index
from commonweal.formulate.places import sorted_rows
from commonweal.formulate.presence import Presence
from commonweal.formulate.program import Floats, Integers
from commonweal.formulate.time import active_periods, validity

__all__ = ["NeedLines", "find_needs", "windows"]


@dataclass(frozen=True)
class NeedLines:
    """One line for each (tier, place, group, good, window); each array has shape (n_lines,).

    Attributes
    ----------
    tier, place, group, good, period
        Codes; ``period`` is the first of the window.
    n_periods
        Periods in the window.
    wanted, at_most
        Amount wanted, and the most that may be taken in (infinite for no cap), in the unit of
        the good.
    person_days
        People times days for whom it is wanted.
    days
        Days of the window on which it is wanted.
    """

    tier: Integers
    place: Integers
    group: Integers
    good: Integers
    period: Integers
    n_periods: Integers
    wanted: Floats
    at_most: Floats
    person_days: Floats
    days: Floats

    def take(self, chosen: Integers) -> NeedLines:
        """Some of the lines."""
        return NeedLines(*(getattr(self, item.name)[chosen] for item in fields(self)))

    def joined(self) -> NeedLines:
        """One line where windows of the same need meet, as where its amount changes within a period.

        What is wanted, what may be taken in and the days are added up.
        """
        keys = np.stack([self.tier, self.place, self.group, self.good])
        need = np.unique(keys, axis=1, return_inverse=True)[1].ravel()
        end = self.period + self.n_periods
        reach = int(end.max(initial=0)) + 1  # further than any window
        order = np.lexsort((self.period, need))
        so_far = np.maximum.accumulate((need * reach + end)[order])
        begins = np.append(True, (need * reach + self.period)[order][1:] >= so_far[:-1])[: len(order)]
        first = np.flatnonzero(begins)
        head = self.take(order[first])
        last = np.append(first, len(order))[1:] - 1
        names = ("wanted", "at_most", "person_days", "days")
        return NeedLines(
            head.tier,
            head.place,
            head.group,
            head.good,
            head.period,
            so_far[last] % reach - head.period,
            *(np.add.reduceat(getattr(self, name)[order], first) for name in names),
        )


def windows(index: Index, every: float) -> Integers:
    """Number of the window that each period belongs to, shape (n_periods,).

    Periods are joined from the first on until their days reach ``every``; what is left at the
    end is a shorter window.
    """
    number, filled = 0, 0.0
    window = np.zeros(len(index.periods), dtype=np.int64)
    for period, days in enumerate(index.calendar.days):
        if filled >= every:
            number, filled = number + 1, 0.0
        window[period] = number
        filled += days
    return window


def find_needs(index: Index, presence: Presence) -> NeedLines:
    """Open need rows up to the places, groups and windows they speak of.

    Rows hold for the people who are there on their own dates, day by day (conventions §2).
    """
    rows = sorted_rows(index.economy["needs"])
    begin, end = validity(rows, index.calendar)
    parts = [
        _lines_of(index, presence, row, begin[number], end[number])
        for number, row in enumerate(rows.iter_rows(named=True))
    ]
    joined = [np.concatenate([np.zeros(0), *(part[k] for part in parts)]) for k in range(10)]
    whole = [values.astype(np.int64) for values in joined[:6]]
    return NeedLines(whole[0], whole[1], whole[2], whole[3], whole[4], whole[5], *joined[6:])


def _lines_of(
    index: Index, presence: Presence, row: Mapping[str, Any], begin: float, end: float
) -> list[Floats]:
    """Arrays of one need row that holds from ``begin`` to ``end``, in the order of ``NeedLines``."""
    places = _chosen(row["place"], index.places)
    groups = _chosen(row["group"], index.groups)
    wanting = presence.person_days(begin, end)[np.ix_(places, groups)]
    window = windows(index, row["every"] or 1.0)
    starts = np.flatnonzero(np.diff(window, prepend=-1))
    sums = np.add.reduceat(wanting, starts, axis=2)
    place, group, start = np.nonzero(sums > 0.0)
    person = sums[place, group, start]
    active = active_periods(np.array([begin]), np.array([end]), index.calendar)
    held = np.zeros(len(starts))
    np.add.at(held, window[active.period], active.days)
    size = len(person)
    lengths = np.diff(np.append(starts, len(index.periods)))
    return [
        np.full(size, row["tier"] or 1.0),
        places[place].astype(float),
        groups[group].astype(float),
        np.full(size, float(index.code_of_good[row["good"]])),
        starts[start].astype(float),
        lengths[start].astype(float),
        person * (row["amount"] or 0.0),
        person * (np.inf if row["at_most"] is None else row["at_most"]),
        person,
        held[start],
    ]


def _chosen(name: str | None, known: tuple[str, ...]) -> Integers:
    """The one named, or all where it is blank."""
    return np.arange(len(known)) if name is None else np.array([known.index(name)])
