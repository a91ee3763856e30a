"""Goods on the way: what the plan counted on, and what is known of it now."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from commonweal.data.accounts import at_row, read_account
from commonweal.errors import DataError
from commonweal.findings import Finding, Origin
from commonweal.formulate.formulate import Formulation
from commonweal.model import Economy, complete
from commonweal.model.accounts import CONSIGNMENTS
from commonweal.model.supplies import SUPPLIES
from commonweal.run.books import DIFFERENCES
from commonweal.run.columns import Columns
from commonweal.run.past import paid_before

__all__ = ["FAILING", "OnTheWay", "on_the_way"]

FAILING = {"good": pl.String, "place": pl.String, "period": pl.String, "amount": pl.Float64}
"""Columns of what was counted on to arrive by a route and doesn't; the place is blank for a pooled good."""

_NOTHING = 1e-9  # of an amount: less is rounding
_COMING = frozenset({"paid", "shipped", "customs", "arrived"})

Missed = tuple[str, str, dt.date, float]


@dataclass(frozen=True)
class OnTheWay:
    """What is known of goods on the way.

    Attributes
    ----------
    economy
        With supplies of kind ``on_the_way`` for what is still to come.
    at_most
        What planned supplies can still bring, where that is less than was planned, as levels of a plan.
    failing
        What was to arrive by a route and doesn't (``FAILING``).
    missed
        What was to come in before now and didn't: good, place (blank: a pool), day and amount.
    differences
        Rows as in ``run.books.DIFFERENCES``.
    """

    economy: Economy
    at_most: pl.DataFrame
    failing: pl.DataFrame
    missed: tuple[Missed, ...]
    differences: pl.DataFrame


def on_the_way(
    source: pl.DataFrame | str | Path | None,
    economy: Economy,
    formulation: Formulation,
    levels: pl.DataFrame,
    first: int,
) -> OnTheWay:
    """What becomes of goods on the way, from rows or a file of consignments.

    Parameters
    ----------
    source
        Rows, a file, or None for nothing.
    levels
        Of the plan that is carried out.
    first
        Number of the first period that is still open.

    Raises
    ------
    DataError
        With everything that is wrong with them.
    """
    desk = _Desk(economy, formulation, levels, first)
    if source is not None:
        rows, origin = read_account(source, CONSIGNMENTS, economy)
        findings = [
            found
            for index, row in enumerate(rows.iter_rows(named=True))
            for found in desk.faults(row, origin, index)
        ]
        if findings:
            raise DataError(findings)
        for row in rows.iter_rows(named=True):
            desk.enter(row)
    return desk.result()


