"""Further ways of producing, beside those of the table: Duchin's rectangular choice of technology."""

from __future__ import annotations

import numpy as np

from commonweal.building.draft import Draft
from commonweal.building.frame import Frame
from commonweal.building.naming import safe_names
from commonweal.building.options import Technique

__all__ = ["add_techniques"]

_YEAR = 365.0


def add_techniques(draft: Draft, frame: Frame) -> None:
    """An activity for each further technique and region.

    What comes out of a product is what is made there; what goes in comes from where the region's users
    get it. Rows beside the table go by their names.

    References
    ----------
    Duchin and Levine, "Sectors may use multiple technologies simultaneously: the rectangular
    choice-of-technology model with binding factor constraints", *Economic Systems Research* 23, 2011.
    """
    by_technique: dict[str, list[Technique]] = {}
    for row in frame.options.techniques:
        by_technique.setdefault(row.technique, []).append(row)
    for name, rows in by_technique.items():
        named = dict.fromkeys(row.region for row in rows if row.region)
        for region in named or dict.fromkeys(frame.regions):
            _add_technique(draft, frame, name, region, [row for row in rows if row.region in {"", region}])


def _add_technique(draft: Draft, frame: Frame, name: str, region: str, rows: list[Technique]) -> None:
    activity = frame.names.local(region, safe_names([name])[0])
    capacities = [row.capacity for row in rows if row.capacity is not None]
    draft.add(
        "activities",
        {
            "activity": [activity],
            "place": frame.names.place(region),
            "kind": "technique",
            "capacity": capacities[0] / _YEAR if capacities else None,
        },
        source=rows[0].source,
    )
    for row in rows:
        good = _good_of(frame, row, region)
        draft.coefficients([activity], good, np.array([row.amount]), source=row.source)


def _good_of(frame: Frame, row: Technique, region: str) -> str:
    """The good that a coefficient is about: a product as made or as used, or a row beside the table."""
    if row.good not in frame.table.products.distinct_names:
        return frame.names.beside(row.good)
    if row.amount > 0.0:
        return frame.names.product(row.good)
    if frame.pooled:
        return f"{frame.names.product(row.good)}.any"
    return frame.sold[frame.table.products.positions[region, row.good]]
