"""A tiny economy for every family of rows: ten people, bread, two days and three more."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

import numpy as np
import polars as pl

from commonweal.formulate.formulate import formulate
from commonweal.formulate.nearness import add_nearness
from commonweal.formulate.program import LinearProgram
from commonweal.model import Calendar, Economy, Settings

__all__ = ["TINY", "program_of"]

Rows = dict[str, list[dict[str, object]]]

START = dt.date(2031, 1, 1)
SECOND, THIRD = dt.date(2031, 1, 2), dt.date(2031, 1, 3)
HARVEST = {"supply": "harvest", "good": "bread", "place": "here", "at_most": 4.0, "per": "day"}
ROAD = {"route": "road", "from_place": "here", "to_place": "there", "delay": 1.0, "loss": 0.1}


def _economy(rows: Rows) -> Economy:
    """The people, their need and the given rows; tables given replace those of the base."""
    base: Rows = {
        "goods": [{"good": "bread", "unit": "kg", "mass": 1.0}],
        "places": [{"place": "here"}],
        "people": [{"group": "all", "place": "here", "people": 10.0}],
        "needs": [{"good": "bread", "amount": 0.5}],
        "supplies": [HARVEST],
    }
    settings = Settings(name="tiny", currency="coin", calendar=Calendar(start=START, lengths=(2, 3)))
    return Economy.from_rows(settings, base | rows)


def _material_balance() -> Economy:
    """Grain is bought and kept here; baked, it comes out a day later and goes there.

    Half of the grain and, later, a quarter of the coins are lost.
    """
    return _economy(
        {
            "goods": [
                {"good": "bread", "unit": "kg", "mass": 1.0},
                {"good": "grain", "unit": "kg", "loss_per_day": 0.1},
                {"good": "coin", "unit": "coin", "kind": "currency", "pooled": True, "disposal": "no"},
            ],
            "places": [{"place": "here"}, {"place": "there"}],
            "people": [{"group": "all", "place": "there", "people": 10.0}],
            "activities": [{"activity": "bake", "place": "here", "capacity": 7.0}],
            "activity_goods": [
                {"activity": "bake", "good": "grain", "amount": -1.0},
                {"activity": "bake", "good": "bread", "amount": 1.5, "delay": 1.0},
            ],
            "supplies": [
                {"supply": "market", "good": "grain", "place": "here", "price": 2.0, "lead_time": 1.0},
                {"supply": "funds", "good": "coin"},
            ],
            "stocks": [{"good": "grain", "place": "here", "opening": 5.0, "capacity": 20.0}],
            "losses": [
                {"good": "grain", "place": "*", "share": 0.5, "on": SECOND},
                {"good": "coin", "share": 0.25, "on": THIRD},
            ],
            "routes": [ROAD],
            "route_goods": [{"good": "coin", "amount": 100.0}],
        }
    )


def _minimum_level() -> Economy:
    """A minimum that changes within the first period, and one that nothing can keep."""
    bake = {"activity": "bake", "place": "here", "capacity": 9.0}
    return _economy(
        {
            "goods": [{"good": "bread", "unit": "kg"}, {"good": "grain", "unit": "kg"}],
            "activities": [
                bake | {"minimum": 1.0, "until": SECOND},
                bake | {"minimum": 2.0, "from": SECOND, "until": THIRD},
                {"activity": "mill", "place": "here", "minimum": 3.0, "from": THIRD},
            ],
            "activity_goods": [
                {"activity": "bake", "good": "bread", "amount": 1.0},
                {"activity": "mill", "good": "grain", "amount": -1.0},
                {"activity": "mill", "good": "bread", "amount": 1.0},
            ],
        }
    )


def _equipment() -> Economy:
    """Ovens that wear, break and are built, one of them asked for at the end; a press that all places share.

    The press is used by two activities, one of which holds from the second day on; no mill stands.
    """
    return _economy(
        {
            "goods": [{"good": "bread", "unit": "kg"}],
            "activities": [
                {"activity": "bake", "place": "here"},
                {"activity": "press", "place": "here", "from": SECOND},
                {"activity": "mason", "place": "here"},
            ],
            "activity_goods": [
                {"activity": "bake", "good": "bread", "amount": 1.0},
                {"activity": "press", "good": "bread", "amount": 2.0},
                {"activity": "mason", "good": "bread", "amount": -3.0},
            ],
            "equipment": [
                {
                    "equipment": "oven",
                    "place": "*",
                    "opening": 4.0,
                    "wear_per_year": 0.5,
                    "built_by": "mason",
                    "per_level": 2.0,
                    "delay": 1.0,
                    "closing": 5.0,
                    "tier": 1.0,
                },
                {"equipment": "press", "opening": 10.0},
            ],
            "equipment_use": [
                {"equipment": "oven", "activity": "bake", "amount": 0.5},
                {"equipment": "press", "activity": "bake", "amount": 1.0},
                {"equipment": "press", "activity": "press", "amount": 3.0},
                {"equipment": "mill", "activity": "press", "amount": 1.0},
            ],
            "equipment_losses": [{"equipment": "oven", "place": "here", "share": 0.25, "on": THIRD}],
        }
    )


def _closing_stock() -> Economy:
    """What is on the road to a store counts; and a closing stock of what never comes."""
    return _economy(
        {
            "goods": [{"good": "bread", "unit": "kg", "mass": 1.0}, {"good": "salt", "unit": "kg"}],
            "places": [{"place": "here"}, {"place": "there"}],
            "routes": [ROAD],
            "stocks": [
                {"good": "bread", "place": "there", "closing": 3.0},
                {"good": "salt", "place": "here", "closing": 1.0},
            ],
        }
    )


def _shared_store() -> Economy:
    """One store for both places; nothing in it may be thrown away, and a tenth of it is lost."""
    return _economy(
        {
            "goods": [{"good": "bread", "unit": "kg", "disposal": "no", "loss_per_day": 0.5}],
            "places": [{"place": "here"}, {"place": "there"}],
            "stocks": [{"good": "bread", "opening": 8.0, "capacity": 6.0}],
            "losses": [{"good": "bread", "share": 0.1, "on": dt.date(2031, 1, 5)}],
        }
    )


def _route_capacity() -> Economy:
    """Two goods share a road that closes after a day of the second period, and has no rows then."""
    return _economy(
        {
            "goods": [
                {"good": "bread", "unit": "kg", "mass": 1.0},
                {"good": "oil", "unit": "L", "mass": 0.9},
            ],
            "places": [{"place": "here"}, {"place": "there"}],
            "needs": [{"good": "bread", "amount": 0.5}, {"good": "oil", "amount": 0.02, "tier": 2.0}],
            "supplies": [HARVEST, HARVEST | {"good": "oil"}],
            "people": [{"group": "all", "place": "there", "people": 10.0}],
            "routes": [
                ROAD | {"capacity": 0.004, "until": dt.date(2031, 1, 4)},
                ROAD | {"capacity": 0.004, "from": dt.date(2031, 1, 4), "closed": True},
            ],
        }
    )


def _supply_limit() -> Economy:
    """What both places share over the whole time, and what each has a day of its own."""
    return _economy(
        {
            "places": [{"place": "here"}, {"place": "there"}],
            "supplies": [
                {"supply": "aid", "good": "bread", "at_most": 9.0, "per": "horizon"},
                HARVEST | {"place": "*", "from": SECOND},
            ],
        }
    )


def _supply_floor() -> Economy:
    """A contract a period, before tier 2; and one that is closed, whose floor can't be kept."""
    contract = HARVEST | {"at_least": 3.0, "per": "period", "tier": 2.0}
    closed = contract | {"supply": "aid", "per": "horizon", "closed": True}
    return _economy({"supplies": [contract, closed]})


