"""Sectors and regions as a plan runs them.

In an economy that was built from a table a sector is what the table called so; trade between regions
is an activity there, and what it takes is counted as what the makers of the good sell. In other economies
every activity is a sector.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import polars as pl

from commonweal.plan.measures import with_days
from commonweal.plan.plan import Plan
from commonweal.show.industry.facts import FLOWS, MADE, WORK, Facts, told
from commonweal.show.picture.told import titles_of

__all__ = ["industry_of_plan"]

_MADE = "made"  # the family of goods as they are made, in economies built from a table
_TECHNIQUE = "technique"  # the kind of other ways to make the same
_STEPS = 2  # of trade: from as it is made to as it is sold, and from there to whatever country it is from
_UNMADE = ("labour", "emission", "resource", "currency")  # kinds of goods that no sector sells


def industry_of_plan(plan: Plan) -> dict[str, Any]:
    """What each sector makes in each region over the whole plan, and what goes between them."""
    return told(_Plan(plan).facts())


@dataclass(frozen=True)
class _Plan:
    """The tables of a plan, joined as they are needed here."""

    plan: Plan

    def facts(self) -> Facts:
        """All that is told."""
        units = self._units
        unit = next(iter(set(units.values()))) if len(set(units.values())) == 1 else ""
        labour = self._goods.filter(pl.col("kind") == "labour")["unit"].unique().to_list()
        economy = self.plan.economy
        return Facts(
            basis="plan",
            title=economy.settings.name,
            unit=unit,
            labour_unit=labour[0] if len(labour) == 1 else "",
            regions_unit=unit or "t",
            sectors={name: self._title(name) for name in self._sectors},
            regions=titles_of(economy["places"]),
            units=units,
            people=self._people(),
            coverage=self._coverage(),
            made=self._made(one_labour=len(labour) == 1),
            between_sectors=self._between_sectors(),
            between_regions=self._between_regions(unit=unit),
            work=self._work(),
        )

    @cached_property
    def _goods(self) -> pl.DataFrame:
        return self.plan.economy["goods"].select(
            "good", "unit", "mass", pl.col("kind").fill_null(""), pl.col("family").fill_null("")
        )

    @cached_property
    def _is_built(self) -> bool:
        """Whether the economy was built from a table."""
        return bool((self._goods["family"] == _MADE).any())

    @cached_property
    def _done(self) -> pl.DataFrame:
        """What goes in and comes out: activity, sector, place, good, amount, at, level; about the good."""
        economy = self.plan.economy
        levels = self.plan["activities"].group_by("activity", "place").agg(pl.col("level").sum())
        terms = economy["activity_goods"].select("activity", "good", "at", coefficient="amount")
        return (
            levels.join(terms, on="activity")
            .join(self._goods, on="good")
            .join(self._sector_of, on="activity", how="left")
            .with_columns(amount=pl.col("level") * pl.col("coefficient"), at=pl.coalesce("at", "place"))
        )

    @cached_property
    def _sector_of(self) -> pl.DataFrame:
        """The sector of each activity; blank for trade and for final use in economies built from tables."""
        economy = self.plan.economy
        activities = (
            economy["activities"]
            .select("activity", "kind")
            .unique("activity", keep="first", maintain_order=True)
        )
        if not self._is_built:
            return activities.select("activity", sector="activity")
        outputs = economy["activity_goods"].filter(pl.col("amount") > 0.0).join(self._goods, on="good")
        main = (
            outputs.filter(pl.col("family") == _MADE)
            .sort("amount", descending=True, maintain_order=True)
            .group_by("activity", maintain_order=True)
            .agg(pl.col("good").first().alias("main"))
        )
        named = (
            pl.when(pl.col("kind").is_null() | (pl.col("kind") == _TECHNIQUE)).then("main").otherwise("kind")
        )
        found = activities.join(main, on="activity", how="left", maintain_order="left")
        return found.select("activity", sector=pl.when(pl.col("main").is_not_null()).then(named))

    @cached_property
    def _sectors(self) -> list[str]:
        """Names of the sectors, in the order of the table."""
        return self._sector_of["sector"].drop_nulls().unique(maintain_order=True).to_list()

    def _title(self, sector: str) -> dict[str, str]:
        """A sector as people call it: as its product is called, where that has the same name."""
        titles = self._titles
        return titles.get(f"{sector}.any") or titles.get(sector) or {"en": sector}

    @cached_property
    def _titles(self) -> dict[str, dict[str, str]]:
        return titles_of(self.plan.economy["goods"]) if self._is_built else {}

    @cached_property
    def _out(self) -> pl.DataFrame:
        """What sectors make, without what nobody sells."""
        return self._done.filter(
            pl.col("sector").is_not_null() & (pl.col("amount") > 0.0) & ~pl.col("kind").is_in(_UNMADE)
        )

    @cached_property
    def _units(self) -> dict[str, str]:
        """The unit of what each sector makes, blank for several; of those that make anything."""
        units = self._out.group_by("sector").agg(pl.col("unit").unique())
        return {sector: names[0] if len(names) == 1 else "" for sector, names in units.iter_rows()}

    def _made(self, *, one_labour: bool) -> pl.DataFrame:
        """Output and labour by sector and region; in levels where a sector's goods have several units."""
        several = [sector for sector, unit in self._units.items() if not unit]
        output = (
            self._out.group_by("sector", "activity", "place")
            .agg(pl.col("amount").sum(), pl.col("level").first())
            .with_columns(output=pl.when(pl.col("sector").is_in(several)).then("level").otherwise("amount"))
            .group_by("sector", region="place")
            .agg(pl.col("output").sum())
        )
        work = (
            self._done.filter((pl.col("kind") == "labour") & (pl.col("amount") < 0.0))
            .group_by("sector", region="place")
            .agg(labour=-pl.col("amount").sum() if one_labour else pl.lit(0.0))
        )
        joined = output.join(work, on=["sector", "region"], how="left")
        return joined.select("sector", "region", "output", pl.col("labour").fill_null(0.0)).cast(MADE)

    def _between_sectors(self) -> pl.DataFrame:
        """What sectors use, by who makes it; makers of the same good share in each use as they make of it."""
        used = self._done.filter(pl.col("sector").is_not_null() & (pl.col("amount") < 0.0))
        flows = used.join(self._makers, on="good").with_columns(sold=-pl.col("amount") * pl.col("share"))
        summed = flows.group_by(source="maker", target="sector").agg(amount=pl.col("sold").sum())
        return summed.filter(pl.col("amount") > 0.0).cast(FLOWS)

    @cached_property
    def _makers(self) -> pl.DataFrame:
        """Who makes which share of all there is of a good: good, maker, share; of traded goods, too."""
        direct = self._out.group_by("good", maker="sector").agg(pl.col("amount").sum())
        direct = direct.join(self._not_made, on="good", how="left").with_columns(
            share=pl.col("amount") / (pl.col("amount").sum().over("good") + pl.col("other").fill_null(0.0))
        )
        direct = direct.select("good", "maker", "share")
        makers = direct
        for _ in range(_STEPS):
            makers = pl.concat([direct, self._through_trade(makers)])
        return makers

    def _through_trade(self, makers: pl.DataFrame) -> pl.DataFrame:
        """The makers of goods that trade gives, as far as the makers of what it takes are known."""
        trade = self._done.filter(pl.col("sector").is_null()).select("activity", "place", "good", "amount")
        given = trade.filter(pl.col("amount") > 0.0).rename({"good": "traded", "amount": "given"})
        taken = trade.filter(pl.col("amount") < 0.0)
        amounts = (
            given.join(taken, on=["activity", "place"])
            .join(makers, on="good")
            .group_by(good="traded", maker="maker")
            .agg(amount=-(pl.col("amount") * pl.col("share")).sum())
        )
        totals = given.group_by(good="traded").agg(pl.col("given").sum())
        shared = amounts.join(totals, on="good").with_columns(share=pl.col("amount") / pl.col("given"))
        return shared.select("good", "maker", "share")

    @cached_property
    def _not_made(self) -> pl.DataFrame:
        """What there is of each good that no sector makes: supplies, and what is in store at the start."""
        given = self.plan["supplies"].select("good", other="supplied")
        economy = self.plan.economy
        stores = pl.when(pl.col("place").eq_missing("*")).then(economy["places"].height).otherwise(1)
        opening = economy["stocks"].select("good", other=pl.col("opening").fill_null(0.0) * stores)
        return pl.concat([given, opening]).group_by("good").agg(pl.col("other").sum())

    def _between_regions(self, *, unit: str) -> pl.DataFrame:
        """What goes from region to region: what activities take or make elsewhere, and what routes carry."""
        elsewhere = self._done.filter((pl.col("at") != pl.col("place")) & ~pl.col("kind").is_in(_UNMADE))
        takes = pl.col("amount") < 0.0
        moved = elsewhere.select(
            source=pl.when(takes).then("at").otherwise("place"),
            target=pl.when(takes).then("place").otherwise("at"),
            amount=pl.col("amount").abs() * (1.0 if unit else pl.col("mass") / 1000.0),
        )
        carried = (
            self.plan["flows"]
            .join(self._goods, on="good")
            .select(
                source="from_place",
                target="to_place",
                amount=pl.col("arrived") * (1.0 if unit else pl.col("mass") / 1000.0),
            )
        )
        both = pl.concat([moved.cast(FLOWS), carried.cast(FLOWS)]).drop_nulls()
        return both.group_by("source", "target").agg(pl.col("amount").sum()).filter(pl.col("amount") > 0.0)

    def _work(self) -> pl.DataFrame:
        """Labour used by activities in each region, and what supplies give at most over the plan."""
        used = (
            self._done.filter((pl.col("kind") == "labour") & (pl.col("amount") < 0.0))
            .group_by(region="at", kind="good")
            .agg(used=-pl.col("amount").sum())
        )
        found = used.join(self._available(), on=["region", "kind"], how="left")
        return found.select("region", "kind", "used", "available").cast(WORK)

    def _available(self) -> pl.DataFrame:
        """What supplies of labour give at most in each region; blank where one of them is without limit."""
        economy = self.plan.economy
        calendar = economy.settings.calendar
        labour = self._goods.filter(pl.col("kind") == "labour")["good"]
        rows = economy["supplies"].filter(
            pl.col("good").is_in(labour.implode()) & ~pl.col("closed").fill_null(value=False)
        )
        begin = pl.Series([calendar.day(day, 0.0) for day in rows["from"]], dtype=pl.Float64)
        end = pl.Series(
            [calendar.day(day, float(calendar.horizon)) for day in rows["until"]], dtype=pl.Float64
        )
        times = [
            _times(per, first, last, calendar.edges.tolist())
            for per, first, last in zip(rows["per"], begin, end, strict=True)
        ]
        every = pl.DataFrame({"region": economy["places"]["place"]})
        amounts = rows.select(
            "place", kind="good", available=pl.col("at_most") * pl.Series(times, dtype=pl.Float64)
        )
        starred = amounts.filter(pl.col("place") == "*").drop("place").join(every, how="cross")
        own = amounts.filter(pl.col("place") != "*").rename({"place": "region"})
        together = pl.concat(
            [own.select("region", "kind", "available"), starred.select("region", "kind", "available")]
        )
        limited = pl.when(pl.col("available").is_null().any()).then(None).otherwise(pl.col("available").sum())
        return together.group_by("region", "kind").agg(available=limited)

    def _people(self) -> dict[str, float]:
        """People of each place: the most at once."""
        coverage = self.plan["coverage"]
        most = coverage.group_by("place", "group").agg(pl.col("people").max())
        return dict(most.group_by("place").agg(pl.col("people").sum()).iter_rows())

    def _coverage(self) -> dict[str, float]:
        """Mean coverage of the most urgent tier at each place, by people and days."""
        rows = with_days(self.plan["coverage"], self.plan.economy.settings.calendar)
        first = rows.filter(pl.col("tier") == pl.col("tier").min())
        weight = pl.col("people") * pl.col("days")
        mean = (pl.col("coverage") * weight).sum() / weight.sum()
        return dict(first.group_by("place").agg(mean).iter_rows())


def _times(per: str | None, first: float, last: float, edges: list[float]) -> float:
    """How often an amount per day, period or horizon is to be had between two days."""
    if per == "day":
        return last - first
    if per == "period":
        return float(sum(start < last and end > first for start, end in pairwise(edges)))
    return 1.0
