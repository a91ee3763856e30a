"""How much each route carries, and how full it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from commonweal.formulate.closed import open_rows
from commonweal.model import Calendar, Economy

if TYPE_CHECKING:
    from commonweal.plan.plan import Plan

__all__ = ["Traffic", "traffic"]

_NEARLY = 1 - 1e-6  # share of its capacity from which a route counts as full


@dataclass(frozen=True)
class Traffic:
    """One direction of a route, over the whole plan.

    Attributes
    ----------
    route, from_place, to_place
        Names as the economy has them.
    tonnes
        What sets out, all goods together.
    used
        Whether anything sets out at all (goods without mass weigh nothing).
    fullest
        Highest share of the capacity taken in any period; None without a capacity.
    n_full
        Periods in which it is full.
    """

    route: str
    from_place: str
    to_place: str
    tonnes: float
    used: bool
    fullest: float | None
    n_full: int

    @property
    def full(self) -> bool:
        """Whether it is full in some period."""
        return self.n_full > 0


def traffic(plan: Plan) -> list[Traffic]:
    """Every direction of every route, in the order of the table, used or not."""
    allowed = _allowed(plan.economy)
    sent = _sent(plan["flows"])
    return [
        _direction(direction, allowed, sent.get(direction, {})) for direction in _directions(plan.economy)
    ]


def _directions(economy: Economy) -> list[tuple[str, str, str]]:
    found: dict[tuple[str, str, str], None] = {}
    for row in economy["routes"].iter_rows(named=True):
        found[row["route"], row["from_place"], row["to_place"]] = None
        if row["both_ways"]:
            found[row["route"], row["to_place"], row["from_place"]] = None
    return list(found)


def _sent(flows: pl.DataFrame) -> dict[tuple[str, str, str], dict[str, tuple[float, float]]]:
    """Tonnes and amounts that set out, by direction and period."""
    sent: dict[tuple[str, str, str], dict[str, tuple[float, float]]] = {}
    sums = flows.group_by("route", "from_place", "to_place", "period", maintain_order=True).agg(
        pl.col("tonnes").sum(), pl.col("sent").sum()
    )
    for route, start, end, period, tonnes, amount in sums.iter_rows():
        sent.setdefault((route, start, end), {})[period] = (tonnes, amount)
    return sent


def _direction(
    direction: tuple[str, str, str],
    allowed: Mapping[tuple[str, str], float],
    sent: Mapping[str, tuple[float, float]],
) -> Traffic:
    route = direction[0]
    shares = [
        tonnes / allowed[route, period]
        for period, (tonnes, _) in sent.items()
        if allowed.get((route, period), 0.0) > 0
    ]
    return Traffic(
        *direction,
        tonnes=sum(tonnes for tonnes, _ in sent.values()),
        used=any(amount > 0 for _, amount in sent.values()),
        fullest=max(shares, default=None),
        n_full=sum(share >= _NEARLY for share in shares),
    )


def _allowed(economy: Economy) -> dict[tuple[str, str], float]:
    """Tonnes that may set out by route and period, where there is a capacity (conventions §2)."""
    calendar = economy.settings.calendar
    allowed: dict[tuple[str, str], float] = {}
    for row in open_rows(economy, "routes").iter_rows(named=True):
        if row["capacity"] is None:
            continue
        first, last = calendar.day(row["from"], 0.0), calendar.day(row["until"], float(calendar.horizon))
        for period, days in _days_within(calendar, first, last):
            allowed[row["route"], period] = allowed.get((row["route"], period), 0.0) + row["capacity"] * days
    return allowed


def _days_within(calendar: Calendar, first: float, last: float) -> list[tuple[str, float]]:
    """Days of each period that lie between two days."""
    edges = calendar.edges
    overlaps = [
        (name, min(float(edges[number + 1]), last) - max(float(edges[number]), first))
        for number, name in enumerate(calendar.names)
    ]
    return [(name, days) for name, days in overlaps if days > 0]
