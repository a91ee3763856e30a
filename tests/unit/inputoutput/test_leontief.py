"""The Leontief system, factorised and solved by products alone."""

from __future__ import annotations

import numpy as np
import pytest

from commonweal.errors import ModelError
from commonweal.inputoutput.leontief import LeontiefSystem, input_coefficients, per_output
from unit.inputoutput.small_worlds import random_system

WAYS = pytest.mark.parametrize("dense_up_to", [3000, 0], ids=["factorised", "iterated"])


def uneven(n: int, seed: int, *, share: float = 0.7) -> LeontiefSystem:
    """A table whose outputs span eight orders of magnitude, with two sectors that make nothing."""
    rng = np.random.default_rng(seed)
    sizes = 10.0 ** rng.uniform(-4, 4, n)
    flows = rng.lognormal(0.0, 2.0, (n, n)) * sizes[:, None] * sizes
    flows[:2], flows[:, :2] = 0.0, 0.0
    output = np.maximum(flows.sum(axis=0), flows.sum(axis=1)) / share
    return LeontiefSystem(flows, output)


def iterated(system: LeontiefSystem) -> LeontiefSystem:
    return LeontiefSystem(system.flows, system.output, dense_up_to=0)


def test_per_output_is_zero_where_nothing_is_made() -> None:
    np.testing.assert_array_equal(per_output(np.array([3.0, 4.0]), np.array([0.0, 2.0])), [0.0, 2.0])


@WAYS
def test_outputs_balance(dense_up_to: int) -> None:
    base = random_system(40, 1)
    system = LeontiefSystem(base.flows, base.output, dense_up_to)
    demand = np.random.default_rng(2).uniform(0.0, 10.0, (40, 70))
    outputs = system.outputs(demand)
    coefficients = input_coefficients(system.flows, system.output)
    np.testing.assert_allclose(coefficients @ outputs + demand, outputs, rtol=1e-11)


@WAYS
def test_one_demand_has_the_shape_of_a_vector(dense_up_to: int) -> None:
    base = random_system(5, 3)
    system = LeontiefSystem(base.flows, base.output, dense_up_to)
    assert system.outputs(np.ones(5)).shape == (5,)
    assert system.embodied(np.ones(5)).shape == (5,)
    assert system.embodied(np.ones((3, 5))).shape == (3, 5)


def test_iteration_agrees_with_factors_on_an_uneven_table() -> None:
    system = uneven(120, 4)
    rng = np.random.default_rng(5)
    demand = rng.uniform(0.0, 1.0, (120, 6)) * system.output[:, None]
    rows = rng.lognormal(0.0, 3.0, (6, 120))
    for ours, reference in (
        (iterated(system).outputs(demand), system.outputs(demand)),
        (iterated(system).embodied(rows), system.embodied(rows)),
    ):
        scale = np.abs(reference).max()
        np.testing.assert_allclose(ours / scale, reference / scale, atol=1e-10)


def test_iteration_agrees_with_factors_for_the_smallest_sector() -> None:
    system = uneven(120, 6)
    smallest = int(np.argmin(np.where(system.active, system.output, np.inf)))
    ours, reference = iterated(system).outputs_of([smallest]), system.outputs_of([smallest])
    np.testing.assert_allclose(ours, reference, atol=1e-10 * np.abs(reference).max())


def test_iteration_gets_there_close_to_the_border() -> None:
    system = uneven(60, 7, share=0.999)
    demand = system.output - system.flows.sum(axis=1)
    np.testing.assert_allclose(iterated(system).outputs(demand), system.output, rtol=1e-7)


def test_no_demand_takes_no_output() -> None:
    system = iterated(random_system(6, 8))
    np.testing.assert_array_equal(system.outputs(np.zeros((6, 2))), np.zeros((6, 2)))


@WAYS
def test_demand_for_a_product_that_nobody_makes_is_named(dense_up_to: int) -> None:
    base = uneven(6, 9)
    system = LeontiefSystem(base.flows, base.output, dense_up_to)
    demand = np.ones(6)
    demand[0] = 0.0
    with pytest.raises(ModelError, match=r"positions 1 \(1\), counted from 0"):
        system.outputs(demand)


@WAYS
def test_inputs_that_nobody_makes_are_counted_as_needed(dense_up_to: int) -> None:
    flows = np.array([[0.0, 5.0], [0.0, 10.0]])
    system = LeontiefSystem(flows, np.array([0.0, 50.0]), dense_up_to)
    np.testing.assert_allclose(system.outputs(np.array([0.0, 40.0])), [5.0, 50.0])
    np.testing.assert_allclose(system.embodied(np.array([2.0, 1.0])), [2.0, (1.0 + 2.0 * 0.1) / 0.8])


