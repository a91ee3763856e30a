"""Parting rows in time: what changes for some days becomes a row of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from commonweal.model import TABLES, Calendar
from commonweal.model.selectors import Selector
from commonweal.scenario.matching import Unmatched
from commonweal.scenario.rows import Row, Rows

__all__ = ["CantPart", "Days", "holding", "split", "within"]

Days = tuple[dt.date | None, dt.date | None]
"""First day, and first day no longer; None for the ends of the calendar."""

_COUNTED = ("at_most", "at_least")
_NAMES = {"supplies": "supply", "limits": "limit"}


class CantPart(Exception):
    """A row whose amounts can't follow the days of a change.

    Attributes
    ----------
    why, remedy
        As in ``Finding``.
    """

    def __init__(self, why: str, remedy: str) -> None:
        self.why = why
        self.remedy = remedy
        super().__init__(f"{why} {remedy}")


def split(
    rows: Rows, table: str, positions: Sequence[int], days: Days, changed: Collection[str]
) -> list[int]:
    """Positions of the rows that hold on the days of a change and on no others.

    Rows that hold also before or after are parted; rows that hold on none of the days are left out.

    Parameters
    ----------
    rows
        The tables; rows of ``table`` may be parted.
    positions
        Rows that the change is about.
    days
        When it holds.
    changed
        Columns that it changes.

    Raises
    ------
    CantPart
        If an amount counts over periods or the horizon and can't be parted with the row.
    """
    if not TABLES[table].dated:
        return list(positions)
    calendar = rows.economy.settings.calendar
    days = within(days, calendar)
    chosen: list[int] = []
    instead: dict[int, list[Row]] = {}
    middle: dict[int, int] = {}
    ids = rows.ids[table]
    for position, row in zip(positions, rows.rows_at(table, positions), strict=True):
        pieces, number = _pieces(row, days)
        if number is None:
            continue
        if len(pieces) == 1:
            chosen.append(ids[position])
            continue
        instead[position] = _counted(rows, table, row, pieces, changed)
        middle[position] = number
    given = rows.replace(table, instead)
    chosen += [given[position][number] for position, number in middle.items()]
    now = rows.positions(table)
    return sorted(now[identity] for identity in chosen)


def holding(rows: Rows, table: str, positions: Sequence[int], days: Days) -> list[int]:
    """Those of some rows that hold on any of the days.

    Raises
    ------
    Unmatched
        If there are none.
    """
    if not positions:
        raise Unmatched(f"It matches no row of {table}.", "Correct 'where', or leave the change out.")
    if not TABLES[table].dated:
        return list(positions)
    days = within(days, rows.economy.settings.calendar)
    pairs = zip(positions, rows.rows_at(table, positions), strict=True)
    held = [position for position, row in pairs if _pieces(row, days)[1] is not None]
    if not held:
        why = f"The rows of {table} that it is about hold on none of its days."
        raise Unmatched(why, "Correct the days; 'open' lets rows hold on other days.")
    return held


def within(days: Days, calendar: Calendar) -> Days:
    """Days of a change, None where they reach to the ends of the calendar."""
    begin, until = days
    return (
        None if begin is not None and begin <= calendar.start else begin,
        None if until is not None and until >= calendar.end else until,
    )


def _pieces(row: Row, days: Days) -> tuple[list[Row], int | None]:
    """A row as up to three, and which of them holds on the days; None for none."""
    begin, until = days
    first, last = row["from"], row["until"]
    if _reached(begin, last) or _reached(first, until):
        return [row], None
    pieces = []
    if begin is not None and (first is None or first < begin):
        pieces.append(row | {"until": begin})
        first = begin
    number = len(pieces)
    if until is not None and (last is None or until < last):
        return [*pieces, row | {"from": first, "until": until}, row | {"from": until}], number
    return [*pieces, row | {"from": first}], number


def _reached(day: dt.date | None, end: dt.date | None) -> bool:
    """Whether a day lies at or after an end, where both are given."""
    return day is not None and end is not None and day >= end


def _counted(rows: Rows, table: str, row: Row, pieces: list[Row], changed: Collection[str]) -> list[Row]:
    """The pieces of a row, so that an amount over periods or the horizon is not counted twice."""
    amounts = [name for name in _COUNTED if row.get(name) is not None]
    if table not in _NAMES or not amounts or (row["per"] == "day" and table == "supplies"):
        return pieces
    name = f"{_NAMES[table]} '{row[TABLES[table].key[0]]}'"
    if table == "limits" or row["per"] == "period":
        _refuse_inside_periods(name, pieces, rows.economy.settings.calendar)
    if row["per"] != "horizon":
        return pieces
    if set(changed) & {*_COUNTED, "per"} and "closed" not in changed:
        raise CantPart(
            f"The amount of {name} counts for all its days together, so no part of it belongs to these.",
            "Leave out 'from' and 'until', or write the amount per day.",
        )
    kept = len(pieces) - ("closed" in changed)
    return _joined(rows, table, row, pieces, name) if kept > 1 else pieces


def _refuse_inside_periods(name: str, pieces: Sequence[Row], calendar: Calendar) -> None:
    """Refuse a boundary within a period, where amounts count period by period."""
    edges = [*map(dt.date.fromisoformat, calendar.names), calendar.end]
    for day in (piece["from"] for piece in pieces[1:]):
        if day not in edges:
            before = max((edge for edge in edges if edge < day), default=edges[0])
            after = min((edge for edge in edges if edge > day), default=edges[-1])
            raise CantPart(
                f"The amount of {name} counts for whole periods, and {day} lies inside one.",
                f"Take {before} or {after}, the first days of periods.",
            )


def _joined(rows: Rows, table: str, row: Row, pieces: list[Row], name: str) -> list[Row]:
    """The pieces of a supply over the horizon, with a limit that all of them share."""
    same = [
        other
        for other in rows.frames["supplies"].iter_rows(named=True)
        if table == "supplies"
        and other["supply"] == row["supply"]
        and other["good"] == row["good"]
        and _meet(other["place"], row["place"])
    ]
    if len(same) != 1:
        raise CantPart(
            f"The amount of {name} counts for all its days together, and would be had before and after.",
            "Let the change reach to one end of those days, or write the amount per day.",
        )
    limit = _free_name(rows, f"{row['supply']}: {row['good']} in all")
    names = (("supply", row["supply"]), ("good", row["good"]), ("place", row["place"]))
    shared = row["place"] in {None, "*"}
    selector = Selector("supply", names[:2] if shared else names)
    bounds: dict[str, Any] = {key: row[key] for key in (*_COUNTED, "tier")}
    place = "*" if row["place"] == "*" else None
    rows.append("limits", [{"limit": limit, "place": place, "per": "horizon", **bounds}])
    rows.append("limit_terms", [{"limit": limit, "selector": str(selector)}])
    return [piece | {"at_least": None, "tier": None} for piece in pieces]


def _meet(place: str | None, other: str | None) -> bool:
    """Whether two cells may stand for the same place."""
    return place == other or None in {place, other} or "*" in {place, other}


def _free_name(rows: Rows, wanted: str) -> str:
    """A name that no limit has."""
    taken = set(rows.frames["limits"]["limit"])
    number = 1
    while wanted in taken:
        number += 1
        wanted = f"{wanted} {number}"
    return wanted