def _intake() -> Economy:
    """Energy from bread and oil; soap counted over five days together, more of it from the second day on."""
    return _economy(
        {
            "goods": [{"good": good, "unit": "kg"} for good in ("bread", "oil", "soap", "energy")],
            "needs": [
                {"good": "energy", "amount": 2.0},
                {"good": "soap", "amount": 0.1, "tier": 2.0, "every": 5.0, "until": SECOND},
                {"good": "soap", "amount": 0.2, "tier": 2.0, "every": 5.0, "from": SECOND},
            ],
            "composition": [
                {"good": "bread", "nutrient": "energy", "amount": 2.5},
                {"good": "oil", "nutrient": "energy", "amount": 8.0},
            ],
            "supplies": [HARVEST, HARVEST | {"good": "oil"}, HARVEST | {"good": "soap"}],
        }
    )


def _intake_cap() -> Economy:
    """A cap of its own, and one that changes within the first period."""
    return _economy(
        {
            "goods": [{"good": "bread", "unit": "kg"}, {"good": "salt", "unit": "g"}],
            "needs": [
                {"good": "bread", "amount": 0.5, "at_most": 0.6},
                {"good": "salt", "at_most": 5.0, "until": SECOND},
                {"good": "salt", "at_most": 7.0, "from": SECOND},
            ],
            "composition": [{"good": "bread", "nutrient": "salt", "amount": 10.0}],
        }
    )


