"""Who gets how much of what they need, and what it comes to in people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from commonweal.plan.measures import FULLY
from commonweal.show.picture.columns import figures, listed, positions, rounded
from commonweal.show.picture.lists import Lists

__all__ = ["Coverage"]

_SOMETHING = 1.0 - FULLY  # a share below this is nothing (conventions §8)
_CELL = ["place", "group", "need", "first", "n_periods", "people", "wanted", "delivered", "coverage"]
_PEOPLE = ["place", "group"]


@dataclass(frozen=True)
class Coverage:
    """The cells of a plan, and the people behind them.

    Attributes
    ----------
    lists
        What positions stand for.
    """

    lists: Lists

    @cached_property
    def cells(self) -> pl.DataFrame:
        """A row for each cell: the columns of ``Cells``, and ``tier``."""
        lists = self.lists
        needs = lists.needs.rename({"position": "need"})
        rows = lists.plan["coverage"].join(needs, on=["tier", "good"], how="left", maintain_order="left")
        return rows.with_columns(
            positions("place", lists.places),
            positions("group", lists.groups),
            positions("period", lists.periods).alias("first"),
        ).select(*_CELL, "tier")

    def told(self) -> dict[str, list[Any]]:
        """The cells as columns."""
        return listed(self.cells.select(_CELL))

    @cached_property
    def people_of_places(self) -> pl.DataFrame:
        """Most people with needs at each place in any period: place (a position), people."""
        return self._then.group_by("place", "period").agg(pl.col("people").sum()).group_by("place").max()

    @cached_property
    def _then(self) -> pl.DataFrame:
        """Each group at each place in each period: people, and whether it is targeted and reached then."""
        most_urgent = pl.col("tier") == pl.col("tier").min()
        full = ~most_urgent | (pl.col("coverage") >= FULLY)
        return (
            self.cells.with_columns(full=full, some=pl.col("coverage") > _SOMETHING)
            .group_by(*_PEOPLE, "first", "n_periods")
            .agg(pl.col("people").max(), pl.col("full").all(), pl.col("some").any())
            .with_columns(period=pl.int_ranges("first", pl.col("first") + pl.col("n_periods")))
            .explode("period")
            .group_by(*_PEOPLE, "period")
            .agg(pl.col("people").max(), pl.col("full").all(), pl.col("some").any())
            .select(*_PEOPLE, "period", "people", targeted="some", reached=pl.col("some") & pl.col("full"))
        )

    def headline(self) -> dict[str, Any]:
        """People in need, targeted and reached, over the whole plan and period by period."""
        people = pl.col("people")
        sums = {
            "in_need": people.sum(),
            "targeted": people.filter("targeted").sum(),
            "reached": people.filter("reached").sum(),
        }
        worst = self._then.group_by(_PEOPLE).agg(
            people.max(), pl.col("targeted").all(), pl.col("reached").all()
        )
        everyone = worst.select(**sums).row(0, named=True)
        every = pl.DataFrame({"period": list(range(len(self.lists.periods)))})
        found = self._then.group_by("period").agg(**sums)
        by_period = every.join(found, on="period", how="left", maintain_order="left").fill_null(0.0)
        return {name: rounded(number) for name, number in everyone.items()} | {
            f"{name}_by_period": figures(by_period[name]) for name in sums
        }

    def tiers(self) -> list[dict[str, Any]]:
        """What each tier comes to, the most urgent first."""
        calendar = self.lists.economy.settings.calendar
        edges = pl.Series(calendar.edges)
        last = (self.cells["first"] + self.cells["n_periods"]).clip(upper_bound=calendar.n_periods)
        days = edges.gather(last) - edges.gather(self.cells["first"])
        rows = self.cells.with_columns(weight=pl.col("people") * days, cell=pl.int_range(pl.len()))
        return [
            _tier(tier, part) for (tier,), part in sorted(rows.partition_by("tier", as_dict=True).items())
        ]


def _tier(tier: object, rows: pl.DataFrame) -> dict[str, Any]:
    """People of a tier, those who have all of it, its mean coverage by person-days, and its lowest cell.

    Of equally low cells the one with the most people, then the earliest.
    """
    groups = rows.group_by(_PEOPLE).agg(pl.col("people").max(), pl.col("coverage").min())
    weight = float(rows["weight"].sum())
    low = rows.select("cell", "people", "first", pl.col("coverage").round(9)).sort(
        "coverage", "people", "first", "cell", descending=[False, True, False, False]
    )
    return {
        "tier": tier,
        "people": rounded(float(groups["people"].sum())),
        "people_fully_covered": rounded(float(groups.filter(pl.col("coverage") >= FULLY)["people"].sum())),
        "mean": rounded(float((rows["coverage"] * rows["weight"]).sum()) / weight if weight else 1.0),
        "lowest": low["cell"][0],
    }
