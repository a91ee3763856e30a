"""The things that a picture lists, as people know them: names in each language, units, coordinates."""

from __future__ import annotations

from typing import Any

import polars as pl

from commonweal.show.picture.columns import figures, positions
from commonweal.show.picture.coverage import Coverage
from commonweal.show.picture.lists import Lists

__all__ = ["things", "titles_of"]

_NAMED = "name_"
_SPOKEN = "en"  # what names without a language are taken for


def things(lists: Lists, coverage: Coverage) -> dict[str, list[dict[str, Any]]]:
    """The lists of a picture, by their names in it."""
    calendar = lists.economy.settings.calendar
    days = zip(calendar.names, calendar.lengths, strict=True)
    supplies = lists.supplies.with_columns(
        good=positions("good", lists.goods), place=positions("place", lists.places)
    )
    return {
        "periods": [{"start": start, "days": length} for start, length in days],
        "groups": [_plain(name) for name in lists.groups],
        "goods": _goods(lists),
        "needs": lists.needs.select(positions("good", lists.goods), "tier").to_dicts(),
        "places": _places(lists, coverage),
        "routes": _routes(lists),
        "supplies": [
            _plain(name) | {"good": good, "place": place}
            for name, good, place in supplies.select("supply", "good", "place").iter_rows()
        ],
        "activities": [_plain(name) for name in lists.activities],
    }


def _plain(name: str) -> dict[str, Any]:
    """Something whose table has no names for people."""
    return {"name": name, "titles": {_SPOKEN: name}}


def titles_of(rows: pl.DataFrame) -> dict[str, dict[str, str]]:
    """The names for people of what a table lists, by its name there and by language."""
    return dict(zip(rows[rows.columns[0]].to_list(), _titles(rows), strict=True))


def _titles(rows: pl.DataFrame) -> list[dict[str, str]]:
    """The names for people of each row, by language; the name in the tables where there is none."""
    key = rows.columns[0]
    columns = {name.removeprefix(_NAMED): name for name in rows.columns if name.startswith(_NAMED)}
    return [
        {_SPOKEN: row["name"] or row[key]}
        | {code: row[column] for code, column in columns.items() if row[column]}
        for row in rows.iter_rows(named=True)
    ]


def _goods(lists: Lists) -> list[dict[str, Any]]:
    """Goods with their units and kinds."""
    rows = lists.economy["goods"]
    cells = zip(rows["good"], _titles(rows), rows["unit"], rows["kind"].fill_null(""), strict=True)
    return [
        {"name": name, "titles": titles, "unit": unit, "kind": kind} for name, titles, unit, kind in cells
    ]


def _places(lists: Lists, coverage: Coverage) -> list[dict[str, Any]]:
    """Places with where they lie and how many live there."""
    rows = lists.economy["places"]
    most = dict(coverage.people_of_places.select("place", "people").iter_rows())
    people = pl.Series([most.get(position, 0.0) for position in range(rows.height)], dtype=pl.Float64)
    told = rows.select(
        name="place",
        parent=positions("parent", lists.places),
        longitude=pl.Series(figures(rows["longitude"]), dtype=pl.Float64),
        latitude=pl.Series(figures(rows["latitude"]), dtype=pl.Float64),
        code=pl.col("code").fill_null(""),
        code_system=pl.col("code_system").fill_null(""),
        people=pl.Series(figures(people), dtype=pl.Float64),
    )
    return [
        row | {"titles": titles}
        for row, titles in zip(told.iter_rows(named=True), _titles(rows), strict=True)
    ]


def _routes(lists: Lists) -> list[dict[str, Any]]:
    """Routes with how they are travelled, and the most that they carry while they are open."""
    shut = pl.col("closed").fill_null(value=False)
    unlimited = pl.col("capacity").is_null() & ~shut
    keys = ["route", "from_place", "to_place"]
    about = (
        lists.economy["routes"]
        .group_by(keys, maintain_order=True)
        .agg(
            pl.col("mode").drop_nulls().first().fill_null(""),
            pl.col("both_ways").fill_null(value=False).any(),
            capacity=pl.when(unlimited.any())
            .then(None)
            .otherwise(pl.coalesce(pl.col("capacity").filter(~shut).max(), pl.col("capacity").max())),
        )
    )
    rows = lists.routes.join(about, on=keys, how="left", maintain_order="left").with_columns(
        positions("from_place", lists.places), positions("to_place", lists.places)
    )
    return [_plain(row.pop("route")) | row for row in rows.drop("position").iter_rows(named=True)]
