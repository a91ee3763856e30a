"""The books of a plan that is being carried out: what happened, beside what was planned.

Stocks follow from what was counted, received and handed out. Where more turned up than the plan had, the
difference is a supply of kind ``counted``; where less, it is left over in the balance like anything that
nobody uses. So the economy and the levels that come out fit each other, and can be audited like any.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

import polars as pl

from commonweal.formulate.formulate import Formulation, formulate
from commonweal.formulate.program import Floats
from commonweal.model import Calendar, Economy, complete
from commonweal.model.supplies import SUPPLIES
from commonweal.plan.levels import plan_levels
from commonweal.run.columns import Columns
from commonweal.run.past import past_of

__all__ = ["DIFFERENCES", "Books", "Happened", "Node", "kept_books"]

DIFFERENCES = {
    "kind": pl.String, "what": pl.String, "good": pl.String, "place": pl.String, "group": pl.String,
    "date": pl.String, "planned": pl.Float64, "real": pl.Float64, "difference": pl.Float64,
    "became": pl.String,
}  # fmt: skip
"""Columns of the table of differences between plan and life."""

_NOTHING = 1e-9  # of the amounts that meet: what differs by less is rounding

Node = tuple[str, str]
"""A good and the place of its balance; blank for a pooled good, or a store that all places share."""


@dataclass(frozen=True)
class Happened:
    """What happened, by period.

    Attributes
    ----------
    counted
        What was in store at the end of a period.
    received
        What came in at a place in a period, from routes and supplies.
    missed
        What the plan had come in and did not.
    distributed
        What was handed to a group.
    """

    counted: dict[tuple[Node, int], float] = field(default_factory=dict)
    received: dict[tuple[str, str, int], float] = field(default_factory=dict)
    missed: dict[tuple[str, str, int], float] = field(default_factory=dict)
    distributed: dict[tuple[str, str, str, int], float] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        """Whether anything is known."""
        return bool(self.counted or self.received or self.missed or self.distributed)


@dataclass(frozen=True)
class Books:
    """What is known of the past.

    Attributes
    ----------
    economy
        With what turned up as supplies.
    levels
        What was done, and what was planned from now on.
    differences
        Where the two differ (``DIFFERENCES``).
    """

    economy: Economy
    levels: pl.DataFrame
    differences: pl.DataFrame


def kept_books(economy: Economy, levels: pl.DataFrame, first: int, happened: Happened) -> Books:
    """The economy and the levels as they were in life up to a period.

    Parameters
    ----------
    levels
        Of the plan that was carried out (``plan.levels.plan_levels``).
    first
        Number of the first period that is still open.
    """
    if not happened.any:
        return Books(economy, levels, pl.DataFrame(schema=DIFFERENCES))
    found = _Found(economy, first)
    formulation = formulate(found.with_rows(_nodes(formulate(economy), happened)))
    past_of(formulation, levels, first)  # refuses what was done and can't have been
    walk = _Walk(formulation, levels, first, happened, found)
    walk.go()
    return Books(
        found.economy_with_amounts(),
        plan_levels(formulation.program, walk.value),
        pl.DataFrame(walk.differences, schema=DIFFERENCES, orient="row"),
    )


def _nodes(formulation: Formulation, happened: Happened) -> list[Node]:
    """Balances in which something may turn up."""
    columns = Columns(formulation)
    nodes = {node for node, _ in happened.counted}
    nodes |= {columns.node(good, place) for good, place, _ in (*happened.received, *happened.missed)}
    nodes |= {columns.node(good, place) for good, place, _, _ in happened.distributed}
    return sorted(nodes)


class _Found:
    """Supplies of what turned up, a row for each balance and past period."""

    def __init__(self, economy: Economy, first: int) -> None:
        self._economy, self._first = economy, first
        self._calendar: Calendar = economy.settings.calendar
        days = (*self._calendar.names, self._calendar.end.isoformat())
        self._days = [dt.date.fromisoformat(day) for day in days]
        self.name = _new_name(economy, f"counted by {self._days[first]}")
        self.amounts: dict[tuple[Node, int], float] = defaultdict(float)
        self._places = sorted(economy["places"]["place"].to_list())
        pooled = economy["goods"].filter(pl.col("pooled").fill_null(value=False))
        self._pooled = frozenset(pooled["good"].to_list())

    def place(self, node: Node) -> str:
        """The place of the supply: that of the balance; for a shared store, the first of all places."""
        good, place = node
        return place if place or good in self._pooled else self._places[0]

    def with_rows(self, nodes: list[Node]) -> Economy:
        """The economy with room for something to turn up anywhere in some balances."""
        return self._with([(node, t, 1.0) for node in nodes for t in range(self._first)])

    def economy_with_amounts(self) -> Economy:
        """The economy with what turned up."""
        return self._with([(node, t, amount) for (node, t), amount in sorted(self.amounts.items())])

    def _with(self, rows: list[tuple[Node, int, float]]) -> Economy:
        """The economy with rows of supplies."""
        new = [
            {
                "supply": self.name,
                "good": node[0],
                "place": self.place(node) or None,
                "at_most": amount,
                "per": "horizon",
                "kind": "counted",
                "certainty": "confirmed",
                "from": self._days[t],
                "until": self._days[t + 1],
                "source": "counted",
            }
            for node, t, amount in rows
        ]
        if not new:
            return self._economy
        more = complete(pl.DataFrame(new), SUPPLIES)
        return self._economy.with_table(
            "supplies", pl.concat([self._economy["supplies"], more], how="diagonal")
        )


def _new_name(economy: Economy, name: str) -> str:
    """A name that no supply has."""
    taken, number, new = set(economy["supplies"]["supply"].to_list()), 1, name
    while new in taken:
        number += 1
        new = f"{name} ({number})"
    return new


class _Walk:
    """Goes through the past, period by period, and brings the books into line with what happened."""

    def __init__(
        self, formulation: Formulation, levels: pl.DataFrame, first: int, happened: Happened, found: _Found
    ) -> None:
        self.columns = Columns(formulation)
        self.value: Floats = self.columns.matched(levels)
        self.differences: list[tuple[object, ...]] = []
        self._planned = self.value.copy()
        self._first, self._happened, self._found = first, happened, found
        self._days = [dt.date.fromisoformat(day) for day in formulation.index.periods]
        self._days.append(formulation.index.calendar.end)

    def go(self) -> None:
        """Walk through all balances in which something happened."""
        nodes = _nodes(self.columns.formulation, self._happened)
        for node in nodes:
            change = 0.0
            for t in range(self._first):
                change = self._step(node, t, change)
        self._leave_over()

    def _step(self, node: Node, t: int, change: float) -> float:
        """One period of one balance.

        Parameters
        ----------
        change
            By how much more (or less) was in store at the end of the period before than planned.

        Returns
        -------
        The same for the end of this period.
        """
        column = self.columns.stock(node, t)
        planned = float(self._planned[column]) if column is not None else 0.0
        come_in = self._come_in(node, t)
        carried = self.columns.kept(node, t) * change
        out = self._handed_out(node, t)
        book = planned + carried + come_in - out
        size = max(planned, abs(carried), abs(come_in), abs(out))
        if book < 0.0:
            if book < -_NOTHING * size:
                self._turn_up(node, t, -book)
                self._tell("books", node, t, planned=0.0, real=-book, became="found")
            book = 0.0
        most = self.columns.capacity(column) if column is not None else 0.0
        book = min(book, most)
        if (node, t) in self._happened.counted:
            counted = self._happened.counted[node, t]
            if counted > book:
                self._turn_up(node, t, counted - book)
            self._tell("counted", node, t, planned=book, real=counted)
            book = counted
        if column is not None:
            self.value[column] = book
        return book - planned

    def _come_in(self, node: Node, t: int) -> float:
        """What came in more than planned in a period."""
        more = 0.0
        for good, place, period in [*self._happened.received, *self._happened.missed]:
            if period != t or self.columns.node(good, place) != node:
                continue
            planned = self.columns.arrivals(self._planned, good, place, t)
            if (good, place, t) in self._happened.received:
                real = self._happened.received[good, place, t]
                kind = "received"
            else:
                real = planned - self._happened.missed[good, place, t]
                kind = "consignment"
            if kind == "received" or (good, place, t) not in self._happened.received:
                self._tell(kind, (good, place), t, planned=planned, real=real)
                more += real - planned
                if real > planned:
                    self._turn_up(node, t, real - planned)
        return more

    def _handed_out(self, node: Node, t: int) -> float:
        """What was handed out more than planned in a period."""
        more = 0.0
        for (good, place, group, period), real in self._happened.distributed.items():
            if period != t or self.columns.node(good, place) != node:
                continue
            column = self.columns.delivered(good, place, group, t)
            planned = float(self._planned[column])
            self.value[column] = real
            self._tell("distributed", (good, place), t, planned=planned, real=real, group=group)
            more += real - planned
        return more

    def _turn_up(self, node: Node, t: int, amount: float) -> None:
        """Enter what turned up."""
        self._found.amounts[node, t] += amount
        column = self.columns.supplied(self._found.name, node[0], self._found.place(node), t)
        self.value[column] += amount
        put = self.columns.put(node, self._found.place(node), t)
        if put is not None:
            self.value[put] += amount

    def _tell(
        self,
        kind: str,
        where: Node,
        t: int,
        *,
        planned: float,
        real: float,
        became: str = "",
        group: str = "",
    ) -> None:
        """Enter a difference into the table, if it is one."""
        if abs(real - planned) <= _NOTHING * max(abs(real), abs(planned)):
            return
        day = self._days[t + 1] if kind == "counted" else self._days[t]
        word = became or ("found" if real > planned else "lost")
        if kind == "distributed":
            word = "more_given" if real > planned else "less_given"
        self.differences.append((kind, "", *where, group, str(day), planned, real, real - planned, word))

    def _leave_over(self) -> None:
        """What was lost of a good that may not be left over for free is left over in its column."""
        for column, over in self.columns.left_over(self.value, self._first):
            self.value[column] = max(self.value[column] + over, 0.0)