@WAYS
def test_sectors_that_use_up_what_they_make_are_refused(dense_up_to: int) -> None:
    flows = np.array([[150.0, 900.0], [2000.0, 100.0]])
    with pytest.raises(ModelError, match=r"spectral radius .* 1\.\d+ and must be below 1"):
        LeontiefSystem(flows, np.array([1000.0, 1000.0]), dense_up_to)


@WAYS
def test_a_system_without_surplus_is_refused(dense_up_to: int) -> None:
    with pytest.raises(ModelError, match="spectral radius"):
        LeontiefSystem(np.array([[280.0, 120.0], [12.0, 8.0]]), np.array([400.0, 20.0]), dense_up_to)


@WAYS
def test_a_system_too_near_the_border_is_refused(dense_up_to: int) -> None:
    """Radius 1 − 1e-14: what is left of a demand after rounding tells nothing."""
    flows = np.array([[0.0, 1.0 - 1e-14], [1.0 - 1e-14, 0.0]])
    with pytest.raises(ModelError, match=r"use up (nearly all|what) they make"):
        LeontiefSystem(flows, np.ones(2), dense_up_to)


@WAYS
def test_one_sector_with_a_loss_is_no_obstacle(dense_up_to: int) -> None:
    flows = np.array([[10.0, 5.0], [95.0, 20.0]])  # the first pays 105 for inputs and makes 100
    output = np.array([100.0, 100.0])
    demand = np.array([20.0, 7.0])
    expected = np.linalg.solve(np.eye(2) - flows / output, demand)
    np.testing.assert_allclose(LeontiefSystem(flows, output, dense_up_to).outputs(demand), expected)


@WAYS
def test_negative_flows_are_allowed_where_the_radius_is_below_one(dense_up_to: int) -> None:
    flows = np.array([[10.0, -30.0], [95.0, 20.0]])
    output = np.array([100.0, 100.0])
    demand = np.array([20.0, 7.0])
    expected = np.linalg.solve(np.eye(2) - flows / output, demand)
    np.testing.assert_allclose(LeontiefSystem(flows, output, dense_up_to).outputs(demand), expected)
    with pytest.raises(ModelError, match="spectral radius"):
        LeontiefSystem(np.array([[10.0, -300.0], [300.0, 20.0]]), output, dense_up_to)


@pytest.mark.parametrize(
    "output, words",
    [
        (np.ones(3), "2 × 2, outputs 3"),
        (np.array([1.0, -1.0]), r"positions \[1\]"),
        (np.array([np.nan, 1.0]), r"positions \[0\]"),
    ],
)
def test_outputs_that_do_not_fit_are_named(output: np.ndarray, words: str) -> None:
    with pytest.raises(ModelError, match=words):
        LeontiefSystem(np.zeros((2, 2)), output)


def test_missing_flows_are_named() -> None:
    flows = np.zeros((2, 2))
    flows[1, 0] = np.nan
    with pytest.raises(ModelError, match="missing or infinite in rows 0 to 1"):
        LeontiefSystem(flows, np.ones(2))


def test_questions_of_another_size_are_refused() -> None:
    system = LeontiefSystem(np.zeros((2, 2)), np.ones(2))
    with pytest.raises(ModelError, match="for 3 products, not 2"):
        system.outputs(np.ones(3))
    with pytest.raises(ModelError, match="for 3 sectors, not 2"):
        system.embodied(np.ones((1, 3)))


def test_questions_with_missing_numbers_are_refused() -> None:
    system = LeontiefSystem(np.zeros((2, 2)), np.ones(2))
    with pytest.raises(ModelError, match="final demands are missing"):
        system.outputs(np.array([1.0, np.nan]))
    with pytest.raises(ModelError, match="amounts per unit of output are missing"):
        system.embodied(np.array([1.0, np.inf]))


def test_a_large_inverse_is_not_formed() -> None:
    system = LeontiefSystem(np.zeros((3001, 3001)), np.ones(3001))
    with pytest.raises(ModelError, match=r"3001 sectors is not formed"):
        system.inverse()


def test_flows_are_left_as_they_are() -> None:
    base = random_system(8, 10)
    flows = base.flows.copy()
    base.outputs(np.ones(8))
    np.testing.assert_array_equal(base.flows, flows)


@pytest.mark.slow
def test_a_table_of_exiobases_size_is_solved_without_a_copy() -> None:
    rng = np.random.default_rng(11)
    n = 9800
    flows = rng.standard_exponential((n, n))
    output = flows.sum(axis=1) * rng.uniform(1.2, 3.0, n)
    system = LeontiefSystem(flows, output)
    demand = output - flows.sum(axis=1)
    np.testing.assert_allclose(system.outputs(demand), output, rtol=1e-9)
