"""A bakery and a town for ten days and ten more, and a plan for them worked out by hand.

At the mill grain becomes bread, five days later; a road takes it to the town, two days away. Tea is
bought on four days' notice and kept in a store that both places share. Whatever the equations say is said
by some number here, and most limits are just reached.
"""

from __future__ import annotations

import datetime as dt

import polars as pl

from commonweal.model import Calendar, Economy, Settings

__all__ = ["FIRST", "LEFT", "SECOND", "Rows", "bakery", "bakery_plan", "changed", "frames"]

Rows = dict[str, list[dict[str, object]]]

START = dt.date(2031, 1, 1)
SIXTH = dt.date(2031, 1, 6)
FIRST, SECOND = "2031-01-01", "2031-01-11"
LEFT = 0.99**10  # of grain, after ten days in store


def bakery() -> Economy:
    """The economy."""
    settings = Settings(name="bakery", currency="coin", calendar=Calendar(start=START, lengths=(10, 10)))
    return Economy.from_rows(settings, _things() | _doings() | _limits())


def _things() -> Rows:
    return {
        "goods": [
            {"good": "grain", "unit": "kg", "mass": 1.0, "loss_per_day": 0.01},
            {"good": "bread", "unit": "kg", "mass": 1.0, "kind": "food", "family": "cereal"},
            {"good": "tea", "unit": "kg"},
            {"good": "slop", "unit": "kg", "disposal": "no"},
            {"good": "ash", "unit": "kg", "disposal": "0.05"},
            {"good": "carts", "unit": "h", "pooled": True},
            {"good": "coin", "unit": "coin", "kind": "currency", "pooled": True},
            {"good": "energy", "unit": "Mcal", "kind": "nutrient"},
        ],
        "places": [{"place": "mill"}, {"place": "town"}],
        "people": [
            {"group": "residents", "place": "town", "people": 10.0, "ration": "table"},
            {"group": "guests", "place": "town", "people": 5.0, "ration": "table", "until": SIXTH},
        ],
        "rations": [{"ration": "table"}],
        "needs": [
            {"good": "energy", "amount": 2.0, "at_most": 1.6},
            {"good": "tea", "amount": 0.1, "tier": 2.0, "every": 20.0},
        ],
        "composition": [{"good": "bread", "nutrient": "energy", "amount": 2.0}],
        "supplies": [
            {"supply": "harvest", "good": "grain", "place": "mill", "at_most": 75.0, "per": "horizon"},
            {"supply": "pool", "good": "carts", "at_most": 0.011, "per": "day"},
            {"supply": "market", "good": "tea", "at_most": 1.0, "per": "day", "price": 2.0, "lead_time": 4.0},
            {"supply": "funds", "good": "coin", "at_most": 20.0, "at_least": 15.0, "per": "period"},
        ],
        "stocks": [
            {"good": "grain", "place": "mill", "opening": 100.0},
            {"good": "bread", "place": "mill", "capacity": 30.0},
            {"good": "bread", "place": "town", "opening": 70.0, "closing": 20.0},
            {"good": "tea", "capacity": 4.0},
            {"good": "coin", "opening": 3.0},
        ],
    }  # fmt: skip


def _doings() -> Rows:
    return {
        "activities": [
            {"activity": "bake", "place": "*", "capacity": 20.0, "minimum": 1.0, "until": SIXTH},
            {"activity": "bake", "place": "mill", "capacity": 10.0, "from": SIXTH},
        ],
        "activity_goods": [
            {"activity": "bake", "good": "grain", "amount": -1.0},
            {"activity": "bake", "good": "bread", "amount": 1.0, "delay": 5.0},
            {"activity": "bake", "good": "slop", "amount": 0.1, "at": "town"},
            {"activity": "bake", "good": "ash", "amount": 0.1},
        ],
        "routes": [
            {
                "route": "road", "from_place": "mill", "to_place": "town", "mode": "road", "both_ways": True,
                "capacity": 0.0055, "delay": 2.0, "loss": 0.1, "carries": "cereal",
            }
        ],
        "route_goods": [
            {"good": "carts", "amount": 2.0},
            {"route": "road", "good": "coin", "amount": 10.0},
        ],
    }  # fmt: skip


