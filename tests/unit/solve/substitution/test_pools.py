"""Pooled goods: the small economy that is left has the optimum of the large one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from families.techniques import without_capacities
from families.world import world_table

from commonweal.solve.certify import check_solution
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.marks import Marks
from commonweal.solve.methods import SIMPLEX
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.solution import Solution
from commonweal.solve.status import Stopped
from commonweal.solve.substitution.merging import Merged
from commonweal.solve.substitution.pools import solve_pools, solve_small
from commonweal.solve.substitution.system import System
from commonweal.solve.unsuited import Unsuited


def _solve(problem: Problem) -> Solution:
    return solve_pools(problem, Marks.none(problem.n_rows), accuracy=1e-9, seconds=60.0, threads=1)


def _holds(problem: Problem, found: Solution, upper: Floats) -> None:
    check = check_solution(problem, found.levels, found.prices, upper)
    assert max(check.primal, check.dual, check.gap) <= 1e-9
    best = solve_with_highs(problem, SIMPLEX, time_limit=20.0, threads=1)
    assert found.objective == pytest.approx(best.objective, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("regions, products, seed", [(1, 3, 0), (4, 1, 1), (5, 6, 2), (9, 8, 3)])
def test_a_world_table_is_solved_as_one_region(regions: int, products: int, seed: int) -> None:
    instance = world_table(regions, products, seed)
    merged = Merged.of(System.of(instance.problem))
    assert merged.problem.n_rows == products
    assert merged.problem.n_columns <= regions * products
    _holds(instance.problem, _solve(instance.problem), instance.upper)


@pytest.mark.parametrize("seed", range(60))
def test_random_pools_with_tolls_losses_and_ends_are_solved_exactly(seed: int) -> None:
    problem = _pools(np.random.default_rng(seed))
    try:
        found = _solve(problem)
    except Unsuited:
        return
    if found.stopped is Stopped.OPTIMAL:
        _holds(problem, found, np.minimum(problem.column_upper, 1e3))
    else:
        best = solve_with_highs(problem, SIMPLEX, time_limit=20.0, threads=1)
        assert best.stopped is found.stopped


def _pools(random: np.random.Generator) -> Problem:
    """Origins, pools that conversions fill, and chains of further conversions."""
    origins, users, products, chains = (int(random.integers(1, top)) for top in (4, 5, 4, 5))
    made, pools = origins * products, users * products
    n = made + pools + chains
    columns: list[tuple[dict[int, float], float, float]] = []
    for good in np.repeat(np.arange(made), 2):
        takes = {int(i): -0.3 * random.random() for i in made + np.flatnonzero(random.random(pools) < 0.3)}
        capacity = 8.0 * random.random() if random.random() < 0.4 else np.inf
        columns.append(({int(good): random.choice([1.0, 2.0]), **takes}, random.integers(0, 3), capacity))
    loss, toll = random.choice([1.0, 1.25]), float(random.random() < 0.3)
    for product, origin, user in np.ndindex(products, origins, users):
        if random.random() < 0.95:
            ends = {origin * products + product: -loss, made + user * products + product: 1.0}
            columns.append((ends, toll * origin, np.inf))
    for good in made + pools + np.arange(chains):
        ends = {int(good): 1.0, int(random.integers(0, good)): -random.choice([1.0, 0.5])}
        columns.append((ends, random.choice([0.0, 0.7]), random.choice([np.inf, 4.0])))
    matrix = np.zeros((n, len(columns)))
    for column, (ends, _, _) in enumerate(columns):
        matrix[list(ends), column] = list(ends.values())
    need = np.where(random.random(n) < 0.4, random.integers(-1, 4, n), 0.0)
    equal = random.random(n) < 0.04
    return Problem(
        matrix=sp.csc_array(matrix),
        cost=np.array([cost for _, cost, _ in columns], dtype=float),
        row_lower=need,
        row_upper=np.where(equal, need, np.inf),
        column_lower=np.zeros(len(columns)),
        column_upper=np.array([capacity for _, _, capacity in columns]),
    )


def test_what_pools_hold_is_dealt_out_to_all_who_need_it() -> None:
    # two origins, three users; what is made is just enough
    matrix = np.zeros((5, 8))
    matrix[0, 0] = matrix[1, 1] = 1.0
    for column, (origin, user) in enumerate(np.ndindex(2, 3), start=2):
        matrix[origin, column], matrix[2 + user, column] = -1.0, 1.0
    problem = Problem(
        matrix=sp.csc_array(matrix),
        cost=np.array([1.0, 2.0, 0, 0, 0, 0, 0, 0]),
        row_lower=np.array([0.0, 0.0, 1e-6, 7.0, 2.0]),
        row_upper=np.full(5, np.inf),
        column_lower=np.zeros(8),
        column_upper=np.append([5.0, 9.0], np.full(6, np.inf)),
    )
    found = _solve(problem)
    np.testing.assert_allclose(found.levels[:2], [5.0, 4.000001], rtol=1e-12)
    sums = problem.matrix @ found.levels
    np.testing.assert_allclose(sums, problem.row_lower, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.prices, 2.0)


def test_what_nobody_wants_is_worth_nothing() -> None:
    problem = Problem(
        matrix=sp.csc_array(np.array([[1.0, -1.0, 0.0], [0.0, 1.0, -1.0], [0.0, 0.0, 1.0]])),
        cost=np.array([1.0, 0.0, 0.0]),
        row_lower=np.zeros(3),
        row_upper=np.full(3, np.inf),
        column_lower=np.zeros(3),
        column_upper=np.full(3, np.inf),
    )
    merged = Merged.of(System.of(problem))
    assert merged.problem.n_columns == 0


def test_what_is_without_limit_only_if_exact_rows_are_exceeded_is_not_said_to_be() -> None:
    problem = _paid_pool()
    assert _solve(problem).stopped is Stopped.UNBOUNDED
    exact = replace(problem, row_upper=problem.row_lower)
    with pytest.raises(Unsuited, match="met exactly"):
        _solve(exact)
    assert solve_with_highs(exact, SIMPLEX, time_limit=20.0, threads=1).objective == pytest.approx(-1.0)


def _paid_pool() -> Problem:
    """Three goods in one pool that is asked for one unit of it, and paid for by whoever takes it."""
    matrix = np.array(
        [
            [1.0, 0.0, 0.0, -1.0, 0.0, 0.0],
            [0.0, 1.0, 0.0, 0.0, -1.0, 0.0],
            [0.0, 0.0, 1.0, 0.0, 0.0, -1.0],
            [0.0, 0.0, 0.0, 1.0, 1.0, 1.0],
        ]
    )
    need = np.array([0.0, 0.0, 0.0, 1.0])
    return Problem(
        sp.csc_array(matrix),
        np.array([-1.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
        need,
        np.full(4, np.inf),
        np.zeros(6),
        np.full(6, np.inf),
    )


def test_without_pools_there_is_nothing_to_do() -> None:
    with pytest.raises(Unsuited, match="Hardly any goods are pooled"):
        _solve(without_capacities(20, 1).problem)


def test_what_solves_the_small_problem_can_be_given() -> None:
    sizes = []

    def inner(problem: Problem, marks: Marks, **terms: float) -> Solution:
        sizes.append(problem.n_rows)
        return solve_small(problem, marks, **terms)  # type: ignore[arg-type]

    instance = world_table(4, 3, 1)
    marks = Marks.none(instance.problem.n_rows)
    found = solve_pools(instance.problem, marks, accuracy=1e-9, seconds=9.0, threads=1, inner=inner)
    assert sizes == [3]
    assert found.stopped is Stopped.OPTIMAL
