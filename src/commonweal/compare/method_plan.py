"""What planning again says of a shock: the same economy, planned without it and with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from commonweal.building.finals import COMMITTED
from commonweal.building.naming import Names, safe_names
from commonweal.building.sanction import cut_trade
from commonweal.compare.coverage import coverage_changes
from commonweal.compare.method_shock import Shock
from commonweal.compare.pairing import pair
from commonweal.errors import ModelError, NoPlan
from commonweal.inputoutput.tables import Floats, SupplyUse
from commonweal.model import Change, Economy, Rule, Scenario
from commonweal.plan.certificate import VERIFIED
from commonweal.plan.measures import coverage_summary
from commonweal.plan.plan import Plan
from commonweal.run import plan as make_plan
from commonweal.solve.bench import Limits

__all__ = ["Planned", "made_by_techniques", "planned_outputs", "planned_work", "scenario_of", "two_plans"]

_DAYS = 365.0  # of the year that the builder plans


@dataclass(frozen=True, eq=False)
class Planned:
    """An economy planned without a shock and with it.

    Attributes
    ----------
    base, after
        The plans.
    scenario
        What was made to happen in the second.
    """

    base: Plan
    after: Plan
    scenario: Scenario

    def checks(self) -> Iterator[tuple[str, float, float, bool]]:
        """Identity, residual (the worse of both plans), what is allowed, whether both are verified."""
        both = (self.base.certificate, self.after.certificate)
        holds = all(certificate.quality == "verified" for certificate in both)
        yield "balances", max(max(one.tables, one.primal) for one in both), VERIFIED.rows, holds
        yield "best", max(max(one.gap, one.dual) for one in both), VERIFIED.duals, holds

    def coverage(self) -> pl.DataFrame:
        """Coverage of every need of every group, in both plans: see ``coverage_changes``."""
        return coverage_changes(pair("shock", self.base, self.after))

    def needs(self) -> pl.DataFrame:
        """How far needs and commitments are covered: one row a tier of needs, and one for commitments.

        Returns
        -------
        what (``needs`` or ``commitments``), tier, base_people and people (who have needs of the tier),
        base_full and full (how many have all of it), base and here (mean coverage; for commitments the
        share kept of what they are worth), change.
        """
        before, after = (_tiers(plan) for plan in (self.base, self.after))
        names = {"people": "base_people", "full": "base_full", "here": "base"}
        both = before.rename(names).join(after, on="tier", how="full", coalesce=True).sort("tier")
        kept = [_kept(plan) for plan in (self.base, self.after)]
        commitments = pl.DataFrame({"what": "commitments", "base": kept[0], "here": kept[1]})
        columns = ("what", "tier", "base_people", "people", "base_full", "full", "base", "here")
        rows = both.select(pl.lit("needs").alias("what"), pl.all())
        if None not in kept:
            rows = pl.concat([rows, commitments], how="diagonal")
        return rows.select(columns).with_columns(change=pl.col("here") - pl.col("base"))


def two_plans(
    economy: Economy, scenario: Scenario, rule: Rule | None = None, limits: Limits | None = None
) -> Planned:
    """Plan an economy without a scenario and under it.

    In both, what a country gets from an origin may fall as far as it will: a least that is asked of
    deliveries after all needs would hold the shock off some sectors, and hide it.

    Raises
    ------
    NoPlan
        If no plan was found that can be trusted.
    SolverStopped
        If a limit or a person ended the work.
    """
    economy = _with_free_falls(economy)
    base = make_plan(economy, rule=rule, limits=limits)
    after = make_plan(economy, scenario=scenario, rule=rule, limits=limits)
    for found in (base, after):
        if found.certificate.quality == "none":
            raise NoPlan(f"What the solver found is not a plan. {found.certificate.sentence}")
    return Planned(base, after, scenario)


def _with_free_falls(economy: Economy) -> Economy:
    """The economy without the least that is asked of where things come from."""
    kind = pl.col("kind").fill_null("")
    asked = kind.str.starts_with("sourcing") & pl.col("tier").is_not_null()
    columns = [pl.when(asked).then(None).otherwise(pl.col(name)).alias(name) for name in ("minimum", "tier")]
    return economy.with_table("activities", economy["activities"].with_columns(columns))


def scenario_of(shock: Shock, economy: Economy, table: SupplyUse) -> Scenario:
    """A shock as changes to the economy that was built from the table.

    A sector can make at most ``1 − share`` of what the table says it made, however it is limited
    otherwise; of deliveries at most that part may come; needs and commitments are multiplied.

    Raises
    ------
    ModelError
        If the economy has nothing that the shock could change, or can't be cut off from an origin.
    """
    names = Names(table.products, table.industries)
    place = names.place(shock.region)
    if shock.kind == "cut":
        products = [names.product(product) for product in shock.products]
        return cut_trade(
            economy, place, names.place(shock.to), products, shock.share, table=table, name="shock"
        )
    changes = (
        [_less_made(shock, economy, table, names)]
        if shock.kind == "lose"
        else list(_moved_demand(shock, economy, place))
    )
    if not changes:
        raise ModelError(f"Nothing in the economy is wanted by {shock.category or 'final users'} in {place}.")
    return Scenario(name="shock", title=shock.text, changes=tuple(changes), source="assumed")


def _less_made(shock: Shock, economy: Economy, table: SupplyUse, names: Names) -> Change:
    activity = names.industry(shock.region, shock.sector)
    if activity not in economy["activities"]["activity"]:
        raise ModelError(
            f"The economy has no activity '{activity}': the sector makes nothing, or the table is of another "
            "economy."
        )
    where = f"activity={activity}"
    if shock.share == 1.0:
        return Change(do="close", table="activities", where=where, because="the shock")
    output = table.industry_output[table.industries.positions[shock.region, shock.sector]]
    left = (1.0 - shock.share) * float(output) * table.provenance.scale / _DAYS
    return Change(
        do="limit",
        table="activities",
        where=where,
        column="capacity",
        value=float(f"{left:.15g}"),
        because="the shock",
    )


def _moved_demand(shock: Shock, economy: Economy, place: str) -> Iterator[Change]:
    """Needs of the place, and commitments there, multiplied."""
    factor = float(f"{1.0 + shock.share:.15g}")
    kinds = [shock.category] if shock.category else ["household", *COMMITTED]
    if "household" in kinds and (economy["needs"]["place"] == place).any():
        where = f"place={place}"
        if factor == 0.0:
            yield Change(do="close", table="needs", where=where, because="the shock")
        else:
            yield Change(
                do="scale", table="needs", where=where, column="amount", value=factor, because="the shock"
            )
    here = economy["activities"].filter(pl.col("place") == place)["kind"]
    for kind in kinds:
        if kind != "household" and (here == kind).any():
            for column in ("minimum", "capacity"):
                yield Change(
                    do="scale",
                    table="activities",
                    where=f"kind={kind}, place={place}",
                    column=column,
                    value=factor,
                    because="the shock",
                )


def planned_outputs(plan: Plan, table: SupplyUse) -> Floats:
    """What each industry makes in a plan: shape (n_industries,), in the table's figures per year."""
    names = Names(table.products, table.industries)
    labels = table.industries
    pairs = zip(labels.regions, labels.names, strict=True)
    position = {names.industry(region, name): at for at, (region, name) in enumerate(pairs)}
    found = np.zeros(len(labels))
    for activity, level in plan["activities"].select("activity", "level").iter_rows():
        if activity in position:
            found[position[activity]] += level
    return found * _per_year(plan) / table.provenance.scale


