"""What is taken off a problem comes back with levels and prices that prove the optimum."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from commonweal.solve.certify import check_solution
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.methods import SIMPLEX
from commonweal.solve.problem import Problem
from commonweal.solve.substitution.presolve import Presolved
from commonweal.solve.unsuited import Unsuited


def _held() -> Problem:
    """Bread of two bakers for a need that is a fixed column; the dear baker must bake a little."""
    return Problem(
        matrix=sp.csc_array(
            np.array(
                [[1.0, 1.0, -1.0, 0.0], [0.0, 0.0, 1.0, -10.0], [0.0, 1.0, 0.0, -2.0], [1.0, 0.0, 0.0, 0.0]]
            )
        ),
        cost=np.array([1.0, 3.0, 0.0, 0.0]),
        row_lower=np.array([0.0, 0.0, 0.0, -np.inf]),
        row_upper=np.array([np.inf, np.inf, np.inf, 6.0]),
        column_lower=np.array([0.0, 0.0, 0.0, 1.0]),
        column_upper=np.array([np.inf, np.inf, np.inf, 1.0]),
    )


def test_fixed_columns_takers_and_rows_of_one_column_are_taken_off() -> None:
    presolved = Presolved.of(_held())
    np.testing.assert_array_equal(presolved.rows, [0])
    np.testing.assert_array_equal(presolved.columns, [0, 1])
    np.testing.assert_array_equal(presolved.problem.row_lower, [10.0])
    np.testing.assert_array_equal(presolved.problem.column_lower, [0.0, 2.0])
    np.testing.assert_array_equal(presolved.problem.column_upper, [6.0, np.inf])


def test_a_problem_with_nothing_to_take_off_stays_the_same() -> None:
    small = Presolved.of(_held()).problem
    assert Presolved.of(small).problem is small


def _random(random: np.random.Generator) -> Problem:
    """A feasible problem with many short rows, fixed columns and bounds that meet."""
    n, m = int(random.integers(2, 8)), int(random.integers(2, 8))
    matrix = np.where(random.random((n, m)) < 0.35, random.choice([-2.0, -1.0, 1.0, 3.0], (n, m)), 0.0)
    level = random.integers(0, 4, m).astype(float)
    sums = matrix @ level
    loose = lambda share: np.where(random.random(n) < share, random.integers(0, 3, n), np.inf)  # noqa: E731
    fixed = random.random(m) < 0.2
    return Problem(
        matrix=sp.csc_array(matrix),
        cost=random.integers(0, 4, m).astype(float),
        row_lower=sums - loose(0.6),
        row_upper=sums + loose(0.4),
        column_lower=np.where(fixed, level, 0.0),
        column_upper=np.where(fixed, level, level + random.integers(0, 9, m)),
    )


@pytest.mark.parametrize("seed", range(60))
def test_optima_of_what_is_left_are_optima_of_the_whole(seed: int) -> None:
    problem = _random(np.random.default_rng(seed))
    presolved = Presolved.of(problem)
    levels, prices = np.zeros(0), np.zeros(len(presolved.rows))
    if presolved.problem.n_columns:
        small = solve_with_highs(presolved.problem, SIMPLEX, time_limit=10.0, threads=1)
        levels, prices = small.levels, small.prices
    check = check_solution(problem, presolved.levels(levels), presolved.prices(prices), problem.column_upper)
    assert max(check.primal, check.dual, check.gap) <= 1e-9
    whole = solve_with_highs(problem, SIMPLEX, time_limit=10.0, threads=1)
    assert problem.cost @ presolved.levels(levels) == pytest.approx(whole.objective, abs=1e-9)


@pytest.mark.parametrize(
    "change, reason",
    [
        ({"row_upper": np.array([np.inf, np.inf, 1.0, -3.0])}, "Bounds contradict"),
        ({"row_lower": np.array([0.0, 0.0, 0.0, 7.0]), "row_upper": np.full(4, np.inf)}, None),
        (
            {"column_lower": np.array([0.0, 0.0, 30.0, 1.0]), "column_upper": np.array([0, 0, 30.0, 1.0])},
            "met",
        ),
    ],
)
def test_contradictions_are_said(change: dict[str, np.ndarray], reason: str | None) -> None:
    problem = replace(_held(), **change)
    if reason is None:
        assert Presolved.of(problem).problem.column_lower[0] == 7.0
        return
    with pytest.raises(Unsuited, match=reason):
        Presolved.of(problem)
