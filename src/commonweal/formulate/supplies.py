"""E5, supplies: what comes from outside, within its limits, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from commonweal.formulate.builder import Builder
from commonweal.formulate.closed import closed_rows
from commonweal.formulate.families import RowFamily
from commonweal.formulate.floors import Floors
from commonweal.formulate.index import Index, codes_of
from commonweal.formulate.places import STAR, parts_of, sorted_rows
from commonweal.formulate.program import Floats, Integers
from commonweal.formulate.time import Active, active_periods, spread, validity

__all__ = ["SUPPLY_FLOOR", "SUPPLY_LIMIT", "Supplied", "add_supplies"]

SUPPLY_LIMIT = RowFamily(
    name="supply_limit",
    formula="Σ supplied ≤ at_most·(days, or 1 a period, or 1 in all), ≤ 0 where closed",
    unit="unit of the good",
    price="change of the aim for one more unit that may be had",
    golden="supply_limit",
)

SUPPLY_FLOOR = RowFamily(
    name="supply_floor",
    formula="Σ supplied − at_least·(days, or 1 a period, or 1 in all)·kept ≥ 0",
    unit="unit of the good",
    price="coverage of the floor lost for one more unit that should be taken",
    golden="supply_floor",
)


@dataclass(frozen=True)
class Supplied:
    """The columns of what is supplied.

    Attributes
    ----------
    row, good, place, column : each shape (size,)
        Row of ``rows``, codes of good and place (the pool for pooled goods), and the column.
    currency : shape (size,)
        Code of the currency it is paid in, −1 for none.
    price : shape (size,)
        In that currency per unit of the good.
    active
        The days on which it comes.
    rows
        The rows of ``supplies`` as the codes count them.
    """

    row: Integers
    good: Integers
    place: Integers
    column: Integers
    currency: Integers
    price: Floats
    active: Active
    rows: pl.DataFrame


def add_supplies(builder: Builder, floors: Floors) -> Supplied:
    """Add ``supplied[supply, good, place, period]`` ≥ 0, its limits, floors and payments.

    Days whose payment would fall before the calendar begins bring nothing.
    """
    index = builder.index
    rows = _placed(index)
    begin, end = validity(rows, index.calendar)
    price = rows["price"].fill_null(0.0).to_numpy()
    lead = np.where(price > 0.0, rows["lead_time"].fill_null(0.0).to_numpy(), 0.0)
    active = active_periods(np.maximum(begin, lead), end, index.calendar)
    good = index.good_codes(rows["good"])
    place = np.where(index.pooled[good], index.pool, index.place_codes(rows["place"]))
    part, part_names = parts_of(rows)
    names = tuple(sorted(set(rows["supply"].to_list())))
    code = codes_of(rows["supply"], names)
    row = active.row
    columns = builder.add_columns(
        "supplied",
        "unit of the good",
        {
            "supply": (code[row], names),
            "good": (good[row], index.goods),
            "place": (place[row], (*index.places, "")),
            "period": (active.period, index.periods),
            "part": (part[row], part_names),
        },
        0.0,
        np.inf,
    )
    currency = index.good_codes(
        rows.select(pl.col("paid_in").fill_null(pl.lit(index.economy.settings.currency)))["paid_in"]
    )
    supplied = Supplied(
        row=row,
        good=good[row],
        place=place[row],
        column=columns,
        currency=np.where(price[row] > 0.0, currency[row], -1),
        price=price[row],
        active=active,
        rows=rows,
    )
    builder.hold(columns[closed_rows(rows)[row]])
    builder.add_to_balance(supplied.good, supplied.place, active.period, columns, 1.0)
    _add_payments(builder, supplied, lead[row])
    _add_bounds(builder, floors, supplied, (code, names), (part, part_names))
    return supplied


def _placed(index: Index) -> pl.DataFrame:
    """Supplies with a row for each place; ``pool`` numbers the row whose limit they share."""
    rows = sorted_rows(index.rows("supplies")).with_row_index("pool")
    goods = index.economy["goods"].select("good", pl.col("pooled").fill_null(value=False))
    rows = rows.join(goods, on="good", how="left", maintain_order="left")
    spread_out = ~pl.col("pooled") & (pl.col("place").is_null() | pl.col("place").eq_missing(STAR))
    copies = (
        rows.filter(spread_out)
        .rename({"place": "asked"})
        .join(pl.DataFrame({"place": list(index.places)}, schema={"place": pl.String}), how="cross")
    )
    own_limit = pl.col("asked").eq_missing(STAR)
    copies = copies.with_columns(
        pool=pl.when(own_limit)
        .then(rows.height + pl.int_range(pl.len()))
        .otherwise(pl.col("pool").cast(pl.Int64))
    )
    own = rows.filter(~spread_out).with_columns(
        pl.col("pool").cast(pl.Int64), place=pl.when("pooled").then(None).otherwise("place")
    )
    return pl.concat([own, copies.select(own.columns)])


def _add_payments(builder: Builder, supplied: Supplied, lead: Floats) -> None:
    """Draw what supplies cost from their currency, ``lead_time`` before they come."""
    paid = np.flatnonzero(supplied.currency >= 0)
    active = supplied.active
    row, period, share = spread(active.begin[paid], active.end[paid], -lead[paid], builder.index.calendar)
    member = paid[row]
    builder.add_to_balance(
        supplied.currency[member],
        supplied.place[member],
        period,
        supplied.column[member],
        -supplied.price[member] * share,
    )


@dataclass(frozen=True)
class _Sums:
    """What is supplied, summed up as its limits count it: each array has shape (n_sums,).

    ``member`` says which sum each column belongs to, shape (size,).
    """

    row: Integers
    member: Integers
    at_most: Floats
    at_least: Floats
    dimensions: dict[str, tuple[Integers, tuple[str, ...]]]

    def labels(self, chosen: Integers) -> dict[str, tuple[Integers, tuple[str, ...]]]:
        """Dimensions of some of the sums."""
        return {name: (codes[chosen], names) for name, (codes, names) in self.dimensions.items()}


def _sums_of(
    index: Index,
    supplied: Supplied,
    supplies: tuple[Integers, tuple[str, ...]],
    parts: tuple[Integers, tuple[str, ...]],
) -> _Sums:
    """Sum supplies by the pool whose limit they share, in each period or in all."""
    rows, n_periods = supplied.rows, len(index.periods)
    per = rows["per"].fill_null("horizon").to_numpy()[supplied.row]
    period = np.where(per == "horizon", n_periods, supplied.active.period)
    pool = rows["pool"].to_numpy()[supplied.row]
    _, first, member = np.unique(pool * (n_periods + 1) + period, return_index=True, return_inverse=True)
    row = supplied.row[first]
    shared = (
        np.bincount(pool_of_row := rows["pool"].to_numpy(), minlength=len(rows) + 1)[pool_of_row][row] > 1
    )
    days = np.where(per[first] == "day", supplied.active.days[first], 1.0)
    at_most = np.where(closed_rows(rows), 0.0, rows["at_most"].fill_null(np.inf).to_numpy())[row] * days
    at_least = rows["at_least"].fill_null(0.0).to_numpy()[row] * days
    place = np.where(shared, index.pool, supplied.place[first])
    dimensions = {
        "supply": (supplies[0][row], supplies[1]),
        "good": (supplied.good[first], index.goods),
        "place": (place, (*index.places, "")),
        "period": (period[first], (*index.periods, "")),
        "part": (parts[0][row], parts[1]),
    }
    return _Sums(row, member, at_most, at_least, dimensions)


def _add_bounds(
    builder: Builder,
    floors: Floors,
    supplied: Supplied,
    supplies: tuple[Integers, tuple[str, ...]],
    parts: tuple[Integers, tuple[str, ...]],
) -> None:
    """Add what may and what should be supplied, in each period or in all."""
    sums = _sums_of(builder.index, supplied, supplies, parts)
    capped = np.flatnonzero(np.isfinite(sums.at_most))
    lines = builder.add_rows(
        SUPPLY_LIMIT.name, SUPPLY_LIMIT.unit, sums.labels(capped), -np.inf, sums.at_most[capped]
    )
    _fill(builder, supplied, sums, lines, capped)
    floored = np.flatnonzero(sums.at_least > 0.0)
    labels = sums.labels(floored)
    at_least = sums.at_least
    kept = floors.add(
        what="supply",
        names=[supplies[1][code] for code in labels["supply"][0]],
        places=labels["place"][0],
        periods=labels["period"][0],
        tiers=supplied.rows["tier"].fill_null(0.0).to_numpy()[sums.row[floored]],
        wanted=at_least[floored],
        apart={name: labels[name] for name in ("good", "part")},
    )
    lines = builder.add_rows(SUPPLY_FLOOR.name, SUPPLY_FLOOR.unit, labels, 0.0, np.inf)
    _fill(builder, supplied, sums, lines, floored)
    builder.add_entries(lines, kept, -at_least[floored])


def _fill(builder: Builder, supplied: Supplied, sums: _Sums, lines: Integers, chosen: Integers) -> None:
    """Put the columns of some sums into their rows."""
    line_of = np.full(len(sums.row), -1, dtype=np.int64)
    line_of[chosen] = lines
    on = np.flatnonzero(line_of[sums.member] >= 0)
    builder.add_entries(line_of[sums.member[on]], supplied.column[on], 1.0)
