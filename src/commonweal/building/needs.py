"""Households: who they are, and what they consume as needs in tiers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from commonweal.building.draft import Draft
from commonweal.building.frame import Frame
from commonweal.building.options import Group, Purpose

__all__ = ["add_households", "needed"]

_YEAR = 365.0
_UNKNOWN = Purpose("", 3)  # of a product whose purpose isn't known
_EVERYBODY = Group("", "residents", 1.0, 1.0)


@dataclass(frozen=True)
class _Need:
    """One row of needs: amount per person and day up to a tier, and where it is from."""

    good: str
    amount: float
    tier: int
    source: str


def add_households(draft: Draft, frame: Frame, purposes: Mapping[str, Purpose]) -> None:
    """People by group, and what one of them consumes of each product in a day.

    A product that no household of a region consumes is no need there, unless a floor says so. Where a
    floor is below what was consumed, the rest is a further step of the need, less urgent.
    """
    consumed = frame.by_product @ frame.demand("household") * frame.scale
    for region, name in enumerate(frame.regions):
        if not consumed[:, region].any() and not frame.floors(name):
            continue
        for group in _groups_in(frame, name):
            heads = frame.table.people[name] * group.people
            share = {
                row.division: row.consumption
                for row in frame.options.groups
                if row.group == group.group and row.region in {"", name}
            }
            amounts = _per_head(frame, purposes, consumed[:, region], share) / heads / _YEAR
            place = frame.names.place(name)
            draft.add("people", {"group": [group.group], "place": place, "people": heads})
            _add_needs(draft, group.group, place, list(_needs_of(frame, purposes, name, amounts)))


def _groups_in(frame: Frame, region: str) -> list[Group]:
    """The groups of a region, each once."""
    groups = {row.group: row for row in frame.options.groups if row.region in {"", region}}
    return list(groups.values()) or [_EVERYBODY]


def _per_head(
    frame: Frame, purposes: Mapping[str, Purpose], consumed: np.ndarray, share: Mapping[str, float]
) -> np.ndarray:
    """What a group consumes of each product: its share of the division, or else of all."""
    rest = share.get("", 1.0)
    shares = [
        share.get(purposes.get(name, _UNKNOWN).division, rest) for name in frame.table.products.distinct_names
    ]
    amounts: np.ndarray = consumed * np.array(shares)
    return amounts


def _needs_of(
    frame: Frame, purposes: Mapping[str, Purpose], region: str, amounts: np.ndarray
) -> Iterator[_Need]:
    """The needs of one person: floors, and what was consumed beyond them."""
    floors = frame.floors(region)
    for name, consumed in zip(frame.table.products.distinct_names, amounts, strict=True):
        amount = float(consumed)
        good, purpose, floor = needed(frame, name), purposes.get(name, _UNKNOWN), floors.get(name)
        tier = purpose.tier
        if floor is not None:
            per_day = floor.amount / _YEAR
            first = floor.tier or tier
            yield _Need(good, per_day, first, floor.source)
            tier = max(tier, first + 1)
            if amount <= per_day:
                continue
        if amount > 0.0 and not frame.options.floors_only:
            yield _Need(good, amount, tier, "")


def _add_needs(draft: Draft, group: str, place: str, needs: list[_Need]) -> None:
    for source in dict.fromkeys(need.source for need in needs):
        rows = [need for need in needs if need.source == source and need.amount > 0.0]
        draft.add(
            "needs",
            {
                "group": group,
                "place": place,
                "good": [need.good for need in rows],
                "amount": [need.amount for need in rows],
                "tier": [float(need.tier) for need in rows],
            },
            source=source,
        )


def needed(frame: Frame, product: str) -> str:
    """The good that households want of a product."""
    if frame.several:
        return f"{frame.names.product(product)}.any"
    return frame.sold[frame.table.products.names.index(product)]
