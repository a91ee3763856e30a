"""Small helpers: the village, and one change made to it."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

import commonweal as cw
from commonweal.model import Change, Economy, Scenario

START, END = dt.date(2031, 3, 3), dt.date(2031, 4, 14)


def day(number: int) -> dt.date:
    """A day of the village, counted from 0."""
    return START + dt.timedelta(days=number)


@cache
def village() -> Economy:
    """The village, read once."""
    return cw.read("village")


def applied(*changes: Change, economy: Economy | None = None, **scenario: Any) -> cw.Applied:
    """The village with some changes."""
    return cw.apply(economy or village(), Scenario("tried", changes=changes, **scenario))


def cells(made: cw.Applied, table: str, *columns: str, **equal: object) -> list[tuple[Any, ...]]:
    """Some cells of the rows of a table that have some values."""
    rows = made.economy[table].iter_rows(named=True)
    return [
        tuple(row[name] for name in columns)
        for row in rows
        if all(row[name] == value for name, value in equal.items())
    ]
