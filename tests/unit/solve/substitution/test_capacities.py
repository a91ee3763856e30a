"""Substitution systems with capacities, solved exactly, against HiGHS."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from families.degenerate import degenerate_instance
from families.instance import Instance
from families.techniques import with_capacities

from commonweal.solve.certify import check_solution
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.marks import Marks
from commonweal.solve.methods import SIMPLEX
from commonweal.solve.problem import Problem
from commonweal.solve.solution import Solution
from commonweal.solve.start import Start
from commonweal.solve.status import Known, Stopped
from commonweal.solve.substitution import capacities, contested
from commonweal.solve.substitution.capacities import solve_with_capacities
from commonweal.solve.unsuited import Unsuited

EXACT = 1e-9


def _solve(problem: Problem, **options: object) -> Solution:
    nowhere = np.full(problem.n_rows, -1)
    marks = Marks(period=nowhere, place=nowhere, good=np.arange(problem.n_rows))
    settings: dict[str, object] = {"accuracy": EXACT, "seconds": 60.0, "threads": 1, **options}
    return solve_with_capacities(problem, marks, **settings)  # type: ignore[arg-type]


def _check(problem: Problem, solution: Solution, upper: np.ndarray) -> None:
    assert solution.stopped is Stopped.OPTIMAL
    check = check_solution(problem, solution.levels, solution.prices, upper)
    assert max(check.primal, check.dual, check.gap) <= EXACT
    told = solve_with_highs(problem, SIMPLEX, time_limit=60.0, threads=1)
    assert solution.objective == pytest.approx(told.objective, rel=1e-7, abs=1e-9)


def _small(seed: int, *, tied: bool) -> Problem:
    """A few goods with some techniques each, the last ones without inputs or capacity."""
    random = np.random.default_rng(seed)
    n, m = 8, 24
    output = np.concatenate([np.arange(m) % n, np.arange(n)])
    inputs = (random.random((n, m)) < 0.4) * random.lognormal(size=(n, m))
    inputs[output[:m], np.arange(m)] = 0.0
    inputs *= random.uniform(0.1, 0.8, m) / np.maximum(inputs.sum(axis=0), 1e-9)
    cost = np.concatenate([random.lognormal(size=m), random.lognormal(2.0, 0.5, n)])
    capacity = np.where(random.random(m) < 0.6, random.lognormal(size=m), np.inf)
    need = np.where(random.random(n) < 0.5, random.lognormal(size=n), 0.0)
    need[random.random(n) < 0.1] *= -1.0
    if tied:
        inputs, cost, need = np.round(inputs * 4.0) / 8.0, np.round(cost), np.round(need)
        capacity = np.ceil(capacity)
    matrix = np.hstack([-inputs, np.zeros((n, n))])
    matrix[output, np.arange(m + n)] += 1.0
    room = np.concatenate([capacity, np.full(n, np.inf)])
    return Problem(sp.csc_array(matrix), cost, need, np.full(n, np.inf), np.zeros(m + n), room)


@pytest.fixture(scope="module")
def instance() -> Instance:
    return with_capacities(300, 7)


def test_the_optimum_is_exact(instance: Instance) -> None:
    _check(instance.problem, _solve(instance.problem), instance.upper)


@pytest.mark.parametrize("tied", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_small_and_tied_systems_agree_with_highs(seed: int, tied: bool) -> None:
    problem = _small(seed, tied=tied)
    _check(problem, _solve(problem), np.minimum(problem.column_upper, 1e4))


def test_what_is_too_large_for_the_exact_way_is_kept_sparse(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capacities, "_LARGE", 100)
    for accuracy in (1e-4, 1e-6):
        solution = _solve(instance.problem, accuracy=accuracy)
        assert solution.stopped is Stopped.OPTIMAL
        check = check_solution(instance.problem, solution.levels, solution.prices, instance.upper)
        assert max(check.primal, check.dual) <= EXACT
        assert check.gap <= accuracy


def test_the_exact_way_gives_way_where_memory_is_short(
    instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capacities, "_LARGE", 100)
    monkeypatch.setattr(contested, "_MEMORY", 1_000)
    solution = _solve(instance.problem, accuracy=1e-8)
    check = check_solution(instance.problem, solution.levels, solution.prices, instance.upper)
    assert max(check.primal, check.dual, check.gap) <= 1e-8


def test_two_threads_find_the_same(instance: Instance) -> None:
    one, two = _solve(instance.problem), _solve(instance.problem, threads=2)
    np.testing.assert_array_equal(one.levels, two.levels)
    np.testing.assert_array_equal(one.prices, two.prices)


def test_units_lower_bounds_and_turned_rows_change_nothing(instance: Instance) -> None:
    plain = instance.problem
    random = np.random.default_rng(0)
    unit = np.exp(random.normal(size=plain.n_columns))
    lower = np.where(random.random(plain.n_columns) < 0.1, 1e-3, 0.0)
    turned = np.where(random.random(plain.n_rows) < 0.5, -1.0, 1.0)
    problem = Problem(
        matrix=sp.csc_array(sp.diags_array(turned) @ plain.matrix @ sp.diags_array(unit)),
        cost=plain.cost * unit,
        row_lower=np.where(turned > 0.0, plain.row_lower, -np.inf),
        row_upper=np.where(turned > 0.0, np.inf, -plain.row_lower),
        column_lower=np.minimum(lower, plain.column_upper) / unit,
        column_upper=plain.column_upper / unit,
    )
    _check(problem, _solve(problem), instance.upper / unit)


def test_goods_beyond_all_capacities_are_unsuited() -> None:
    problem = Problem(
        sp.csc_array(np.array([[1.0]])),
        np.ones(1),
        np.full(1, 2.0),
        np.full(1, np.inf),
        np.zeros(1),
        np.ones(1),
    )
    with pytest.raises(Unsuited, match="within the capacities"):
        _solve(problem)


def test_an_endowment_that_binds_gets_a_price() -> None:
    """Two ways to make a good: a cheap one that takes of what there is, and a dear one."""
    matrix = sp.csc_array(np.array([[1.0, 1.0], [-1.0, 0.0]]))
    problem = Problem(
        matrix,
        np.array([1.0, 3.0]),
        np.array([5.0, -2.0]),
        np.full(2, np.inf),
        np.zeros(2),
        np.full(2, np.inf),
    )
    solution = _solve(problem)
    np.testing.assert_allclose(solution.levels, [2.0, 3.0], rtol=1e-12)
    np.testing.assert_allclose(solution.prices, [3.0, 2.0], rtol=1e-9)


def test_a_column_that_only_uses_up_what_must_go_is_unsuited() -> None:
    """What is made whether wanted or not must be used exactly: in a dear way, or cheaply for nothing."""
    problem = Problem(
        matrix=sp.csc_array(np.array([[0.0, 1.0, 0.0], [1.0, -1.0, -1.0]])),
        cost=np.array([1.0, 5.0, 0.1]),
        row_lower=np.array([1.0, 0.0]),
        row_upper=np.array([np.inf, 0.0]),
        column_lower=np.array([3.0, 0.0, 0.0]),
        column_upper=np.full(3, np.inf),
    )
    with pytest.raises(Unsuited, match="make nothing"):
        _solve(problem)


def test_what_is_left_over_is_free(instance: Instance) -> None:
    """A good of which there is more than anybody can use has no price, whoever makes it."""
    need = instance.problem.row_lower.copy()
    need[3] = -1e6
    solution = _solve(replace(instance.problem, row_lower=need))
    assert solution.prices[3] == 0.0
    _check(replace(instance.problem, row_lower=need), solution, instance.upper)


def test_a_start_from_known_prices_gives_the_same(instance: Instance) -> None:
    first = _solve(instance.problem)
    again = _solve(instance.problem, start=Start(prices=first.prices))
    assert again.objective == pytest.approx(first.objective, rel=1e-11)


def test_no_time_gives_no_answer(instance: Instance) -> None:
    solution = _solve(instance.problem, seconds=0.0)
    assert solution.stopped is Stopped.LIMIT
    assert solution.of_levels is not Known.FEASIBLE


@pytest.mark.parametrize("seed", [20086, 20534, 20810])
def test_where_endowments_are_enough_nothing_that_costs_is_made(seed: int) -> None:
    instance = degenerate_instance(seed)
    found = _solve(instance.problem)
    _check(instance.problem, found, instance.upper)
    assert found.objective == 0.0


def test_of_two_columns_alike_the_one_that_costs_a_millionth_less_is_used() -> None:
    instance = degenerate_instance(20126)
    _check(instance.problem, _solve(instance.problem), instance.upper)


def test_outputs_that_run_away_end_the_merit_order_and_not_the_search() -> None:
    instance = degenerate_instance(20187)
    assert _solve(instance.problem).stopped is Stopped.OPTIMAL


def test_prices_that_count_in_their_own_units_are_kept_beside_far_larger_ones() -> None:
    instance = degenerate_instance(21216)
    _check(instance.problem, _solve(instance.problem), instance.upper)
