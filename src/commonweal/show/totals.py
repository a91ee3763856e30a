"""What a plan does, summed over its periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from commonweal.model import Economy
from commonweal.show.people import FULL

if TYPE_CHECKING:
    from commonweal.plan.plan import Plan

__all__ = [
    "activity_totals",
    "binding_totals",
    "highest_prices",
    "left_over",
    "money_totals",
    "open_floors",
    "supply_totals",
]

_NOTHING = 1e-9


def supply_totals(plan: Plan) -> pl.DataFrame:
    """Supplies drawn on, the heaviest first: supply, good, supplied, tonnes, paid_in, cost."""
    mass = plan.economy["goods"].select("good", "mass")
    return (
        plan["supplies"]
        .group_by("supply", "good", "paid_in", maintain_order=True)
        .agg(pl.col("supplied").sum(), pl.col("cost").sum())
        .filter(pl.col("supplied") > _NOTHING)
        .join(mass, on="good", how="left", maintain_order="left")
        .with_columns((pl.col("supplied") * pl.col("mass") / 1000).alias("tonnes"))
        .sort("tonnes", "cost", "supplied", descending=True, nulls_last=True, maintain_order=True)
        .select("supply", "good", "supplied", "tonnes", "paid_in", "cost")
    )


def activity_totals(plan: Plan) -> pl.DataFrame:
    """Activities that are run, in the order of the table: activity, level, n_places, outputs.

    ``outputs`` lists what comes out of them, as pairs of good and amount.
    """
    order = {name: number for number, name in enumerate(_activities(plan.economy))}
    totals = (
        plan["activities"]
        .filter(pl.col("level") > _NOTHING)
        .group_by("activity", maintain_order=True)
        .agg(pl.col("level").sum(), pl.col("place").n_unique().alias("n_places"))
    )
    rows = sorted(totals.iter_rows(named=True), key=lambda row: order.get(row["activity"], len(order)))
    outputs = _outputs_per_level(plan.economy)
    told = [
        row
        | {
            "outputs": [
                {"good": good, "amount": row["level"] * amount}
                for good, amount in outputs.get(row["activity"], {}).items()
            ]
        }
        for row in rows
    ]
    pair = pl.Struct({"good": pl.String, "amount": pl.Float64})
    return pl.DataFrame(
        told,
        schema={"activity": pl.String, "level": pl.Float64, "n_places": pl.UInt32, "outputs": pl.List(pair)},
    )


def money_totals(plan: Plan) -> pl.DataFrame:
    """What is paid, by currency: paid_in, cost."""
    return (
        plan["supplies"]
        .filter(pl.col("cost") > _NOTHING)
        .group_by("paid_in", maintain_order=True)
        .agg(pl.col("cost").sum())
    )


def binding_totals(plan: Plan) -> pl.DataFrame:
    """Limits that bind: limit, what, place, aim, n_periods, used, allowed, price.

    Those that hold down the most urgent aim come first. ``price`` is the highest of any period; what
    a limit weighs is its price times what it allows, which compares limits of different units.
    """
    ranks = {aim.name: rank for rank, aim in enumerate(plan.aims)}
    last = len(ranks)
    size = pl.max_horizontal(pl.col("used").abs(), pl.col("allowed").abs())
    return (
        plan["binding"]
        .with_columns(
            rank=pl.col("aim").replace_strict(ranks, default=last, return_dtype=pl.Int64),
            worth=(pl.col("price") * size).abs(),
        )
        .sort("rank", pl.col("price").abs(), descending=[False, True], maintain_order=True)
        .group_by("limit", "what", "place", maintain_order=True)
        .agg(
            pl.col("aim").first(),
            pl.len().alias("n_periods"),
            pl.col("used").sum(),
            pl.col("allowed").sum(),
            pl.col("price").first(),
            pl.col("rank").first(),
            pl.col("worth").filter(pl.col("rank") == pl.col("rank").first()).sum(),
        )
        .sort("rank", "worth", "n_periods", descending=[False, True, True], maintain_order=True)
        .drop("rank", "worth")
    )


def highest_prices(plan: Plan) -> pl.DataFrame:
    """The highest price of each good for each aim: good, aim, price, place, period."""
    return (
        plan["prices"]
        .filter(pl.col("price").abs() > _NOTHING)
        .sort(pl.col("price").abs(), descending=True, maintain_order=True)
        .group_by("aim", "good", maintain_order=True)
        .first()
        .sort("aim", maintain_order=True)
        .select("good", "aim", "price", "place", "period")
    )


def open_floors(plan: Plan) -> pl.DataFrame:
    """Floors that are not kept in full, the most urgent and then the least kept first."""
    return (
        plan["floors"]
        .filter(pl.col("kept") < FULL)
        .sort("tier", "kept", "kind", "what", "place", "period", maintain_order=True)
    )


def left_over(plan: Plan) -> pl.DataFrame:
    """What is thrown away at a cost, or left over though it should not be: good, amount."""
    return (
        plan["leftovers"]
        .group_by("good", maintain_order=True)
        .agg(pl.col("amount").sum())
        .filter(pl.col("amount") > _NOTHING)
    )


def _activities(economy: Economy) -> list[str]:
    return list(dict.fromkeys(economy["activities"]["activity"].to_list()))


def _outputs_per_level(economy: Economy) -> dict[str, dict[str, float]]:
    """What one level of each activity puts out, by good; rows of one good are added up."""
    outputs: dict[str, dict[str, float]] = {}
    for activity, good, amount in economy["activity_goods"].select("activity", "good", "amount").iter_rows():
        if amount > 0:
            goods = outputs.setdefault(activity, {})
            goods[good] = goods.get(good, 0.0) + amount
    return outputs
