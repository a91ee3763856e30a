"""What a rule of sharing promises, held against the second formulation and against other rules."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from commonweal.model import Economy
from economies import seeds
from plans import Cell, cells_of, effort_of, sorted_coverage, verified_plan
from property.relation import COVERAGE, change_numbers, drawn, few, modest, plan_of, same, unchanged
from reference.exact_leximin import Reference, most_total


@given(seed=seeds)
@modest
def test_no_cell_can_rise_without_another_falling(seed: int) -> None:
    settings_of, rows = drawn(seed)
    cells = cells_of(plan_of(settings_of, rows))
    reference = Reference.of(Economy.from_rows(settings_of, rows))
    columns = [reference.index["coverage", *cell] for cell in cells if cell[0] == 1]
    values = np.array([value for cell, value in cells.items() if cell[0] == 1])
    reference.lower[columns] = np.maximum(values - 1e-9, 0.0)
    cost = np.zeros(len(reference.index))
    cost[columns] = -1.0
    best = -reference.least(cost)[0]
    assert best == pytest.approx(values.sum(), abs=COVERAGE * len(values))


@given(seed=seeds)
@modest
def test_what_is_saved_later_does_not_change_who_gets_what(seed: int) -> None:
    settings_of, rows = drawn(seed)
    same(plan_of(settings_of, rows, effort="labour"), plan_of(settings_of, rows, effort="cost"), effort=None)


@given(seed=seeds)
@modest
def test_plenty_covers_everything_and_no_more(seed: int) -> None:
    settings_of, _, plenty = unchanged(seed, odds=0.0)
    change_numbers(plenty, "supplies", ("at_most",), 1000.0)
    change_numbers(plenty, "routes", ("capacity",), 1000.0)
    for row in plenty["supplies"]:
        row["place"] = None if row["supply"] in {"pump", "funds"} else "*"
    values = list(cells_of(plan_of(settings_of, plenty)).values())
    assert values == pytest.approx([1.0] * len(values), abs=1e-9)
    assert max(values) <= 1.0


@given(seed=seeds)
@few
@pytest.mark.parametrize("rule", ["total", "equal", "money"])
def test_leximin_leaves_the_worst_off_no_worse_than_any_other_rule(rule: str, seed: int) -> None:
    settings_of, rows = drawn(seed)
    even = sorted_coverage(plan_of(settings_of, rows))[0]
    other = sorted_coverage(plan_of(settings_of, rows, rule=rule))[0]
    different = np.flatnonzero(np.abs(even - other) > COVERAGE)
    assert len(different) == 0 or even[different[0]] > other[different[0]]


def person_days(reference: Reference, economy: Economy) -> dict[Cell, float]:
    """Person-days of each cell: what is wanted over what one person wants."""
    amounts = {
        (int(row["tier"]), row["good"]): row["amount"] for row in economy["needs"].iter_rows(named=True)
    }
    return {
        cell[1:]: wanted / amounts[cell[1], cell[4]]
        for cells in reference.program.cells.values()
        for cell, wanted in cells.items()
    }


@given(seed=seeds)
@modest
def test_total_covers_the_most_person_days_tier_by_tier(seed: int) -> None:
    settings_of, rows = drawn(seed)
    economy = Economy.from_rows(settings_of, rows)
    reference = Reference.of(economy)
    weights = person_days(reference, economy)
    cells = cells_of(verified_plan(economy, rule="total"))
    for tier in sorted(reference.program.cells):
        best = most_total(reference, weights, [tier])
        reached = sum(weights[cell] * value for cell, value in cells.items() if cell[0] == tier)
        assert reached == pytest.approx(best, abs=COVERAGE * sum(weights.values()))
        for cell, value in cells.items():  # ties are broken by leximin before the next tier
            if cell[0] == tier:
                reference.lower[reference.index["coverage", *cell]] = max(value - 1e-9, 0.0)


@given(seed=seeds)
@modest
def test_money_covers_what_can_be_paid_for(seed: int) -> None:
    settings_of, rows = drawn(seed)
    economy = Economy.from_rows(settings_of, rows)
    reference = Reference.of(economy)
    income = {(row["place"], row["group"]): row["income"] for row in economy["people"].iter_rows(named=True)}
    days = person_days(reference, economy)
    weights = {cell: days[cell] * income[cell[1], cell[2]] for cell in days}
    cells = cells_of(verified_plan(economy, rule="money"))
    best = most_total(reference, weights, sorted(reference.program.cells))
    assert sum(weights[cell] * value for cell, value in cells.items()) == pytest.approx(
        best, abs=COVERAGE * sum(weights.values())
    )


@given(seed=seeds)
@modest
def test_the_value_of_the_effort_is_what_the_tables_add_up_to(seed: int) -> None:
    settings_of, rows = drawn(seed)
    plan = plan_of(settings_of, rows, effort="labour")
    economy = Economy.from_rows(settings_of, rows)
    hours = {
        row["activity"]: -row["amount"]
        for row in economy["activity_goods"].iter_rows(named=True)
        if row["good"] == "work"
    }
    spent = sum(hours[row["activity"]] * row["level"] for row in plan["activities"].iter_rows(named=True))
    assert effort_of(plan) == pytest.approx(spent, rel=1e-6, abs=1e-6)
