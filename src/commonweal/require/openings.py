"""More in store at the start: offered as a supply of the first day, granted as opening stock.

What opens a store has lost, by the end of the first period, what spoils and what is lost until then; the
supply that stands for it in the program comes after that.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from commonweal.errors import ModelError
from commonweal.formulate.index import Index
from commonweal.formulate.places import at_each_place
from commonweal.formulate.stores import carried_share
from commonweal.model import Economy

__all__ = ["OpeningsOffered", "with_openings_offered", "with_openings_raised"]


@dataclass(frozen=True)
class OpeningsOffered:
    """An economy with a supply for what could be in each store at the start.

    Attributes
    ----------
    economy
        The economy with the supplies.
    name
        Name of the supplies.
    rows
        The stores, with good and place (blank for one that all places share).
    carried
        Share of an opening stock that is there for use, by good and place.
    """

    economy: Economy
    name: str
    rows: pl.DataFrame
    carried: Mapping[tuple[str, str], float]


def with_openings_offered(economy: Economy, name: str) -> OpeningsOffered:
    """The economy with a supply of the first day for each store that may hold more.

    Raises
    ------
    ModelError
        If there is no such store.
    """
    index = Index(economy)
    money = economy["goods"].filter(pl.col("kind").eq_missing("currency"))["good"].to_list()
    rows = at_each_place(economy["stocks"].filter(~pl.col("good").is_in(money)), index, blank=False)
    good, place = index.good_codes(rows["good"]), index.place_codes(rows["place"])
    place = np.where((place < 0) | index.pooled[good], index.pool, place)
    rows = rows.with_columns(
        share=pl.Series(carried_share(index, good, place)[:, 0], dtype=pl.Float64),
        room=pl.col("capacity") - pl.col("opening").fill_null(0.0),
    ).filter((pl.col("share") > 0.0) & (pl.col("room").fill_null(1.0) > 0.0))
    if rows.is_empty():
        raise ModelError("No store can hold more at the start: stocks has no row with room left.")
    start = economy.settings.calendar.start
    more = rows.select(
        "good",
        "place",
        supply=pl.lit(name),
        at_most=pl.col("room") * pl.col("share"),
        per=pl.when(pl.col("room").is_not_null()).then(pl.lit("horizon")),
        until=pl.lit(start + dt.timedelta(days=1)),
    )
    table = pl.concat([economy["supplies"], more], how="diagonal_relaxed")
    carried = {(g, p or ""): share for g, p, share in rows.select("good", "place", "share").iter_rows()}
    return OpeningsOffered(economy.with_table("supplies", table), name, rows, carried)


def with_openings_raised(economy: Economy, package: pl.DataFrame) -> Economy:
    """The economy with more in some stores at the start; what should be left at the end stays as it is.

    Parameters
    ----------
    package
        Rows with good, place (blank for a store that all places share) and amount.
    """
    amounts = {
        (good, place or None): more for good, place, more in package.select("good", "place", "amount").rows()
    }
    durable = economy["goods"].filter(pl.col("kind").eq_missing("durable"))["good"].to_list()
    stocks = _opened_up(economy, {good for good, _ in amounts})
    closing = (
        pl.when(pl.col("closing").is_null() & pl.col("good").is_in(durable))
        .then(pl.col("opening").fill_null(0.0))
        .otherwise("closing")
    )
    added = [amounts.get((good, place), 0.0) for good, place in stocks.select("good", "place").iter_rows()]
    raised = stocks.with_columns(closing=closing).with_columns(
        opening=pl.when(pl.Series(added) > 0.0)
        .then(pl.min_horizontal(pl.col("opening").fill_null(0.0) + pl.Series(added), "capacity"))
        .otherwise("opening")
    )
    return economy.with_table("stocks", raised)


def _opened_up(economy: Economy, goods: set[str]) -> pl.DataFrame:
    """Stocks in which the stores of some goods have a row for each place."""
    stocks = economy["stocks"]
    starred = pl.col("place").eq_missing("*") & pl.col("good").is_in(list(goods))
    places = economy["places"].select("place")
    opened = stocks.filter(starred).drop("place").join(places, how="cross").select(stocks.columns)
    return pl.concat([stocks.filter(~starred), opened])
