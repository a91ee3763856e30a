"""The small dense program: against HiGHS, growing, tied, impossible, out of time."""

from __future__ import annotations

import contextlib
import time

import numpy as np
import pytest
import scipy.sparse as sp

from commonweal.solve.highs import solve_with_highs
from commonweal.solve.methods import SIMPLEX
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.status import Stopped
from commonweal.solve.substitution.pivoting import NothingHelps, RangeProgram

Parts = tuple[Floats, Floats, Floats, Floats, Floats]  # matrix, low, high, cost, room


def some_program(seed: int, *, tied: bool) -> Parts:
    """A random program, as a rule with a solution; small whole numbers where it is to be full of ties."""
    random = np.random.default_rng(seed)
    n_rows, n_columns = int(random.integers(1, 30)), int(random.integers(2, 40))
    matrix = random.normal(size=(n_rows, n_columns)).round(6) * (random.random((n_rows, n_columns)) < 0.5)
    room = np.where(random.random(n_columns) < 0.7, random.uniform(0.5, 2.0, n_columns), 20.0)
    sums = matrix @ random.uniform(0.0, 1.0, n_columns)
    low = np.where(random.random(n_rows) < 0.8, sums - random.uniform(0.0, 1.0, n_rows), -np.inf)
    high = np.where(random.random(n_rows) < 0.7, sums + random.uniform(0.0, 1.0, n_rows), np.inf)
    cost = random.normal(size=n_columns)
    if tied:
        return np.round(matrix), np.floor(low), np.ceil(high), np.round(cost), np.ceil(room)
    return matrix, low, high, cost, room


def add_columns(program: RangeProgram, part: Floats, cost: Floats, room: Floats) -> None:
    one = np.ones(len(cost))
    program.add_columns(part, cost, room, worth=one, size=one)


def add_rows(program: RangeProgram, part: Floats, low: Floats, high: Floats) -> None:
    one = np.ones(len(low))
    program.add_rows(part, low, high, worth=one, size=one)


def grown(parts: Parts) -> RangeProgram:
    """The program, built up in three steps and solved after each."""
    matrix, low, high, cost, room = parts
    r, c = len(low) // 2, len(cost) // 2
    program = RangeProgram()
    add_columns(program, matrix[:0, :c], cost[:c], room[:c])
    add_rows(program, matrix[:r, :c], low[:r], high[:r])
    solve_as_far_as_it_goes(program)
    add_columns(program, matrix[:r, c:], cost[c:], room[c:])
    solve_as_far_as_it_goes(program)
    add_rows(program, matrix[r:], low[r:], high[r:])
    return program


def solve_as_far_as_it_goes(program: RangeProgram) -> None:
    with contextlib.suppress(NothingHelps):
        program.solve()


def by_highs(parts: Parts) -> tuple[Stopped, float]:
    matrix, low, high, cost, room = parts
    problem = Problem(sp.csc_array(matrix), cost, low, high, np.zeros(len(cost)), room)
    answer = solve_with_highs(problem, SIMPLEX, time_limit=20.0, threads=1)
    return answer.stopped, answer.objective


def check_optimal(program: RangeProgram, parts: Parts) -> None:
    """Levels within bounds, prices of the right sign, and both worth the same."""
    matrix, low, high, cost, room = parts
    x, y, d = program.levels, program.prices, program.reduced_costs
    np.testing.assert_allclose(d, cost - y @ matrix, atol=1e-7)
    assert (matrix @ x >= low - 1e-8).all()
    assert (matrix @ x <= high + 1e-8).all()
    assert (x >= -1e-9).all()
    assert (x <= room + 1e-9).all()
    with np.errstate(invalid="ignore"):
        bounds = np.where(y > 1e-9, y * low, np.where(y < -1e-9, y * high, 0.0))
    dual = bounds.sum() + np.minimum(d, 0.0) @ room
    assert cost @ x == pytest.approx(dual, rel=1e-7, abs=1e-7)


