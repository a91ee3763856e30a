"""Hypothetical extraction against systems rebuilt with rows and columns struck out."""

from __future__ import annotations

import numpy as np
import pytest

from commonweal.errors import ModelError
from commonweal.inputoutput.extraction import (
    Cut,
    Kind,
    extracted,
    isolated,
    losses_of_each_sector,
    without_trade,
)
from commonweal.inputoutput.leontief import LeontiefSystem
from unit.inputoutput.small_worlds import random_system

N = 10
WAYS = pytest.mark.parametrize("dense_up_to", [3000, 0], ids=["factorised", "iterated"])


def system_solved(dense_up_to: int) -> LeontiefSystem:
    base = random_system(N, 51)
    return LeontiefSystem(base.flows, base.output, dense_up_to)


def observed_demand(system: LeontiefSystem) -> np.ndarray:
    return system.output - system.flows.sum(axis=1)


@WAYS
@pytest.mark.parametrize("sectors", [[4], [0, 3, 7]])
@pytest.mark.parametrize("kind", ["full", "backward"])
def test_outputs_are_those_of_the_table_struck_out(kind: Kind, sectors: list[int], dense_up_to: int) -> None:
    system = system_solved(dense_up_to)
    coefficients, demand = system.flows / system.output, observed_demand(system)
    coefficients[:, sectors] = 0.0
    if kind == "full":
        coefficients[sectors], demand[sectors] = 0.0, 0.0
    found = extracted(system, sectors, kind)
    np.testing.assert_allclose(found.before, system.output, rtol=1e-11)
    expected = np.linalg.solve(np.eye(N) - coefficients, demand)
    np.testing.assert_allclose(found.after, expected, rtol=1e-9, atol=1e-9)
    assert found.total_loss == pytest.approx((system.output - expected).sum())


@WAYS
@pytest.mark.parametrize("sectors", [[4], [0, 3, 7]])
def test_forward_extraction_strikes_out_sales(sectors: list[int], dense_up_to: int) -> None:
    system = system_solved(dense_up_to)
    shares = (system.flows.T / system.output).T
    shares[sectors] = 0.0
    primary = system.output - system.flows.sum(axis=0)
    expected = np.linalg.solve((np.eye(N) - shares).T, primary)
    found = extracted(system, sectors, "forward")
    np.testing.assert_allclose(found.after, expected, rtol=1e-9)


@WAYS
def test_an_isolated_region_is_a_system_of_its_own(dense_up_to: int) -> None:
    system = system_solved(dense_up_to)
    inside, outside = [0, 1, 2], [3, 4, 5, 6, 7, 8, 9]
    coefficients, demand = system.flows / system.output, observed_demand(system)
    coefficients[np.ix_(inside, outside)] = 0.0
    coefficients[np.ix_(outside, inside)] = 0.0
    expected = np.linalg.solve(np.eye(N) - coefficients, demand)
    np.testing.assert_allclose(isolated(system, inside).after, expected, rtol=1e-9)


@WAYS
def test_trade_is_taken_away_in_both_directions(dense_up_to: int) -> None:
    system = system_solved(dense_up_to)
    cuts = [Cut((0, 1, 2), (5, 6)), Cut((5, 6), (0, 1, 2))]
    coefficients, demand = system.flows / system.output, observed_demand(system)
    for cut in cuts:
        coefficients[np.ix_(cut.sellers, cut.buyers)] = 0.0
    lost = np.zeros(N)
    lost[:3] = 0.5 * demand[:3]
    expected = np.linalg.solve(np.eye(N) - coefficients, demand - lost)
    found = without_trade(system, cuts, lost_demand=lost)
    np.testing.assert_allclose(found.before, system.output, rtol=1e-11)
    np.testing.assert_allclose(found.after, expected, rtol=1e-9)


def test_losses_of_each_sector_are_those_of_one_extraction_each() -> None:
    system = system_solved(3000)
    one_by_one = [extracted(system, [sector]).total_loss for sector in range(N)]
    np.testing.assert_allclose(losses_of_each_sector(system), one_by_one, rtol=1e-10)


def test_taking_all_away_leaves_nothing() -> None:
    system = system_solved(3000)
    np.testing.assert_allclose(extracted(system, range(N)).after, 0.0, atol=1e-9)


def test_a_given_demand_is_what_outputs_are_for() -> None:
    system = system_solved(3000)
    demand = np.ones(N)
    np.testing.assert_allclose(extracted(system, [1], amounts=demand).before, system.outputs(demand))


def test_mistaken_requests_are_named() -> None:
    system = system_solved(3000)
    with pytest.raises(ModelError, match=r"positions \[10\]: there are 10"):
        extracted(system, [10])
    with pytest.raises(ModelError, match="named twice"):
        extracted(system, [1, 1])
    with pytest.raises(ModelError, match="no extraction 'sideways'"):
        extracted(system, [1], "sideways")  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="same deliveries"):
        without_trade(system, [Cut((0, 1), (2,)), Cut((1,), (2, 3))])
