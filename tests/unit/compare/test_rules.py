"""The price of a rule."""

import polars as pl
import pytest

import commonweal as cw
from commonweal.compare.rules import rule_prices
from commonweal.plan.measures import with_days
from unit.compare.valley import plan_of, village

RULES = ("leximin", "total", "equal", "money")


@pytest.fixture(scope="module")
def prices():
    return rule_prices({rule: plan_of(rule) for rule in RULES})


def test_totals_are_those_of_the_plans(prices):
    for rule in RULES:
        cells = with_days(plan_of(rule)["coverage"], village().settings.calendar)
        for row in prices["totals"].filter(pl.col("rule") == rule).iter_rows(named=True):
            tier = cells.filter(pl.col("tier") == row["tier"])
            covered = (tier["coverage"] * tier["people"] * tier["days"]).sum()
            assert row["person_days_covered"] == pytest.approx(covered)
            assert row["lowest"] == tier["coverage"].min()


def test_the_first_tier_has_most_under_the_greatest_total_and_its_lowest_is_highest_under_leximin(prices):
    first = prices["totals"].filter(pl.col("tier") == 1)
    by_rule = {row["rule"]: row for row in first.iter_rows(named=True)}
    most = max(row["person_days_covered"] for row in by_rule.values())
    assert by_rule["total"]["person_days_covered"] == pytest.approx(most, rel=1e-6)
    assert by_rule["leximin"]["lowest"] >= max(row["lowest"] for row in by_rule.values()) - 1e-6


def test_who_is_left_out_has_less_by_purse_than_by_need(prices):
    left_out = prices["left_out"]
    assert left_out.height
    assert (left_out["money"] < left_out["leximin"]).all()
    incomes = {
        (row["place"], row["group"]): row["income"] for row in village()["people"].iter_rows(named=True)
    }
    for row in left_out.iter_rows(named=True):
        assert row["income"] == pytest.approx(incomes[row["place"], row["group"]])
    assert "town" not in set(left_out.filter(pl.col("tier") == 2)["place"])  # the best paid


def test_effort_and_money_are_those_of_the_plans(prices):
    for rule, effort, value, unit in prices["effort"].iter_rows():
        plan = plan_of(rule)
        assert (effort, value, unit) == (plan.effort, plan.effort_used, plan.aims[-1].unit)
    paid = dict(prices["money"].select("rule", "cost").iter_rows())
    assert paid["leximin"] == pytest.approx(plan_of("leximin")["supplies"]["cost"].sum())


def test_without_incomes_the_rule_of_who_can_pay_is_left_out():
    people = village(2)["people"].with_columns(income=pl.lit(None, dtype=pl.Float64))
    prices = cw.rules(village(2).with_table("people", people))
    assert not prices.incomes
    assert tuple(prices.plans) == ("leximin", "total", "equal")
    assert prices["left_out"].height == 0


def test_only_the_rules_asked_for_are_planned():
    prices = cw.rules(village(2), among=("equal",))
    assert tuple(prices.plans) == ("equal",)
    assert prices.incomes
