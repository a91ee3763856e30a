"""E2, equipment: what stands, what wears out and is built, and what activities may take up of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import polars as pl

from commonweal.formulate.activities import Levels
from commonweal.formulate.builder import Builder
from commonweal.formulate.families import RowFamily
from commonweal.formulate.floors import Floors
from commonweal.formulate.index import Index, codes_of
from commonweal.formulate.places import at_each_place
from commonweal.formulate.program import Floats, Integers
from commonweal.formulate.time import periods_of, spread

__all__ = [
    "CLOSING_EQUIPMENT",
    "EQUIPMENT_BALANCE",
    "EQUIPMENT_USE",
    "Equipment",
    "add_equipment",
    "standing_share",
]

EQUIPMENT_BALANCE = RowFamily(
    name="equipment_balance",
    formula="equipment − (1−wear)^(days/365)·(1−lost)·equipment before − Σ per_level·level = 0, "
    "levels shifted by the delay",
    unit="unit of the equipment",
    price="change of the aim for one more unit that stands from then on",
    golden="equipment",
)

EQUIPMENT_USE = RowFamily(
    name="equipment_use",
    formula="Σ amount·level − days·equipment ≤ 0, over days on which the same activities can run",
    unit="unit of the equipment, for a day",
    price="change of the aim for one more unit that may be used for a day",
    golden="equipment",
)

CLOSING_EQUIPMENT = RowFamily(
    name="closing_equipment",
    formula="equipment at the end − closing·kept ≥ 0",
    unit="unit of the equipment",
    price="coverage of the floor lost for one more unit to stand at the end",
    golden="equipment",
)

_YEAR = 365.0  # days in which the share wear_per_year wears out


@dataclass(frozen=True)
class Equipment:
    """The columns of what stands, one pool (an equipment at a place, or everywhere) a line.

    Attributes
    ----------
    name, place : each shape (n_pools,)
        Codes among ``names`` and places; the code past the places for what all places share.
    column, balance : each shape (n_pools, n_periods)
        The column of what stands in each period, and the row that says how it came about.
    use_row, use_pool, use_period : each shape (n_uses,)
        Rows of use, the pool (−1 where nothing stands) and the period of each.
    use_days : shape (n_uses,)
        Days that each row of use counts.
    left : shape (n_pools, n_periods)
        What is left in each period of one unit that stood at the start.
    names
        Names of the equipment, sorted; also of what is used and stands nowhere.
    """

    name: Integers
    place: Integers
    column: Integers
    balance: Integers
    use_row: Integers
    use_pool: Integers
    use_period: Integers
    use_days: Floats
    left: Floats
    names: tuple[str, ...]


def add_equipment(builder: Builder, floors: Floors, levels: Levels) -> Equipment:
    """Add ``equipment[equipment, place, period]``, what it follows from and what may be used of it (E2).

    What stands in a period has worn until its end, and what is finished in the period counts with it.
    """
    index = builder.index
    rows = at_each_place(index.economy["equipment"], index, blank=False)
    rows = rows.sort("equipment", "place", nulls_last=True)
    named = pl.concat([rows["equipment"], index.economy["equipment_use"]["equipment"]])
    names = tuple(named.unique().sort().to_list())
    place = np.where(rows["place"].is_null().to_numpy(), index.pool, index.place_codes(rows["place"]))
    name = codes_of(rows["equipment"], names)
    shape = (rows.height, len(index.periods))
    labels = {
        "equipment": (np.repeat(name, shape[1]), names),
        "place": (np.repeat(place, shape[1]), (*index.places, "")),
        "period": (np.tile(np.arange(shape[1]), shape[0]), index.periods),
    }
    unit = EQUIPMENT_BALANCE.unit
    column = builder.add_columns("equipment", unit, labels, 0.0, np.inf).reshape(shape)
    kept = standing_share(index, rows)
    there = np.zeros(shape)
    there[:, 0] = kept[:, 0] * rows["opening"].fill_null(0.0).to_numpy()
    balance = builder.add_rows(EQUIPMENT_BALANCE.name, unit, labels, there.ravel(), there.ravel())
    balance = balance.reshape(shape)
    builder.add_entries(balance.ravel(), column.ravel(), 1.0)
    builder.add_entries(balance[:, 1:].ravel(), column[:, :-1].ravel(), -kept[:, 1:].ravel())
    _add_built(builder, levels, rows, place, balance)
    _add_closing(builder, floors, rows, (name, names, place), column)
    uses = _add_uses(builder, levels, names, (name, place), column)
    left = np.asarray(np.cumprod(kept, axis=1), dtype=np.float64)
    return Equipment(name, place, column, balance, *uses, left, names)


def standing_share(index: Index, rows: pl.DataFrame) -> Floats:
    """Share of what stood before each period that stands in it, shape (n_rows, n_periods).

    Wear counts day by day; what is lost on a day goes before the period of that day.

    Parameters
    ----------
    rows
        Rows of ``equipment``, with a place or a blank each.
    """
    wear = rows["wear_per_year"].fill_null(0.0).to_numpy()
    share = (1.0 - wear[:, None]) ** (index.calendar.days[None, :] / _YEAR)
    losses = index.economy["equipment_losses"]
    period = periods_of(losses["on"], index.calendar)
    for loss, when in zip(losses.iter_rows(named=True), period, strict=True):
        everywhere = loss["place"] == "*"
        here = pl.col("place").is_not_null() if everywhere else pl.col("place").eq_missing(loss["place"])
        hit = rows.select((pl.col("equipment") == loss["equipment"]) & here).to_series().to_numpy()
        if when >= 0:
            share[hit, when] *= 1.0 - loss["share"]
    return share


def _add_built(
    builder: Builder, levels: Levels, rows: pl.DataFrame, place: Integers, balance: Integers
) -> None:
    """Put what activities build into the balances of the periods in which it can be used."""
    builders = pl.DataFrame(
        {
            "pool": np.arange(rows.height),
            "activity": codes_of(rows["built_by"], levels.names),
            "where": place,
            "each": rows["per_level"].fill_null(1.0),
            "delay": rows["delay"].fill_null(0.0),
        }
    ).filter(pl.col("activity") >= 0)
    found = builders.join(_runs(levels), on="activity", maintain_order="left_right")
    found = found.filter((pl.col("where") == builder.index.pool) | (pl.col("where") == pl.col("place")))
    row, period, share = spread(
        found["begin"].to_numpy(), found["end"].to_numpy(), found["delay"].to_numpy(), builder.index.calendar
    )
    found = found[row]
    lines = balance[found["pool"].to_numpy(), period]
    builder.add_entries(lines, found["column"].to_numpy(), -found["each"].to_numpy() * share)


def _add_uses(
    builder: Builder,
    levels: Levels,
    names: tuple[str, ...],
    pools: tuple[Integers, Integers],
    column: Integers,
) -> tuple[Integers, Integers, Integers, Floats]:
    """Add the rows of use: rows, pools, periods and days.

    Where an activity holds on some days of a period only, each stretch of days in which the same
    activities hold has a row of its own, named by its first day, as what they take up is taken up then.
    """
    index = builder.index
    uses = _uses(index, levels, names, pools)
    lines = _stretches(uses).with_row_index("line")
    row = builder.add_rows(
        EQUIPMENT_USE.name,
        EQUIPMENT_USE.unit,
        {
            "equipment": (lines["equipment"].to_numpy(), names),
            "place": (lines["where"].to_numpy(), (*index.places, "")),
            "period": (lines["period"].to_numpy(), index.periods),
            "part": _parts(index, lines),
        },
        -np.inf,
        0.0,
    )
    met = uses.join(lines, on=_USED, suffix="_of_line")
    met = met.filter((pl.col("begin") <= pl.col("begin_of_line")) & (pl.col("end") >= pl.col("end_of_line")))
    held = (pl.col("end_of_line") - pl.col("begin_of_line")) / (pl.col("end") - pl.col("begin"))
    weight = met.select(pl.col("amount") * held).to_series().to_numpy()
    builder.add_entries(row[met["line"].to_numpy()], met["column"].to_numpy(), weight)
    length = (lines["end"] - lines["begin"]).to_numpy()
    pool, period = lines["pool"].to_numpy(), lines["period"].to_numpy()
    on = pool >= 0
    builder.add_entries(row[on], column[pool[on], period[on]], -length[on])
    return row, pool, period, length


def _parts(index: Index, lines: pl.DataFrame) -> tuple[Integers, tuple[str, ...]]:
    """Tell stretches of a period apart: by their first day, blank for the one that begins with it."""
    starts = index.calendar.edges[lines["period"].to_numpy()]
    begun = [
        str(index.calendar.start + dt.timedelta(days=day)) if day > start else ""
        for day, start in zip(lines["begin"], starts, strict=True)
    ]
    names = tuple(sorted({"", *begun}))
    positions = {name: code for code, name in enumerate(names)}
    return np.array([positions[day] for day in begun], dtype=np.int64), names


_USED = ("equipment", "where", "pool", "period")
"""What tells rows of use apart, besides their days."""


def _uses(
    index: Index, levels: Levels, names: tuple[str, ...], pools: tuple[Integers, Integers]
) -> pl.DataFrame:
    """What each level takes up, of which pool: its own place's, or the one that all places share."""
    rows = index.economy["equipment_use"].filter(pl.col("amount") > 0.0)
    used = pl.DataFrame(
        {
            "equipment": codes_of(rows["equipment"], names),
            "activity": codes_of(rows["activity"], levels.names),
            "amount": rows["amount"],
        }
    ).filter(pl.col("activity") >= 0)
    shared = pl.DataFrame({"equipment": pools[0], "at": pools[1]}).filter(pl.col("at") == index.pool)
    held = pl.DataFrame({"equipment": pools[0], "where": pools[1], "pool": np.arange(len(pools[0]))})
    found = used.join(_runs(levels), on="activity").join(shared, on="equipment", how="left")
    found = found.with_columns(where=pl.coalesce("at", "place")).drop("at")
    found = found.join(held, on=("equipment", "where"), how="left")
    return found.with_columns(pl.col("pool").fill_null(-1)).sort(*_USED, "column")


