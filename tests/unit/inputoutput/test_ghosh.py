"""The supply-driven model rests on the Leontief system and agrees with its own definition."""

from __future__ import annotations

import numpy as np
import pytest

from commonweal.inputoutput.ghosh import GhoshSystem, allocation_coefficients
from commonweal.inputoutput.leontief import LeontiefSystem
from unit.inputoutput.small_worlds import random_system

WAYS = pytest.mark.parametrize("dense_up_to", [3000, 0], ids=["factorised", "iterated"])


def with_an_idle_sector(dense_up_to: int) -> GhoshSystem:
    base = random_system(7, 21)
    flows, output = base.flows.copy(), base.output.copy()
    flows[3], flows[:, 3], output[3] = 0.0, 0.0, 0.0
    return GhoshSystem(LeontiefSystem(flows, output, dense_up_to))


def direct_inverse(system: GhoshSystem) -> np.ndarray:
    shares = allocation_coefficients(system.leontief.flows, system.leontief.output)
    return np.linalg.inv(np.eye(len(shares)) - shares)


@WAYS
def test_inverse_is_that_of_the_allocation_coefficients(dense_up_to: int) -> None:
    system = with_an_idle_sector(dense_up_to)
    np.testing.assert_allclose(system.inverse(), direct_inverse(system), rtol=1e-9, atol=1e-12)


@WAYS
def test_outputs_follow_primary_inputs(dense_up_to: int) -> None:
    system = with_an_idle_sector(dense_up_to)
    inputs = np.random.default_rng(22).uniform(0.0, 5.0, (3, 7))
    np.testing.assert_allclose(system.outputs(inputs), inputs @ direct_inverse(system), rtol=1e-9)


@WAYS
def test_enabled_is_the_inverse_times_what_is_asked(dense_up_to: int) -> None:
    system = with_an_idle_sector(dense_up_to)
    effects = np.random.default_rng(23).uniform(0.0, 5.0, (7, 2))
    np.testing.assert_allclose(system.enabled(effects), direct_inverse(system) @ effects, rtol=1e-9)


def test_observed_primary_inputs_give_observed_outputs() -> None:
    base = random_system(9, 24)
    primary = base.output - base.flows.sum(axis=0)
    np.testing.assert_allclose(GhoshSystem(base).outputs(primary), base.output, rtol=1e-12)
