"""Reliefs as changes of a scenario: what a person would write to make exactly what a relief names."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from commonweal.data.cells import fifteen_digits
from commonweal.explain.records import Explanation, Relief, ReliefLine, ReliefList, Step
from commonweal.model import TABLES, Change, Economy, Scenario
from commonweal.model.conditions import Condition, conditions_text
from commonweal.model.words import BLANK
from commonweal.plan.plan import Plan

__all__ = ["changes_of", "scenario_of_relief", "with_changes", "with_list_changes"]

_FLOORS = {"supplies": "at_least", "activities": "minimum"}
_LIMITS = {"supplies": "at_most", "activities": "capacity", "routes": "capacity"}
_BLANK_IS = {("needs", "tier"): "1"}  # a blank that conditions read as a value

Days = tuple[dt.date | None, dt.date | None]


def with_changes(plan: Plan, explanation: Explanation) -> Explanation:
    """An explanation whose reliefs tell the changes that make them."""
    cell = explanation.cell
    because = f"What would help: {cell.good}, {cell.place} ({cell.group}), {cell.period}"
    reliefs = tuple(
        replace(relief, changes=changes_of(plan, relief, because, explanation.known_on))
        for relief in explanation.reliefs
    )
    return replace(explanation, reliefs=reliefs)


def with_list_changes(plan: Plan, ranked: ReliefList) -> ReliefList:
    """A list of what would help whose lines tell the changes that make them."""
    because = "What would help most"
    lines = tuple(
        replace(line, changes=changes_of(plan, line, because, ranked.known_on)) for line in ranked.lines
    )
    return replace(ranked, lines=lines)


def changes_of(
    plan: Plan, relief: Relief | ReliefLine, because: str, known_on: str = ""
) -> tuple[Change, ...]:
    """The changes that make a relief, on top of the scenario of its plan.

    What is closed opens for the days of one period, with a day's worth spread over them; a figure
    rises by a tenth, or by one; a tie of rations falls away. Amounts are changed on the days on which
    their row holds, and in a plan made in turns from the turn on of which the relief speaks, where its
    table has days.

    Parameters
    ----------
    plan
        What the relief is about.
    relief
        What is loosened.
    because
        Why, as the changes will say.
    known_on
        First day of the turn; blank for a plan that was made at once.
    """
    made = [change for step in relief.steps for change in _Making(plan.economy, step, known_on).changes()]
    return tuple(replace(change, because=because, confidence="assumed") for change in made)


def scenario_of_relief(plan: Plan, relief: Relief | ReliefLine, name: str) -> Scenario:
    """A scenario that makes a relief, going on from that of the plan."""
    return Scenario(
        name, title="What would help", parent=plan.scenario, changes=relief.changes, file=f"{name}.toml"
    )


@dataclass(frozen=True)
class _Making:
    """One step of a relief, on the economy that was planned."""

    economy: Economy
    step: Step
    known_on: str

    def changes(self) -> list[Change]:
        """The changes that make the step."""
        word = self.step.word
        if word == "lift":
            return [self._untied()]
        if word in ("day", "open"):
            return self._opened()
        if self.step.reason.kind == "opening" and not self._has_room():
            return self._brought()
        return [self._raised()]

    def _has_room(self) -> bool:
        """Whether the store has room for what there would be more of at first."""
        capacity = self._row["capacity"]
        return capacity is None or self._row["opening"] + self.step.more <= capacity

    def _brought(self) -> list[Change]:
        """What a store has no room for at first, as it comes in the first period; nothing for a shared store.

        Stock at first is used in the first period, so the size of the store is no bound for it; but tables
        in which a store holds more than it can are refused.
        """
        row, calendar = self._row, self.economy.settings.calendar
        if row["place"] is None:
            return []
        amount = fifteen_digits(self.step.more * self.step.counts)
        cells = {
            "supply": _free(self.economy, f"more {row['good']} at first: {row['place']}"),
            "good": row["good"],
            "place": row["place"],
            "at_most": f"{amount:.15g}",
            "per": "horizon",
        }
        until = calendar.start + dt.timedelta(days=calendar.lengths[0])
        return [Change("aid", values=cells, until=until)]

    @property
    def _row(self) -> Mapping[str, Any]:
        """The row whose figure is loosened."""
        reason = self.step.reason
        return self.economy[reason.table].row(reason.row, named=True)

    def _untied(self) -> Change:
        """Groups that share a basket, each by itself."""
        name = self.step.reason.names["ration"]
        where = str(Condition("ration", "", "=", (name,)))
        return self._known(Change("set", "people", where, "ration", BLANK), "")

    def _raised(self) -> Change:
        """A figure, higher by a share or by one; a floor that is not above 0 sinks."""
        reason, more = self.step.reason, self.step.more
        sign = -1.0 if reason.column == "at_least" else 1.0
        do, value = "add", sign * more
        if reason.figure:
            do, value = "scale", fifteen_digits(1.0 + sign * more / reason.figure)
        begin, until = self._days() if self._has_others() else (None, None)
        change = Change(do, reason.table, self._where(), reason.column, value, begin=begin, until=until)
        return self._known(change, self._row.get("per") or "")

    def _opened(self) -> list[Change]:
        """What is closed, open in one period (or as long as it is closed), and what it can do then."""
        reason, (begin, until) = self.step.reason, self._days()
        table, where = reason.table, self._where()
        change = Change("open", table, where, begin=begin, until=until)
        made = [change]
        figure = fifteen_digits(self.step.more / self.step.counts)
        if math.isfinite(figure) and figure != self._row[_LIMITS[table]]:
            made.append(replace(change, do="set", column=_LIMITS[table], value=figure))
        floor = _FLOORS.get(table, "")
        if floor and self._row[floor]:  # what opens need not be used
            made.append(replace(change, do="set", column=floor, value=BLANK))
        return made

    def _where(self) -> str:
        """Which row, by its key; its days tell it from others of the same key."""
        table, row = self.step.reason.table, self._row
        return conditions_text(*(_condition(table, name, row[name]) for name in TABLES[table].key))

    def _has_others(self) -> bool:
        """Whether other rows, that hold on other days, have the same key."""
        table, row = self.step.reason.table, self._row
        frame = self.economy[table]
        same = frame.filter(*(pl.col(name).eq_missing(row[name]) for name in TABLES[table].key))
        return TABLES[table].dated and same.height > 1

    def _days(self) -> Days:
        """The days on which the step holds: those of its row, and of its period, where it is of one."""
        row, calendar = self._row, self.economy.settings.calendar
        begin, until = row["from"], row["until"]
        if not self.step.period:
            return begin, until
        number = calendar.names.index(self.step.period)
        first = dt.date.fromisoformat(self.step.period)
        last = first + dt.timedelta(days=calendar.lengths[number])
        return max(begin or first, first), min(until or last, last)

    def _known(self, change: Change, per: str) -> Change:
        """A change that is not known before the turn of which the relief speaks, where days can tell."""
        if not self.known_on or not TABLES[change.table].dated or per == "horizon":
            return change
        known = dt.date.fromisoformat(self.known_on)
        return change if known <= self.economy.settings.calendar.start else replace(change, known_from=known)


def _free(economy: Economy, wanted: str) -> str:
    """A name that no supply has."""
    taken = set(economy["supplies"]["supply"])
    return next(name for name in (wanted, *(f"{wanted} {n}" for n in range(2, len(taken) + 3)))
                if name not in taken)  # fmt: skip


def _condition(table: str, column: str, cell: object) -> Condition:
    """What a cell of the key must say."""
    meant = _BLANK_IS.get((table, column)) if cell is None else cell
    text = f"{meant:.15g}" if isinstance(meant, float) else None if meant is None else str(meant)
    return Condition(column, "", "=", (text,))
