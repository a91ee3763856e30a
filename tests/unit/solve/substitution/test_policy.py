"""Policy iteration: exact wherever no limit binds, and a reason wherever one does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from families.techniques import with_capacities, without_capacities

from commonweal.solve.certify import check_solution
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.marks import Marks
from commonweal.solve.methods import SIMPLEX
from commonweal.solve.problem import Problem
from commonweal.solve.solution import Solution
from commonweal.solve.start import Start
from commonweal.solve.status import Known, Stopped
from commonweal.solve.substitution.policy import find_policy, solve_by_policy
from commonweal.solve.substitution.system import System
from commonweal.solve.unsuited import Unsuited

EXACT = 1e-11


def _solve(problem: Problem, *, start: Start | None = None, seconds: float = 60.0) -> Solution:
    marks = Marks.none(problem.n_rows)
    return solve_by_policy(problem, marks, accuracy=1e-9, seconds=seconds, threads=1, start=start)


def _holds(problem: Problem, found: Solution, upper: np.ndarray) -> None:
    check = check_solution(problem, found.levels, found.prices, upper)
    assert max(check.primal, check.dual, check.gap) <= EXACT
    assert found.stopped is Stopped.OPTIMAL
    best = solve_with_highs(problem, SIMPLEX, time_limit=20.0, threads=1).objective
    assert found.objective == pytest.approx(best, rel=1e-9, abs=1e-12)


def _small(matrix: list[list[float]], cost: list[float], need: list[float]) -> Problem:
    n = len(cost)
    return Problem(
        matrix=sp.csc_array(np.array(matrix)),
        cost=np.array(cost),
        row_lower=np.array(need),
        row_upper=np.full(len(need), np.inf),
        column_lower=np.zeros(n),
        column_upper=np.full(n, np.inf),
    )


@pytest.mark.parametrize("size, seed", [(1, 0), (2, 1), (40, 2), (200, 3), (200, 4)])
def test_the_family_is_solved_exactly(size: int, seed: int) -> None:
    instance = without_capacities(size, seed)
    _holds(instance.problem, _solve(instance.problem), instance.upper)


@pytest.mark.parametrize("seed", range(40))
def test_random_economies_with_ties_and_free_techniques_are_solved_exactly(seed: int) -> None:
    problem = _with_ties(np.random.default_rng(seed))
    try:
        found = _solve(problem)
    except Unsuited:
        return
    _holds(problem, found, np.full(problem.n_columns, 1e3))


def _with_ties(random: np.random.Generator) -> Problem:
    """Whole-number costs, quarters as inputs, rows both ways round, some of them equations."""
    n, per_good = int(random.integers(1, 7)), int(random.integers(1, 4))
    output = np.repeat(np.arange(n), per_good)
    matrix = -0.25 * (random.random((n, n * per_good)) < 0.3) * random.integers(0, 3, (n, n * per_good))
    matrix[output, np.arange(len(output))] = random.choice([0.5, 1.0, 2.0], len(output))
    need = random.integers(0, 3, n).astype(float)
    sign, equal = random.choice([-1.0, 1.0], n), random.random(n) < 0.2
    bounds = np.sort(np.stack([sign * need, np.where(equal, sign * need, sign * np.inf)]), axis=0)
    return Problem(
        matrix=sp.csc_array(sign[:, None] * matrix),
        cost=random.integers(0, 3, len(output)).astype(float),
        row_lower=bounds[0],
        row_upper=bounds[1],
        column_lower=np.where(random.random(len(output)) < 0.2, 0.25, 0.0),
        column_upper=np.full(len(output), np.inf),
    )


def test_known_prices_save_rounds() -> None:
    problem = without_capacities(200, 5).problem
    cold = _solve(problem)
    warm = _solve(problem, start=Start(prices=cold.prices))
    assert warm.iterations < cold.iterations
    np.testing.assert_allclose(warm.prices, cold.prices, rtol=1e-11)


def test_a_wrong_start_does_no_harm() -> None:
    problem = without_capacities(100, 6).problem
    cold = _solve(problem)
    for prices in (np.full(100, 1e6), -np.ones(100)):
        assert _solve(problem, start=Start(prices=prices)).objective == pytest.approx(
            cold.objective, rel=1e-11
        )


def test_capacities_that_do_not_bind_do_not_matter() -> None:
    instance = without_capacities(30, 7)
    problem = replace(instance.problem, column_upper=_solve(instance.problem).levels * 1.01 + 1e-6)
    _holds(problem, _solve(problem), instance.upper)


def test_a_free_circle_is_not_taken_for_production() -> None:
    # the first two goods can be turned into each other for nothing, but only the third column makes any
    problem = _small([[1.0, -1.0, 1.0], [-1.0, 1.0, 0.0]], [0.0, 0.0, 5.0], [1.0, 1.0])
    found = _solve(problem)
    np.testing.assert_allclose(found.levels, [0.0, 1.0, 2.0])
    np.testing.assert_allclose(found.prices, [5.0, 5.0])


@pytest.mark.parametrize(
    "matrix, cost, need, reason",
    [
        ([[1.0, -1.0], [-1.0, 1.0]], [1.0, 1.0], [1.0, 0.0], "can't be made"),
        ([[1.0], [-1.0]], [1.0], [1.0, 0.0], "nothing makes it"),
        ([[1.0], [-1.0]], [1.0], [1.0, -0.5], "shared limit binds"),
        ([[1.0, 0.0], [-1.0, 1.0]], [1.0, 1.0], [1.0, -3.0], "endowment"),
        ([[1.0]], [-1.0], [1.0], "earns"),
    ],
)
def test_what_is_not_its_kind_is_refused_with_the_reason(
    matrix: list[list[float]], cost: list[float], need: list[float], reason: str
) -> None:
    with pytest.raises(Unsuited, match=reason):
        _solve(_small(matrix, cost, need))


def test_an_endowment_that_is_enough_is_free() -> None:
    problem = _small([[1.0], [-1.0]], [1.0], [1.0, -2.0])
    found = _solve(problem)
    np.testing.assert_allclose(found.levels, [1.0])
    np.testing.assert_allclose(found.prices, [1.0, 0.0])


def test_capacities_that_bind_are_refused() -> None:
    with pytest.raises(Unsuited, match="capacities bind"):
        _solve(with_capacities(100, 1).problem)


def test_an_equation_that_would_be_exceeded_is_refused() -> None:
    # the second column is fixed and gives 2 of what the first uses; only 1 of it is used
    problem = replace(
        _small([[1.0, 0.0], [-1.0, 1.0]], [1.0, 0.0], [1.0, 0.0]),
        row_upper=np.array([np.inf, 0.0]),
        column_lower=np.array([0.0, 2.0]),
        column_upper=np.array([np.inf, 2.0]),
    )
    with pytest.raises(Unsuited, match="used up exactly"):
        _solve(problem)


def test_without_time_nothing_is_claimed() -> None:
    found = _solve(without_capacities(100, 1).problem, seconds=-1.0)
    assert found.stopped is Stopped.LIMIT
    assert found.of_levels is Known.NOTHING


def test_a_policy_does_not_look_at_needs() -> None:
    system = System.of(without_capacities(50, 8).problem)
    one, other = find_policy(system), find_policy(replace(system, need=np.ones(50)))
    np.testing.assert_array_equal(one.chosen, other.chosen)


@pytest.mark.slow
def test_a_hundred_thousand_goods_are_solved_exactly() -> None:
    instance = without_capacities(100_000, 1)
    found = _solve(instance.problem, seconds=120.0)
    check = check_solution(instance.problem, found.levels, found.prices, instance.upper)
    assert max(check.primal, check.dual, check.gap) <= EXACT
