"""E01: needs that nothing can reach, whatever the amounts.

Amounts are left aside, so what is told here is sure: no supply, store or technique is on the near side of
the cut. Rows that hold on no day of the plan, and those with a capacity or an amount of 0, count as closed,
like those that say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from commonweal.findings import Finding
from commonweal.formulate.index import Index
from commonweal.formulate.reach import carried_goods, find_reach
from commonweal.model.economy import Economy
from commonweal.validate.report import at, shown
from commonweal.validate.techniques import provided

__all__ = ["can_have", "check_places", "is_open", "needs_of"]

_SHOWN = 6
_AMOUNTS = {
    "activities": "capacity",
    "needs": "amount",
    "people": "people",
    "routes": "capacity",
    "supplies": "at_most",
}
"""What can't be 0 in a row by which anything happens."""


@dataclass(frozen=True)
class _Way:
    """One direction of a route.

    Attributes
    ----------
    name, start, end
        Route, and the places it leads from and to.
    goods
        What it carries.
    is_open
        Whether it can carry anything on some day of the plan.
    """

    name: str
    start: str
    end: str
    goods: frozenset[str]
    is_open: bool


def check_places(economy: Economy) -> Iterator[Finding]:
    """Findings about goods that can be nowhere, and places with needs that nothing can reach."""
    index = Index(economy)
    having, foods, ways = can_have(economy), _foods(economy), _ways(index)
    told = set(index.goods) - provided(economy)  # told as C04
    unreached: dict[tuple[str, str], list[str]] = defaultdict(list)
    for good, (row, places) in _needed(economy).items():
        there = {index.places[code] for code in np.flatnonzero(np.asarray(having[good].any(axis=1)))}
        if good in told or not places:
            continue
        if not there:
            why = "It is needed, and all that would give it is closed, comes too late or lacks an input."
            yield at(economy, "E01", ("needs", row, "good"), why, "Open a supply or a technique of it.")
            continue
        for place in sorted(places - there):
            unreached[place, _cut(ways, place, foods[good], there)].append(good)
    rows = economy["places"]["place"].to_list()
    for (place, cut), goods in unreached.items():
        names = ", ".join(f"'{shown(good)}'" for good in goods[:_SHOWN])
        more = f" and {len(goods) - _SHOWN} more" if len(goods) > _SHOWN else ""
        why = f"People here need {names}{more}, and nothing can bring it: {cut}."
        remedy = "Open a route or add a supply, if there is one; else the plan leaves the need unmet."
        yield at(economy, "E01", ("places", rows.index(place), "place"), why, remedy)


def can_have(economy: Economy) -> dict[str, NDArray[np.bool_]]:
    """For each good, where and when it or what contains it can be, each shape (n_places, n_periods).

    Rows by which nothing can come are left out before.
    """
    open_rows = economy
    for table in ("activities", "routes", "supplies"):
        open_rows = open_rows.with_table(table, economy[table].filter(is_open(economy, table)))
    index = Index(open_rows)
    there = find_reach(index).in_period
    there = there[:, : index.pool] | there[:, index.pool :]
    return {
        good: np.logical_or.reduce(there[[index.goods.index(food) for food in foods]])
        for good, foods in _foods(economy).items()
    }


def needs_of(economy: Economy) -> pl.DataFrame:
    """The needs that count on some day of the plan, with the row (``index``) of each."""
    return economy["needs"].with_row_index().filter((pl.col("amount") > 0) & is_open(economy, "needs"))


def is_open(economy: Economy, table: str) -> pl.Expr:
    """Whether a row holds on some day of the plan, is not closed, and has an amount that is not 0."""
    calendar = economy.settings.calendar
    late = (pl.col("from") >= calendar.end).fill_null(value=False)
    early = (pl.col("until") <= calendar.start).fill_null(value=False)
    holds = ~late & ~early & (pl.col(_AMOUNTS[table]).fill_null(1.0) > 0)
    return holds & ~pl.col("closed").fill_null(value=False) if "closed" in economy[table].columns else holds


def _foods(economy: Economy) -> dict[str, set[str]]:
    """For each good, the goods that cover a need for it: itself, and what contains it."""
    foods = {good: {good} for good in economy["goods"]["good"]}
    contents = economy["composition"].filter(pl.col("amount") > 0)
    for food, nutrient in contents.select("good", "nutrient").iter_rows():
        foods[nutrient].add(food)
    return foods


def _needed(economy: Economy) -> dict[str, tuple[int, set[str]]]:
    """For each good, the first row that needs it and the places where people do."""
    living = economy["people"].filter(is_open(economy, "people")).select("group", "place").unique().rows()

    @cache  # many needs speak of the same people
    def homes(group: str | None, place: str | None) -> set[str]:
        return {
            home
            for who, home in living
            if (group is None or who == group) and (place is None or home == place)
        }

    needed: dict[str, tuple[int, set[str]]] = {}
    for row, good, group, place in needs_of(economy).select("index", "good", "group", "place").iter_rows():
        needed.setdefault(good, (row, set()))[1].update(homes(group, place))
    return needed


def _ways(index: Index) -> tuple[_Way, ...]:
    """Every route, in each direction."""
    routes = index.economy["routes"]
    carried: list[set[str]] = [set() for _ in range(routes.height)]
    for row, good in zip(*carried_goods(routes, index), strict=True):
        carried[row].add(index.goods[good])
    ways = []
    columns = routes.with_columns(usable=is_open(index.economy, "routes"))
    for goods, (name, start, end, both, usable) in zip(
        carried, columns.select("route", "from_place", "to_place", "both_ways", "usable").rows(), strict=True
    ):
        ways.append(_Way(name, start, end, frozenset(goods), usable))
        if both:
            ways.append(_Way(name, end, start, frozenset(goods), usable))
    return tuple(ways)


def _cut(ways: tuple[_Way, ...], place: str, foods: set[str], there: set[str]) -> str:
    """What stands between a place and the foods, in words."""
    near = {place}
    leading = [way for way in ways if way.is_open and way.goods & foods]
    while True:
        further = {way.start for way in leading if way.end in near} - near
        if not further:
            break
        near |= further
    if near & there:
        return f"it is at {_some(sorted(near & there))}, and can't come from there while the plan lasts"
    entering = [way for way in ways if way.end in near and way.start not in near]
    closed = sorted({way.name for way in entering if not way.is_open and way.goods & foods})
    others = sorted({way.name for way in entering if not way.goods & foods})
    parts = []
    if closed:
        parts.append(f"closed: {_some(closed)}")
    if others:
        parts.append(f"not carrying it: {_some(others)}")
    return "; ".join(parts) if parts else "no route leads here from where it is"


def _some(names: list[str]) -> str:
    """Some names, and how many more there are."""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(f"'{shown(name)}'" for name in names[:_SHOWN]) + more
