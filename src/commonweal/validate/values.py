"""Checks of single values: blanks, ranges, words and pairs that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import polars as pl

from commonweal.findings import Finding
from commonweal.model.economy import TABLES, Economy
from commonweal.model.table import Column, Kind, Table
from commonweal.validate.report import LISTED, at, finding, suggestion
from commonweal.validate.rows import filled, where

__all__ = ["check_values"]

_SCALE = 1e15  # amounts must be smaller (conventions §3)
_COST = re.compile(r"[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]{1,2})?")

_LEAST_AND_MOST = (
    ("supplies", "at_least", "at_most"),
    ("limits", "at_least", "at_most"),
    ("activities", "minimum", "capacity"),
    ("needs", "amount", "at_most"),
    ("stocks", "opening", "capacity"),
    ("stocks", "closing", "capacity"),
)
"""Pairs of columns of which the first may not exceed the second."""


def check_values(economy: Economy, unread: Collection[str]) -> Iterator[Finding]:
    """Findings about single cells and pairs of cells of a row."""
    for name, table in TABLES.items():
        rows = economy[name]
        if table.required and not rows.height and name not in unread:
            yield _empty(economy, table)
        if name not in unread:
            yield from _blanks(economy, table)
        for column in filled(economy, table):
            if column.kind.numeric:
                yield from _numbers(economy, table, column)
            if column.kind is Kind.CHOICE:
                yield from _words(economy, table, column)
    yield from _least_and_most(economy)
    yield from _missing_partners(economy, unread)
    yield from _disposals(economy, unread)
    if "economy" not in unread:
        yield from _weights(economy)


def _empty(economy: Economy, table: Table) -> Finding:
    """A required table without rows."""
    origin = economy.origins.get(table.name)
    why = f"There are no rows: a plan needs at least one, each {table.meaning}."
    remedy = "A plan for nobody's needs would be empty; add them."
    if table.name not in {"needs", "people"}:
        remedy = "Add them."
    return finding(
        "A09", why, remedy, file=origin.file if origin else table.name, sheet=origin.sheet if origin else ""
    )


def _blanks(economy: Economy, table: Table) -> Iterator[Finding]:
    """Required cells that are blank."""
    rows = economy[table.name]
    for column in table.columns:
        if not column.required or not rows[column.name].null_count():
            continue
        fill = "Write 0 if it is none" if column.kind.numeric else "Fill it"
        remedy = f"{fill}, or delete the row."
        for index in where(rows, pl.col(column.name).is_null()):
            yield at(economy, "B02", (table.name, index, column.name), "The cell is blank.", remedy)


def _numbers(economy: Economy, table: Table, column: Column) -> Iterator[Finding]:
    """Numbers that are none, too large, outside their range, or broken where whole ones are needed."""
    rows, number = economy[table.name], pl.col(column.name)
    size = number.abs()
    checks = [
        (number.is_nan(), "B02", "This is not a number.", "Write a number, or leave it blank."),
        (number.is_infinite(), "B03", "Infinity is not an amount.", "For 'no limit' leave it blank."),
        (size.is_finite() & (size >= _SCALE), "B09", "Amounts must be under 1e15.", "Is the unit right?"),
        *_ranges(table, column),
    ]
    if column.kind is Kind.COUNT:
        checks.append(
            (
                number.is_finite() & (number != number.round()),
                "B01",
                "This is not a whole number.",
                "Write a whole number.",
            )
        )
    for condition, code, why, remedy in checks:
        for index in where(rows, condition):
            yield at(economy, code, (table.name, index, column.name), why, remedy)


def _ranges(table: Table, column: Column) -> list[tuple[pl.Expr, str, str, str]]:
    """Conditions under which a number is outside the range of its column."""
    number = pl.col(column.name)
    finite = number.is_finite()
    checks = []
    if column.at_least == 0 or column.above == 0:
        people = table.name in {"needs", "people"}
        why = "A need can't be negative." if table.name == "needs" else "This can't be negative."
        remedy = (
            "What comes from outside belongs in supplies." if people else "Write how much, without a sign."
        )
        checks.append((finite & (number < 0), "B04" if people else "B05", why, remedy))
    elif column.at_least is not None:
        why = f"This is under {column.at_least:g}."
        checks.append(
            (finite & (number < column.at_least), "B06", why, f"Write {column.at_least:g} or more.")
        )
    if column.above is not None:
        why, remedy = f"This must be more than {column.above:g}.", "Leave it blank if there is none."
        checks.append((number == column.above, "B06", why, remedy))
    if column.at_most is not None:
        why, remedy = f"This is over {column.at_most:g}.", f"Write {column.at_most:g} or less."
        if column.kind is Kind.SHARE:
            why, remedy = "This is not a share from 0 to 1.", "Write 15 % as 0.15."
        checks.append((finite & (number > column.at_most), "B06", why, remedy))
    return checks


def _words(economy: Economy, table: Table, column: Column) -> Iterator[Finding]:
    """Words that are none of the choices."""
    if not column.choices:
        return
    rows = economy[table.name]
    why = f"The words here are {', '.join(column.choices)}."
    remedy = "Write one of them."
    for count, index in enumerate(where(rows, ~pl.col(column.name).is_in(column.choices))):
        if count < LISTED:  # looking for near words takes time, and the rest are only counted
            remedy = suggestion(rows[column.name][index], column.choices, "Write one of them.")
        yield at(economy, "C01", (table.name, index, column.name), why, remedy)


def _least_and_most(economy: Economy) -> Iterator[Finding]:
    """Rows whose least is more than their most."""
    for name, least, most in _LEAST_AND_MOST:
        rows = economy[name]
        for index in where(rows, pl.col(least) > pl.col(most)):
            why = f"{least} is more than {most}, {rows[most][index]:.15g}."
            yield at(economy, "B07", (name, index, least), why, "Exchange them, or correct one.")


def _missing_partners(economy: Economy, unread: Collection[str]) -> Iterator[Finding]:
    """Cells that may be blank alone, but not beside what stands in their row."""
    bounded = pl.col("at_most").is_not_null() | pl.col("at_least").is_not_null()
    nothing = pl.col("amount").is_null() & pl.col("at_most").is_null()
    checks = [
        ("supplies", "per", bounded & pl.col("per").is_null(),
         "The row has an amount and does not say per what.", "Write day, period or horizon."),
        ("needs", "amount", nothing,
         "Neither an amount nor a cap is given.", "Write how much one person needs a day."),
    ]  # fmt: skip
    if not economy.settings.currency and "economy" not in unread:
        why = "There is a price and no currency: the row has none and neither has economy.toml."
        unpaid = (pl.col("price") > 0) & pl.col("paid_in").is_null()
        checks.append(("supplies", "paid_in", unpaid, why, "Name the good it is paid in."))
    for table, column, condition, why, remedy in checks:
        if table not in unread:
            for index in where(economy[table], condition):
                yield at(economy, "B02", (table, index, column), why, remedy)


def _disposals(economy: Economy, unread: Collection[str]) -> Iterator[Finding]:
    """Words about what may be left over that are neither free, no, nor a cost that can be paid."""
    unpaid = not economy.settings.currency and "economy" not in unread
    for index, word in enumerate(economy["goods"]["disposal"]):
        if word is None or word in {"free", "no"}:
            continue
        cell = ("goods", index, "disposal")
        if not _COST.fullmatch(word):
            why = "This is neither 'free' nor 'no' nor a cost per unit."
            yield at(economy, "B01", cell, why, "Write one of them; blank is free.")
        elif unpaid and float(word) > 0:
            why = "There is a cost of leaving it over and no currency to pay it in."
            yield at(economy, "B02", cell, why, "Name the currency in economy.toml.", value=word)


def _weights(economy: Economy) -> Iterator[Finding]:
    """Weights of an effort that would reward it: nothing would then limit the plan."""
    effort = economy.settings.effort
    for word, weight in effort.items() if isinstance(effort, dict) else ():
        if not 0 <= weight < _SCALE:
            why = f"The weight of '{word}' is no number from 0 on, so more effort could count as less."
            remedy = "Write 0 or more."
            yield finding("B05", why, remedy, file="economy.toml", column="effort", value=f"{weight:g}")
