"""What would help: prices of goods at places, and what is used to the last."""

from __future__ import annotations

import re
from typing import Any

import polars as pl

from commonweal.show.picture.columns import figures, listed, positions, rounded
from commonweal.show.picture.lists import Lists

__all__ = ["aims", "limits", "prices"]

_TIER = re.compile(r"(?:total of |equal shares of )?tier ([0-9]+)")
_KINDS = {
    "route": "route",
    "supply": "supply",
    "limit": "limit",
    "cap on intake": "intake",
    "capacity": "activity",
    "store": "store",
    "equipment": "equipment",
}
_BETWEEN = ", "  # what the table of limits puts between the names in one cell


def aims(lists: Lists) -> list[dict[str, Any]]:
    """The aims of the plan in their order."""
    return [
        {"name": aim.name, "tier": _tier_of(aim.name), "value": rounded(aim.value), "unit": aim.unit}
        for aim in lists.plan.aims
    ]


def _tier_of(aim: str) -> int:
    """The tier whose coverage an aim is about; 0 for another aim."""
    found = _TIER.fullmatch(aim)
    return int(found[1]) if found else 0


def prices(lists: Lists) -> dict[str, list[Any]]:
    """The price of each good at each place in each period, for the first aim that has one there."""
    names = [aim.name for aim in lists.plan.aims]
    tiers = [_tier_of(name) for name in names]
    rows = (
        lists.plan["prices"]
        .with_columns(
            positions("good", lists.goods),
            positions("place", lists.places),
            positions("period", lists.periods),
            positions("aim", names),
        )
        .filter(pl.col("aim").is_not_null())
        .sort("good", "place", "period", "aim", maintain_order=True)
        .unique(["good", "place", "period"], keep="first", maintain_order=True)
        .with_columns(
            of=pl.col("aim").replace_strict(dict(enumerate(tiers)), default=0, return_dtype=pl.Int64)
        )
    )
    return listed(rows.select("good", "place", "period", "price", "of", "aim"))


def limits(lists: Lists) -> dict[str, list[Any]]:
    """What is used to the full, and what one unit more of it would be worth."""
    found = lists.plan["binding"].join(_known(lists), on=["limit", "what"], how="left", maintain_order="left")
    at = found.join(
        lists.supplies.select("supply", good_name="good", place="place", at="position"),
        left_on=["name", "good_name", "place"],
        right_on=["supply", "good_name", "place"],
        how="left",
        maintain_order="left",
    )
    goods = lists.economy["goods"].select("good", "unit", "kind")
    rows = at.join(goods, left_on="good_name", right_on="good", how="left", maintain_order="left")
    supply = pl.col("limit") == "supply"
    purse = supply & (pl.col("kind") == "currency")
    told = rows.select(
        kind=pl.when(purse).then(pl.lit("purse")).otherwise(pl.col("limit").replace(_KINDS)),
        name=pl.coalesce("name", "what"),
        position=pl.when(supply).then("at").otherwise("position"),
        back=pl.col("back").fill_null(value=False),
        place=positions("place", lists.places),
        good=positions("good_name", lists.goods),
        period=positions("period", lists.periods),
        unit=pl.when(pl.col("limit") == "route").then(pl.lit("t")).otherwise(pl.col("unit").fill_null("")),
        aim=positions("aim", [aim.name for aim in lists.plan.aims]),
    )
    return listed(told) | {
        "used": figures(rows["used"]),
        "at_most": figures(rows["allowed"]),
        "price": figures(rows["price"]),
    }


def _known(lists: Lists) -> pl.DataFrame:
    """What the cells ``what`` of the table of limits name: limit, what, name, good_name, position, back."""
    routes = lists.directions.select(
        _cell("route"), _joined("route", "from_place", "to_place"), "position", "back", name="route"
    )
    supplies = lists.supplies.select("supply", "good").unique(maintain_order=True)
    activities = pl.DataFrame({"name": lists.activities}, schema={"name": pl.String}).with_columns(
        position=pl.int_range(pl.len(), dtype=pl.Int64)
    )
    goods = pl.DataFrame({"good": lists.goods}, schema={"good": pl.String})
    tiers = lists.economy["needs"].select(pl.col("tier").fill_null(1).cast(pl.Int64).cast(pl.String)).unique()
    groups = pl.DataFrame({"group": lists.groups}, schema={"group": pl.String})
    parts = [
        routes,
        supplies.select(_cell("supply"), _joined("supply", "good"), name="supply", good_name="good"),
        activities.select(_cell("capacity"), "name", "position", what="name"),
        goods.select(_cell("store"), what="good", name="good", good_name="good"),
        groups.join(goods, how="cross")
        .join(tiers, how="cross")
        .select(_cell("cap on intake"), _joined("tier", "group", "good"), name="group", good_name="good"),
    ]
    schema = {
        "limit": pl.String, "what": pl.String, "name": pl.String, "good_name": pl.String,
        "position": pl.Int64, "back": pl.Boolean,
    }  # fmt: skip
    return pl.concat([pl.DataFrame(schema=schema), *parts], how="diagonal").unique(
        ["limit", "what"], keep="first", maintain_order=True
    )


def _cell(limit: str) -> pl.Expr:
    """The kind of a limit as the table of limits has it."""
    return pl.lit(limit).alias("limit")


def _joined(*columns: str) -> pl.Expr:
    """Names as the table of limits has them in one cell."""
    return pl.concat_str(columns, separator=_BETWEEN).alias("what")
