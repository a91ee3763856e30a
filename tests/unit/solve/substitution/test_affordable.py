"""Prices proof against rounding: nothing undercuts them, and none is lost that counts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from families.degenerate import degenerate_instance
from families.techniques import without_capacities

from commonweal.solve.certify import check_solution
from commonweal.solve.marks import Marks
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.status import Stopped
from commonweal.solve.substitution.affordable import undercut_by_none, without_noise
from commonweal.solve.substitution.capacities import solve_with_capacities
from commonweal.solve.substitution.policy import find_policy, solve_by_policy
from commonweal.solve.substitution.system import System


def _reduced(system: System, prices: Floats) -> Floats:
    return system.cost + system.inputs.T @ prices - prices[system.output]


def _free_in_part(seed: int) -> System:
    """A choice of techniques, half of which cost nothing by themselves."""
    problem = without_capacities(40, seed).problem
    free = np.random.default_rng(seed).random(problem.n_columns) < 0.5
    return System.of(problem.with_cost(np.where(free, 0.0, problem.cost)))


@pytest.mark.parametrize("seed", range(5))
def test_prices_go_down_by_a_hair_until_nothing_undercuts_them(seed: int) -> None:
    system = _free_in_part(seed)
    rounding = 1.0 + 1e-15 * np.random.default_rng(seed).random(system.n_rows)
    prices = find_policy(system).prices * rounding
    assert (_reduced(system, prices) < 0.0).any()
    lowered = undercut_by_none(system, prices)
    assert (_reduced(system, lowered) >= 0.0).all()
    np.testing.assert_allclose(lowered, prices, rtol=1e-11)
    assert (lowered <= prices).all()


def test_prices_that_lowering_never_mends_stay_as_they_were() -> None:
    none, endless = np.zeros(2), np.full(2, np.inf)
    swaps = Problem(sp.csc_array([[1.0, -1.0], [-1.0, 1.0]]), none, none, endless, none, endless)
    prices = np.array([1.0, 1.0 + 1e-15])
    np.testing.assert_array_equal(undercut_by_none(System.of(swaps), prices), prices)


@pytest.mark.parametrize("factor", [1e-12, 1.0, 1e12])
def test_a_price_is_lost_only_in_the_rounding_of_every_column_it_is_in_whatever_the_units(
    factor: float,
) -> None:
    system = System.of(without_capacities(10, 1).problem)
    prices = find_policy(system).prices
    units = np.ones(10)
    units[3] = factor  # so many units for one before: a unit is worth as much less
    scaled = replace(
        system,
        inputs=(system.inputs.multiply(units[:, None]).multiply(1.0 / units[system.output])).tocsc(),
        cost=system.cost / units[system.output],
    )
    np.testing.assert_array_equal(without_noise(scaled, prices / units), prices / units)
    little = np.where(np.arange(10) == 3, 1e-16, 1.0) * prices
    assert without_noise(scaled, little / units)[3] == 0.0
    assert np.count_nonzero(without_noise(scaled, little / units)) == 9


@pytest.mark.parametrize("seed", [20063, 20075, 20304, 20419, 20747])
def test_techniques_that_cost_nothing_leave_no_gap(seed: int) -> None:
    instance = degenerate_instance(seed)
    problem, marks = instance.problem, Marks.none(instance.problem.n_rows)
    found = solve_with_capacities(problem, marks, accuracy=1e-9, seconds=60.0, threads=1)
    assert found.stopped is Stopped.OPTIMAL
    check = check_solution(problem, found.levels, found.prices, instance.upper)
    assert max(check.primal, check.dual, check.gap) <= 1e-9


@pytest.mark.parametrize("seed", [20075, 20382, 20587, 21071])
def test_policies_of_techniques_that_cost_nothing_leave_no_gap(seed: int) -> None:
    instance = degenerate_instance(seed)
    problem, marks = instance.problem, Marks.none(instance.problem.n_rows)
    found = solve_by_policy(problem, marks, accuracy=1e-9, seconds=60.0, threads=1)
    check = check_solution(problem, found.levels, found.prices, instance.upper)
    assert max(check.primal, check.dual, check.gap) <= 1e-9
