"""Linkages against the full inverses."""

from __future__ import annotations

import numpy as np

from commonweal.inputoutput.ghosh import allocation_coefficients
from commonweal.inputoutput.leontief import LeontiefSystem, input_coefficients
from commonweal.inputoutput.linkages import dispersion, linkages
from unit.inputoutput.small_worlds import random_system


def with_idle_sectors() -> tuple[LeontiefSystem, LeontiefSystem]:
    """A system with two idle sectors, and the same without them."""
    base = random_system(9, 41)
    flows, output = np.zeros((11, 11)), np.zeros(11)
    kept = [0, 1, 3, 4, 5, 6, 7, 8, 10]
    flows[np.ix_(kept, kept)], output[kept] = base.flows, base.output
    return LeontiefSystem(flows, output), base


def test_linkages_are_sums_of_the_inverses() -> None:
    system = random_system(12, 40)
    found = linkages(system)
    leontief = np.linalg.inv(np.eye(12) - input_coefficients(system.flows, system.output))
    ghosh = np.linalg.inv(np.eye(12) - allocation_coefficients(system.flows, system.output))
    np.testing.assert_allclose(found.backward, leontief.sum(axis=0), rtol=1e-11)
    np.testing.assert_allclose(found.sensitivity, leontief.sum(axis=1), rtol=1e-11)
    np.testing.assert_allclose(found.forward, ghosh.sum(axis=1), rtol=1e-11)
    np.testing.assert_allclose(found.direct_backward, system.flows.sum(axis=0) / system.output)
    np.testing.assert_allclose(found.direct_forward, system.flows.sum(axis=1) / system.output)


def test_rasmussen_indices_are_one_in_the_mean() -> None:
    found = linkages(random_system(12, 40))
    for index in (found.power_of_dispersion, found.sensitivity_of_dispersion, found.relative_forward):
        np.testing.assert_allclose(index.mean(), 1.0, rtol=1e-12)


def test_power_of_dispersion_is_rasmussens_formula() -> None:
    system = random_system(12, 40)
    inverse = system.inverse()
    expected = 12 * inverse.sum(axis=0) / inverse.sum()
    np.testing.assert_allclose(linkages(system).power_of_dispersion, expected, rtol=1e-11)


def test_key_sectors_lead_on_both_sides() -> None:
    found = linkages(random_system(12, 40))
    both = (found.backward > found.backward.mean()) & (found.forward > found.forward.mean())
    np.testing.assert_array_equal(found.key, both)


def test_idle_sectors_change_no_mean_and_are_not_key() -> None:
    system, base = with_idle_sectors()
    found, expected = linkages(system), linkages(base)
    np.testing.assert_allclose(found.power_of_dispersion[system.active], expected.power_of_dispersion)
    np.testing.assert_allclose(found.relative_forward[system.active], expected.relative_forward)
    assert not np.any(found.key[~system.active])
    np.testing.assert_array_equal(found.backward[~system.active], 0.0)


def test_dispersion_is_the_coefficient_of_variation() -> None:
    system, base = with_idle_sectors()
    inverse = base.inverse()
    found = dispersion(system)
    np.testing.assert_allclose(
        found.backward[system.active], inverse.std(axis=0, ddof=1) / inverse.mean(axis=0), rtol=1e-10
    )
    np.testing.assert_allclose(
        found.forward[system.active], inverse.std(axis=1, ddof=1) / inverse.mean(axis=1), rtol=1e-10
    )


def test_dispersion_of_one_sector_is_zero() -> None:
    found = dispersion(LeontiefSystem(np.array([[1.0]]), np.array([4.0])))
    assert found.backward[0] == found.forward[0] == 0.0
