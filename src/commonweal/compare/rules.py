"""The price of a rule: the same economy under every rule of sharing, side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import polars as pl

from commonweal.compare.pairing import NOISE
from commonweal.model import RULES, Economy, Rule
from commonweal.plan.measures import FULLY, people_fully_covered, with_days
from commonweal.plan.plan import Plan
from commonweal.run import plan as make_plan
from commonweal.solve.bench import Limits

__all__ = ["RulePrices", "rule_prices", "rules"]


@dataclass(frozen=True)
class RulePrices:
    """One economy planned under several rules.

    Attributes
    ----------
    plans
        The plans by rule.
    tables
        ``totals`` (rule, tier: people, people_fully_covered, person_days, person_days_covered, mean,
        lowest), ``effort`` (rule, effort, value, unit), ``money`` (rule, paid_in, cost),
        ``coverage`` (rule, tier, place, group: people, mean, lowest, person_days, missing) and
        ``left_out``: whose needs of a tier are covered less under ``money`` than under ``leximin``,
        though they are as urgent (tier, place, group, people, income, leximin, money, and what is
        lost in person-days).
    incomes
        Whether people's incomes are known; without them nothing is said of ``money``.
    """

    plans: Mapping[str, Plan]
    tables: Mapping[str, pl.DataFrame]
    incomes: bool

    def __post_init__(self) -> None:
        object.__setattr__(self, "plans", MappingProxyType(dict(self.plans)))
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))

    def __getitem__(self, table: str) -> pl.DataFrame:
        return self.tables[table]

    def summary_data(self) -> dict[str, Any]:
        """The tables as ``commonweal rules --json`` prints them."""
        plans = {
            rule: {"quality": plan.certificate.quality, "hash": plan.hash}
            for rule, plan in self.plans.items()
        }
        tables = {name: frame.to_dicts() for name, frame in self.tables.items()}
        return {"plans": plans, "incomes": self.incomes} | tables


def rules(
    economy: Economy,
    *,
    scenario: str | None = None,
    among: Sequence[Rule] = RULES,
    effort: str | Mapping[str, float] | None = None,
    limits: Limits | None = None,
) -> RulePrices:
    """Plan one economy under each rule of sharing, and show what each costs and whom it serves.

    Where all incomes are blank the rule ``money`` can't be planned: it is left out, and ``incomes``
    of the result is false.

    Parameters
    ----------
    economy
        A checked economy.
    scenario
        One of its scenarios; by default none.
    among
        The rules to plan under.
    effort, limits
        As for ``plan``, for each rule anew.

    Raises
    ------
    ModelError
        If the economy has no such scenario, rule or effort.
    NoPlan
        If no plan was found that can be trusted.
    SolverStopped
        If a limit or a person ended the work.

    Examples
    --------
    >>> import commonweal as cw
    >>> prices = cw.rules(cw.read("village"), among=("leximin", "total"))
    >>> prices["effort"]["rule"].to_list()
    ['leximin', 'total']
    """
    possible = [rule for rule in among if rule != "money" or _has_incomes(economy)]
    plans: dict[str, Plan] = {
        rule: make_plan(economy, scenario=scenario, rule=rule, effort=effort, limits=limits)
        for rule in possible
    }
    return rule_prices(plans)


def rule_prices(plans: Mapping[str, Plan]) -> RulePrices:
    """Plans of one economy under several rules, by rule, set side by side."""
    coverage = _by_rule({rule: _coverage(plan) for rule, plan in plans.items()})
    economy = next(iter(plans.values())).economy
    tables = {
        "totals": _by_rule({rule: _totals(plan) for rule, plan in plans.items()}),
        "effort": pl.DataFrame(
            [
                {"rule": rule, "effort": plan.effort, "value": plan.effort_used, "unit": plan.aims[-1].unit}
                for rule, plan in plans.items()
            ]
        ),
        "money": _by_rule({rule: _money(plan) for rule, plan in plans.items()}),
        "coverage": coverage,
        "left_out": _left_out(economy, coverage),
    }
    return RulePrices(plans, tables, _has_incomes(economy))


def _has_incomes(economy: Economy) -> bool:
    """Whether any income is known."""
    return bool(economy["people"]["income"].is_not_null().any())


def _by_rule(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Frames one after another, each with its rule in front."""
    return pl.concat([frame.select(pl.lit(rule).alias("rule"), pl.all()) for rule, frame in frames.items()])


def _cells(plan: Plan) -> pl.DataFrame:
    """The coverage of a plan with person-days."""
    cells = with_days(plan["coverage"], plan.economy.settings.calendar)
    return cells.with_columns(weight=pl.col("people") * pl.col("days"))


def _totals(plan: Plan) -> pl.DataFrame:
    """What each tier comes to: people in full, person-days of needs covered, mean and lowest coverage."""
    weight = pl.col("weight")
    sums = (
        _cells(plan)
        .group_by("tier")
        .agg(
            person_days=weight.sum(),
            person_days_covered=(pl.col("coverage") * weight).sum(),
            mean=(pl.col("coverage") * weight).sum() / weight.sum(),
            lowest=pl.col("coverage").min(),
        )
        .sort("tier")
    )
    full = [people_fully_covered(plan["coverage"], tier) for tier in sums["tier"]]
    return sums.with_columns(
        people=pl.Series([people for people, _ in full], dtype=pl.Float64),
        people_fully_covered=pl.Series([covered for _, covered in full], dtype=pl.Float64),
    )


def _coverage(plan: Plan) -> pl.DataFrame:
    """Mean and lowest coverage of each tier by place and group."""
    weight = pl.col("weight")
    return (
        _cells(plan)
        .group_by("tier", "place", "group")
        .agg(
            people=pl.col("people").max(),
            mean=(pl.col("coverage") * weight).sum() / weight.sum(),
            lowest=pl.col("coverage").min(),
            person_days=weight.sum(),
            missing=((1.0 - pl.col("coverage")) * weight).filter(pl.col("coverage") < FULLY).sum(),
        )
        .sort("tier", "place", "group")
    )


def _money(plan: Plan) -> pl.DataFrame:
    """What is paid, by currency."""
    paid = plan["supplies"].filter(pl.col("cost") > 0.0)
    return paid.group_by("paid_in").agg(pl.col("cost").sum()).sort("paid_in")


def _left_out(economy: Economy, coverage: pl.DataFrame) -> pl.DataFrame:
    """Whose needs are covered less by purse than by need: tier by tier, most person-days first."""
    keys = ("tier", "place", "group")
    by_need, by_purse = (
        coverage.filter(pl.col("rule") == rule).select(
            *keys, "people", "person_days", pl.col("mean").alias(rule)
        )
        for rule in ("leximin", "money")
    )
    fall = pl.col("leximin") - pl.col("money")
    return (
        by_need.join(by_purse.drop("people", "person_days"), on=keys)
        .filter(fall > NOISE)
        .join(_incomes(economy), on=("place", "group"), how="left")
        .with_columns(lost=fall * pl.col("person_days"))
        .sort("tier", "lost", "place", "group", descending=[False, True, False, False])
        .select(*keys, "people", "income", "leximin", "money", "lost")
    )


def _incomes(economy: Economy) -> pl.DataFrame:
    """Income per person and day by place and group, weighed by people where rows differ."""
    known = economy["people"].with_columns(pl.col("income").fill_null(0.0))
    income = (pl.col("income") * pl.col("people")).sum() / pl.col("people").sum()
    return known.group_by("place", "group").agg(income=income)
