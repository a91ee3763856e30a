"""Where goods can be, and when: a search over supplies, stores, activities and routes.

Amounts are left aside, so a good that is said not to be at a place in a period surely isn't; the
other way round, amounts decide. Used to leave out columns that could only be 0 (or go round in a
circle, to no effect), to say which cells can get anything, and to explain what nothing reaches.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from commonweal.formulate.closed import open_rows
from commonweal.formulate.index import Index, codes_of
from commonweal.formulate.places import at_each_place, sorted_rows
from commonweal.formulate.program import Integers
from commonweal.formulate.time import active_periods, spread, validity

__all__ = ["Reach", "carried_goods", "find_reach"]

Booleans = NDArray[np.bool_]


@dataclass(frozen=True)
class Reach:
    """Where goods can be and which activities can run, period by period.

    Attributes
    ----------
    in_period : shape (n_goods, n_places + 1, n_periods)
        Whether a good can be at a place (the pool last) in a period.
    runs : shape (n_activities, n_places, n_periods)
        Whether an activity lacks no input.
    activities
        Names of the activities, sorted.
    """

    in_period: Booleans
    runs: Booleans
    activities: tuple[str, ...]

    @property
    def present(self) -> Booleans:
        """Whether a good can ever be at a place, shape (n_goods, n_places + 1)."""
        return np.asarray(self.in_period.any(axis=2))


@dataclass(frozen=True)
class _Runs:
    """Activities in the periods in which they may run, and what goes in and comes out, by balance.

    Attributes
    ----------
    activity, place, period : each shape (n_runs,)
    run, key, makes : each shape (n_terms,)
        The run, the balance, and whether the good comes out (else it goes in).
    """

    activity: Integers
    place: Integers
    period: Integers
    run: Integers
    key: Integers
    makes: Booleans


@dataclass(frozen=True)
class _Kept:
    """What is kept from one period to the next.

    Attributes
    ----------
    own : shape (n_goods, n_places + 1)
        Whether a place has a store of its own.
    shared : shape (n_goods,)
        Whether all places share a store.
    """

    own: Booleans
    shared: Booleans


def find_reach(index: Index, *, through_closed: bool = False) -> Reach:
    """Find where goods can be, and when; if asked, as if closed rows were open and nothing were 0.

    Starts from supplies, opening stocks and what activities could make, follows routes and stores,
    then takes out activities that lack an input, and repeats until nothing changes. Activities that
    feed each other within a period (coal makes power, power digs coal) stay.
    """
    names = tuple(sorted(set(index.economy["activities"]["activity"].to_list())))
    activities, routes, supplies = (
        index.economy[table] if through_closed else open_rows(index.economy, table)
        for table in ("activities", "routes", "supplies")
    )
    runs, kept = _runs(index, activities, names), _kept(index)
    outside, ways = _outside_sources(index, supplies, zero=through_closed), _ways(index, routes)
    alive = np.ones(len(runs.activity), dtype=bool)
    while True:
        present = outside.copy()
        present.ravel()[runs.key[runs.makes & alive[runs.run]]] = True
        _follow(present, ways, kept)
        lacks = ~runs.makes & alive[runs.run] & ~present.ravel()[runs.key]
        if not lacks.any():
            break
        alive[runs.run[lacks]] = False
    can_run = np.zeros((len(names), len(index.places), len(index.periods)), dtype=bool)
    can_run[runs.activity[alive], runs.place[alive], runs.period[alive]] = True
    return Reach(present, can_run, names)


def _runs(index: Index, activities: pl.DataFrame, names: tuple[str, ...]) -> _Runs:
    """Every row of activities in every period it holds, at every place, with its coefficients."""
    rows = at_each_place(activities, index)
    active = active_periods(*validity(rows, index.calendar), index.calendar)
    activity = codes_of(rows["activity"], names)[active.row]
    place = index.place_codes(rows["place"])[active.row]
    goods = index.economy["activity_goods"].filter(pl.col("amount") != 0)
    terms = pl.DataFrame({"activity": rows["activity"].gather(active.row)}).with_row_index("run")
    terms = terms.join(goods, on="activity", how="inner")
    run = terms["run"].to_numpy().astype(np.int64)
    delay = terms["delay"].fill_null(0.0).to_numpy()
    term, period, _ = spread(active.begin[run], active.end[run], delay, index.calendar)
    at = index.place_codes(terms["at"])
    at = np.where(at >= 0, at, place[run])
    key = index.balance_key(index.good_codes(terms["good"])[term], at[term], period)
    return _Runs(activity, place, active.period, run[term], key, terms["amount"].to_numpy()[term] > 0.0)


def _outside_sources(index: Index, supplies: pl.DataFrame, *, zero: bool) -> Booleans:
    """Where and when supplies and opening stocks put goods, shape as ``Reach.in_period``.

    Where ``zero``, rows whose figure is 0 count too, as an explanation may raise it.
    """
    more_than = -1.0 if zero else 0.0
    supplies = supplies.filter(pl.col("at_most").is_null() | (pl.col("at_most") > more_than))
    stocks = index.economy["stocks"].filter(pl.col("opening") > more_than)
    begin, end = validity(supplies, index.calendar)
    paid = supplies["price"].fill_null(0.0).to_numpy() > 0.0
    lead = np.where(paid, supplies["lead_time"].fill_null(0.0).to_numpy(), 0.0)
    active = active_periods(np.maximum(begin, lead), end, index.calendar)
    row = np.concatenate([active.row, supplies.height + np.arange(stocks.height)])
    period = np.concatenate([active.period, np.zeros(stocks.height, np.int64)])
    rows = pl.concat([table.select("good", "place") for table in (supplies, stocks)])
    good, place = index.good_codes(rows["good"])[row], index.place_codes(rows["place"])[row]
    present = np.zeros((len(index.goods), index.pool + 1, len(index.periods)), dtype=bool)
    pooled, everywhere = index.pooled[good], (place < 0) & ~index.pooled[good]
    present[good[everywhere], : index.pool, period[everywhere]] = True
    one = ~everywhere
    present[good[one], np.where(pooled, index.pool, place)[one], period[one]] = True
    return present


def _kept(index: Index) -> _Kept:
    """Stores of places and of all together; money needs none."""
    rows = index.economy["stocks"]
    good, place = index.good_codes(rows["good"]), index.place_codes(rows["place"])
    pooled, blank = index.pooled[good], rows["place"].is_null().to_numpy()
    own = np.repeat(index.is_currency[:, None], index.pool + 1, axis=1)
    own[good[pooled], index.pool] = True
    own[good[~pooled & (place >= 0)], place[~pooled & (place >= 0)]] = True
    own[good[~pooled & (place < 0) & ~blank]] = True
    shared = np.zeros(len(index.goods), dtype=bool)
    shared[good[~pooled & blank]] = True
    return _Kept(own, shared)


def _ways(index: Index, routes: pl.DataFrame) -> tuple[Integers, Integers]:
    """Balances between which routes carry goods: where and when they leave, and arrive."""
    routes = sorted_rows(routes)
    active = active_periods(*validity(routes, index.calendar), index.calendar)
    delay = routes["delay"].fill_null(0.0).to_numpy()[active.row]
    leaving, arrival, _ = spread(active.begin, active.end, delay, index.calendar)
    way, carried = carried_goods(routes, index)
    trips = pl.DataFrame(
        {"way": active.row[leaving], "leaves": active.period[leaving], "arrives": arrival}
    ).join(pl.DataFrame({"way": way, "good": carried}), on="way", how="inner")
    way, good, leaves, arrives = (trips[name].to_numpy() for name in ("way", "good", "leaves", "arrives"))
    start, end = index.place_codes(routes["from_place"])[way], index.place_codes(routes["to_place"])[way]
    both = routes["both_ways"].fill_null(value=False).to_numpy()[way]
    return (
        np.concatenate(
            [index.balance_key(good, start, leaves), index.balance_key(good[both], end[both], leaves[both])]
        ),
        np.concatenate(
            [index.balance_key(good, end, arrives), index.balance_key(good[both], start[both], arrives[both])]
        ),
    )


def _follow(present: Booleans, ways: tuple[Integers, Integers], kept: _Kept) -> None:
    """Follow routes and stores from where goods are until nothing new is reached."""
    start, end = ways
    flat = present.ravel()  # a view: what is set here is set there
    while True:
        before = np.count_nonzero(present)
        left = flat[start]
        flat[end[left]] = True
        start, end = start[~left], end[~left]
        present |= kept.own[:, :, None] & np.logical_or.accumulate(present, axis=2)
        ever = np.logical_or.accumulate(present[kept.shared].any(axis=1), axis=1)
        present[kept.shared, :-1] |= ever[:, None, :]
        if np.count_nonzero(present) == before:
            return


def carried_goods(routes: pl.DataFrame, index: Index) -> tuple[Integers, Integers]:
    """Which goods each route carries: row of the route and code of the good.

    A blank ``carries`` means all goods with mass; otherwise it lists goods or families. Pooled
    goods have no place and ride nothing.
    """
    goods = index.economy["goods"].sort("good")
    with_mass = np.flatnonzero((index.mass > 0.0) & ~index.pooled)
    members: dict[str, Integers] = {}
    for name in {part for text in routes["carries"].drop_nulls() for part in _listed(text)}:
        named = (goods["good"].eq_missing(name) | goods["family"].eq_missing(name)).to_numpy()
        members[name] = np.flatnonzero(named & ~index.pooled)
    of_row = [
        with_mass if text is None else np.unique(np.concatenate([members[part] for part in _listed(text)]))
        for text in routes["carries"]
    ]
    counts = np.array([len(codes) for codes in of_row], dtype=np.int64)
    return np.repeat(np.arange(len(of_row)), counts), np.concatenate([np.zeros(0, np.int64), *of_row])


def _listed(text: str) -> list[str]:
    """Names in a list with ';' between."""
    return [part.strip() for part in text.split(";") if part.strip()]
