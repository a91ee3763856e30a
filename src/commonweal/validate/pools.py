"""Checks across tables: goods that share one balance, needs of nobody, losses of what is kept nowhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import polars as pl

from commonweal.findings import Finding
from commonweal.model.economy import Economy
from commonweal.validate.report import at, shown
from commonweal.validate.rows import where

__all__ = ["check_pools"]

_PAY_TOGETHER = "Make the currency pooled too, or give the good a balance at each place."


def check_pools(economy: Economy, unread: Collection[str]) -> Iterator[Finding]:
    """Findings about pooled goods, needs that nobody has, and losses where there is no store."""
    if "goods" not in unread:
        yield from _placed_stocks(economy)
        yield from _paid_by_places(economy, unread)
        if not {"stocks", "losses"} & set(unread):
            yield from _lost_nowhere(economy)
    if not {"people", "needs"} & set(unread):
        yield from _nobody(economy)


def _pooled(economy: Economy) -> set[str]:
    """Goods with one balance for the whole economy."""
    return set(economy["goods"].filter(pl.col("pooled"))["good"].drop_nulls())


def _placed_stocks(economy: Economy) -> Iterator[Finding]:
    """Stocks and losses of pooled goods that name a place."""
    rows = pl.col("good").is_in(_pooled(economy)) & pl.col("place").is_not_null()
    for table in ("stocks", "losses"):
        for index in where(economy[table], rows):
            why = f"'{shown(economy[table]['good'][index])}' is pooled: all places share one stock of it."
            yield at(economy, "C13", (table, index, "place"), why, "Leave the place blank, in one row.")


def _lost_nowhere(economy: Economy) -> Iterator[Finding]:
    """Losses of what no store keeps there: they have no effect."""
    stores, pooled = _stores(economy), _pooled(economy)
    kept = {good for good, place in stores if place is not None}
    known = set(economy["goods"]["good"])
    for index, (good, place) in enumerate(economy["losses"].select("good", "place").iter_rows()):
        if good not in known or (good in pooled and place):
            continue  # told elsewhere
        if good in kept if place == "*" else (good, place) in stores:
            continue
        which = "all places share" if place is None else "a place has for itself"
        if place not in (None, "*"):
            which = f"'{shown(place)}' has for itself"
        why = f"There is no store of '{shown(good)}' that {which}, so nothing can be lost from it."
        remedy = "Add the store, or correct the place: blank for a store that all share, * for one at each."
        yield at(economy, "C16", ("losses", index, "place"), why, remedy, value=place or good)


def _stores(economy: Economy) -> set[tuple[str, str | None]]:
    """Every store by good and place, None for one that all places share; money needs no row."""
    places = economy["places"]["place"].to_list()
    money = economy["goods"].filter(pl.col("kind") == "currency").select("good", "pooled")
    rows = [*economy["stocks"].select("good", "place").iter_rows()]
    rows += [(good, None if pooled else "*") for good, pooled in money.iter_rows()]
    return {(good, name) for good, place in rows for name in (places if place == "*" else [place]) if good}


def _paid_by_places(economy: Economy, unread: Collection[str]) -> Iterator[Finding]:
    """Pooled goods that cost something in a currency that each place has for itself."""
    goods, pooled = economy["goods"], _pooled(economy)
    known, currency = set(goods["good"].drop_nulls()), economy.settings.currency
    paid = pl.col("paid_in").fill_null(currency)
    costly = (pl.col("price") > 0) & pl.col("good").is_in(pooled) & paid.is_in(known - pooled)
    why = "All places share '{}', and '{}' is held by each place: nobody can be said to pay."
    for index, good, money in (
        economy["supplies"]
        .with_row_index()
        .filter(costly)
        .select("index", "good", paid.alias("money"))
        .rows()
    ):
        words = why.format(shown(good), shown(money))
        yield at(economy, "C14", ("supplies", index, "price"), words, _PAY_TOGETHER)
    if currency not in known - pooled or "economy" in unread:
        return
    cost = pl.col("disposal").cast(pl.Float64, strict=False)
    for index in where(goods, pl.col("good").is_in(pooled) & (cost > 0)):
        words = why.format(shown(goods["good"][index]), shown(currency))
        yield at(economy, "C14", ("goods", index, "disposal"), words, _PAY_TOGETHER)


def _nobody(economy: Economy) -> Iterator[Finding]:
    """Needs whose group and place, each known by itself, meet no people."""
    pairs = set(economy["people"].select("group", "place").iter_rows())
    groups, inhabited = ({pair[part] for pair in pairs} for part in (0, 1))
    known = set(economy["places"]["place"])
    for index, (group, place) in enumerate(economy["needs"].select("group", "place").iter_rows()):
        if place not in known or (group is not None and group not in groups):
            continue  # everywhere, or an unknown name
        if (place in inhabited) if group is None else ((group, place) in pairs):
            continue
        who = "people" if group is None else f"people of the group '{shown(group)}'"
        why = f"There are no {who} at '{shown(place)}', so nobody has this need."
        yield at(economy, "C15", ("needs", index, "place"), why, "Add them to people, or delete the row.")
