"""What the terms of limits may pick: columns of the program with the names selectors use."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from commonweal.formulate.activities import Levels
from commonweal.formulate.delivery import Deliveries
from commonweal.formulate.index import Index
from commonweal.formulate.limits import SumTerms
from commonweal.formulate.program import Floats, Integers
from commonweal.formulate.stores import Stores
from commonweal.formulate.supplies import Supplied
from commonweal.formulate.transport import Flows

__all__ = ["sum_terms"]


def sum_terms(
    index: Index,
    levels: Levels,
    flows: Flows,
    supplied: Supplied,
    stores: Stores,
    deliveries: Deliveries,
) -> Mapping[str, SumTerms]:
    """For each kind of selector, what makes its terms; made only when a limit asks."""
    return {
        "activity": lambda: _activity_terms(index, levels),
        "route": lambda: _route_terms(index, flows),
        "supply": lambda: _supply_terms(index, supplied),
        "stock": lambda: _stock_terms(index, stores),
        "delivery": lambda: _delivery_terms(index, deliveries),
        "intake": lambda: _intake_terms(index, deliveries),
    }


def _names(names: tuple[str, ...], codes: Integers) -> pl.Series:
    """Names of codes; blank (null) past the end, where the pool stands."""
    return pl.Series([*names, None], dtype=pl.String).gather(pl.Series(codes))


def _frame(
    index: Index, good: Integers | None, place: Integers, period: Integers, position: Integers, weight: Floats
) -> pl.DataFrame:
    """Terms with the attributes of their goods and places."""
    frame = pl.DataFrame(
        {
            "place": _names(index.places, place),
            "period": period,
            "position": position,
            "weight": np.broadcast_to(weight, position.shape).copy(),
        }
    ).join(
        index.economy["places"].select("place", pl.col("parent").alias("place.parent")),
        on="place", how="left", maintain_order="left",
    )  # fmt: skip
    if good is None:
        return frame
    goods = index.economy["goods"].select(
        "good", pl.col("family").alias("good.family"), pl.col("kind").alias("good.kind")
    )
    return frame.with_columns(good=_names(index.goods, good)).join(
        goods, on="good", how="left", maintain_order="left"
    )


def _activity_terms(index: Index, levels: Levels) -> pl.DataFrame:
    """Levels, in levels."""
    frame = _frame(index, None, levels.place, levels.active.period, levels.column, np.ones(1))
    kinds = index.economy["activities"].select("activity", "kind").unique("activity", keep="first")
    return frame.with_columns(activity=_names(levels.names, levels.activity)).join(
        kinds, on="activity", how="left", maintain_order="left"
    )


def _route_terms(index: Index, flows: Flows) -> pl.DataFrame:
    """What is sent, in tonnes, at the place it starts from."""
    weight = index.mass[flows.good]
    frame = _frame(index, flows.good, flows.origin, flows.active.period, flows.column, weight)
    modes = index.economy["routes"].select("route", "mode").unique("route", keep="first")
    return frame.with_columns(
        route=_names(flows.names, flows.route),
        from_place=_names(index.places, flows.origin),
        to_place=_names(index.places, flows.target),
    ).join(modes, on="route", how="left", maintain_order="left")


def _supply_terms(index: Index, supplied: Supplied) -> pl.DataFrame:
    """What is supplied, in the unit of the good."""
    frame = _frame(index, supplied.good, supplied.place, supplied.active.period, supplied.column, np.ones(1))
    rows = supplied.rows.select("supply", "supplier", "origin", "kind", "certainty")
    return pl.concat([frame, rows[supplied.row]], how="horizontal")


def _stock_terms(index: Index, stores: Stores) -> pl.DataFrame:
    """Stocks at the end of each period, in the unit of the good."""
    store, period = np.nonzero(stores.column >= 0)
    return _frame(
        index, stores.good[store], stores.place[store], period, stores.column[store, period], np.ones(1)
    )


def _delivery_terms(index: Index, deliveries: Deliveries) -> pl.DataFrame:
    """Deliveries, in the unit of the good."""
    frame = _frame(index, deliveries.good, deliveries.place, deliveries.period, deliveries.column, np.ones(1))
    return frame.with_columns(group=_names(index.groups, deliveries.group))


def _intake_terms(index: Index, deliveries: Deliveries) -> pl.DataFrame:
    """What people take in of a good or nutrient, in its unit."""
    delivery, nutrient, amount = deliveries.contents
    frame = _frame(
        index,
        nutrient,
        deliveries.place[delivery],
        deliveries.period[delivery],
        deliveries.column[delivery],
        amount,
    )
    return frame.with_columns(group=_names(index.groups, deliveries.group[delivery]))
