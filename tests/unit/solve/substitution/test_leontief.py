"""Solves with one technique per good, against dense ones."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from families.techniques import without_capacities

from commonweal.solve.substitution.leontief import Leontief
from commonweal.solve.substitution.system import System
from commonweal.solve.unsuited import Unsuited

N = 60


@pytest.fixture(scope="module")
def system() -> System:
    return System.of(without_capacities(N, 3).problem)


@pytest.fixture(scope="module")
def chosen() -> np.ndarray:
    columns = np.arange(N) * 3 + np.random.default_rng(0).integers(0, 3, N)
    columns[[4, 9]] = -1
    return columns


def _dense(system: System, chosen: np.ndarray) -> np.ndarray:
    inputs = system.inputs.toarray()[:, np.maximum(chosen, 0)]
    return np.eye(len(chosen)) - np.where(chosen >= 0, inputs, 0.0)


@pytest.mark.parametrize("shape", [(N,), (N, 1), (N, 7)])
def test_solves_agree_with_dense_ones(system: System, chosen: np.ndarray, shape: tuple[int, ...]) -> None:
    rhs = np.random.default_rng(1).normal(size=shape)
    leontief, dense = Leontief(system, chosen), _dense(system, chosen)
    np.testing.assert_allclose(leontief.solve(rhs), np.linalg.solve(dense, rhs), atol=1e-12)
    np.testing.assert_allclose(leontief.solve_transposed(rhs), np.linalg.solve(dense.T, rhs), atol=1e-12)


def test_small_components_are_as_accurate_as_large_ones(system: System, chosen: np.ndarray) -> None:
    rhs = np.zeros(N)
    rhs[0], rhs[1] = 1e12, 1e-12
    np.testing.assert_allclose(
        Leontief(system, chosen).solve(rhs), np.linalg.inv(_dense(system, chosen)) @ rhs, rtol=1e-9
    )


def test_a_good_guess_changes_nothing(system: System, chosen: np.ndarray) -> None:
    leontief, rhs = Leontief(system, chosen), np.ones(N)
    found = leontief.solve(rhs)
    np.testing.assert_allclose(leontief.solve(rhs, guess=found), found, rtol=1e-14)


def test_an_update_is_as_good_as_beginning_anew(system: System, chosen: np.ndarray) -> None:
    leontief, rhs = Leontief(system, chosen), np.ones(N)
    leontief.solve(rhs)
    goods = np.array([0, 4, 7])
    other = chosen.copy()
    other[goods] = [1, 13, -1]
    leontief.update(goods, other[goods])
    anew = Leontief(system, other)
    np.testing.assert_array_equal(leontief.solve(rhs), anew.solve(rhs))
    np.testing.assert_array_equal(leontief.solve_transposed(rhs), anew.solve_transposed(rhs))


@pytest.mark.parametrize("radius", [0.99, 0.99999])
@pytest.mark.parametrize("shape", [(N,), (N, 2)])
def test_economies_that_hardly_give_more_than_they_need_are_solved(
    system: System, chosen: np.ndarray, radius: float, shape: tuple[int, ...]
) -> None:
    inputs = system.inputs.copy()
    inputs.data *= radius / np.abs(np.linalg.eigvals(np.eye(N) - _dense(system, chosen))).max()
    tight, rhs = replace(system, inputs=inputs), np.ones(shape)
    found = Leontief(tight, chosen).solve(rhs)
    np.testing.assert_allclose(_dense(tight, chosen) @ found, rhs, atol=1e-12 * found.max())


def test_time_that_is_over_ends_a_solve(system: System, chosen: np.ndarray) -> None:
    with pytest.raises(TimeoutError):
        Leontief(system, chosen, until=time.perf_counter() - 1.0).solve(np.ones(N))


def test_what_can_not_be_solved_is_said(system: System, chosen: np.ndarray) -> None:
    inputs = system.inputs.copy()
    inputs.data *= 1e200
    with pytest.raises(Unsuited, match="need more than they give"):
        Leontief(replace(system, inputs=inputs), chosen).solve(np.ones(N))
