"""Plain changes, done: cells set, scaled and added to; rows closed, opened, taken away and added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from commonweal.data.cells import fifteen_digits
from commonweal.data.columns import typed_column
from commonweal.data.conversion import converted
from commonweal.data.scenario_changes import row_of_values
from commonweal.errors import DataError
from commonweal.findings import Origin
from commonweal.model import TABLES, Column
from commonweal.model.changes import Change
from commonweal.model.conditions import parse_conditions
from commonweal.model.words import BLANK
from commonweal.scenario.matching import Unmatched, matching
from commonweal.scenario.rows import Row, Rows
from commonweal.scenario.splitting import split, within
from commonweal.validate.scenarios import about_change

__all__ = ["do_plain"]

_BLANK_IS_NOTHING = frozenset(
    {
        ("routes", "delay"),
        ("routes", "loss"),
        ("supplies", "lead_time"),
        ("supplies", "price"),
        ("activity_goods", "delay"),
        ("stocks", "opening"),
        ("equipment", "opening"),
        ("equipment", "wear_per_year"),
        ("equipment", "delay"),
        ("goods", "loss_per_day"),
    }
)
"""Columns in which a blank means 0; in other columns of numbers it means no limit, or none at all."""

_Values = Callable[[list[Any]], list[object]]


def do_plain(rows: Rows, change: Change) -> int:
    """Do one plain change; gives how many rows it is about.

    Raises
    ------
    Unmatched
        If a name that its conditions ask for stands in no row, or there is nothing to scale.
    CantPart
        If an amount can't be parted on its days.
    DataError
        If its new row can't be read.
    """
    if change.do == "new":
        return _add_row(rows, change)
    if change.do == "open":
        return _open(rows, change)
    if change.do == "close":
        return _close(rows, change)
    column = TABLES[change.table].column(change.column)
    return _write(rows, change, {column.name: _new_values(change, column)}, {column.name})


def _matched(rows: Rows, change: Change) -> list[int]:
    """Rows that a change is about, whatever its days."""
    return matching(rows, change.table, parse_conditions(change.where, TABLES[change.table]))


def _write(rows: Rows, change: Change, values: Mapping[str, _Values], changed: set[str]) -> int:
    """Write cells of the rows that a change is about, on its days."""
    days = (change.begin, change.until)
    positions = split(rows, change.table, _matched(rows, change), days, changed)
    if not positions:
        return 0
    frame = rows.frames[change.table][positions]
    cells = {name: made(frame[name].to_list()) for name, made in values.items()}
    rows.update(change.table, positions, cells | _notes(change, frame))
    return len(positions)


def _notes(change: Change, frame: pl.DataFrame) -> dict[str, list[object]]:
    """The notes of rows that a change touches: with its reason, and where that is from."""
    why = change.because
    if change.source:
        why = f"{why} ({change.source})" if why else change.source
    if not why:
        return {}
    return {"note": [f"{note}; {why}" if note else why for note in frame["note"]]}


def _new_values(change: Change, column: Column) -> _Values:
    """How the cells of a column change."""
    if change.do == "set":
        cell = None if change.value == BLANK else typed_column(column, [change.value])[0][0]
        return lambda cells: [cell] * len(cells)
    value = float(change.value or 0)
    adds_to_blank = change.do == "add" and (change.table, column.name) in _BLANK_IS_NOTHING
    nothing = 0.0 if adds_to_blank else None

    def changed(cells: list[Any]) -> list[object]:
        numbers = [nothing if cell is None else cell for cell in cells]
        if all(number is None for number in numbers):
            raise Unmatched(
                f"The cells of '{column.name}' are blank, so there is nothing to {change.do}.",
                "Use 'set' or 'limit' to give them a number.",
            )
        return [
            number if number is None else fifteen_digits(_step(change.do, float(number), value))
            for number in numbers
        ]

    return changed


def _step(do: str, number: float, value: float) -> float:
    """One number scaled or added to."""
    return number * value if do == "scale" else number + value


def _close(rows: Rows, change: Change) -> int:
    """Shut rows on the days of a change, in the way that their table has."""
    if "closed" in TABLES[change.table].column_names:
        return _write(rows, change, {"closed": _all_of(True)}, {"closed"})
    if change.table == "people":
        return _write(rows, change, {"people": _all_of(0.0)}, {"people"})
    if change.table == "limits":
        blank = _all_of(None)
        return _write(rows, change, {"at_most": blank, "at_least": blank}, {"closed"})
    positions = split(rows, change.table, _matched(rows, change), (change.begin, change.until), {"closed"})
    for position, row in zip(positions, rows.rows_at(change.table, positions), strict=True):
        rows.told(change.table, [rows.ids[change.table][position]], rows.key_text(change.table, row), "")
    rows.replace(change.table, {position: [] for position in positions})
    return len(positions)


def _all_of(value: object) -> _Values:
    """The same value in every cell."""
    return lambda cells: [value] * len(cells)


def _open(rows: Rows, change: Change) -> int:
    """Let rows be used on the days of a change; where none holds then, one like them is added."""
    table, days = change.table, (change.begin, change.until)
    matched = _matched(rows, change)
    shut = [index for index in matched if rows.frames[table]["closed"][index]]
    gaps = _gaps(rows, table, matched, within(days, rows.economy.settings.calendar))
    positions = split(rows, table, shut, days, {"closed"})
    if positions:
        frame = rows.frames[table][positions]
        rows.update(table, positions, {"closed": [None] * len(positions), **_notes(change, frame)})
    added = [row | {"closed": None, "note": change.because or row["note"]} for row in gaps]
    ids = rows.append(table, added) if added else []
    for identity, row in zip(ids, added, strict=True):
        rows.told(table, [identity], "", rows.key_text(table, row))
    return len(matched)


def _gaps(
    rows: Rows, table: str, matched: Sequence[int], days: tuple[dt.date | None, dt.date | None]
) -> list[Row]:
    """Rows for the days on which none of the same key holds, each like the one before (or after)."""
    by_key: dict[tuple[object, ...], list[Row]] = {}
    for row in rows.rows_at(table, matched):
        by_key.setdefault(tuple(row[name] for name in TABLES[table].key), []).append(row)
    found = []
    for same in by_key.values():
        ordered = sorted(same, key=lambda row: row["from"] or dt.date.min)
        day, like = days[0] or dt.date.min, ordered[0]
        end = days[1] or dt.date.max
        for row in ordered:
            first, last = row["from"] or dt.date.min, row["until"] or dt.date.max
            if first > day and day < end:
                found.append(_from_to(like, day, min(first, end)))
            if last > day:
                day, like = max(day, last), row
            elif last <= day:
                like = row
        if day < end:
            found.append(_from_to(like, day, end))
    return found


def _from_to(row: Row, first: dt.date, last: dt.date) -> Row:
    """A row that holds from one day to another."""
    return row | {
        "from": None if first == dt.date.min else first,
        "until": None if last == dt.date.max else last,
    }


def _add_row(rows: Rows, change: Change) -> int:
    """Add the row that a change brings, its amounts in the units of their goods."""
    typed, findings = row_of_values(change)
    line = change.lines.get("values", change.line)
    origin = Origin(change.file, change.sheet, (line,) if line else ())
    given = {"goods": rows.frames["goods"], change.table: typed}
    tables, faults = converted(given, dict.fromkeys(given, origin), {})
    frame = rows.frames[change.table]
    wrong = [replace(found, row=line) for found in [*findings, *faults]]
    for name in (name for name in tables[change.table].columns if name not in frame.columns):
        why = f"The {change.table} of this economy have no column '{name}'."
        wrong.append(about_change(change, "A06", why, "Leave it out.", key="values", value=name))
    if wrong:
        raise DataError(wrong)
    (row,) = tables[change.table].iter_rows(named=True)
    key = dict.fromkeys(TABLES[change.table].key)
    rows.told(change.table, rows.append(change.table, [row]), "", rows.key_text(change.table, {**key, **row}))
    return 1
