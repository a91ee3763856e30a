"""E6, needs: what is delivered to people, what they take in, and how far needs are covered."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
import scipy.sparse as sp
from numpy.typing import NDArray

from commonweal.formulate.builder import Builder
from commonweal.formulate.families import RowFamily
from commonweal.formulate.index import Index
from commonweal.formulate.needs import NeedLines, find_needs
from commonweal.formulate.presence import Presence
from commonweal.formulate.program import Floats, Integers
from commonweal.formulate.reach import Reach

__all__ = ["INTAKE", "INTAKE_CAP", "Deliveries", "add_deliveries"]

INTAKE = RowFamily(
    name="intake",
    formula="Σ composition·delivered + delivered − wanted·coverage ≥ 0",
    unit="unit of the need",
    price="change of the aim for one more unit taken in",
    golden="intake",
)

INTAKE_CAP = RowFamily(
    name="intake_cap",
    formula="Σ composition·delivered + delivered ≤ at_most·person-days",
    unit="unit of the need",
    price="change of the aim for one more unit that may be taken in",
    golden="intake_cap",
)


@dataclass(frozen=True)
class Deliveries:
    """The columns of deliveries and coverage.

    Attributes
    ----------
    good, place, group, period, column : each shape (n_deliveries,)
        Codes of what is delivered to whom, and the column.
    beyond : shape (n_deliveries,)
        Whether only closed rows could bring it.
    cells
        One row a cell of coverage: tier, place, group, good, period (codes), n_periods,
        wanted, person_days, days (on which it is wanted), column.
    person_days : shape (n_places, n_groups, n_periods)
    contents : (delivery, nutrient, amount)
        What each delivery contains: positions among deliveries, goods, and amounts per unit.
    """

    good: Integers
    place: Integers
    group: Integers
    period: Integers
    column: Integers
    beyond: NDArray[np.bool_]
    cells: pl.DataFrame
    person_days: Floats
    contents: tuple[Integers, Integers, Floats]


def add_deliveries(builder: Builder, reach: Reach, presence: Presence, planned: Reach) -> Deliveries:
    """Add ``delivered[good, place, group, period]`` and ``coverage[tier, …]`` (E6).

    Only goods that a need of the group asks for, by themselves or by what they contain, are
    delivered, and only where and when they can be there. ``planned`` is where they can be by open
    rows alone.
    """
    index = builder.index
    days = presence.person_days()
    needs = find_needs(index, presence)
    contents = _contents(index)
    good, place, group, period = _wanted_goods(index, reach, needs, contents, days)
    columns = builder.add_columns(
        "delivered",
        "unit of the good",
        {
            "good": (good, index.goods),
            "place": (place, index.places),
            "group": (group, index.groups),
            "period": (period, index.periods),
        },
        0.0,
        np.inf,
    )
    builder.add_to_balance(good, place, period, columns, -1.0)
    inside = _contents_of(good, contents)
    beyond = ~planned.in_period[good, np.where(index.pooled[good], index.pool, place), period]
    deliveries = Deliveries(good, place, group, period, columns, beyond, pl.DataFrame(), days, inside)
    cells = _add_coverage(builder, deliveries, needs)
    _add_caps(builder, deliveries, needs)
    return replace(deliveries, cells=cells)


def _contents(index: Index) -> tuple[Integers, Integers, Floats]:
    """Food, nutrient and amount; a good that is needed by itself contains one of itself."""
    rows = index.economy["composition"].filter(pl.col("amount") > 0)
    every = np.arange(len(index.goods))
    return (
        np.concatenate([index.good_codes(rows["good"]), every]),
        np.concatenate([index.good_codes(rows["nutrient"]), every]),
        np.concatenate([rows["amount"].to_numpy(), np.ones(len(every))]),
    )


def _wanted_goods(
    index: Index,
    reach: Reach,
    needs: NeedLines,
    contents: tuple[Integers, Integers, Floats],
    days: Floats,
) -> tuple[Integers, Integers, Integers, Integers]:
    """Good, place, group and period of every delivery that could serve a need."""
    wanting = needs.wanted > 0.0
    n_groups, n_goods = len(index.groups), len(index.goods)
    who = needs.place[wanting] * n_groups + needs.group[wanting]
    asked = sp.csr_array(
        (np.ones(len(who)), (who, needs.good[wanting])), shape=(len(index.places) * n_groups, n_goods)
    )
    food, nutrient, _ = contents
    serves = sp.csr_array((np.ones(len(food)), (nutrient, food)), shape=(n_goods, n_goods))
    useful = (asked @ serves).toarray().reshape(len(index.places), n_groups, n_goods) > 0.0
    at_places, in_pool = reach.in_period[:, :-1].transpose(1, 0, 2), reach.in_period[:, index.pool]
    there = np.where(index.pooled[None, :, None], in_pool[None, :, :], at_places)
    place, group, good, period = np.nonzero(
        useful[:, :, :, None] & (days > 0.0)[:, :, None, :] & there[:, None, :, :]
    )
    return good, place, group, period


def _contents_of(
    good: Integers, contents: tuple[Integers, Integers, Floats]
) -> tuple[Integers, Integers, Floats]:
    """What each delivery contains: position among deliveries, nutrient, amount per unit."""
    food, nutrient, amount = contents
    order = np.argsort(food, kind="stable")
    food, nutrient, amount = food[order], nutrient[order], amount[order]
    first = np.searchsorted(food, good, side="left")
    counts = np.searchsorted(food, good, side="right") - first
    delivery = np.repeat(np.arange(len(good)), counts)
    line = np.repeat(first - (np.cumsum(counts) - counts), counts) + np.arange(len(delivery))
    return delivery, nutrient[line], amount[line]


def _intake_entries(deliveries: Deliveries, index: Index, needs: NeedLines, lines: Integers) -> tuple[
    Integers, Integers, Floats
]:  # fmt: skip
    """Entries Σ composition·delivered in the row of each need line, over all its periods."""
    row_of = np.full(
        (len(index.places), len(index.groups), len(index.goods), len(index.periods)), -1, dtype=np.int64
    )
    rows, columns, values = [], [], []
    delivery, nutrient, amount = deliveries.contents
    place, group, period = deliveries.place[delivery], deliveries.group[delivery], deliveries.period[delivery]
    for tier in np.unique(needs.tier):
        row_of.fill(-1)
        for step in range(int(needs.n_periods.max(initial=0))):
            on = (needs.tier == tier) & (needs.n_periods > step)
            row_of[needs.place[on], needs.group[on], needs.good[on], needs.period[on] + step] = lines[on]
        row = row_of[place, group, nutrient, period]
        found = row >= 0
        rows.append(row[found])
        columns.append(deliveries.column[delivery[found]])
        values.append(amount[found])
    empty = np.zeros(0, np.int64)
    return (
        np.concatenate([empty, *rows]),
        np.concatenate([empty, *columns]),
        np.concatenate([np.zeros(0), *values]),
    )


def _need_dimensions(index: Index, needs: NeedLines) -> dict[str, tuple[Integers, tuple[str, ...]]]:
    """Dimensions of the rows and columns of need lines."""
    return {
        "tier": (needs.tier, tuple(str(tier) for tier in range(int(needs.tier.max(initial=0)) + 1))),
        "place": (needs.place, index.places),
        "group": (needs.group, index.groups),
        "good": (needs.good, index.goods),
        "period": (needs.period, index.periods),
    }


def _add_coverage(builder: Builder, deliveries: Deliveries, needs: NeedLines) -> pl.DataFrame:
    """One column of coverage and one row of intake for each cell that wants something."""
    index = builder.index
    cells = needs.take(np.flatnonzero(needs.wanted > 0.0)).joined()
    dimensions = _need_dimensions(index, cells)
    columns = builder.add_columns("coverage", "share", dimensions, 0.0, 1.0)
    lines = builder.add_rows(INTAKE.name, INTAKE.unit, dimensions, 0.0, np.inf)
    builder.add_entries(*_intake_entries(deliveries, index, cells, lines))
    builder.add_entries(lines, columns, -cells.wanted)
    return pl.DataFrame(
        {
            "tier": cells.tier,
            "place": cells.place,
            "group": cells.group,
            "good": cells.good,
            "period": cells.period,
            "n_periods": cells.n_periods,
            "wanted": cells.wanted,
            "person_days": cells.person_days,
            "days": cells.days,
            "column": columns,
        }
    )


def _add_caps(builder: Builder, deliveries: Deliveries, needs: NeedLines) -> None:
    """One row for each window of a need with a cap."""
    capped = needs.take(np.flatnonzero(np.isfinite(needs.at_most))).joined()
    dimensions = _need_dimensions(builder.index, capped)
    lines = builder.add_rows(INTAKE_CAP.name, INTAKE_CAP.unit, dimensions, -np.inf, capped.at_most)
    builder.add_entries(*_intake_entries(deliveries, builder.index, capped, lines))
