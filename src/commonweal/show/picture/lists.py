"""The lists of a picture: what there is, each thing once, found again by its position."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from commonweal.model import Economy
    from commonweal.plan.plan import Plan

__all__ = ["Lists"]

_STAR = "*"
_ROUTE = ["route", "from_place", "to_place"]
_SUPPLY = ["supply", "good", "place"]


@dataclass(frozen=True)
class Lists:
    """Names of places, goods, routes and so on, in the order of the economy's tables."""

    plan: Plan

    @property
    def economy(self) -> Economy:
        """What was planned."""
        return self.plan.economy

    @property
    def periods(self) -> tuple[str, ...]:
        """Names of the periods: their first days."""
        return self.economy.settings.calendar.names

    @cached_property
    def places(self) -> list[str]:
        """Names of the places."""
        return self._names("places", "place")

    @cached_property
    def goods(self) -> list[str]:
        """Names of the goods."""
        return self._names("goods", "good")

    @cached_property
    def groups(self) -> list[str]:
        """Names of the groups of people."""
        return self._names("people", "group")

    @cached_property
    def activities(self) -> list[str]:
        """Names of the activities."""
        return self._names("activities", "activity")

    @cached_property
    def needs(self) -> pl.DataFrame:
        """Needs: tier, good, position; the most urgent first, then as the goods are listed."""
        order = pl.DataFrame({"good": self.goods}, schema={"good": pl.String}).with_row_index("order")
        pairs = self.plan["coverage"].select("tier", "good").unique()
        return _numbered(pairs.join(order, on="good", how="left").sort("tier", "order").drop("order"))

    @cached_property
    def routes(self) -> pl.DataFrame:
        """Routes: route, from_place, to_place, position; a name that leads elsewhere later stands twice."""
        return _numbered(self.economy["routes"].select(_ROUTE).unique(maintain_order=True))

    @cached_property
    def directions(self) -> pl.DataFrame:
        """Both ways of every route: route, from_place, to_place, position, back."""
        there = self.routes.with_columns(back=pl.lit(value=False))
        back = self.routes.select(
            "route",
            pl.col("to_place").alias("from_place"),
            pl.col("from_place").alias("to_place"),
            "position",
            back=pl.lit(value=True),
        )
        return pl.concat([there, back]).unique(_ROUTE, keep="first", maintain_order=True)

    @cached_property
    def supplies(self) -> pl.DataFrame:
        """Supplies: supply, good, place, position; a blank place is a pool.

        One that may come at several places stands once for each where the plan draws on it; where it does
        not, once with a blank place.
        """
        rows = self.economy["supplies"].select(_SUPPLY).unique(maintain_order=True)
        drawn = self.plan["supplies"].select(_SUPPLY).unique(maintain_order=True)
        spread = pl.col("place").is_null() | pl.col("place").eq_missing(_STAR)
        used = rows.filter(spread).select("supply", "good").join(drawn, on=["supply", "good"], how="inner")
        idle = rows.filter(spread).join(used, on=["supply", "good"], how="anti")
        found = [rows.filter(~spread), used, idle.with_columns(place=pl.lit(""))]
        return _numbered(pl.concat(found).unique(maintain_order=True))

    def _names(self, table: str, column: str) -> list[str]:
        """Distinct names in a column of a table."""
        names: pl.Series = self.economy[table][column]
        return names.drop_nulls().unique(maintain_order=True).to_list()


def _numbered(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with their position in the list."""
    return rows.with_columns(position=pl.int_range(pl.len(), dtype=pl.Int64))
