"""What is done otherwise: what is carried, bought, made and kept, in one plan beside another."""

from __future__ import annotations

import polars as pl

from commonweal.compare.pairing import Pair, changes
from commonweal.plan.plan import Plan

__all__ = [
    "activity_changes",
    "flow_changes",
    "money_changes",
    "stock_changes",
    "supply_changes",
]


def flow_changes(pair: Pair) -> pl.DataFrame:
    """What sets out along each route: route, from_place, to_place, good, and amounts in units and tonnes."""
    base, other = pair.rows("flows")
    keys = ("route", "from_place", "to_place", "good")
    return changes(base, other, keys, {"sent": "", "tonnes": "_tonnes"}, within="good")


def supply_changes(pair: Pair) -> pl.DataFrame:
    """What comes from outside: supply, good, place, paid_in, and amounts in units, tonnes and money."""
    base, other = (
        rows.join(_masses(plan), on="good", how="left").with_columns(
            tonnes=pl.col("supplied") * pl.col("mass").fill_null(0.0) / 1000.0
        )
        for rows, plan in zip(pair.rows("supplies"), (pair.base, pair.other), strict=True)
    )
    amounts = {"supplied": "", "tonnes": "_tonnes", "cost": "_cost"}
    return changes(base, other, ("supply", "good", "place", "paid_in"), amounts, within="good")


def money_changes(pair: Pair) -> pl.DataFrame:
    """What is paid, by currency: paid_in, base, here, change."""
    base, other = (rows.filter(pl.col("cost") > 0.0) for rows in pair.rows("supplies"))
    return changes(base, other, ("paid_in",), {"cost": ""}, within="paid_in")


def activity_changes(pair: Pair) -> pl.DataFrame:
    """How much each activity is run at each place: activity, place, base, here, change (levels)."""
    return changes(*pair.rows("activities"), ("activity", "place"), {"level": ""}, within="activity")


def stock_changes(pair: Pair) -> pl.DataFrame:
    """What is in store at the end of the last shared period: good, place, base, here, change."""
    last = pl.col("period") == pair.periods[-1]
    base, other = (rows.filter(last) for rows in pair.rows("stocks"))
    return changes(base, other, ("good", "place"), {"stock": ""}, within="good")


def _masses(plan: Plan) -> pl.DataFrame:
    return plan.economy["goods"].select("good", "mass")
