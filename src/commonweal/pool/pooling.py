"""What planning together gains over each region by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from commonweal.model import Economy
from commonweal.model.changes import Scenario
from commonweal.plan.measures import with_days
from commonweal.plan.plan import Plan
from commonweal.pool.regions import Region, alone, regions_of
from commonweal.run import plan
from commonweal.scenario import apply
from commonweal.solve.bench import Limits

__all__ = ["Pooling", "pool"]


@dataclass(frozen=True)
class Pooling:
    """Each region by itself, and all together.

    Attributes
    ----------
    by
        What regions were made by.
    regions
        The regions, with their shares of what has no place.
    alone
        The plan of each region by itself, by its name; regions without people have none.
    together
        The plan of all.
    table
        By region and tier: ``people`` (on average), ``person_days`` of its needs, mean and lowest
        coverage alone and together, and what is gained together in ``person_days`` covered.
    totals
        The same over all regions, by tier.
    """

    by: str
    regions: tuple[Region, ...]
    alone: Mapping[str, Plan]
    together: Plan
    table: pl.DataFrame
    totals: pl.DataFrame

    @property
    def effort_alone(self) -> float:
        """The effort of all regions by themselves, in the unit of the plan's effort."""
        return sum(made.effort_used for made in self.alone.values())

    @property
    def quality(self) -> str:
        """The least that was proved of any of the plans."""
        qualities = {made.certificate.quality for made in (*self.alone.values(), self.together)}
        return next(word for word in ("none", "approximate", "verified") if word in qualities)

    def data(self) -> dict[str, Any]:
        """The answer as numbers and texts, as ``commonweal pool --json`` prints it."""
        aim = self.together.aims[-1]
        return {
            "by": self.by,
            "quality": self.quality,
            "regions": [
                {
                    "region": region.name,
                    "places": sorted(region.places),
                    "share": region.share,
                    "effort_alone": self.alone[region.name].effort_used if region.name in self.alone else 0.0,
                }
                for region in self.regions
            ],
            "effort": {
                "name": self.together.effort,
                "unit": aim.unit,
                "alone": self.effort_alone,
                "together": self.together.effort_used,
            },
            "table": self.table.to_dicts(),
            "totals": self.totals.to_dicts(),
        }


def pool(
    economy: Economy,
    *,
    by: str = "places.parent",
    scenario: str | Scenario | None = None,
    limits: Limits | None = None,
) -> Pooling:
    """Plan each region by itself, then all together, by the worst off first, and compare.

    A region by itself has its places, the routes within it and its own supplies, stores and
    techniques. What has no place (money and other pooled goods, supplies and stores that all share,
    limits of all together) is shared out by person-days.

    Parameters
    ----------
    economy
        A checked economy.
    by
        ``places.parent``: places in the same outermost place are a region. Or another column of ``places``.
    scenario
        What happens to the economy, foreseen from the start.
    limits
        Time for each plan, cores, a cancel token and who is told of progress.

    Raises
    ------
    ModelError
        If there are no such regions.
    NoPlan
        If no plan was found that can be trusted.
    SolverStopped
        If a limit or a person ended the work.

    Examples
    --------
    >>> import commonweal as cw
    >>> gained = cw.pool(cw.read("village"), by="places.name")
    >>> gained.quality
    'verified'
    """
    if scenario is not None:
        economy = apply(economy, scenario).economy
    regions = regions_of(economy, by)
    apart = {
        region.name: plan(alone(economy, region), rule="leximin", limits=limits)
        for region in regions
        if region.person_days > 0.0
    }
    together = plan(economy, rule="leximin", limits=limits)
    cells = _cells(regions, apart, together)
    people = _people(economy, regions)
    return Pooling(
        by=by,
        regions=regions,
        alone=apart,
        together=together,
        table=_measured(cells, "region", "tier").join(people, on="region", how="left").sort("region", "tier"),
        totals=_measured(cells, "tier").with_columns(people=pl.lit(people["people"].sum())).sort("tier"),
    )


def _cells(regions: tuple[Region, ...], apart: Mapping[str, Plan], together: Plan) -> pl.DataFrame:
    """Every cell with its region and its coverage alone and together."""
    region_of = {place: region.name for region in regions for place in region.places}
    calendar, names = together.economy.settings.calendar, ["tier", "place", "group", "good", "period"]
    parts = [made["coverage"].select(*names, alone="coverage") for made in apart.values()]
    cells = with_days(together["coverage"], calendar).join(pl.concat(parts), on=names, how="left")
    return cells.with_columns(
        region=pl.col("place").replace_strict(region_of),
        weight=pl.col("people") * pl.col("days"),
        together=pl.col("coverage"),
    )


def _measured(cells: pl.DataFrame, *names: str) -> pl.DataFrame:
    """Means by person-days, lowest coverages and what is gained, by some columns."""
    weight = pl.col("weight")
    return cells.group_by(names).agg(
        person_days=weight.sum(),
        mean_alone=(pl.col("alone") * weight).sum() / weight.sum(),
        mean_together=(pl.col("together") * weight).sum() / weight.sum(),
        lowest_alone=pl.col("alone").min(),
        lowest_together=pl.col("together").min(),
        gain=((pl.col("together") - pl.col("alone")) * weight).sum(),
    )


def _people(economy: Economy, regions: tuple[Region, ...]) -> pl.DataFrame:
    """The people of each region, on average over the calendar."""
    horizon = economy.settings.calendar.horizon
    return pl.DataFrame(
        {
            "region": [region.name for region in regions],
            "people": [region.person_days / horizon for region in regions],
        }
    )
