"""What a package is counted in: the unit of its goods, their prices, or their mass."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from commonweal.model import Economy

__all__ = ["measure_of"]


def measure_of(economy: Economy, goods: Sequence[str]) -> tuple[str, dict[str, float]]:
    """The measure of a package of some goods, and what one unit of each counts.

    Goods with one unit between them count by that unit. Otherwise each counts by the cheapest price in
    ``supplies``, if all have one in one currency; or by its mass, if all have one; or else each unit
    counts as one, whatever it is.

    Returns
    -------
    measure
        Its name: ``h``, ``USD``, ``t`` or ``units``.
    weights
        By good, above 0.
    """
    rows = economy["goods"].filter(pl.col("good").is_in(list(goods)))
    units = rows["unit"].unique().to_list()
    if len(units) <= 1:
        return (str(units[0]) if units else "units"), dict.fromkeys(goods, 1.0)
    priced = _prices(economy, goods)
    if priced is not None:
        return priced
    if rows["mass"].null_count() == 0:
        return "t", {good: mass / 1000.0 for good, mass in rows.select("good", "mass").iter_rows()}
    return "units", dict.fromkeys(goods, 1.0)


def _prices(economy: Economy, goods: Sequence[str]) -> tuple[str, dict[str, float]] | None:
    """The currency and the cheapest price of each good, if all are sold in one currency."""
    offers = economy["supplies"].filter(
        pl.col("good").is_in(list(goods)) & (pl.col("price") > 0.0) & ~pl.col("closed").fill_null(value=False)
    )
    paid = offers.with_columns(pl.col("paid_in").fill_null(pl.lit(economy.settings.currency)))
    currencies = paid["paid_in"].unique().to_list()
    cheapest = dict(paid.group_by("good").agg(pl.col("price").min()).iter_rows())
    if len(currencies) != 1 or cheapest.keys() != set(goods):
        return None
    unit = economy["goods"].filter(pl.col("good") == currencies[0])["unit"].to_list()
    return str(unit[0]) if unit else str(currencies[0]), cheapest