def _runs(levels: Levels) -> pl.DataFrame:
    """The columns of levels with the days on which they run."""
    return pl.DataFrame(
        {
            "activity": levels.activity,
            "place": levels.place,
            "period": levels.active.period,
            "begin": levels.active.begin,
            "end": levels.active.end,
            "column": levels.column,
        }
    )


def _stretches(uses: pl.DataFrame) -> pl.DataFrame:
    """For each pool and period, the stretches of days between which no activity begins or ends."""
    edges = pl.concat([uses.select(*_USED, day="begin"), uses.select(*_USED, day="end")])
    edges = edges.unique().sort(*_USED, "day")
    edges = edges.with_columns(begin="day", end=pl.col("day").shift(-1).over(_USED))
    lines = edges.drop_nulls("end").drop("day")
    met = lines.join(uses.select(*_USED, first="begin", last="end"), on=_USED)
    met = met.filter((pl.col("first") <= pl.col("begin")) & (pl.col("last") >= pl.col("end")))
    return met.select(lines.columns).unique().sort(*_USED, "begin")


def _add_closing(
    builder: Builder,
    floors: Floors,
    rows: pl.DataFrame,
    pools: tuple[Integers, tuple[str, ...], Integers],
    column: Integers,
) -> None:
    """Add the floors of what should stand at the end."""
    index, (name, names, place) = builder.index, pools
    closing = rows["closing"].fill_null(0.0).to_numpy()
    wanted = np.flatnonzero(closing > 0.0)
    kept = floors.add(
        what="equipment",
        names=[names[code] for code in name[wanted]],
        places=place[wanted],
        periods=np.full(len(wanted), len(index.periods) - 1),
        tiers=rows["tier"].fill_null(0.0).to_numpy()[wanted],
        wanted=closing[wanted],
        apart={},
    )
    lines = builder.add_rows(
        CLOSING_EQUIPMENT.name,
        CLOSING_EQUIPMENT.unit,
        {"equipment": (name[wanted], names), "place": (place[wanted], (*index.places, ""))},
        0.0,
        np.inf,
    )
    builder.add_entries(lines, column[wanted, -1], 1.0)
    builder.add_entries(lines, kept, -closing[wanted])
