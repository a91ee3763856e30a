"""A small sound economy with loops of techniques in it, and ways to change it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from commonweal.model import Calendar, Economy, Settings

__all__ = ["DAY", "Row", "Rows", "foundry", "techniques"]

Row = dict[str, object]
Rows = dict[str, list[Row]]

DAY = dt.date(2031, 1, 1)

GOODS = (
    ("bread", "kg", "food", 1.0),
    ("coal", "t", "good", 1000.0),
    ("coin", "coin", "currency", None),
    ("energy", "kcal", "nutrient", None),
    ("labour", "h", "labour", None),
    ("power", "MWh", "service", None),
    ("scrap", "t", "good", 1000.0),
    ("steel", "t", "good", 1000.0),
    ("tools", "piece", "durable", 1.0),
)

HANDS: Row = {"supply": "hands", "good": "labour", "place": "*", "at_most": 80.0, "per": "day"}
MARKET: Row = {"supply": "market", "good": "bread", "place": "north", "at_most": 9.0, "per": "day"}
ROAD: Row = {"route": "road", "from_place": "north", "to_place": "south", "capacity": 3.0}

RECYCLING = {"recycle": {"scrap": -1.0, "steel": 0.9, "labour": -2.0}, "wear": {"steel": -1.0, "scrap": 1.0}}
MINING = {"burn": {"coal": -2.0, "power": 1.0}, "dig": {"power": -0.25, "coal": 1.0, "labour": -3.0}}


def techniques(**coefficients: Mapping[str, float]) -> Rows:
    """The tables of some techniques: each with the amounts of its goods."""
    return {
        "activities": [{"activity": name} for name in coefficients],
        "activity_goods": [
            {"activity": name, "good": good, "amount": amount}
            for name, amounts in coefficients.items()
            for good, amount in amounts.items()
        ],
    }


def foundry(**tables: list[Row]) -> Economy:
    """Two towns with a coal mine that burns some of its coal, some tables replaced."""
    rows: Rows = {
        "goods": [
            {"good": good, "unit": unit, "kind": kind, "mass": mass} for good, unit, kind, mass in GOODS
        ],
        "places": [{"place": "north"}, {"place": "south"}, {"place": "west"}],
        "people": [
            {"group": "all", "place": "north", "people": 10.0},
            {"group": "all", "place": "south", "people": 5.0},
        ],
        "needs": [{"good": "energy", "amount": 2000.0}, {"good": "power", "amount": 0.01, "tier": 2.0}],
        "composition": [{"good": "bread", "nutrient": "energy", "amount": 2500.0}],
        "routes": [ROAD],
        "supplies": [HANDS, MARKET],
        "stocks": [{"good": "bread", "place": "north", "opening": 5.0, "closing": 5.0}],
    }
    settings = Settings(name="x", currency="coin", calendar=Calendar(start=DAY, lengths=(7, 7)))
    return Economy.from_rows(settings, rows | techniques(**MINING) | tables)
