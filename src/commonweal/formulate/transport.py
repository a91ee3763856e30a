"""E4, routes: what is sent, what arrives, and the capacity of the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from commonweal.formulate.builder import Builder
from commonweal.formulate.closed import closed_rows
from commonweal.formulate.families import RowFamily
from commonweal.formulate.index import Index, codes_of
from commonweal.formulate.places import parts_of, sorted_rows
from commonweal.formulate.program import Floats, Integers
from commonweal.formulate.reach import Reach, carried_goods
from commonweal.formulate.time import Active, active_periods, spread, validity

__all__ = ["ROUTE_CAPACITY", "Flows", "add_flows", "directed"]

ROUTE_CAPACITY = RowFamily(
    name="route_capacity",
    formula="Σ mass·sent ≤ capacity·days; for a closed route Σ mass·sent ≤ 0, massless goods by their units",
    unit="t",
    price="change of the aim for one more tonne that may set out",
    golden="route_capacity",
)


@dataclass(frozen=True)
class Flows:
    """The columns of what is sent.

    Attributes
    ----------
    route, origin, target, good, column : each shape (size,)
        Codes among ``names``, places and goods, and the column.
    delay, loss : each shape (size,)
        Days under way; share that does not arrive.
    active
        The days on which it sets out; ``active.row`` is the directed row.
    names
        Names of the routes, sorted.
    """

    route: Integers
    origin: Integers
    target: Integers
    good: Integers
    column: Integers
    delay: Floats
    loss: Floats
    active: Active
    names: tuple[str, ...]


def directed(routes: pl.DataFrame) -> pl.DataFrame:
    """Routes with one row a direction."""
    routes = sorted_rows(routes)
    back = routes.filter(pl.col("both_ways").fill_null(value=False)).with_columns(
        pl.col("to_place").alias("from_place"), pl.col("from_place").alias("to_place")
    )
    return pl.concat([routes, back])


def add_flows(builder: Builder, reach: Reach) -> Flows:
    """Add ``sent[route, from, to, good, period]`` ≥ 0 and the capacity of each direction.

    Goods are sent only from where they can be by then; what arrives is what left less the loss, after
    the delay, split between periods.
    """
    index = builder.index
    rows = directed(index.rows("routes"))
    names = tuple(sorted(set(index.economy["routes"]["route"].to_list())))  # closed ones are known too
    way, good = carried_goods(rows, index)
    origin = index.place_codes(rows["from_place"])
    begin, end = validity(rows, index.calendar)
    active = active_periods(begin[way], end[way], index.calendar)
    there = reach.in_period[good[active.row], origin[way[active.row]], active.period]
    active = active.take(np.flatnonzero(there))
    way, good = way[active.row], good[active.row]
    target = index.place_codes(rows["to_place"])
    route = codes_of(rows["route"], names)
    part, part_names = parts_of(rows)
    columns = builder.add_columns(
        "sent",
        "unit of the good",
        {
            "route": (route[way], names),
            "from": (origin[way], index.places),
            "to": (target[way], index.places),
            "good": (good, index.goods),
            "period": (active.period, index.periods),
            "part": (part[way], part_names),
        },
        0.0,
        np.inf,
    )
    flows = Flows(
        route=route[way],
        origin=origin[way],
        target=target[way],
        good=good,
        column=columns,
        delay=rows["delay"].fill_null(0.0).to_numpy()[way],
        loss=rows["loss"].fill_null(0.0).to_numpy()[way],
        active=Active(way, active.period, active.begin, active.end),
        names=names,
    )
    _add_balances(builder, flows)
    _add_route_goods(builder, flows)
    _add_capacity(builder, flows, rows, (part, part_names))
    return flows


def _add_balances(builder: Builder, flows: Flows) -> None:
    """Goods leave where a route starts and arrive where it ends."""
    builder.add_to_balance(flows.good, flows.origin, flows.active.period, flows.column, -1.0)
    row, period, share = spread(flows.active.begin, flows.active.end, flows.delay, builder.index.calendar)
    builder.add_to_balance(
        flows.good[row], flows.target[row], period, flows.column[row], (1.0 - flows.loss[row]) * share
    )


def _add_route_goods(builder: Builder, flows: Flows) -> None:
    """What driving uses up is drawn where and when the route starts."""
    index = builder.index
    rows = index.economy["route_goods"]
    route, every = codes_of(rows["route"], flows.names), rows["route"].is_null().to_numpy()
    for line in range(rows.height):
        on = np.ones(len(flows.route), bool) if every[line] else flows.route == route[line]
        chosen = np.flatnonzero(on & (index.mass[flows.good] > 0.0))
        good = int(index.good_codes(rows["good"])[line])
        builder.add_to_balance(
            np.full(len(chosen), good),
            flows.origin[chosen],
            flows.active.period[chosen],
            flows.column[chosen],
            -rows["amount"][line] * index.mass[flows.good[chosen]],
        )


def _add_capacity(
    builder: Builder, flows: Flows, rows: pl.DataFrame, parts: tuple[Integers, tuple[str, ...]]
) -> None:
    """One row for each direction, part and period with a capacity; of closed routes, over all goods."""
    index = builder.index
    closed = closed_rows(rows)
    capacity = np.where(closed, 0.0, rows["capacity"].fill_null(np.inf).to_numpy())
    way = flows.active.row
    builder.hold(flows.column[closed[way]])
    n_periods = len(index.periods)
    mass = index.mass[flows.good]
    weight = np.where(closed[way] & (mass == 0.0), 1.0, mass)
    limited = np.isfinite(capacity[way]) & (weight > 0.0)
    key = way * n_periods + flows.active.period
    used, first = np.unique(key[limited], return_index=True)
    member = np.flatnonzero(limited)[first]
    lines = builder.add_rows(
        ROUTE_CAPACITY.name,
        ROUTE_CAPACITY.unit,
        {
            "route": (flows.route[member], flows.names),
            "from": (flows.origin[member], index.places),
            "to": (flows.target[member], index.places),
            "period": (flows.active.period[member], index.periods),
            "part": (parts[0][way[member]], parts[1]),
        },
        -np.inf,
        capacity[way[member]] * flows.active.days[member],
    )
    line_of = np.searchsorted(used, key[limited])
    builder.add_entries(lines[line_of], flows.column[limited], weight[limited])


def under_way_at_end(flows: Flows, index: Index) -> tuple[Integers, Floats]:
    """Which columns still have goods under way at the end, and what share of what was sent."""
    row, _, share = spread(flows.active.begin, flows.active.end, flows.delay, index.calendar)
    arrived = np.bincount(row, weights=share, minlength=len(flows.column))
    member = np.flatnonzero(arrived < 1.0 - 1e-12)
    return member, (1.0 - arrived[member]) * (1.0 - flows.loss[member])
