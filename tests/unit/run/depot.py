"""A depot and a camp, four periods of ten days: flour is bought at the depot and carried to the camp."""

from __future__ import annotations

import datetime as dt

import polars as pl

from commonweal.model import Calendar, Economy, Settings

__all__ = ["DAYS", "depot", "stock_of"]

START = dt.date(2031, 1, 1)
DAYS = tuple(START + dt.timedelta(days=10 * t) for t in range(4))
"""First day of each period."""

Rows = dict[str, list[dict[str, object]]]


def depot(**tables: list[dict[str, object]]) -> Economy:
    """The economy; a table given takes the place of the usual one.

    A hundred people eat half a kilogram of flour a day: 500 kg in a period. The harvest brings 300 kg in
    the first period and 600 in the last; the rest is bought at the depot.
    """
    rows: Rows = {
        "goods": [
            {"good": "flour", "unit": "kg", "mass": 1.0},
            {"good": "money", "unit": "coin", "kind": "currency", "pooled": True},
            {"good": "work", "unit": "h", "kind": "labour", "pooled": True},
        ],
        "places": [{"place": "depot"}, {"place": "camp"}],
        "people": [{"group": "all", "place": "camp", "people": 100.0}],
        "needs": [{"good": "flour", "amount": 0.5}],
        "supplies": [
            {"supply": "harvest", "good": "flour", "place": "depot", "at_most": 300.0, "per": "period",
             "until": DAYS[1]},
            {"supply": "harvest", "good": "flour", "place": "depot", "at_most": 600.0, "per": "period",
             "from": DAYS[3]},
            {"supply": "market", "good": "flour", "place": "depot", "at_most": 60.0, "per": "day",
             "price": 2.0, "lead_time": 10.0},
            {"supply": "funds", "good": "money", "at_most": 900.0, "per": "period"},
            {"supply": "hands", "good": "work"},
        ],
        "stocks": [
            {"good": "flour", "place": "depot", "opening": 400.0, "capacity": 2000.0},
            {"good": "flour", "place": "camp", "capacity": 2000.0},
        ],
        "routes": [
            {"route": "road", "from_place": "depot", "to_place": "camp", "capacity": 0.1, "delay": 5.0}
        ],
        "route_goods": [{"good": "work", "amount": 3.0}],
    }  # fmt: skip
    settings = Settings(name="depot", currency="money", calendar=Calendar(start=START, lengths=(10,) * 4))
    return Economy.from_rows(settings, rows | tables)


def stock_of(tables: pl.DataFrame, good: str, place: str, t: int) -> float:
    """A stock at the end of a period."""
    found = tables.filter(good=good, place=place, period=DAYS[t].isoformat())
    return float(found["stock"][0])
