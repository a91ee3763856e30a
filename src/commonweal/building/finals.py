"""What government, non-profit institutions, investment and exports take: commitments, kept as they were."""

from __future__ import annotations

import numpy as np

from commonweal.building.draft import Draft
from commonweal.building.frame import Frame
from commonweal.inputoutput.tables import Floats

__all__ = ["COMMITTED", "add_commitments", "add_negative_finals"]

COMMITTED = ("nonprofit", "government", "investment", "stocks", "other")
"""Kinds of final demand that are kept as the table has them."""

_YEAR = 365.0


def add_commitments(draft: Draft, frame: Frame) -> None:
    """An activity for each kind of commitment, region and product, wanted at the observed level.

    Each product of a programme is a commitment of its own, so that one that can't be had doesn't
    hold back the others.
    """
    kinds = [kind for kind in COMMITTED if len(frame.finals(kind))]
    for kind in kinds:
        demand = frame.demand(kind)
        if demand.any():
            _add_programme(draft, frame, kind, demand)


def _add_programme(draft: Draft, frame: Frame, kind: str, demand: Floats) -> None:
    total = frame.by_product @ demand
    product, region = np.nonzero(total > 0.0)
    goods = [frame.names.product(name) for name in frame.table.products.distinct_names]
    names = [
        frame.names.local(frame.regions[r], f"{kind}.{goods[p]}")
        for p, r in zip(product, region, strict=True)
    ]
    level = total[product, region] * frame.scale / _YEAR
    places = [frame.names.place(frame.regions[r]) for r in region]
    done = f"use-by-{kind}"  # a plain 'other' may be a product of the table
    draft.add("goods", {"good": [done], "name": f"use by {kind}", "unit": frame.currency, "family": "kept"})
    draft.add(
        "activities",
        {
            "activity": names,
            "place": places,
            "kind": kind,
            "capacity": level,
            "minimum": level,
            "tier": frame.options.commitments_tier,
        },
    )
    draft.coefficients(names, done, np.ones(len(names)))
    if frame.pooled:
        draft.coefficients(names, [f"{goods[p]}.any" for p in product], -np.ones(len(names)))
        return
    position = np.full(total.shape, -1, dtype=np.int64)
    position[product, region] = np.arange(len(product))
    row, user = np.nonzero(demand)
    index = position[frame.product_of_row[row], user]
    draft.coefficients(
        [names[k] for k in index],
        [frame.sold[i] for i in row],
        -demand[row, user] / total[frame.product_of_row[row], user],
        at=[frame.place_of_row[i] for i in row],
    )


def add_negative_finals(draft: Draft, frame: Frame) -> None:
    """A negative final demand (stocks drawn down, scrap given) is a supply of that much."""
    table = frame.table
    given = -np.minimum(table.final_demand, 0.0).sum(axis=1)
    rows = np.flatnonzero(given)
    if not len(rows):
        return
    draft.add(
        "supplies",
        {
            "supply": "drawn-down",
            "good": [frame.sold[row] for row in rows],
            "place": [frame.place_of_row[row] for row in rows],
            "at_most": given[rows] * frame.scale,
            "per": "horizon",
            "kind": "stocks",
        },
    )
    draft.notes.append(
        f"{len(rows)} products have negative final demand (stocks drawn down): supplies of that much."
    )
