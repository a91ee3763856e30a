"""A small economy to change: ten people, bread, two days and three more."""

from __future__ import annotations

import datetime as dt

from commonweal.model import Calendar, Economy, Settings

__all__ = ["FIRST", "LAST", "Rows", "day", "small"]

Rows = dict[str, list[dict[str, object]]]

START = dt.date(2031, 1, 1)
FIRST, LAST = "2031-01-01", "2031-01-03"


def day(number: int) -> dt.date:
    """A day of the calendar, from 0."""
    return START + dt.timedelta(days=number)


def small(**tables: list[dict[str, object]]) -> Economy:
    """The base with some tables replaced."""
    base: Rows = {
        "goods": [{"good": "bread", "unit": "kg", "mass": 1.0}, {"good": "salt", "unit": "kg"}],
        "places": [{"place": "here"}, {"place": "there"}],
        "people": [{"group": "all", "place": "here", "people": 10.0}],
        "needs": [{"good": "bread", "amount": 0.5}],
        "supplies": [{"supply": "aid", "good": "bread", "place": "here", "at_most": 2.0, "per": "day"}],
    }
    settings = Settings(name="small", currency="coin", calendar=Calendar(start=START, lengths=(2, 3)))
    return Economy.from_rows(settings, base | tables)