def made_by_techniques(plan: Plan) -> float:
    """What further techniques make beside the industries of the table, in money per year."""
    economy = plan.economy
    further = economy["activities"].filter(pl.col("kind") == "technique").select("activity").unique()
    money = economy["goods"].filter(pl.col("family") == "made").select("good")
    made = economy["activity_goods"].filter(pl.col("amount") > 0.0).join(money, on="good", how="semi")
    per_level = made.join(further, on="activity", how="semi").group_by("activity").agg(pl.col("amount").sum())
    done = plan["activities"].join(per_level, on="activity")
    return float((done["level"] * done["amount"]).sum()) * _per_year(plan)


def planned_work(plan: Plan, table: SupplyUse, rows: list[int]) -> float:
    """Labour of some rows of the table that a plan draws on, per year."""
    goods = [safe_names(table.labour.names)[row] for row in rows]
    drawn = plan["supplies"].filter(pl.col("good").is_in(goods))["supplied"].sum()
    return float(drawn) * _per_year(plan)


def _per_year(plan: Plan) -> float:
    return _DAYS / sum(plan.economy.settings.calendar.lengths)


def _tiers(plan: Plan) -> pl.DataFrame:
    """Each tier of needs: its people, those fully covered, and the mean."""
    found = coverage_summary(plan["coverage"], plan.economy.settings.calendar)
    rows = [(row["tier"], row["people"], row["people_fully_covered"], row["mean"]) for row in found]
    schema = {"tier": pl.Int64, "people": pl.Float64, "full": pl.Float64, "here": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _kept(plan: Plan) -> float | None:
    """Share of commitments that is kept; None where there are none."""
    kinds = plan.economy["activities"].select("activity", "kind").unique("activity")
    floors = plan["floors"].join(kinds, left_on="what", right_on="activity", suffix="_of_activity")
    asked = floors.filter(pl.col("kind_of_activity").is_in([*COMMITTED, "export"]))
    wanted = float(asked["wanted"].sum())
    return 1.0 - float(asked["shortfall"].sum()) / wanted if wanted > 0.0 else None