def _limits() -> Rows:
    return {
        "limits": [
            {"limit": "traffic", "at_most": 0.055, "per": "period"},
            {"limit": "diet", "place": "*", "at_most": 0.8, "per": "person"},
            {"limit": "buying", "at_least": 20.0, "per": "horizon"},
            {"limit": "tea-time", "place": "town", "at_most": -10.0, "per": "day"},
            {"limit": "only-bread", "at_most": 0.0},
            {"limit": "store", "at_most": 30.0, "from": SIXTH},
        ],
        "limit_terms": [
            {"limit": "traffic", "selector": "route: mode=road, good.family=cereal"},
            {"limit": "diet", "selector": "delivery: good=bread"},
            {"limit": "buying", "selector": "supply: good=tea"},
            {"limit": "tea-time", "selector": "delivery: good=tea", "coefficient": -1.0},
            {"limit": "only-bread", "selector": "intake: good=energy, group=residents"},
            {"limit": "only-bread", "selector": "delivery: good=bread, group=residents", "coefficient": -2.0},
            {"limit": "store", "selector": "stock: good=bread, place=mill"},
            {"limit": "store", "selector": "activity: activity=nothing"},
        ],
    }


def bakery_plan() -> Rows:
    """The plan, row by row.

    Bread: 60 baked in the first five days are ready in the next five, 50 of the following five days in
    the second period, of the last 50 half. Of what sets out in a period, 8 days' worth arrives in it.
    """
    grain = 100.0 * LEFT + 60.0 - 110.0
    return {
        "coverage": [
            _cell(1, "residents", "energy", FIRST, wanted=200.0, delivered=160.0),
            _cell(1, "residents", "energy", SECOND, wanted=200.0, delivered=97.2),
            _cell(1, "guests", "energy", FIRST, wanted=50.0, delivered=40.0),
            _cell(2, "residents", "tea", FIRST, wanted=20.0, delivered=10.0),
            _cell(2, "guests", "tea", FIRST, wanted=2.5, delivered=1.0),
        ],
        "deliveries": [
            {"good": "bread", "place": "town", "group": "residents", "period": FIRST, "delivered": 80.0},
            {"good": "bread", "place": "town", "group": "guests", "period": FIRST, "delivered": 20.0},
            {"good": "bread", "place": "town", "group": "residents", "period": SECOND, "delivered": 48.6},
            {"good": "tea", "place": "town", "group": "residents", "period": FIRST, "delivered": 4.0},
            {"good": "tea", "place": "town", "group": "guests", "period": FIRST, "delivered": 1.0},
            {"good": "tea", "place": "town", "group": "residents", "period": SECOND, "delivered": 6.0},
        ],
        "activities": [
            {"activity": "bake", "place": "mill", "period": FIRST, "part": "", "level": 60.0},
            {"activity": "bake", "place": "mill", "period": FIRST, "part": "2031-01-06", "level": 50.0},
            {"activity": "bake", "place": "mill", "period": SECOND, "part": "2031-01-06", "level": 50.0},
        ],
        "flows": [_flow(FIRST, 50.0), _flow(SECOND, 55.0)],
        "stocks": [
            {"good": "grain", "place": "mill", "period": FIRST, "stock": grain},
            {"good": "grain", "place": "mill", "period": SECOND, "stock": grain * LEFT + 15.0 - 50.0},
            {"good": "bread", "place": "mill", "period": FIRST, "stock": 10.0},
            {"good": "bread", "place": "mill", "period": SECOND, "stock": 30.0},
            {"good": "bread", "place": "town", "period": FIRST, "stock": 36.0 + 70.0 - 100.0},
            {"good": "bread", "place": "town", "period": SECOND, "stock": 6.0},
            {"good": "tea", "place": "", "period": FIRST, "stock": 1.0},
            {"good": "tea", "place": "", "period": SECOND, "stock": 4.0},
            {"good": "coin", "place": "", "period": FIRST, "stock": 3.0 + 20.0 - 20.25},
            {"good": "coin", "place": "", "period": SECOND, "stock": 2.75 + 12.0 - 11.6},
        ],
        "supplies": [
            _supply("harvest", "grain", "mill", FIRST, 60.0),
            _supply("harvest", "grain", "mill", SECOND, 15.0),
            _supply("pool", "carts", "", FIRST, 0.1),
            _supply("pool", "carts", "", SECOND, 0.11),
            _supply("market", "tea", "town", FIRST, 6.0, cost=12.0),
            _supply("market", "tea", "town", SECOND, 8.0, cost=16.0),
            _supply("market", "tea", "mill", SECOND, 1.0, cost=2.0),
            _supply("funds", "coin", "", FIRST, 20.0),
            _supply("funds", "coin", "", SECOND, 12.0),
        ],
        "leftovers": [
            {"kind": "left_over", "good": "slop", "place": "town", "period": FIRST, "amount": 11.0},
            {"kind": "left_over", "good": "slop", "place": "town", "period": SECOND, "amount": 5.0},
            {"kind": "disposed", "good": "ash", "place": "mill", "period": FIRST, "amount": 11.0},
            {"kind": "disposed", "good": "ash", "place": "mill", "period": SECOND, "amount": 5.0},
        ],
        "floors": [
            _floor("minimum", "bake", "mill", FIRST, 5.0, kept=1.0),
            _floor("minimum", "bake", "town", FIRST, 5.0, kept=0.0),
            _floor("supply", "funds", "", FIRST, 15.0, kept=1.0),
            _floor("supply", "funds", "", SECOND, 15.0, kept=0.8),
            _floor("closing", "bread", "town", SECOND, 20.0, kept=0.795),
            _floor("limit", "buying", "", "", 20.0, kept=0.75),
            _floor("cap", "tea-time", "town", FIRST, 100.0, kept=0.05),
            _floor("cap", "tea-time", "town", SECOND, 100.0, kept=0.06),
        ],
    }  # fmt: skip


