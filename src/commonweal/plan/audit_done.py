"""The tables of a plan as an audit reads them, each row beside the row of the economy it carries out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite

import polars as pl

from commonweal.plan.audit_given import Given, Row, Span, number
from commonweal.plan.audit_ledger import Ledger

__all__ = ["Done", "Match", "read_plan"]

_AMOUNTS = {
    "coverage": ("wanted", "delivered", "coverage"),
    "deliveries": ("delivered",),
    "activities": ("level",),
    "flows": ("sent", "tonnes", "arrived"),
    "stocks": ("stock",),
    "supplies": ("supplied", "cost"),
    "leftovers": ("amount",),
    "floors": ("wanted", "shortfall", "kept"),
    "equipment": ("stands", "used", "built"),
}
_NAMES = {"good": "goods", "place": "places", "from_place": "places", "to_place": "places"}


@dataclass(frozen=True, slots=True)
class Match:
    """A row of the plan, the row of the economy it carries out, its period and days."""

    row: Row
    of: Row
    t: int
    span: Span


@dataclass(frozen=True)
class Done:
    """What a plan does. Rows carry the number of their period as ``t``."""

    coverage: list[Row]
    deliveries: list[Row]
    activities: list[Match]
    flows: list[Match]
    stocks: list[Row]
    supplies: list[Match]
    leftovers: list[Row]
    floors: list[Row]
    equipment: list[Row]


def read_plan(given: Given, tables: Mapping[str, pl.DataFrame], ledger: Ledger) -> Done:
    """Rows of a plan with known names and amounts; what nothing in the economy allows is an error."""
    rows = {name: _rows(given, name, tables[name], ledger) for name in _AMOUNTS if name in tables}
    return Done(
        coverage=rows["coverage"],
        deliveries=rows["deliveries"],
        activities=_match_activities(given, rows["activities"], ledger),
        flows=_match_flows(given, rows["flows"], ledger),
        stocks=rows["stocks"],
        supplies=_match_supplies(given, rows["supplies"], ledger),
        leftovers=rows["leftovers"],
        floors=rows["floors"],
        equipment=rows.get("equipment", []),  # only plans of economies with equipment have the table
    )


def _rows(given: Given, name: str, frame: pl.DataFrame, ledger: Ledger) -> list[Row]:
    """Rows with blanks as empty text; unknown names and amounts that are no numbers are left out."""
    frame = _with_numbers(name, frame, ledger)
    known = {column: set(getattr(given, table)) | {""} for column, table in _NAMES.items()}
    number_of_period = {period: t for t, period in enumerate(given.periods)}
    if name == "floors":
        number_of_period[""] = -1  # a floor over the whole horizon
    rows = []
    for row in frame.with_columns(pl.col(pl.String).fill_null("")).iter_rows(named=True):
        wrong = [row[column] for column in known if column in row and row[column] not in known[column]]
        row["t"] = number_of_period.get(row["period"])
        if wrong or row["t"] is None:
            ledger.check(f"names in {name}", [*wrong, row["period"]], 1.0, 1.0)
        else:
            rows.append(row)
    return rows


def _with_numbers(name: str, frame: pl.DataFrame, ledger: Ledger) -> pl.DataFrame:
    """Only rows whose amounts are numbers; negative ones are entered, and stay."""
    for column in _AMOUNTS[name]:
        amount = pl.col(column).cast(pl.Float64)
        finite = amount.is_finite().fill_null(value=False)
        _enter(f"{column} is a number", frame.filter(~finite), column, ledger)
        frame = frame.filter(finite)
        _enter(f"{column} is not negative", frame.filter(amount < 0.0), column, ledger)
        ledger.checked += frame.height
    return frame


def _enter(what: str, wrong: pl.DataFrame, column: str, ledger: Ledger) -> None:
    """Enter amounts that can't be."""
    for row in wrong.iter_rows(named=True):
        value = number(row[column], float("nan"))
        off = -value if isfinite(value) else float("inf")
        ledger.check(what, [text for text in row.values() if isinstance(text, str)], off, off)


def _match_activities(given: Given, rows: list[Row], ledger: Ledger) -> list[Match]:
    """Levels beside their rows of ``activities``."""
    table = _by_part(given, "activities", "activity")
    matches = []
    for row in rows:
        possible = table.get((row["activity"], row["part"]), [])
        possible = [of for of in possible if of["place"] in (None, "*", row["place"])]
        where = (row["activity"], row["place"], row["period"])
        matches += _match(given, row, possible, what="activity is allowed", where=where, ledger=ledger)
    return matches


def _match_flows(given: Given, rows: list[Row], ledger: Ledger) -> list[Match]:
    """Flows beside their rows of ``routes``."""
    table = _by_part(given, "routes", "route")
    matches = []
    for row in rows:
        way = (row["from_place"], row["to_place"])
        possible = [
            of
            for of in table.get((row["route"], row["part"]), [])
            if way == (of["from_place"], of["to_place"])
            or (of["both_ways"] and way == (of["to_place"], of["from_place"]))
        ]
        where = (row["route"], *way, row["good"], row["period"])
        matches += _match(given, row, possible, what="route is open", where=where, ledger=ledger)
    return matches


def _match_supplies(given: Given, rows: list[Row], ledger: Ledger) -> list[Match]:
    """Supplies beside their rows of ``supplies``; where places share one balance, by what they cost."""
    table = _by_part(given, "supplies", "supply", "good")
    matches = []
    for row in rows:
        possible = [
            of
            for of in table.get((row["supply"], row["good"], row["part"]), [])
            if row["place"] == "" or of["place"] in (None, "*", row["place"])
        ]
        price = row["cost"] / row["supplied"] if row["supplied"] else 0.0
        possible.sort(key=lambda of, price=price: abs(number(of["price"]) - price))  # type: ignore[misc]
        where = (row["supply"], row["good"], row["place"], row["period"])
        matches += _match(given, row, possible, what="supply can be had", where=where, ledger=ledger)
    return matches


def _by_part(given: Given, table: str, *names: str) -> dict[tuple[str, ...], list[Row]]:
    """Rows of a dated table by names and first day; nothing can be done by closed ones."""
    found: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in given.tables[table]:
        if row["closed"]:
            continue
        part = row["from"].isoformat() if row["from"] else ""
        found[*(row[name] for name in names), part].append(row)
    return found


def _match(
    given: Given, row: Row, possible: list[Row], *, what: str, where: tuple[str, ...], ledger: Ledger
) -> list[Match]:
    """The first possible row of the economy that holds in the period, if there is one."""
    for of in possible:
        # what is paid for before it comes can't come before the payment could be made
        lead = number(of["lead_time"]) if of.get("price") else 0.0
        span = given.held(of, row["t"], not_before=lead)
        if span[0] < span[1]:
            ledger.checked += 1
            return [Match(row, of, row["t"], span)]
    amount = next(row[name] for name in ("level", "sent", "supplied") if name in row)
    ledger.check(what, where, amount, amount)
    return []
