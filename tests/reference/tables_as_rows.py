"""The tables of an economy as plain rows, with the calendar in days from its start."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from commonweal.model import Economy

Row = dict[str, Any]
INFINITY = float("inf")


def number(value: Any, otherwise: float = 0.0) -> float:
    """A cell that may be blank."""
    return otherwise if value is None else float(value)


class Tables:
    """Rows by table, and questions about time and people that several equations ask (§2)."""

    def __init__(self, economy: Economy) -> None:
        self.rows: dict[str, list[Row]] = {name: economy[name].to_dicts() for name in economy.tables}
        self.goods = {row["good"]: row for row in self.rows["goods"]}
        self.places = [row["place"] for row in self.rows["places"]]
        self.currency = economy.settings.currency
        calendar = economy.settings.calendar
        self.start = calendar.start
        self.periods = range(len(calendar.lengths))
        self.edges = [sum(calendar.lengths[:t]) for t in range(len(calendar.lengths) + 1)]
        self.period_names = [str(self.start + dt.timedelta(days=self.edges[t])) for t in self.periods]
        self.person_days = self._person_days()

    def length(self, t: int) -> int:
        """Days of a period."""
        return self.edges[t + 1] - self.edges[t]

    def window(self, row: Row, t: int, not_before: float = 0.0) -> tuple[float, float]:
        """First and last day on which a row holds in a period; empty if they meet."""
        first, last = not_before, float(self.edges[-1])
        if row["from"] is not None:
            first = max(first, (row["from"] - self.start).days)
        if row["until"] is not None:
            last = min(last, (row["until"] - self.start).days)
        a, b = max(first, self.edges[t]), min(last, self.edges[t + 1])
        return (a, max(a, b))

    def shares(self, span: tuple[float, float], shift: float) -> Iterator[tuple[int, float]]:
        """Where what happens evenly through a span of days falls when shifted: (period, share)."""
        a, b = span
        for t in self.periods:
            overlap = min(b + shift, self.edges[t + 1]) - max(a + shift, self.edges[t])
            if overlap > 0:
                yield t, overlap / (b - a)

    def node(self, good: str, place: str | None) -> tuple[str, str | None]:
        """Whose balance a good at a place enters: its own, or the pool's."""
        return (good, None if self.goods[good]["pooled"] else place)

    def at(self, place: str | None) -> list[str]:
        """The places of a row: the one it names, or all."""
        return self.places if place in (None, "*") else [place]

    def wanted_days(self, need: Row, place: str, group: str, t: int) -> float:
        """Person-days of a group for which a need holds."""
        total = 0.0
        for row in self.rows["people"]:
            if (row["place"], row["group"]) == (place, group):
                a, b = self.window(row, t)
                c, d = self.window(need, t)
                total += row["people"] * max(0.0, min(b, d) - max(a, c))
        return total

    def first_of_window(self, every: float | None, t: int) -> int:
        """First period of the window of a period: periods are joined until they are long enough."""
        first = 0
        for last in self.periods:
            whole = every is None or self.edges[last + 1] - self.edges[first] >= every
            if t <= last and whole:
                return first
            if whole:
                first = last + 1
        return first

    def _person_days(self) -> dict[tuple[str, str, int], float]:
        """Person-days of each (place, group, period) in which there are any."""
        counts: dict[tuple[str, str, int], float] = defaultdict(float)
        for row in self.rows["people"]:
            for t in self.periods:
                a, b = self.window(row, t)
                counts[row["place"], row["group"], t] += row["people"] * (b - a)
        return {key: count for key, count in counts.items() if count > 0}
