"""A published least cost is found again, and rules of sharing differ where money is short."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

import commonweal as cw
from commonweal.validate import validate
from plans import cells_of, effort_of, sorted_coverage, verified_plan
from reference.exact_leximin import solved
from shared.homework import FOLDER, Homework, published, short_of_money

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not FOLDER.exists(), reason="development data are not beside the repository"),
]

COST = 7915.69  # USD a day, as published
BUDGET = 6000.0  # USD a day: too little for 77,000 people


@pytest.fixture(scope="module")
def homework() -> Homework:
    return Homework.read()


@pytest.fixture(scope="module")
def published_plan(homework: Homework) -> cw.Plan:
    return verified_plan(published(homework), rule="leximin", effort="cost")


@pytest.fixture(scope="module")
def plans_short_of_money(homework: Homework) -> dict[str, cw.Plan]:
    economy = short_of_money(homework, BUDGET)
    return {rule: verified_plan(economy, rule=rule, effort="cost") for rule in ("leximin", "total")}


def test_second_formulation_finds_the_published_cost(homework: Homework) -> None:
    answer = solved(published(homework), "cost")
    assert min(answer.coverage.values()) == pytest.approx(1.0, abs=1e-9)
    assert answer.effort == pytest.approx(COST, abs=0.01)


def test_published_cost_is_found(published_plan: cw.Plan) -> None:
    assert min(cells_of(published_plan).values()) == pytest.approx(1.0, abs=1e-6)
    assert effort_of(published_plan) == pytest.approx(COST, abs=0.01)


def test_published_shares_of_cost_are_found(published_plan: cw.Plan) -> None:
    bought = published_plan["supplies"].filter(pl.col("good") != "USD")
    purchases = bought["cost"].sum()
    abroad = bought.filter(pl.col("place").is_in(["Gaziantep", "Beirut", "Amman"]))["cost"].sum()
    assert purchases / COST == pytest.approx(0.604, abs=5e-4)
    assert 1 - purchases / COST == pytest.approx(0.396, abs=5e-4)
    assert abroad / purchases == pytest.approx(0.306, abs=5e-4)


def test_published_numbers_of_purchases_and_links_are_found(published_plan: cw.Plan) -> None:
    bought = published_plan["supplies"].filter((pl.col("good") != "USD") & (pl.col("supplied") > 1e-6))
    assert bought.height == 16
    assert bought.filter(pl.col("supplied") > 1.0).height == 14
    used = published_plan["flows"].filter(pl.col("sent") > 1e-6)
    assert used["route"].n_unique() == 7


def test_with_money_enough_all_77_000_are_fed(homework: Homework) -> None:
    plan = verified_plan(short_of_money(homework, 10.0 * BUDGET), rule="leximin", effort="cost")
    covered = plan.summary_data()["coverage"]
    assert covered["people"] == covered["people_fully_covered"] == 77_000


def test_rules_differ_where_money_is_short(plans_short_of_money: dict[str, cw.Plan]) -> None:
    leximin_cells = cells_of(plans_short_of_money["leximin"])
    total_cells = cells_of(plans_short_of_money["total"])
    assert max(abs(leximin_cells[cell] - total_cells[cell]) for cell in leximin_cells) > 0.1


def test_leximin_is_the_most_even(plans_short_of_money: dict[str, cw.Plan]) -> None:
    [even] = sorted_coverage(plans_short_of_money["leximin"])
    [total] = sorted_coverage(plans_short_of_money["total"])
    first = int(np.argmax(np.abs(even - total) > 1e-6))
    assert even[first] > total[first]


@pytest.mark.parametrize("food, nutrient", [("Soya-fortified sorghum grits", "Protein"), ("Salt", "Iodine")])
def test_known_slips_in_the_data_are_found_by_general_rules(
    homework: Homework, food: str, nutrient: str
) -> None:
    economy = published(homework)
    rows = economy["composition"]
    found = {
        (rows["good"][finding.row - 2], rows["nutrient"][finding.row - 2])
        for finding in validate(economy)
        if finding.file.startswith("composition") and finding.row is not None
    }
    assert (food, nutrient) in found
