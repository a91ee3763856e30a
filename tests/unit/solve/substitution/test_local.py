"""The contest of large systems on a truncated program: against HiGHS and against the exact contest."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from families.techniques import with_capacities

from commonweal.solve.certify import check_solution
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.methods import SIMPLEX
from commonweal.solve.substitution.leontief import Leontief
from commonweal.solve.substitution.local import LocalContest
from commonweal.solve.substitution.local_kernels import respond
from commonweal.solve.substitution.mending import enclose
from commonweal.solve.substitution.merit import merit_order
from commonweal.solve.substitution.sparse_program import SparseProgram
from commonweal.solve.substitution.system import System
from commonweal.solve.unsuited import Unsuited


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_ends_at_the_optimum_of_highs(seed: int) -> None:
    instance = with_capacities(200, seed)
    system = System.of(instance.problem)
    contest = LocalContest(system, merit_order(system))
    assert contest.settle(1e-9)
    levels, prices = system.levels(contest.best.levels), system.prices(contest.best.prices)
    check = check_solution(instance.problem, levels, prices, instance.upper)
    assert max(check.primal, check.dual, check.gap) <= 1e-9
    best = solve_with_highs(instance.problem, SIMPLEX, time_limit=30.0, threads=1).objective
    assert contest.best.above == pytest.approx(best, rel=1e-8)


def test_two_threads_find_the_same() -> None:
    system = System.of(with_capacities(300, 1).problem)
    contests = [LocalContest(system, merit_order(system), threads=threads) for threads in (1, 2)]
    assert all(contest.settle(1e-9) for contest in contests)
    assert contests[0].best.above == contests[1].best.above


def test_a_rough_answer_has_a_gap_that_is_true() -> None:
    instance = with_capacities(400, 5)
    system = System.of(instance.problem)
    contest = LocalContest(system, merit_order(system))
    assert contest.settle(1e-2)
    best = solve_with_highs(instance.problem, SIMPLEX, time_limit=30.0, threads=1).objective
    assert contest.best.below <= best * (1.0 + 1e-9)
    assert contest.best.above >= best * (1.0 - 1e-9)
    assert contest.best.gap <= 1e-2


def test_levels_and_prices_of_the_merit_order_enclose_the_optimum() -> None:
    instance = with_capacities(300, 2)
    system = System.of(instance.problem)
    merit = merit_order(system)
    found = enclose(system, merit.chosen, merit.levels, merit.prices)
    problem = instance.problem
    best = solve_with_highs(problem, SIMPLEX, time_limit=30.0, threads=1).objective
    assert found.below <= best <= found.above
    levels, prices = system.levels(found.levels), system.prices(found.prices)
    check = check_solution(problem, levels, prices, instance.upper)
    assert check.primal <= 1e-12
    assert check.dual <= 1e-12
    assert check.gap == pytest.approx(found.gap, rel=1e-6)


def test_answers_of_chosen_columns_are_those_of_the_inverse() -> None:
    system = System.of(with_capacities(60, 1).problem)
    chosen = merit_order(system).chosen
    columns = np.setdiff1d(np.arange(system.n_columns), chosen)
    one = np.ones(system.n_rows)
    wanted = np.ones(system.n_rows, dtype=bool)
    inputs = system.inputs
    first, rows, values = respond(
        inputs.indptr, inputs.indices, inputs.data, system.output, chosen, columns, wanted,
        one, one, one, one, 1e-9, 1e-9, 0.01,
    )  # fmt: skip
    found = sp.csc_array((values, rows, first), shape=(system.n_rows, len(columns))).toarray()
    made = np.zeros((system.n_rows, len(columns)))
    made[system.output[columns], np.arange(len(columns))] = 1.0
    effect = made - inputs[:, columns].toarray()
    np.testing.assert_allclose(found, -Leontief(system, chosen).solve(effect), atol=1e-8)


def test_what_is_short_of_an_impossible_row_is_paid_for() -> None:
    program = SparseProgram()
    one = np.ones(1)
    for _ in range(2):  # the second time from the basis of the first
        levels, prices = program.solve(
            sp.csc_array(np.ones((1, 1))), one, 2.0 * one, 3.0 * one, 3.0 * one, 7.0 * one
        )
        np.testing.assert_allclose(levels, [2.0])
        np.testing.assert_allclose(prices, [7.0])


def test_a_system_with_an_exact_row_is_another_ones() -> None:
    problem = with_capacities(50, 1).problem
    exact = replace(problem, row_upper=np.where(np.arange(problem.n_rows) == 3, problem.row_lower, np.inf))
    with pytest.raises(Unsuited):
        LocalContest(System.of(exact), merit_order(System.of(problem)))


def test_needs_beyond_all_capacities_have_no_levels() -> None:
    problem = with_capacities(50, 1).problem
    tight = replace(problem, column_upper=np.full(problem.n_columns, 1e-3))
    system = System.of(tight)
    contest = LocalContest(system, merit_order(System.of(problem)))
    assert not contest.settle(1e-6)
    assert contest.best.above == np.inf


def test_time_that_is_over_ends_it() -> None:
    system = System.of(with_capacities(50, 1).problem)
    merit = merit_order(system)
    contest = LocalContest(system, merit, until=time.perf_counter() - 1.0)
    with pytest.raises(TimeoutError):
        contest.settle(1e-9)
