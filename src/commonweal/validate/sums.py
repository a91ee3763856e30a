"""Checks of limits and routes: what they sum, and what they carry."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import polars as pl

from commonweal.findings import Finding
from commonweal.model.economy import Economy
from commonweal.model.goods import GOOD_KINDS
from commonweal.model.selectors import parse_selector
from commonweal.validate.report import LISTED, at, shown, suggestion

__all__ = ["check_sums"]

_COLUMNS = {
    "good": ("goods", "good"),
    "good.family": ("goods", "family"),
    "place": ("places", "place"),
    "place.parent": ("places", "parent"),
    "from_place": ("places", "place"),
    "to_place": ("places", "place"),
    "group": ("people", "group"),
}
"""Where the values of a selector's column are found, whatever the selector's kind."""

_TABLES = {"activity": "activities", "route": "routes", "supply": "supplies"}


def check_sums(economy: Economy, unread: Collection[str], doubtful: Collection[str]) -> Iterator[Finding]:
    """Findings about limits, their terms, and goods that have no mass to carry."""
    if not {"limits", "limit_terms"} & set(unread):
        yield from _without_terms(economy)
    yield from _selectors(economy, unread)
    if "goods" not in doubtful:
        yield from _massless(economy)


def _without_terms(economy: Economy) -> Iterator[Finding]:
    """Limits that sum nothing."""
    summed = set(economy["limit_terms"]["limit"])
    for index, limit in enumerate(economy["limits"]["limit"]):
        if limit is not None and limit not in summed:
            yield at(
                economy,
                "C10",
                ("limits", index, "limit"),
                "The limit has no terms, so it sums nothing.",
                "Add its terms to limit_terms, or delete it.",
            )


def _selectors(economy: Economy, unread: Collection[str]) -> Iterator[Finding]:
    """Selectors that can't be read, and values in them that nothing has."""
    told, remedy = 0, ""
    for index, text in enumerate(economy["limit_terms"]["selector"]):
        if text is None:
            continue
        try:
            selector = parse_selector(text)
        except ValueError as error:
            yield at(
                economy,
                "C11",
                ("limit_terms", index, "selector"),
                str(error),
                "Write 'kind: column=value, …', such as 'route: mode=road'.",
            )
            continue
        for column, value in selector.conditions:
            table, known = _values(economy, selector.kind, column)
            if value not in known and table not in unread:
                why = f"Nothing has {column} '{shown(value)}', so the term would sum nothing."
                told += 1
                if told <= LISTED:  # looking for near names takes time, and the rest are only counted
                    remedy = suggestion(value, known, f"See the names in {table}.")
                yield at(economy, "C01", ("limit_terms", index, "selector"), why, remedy)


def _values(economy: Economy, kind: str, column: str) -> tuple[str, set[str]]:
    """The table that holds the values of a selector's column, and the values."""
    if column == "good.kind":
        return "goods", set(GOOD_KINDS)
    table, name = _COLUMNS.get(column) or (_TABLES[kind], column)
    return table, set(economy[table][name].drop_nulls())


def _massless(economy: Economy) -> Iterator[Finding]:
    """Goods without mass that a route with a capacity is told to carry."""
    mass = economy["goods"].select("good", "family", "mass")
    massless = mass.filter(pl.col("mass").is_null())
    names = set(massless["good"]) | set(massless["family"])
    routes = economy["routes"].select("carries", "capacity")
    for index, (carries, capacity) in enumerate(routes.iter_rows()):
        if capacity is None:
            continue
        for word in (carries or "").split(";"):
            if word.strip() and word.strip() in names:
                why = (
                    f"'{shown(word.strip())}' has goods without mass, so no capacity in tonnes can hold them."
                )
                remedy = "Give the mass of one unit in goods, or leave the capacity blank."
                yield at(economy, "C12", ("routes", index, "carries"), why, remedy)
