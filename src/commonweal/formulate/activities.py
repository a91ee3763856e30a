"""E2, activities: levels, their capacity, and what goes in and comes out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from commonweal.formulate.builder import Builder
from commonweal.formulate.closed import closed_rows
from commonweal.formulate.families import RowFamily
from commonweal.formulate.floors import Floors
from commonweal.formulate.index import codes_of
from commonweal.formulate.places import at_each_place, parts_of
from commonweal.formulate.program import Floats, Integers
from commonweal.formulate.reach import Reach
from commonweal.formulate.time import Active, active_periods, spread, validity

_AT_ONCE = 1_000_000  # coefficients made at once: what is on the way stays small beside the matrix

__all__ = ["MINIMUM_LEVEL", "Levels", "add_levels"]

MINIMUM_LEVEL = RowFamily(
    name="minimum_level",
    formula="level − minimum·days·kept ≥ 0",
    unit="level",
    price="coverage of the floor lost for one more unit of level to be kept",
    golden="minimum_level",
)


@dataclass(frozen=True)
class Levels:
    """The columns of activity levels.

    Attributes
    ----------
    activity, place, column : each shape (size,)
        Codes among ``names`` and places, and the column.
    active
        The days on which each runs.
    names
        Names of the activities, sorted.
    """

    activity: Integers
    place: Integers
    column: Integers
    active: Active
    names: tuple[str, ...]


def add_levels(builder: Builder, floors: Floors, reach: Reach) -> Levels:
    """Add ``level[activity, place, period]`` between 0 and ``capacity · days``, 0 where closed (E2).

    Each row of ``activities`` that holds in a period is one column there; activities that lack
    an input nothing provides are left out, as their level could only be 0, unless they have a
    minimum: the floor then tells that it can't be kept.
    """
    index = builder.index
    rows = at_each_place(index.rows("activities"), index)
    names = reach.activities
    codes = codes_of(rows["activity"], names)
    places = index.place_codes(rows["place"])
    active = active_periods(*validity(rows, index.calendar), index.calendar)
    wanted = rows["minimum"].fill_null(0.0).to_numpy()[active.row] > 0.0
    runs = reach.runs[codes[active.row], places[active.row], active.period]
    active = active.take(np.flatnonzero(runs | wanted))
    part, part_names = parts_of(rows)
    closed = closed_rows(rows)
    capacity = np.where(closed, 0.0, rows["capacity"].fill_null(np.inf).to_numpy())
    columns = builder.add_columns(
        "level",
        "level",
        {
            "activity": (codes[active.row], names),
            "place": (places[active.row], index.places),
            "period": (active.period, index.periods),
            "part": (part[active.row], part_names),
        },
        0.0,
        capacity[active.row] * active.days,
    )
    builder.hold(columns[closed[active.row]])
    levels = Levels(codes[active.row], places[active.row], columns, active, names)
    _add_goods(builder, levels)
    _add_minima(builder, floors, levels, rows, (part, part_names))
    return levels


def _add_goods(builder: Builder, levels: Levels) -> None:
    """Put what activities use and make into the material balances, where and when it falls."""
    index = builder.index
    goods = index.economy["activity_goods"]
    activity = codes_of(goods["activity"], levels.names)
    order = np.argsort(levels.activity, kind="stable")
    first = np.searchsorted(levels.activity[order], np.arange(len(levels.names) + 1))
    counts = np.where(activity >= 0, first[activity + 1] - first[activity], 0)
    delays, amounts = goods["delay"].fill_null(0.0).to_numpy(), goods["amount"].to_numpy()
    at, good = index.place_codes(goods["at"]), index.good_codes(goods["good"])
    for some in np.array_split(np.arange(goods.height), int(counts.sum()) // _AT_ONCE + 1):
        term = np.repeat(some, counts[some])
        member = order[np.repeat(first[activity[some]], counts[some]) + _ranks(counts[some])]
        place = np.where(at[term] >= 0, at[term], levels.place[member])
        _add_spread(builder, levels, member, good[term], place, amounts[term], delays[term])


def _add_spread(
    builder: Builder,
    levels: Levels,
    member: Integers,
    good: Integers,
    place: Integers,
    amount: Floats,
    delay: Floats,
) -> None:
    """Add terms at once where there is no delay, and split between periods where there is."""
    now = delay == 0.0
    builder.add_to_balance(
        good[now], place[now], levels.active.period[member[now]], levels.column[member[now]], amount[now]
    )
    late = np.flatnonzero(~now)
    held = levels.active.take(member[late])
    row, period, share = spread(held.begin, held.end, delay[late], builder.index.calendar)
    late = late[row]
    builder.add_to_balance(good[late], place[late], period, levels.column[member[late]], amount[late] * share)


def _ranks(counts: Integers) -> Integers:
    """0, 1, … within each run of a repeat."""
    return np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)


def _add_minima(
    builder: Builder,
    floors: Floors,
    levels: Levels,
    rows: pl.DataFrame,
    parts: tuple[Integers, tuple[str, ...]],
) -> None:
    """Add the floors of levels that have a minimum."""
    index = builder.index
    minimum = rows["minimum"].fill_null(0.0).to_numpy()
    wanted = minimum[levels.active.row] * levels.active.days
    chosen = np.flatnonzero(wanted > 0.0)
    part = (parts[0][levels.active.row[chosen]], parts[1])
    kept = floors.add(
        what="minimum",
        names=[levels.names[code] for code in levels.activity[chosen]],
        places=levels.place[chosen],
        periods=levels.active.period[chosen],
        tiers=rows["tier"].fill_null(0.0).to_numpy()[levels.active.row[chosen]],
        wanted=wanted[chosen],
        apart={"part": part},
    )
    lines = builder.add_rows(
        MINIMUM_LEVEL.name,
        MINIMUM_LEVEL.unit,
        {
            "activity": (levels.activity[chosen], levels.names),
            "place": (levels.place[chosen], index.places),
            "period": (levels.active.period[chosen], index.periods),
            "part": part,
        },
        0.0,
        np.inf,
    )
    builder.add_entries(lines, levels.column[chosen], 1.0)
    builder.add_entries(lines, kept, -wanted[chosen])