@pytest.mark.parametrize("tied", [False, True])
def test_a_program_that_grew_has_the_optimum_of_highs(tied: bool) -> None:
    found = 0
    for seed in range(60):
        parts = some_program(seed, tied=tied)
        program = grown(parts)
        try:
            program.solve()
        except NothingHelps as error:
            assert by_highs(parts)[0] is Stopped.INFEASIBLE
            check_that_nothing_helps(parts, error.ray)
            continue
        stopped, objective = by_highs(parts)
        assert stopped is Stopped.OPTIMAL
        assert parts[3] @ program.levels == pytest.approx(objective, rel=1e-8, abs=1e-8)
        check_optimal(program, parts)
        found += 1
    assert found > 30


def check_that_nothing_helps(parts: Parts, ray: Floats) -> None:
    """The multipliers prove it: what they ask of the rows is more than all room gives."""
    matrix, low, high, _, room = parts
    ray = np.where(np.abs(ray) > 1e-12, ray, 0.0)
    with np.errstate(invalid="ignore"):
        asked = np.where(ray > 0.0, ray * low, np.where(ray < 0.0, ray * high, 0.0)).sum()
    assert np.maximum(ray @ matrix, 0.0) @ room < asked


@pytest.mark.slow
@pytest.mark.parametrize("tied", [False, True])
def test_many_programs_that_grew_have_the_optimum_of_highs(tied: bool) -> None:
    for seed in range(1_000, 3_000):
        parts = some_program(seed, tied=tied)
        program = grown(parts)
        try:
            program.solve()
        except NothingHelps:
            assert by_highs(parts)[0] is Stopped.INFEASIBLE
        else:
            assert parts[3] @ program.levels == pytest.approx(by_highs(parts)[1], rel=1e-8, abs=1e-8)


def test_changed_bounds_and_costs_are_solved_from_the_basis_at_hand() -> None:
    matrix, low, high, cost, room = some_program(5, tied=False)
    program = grown((matrix, low, high, cost, room))
    program.solve()
    first = program.pivots
    random = np.random.default_rng(0)
    program.cost[:] = cost + 0.01 * random.normal(size=len(cost))
    program.high[:] = high + 0.01
    program.solve()
    check_optimal(program, (matrix, low, high + 0.01, program.cost, room))
    assert program.pivots - first < max(first, 1)


def test_equal_bounds_are_an_equation() -> None:
    program = RangeProgram()
    add_columns(program, np.zeros((0, 2)), np.array([1.0, 2.0]), np.array([1.0, 5.0]))
    add_rows(program, np.array([[1.0, 1.0]]), np.array([3.0]), np.array([3.0]))
    program.solve()
    np.testing.assert_allclose(program.levels, [1.0, 2.0])
    np.testing.assert_allclose(program.prices, [2.0])
    np.testing.assert_allclose(program.reduced_costs, [-1.0, 0.0])
    assert set(program.basic) == {1}
    assert set(program.tight) == {0}


def test_a_tableau_that_lost_touch_with_the_matrix_is_made_afresh() -> None:
    parts = some_program(3, tied=False)
    program = grown(parts)
    program._tableau += 1e-3
    program.solve()
    check_optimal(program, parts)


def test_time_that_is_over_ends_the_search() -> None:
    matrix, low, high, cost, room = some_program(5, tied=False)
    program = RangeProgram(until=time.perf_counter() - 1.0)
    add_columns(program, np.zeros((0, len(cost))), cost, room)
    add_rows(program, matrix, low, high)
    with pytest.raises(TimeoutError):
        program.solve()


def test_rows_without_columns_have_no_solution() -> None:
    program = RangeProgram()
    add_rows(program, np.zeros((1, 0)), np.array([1.0]), np.array([np.inf]))
    with pytest.raises(NothingHelps) as caught:
        program.solve()
    np.testing.assert_array_equal(caught.value.ray, [1.0])
