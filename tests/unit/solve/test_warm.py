"""A problem changed and solved again, against the same problem solved from nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from commonweal.solve.problem import Problem
from commonweal.solve.status import Stopped
from commonweal.solve.warm import WarmSolver


def problem(rng: np.random.Generator, n_rows: int = 12, n_columns: int = 20) -> Problem:
    """A diet: cover each row at the least cost, columns of very different sizes."""
    matrix = rng.uniform(0.1, 2.0, (n_rows, n_columns)) * (rng.random((n_rows, n_columns)) < 0.5)
    matrix[:, 0] = 1.0
    sizes = 10.0 ** rng.integers(-3, 4, n_columns)
    return Problem(
        matrix=sp.csc_array(matrix / sizes),
        cost=rng.uniform(1.0, 2.0, n_columns) / sizes,
        row_lower=rng.uniform(1.0, 5.0, n_rows),
        row_upper=np.full(n_rows, np.inf),
        column_lower=np.zeros(n_columns),
        column_upper=np.append(np.inf, np.full(n_columns - 1, 1.0)) * sizes,
    )


def least(problem: Problem) -> float:
    """The least cost, solved from nothing."""
    return WarmSolver(problem).solve().objective


@pytest.mark.parametrize("seed", range(5))
def test_changed_bounds_and_costs_give_what_a_fresh_solve_gives(seed: int) -> None:
    rng = np.random.default_rng(seed)
    now = problem(rng)
    warm = WarmSolver(now)
    assert warm.solve().objective == pytest.approx(least(now))
    columns, rows = np.array([2, 5, 7]), np.array([1, 4])
    now = replace(now, row_lower=np.where(np.isin(np.arange(12), rows), 6.0, now.row_lower))
    warm.set_rows(rows, np.full(2, 6.0), np.full(2, np.inf))
    assert warm.solve().objective == pytest.approx(least(now))
    upper = now.column_upper.copy()
    upper[columns] *= 3.0
    now = replace(now, column_upper=upper)
    warm.set_columns(columns, np.zeros(3), upper[columns])
    assert warm.solve(loosened=True).objective == pytest.approx(least(now))
    now = now.with_cost(now.cost[::-1].copy())
    warm.set_cost(now.cost)
    solution = warm.solve(loosened=True)
    assert solution.objective == pytest.approx(least(now))
    assert solution.reduced_costs == pytest.approx(now.cost - now.matrix.T @ solution.prices)


def test_a_basis_that_was_noted_is_gone_back_to() -> None:
    now = problem(np.random.default_rng(1))
    warm = WarmSolver(now)
    first = warm.solve()
    warm.remember()
    warm.set_rows(np.arange(12), now.row_lower + 1.0, now.row_upper)
    assert warm.solve().objective > first.objective
    warm.set_rows(np.arange(12), now.row_lower, now.row_upper)
    warm.recall()
    again = warm.solve(loosened=True)
    assert again.objective == pytest.approx(first.objective)
    assert again.iterations == 0


def test_it_says_when_it_gave_up() -> None:
    now = problem(np.random.default_rng(2))
    warm = WarmSolver(now)
    used = warm.solve().levels > 0.0
    warm.set_cost(np.where(used, 100.0, 1.0) * now.cost)
    assert warm.solve(loosened=True, iterations=0).stopped is Stopped.UNSURE
