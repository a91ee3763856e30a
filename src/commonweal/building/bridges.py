"""Bridges: from what a decent living takes, counted in things, to products of a table, counted in money."""

from __future__ import annotations

from collections.abc import Iterable

from commonweal.building.options import Bridge, Floor

__all__ = ["Bridge", "floors_of"]


def floors_of(bridges: Iterable[Bridge]) -> tuple[Floor, ...]:
    """Floors per person and year by product, region and tier: sums of all needs that take the product.

    A product wanted in several tiers is a step in the first of them, with all that the needs take.

    Examples
    --------
    >>> bread = Bridge("bread", "01", 100.0, "kg", 2.0, "USD", 2015, 1.0, "food", 0.6, source="a survey")
    >>> shop = Bridge("bread", "01", 100.0, "kg", 2.0, "USD", 2015, 1.0, "trade", 0.3, source="a survey")
    >>> [(floor.product, floor.amount) for floor in floors_of([bread, shop])]
    [('food', 120.0), ('trade', 60.0)]
    """
    found: dict[tuple[str, str], list[Bridge]] = {}
    for bridge in bridges:
        found.setdefault((bridge.region, bridge.product), []).append(bridge)
    return tuple(
        Floor(
            product=product,
            amount=sum(bridge.worth for bridge in steps),
            tier=min(bridge.tier for bridge in steps),
            region=region,
            source="; ".join(dict.fromkeys(bridge.source for bridge in steps)),
        )
        for (region, product), steps in found.items()
    )
