"""Multipliers against inverses formed in full, households inside included."""

from __future__ import annotations

import numpy as np
import pytest

from commonweal.errors import ModelError
from commonweal.inputoutput.leontief import LeontiefSystem
from commonweal.inputoutput.multipliers import Households, multipliers, output_multipliers
from unit.inputoutput.small_worlds import random_system

N = 8


def households(system: LeontiefSystem, groups: int, total_income: np.ndarray | None = None) -> Households:
    rng = np.random.default_rng(31)
    income = rng.uniform(0.1, 0.2, (groups, N)) * system.output / groups
    consumption = rng.uniform(0.5, 1.0, (N, groups))
    consumption *= income.sum(axis=1) / consumption.sum(axis=0)
    return Households(income, consumption, total_income)


def bordered_inverse(system: LeontiefSystem, inside: Households) -> np.ndarray:
    groups = len(inside.income)
    total = inside.income.sum(axis=1) if inside.total_income is None else inside.total_income
    matrix = np.block(
        [
            [system.flows / system.output, inside.consumption / total],
            [inside.income / system.output, np.zeros((groups, groups))],
        ]
    )
    return np.linalg.inv(np.eye(N + groups) - matrix)


def test_simple_multipliers_are_sums_over_the_inverse() -> None:
    system = random_system(N, 30)
    employment = np.arange(1.0, N + 1)
    found = multipliers(system, "employment", "persons", employment)
    np.testing.assert_allclose(found.simple, (employment / system.output) @ system.inverse(), rtol=1e-12)
    np.testing.assert_allclose(found.type_1 * found.direct, found.simple, rtol=1e-12)
    assert found.total is None
    assert found.type_2 is None


@pytest.mark.parametrize("groups", [1, 3])
def test_total_multipliers_are_those_of_the_bordered_system(groups: int) -> None:
    system = random_system(N, 30)
    inside = households(system, groups)
    employment = np.arange(1.0, N + 1)
    found = multipliers(system, "employment", "persons", employment, inside)
    expected = (employment / system.output) @ bordered_inverse(system, inside)[:N, :N]
    assert found.total is not None
    np.testing.assert_allclose(found.total, expected, rtol=1e-11)


def test_income_multipliers_of_type_2_are_type_1_times_one_number() -> None:
    """With one group of households the ratio of total to simple income is the same for all sectors."""
    system = random_system(N, 30)
    inside = households(system, 1)
    found = multipliers(system, "income", "1", inside.income[0], inside)
    assert found.type_2 is not None
    ratios = found.type_2 / found.type_1
    np.testing.assert_allclose(ratios, ratios[0], rtol=1e-11)
    assert ratios[0] > 1.0


def test_income_from_elsewhere_lowers_what_spending_adds() -> None:
    system = random_system(N, 30)
    narrow, wide = households(system, 1), households(system, 1, np.array([1e6]))
    first, second = output_multipliers(system, narrow).total, output_multipliers(system, wide).total
    assert first is not None
    assert second is not None
    assert np.all(second < first)


def test_value_added_multipliers_are_one_where_nothing_is_imported() -> None:
    system = random_system(N, 30)
    added = system.output - system.flows.sum(axis=0)
    np.testing.assert_allclose(multipliers(system, "value added", "1", added).simple, 1.0, rtol=1e-12)


def test_nothing_direct_has_no_ratio() -> None:
    system = random_system(N, 30)
    amounts = np.r_[0.0, np.ones(N - 1)]
    type_1 = multipliers(system, "employment", "persons", amounts).type_1
    assert np.isnan(type_1[0])
    assert np.all(np.isfinite(type_1[1:]))


def test_spending_that_feeds_on_itself_is_refused() -> None:
    system = random_system(N, 30)
    added = (system.output - system.flows.sum(axis=0))[None, :]
    inside = Households(added, np.ones((N, 1)) * added.sum() / N, np.array([added.sum() * 0.9]))
    with pytest.raises(ModelError, match="feeds on itself"):
        output_multipliers(system, inside)


def test_households_without_income_cannot_buy() -> None:
    inside = Households(np.zeros((1, N)), np.ones((N, 1)), np.zeros(1))
    with pytest.raises(ModelError, match="has no income"):
        output_multipliers(random_system(N, 30), inside)


def test_shapes_of_households_are_checked() -> None:
    with pytest.raises(ModelError, match=r"should have \(1, 8\) and \(8, 1\)"):
        output_multipliers(random_system(N, 30), Households(np.ones((1, N)), np.ones((1, N))))
