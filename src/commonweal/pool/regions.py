"""An economy parted into regions: what each has by itself, and its share of what has no place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from commonweal.errors import ModelError
from commonweal.formulate.index import Index
from commonweal.formulate.presence import find_presence
from commonweal.model import Economy

__all__ = ["Region", "alone", "regions_of"]

_PARENT = "parent"


@dataclass(frozen=True)
class Region:
    """Some places that could plan by themselves.

    Attributes
    ----------
    name
        Its name.
    places
        Its places.
    person_days
        Person-days of its people.
    share
        Its share of what has no place: that of its person-days in those of all.
    """

    name: str
    places: frozenset[str]
    person_days: float
    share: float


def regions_of(economy: Economy, by: str) -> tuple[Region, ...]:
    """The regions that a column of ``places`` names, in the order of their names.

    Parameters
    ----------
    by
        ``places.parent``: places that lie, through their parents, in the same one. Otherwise any other
        column of ``places``; where it is blank, a place is a region of its own.

    Raises
    ------
    ModelError
        If there is no such column, nobody lives there, or all places are one region.
    """
    names = _names(economy, by)
    index = Index(economy)
    days = find_presence(index).person_days().sum(axis=(1, 2))
    person_days = {place: float(days[code]) for code, place in enumerate(index.places)}
    total = sum(person_days.values())
    if len(set(names.values())) < 2:
        raise ModelError(f"By {by} all places are one region, so there is nothing to compare.")
    if total <= 0.0:
        raise ModelError("Nobody lives here on any day of the plan.")
    found = []
    for region in sorted(set(names.values())):
        places = frozenset(place for place, name in names.items() if name == region)
        own = sum(person_days[place] for place in places)
        found.append(Region(region, places, own, own / total))
    return tuple(found)


def _names(economy: Economy, by: str) -> dict[str, str]:
    """The region of each place."""
    table, _, column = by.partition(".")
    places = economy["places"]
    if table != "places" or column not in places.columns or column == "place":
        known = ", ".join(f"places.{name}" for name in places.columns if name != "place")
        raise ModelError(f"Regions can't be made by '{by}'. Known: {known}.")
    if column != _PARENT:
        cells = places.select("place", pl.col(column).cast(pl.String)).iter_rows()
        return {place: cell if cell is not None else place for place, cell in cells}
    parent = dict(places.select("place", _PARENT).iter_rows())
    return {place: _root(place, parent) for place in parent}


def _root(place: str, parent: Mapping[str, str | None]) -> str:
    """The outermost place that a place lies in."""
    while (above := parent.get(place)) is not None:
        place = above
    return place


def alone(economy: Economy, region: Region) -> Economy:
    """A region by itself: its places, what lies within it, and its share of what has no place.

    Routes across its border are gone, and so are activities that use or make something outside it. What
    has no place (pooled goods and money, supplies and stores that all places share, limits of all places
    together) is shared out by person-days; limits per person stay as they are.
    """
    here = pl.col("place").is_in(list(region.places))
    inside = here | pl.col("place").is_null() | pl.col("place").eq_missing("*")
    places = economy["places"].filter(here)
    parent = pl.when(pl.col(_PARENT).is_in(list(region.places))).then(_PARENT)
    routes = economy["routes"].filter(
        pl.col("from_place").is_in(list(region.places)) & pl.col("to_place").is_in(list(region.places))
    )
    tables = {
        "places": places.with_columns(parent),
        "people": economy["people"].filter(here),
        "routes": routes,
        "route_goods": economy["route_goods"].filter(
            pl.col("route").is_null() | pl.col("route").is_in(routes["route"].to_list())
        ),
        "losses": economy["losses"].filter(inside),
        **_needs(economy, region),
        **_techniques(economy, region),
        **_equipment(economy, region),
        **_shared_out(economy, region),
    }
    for name, rows in tables.items():
        economy = economy.with_table(name, rows)
    return economy


def _needs(economy: Economy, region: Region) -> dict[str, pl.DataFrame]:
    """Needs of people who are in the region."""
    groups = economy["people"].filter(pl.col("place").is_in(list(region.places)))["group"].to_list()
    mine = pl.col("place").is_null() | pl.col("place").is_in(list(region.places))
    some = pl.col("group").is_null() | pl.col("group").is_in(groups)
    return {"needs": economy["needs"].filter(mine & some)}


def _techniques(economy: Economy, region: Region) -> dict[str, pl.DataFrame]:
    """Activities that stay within the region."""
    places = list(region.places)
    goods = economy["activity_goods"]
    abroad = goods.filter(pl.col("at").is_not_null() & ~pl.col("at").is_in(places))["activity"].to_list()
    rows = economy["activities"].filter(
        (pl.col("place").is_in(places) | pl.col("place").is_null() | pl.col("place").eq_missing("*"))
        & ~pl.col("activity").is_in(abroad)
    )
    names = rows["activity"].to_list()
    return {"activities": rows, "activity_goods": goods.filter(pl.col("activity").is_in(names))}


def _equipment(economy: Economy, region: Region) -> dict[str, pl.DataFrame]:
    """Equipment of the region, and its share of what all places share; only its own activities build."""
    names = _techniques(economy, region)["activities"]["activity"].to_list()
    shared = pl.col("place").is_null()
    rows = _parted(economy["equipment"], region, shared, ("opening", "closing"))
    losses = economy["equipment_losses"]
    return {
        "equipment": rows.with_columns(built_by=pl.when(pl.col("built_by").is_in(names)).then("built_by")),
        "equipment_use": economy["equipment_use"].filter(pl.col("activity").is_in(names)),
        "equipment_losses": losses.filter(shared | pl.col("place").is_in(["*", *region.places])),
    }


def _shared_out(economy: Economy, region: Region) -> dict[str, pl.DataFrame]:
    """Supplies, stocks and limits: those of the region, and its share of those of all."""
    pooled = economy["goods"].filter(pl.col("pooled"))["good"].to_list()
    of_all = pl.col("place").is_null() | pl.col("good").is_in(pooled)
    return {
        "supplies": _parted(economy["supplies"], region, of_all, ("at_most", "at_least")),
        "stocks": _parted(economy["stocks"], region, of_all, ("opening", "capacity", "closing")),
        "limits": _parted(
            economy["limits"],
            region,
            pl.col("place").is_null() & ~pl.col("per").eq_missing("person"),
            ("at_most", "at_least"),
        ),
    }


def _parted(rows: pl.DataFrame, region: Region, of_all: pl.Expr, amounts: tuple[str, ...]) -> pl.DataFrame:
    """Rows of the region, and rows of all with a share of their amounts."""
    mine = pl.col("place").is_null() | pl.col("place").is_in(["*", *region.places])
    share = pl.when(of_all).then(region.share).otherwise(1.0)
    return rows.filter(of_all | mine).with_columns(pl.col(name) * share for name in amounts)
