"""From rows of actuals to what happened, period by period."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from commonweal.data.accounts import at_row, read_account
from commonweal.errors import DataError
from commonweal.findings import Finding, Origin
from commonweal.formulate.formulate import Formulation
from commonweal.model import Calendar, Economy
from commonweal.model.accounts import ACTUALS
from commonweal.run.books import Happened
from commonweal.run.columns import Columns

__all__ = ["happened_by", "with_missed"]

_Fault = tuple[str, str, object, str, str]  # code, column, value, why, remedy


def happened_by(
    source: pl.DataFrame | str | Path | None, economy: Economy, formulation: Formulation, first: int
) -> Happened:
    """What happened before a period, from rows or a file of actuals.

    Parameters
    ----------
    source
        Rows, a file, or None for nothing.
    first
        Number of the first period that is still open.

    Raises
    ------
    DataError
        With everything that is wrong with them.
    """
    if source is None:
        return Happened()
    rows, origin = read_account(source, ACTUALS, economy)
    reader = _Reader(economy, Columns(formulation), first)
    findings: list[Finding] = []
    for index, row in enumerate(rows.iter_rows(named=True)):
        fault = reader.enter(row)
        if fault is not None:
            findings.append(_told(origin, index, fault))
    if findings:
        raise DataError(findings)
    return reader.happened


def with_missed(
    happened: Happened, missed: Iterable[tuple[str, str, dt.date, float]], economy: Economy
) -> Happened:
    """What happened, with what was to come in before now and didn't: good, place, day and amount."""
    names, sums = economy.settings.calendar.names, dict(happened.missed)
    for good, place, day, amount in missed:
        key = (good, place, bisect_right(names, day.isoformat()) - 1)
        sums[key] = sums.get(key, 0.0) + amount
    return replace(happened, missed=sums)


def _told(origin: Origin, index: int, fault: _Fault) -> Finding:
    """What is wrong with a row, as a finding."""
    code, column, value, why, remedy = fault
    return at_row(origin, index, code, column, value, why, remedy)


class _Reader:
    """Enters rows one by one; gives what is wrong with a row."""

    def __init__(self, economy: Economy, columns: Columns, first: int) -> None:
        self.happened = Happened()
        self._calendar: Calendar = economy.settings.calendar
        self._columns, self._first = columns, first
        self._groups = set(economy["people"].select("place", "group").iter_rows())
        pooled = economy["goods"].filter(pl.col("pooled").fill_null(value=False))
        self._pooled = frozenset(pooled["good"].to_list())

    def enter(self, row: Mapping[str, Any]) -> _Fault | None:
        """Enter a row, or say what is wrong with it."""
        entered = {"counted": self._counted, "received": self._received, "distributed": self._distributed}
        if row["group"] is not None and row["kind"] != "distributed":
            why, remedy = "Only what is distributed goes to a group.", "Leave the group blank."
            return "B06", "group", row["group"], why, remedy
        return entered[row["kind"]](row)

    def _counted(self, row: Mapping[str, Any]) -> _Fault | None:
        """A count stands for what is left at the end of the period before."""
        days = [*self._calendar.names[: self._first + 1]][1:]
        if self._first == self._calendar.n_periods:
            days.append(self._calendar.end.isoformat())
        if row["date"].isoformat() not in days:
            why = "A count tells what is left of a period that is past: it is for the first day of the next."
            return "B11", "date", row["date"], why, f"Count on one of {_some(days)}."
        t = days.index(row["date"].isoformat())
        if row["good"] in self._pooled and row["place"] is not None:
            return self._one_for_all(row)
        node = (row["good"], row["place"] or "")
        column = self._columns.stock(node, t)
        if column is None and row["amount"] > 0.0:
            why, remedy = "Nothing of this good can be kept there.", "Add the store to the table stocks."
            return "C16", "good", row["good"], why, remedy
        if column is not None and row["amount"] > self._columns.capacity(column):
            why = f"The store holds {self._columns.capacity(column):,.6g} at most."
            return "B06", "amount", row["amount"], why, "Correct the count, or stocks.capacity."
        if (node, t) in self.happened.counted:
            why, remedy = "It was counted twice on this day.", "Keep one of the counts."
            return "B12", "date", row["date"], why, remedy
        self.happened.counted[node, t] = row["amount"]
        return None

    def _one_for_all(self, row: Mapping[str, Any]) -> _Fault:
        """A place where there is one balance for all."""
        why = "This good has one balance for all places."
        return "C13", "place", row["place"], why, "Leave the place blank."

    def _received(self, row: Mapping[str, Any]) -> _Fault | None:
        """What came in is added up by period."""
        if row["good"] in self._pooled and row["place"] is not None:
            return self._one_for_all(row)
        if row["good"] not in self._pooled and row["place"] is None:
            return "B02", "place", "", "The cell is blank.", "Say where it came in."
        t = self._period(row["date"])
        if t is None:
            return self._not_past(row["date"])
        key = (row["good"], row["place"] or "", t)
        self.happened.received[key] = self.happened.received.get(key, 0.0) + row["amount"]
        return None

    def _distributed(self, row: Mapping[str, Any]) -> _Fault | None:
        """What was handed out is added up by group and period."""
        place, group = row["place"], row["group"]
        for column in ("place", "group"):
            if row[column] is None:
                return "B02", column, "", "The cell is blank.", "Say to whom it was handed out, and where."
        if (place, group) not in self._groups:
            known = sorted(name for at, name in self._groups if at == place)
            return "C01", "group", group, f"There is no such group in {place}.", f"There are {_some(known)}."
        t = self._period(row["date"])
        if t is None:
            return self._not_past(row["date"])
        if self._columns.delivered(row["good"], place, group, t) is None:
            why = "The plan knows no use that this group has for it then, or no way it could be there."
            return "E01", "good", row["good"], why, "Add the need, or leave the row out."
        key = (row["good"], place, group, t)
        self.happened.distributed[key] = self.happened.distributed.get(key, 0.0) + row["amount"]
        return None

    def _period(self, day: dt.date) -> int | None:
        """Number of the past period that a day lies in."""
        t = bisect_right(self._calendar.names, day.isoformat()) - 1
        return t if 0 <= t < self._first and day < self._calendar.end else None

    def _not_past(self, day: dt.date) -> _Fault:
        """A day that isn't between the start and the day planned from."""
        names = (*self._calendar.names, self._calendar.end.isoformat())
        why = f"This is not from {names[0]} to before {names[self._first]}, the days that are past."
        return "B11", "date", day, why, "Correct the day, or plan from a later one."


def _some(names: list[str]) -> str:
    """A few names in a row."""
    return ", ".join(names[-3:]) or "none: no period is past"
