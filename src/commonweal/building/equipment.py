"""Capital stocks as equipment: what an industry stands on carries its capacity."""

from __future__ import annotations

import numpy as np

from commonweal.building.draft import Draft
from commonweal.building.frame import Frame
from commonweal.building.naming import safe_names

__all__ = ["add_equipment", "carried_by_equipment"]

_YEAR = 365.0


def carried_by_equipment(frame: Frame) -> np.ndarray:
    """Which industries have a capital stock that carries their capacity: shape (n_industries,)."""
    stocks = frame.table.capital.of_kind("capital").by_industry
    if not frame.options.capital:
        return np.zeros(stocks.shape[1], dtype=np.bool_)
    carried: np.ndarray = np.any(stocks > 0.0, axis=0)
    return carried


def add_equipment(draft: Draft, frame: Frame) -> None:
    """An equipment for each kind of capital and industry, enough for the observed output and some slack.

    The table's year is planned at once, so nothing wears out within it; what replaces wear is part of
    the investment that is kept.
    """
    if not frame.options.capital:
        return
    output = frame.table.industry_output * frame.scale
    names, rows = frame.industry, frame.table.capital.of_kind("capital")
    room = 1.0 + frame.options.slack
    for k, kind in enumerate(safe_names(rows.names)):
        stock = rows.by_industry[k] * (frame.scale if rows.units[k] == frame.currency else 1.0)
        used = np.flatnonzero((stock > 0.0) & (output > 0.0))
        stands = stock[used] * room
        equipment = [f"{kind}.{names[j]}" for j in used]
        draft.add(
            "equipment",
            {
                "equipment": equipment,
                "place": [frame.names.place(frame.table.industries.regions[j]) for j in used],
                "unit": rows.units[k],
                "opening": stands,
            },
        )
        draft.add(
            "equipment_use",
            {
                "equipment": equipment,
                "activity": [names[j] for j in used],
                "amount": stands / (output[used] * room / _YEAR),
            },
        )