def _cell(
    tier: int, group: str, good: str, period: str, *, wanted: float, delivered: float
) -> dict[str, object]:
    return {
        "tier": tier, "place": "town", "group": group, "good": good, "period": period,
        "n_periods": tier, "people": 10.0, "wanted": wanted, "delivered": delivered,
        "coverage": delivered / wanted,
    }  # fmt: skip


def _flow(period: str, sent: float) -> dict[str, object]:
    return {
        "route": "road", "from_place": "mill", "to_place": "town", "good": "bread", "period": period,
        "part": "", "sent": sent, "tonnes": sent / 1000.0, "arrived": 0.9 * sent,
    }  # fmt: skip


def _supply(
    supply: str, good: str, place: str, period: str, supplied: float, *, cost: float = 0.0
) -> dict[str, object]:
    return {
        "supply": supply, "good": good, "place": place, "period": period, "part": "",
        "supplied": supplied, "cost": cost, "paid_in": "coin" if cost else None,
    }  # fmt: skip


def _floor(kind: str, what: str, place: str, period: str, wanted: float, *, kept: float) -> dict[str, object]:
    return {
        "kind": kind, "what": what, "place": place, "period": period, "tier": 0,
        "wanted": wanted, "shortfall": wanted * (1.0 - kept), "kept": kept,
    }  # fmt: skip


def frames(rows: Rows) -> dict[str, pl.DataFrame]:
    """Rows of a plan as its tables."""
    return {name: pl.DataFrame(table, infer_schema_length=None) for name, table in rows.items()}


def changed(table: list[dict[str, object]], where: dict[str, object], **to: object) -> None:
    """Change the first row that says what ``where`` says; a function is given what stands there."""
    row = next(row for row in table if where.items() <= row.items())
    for name, value in to.items():
        row[name] = value(row[name]) if callable(value) else value
