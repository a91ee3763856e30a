"""What is shut and when, why, and who says so.

A row that a scenario closed bears its reason in its note; who says so, and where they have it from, stand in
the scenario alone. So its closing changes are matched with the rows once more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from commonweal.model import TABLES
from commonweal.model.changes import Change
from commonweal.model.conditions import parse_conditions
from commonweal.scenario.chain import chain
from commonweal.scenario.matching import Unmatched, matching
from commonweal.scenario.rows import Rows
from commonweal.scenario.words import plain_changes
from commonweal.show.picture.lists import Lists

__all__ = ["closed"]

_TABLES = ("routes", "supplies", "activities")
_EVERYWHERE = (None, "*")
_Days = tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True)
class _Reason:
    """Why something is shut, and who says so."""

    because: str
    claimed_by: str
    source: str


@dataclass(frozen=True)
class _Closure:
    """A row or place that a scenario closed."""

    table: str
    row: int
    days: _Days
    reason: _Reason


def closed(lists: Lists) -> list[dict[str, Any]]:
    """Everything that is shut in some period: by the tables of routes, supplies, activities; then places."""
    closures = list(_closures(lists))
    return [*_Told(lists, closures).rows(), *_places(lists, closures)]


def _closures(lists: Lists) -> Iterator[_Closure]:
    """What the scenario of the plan closed, parents first; nothing where it is not one of the economy's."""
    economy, name = lists.economy, lists.plan.scenario
    if name not in economy.scenarios:
        return
    rows = Rows(economy)
    for scenario in chain(economy, name):
        for change in scenario.changes:
            reason = _Reason(change.because, change.claimed_by, change.source or scenario.source)
            for table, row in _matched(rows, change):
                yield _Closure(table, row, (change.begin, change.until), reason)


def _matched(rows: Rows, change: Change) -> Iterator[tuple[str, int]]:
    """Rows that a change closes: their table, and position in the economy as it was planned."""
    places = change.do == "close" and change.table == "places"
    try:
        parts = [change] if places else []
        parts += [
            part for part in plain_changes(change, rows) if part.do == "close" and part.table in _TABLES
        ]
        for part in parts:
            conditions = parse_conditions(part.where, TABLES[part.table])
            for position in matching(rows, part.table, conditions):
                yield part.table, rows.origin[part.table][rows.ids[part.table][position]]
    except Unmatched:  # the scenario has changed what its conditions asked for
        return


@dataclass(frozen=True)
class _Told:
    """Closed rows of the tables, told one by one."""

    lists: Lists
    closures: list[_Closure]

    def rows(self) -> Iterator[dict[str, Any]]:
        """Every closed row that is shut on some day of the calendar."""
        for table in _TABLES:
            for number, row in enumerate(self.lists.economy[table].iter_rows(named=True)):
                span = _span(self.lists, (row["from"], row["until"])) if row["closed"] else None
                if span is not None:
                    reason = self._reason(table, number, row)
                    for what in self._things(table, row):
                        yield what | span | vars(reason)

    def _reason(self, table: str, number: int, row: Mapping[str, Any]) -> _Reason:
        """The reason that the scenario gives, else what the row itself says."""
        found = _Reason("", "", "")
        for closure in self._closures_of.get((table, number), []):
            if _meet(closure.days, (row["from"], row["until"])):
                found = closure.reason
        return _Reason(
            found.because or row["note"] or "", found.claimed_by, found.source or row["source"] or ""
        )

    @cached_property
    def _closures_of(self) -> dict[tuple[str, int], list[_Closure]]:
        """Closures by table and row."""
        found: dict[tuple[str, int], list[_Closure]] = {}
        for closure in self.closures:
            found.setdefault((closure.table, closure.row), []).append(closure)
        return found

    def _things(self, table: str, row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """What a closed row is about, as the lists have it."""
        if table == "routes":
            position = self._routes[row["route"], row["from_place"], row["to_place"]]
            yield {"kind": "route", "name": row["route"], "position": position, "place": None}
        elif table == "activities":
            place = None if row["place"] in _EVERYWHERE else self.lists.places.index(row["place"])
            position = self.lists.activities.index(row["activity"])
            yield {"kind": "activity", "name": row["activity"], "position": position, "place": place}
        else:
            for number, where in self._supplies[row["supply"], row["good"]]:
                if row["place"] in _EVERYWHERE or row["place"] == where:
                    yield {"kind": "supply", "name": row["supply"], "position": number, "place": None}

    @cached_property
    def _routes(self) -> dict[tuple[str, str, str], int]:
        """Positions of routes."""
        return {row[:3]: row[3] for row in self.lists.routes.iter_rows()}

    @cached_property
    def _supplies(self) -> dict[tuple[str, str], list[tuple[int, str]]]:
        """Positions and places of supplies, by name and good."""
        found: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for supply, good, place, position in self.lists.supplies.iter_rows():
            found.setdefault((supply, good), []).append((position, place))
        return found


def _places(lists: Lists, closures: list[_Closure]) -> Iterator[dict[str, Any]]:
    """Places that the scenario closed, as far as no way to them is open after all."""
    routes = lists.economy["routes"].filter(~pl.col("closed").fill_null(value=False))
    for closure in closures:
        span = _span(lists, closure.days) if closure.table == "places" else None
        if span is None:
            continue
        place = lists.places[closure.row]
        ways = routes.filter((pl.col("from_place") == place) | (pl.col("to_place") == place))
        if not any(_meet(closure.days, days) for days in ways.select("from", "until").iter_rows()):
            what = {"kind": "place", "name": place, "position": closure.row, "place": None}
            yield what | span | vars(closure.reason)


def _span(lists: Lists, days: _Days) -> dict[str, Any] | None:
    """The periods of which some day lies within the days; None for no period."""
    calendar = lists.economy.settings.calendar
    begin, end = calendar.day(days[0], 0.0), calendar.day(days[1], float(calendar.horizon))
    edges = calendar.edges
    held = [
        period for period in range(calendar.n_periods) if edges[period] < end and edges[period + 1] > begin
    ]
    if begin >= end or not held:
        return None
    start, until = (None if day is None else day.isoformat() for day in days)
    return {"first": held[0], "n_periods": len(held), "start": start, "until": until}


def _meet(one: _Days, other: _Days) -> bool:
    """Whether two spans of days have a day in common."""
    begin = max(day or dt.date.min for day in (one[0], other[0]))
    end = min(day or dt.date.max for day in (one[1], other[1]))
    return begin < end
