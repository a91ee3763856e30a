"""Bounds that certificates rest on hold whatever the prices."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.solve import certify
from commonweal.solve.bounds import implied_upper_bounds
from commonweal.solve.certify import check_solution, primal_error, safe_lower_bound, usable_prices
from commonweal.solve.face import narrow
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.methods import SIMPLEX
from commonweal.solve.problem import Problem
from commonweal.solve.scaling import geometric_scaling, typical_scaling

seeds = st.integers(0, 10_000)
some = settings(max_examples=25, deadline=None, derandomize=True)


def covering(seed: int, n_rows: int = 6, n_columns: int = 9) -> Problem:
    """A random problem: meet needs from capped activities at least cost."""
    rng = np.random.default_rng(seed)
    matrix = rng.uniform(0.1, 2.0, (n_rows, n_columns)) * (rng.random((n_rows, n_columns)) < 0.5)
    matrix[:, -1] = 1.0  # dear and without limit, so that there always is a way
    upper = np.append(rng.uniform(0.5, 3.0, n_columns - 1), np.inf)
    cost = np.append(rng.uniform(0.5, 2.0, n_columns - 1), 10.0)
    return Problem(
        sp.csc_array(matrix),
        cost,
        rng.uniform(0.5, 4.0, n_rows),
        np.full(n_rows, np.inf),
        np.zeros(n_columns),
        upper,
    )


def optimum(problem: Problem):
    return solve_with_highs(problem, SIMPLEX, time_limit=60.0, threads=1)


@given(seed=seeds, prices=st.lists(st.floats(-5, 5), min_size=6, max_size=6))
@some
def test_no_prices_give_a_bound_above_the_optimum(seed: int, prices: list[float]) -> None:
    problem = covering(seed)
    usable = usable_prices(problem, np.array(prices))
    upper = np.minimum(problem.column_upper, 100.0)
    assert safe_lower_bound(problem, usable, upper) <= optimum(problem).objective + 1e-7


@given(seed=seeds)
@some
def test_the_prices_of_the_optimum_give_a_bound_without_a_gap(seed: int) -> None:
    problem = covering(seed)
    solution = optimum(problem)
    check = check_solution(problem, solution.levels, solution.prices, np.minimum(problem.column_upper, 100.0))
    assert max(check.primal, check.dual, check.gap) < 1e-9


@pytest.mark.parametrize("fault", ["levels", "prices"])
def test_what_is_no_number_does_not_pass(fault: str) -> None:
    problem = covering(0)
    answer = {"levels": optimum(problem).levels, "prices": optimum(problem).prices}
    answer[fault] = np.where(np.arange(len(answer[fault])) == 1, np.nan, answer[fault])
    check = check_solution(problem, answer["levels"], answer["prices"], np.full(9, 100.0))
    assert np.isinf([check.primal, check.dual, check.gap]).all()


def test_a_column_that_pays_for_ever_proves_nothing() -> None:
    problem = covering(0)
    check = check_solution(problem, optimum(problem).levels, np.full(6, 50.0), np.full(9, np.inf))
    assert np.isinf(check.gap)


@pytest.mark.parametrize("fault", ["levels", "prices"])
@given(seed=seeds)
@some
def test_a_wrong_answer_does_not_pass(fault: str, seed: int) -> None:
    problem = covering(seed)
    solution = optimum(problem)
    levels, prices = solution.levels.copy(), solution.prices.copy()
    if fault == "levels":
        levels *= 0.99
    else:
        prices *= 0.9
    check = check_solution(problem, levels, prices, np.minimum(problem.column_upper, 100.0))
    assert max(check.primal, check.dual, check.gap) > 1e-4


@given(seed=seeds, factor=st.sampled_from([1e-6, 1e-3, 1e3, 1e6]))
@some
def test_errors_do_not_depend_on_units(seed: int, factor: float) -> None:
    problem = covering(seed)
    wrong = optimum(problem).levels * 0.999
    rows = np.ones(problem.n_rows)
    rows[::2] = factor
    scaled = Problem(
        sp.csc_array(sp.diags_array(rows) @ problem.matrix),
        problem.cost,
        problem.row_lower * rows,
        problem.row_upper,
        problem.column_lower,
        problem.column_upper,
    )
    upper = np.minimum(problem.column_upper, 100.0)
    assert primal_error(scaled, wrong, upper) == pytest.approx(primal_error(problem, wrong, upper), rel=1e-9)


@given(seed=seeds, piece=st.integers(1, 40))
@some
def test_it_does_not_matter_how_much_is_looked_at_together(seed: int, piece: int) -> None:
    problem = covering(seed)
    matrix = problem.matrix.toarray()
    matrix[:, 3:5] = 0.0  # columns without entries, too
    problem = replace(problem, matrix=sp.csc_array(matrix))
    rng = np.random.default_rng(seed)
    levels, prices = rng.uniform(0.0, 2.0, problem.n_columns), rng.uniform(0.0, 2.0, problem.n_rows)
    upper = np.minimum(problem.column_upper, 100.0)
    whole = check_solution(problem, levels, prices, upper)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(certify, "_PIECE", piece)
        assert check_solution(problem, levels, prices, upper) == whole


def test_rows_bound_what_columns_can_be() -> None:
    # a store of 10 feeds a mill that gives 0.8 a unit, and people eat what it makes
    matrix = sp.csc_array(np.array([[-1.0, 0.0], [0.8, -1.0]]))
    problem = Problem(
        matrix, np.zeros(2), np.array([-10.0, 0.0]), np.full(2, np.inf), np.zeros(2), np.full(2, np.inf)
    )
    assert implied_upper_bounds(problem, np.array([-1, -1])) == pytest.approx([10.0, 8.0])


def test_what_goes_round_in_a_circle_is_bounded_by_what_comes_in() -> None:
    # 5 come in at a; roads a-b and b-a have no capacity; b eats
    matrix = sp.csc_array(np.array([[-1.0, 1.0, 0.0], [1.0, -1.0, -1.0]]))
    problem = Problem(
        matrix, np.zeros(3), np.array([-5.0, 0.0]), np.full(2, np.inf), np.zeros(3), np.full(3, np.inf)
    )
    assert np.isinf(implied_upper_bounds(problem, np.array([-1, -1]))[2])
    assert implied_upper_bounds(problem, np.array([0, 0]))[2] == pytest.approx(5.0)


@given(seed=seeds)
@some
def test_scaling_is_undone_exactly(seed: int) -> None:
    problem = covering(seed)
    first = geometric_scaling(problem.matrix)
    for scaling in (first, typical_scaling(problem, optimum(problem).levels, first)):
        assert np.array_equal(np.log2(scaling.row), np.round(np.log2(scaling.row)))
        scaled = scaling.apply(problem)
        back = (
            sp.diags_array(1 / scaling.row) @ scaled.matrix @ sp.diags_array(1 / scaling.column)
        ).toarray()
        assert np.array_equal(back, problem.matrix.toarray())
        assert optimum(scaled).objective == pytest.approx(optimum(problem).objective, rel=1e-9)


@given(seed=seeds)
@some
def test_on_the_face_every_cost_is_the_least(seed: int) -> None:
    problem = covering(seed)
    solution = optimum(problem)
    upper = np.minimum(problem.column_upper, 100.0)
    face = narrow(problem, problem.cost, solution, upper)
    rng = np.random.default_rng(seed)
    other = optimum(face.with_cost(rng.uniform(-1.0, 1.0, problem.n_columns)))
    assert problem.cost @ other.levels == pytest.approx(solution.objective, rel=1e-7)
