from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.errors import ModelError
from commonweal.inputoutput.enlarged import EnlargedSystem, SharedInputs
from commonweal.inputoutput.labour_values import labour_values, surplus_value_rate
from commonweal.inputoutput.leontief import LeontiefSystem
from unit.inputoutput.small_worlds import random_system

seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=30, deadline=None)


def corn() -> LeontiefSystem:
    """One sector that uses half of what it makes."""
    return LeontiefSystem(np.array([[50.0]]), np.array([100.0]))


def wear_of_corn(share: float) -> SharedInputs:
    return SharedInputs(np.array([[1.0]]), np.array([[share]]))


def test_seed_doubles_the_labour_of_corn() -> None:
    assert labour_values(corn(), np.array([100.0])).total == pytest.approx(2.0)


def test_wear_adds_to_the_labour_of_corn() -> None:
    assert labour_values(corn(), np.array([100.0]), wear_of_corn(0.1)).total == pytest.approx(1 / 0.4)


def test_values_of_miller_and_blair_are_labour_times_the_inverse() -> None:
    system = LeontiefSystem(np.array([[150.0, 500.0], [200.0, 100.0]]), np.array([1000.0, 2000.0]))
    inverse = np.array([[1.25412541, 0.33003300], [0.26402640, 1.12211221]])
    values = labour_values(system, np.array([300.0, 1000.0]))
    assert values.total == pytest.approx(np.array([0.3, 0.5]) @ inverse, abs=1e-8)
    assert values.net_output == pytest.approx([350.0, 1700.0])
    assert values.residual < 1e-12


@some
@given(seeds, st.integers(1, 12), st.booleans())
def test_net_output_is_worth_the_labour_of_the_year(seed: int, n: int, with_wear: bool) -> None:
    rng = np.random.default_rng(seed)
    system = random_system(n, seed)
    mixes = rng.dirichlet(np.ones(n), 2).T
    wear = SharedInputs(mixes, rng.uniform(0.0, 0.1, (2, n))) if with_wear else None
    values = labour_values(system, rng.uniform(0.0, 9.0, (3, n)), wear)
    assert values.residual < 1e-9
    assert np.all(values.values >= values.direct - 1e-12)


@some
@given(seeds, st.integers(1, 12))
def test_wear_of_low_rank_is_as_if_among_the_flows(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    system = random_system(n, seed, share=0.5)
    wear = SharedInputs(rng.dirichlet(np.ones(n), 3).T, rng.uniform(0.0, 0.1, (3, n)))
    more = system.flows + wear.mixes @ wear.coefficients * system.output
    labour = rng.uniform(1.0, 9.0, n)
    within = labour_values(LeontiefSystem(more, system.output), labour)
    apart = labour_values(system, labour, wear)
    np.testing.assert_allclose(apart.total, within.total, rtol=1e-11)
    np.testing.assert_allclose(apart.net_output, within.net_output, rtol=1e-9, atol=1e-9)


def test_kinds_of_labour_add_up() -> None:
    system = random_system(4, 1)
    kinds = np.array([[1.0, 2.0, 3.0, 4.0], [4.0, 0.0, 1.0, 1.0]])
    together = labour_values(system, kinds.sum(axis=0)).total
    np.testing.assert_allclose(labour_values(system, kinds).total, together)


def test_a_sector_without_output_has_no_value() -> None:
    system = LeontiefSystem(np.array([[50.0, 0.0], [0.0, 0.0]]), np.array([100.0, 0.0]))
    values = labour_values(system, np.array([100.0, 0.0]))
    assert values.total == pytest.approx([2.0, 0.0])
    assert values.residual < 1e-12


def test_half_of_the_day_is_unpaid_when_the_wage_takes_half_an_hour() -> None:
    values = labour_values(corn(), np.array([100.0])).total
    assert surplus_value_rate(values, np.array([0.25])) == pytest.approx(1.0)


def test_a_wage_of_nothing_has_no_rate_of_surplus_value() -> None:
    with pytest.raises(ModelError, match="takes no labour"):
        surplus_value_rate(np.array([2.0]), np.array([0.0]))


def test_wear_that_takes_all_that_is_made_is_refused() -> None:
    with pytest.raises(ModelError, match="more than what is made"):
        labour_values(corn(), np.array([100.0]), wear_of_corn(0.5))


def test_labour_of_another_length_is_refused() -> None:
    with pytest.raises(ModelError, match="3 sectors, and the table has 1"):
        labour_values(corn(), np.ones(3))


def test_shared_inputs_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ModelError, match="turned round"):
        SharedInputs(np.ones((3, 1)), np.ones((1, 2)))


def test_a_system_enlarged_by_nothing_is_the_same() -> None:
    system = random_system(5, 2)
    none = SharedInputs(np.zeros((5, 0)), np.zeros((0, 5)))
    rows = np.arange(10.0).reshape(2, 5)
    np.testing.assert_allclose(EnlargedSystem(system, none).embodied(rows), system.embodied(rows))
