"""The price of a rule in sentences: what evenness costs, and whom a market would leave out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from commonweal.show.comparing import RULE_NAMES, joint_names, relative
from commonweal.show.headline import Phrase
from commonweal.show.words import Names, Words, words_in

if TYPE_CHECKING:
    from commonweal.compare.rules import RulePrices

__all__ = ["PricedRules", "effort_cells", "rule_sentences", "total_cells"]

_MOST_GROUPS = 3
_NOTHING = 1e-6  # shares of coverage up to which two rules cover as much


@dataclass(frozen=True)
class PricedRules:
    """Plans under several rules, and the words and names they are told in.

    Attributes
    ----------
    prices, words, names
        What is told, and how.
    """

    prices: RulePrices
    words: Words
    names: Names

    @classmethod
    def of(cls, prices: RulePrices, language: str) -> PricedRules:
        """The view in a language, such as ``en`` or ``ar``."""
        return cls(prices, words_in(language), joint_names(prices.plans, language))

    @property
    def currency(self) -> str:
        """The currency that incomes are in."""
        return next(iter(self.prices.plans.values())).economy.settings.currency

    def rule(self, rule: str) -> str:
        """A rule for people."""
        return self.words(RULE_NAMES[rule])


def rule_sentences(view: PricedRules) -> list[Phrase]:
    """What evenness costs, and whom the market leaves out."""
    plans = view.prices.plans
    even = _evenness(view) if {"leximin", "total"} <= set(plans) else []
    if not view.prices.incomes:
        return [*even, ("rules.money.unknown", {})]
    if not {"leximin", "money"} <= set(plans):
        return [*even, ("rules.money.absent", {})]
    return [*even, *_market(view)]


def total_cells(view: PricedRules, tier: int) -> list[tuple[str, ...]]:
    """For each rule: its name, people fully covered, person-days covered, average and lowest of a tier."""
    words = view.words
    rows = view.prices["totals"].filter(pl.col("tier") == tier)
    return [
        (
            view.rule(row["rule"]),
            words.number(row["people_fully_covered"]),
            words.number(row["person_days_covered"]),
            words.percent(row["mean"]),
            words.percent(row["lowest"]),
        )
        for row in rows.iter_rows(named=True)
    ]


def effort_cells(view: PricedRules) -> list[tuple[str, str, str]]:
    """For each rule: its name, its effort, and what is paid in every currency."""
    words = view.words
    money = view.prices["money"]
    cells = []
    for rule, _, value, unit in view.prices["effort"].iter_rows():
        paid = [
            words.amount(cost, view.names.good(currency))
            for currency, cost in money.filter(pl.col("rule") == rule).drop("rule").iter_rows()
        ]
        cells.append((view.rule(rule), words.amount(value, unit), words("list.comma").join(paid) or "–"))
    return cells


def _evenness(view: PricedRules) -> list[Phrase]:
    """What the worst off first costs beside the greatest total: coverage tier by tier, then effort."""
    words = view.words
    totals = view.prices["totals"]
    even, total = (totals.filter(pl.col("rule") == rule) for rule in ("leximin", "total"))
    phrases: list[Phrase] = []
    for mine, theirs in zip(even.iter_rows(named=True), total.iter_rows(named=True), strict=True):
        tier, fewer = mine["tier"], theirs["person_days_covered"] - mine["person_days_covered"]
        if abs(fewer) <= _NOTHING * theirs["person_days"]:
            phrases.append(("rules.even.free", {"tier": tier}))
        elif fewer > 0.0:
            share = words.percent(fewer / theirs["person_days_covered"])
            phrases.append(("rules.even.costs", {"tier": tier, "days": words.number(fewer), "share": share}))
        else:
            phrases.append(("rules.even.more", {"tier": tier, "days": words.number(-fewer)}))
        if abs(mine["lowest"] - theirs["lowest"]) > _NOTHING:
            lowest = {"even": words.percent(mine["lowest"]), "total": words.percent(theirs["lowest"])}
            phrases.append(("rules.even.lowest", {"tier": tier} | lowest))
    efforts = {rule: (value, unit) for rule, _, value, unit in view.prices["effort"].iter_rows()}
    (mine_used, unit), (theirs_used, _) = efforts["leximin"], efforts["total"]
    values: dict[str, object] = {
        "even": words.amount(mine_used, unit),
        "total": words.amount(theirs_used, unit),
        "change": relative(theirs_used, mine_used, words),
    }
    return [*phrases, ("rules.even.effort", values)]


def _market(view: PricedRules) -> list[Phrase]:
    """Who would have less of each tier if need counted by purse."""
    words = view.words
    rows = view.prices["left_out"]
    if not rows.height:
        return [("rules.money.none", {})]
    phrases: list[Phrase] = []
    for (tier,), part in rows.group_by("tier", maintain_order=True):
        people, days = float(part["people"].sum()), float(part["lost"].sum())
        groups = [_who(view, row) for row in part.head(_MOST_GROUPS).iter_rows(named=True)]
        told = {"groups": words("compare.list.between").join(groups), "tier": tier}
        out = {"people": words.number(people), "days": words.number(days)}
        phrases.append(("rules.money.out", out | told))
    return phrases


def _who(view: PricedRules, row: Mapping[str, Any]) -> str:
    """One group that would have less, with its income."""
    words, names = view.words, view.names
    return words(
        "rules.money.who",
        group=row["group"],
        place=names.place(row["place"]),
        income=words.amount(row["income"], names.good(view.currency)),
        before=words.percent(row["leximin"]),
        after=words.percent(row["money"]),
    )
