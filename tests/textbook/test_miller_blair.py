"""Miller and Blair, *Input-Output Analysis*, 2nd ed., 2009: the two-sector example of chapters 2 and 12."""

from __future__ import annotations

import numpy as np
import pytest

from commonweal.inputoutput.ghosh import GhoshSystem, allocation_coefficients
from commonweal.inputoutput.leontief import LeontiefSystem, input_coefficients
from commonweal.inputoutput.linkages import linkages
from commonweal.inputoutput.multipliers import Households, multipliers

FLOWS = np.array([[150.0, 500.0], [200.0, 100.0]])  # table 2.3
OUTPUT = np.array([1000.0, 2000.0])
DEMAND = np.array([350.0, 1700.0])


@pytest.fixture(params=[3000, 0], ids=["factorised", "iterated"])
def system(request: pytest.FixtureRequest) -> LeontiefSystem:
    return LeontiefSystem(FLOWS, OUTPUT, dense_up_to=request.param)


def test_input_coefficients_are_those_of_the_book() -> None:
    np.testing.assert_allclose(input_coefficients(FLOWS, OUTPUT), [[0.15, 0.25], [0.20, 0.05]], rtol=1e-15)


def test_leontief_inverse_is_that_of_the_book(system: LeontiefSystem) -> None:
    published = [[1.25412541, 0.330033], [0.2640264, 1.12211221]]
    np.testing.assert_allclose(system.inverse(), published, atol=5e-9)


def test_observed_demand_gives_observed_outputs(system: LeontiefSystem) -> None:
    np.testing.assert_allclose(system.outputs(DEMAND), OUTPUT, rtol=1e-12)


def test_new_demand_gives_outputs_of_the_book(system: LeontiefSystem) -> None:
    np.testing.assert_allclose(system.outputs(np.array([600.0, 1500.0])), [1247.5, 1841.6], atol=0.05)


def test_output_multipliers_are_column_sums_of_the_book(system: LeontiefSystem) -> None:
    np.testing.assert_allclose(linkages(system).backward, [1.518, 1.452], atol=5e-4)


def test_allocation_coefficients_and_ghosh_inverse_follow_from_the_book(system: LeontiefSystem) -> None:
    np.testing.assert_allclose(
        allocation_coefficients(FLOWS, OUTPUT), [[0.15, 0.50], [0.10, 0.05]], rtol=1e-15
    )
    published = [[1.25412541, 2 * 0.330033], [0.2640264 / 2, 1.12211221]]
    np.testing.assert_allclose(GhoshSystem(system).inverse(), published, atol=5e-9)


def test_households_inside_are_as_in_the_bordered_system(system: LeontiefSystem) -> None:
    """Households earn 300 and 500 and buy 50 and 400 of what they earn, 1,000 in all (table 2.5)."""
    income, bought = np.array([[300.0, 500.0]]), np.array([[50.0], [400.0]])
    closed = multipliers(
        system, "output", "1", OUTPUT, Households(income, bought, total_income=np.array([1000.0]))
    )
    bordered = np.block([[FLOWS / OUTPUT, bought / 1000.0], [income / OUTPUT, np.zeros((1, 1))]])
    inverse = np.linalg.inv(np.eye(3) - bordered)
    assert closed.total is not None
    np.testing.assert_allclose(closed.total, inverse[:2, :2].sum(axis=0), rtol=1e-12)
