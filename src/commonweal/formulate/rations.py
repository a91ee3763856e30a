"""E7, rations: groups that share a basket get the same of each food per person."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from commonweal.formulate.builder import Builder
from commonweal.formulate.delivery import Deliveries
from commonweal.formulate.families import RowFamily
from commonweal.formulate.index import Index, codes_of
from commonweal.formulate.program import Integers

__all__ = ["RATION_TIE", "add_rations"]

RATION_TIE = RowFamily(
    name="ration_tie",
    formula="delivered − person-days·ration = 0",
    unit="unit of the food",
    price="change of the aim if the group got one unit more than its basket holds",
    golden="ration_tie",
)


def add_rations(builder: Builder, deliveries: Deliveries) -> None:
    """Tie the deliveries of groups that share a ration, place by place or everywhere.

    Only foods are tied: goods that contain something another good is needed for. A group
    that nothing can reach leaves the tie everywhere: it has no deliveries, or only such as a closed
    row would have to bring.
    """
    index = builder.index
    names, ration_of, everywhere = _rations(index)
    if not names:
        return
    ration = ration_of[deliveries.place, deliveries.group]
    left = np.append(everywhere, False)[ration] & deliveries.beyond
    tied = np.flatnonzero((ration >= 0) & _is_food(index)[deliveries.good] & ~left)
    ration = ration[tied]
    place = np.where(everywhere[ration], index.pool, deliveries.place[tied])
    good, period = deliveries.good[tied], deliveries.period[tied]
    key = ((ration * (index.pool + 1) + place) * len(index.goods) + good) * len(index.periods) + period
    _, first, basket = np.unique(key, return_index=True, return_inverse=True)
    columns = builder.add_columns(
        "ration",
        "unit of the food per person and day",
        {
            "ration": (ration[first], names),
            "place": (place[first], (*index.places, "")),
            "good": (good[first], index.goods),
            "period": (period[first], index.periods),
        },
        0.0,
        np.inf,
    )
    lines = builder.add_rows(
        RATION_TIE.name,
        RATION_TIE.unit,
        {
            "good": (good, index.goods),
            "place": (deliveries.place[tied], index.places),
            "group": (deliveries.group[tied], index.groups),
            "period": (period, index.periods),
        },
        0.0,
        0.0,
    )
    days = deliveries.person_days[deliveries.place[tied], deliveries.group[tied], period]
    builder.add_entries(lines, deliveries.column[tied], 1.0)
    builder.add_entries(lines, columns[basket], -days)


def _is_food(index: Index) -> NDArray[np.bool_]:
    """Goods with a composition, shape (n_goods,)."""
    is_food = np.zeros(len(index.goods), dtype=bool)
    is_food[index.good_codes(index.economy["composition"]["good"])] = True
    return is_food


def _rations(index: Index) -> tuple[tuple[str, ...], Integers, NDArray[np.bool_]]:
    """Names of rations, the ration of each (place, group) or −1, and which hold everywhere."""
    people = index.economy["people"].filter(pl.col("ration").is_not_null())
    names = tuple(sorted(set(people["ration"].to_list())))
    ration_of = np.full((len(index.places), len(index.groups)), -1, dtype=np.int64)
    ration_of[index.place_codes(people["place"]), codes_of(people["group"], index.groups)] = codes_of(
        people["ration"], names
    )
    rows = index.economy["rations"].filter(pl.col("everywhere"))
    return names, ration_of, np.isin(np.array(names, dtype=object), rows["ration"].to_list())
