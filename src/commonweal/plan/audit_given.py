"""The tables of an economy as an audit reads them: rows by name, days, people and stores."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from commonweal.model import Economy

__all__ = ["Given", "Row", "Span", "Store", "number"]

Row = dict[str, Any]
Span = tuple[float, float]

_INFINITY = float("inf")


def number(value: float | None, otherwise: float = 0.0) -> float:
    """A cell that may be blank."""
    return otherwise if value is None else float(value)


@dataclass(frozen=True)
class Store:
    """A store of a good: what is in it at the start, holds at most, and should hold at the end."""

    opening: float
    capacity: float
    closing: float


@dataclass(frozen=True, eq=False)
class Given:
    """An economy, ready to be asked."""

    economy: Economy

    @cached_property
    def tables(self) -> dict[str, list[Row]]:
        """Rows of every table, with the days on which they hold as ``first_day`` and ``last_day``."""
        calendar = self.economy.settings.calendar
        tables = {name: frame.to_dicts() for name, frame in self.economy.tables.items()}
        for row in (row for rows in tables.values() for row in rows):
            row["first_day"] = calendar.day(row.get("from"), 0.0)
            row["last_day"] = calendar.day(row.get("until"), self.edges[-1])
        return tables

    @cached_property
    def goods(self) -> dict[str, Row]:
        """Goods by name."""
        return {row["good"]: row for row in self.tables["goods"]}

    @cached_property
    def places(self) -> dict[str, Row]:
        """Places by name."""
        return {row["place"]: row for row in self.tables["places"]}

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Names of the periods."""
        return self.economy.settings.calendar.names

    @cached_property
    def edges(self) -> tuple[float, ...]:
        """Days from the start to each boundary of periods."""
        return tuple(self.economy.settings.calendar.edges.tolist())

    @property
    def currency(self) -> str:
        """The good that prices are in where a row does not say."""
        return self.economy.settings.currency

    def length(self, t: int) -> float:
        """Days of a period."""
        return self.edges[t + 1] - self.edges[t]

    def held(self, row: Row, t: int, not_before: float = 0.0) -> Span:
        """First and last day on which a row holds in a period (conventions §2); equal if it doesn't."""
        first = max(row["first_day"], not_before, self.edges[t])
        last = min(row["last_day"], self.edges[t + 1])
        return first, max(first, last)

    def shares(self, span: Span, shift: float) -> list[tuple[int, float]]:
        """Where what happens evenly through a span of days falls when shifted: (period, share)."""
        a, b = span[0] + shift, span[1] + shift
        found = []
        for t in range(max(bisect_right(self.edges, a) - 1, 0), len(self.periods)):
            overlap = min(b, self.edges[t + 1]) - max(a, self.edges[t])
            if overlap <= 0.0:
                break
            found.append((t, overlap / (b - a)))
        return found

    @cached_property
    def pooled(self) -> frozenset[str]:
        """Goods with one balance for the economy: pooled ones, and those in a store all places share."""
        shared = {row["good"] for row in self.tables["stocks"] if row["place"] is None}
        return frozenset(shared | {name for name, row in self.goods.items() if row["pooled"]})

    def node(self, good: str, place: str | None) -> tuple[str, str]:
        """Whose balance a good at a place enters: its own, or the pool's, named by a blank place."""
        return good, "" if good in self.pooled else place or ""

    @cached_property
    def stores(self) -> dict[tuple[str, str], Store]:
        """Every store by good and place; the place is blank for a shared one."""
        found: dict[tuple[str, str], Store] = {}
        for row in self.tables["stocks"]:
            good, opening = row["good"], number(row["opening"])
            otherwise = opening if self.goods[good]["kind"] == "durable" else 0.0
            for node in self._nodes(good, row["place"]):
                old = found.get(node, Store(0.0, 0.0, 0.0))
                found[node] = Store(
                    old.opening + opening,
                    old.capacity + number(row["capacity"], _INFINITY),
                    old.closing + number(row["closing"], otherwise),
                )
        return found

    def carried_over(self, good: str, place: str, t: int) -> float:
        """The share of what is in store at a place (blank: a pool) that gets through into period ``t``."""
        left: float = (1.0 - number(self.goods[good]["loss_per_day"])) ** self.length(t)
        for share in self.losses.get((good, place, t), ()):
            left *= 1.0 - share
        return left

    @cached_property
    def losses(self) -> dict[tuple[str, str, int], list[float]]:
        """Shares lost of what is in store, by good, place (blank: a pool) and period of the day."""
        found: dict[tuple[str, str, int], list[float]] = defaultdict(list)
        for row in self.tables["losses"]:
            day = (row["on"] - self.economy.settings.calendar.start).days
            t = bisect_right(self.edges, day) - 1
            if not 0 <= t < len(self.periods):
                continue
            together = self.goods[row["good"]]["pooled"] or row["place"] is None
            places = list(self.places) if row["place"] == "*" else [row["place"]]
            for place in [""] if together else places:
                found[row["good"], place, t].append(row["share"])
        return dict(found)

    def _nodes(self, good: str, place: str | None) -> list[tuple[str, str]]:
        """The balances of a good that a place of a row stands for."""
        if good in self.pooled:
            return [(good, "")]
        return [(good, name) for name in self.places] if place == "*" else [(good, place or "")]

    @cached_property
    def people_at(self) -> dict[tuple[str, str], list[Row]]:
        """Rows of people by place and group."""
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.tables["people"]:
            found[row["place"], row["group"]].append(row)
        return dict(found)

    def person_days(self, place: str, group: str, t: int, within: Span | None = None) -> float:
        """Person-days of a group at a place in a period, or in some days of it."""
        first, last = within or (self.edges[t], self.edges[t + 1])
        total = 0.0
        for row in self.people_at.get((place, group), ()):
            a, b = self.held(row, t)
            total += row["people"] * max(min(b, last) - max(a, first), 0.0)
        return total

    @cached_property
    def contents(self) -> dict[str, list[tuple[str, float]]]:
        """What each food contains: pairs of nutrient and amount."""
        found: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for row in self.tables["composition"]:
            found[row["good"]].append((row["nutrient"], row["amount"]))
        return dict(found)
