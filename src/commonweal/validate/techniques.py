"""Checks of techniques: what they make, of what, and whether anybody wants it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import polars as pl

from commonweal.findings import Finding
from commonweal.model.economy import Economy
from commonweal.validate.report import at, shown

__all__ = ["check_techniques", "provided"]

_MORE = 1.001  # mass out over mass in from which it is told
_BULK = ("food", "good", "durable")  # kinds of goods whose mass counts as put in


def check_techniques(economy: Economy, unread: Collection[str]) -> Iterator[Finding]:
    """Findings about activities and the goods that go through them."""
    if not {"activities", "activity_goods"} & set(unread):
        yield from _makes_nothing(economy)
    if not {"goods", "activity_goods"} & set(unread):
        yield from _more_mass(economy)
    if not unread:
        yield from _unprovided(economy)
        yield from _unwanted(economy)


def _first_rows(economy: Economy, table: str, column: str) -> dict[str, int]:
    """First row of each name in a column."""
    first: dict[str, int] = {}
    for index, name in enumerate(economy[table][column]):
        if name is not None:
            first.setdefault(name, index)
    return first


def _makes_nothing(economy: Economy) -> Iterator[Finding]:
    """Techniques from which nothing comes, neither goods nor equipment."""
    amounts = economy["activity_goods"].drop_nulls(["activity", "amount"])
    makers = set(amounts.filter(pl.col("amount") > 0)["activity"]) | set(economy["equipment"]["built_by"])
    users = set(amounts.filter(pl.col("amount") < 0)["activity"])
    for activity, index in _first_rows(economy, "activities", "activity").items():
        if activity in makers:
            continue
        why = "The technique uses something and makes nothing."
        remedy = "Give what comes out a positive amount in activity_goods."
        if activity not in users:
            why = "The technique neither uses nor makes anything."
            remedy = "Write what goes in and comes out in activity_goods, or delete it."
        yield at(economy, "B13", ("activities", index, "activity"), why, remedy)


def _more_mass(economy: Economy) -> Iterator[Finding]:
    """Techniques from which more mass comes than goes in, where all that goes in is known.

    A technique that draws on a resource (land, water) may grow what it makes.
    """
    goods = economy["goods"].select("good", "kind", "mass").unique("good", keep="first")
    rows = economy["activity_goods"].drop_nulls(["activity", "good", "amount"])
    rows = rows.join(goods, on="good", how="left", maintain_order="left")
    mass, amount = pl.col("mass"), pl.col("amount")
    bulky = pl.col("kind").is_in(_BULK).fill_null(value=True)
    sums = rows.group_by("activity", maintain_order=True).agg(
        (mass * amount).filter(amount > 0).sum().alias("made"),
        -(mass * amount).filter(amount < 0).sum().alias("used"),
        ((amount < 0) & ((pl.col("kind") == "resource").fill_null(value=False) | (bulky & mass.is_null())))
        .any()
        .alias("open"),
    )
    doubtful = sums.filter(~pl.col("open") & (pl.col("used") > 0) & (pl.col("made") > _MORE * pl.col("used")))
    first = _first_rows(economy, "activity_goods", "activity")
    for activity, made, used in doubtful.select("activity", "made", "used").iter_rows():
        why = f"It makes {made:.4g} kg out of {used:.4g} kg, and no other mass goes in."
        remedy = "Check the amounts and the masses of the goods; water that goes in counts too."
        yield at(economy, "B14", ("activity_goods", first[activity], "activity"), why, remedy)


def provided(economy: Economy) -> set[str]:
    """Goods that something provides: a technique, a supply, a stock, or, for nutrients, a food."""
    supplies, stocks = economy["supplies"], economy["stocks"]
    made = economy["activity_goods"].filter(pl.col("amount") > 0)["good"]
    given = supplies.filter(pl.col("at_most").is_null() | (pl.col("at_most") > 0))["good"]
    kept = stocks.filter(pl.col("opening") > 0)["good"]
    had = {good for names in (made, given, kept) for good in names}
    foods = economy["composition"].filter(pl.col("amount") > 0).select("good", "nutrient")
    return had | {nutrient for food, nutrient in foods.iter_rows() if food in had}


def _unprovided(economy: Economy) -> Iterator[Finding]:
    """Goods that are wanted and that nothing provides: needed, used, or paid with."""
    given, known = provided(economy), set(economy["goods"]["good"])
    needs = economy["needs"].with_row_index().filter(pl.col("amount") > 0)
    inputs = economy["activity_goods"].with_row_index().filter(pl.col("amount") < 0)
    carried = economy["route_goods"].with_row_index().filter(pl.col("amount") > 0)
    paid = economy["supplies"].with_row_index().filter(pl.col("price") > 0)
    paid = paid.with_columns(good=pl.coalesce("paid_in", pl.lit(economy.settings.currency or None)))
    told: set[str] = set()
    for table, rows, what in (
        ("needs", needs, "It is needed"),
        ("activity_goods", inputs, "A technique uses it"),
        ("route_goods", carried, "A route uses it"),
        ("supplies", paid, "A supply is paid with it"),
    ):
        for index, good in rows.select("index", "good").iter_rows():
            if good not in known or good in given or good in told:
                continue
            told.add(good)
            why = f"{what}, and no technique, supply or stock provides it."
            column = "paid_in" if table == "supplies" else "good"
            yield at(
                economy,
                "C04",
                (table, index, column),
                why,
                "Say where it comes from, if it can be had.",
                value=good,
            )


def _wanted(economy: Economy) -> set[str]:
    """Goods that somebody wants: needed, used, paid with, kept, or counted by a limit."""
    needed = set(economy["needs"]["good"])
    foods = economy["composition"].select("good", "nutrient").iter_rows()
    wanted = needed | {food for food, nutrient in foods if nutrient in needed}
    wanted |= set(economy["activity_goods"].filter(pl.col("amount") < 0)["good"])
    wanted |= set(economy["route_goods"]["good"]) | set(economy["supplies"]["paid_in"])
    wanted |= set(economy["stocks"].filter(pl.col("closing") > 0)["good"])
    return wanted | {economy.settings.currency}


def _unwanted(economy: Economy) -> Iterator[Finding]:
    """Techniques all of whose products nobody uses, and that no floor asks for."""
    wanted = _wanted(economy)
    limited = " ".join(economy["limit_terms"]["selector"].drop_nulls())
    asked = set(economy["activities"].filter(pl.col("minimum") > 0)["activity"])
    made: dict[str, list[str]] = {}
    for activity, good in (
        economy["activity_goods"].filter(pl.col("amount") > 0).select("activity", "good").rows()
    ):
        if activity and good:
            made.setdefault(activity, []).append(good)
    for activity, index in _first_rows(economy, "activities", "activity").items():
        products = made.get(activity, [])
        if not products or activity in asked or wanted.intersection(products):
            continue
        if any(name in limited for name in (activity, *products)):
            continue
        names = ", ".join(f"'{shown(good)}'" for good in products)
        yield at(
            economy,
            "C05",
            ("activities", index, "activity"),
            f"Nobody needs or uses what it makes: {names}.",
            "Add the need, or the technique that uses it; or delete it.",
        )