class _Desk:
    """Where consignments are entered one by one."""

    def __init__(self, economy: Economy, formulation: Formulation, levels: pl.DataFrame, first: int) -> None:
        self._economy, self._formulation, self._first = economy, formulation, first
        self._calendar = economy.settings.calendar
        self._start = dt.date.fromisoformat((*self._calendar.names, self._calendar.end.isoformat())[first])
        self._columns = Columns(formulation)
        self._value = self._columns.matched(levels)
        self._paid = paid_before(formulation, first)
        self._lowered: dict[int, float] = {}
        self._failing: dict[tuple[str, str, int], float] = defaultdict(float)
        self._supplies: list[dict[str, object]] = []
        self._missed: list[Missed] = []
        self._differences: list[tuple[object, ...]] = []
        pooled = economy["goods"].filter(pl.col("pooled").fill_null(value=False))
        self._pooled = frozenset(pooled["good"].to_list())

    def faults(self, row: Mapping[str, Any], origin: Origin, index: int) -> list[Finding]:
        """What is wrong with a row."""
        told: list[tuple[str, str, object, str, str]] = []
        supplies = set(self._economy["supplies"]["supply"].to_list())
        routes = set(self._economy["routes"]["route"].to_list())
        for column, known in (("supply", supplies), ("route", routes)):
            if row[column] is not None and row[column] not in known:
                why = f"The plan knows no such {column}."
                told.append(("C01", column, row[column], why, "Correct the name, or leave it blank."))
        if row["consignment"] in supplies:
            why, remedy = "A supply has this name already.", "Give the consignment another name."
            told.append(("B12", "consignment", row["consignment"], why, remedy))
        if (row["place"] is None) != (row["good"] in self._pooled):
            why = "A pooled good has no place; any other good goes to one."
            told.append(("B02", "place", row["place"] or "", why, "Say where it goes."))
        coming = row["status"] in _COMING - {"arrived"}
        if coming and (row["expected"] is None or row["expected"] < self._start):
            why = f"It has not arrived, and is not expected from {self._start} on."
            told.append(("B11", "expected", row["expected"] or "", why, "Say when it is expected now."))
        if row["planned"] is not None and not self._calendar.start <= row["planned"] < self._start:
            why = f"This is not from {self._calendar.start} to before {self._start}, the days that are past."
            remedy = "Leave it blank: what the plan still counts on is found by its supply or route."
            told.append(("B11", "planned", row["planned"], why, remedy))
        return [
            at_row(origin, index, code, column, value, why, remedy)
            for code, column, value, why, remedy in told
        ]

    def enter(self, row: Mapping[str, Any]) -> None:
        """Enter a consignment: take away what the plan had of it, and let it come when it does."""
        if row["status"] == "ordered":
            return
        counted_on = self._counted_on(row)
        planned = sum(amount for _, amount in counted_on)
        day = self._start if row["status"] == "arrived" else row["expected"]
        amount = row["amount"] if row["status"] != "arrived" or row["planned"] else planned
        comes = amount if row["status"] in _COMING else 0.0
        as_planned = abs(comes - planned) <= _NOTHING * comes and {t for t, _ in counted_on} == {
            self._period(day)
        }
        if row["planned"] is not None:
            self._missed.append((row["good"], row["place"] or "", row["planned"], row["amount"]))
        if as_planned or comes == planned == 0.0:
            return
        self._take_away(row, counted_on)
        if comes and day < self._calendar.end:
            self._let_come(row, comes, day)
        word = row["status"] if row["status"] == "cancelled" else "on_the_way"
        where = (row["consignment"], row["good"], row["place"] or "", "")
        self._differences.append(
            ("consignment", *where, str(day or ""), planned, comes, comes - planned, word)
        )

    def _period(self, day: dt.date | None) -> int:
        """Number of the period that a day lies in; −1 for none."""
        if day is None or day >= self._calendar.end:
            return -1
        return sum(name <= day.isoformat() for name in self._calendar.names) - 1

    def _counted_on(self, row: Mapping[str, Any]) -> list[tuple[int, float]]:
        """How much of a consignment the plan still counts on, by period, the earliest first."""
        left, found = row["amount"], []
        for t in range(self._first, self._calendar.n_periods):
            there = self._of_route(row, t) if row["route"] else sum(self._of_supply(row, t).values())
            taken = min(left, there)
            if taken > _NOTHING * row["amount"]:
                found.append((t, taken))
                left -= taken
        return found if row["planned"] is None else []

    def _of_supply(self, row: Mapping[str, Any], t: int) -> dict[int, float]:
        """What columns of a supply still bring in a period: those that are paid, or cost nothing."""
        if not row["supply"]:
            return {}
        names = {"supply": row["supply"], "good": row["good"], "place": row["place"] or ""}
        period = self._formulation.index.periods[t]
        columns = self._columns.columns_of("supplied", **names, period=period)
        free = self._formulation.supplied.price[columns - self._formulation.supplied.column[0]] == 0.0
        return {
            int(column): self._lowered.get(int(column), float(self._value[column]))
            for column, costs_nothing in zip(columns, free, strict=True)
            if costs_nothing or self._paid[column]
        }

    def _of_route(self, row: Mapping[str, Any], t: int) -> float:
        """What arrives in a period of what was sent along a route before now."""
        sent = self._columns.columns_of("sent", route=row["route"], good=row["good"], to=row["place"] or "")
        past = set(self._formulation.index.periods[: self._first])
        only = np.zeros(len(self._value), dtype=bool)
        frame = self._formulation.program.columns["sent"].frame()
        only[frame.filter(pl.col("period").is_in(list(past)))["position"].to_numpy()] = True
        chosen = np.zeros(len(self._value), dtype=bool)
        chosen[sent] = True
        place = row["place"] or ""
        arriving = self._columns.arrivals(self._value, row["good"], place, t, only & chosen)
        return arriving - self._failing[row["good"], place, t]

    def _take_away(self, row: Mapping[str, Any], counted_on: list[tuple[int, float]]) -> None:
        """Take away what the plan counted on."""
        for t, amount in counted_on:
            if row["route"]:
                self._failing[row["good"], row["place"] or "", t] += amount
                continue
            left = amount
            for column, there in self._of_supply(row, t).items():
                taken = min(left, there)
                self._lowered[column] = there - taken
                left -= taken

    def _let_come(self, row: Mapping[str, Any], amount: float, day: dt.date) -> None:
        """A supply of what comes, on the day on which it does."""
        self._supplies.append(
            {
                "supply": row["consignment"],
                "good": row["good"],
                "place": row["place"],
                "at_most": amount,
                "per": "horizon",
                "kind": "on_the_way",
                "certainty": "confirmed",
                "from": day,
                "until": day + dt.timedelta(days=1),
                "source": row["source"],
                "note": row["note"],
            }
        )

    def result(self) -> OnTheWay:
        """Everything that was entered."""
        economy = self._economy
        if self._supplies:
            more = complete(pl.DataFrame(self._supplies, infer_schema_length=None), SUPPLIES)
            rows = pl.concat([economy["supplies"], more], how="diagonal")
            economy = economy.with_table("supplies", rows)
        failing = [
            (good, place, self._formulation.index.periods[t], amount)
            for (good, place, t), amount in self._failing.items()
            if amount > 0.0
        ]
        return OnTheWay(
            economy,
            self._bounds(),
            pl.DataFrame(failing, schema=FAILING, orient="row"),
            tuple(self._missed),
            pl.DataFrame(self._differences, schema=DIFFERENCES, orient="row"),
        )

    def _bounds(self) -> pl.DataFrame:
        """The columns that were lowered, by their names; those at 0 too."""
        frame = self._formulation.program.columns["supplied"].frame()
        frame = frame.filter(pl.col("position").is_in(list(self._lowered)))
        value = [self._lowered[position] for position in frame["position"].to_list()]
        return frame.drop("position").with_columns(
            family=pl.lit("supplied"), value=pl.Series(value, dtype=pl.Float64)
        )
