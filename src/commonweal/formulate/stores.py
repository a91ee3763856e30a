"""E3, stores: what is kept from one period to the next, and what should be left at the end."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from commonweal.formulate.builder import Builder
from commonweal.formulate.families import RowFamily
from commonweal.formulate.floors import Floors
from commonweal.formulate.index import Index
from commonweal.formulate.places import at_each_place
from commonweal.formulate.program import Floats, Integers
from commonweal.formulate.reach import Reach
from commonweal.formulate.time import periods_of
from commonweal.formulate.transport import Flows, under_way_at_end

__all__ = ["CLOSING_STOCK", "SHARED_STORE", "Stores", "add_stores", "carried_share"]

CLOSING_STOCK = RowFamily(
    name="closing_stock",
    formula="stock at the end + what is under way to it − closing·kept ≥ 0",
    unit="unit of the good",
    price="coverage of the floor lost for one more unit to be left",
    golden="closing_stock",
)

SHARED_STORE = RowFamily(
    name="shared_store",
    formula="(1−loss)^days·(1−lost)·stock before − stock − Σ drawn + Σ put ≥ 0, = 0 where disposal is "
    "not free",
    unit="unit of the good",
    price="change of the aim for one more unit in the store that all places share",
    golden="shared_store",
)


@dataclass(frozen=True)
class Stores:
    """The columns of stocks: one row a store, one column a period.

    Attributes
    ----------
    good, place : each shape (n_stores,)
        Codes; the pool for pooled goods and for stores that all places share.
    column : shape (n_stores, n_periods)
        −1 where the store can only be empty.
    """

    good: Integers
    place: Integers
    column: Integers


def add_stores(builder: Builder, floors: Floors, reach: Reach, flows: Flows) -> Stores:
    """Add ``stock[good, place, period]`` between 0 and capacity, carried over with its loss (E3).

    The opening stock has lost its share by the end of the first period like any other. A store has
    no column in periods in which the good can't be there; a closing stock of what never comes is a
    floor that can't be kept.
    """
    index = builder.index
    rows = _with_currencies(index)
    good = index.good_codes(rows["good"])
    place = np.where(rows["place"].is_null().to_numpy() | index.pooled[good], index.pool,
                     index.place_codes(rows["place"]))  # fmt: skip
    shared = (place == index.pool) & ~index.pooled[good]
    closing = _closing(rows, index.is_durable[good])
    there = shared[:, None] | reach.in_period[good, place]
    usable = there.any(axis=1) | (closing > 0.0)
    rows, good, place = rows.filter(pl.Series(usable)), good[usable], place[usable]
    shared, there = shared[usable], there[usable]
    store, period = np.nonzero(there)
    columns = builder.add_columns(
        "stock",
        "unit of the good",
        {
            "good": (good[store], index.goods),
            "place": (place[store], (*index.places, "")),
            "period": (period, index.periods),
        },
        0.0,
        rows["capacity"].fill_null(np.inf).to_numpy()[store],
    )
    column = np.full(there.shape, -1, dtype=np.int64)
    column[store, period] = columns
    stores = Stores(good, place, column)
    opening = rows["opening"].fill_null(0.0).to_numpy()
    _carry_over(builder, stores, ~shared, opening)
    _add_shared(builder, stores, shared, opening)
    _add_closing(builder, floors, stores, rows, flows)
    return stores


def _closing(rows: pl.DataFrame, durable: NDArray[np.bool_]) -> Floats:
    """What should be left at the end in each store; blank keeps the opening stock of durables."""
    otherwise = np.where(durable, rows["opening"].fill_null(0.0).to_numpy(), 0.0)
    closing = rows["closing"]
    return np.where(closing.is_null().to_numpy(), otherwise, closing.fill_null(0.0).to_numpy())


def _with_currencies(index: Index) -> pl.DataFrame:
    """Stores with one for each place, and one for every currency: money carries over."""
    rows = at_each_place(index.economy["stocks"], index, blank=False)
    kept = rows.select("good", "place")
    wanted = [
        {"good": good, "place": place}
        for code, good in enumerate(index.goods)
        if index.is_currency[code]
        for place in ([None] if index.pooled[code] else index.places)
    ]
    money = pl.DataFrame(wanted, schema={"good": pl.String, "place": pl.String})
    money = money.join(kept, on=["good", "place"], how="anti", nulls_equal=True)
    return pl.concat([rows, money], how="diagonal").sort("good", "place", nulls_last=False)


def carried_share(index: Index, good: Integers, place: Integers) -> Floats:
    """Share of a stock that is carried over into each period, shape (n_stores, n_periods).

    What spoils is lost day by day; what is lost on a day (``losses``) goes before the period of that day.
    """
    keep = (1.0 - index.loss_per_day[good][:, None]) ** index.calendar.days[None, :]
    rows = index.economy["losses"]
    lost, where = index.good_codes(rows["good"]), index.place_codes(rows["place"])
    where = np.where(rows["place"].is_null().to_numpy() | index.pooled[lost], index.pool, where)
    period = periods_of(rows["on"], index.calendar)
    for row in np.flatnonzero(period >= 0):
        at_place = place == where[row] if where[row] >= 0 else place < index.pool  # −1 stands for *
        keep[(good == lost[row]) & at_place, period[row]] *= 1.0 - rows["share"][int(row)]
    return keep


def _carry_over(builder: Builder, stores: Stores, own: Integers, opening: Floats) -> None:
    """Stocks leave the balance of their period and come back, less the loss, in the next."""
    good, place, column = stores.good[own], stores.place[own], stores.column[own]
    keep = carried_share(builder.index, good, place)
    store, period = np.nonzero(column >= 0)
    builder.add_to_balance(good[store], place[store], period, column[store, period], -1.0)
    store, period = np.nonzero(column[:, :-1] >= 0)
    builder.add_to_balance(
        good[store], place[store], period + 1, column[store, period], keep[store, period + 1]
    )
    builder.add_constant(good, place, np.zeros(len(good), np.int64), keep[:, 0] * opening[own])


def _add_shared(builder: Builder, stores: Stores, shared: Integers, opening: Floats) -> None:
    """A store that all places share: any place may draw from it and put into it.

    As in the balances of places, nothing is lost from it where nothing may be left over for free.
    """
    index = builder.index
    good, column = stores.good[shared], stores.column[shared]
    n_stores, n_periods = column.shape
    keep = carried_share(index, good, stores.place[shared])
    there = np.zeros((n_stores, n_periods))
    there[:, :1] = (keep[:, 0] * opening[shared])[:, None]
    periods = np.tile(np.arange(n_periods), n_stores)
    lines = builder.add_rows(
        SHARED_STORE.name,
        SHARED_STORE.unit,
        {"good": (np.repeat(good, n_periods), index.goods), "period": (periods, index.periods)},
        0.0 - there.ravel(),
        np.where(np.repeat(index.bound_to_use[good], n_periods), 0.0 - there.ravel(), np.inf),
    ).reshape(n_stores, n_periods)
    builder.add_entries(lines.ravel(), column.ravel(), -1.0)
    builder.add_entries(lines[:, 1:].ravel(), column[:, :-1].ravel(), keep[:, 1:].ravel())
    shape = (n_stores, len(index.places), n_periods)
    goods = np.broadcast_to(good[:, None, None], shape).ravel()
    places = np.broadcast_to(np.arange(len(index.places))[None, :, None], shape).ravel()
    period = np.broadcast_to(np.arange(n_periods)[None, None, :], shape).ravel()
    line = np.broadcast_to(lines[:, None, :], shape).ravel()
    for name, sign in (("drawn", 1.0), ("put", -1.0)):
        columns = builder.add_columns(
            name,
            "unit of the good",
            {
                "good": (goods, index.goods),
                "place": (places, index.places),
                "period": (period, index.periods),
            },
            0.0,
            np.inf,
        )
        builder.add_to_balance(goods, places, period, columns, sign)
        builder.add_entries(line, columns, -sign)


def _add_closing(builder: Builder, floors: Floors, stores: Stores, rows: pl.DataFrame, flows: Flows) -> None:
    """Add the floors of closing stocks; what is under way to a store counts towards it."""
    index = builder.index
    closing = _closing(rows, index.is_durable[stores.good])
    wanted = np.flatnonzero(closing > 0.0)
    last = np.full(len(wanted), len(index.periods) - 1)
    kept = floors.add(
        what="closing",
        names=[index.goods[code] for code in stores.good[wanted]],
        places=stores.place[wanted],
        periods=last,
        tiers=rows["tier"].fill_null(0.0).to_numpy()[wanted],
        wanted=closing[wanted],
        apart={},
    )
    lines = builder.add_rows(
        CLOSING_STOCK.name,
        CLOSING_STOCK.unit,
        {
            "good": (stores.good[wanted], index.goods),
            "place": (stores.place[wanted], (*index.places, "")),
        },
        0.0,
        np.inf,
    )
    last_column = stores.column[wanted, -1]
    builder.add_entries(lines[last_column >= 0], last_column[last_column >= 0], 1.0)
    builder.add_entries(lines, kept, -closing[wanted])
    line_of = {
        (int(good), int(place)): line
        for good, place, line in zip(stores.good[wanted], stores.place[wanted], lines, strict=True)
    }
    member, share = under_way_at_end(flows, index)
    for column, part, good, place in zip(
        flows.column[member], share, flows.good[member], flows.target[member], strict=True
    ):
        line = line_of.get((int(good), int(place)))
        if line is not None:
            builder.add_entries(line, column, part)
