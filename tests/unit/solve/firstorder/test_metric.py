"""Steps are safe whatever the amounts, and don't depend on units."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from families.networks import supply_network

from commonweal.solve.firstorder.metric import Metric, Typical
from commonweal.solve.problem import Problem

NETWORK = supply_network(5, 3, 3, 1)


def norm(problem: Problem, metric: Metric) -> float:
    """Largest singular value of the matrix scaled by the square roots of the steps."""
    scaled = (
        sp.diags_array(np.sqrt(metric.of_prices)) @ problem.matrix @ sp.diags_array(np.sqrt(metric.of_levels))
    )
    return float(np.linalg.norm(scaled.toarray(), 2))


@pytest.mark.parametrize("seed", range(3))
def test_steps_are_short_enough_whatever_the_amounts(seed: int) -> None:
    random = np.random.default_rng(seed)
    problem = NETWORK.problem
    typical = Typical(problem, NETWORK.upper)
    assert norm(problem, typical.first()) <= 1.0
    for _ in range(2):
        levels = np.exp(random.normal(0.0, 3.0, problem.n_columns))
        prices = np.exp(random.normal(0.0, 3.0, problem.n_rows))
        assert norm(problem, typical.renewed(levels, prices)) <= 1.0


def test_steps_follow_the_units() -> None:
    random = np.random.default_rng(1)
    problem, upper = NETWORK.problem, NETWORK.upper
    row, column = np.exp(random.normal(size=problem.n_rows)), np.exp(random.normal(size=problem.n_columns))
    other = Problem(
        sp.csc_array(sp.diags_array(row) @ problem.matrix @ sp.diags_array(column)),
        problem.cost * column,
        problem.row_lower * row,
        problem.row_upper * row,
        problem.column_lower / column,
        problem.column_upper / column,
    )
    levels, prices = random.random(problem.n_columns), random.random(problem.n_rows)
    here = Typical(problem, upper).renewed(levels, prices)
    there = Typical(other, upper / column).renewed(levels / column, prices / row)
    np.testing.assert_allclose(there.of_levels * column**2, here.of_levels, rtol=1e-9)
    np.testing.assert_allclose(there.of_prices * row**2, here.of_prices, rtol=1e-9)


def test_columns_that_cannot_move_take_no_steps() -> None:
    problem = NETWORK.problem
    fixed = problem.column_lower.copy()
    fixed[:4] = problem.column_upper[:4] = 1.0
    still = Problem(
        problem.matrix, problem.cost, problem.row_lower, problem.row_upper, fixed, problem.column_upper
    )
    typical = Typical(still, NETWORK.upper)
    for metric in (typical.first(), typical.renewed(np.ones(problem.n_columns), np.ones(problem.n_rows))):
        assert (metric.of_levels[:4] == 0.0).all()
        assert (metric.of_levels[4:] > 0.0).all()
