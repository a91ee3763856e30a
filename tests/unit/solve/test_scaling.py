"""Scaling by the bounds of a problem: units don't matter, and a second aim costs the first nothing."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from commonweal.solve.highs import solve_with_highs
from commonweal.solve.methods import Task, method_for
from commonweal.solve.problem import Problem
from commonweal.solve.scaling import bounded_scaling, geometric_scaling


def _bakery(unit: float) -> Problem:
    """Two ovens cover a need of 3e12 loaves, counted in some unit."""
    return Problem(
        matrix=sp.csc_array(np.array([[1.0, 1.0]])),
        cost=np.array([1.0, 2.0]),
        row_lower=np.array([3e12 / unit]),
        row_upper=np.array([np.inf]),
        column_lower=np.zeros(2),
        column_upper=np.array([2e12 / unit, 4e12 / unit]),
    )


@pytest.mark.parametrize("unit", [1.0, 2.0**20, 2.0**40])
def test_the_scaled_problem_does_not_depend_on_the_unit_of_amounts(unit: float) -> None:
    one, other = (bounded_scaling(problem).apply(problem) for problem in (_bakery(1.0), _bakery(unit)))
    assert (one.matrix != other.matrix).nnz == 0
    for name in ("row_lower", "row_upper", "column_lower", "column_upper"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_bounds_are_around_one_once_scaled() -> None:
    problem = bounded_scaling(_bakery(1.0)).apply(_bakery(1.0))
    assert 0.1 < problem.row_lower[0] < 10.0
    assert np.all((problem.column_upper > 0.1) & (problem.column_upper < 10.0))


def test_a_problem_without_bounds_is_scaled_by_its_coefficients() -> None:
    problem = replace(_bakery(1.0), row_lower=np.zeros(1), column_upper=np.full(2, np.inf))
    found, plain = bounded_scaling(problem), geometric_scaling(problem.matrix)
    np.testing.assert_array_equal(found.row, plain.row)
    np.testing.assert_array_equal(found.column, plain.column)


def test_a_second_aim_does_not_spend_the_first_in_a_column_with_much_room() -> None:
    # the first column costs so little that its reduced cost looks like rounding, and has room for 1e6
    problem = Problem(
        matrix=sp.csc_array(np.array([[0.0, 1.0]])),
        cost=np.array([5e-10, 1.0]),
        row_lower=np.array([1.0]),
        row_upper=np.array([np.inf]),
        column_lower=np.zeros(2),
        column_upper=np.array([1e6, 10.0]),
    )
    fills = np.array([-1.0, 0.0])
    solution = solve_with_highs(problem, method_for(Task.LAST, 1), then=fills, time_limit=math.inf, threads=1)
    assert solution.objective == pytest.approx(1.0, rel=1e-8)
    assert solution.levels[0] == pytest.approx(0.0, abs=1e-3)