def _ration_tie() -> Economy:
    """Two groups, one table; guests leave after a day."""
    return _economy(
        {
            "goods": [{"good": "bread", "unit": "kg"}, {"good": "energy", "unit": "kcal"}],
            "people": [
                {"group": "all", "place": "here", "people": 10.0, "ration": "table"},
                {"group": "guests", "place": "here", "people": 4.0, "ration": "table", "until": SECOND},
            ],
            "rations": [{"ration": "table"}],
            "needs": [{"good": "energy", "amount": 2000.0}],
            "composition": [{"good": "bread", "nutrient": "energy", "amount": 2500.0}],
        }
    )


def _limited(limit: Mapping[str, object], selector: str) -> Economy:
    """The base with one limit."""
    return _economy(
        {
            "limits": [{"limit": "rule", **limit}],
            "limit_terms": [{"limit": "rule", "selector": selector}],
        }
    )


def _limit() -> Economy:
    """No more than so much a person on the days on which the limit holds."""
    return _limited({"at_most": 0.4, "per": "person", "from": SECOND}, "delivery: good=bread")


def _limit_floor() -> Economy:
    """At least so much a day, at each place."""
    return _limited({"at_least": 0.5, "per": "day", "place": "*"}, "supply: good=bread")


def _cap_floor() -> Economy:
    """Less than nothing: the cap is kept as far as can be."""
    return _limited({"at_most": -2.0, "per": "horizon"}, "supply: good=bread")


def _moved() -> Economy:
    """Two goods on one road; ``program_of`` sets them beside what was done before."""
    return _route_capacity()


def program_of(name: str) -> LinearProgram:
    """The golden program of a name: that of its economy, with rows of nearness for ``moved``."""
    program = formulate(TINY[name]()).program
    if name != "moved":
        return program
    before = pl.DataFrame(
        {
            "family": ["sent", "sent", "sent", "delivered"],
            "route": ["road", "road", "road", ""],
            "from": ["here", "here", "here", ""],
            "to": ["there", "there", "there", ""],
            "place": ["", "", "", "there"],
            "group": ["", "", "", "all"],
            "good": ["bread", "bread", "oil", "bread"],
            "period": ["2031-01-01", "2031-01-03", "2031-01-01", "2031-01-03"],
            "value": [4.0, 2.0, 1.0, 1.8],
        }
    )
    nowhere = np.full(program.n_columns, np.inf)
    return add_nearness(program, before, ["2031-01-03"], nowhere).program


TINY: Mapping[str, Callable[[], Economy]] = {
    "material_balance": _material_balance,
    "minimum_level": _minimum_level,
    "equipment": _equipment,
    "closing_stock": _closing_stock,
    "shared_store": _shared_store,
    "route_capacity": _route_capacity,
    "supply_limit": _supply_limit,
    "supply_floor": _supply_floor,
    "intake": _intake,
    "intake_cap": _intake_cap,
    "ration_tie": _ration_tie,
    "limit": _limit,
    "limit_floor": _limit_floor,
    "cap_floor": _cap_floor,
    "moved": _moved,
}
"""What makes the economy of each golden program, by the program's name."""
