"""Interior point in blocks: against HiGHS and the certificate, on networks and on anything."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from families.degenerate import degenerate_instance
from families.networks import supply_network
from families.techniques import with_capacities

from commonweal.solve.blocks.interior import solve_by_blocks
from commonweal.solve.bounds import implied_upper_bounds
from commonweal.solve.certify import check_solution
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.marks import Marks
from commonweal.solve.methods import SIMPLEX
from commonweal.solve.problem import Floats, Problem
from commonweal.solve.solution import Solution
from commonweal.solve.start import Start
from commonweal.solve.status import Stopped
from commonweal.solve.unsuited import Unsuited


def solved(problem: Problem, upper: Floats | None = None, start: Start | None = None) -> Solution:
    """The answer, asked for exactly."""
    return solve_by_blocks(
        problem,
        Marks.none(problem.n_rows),
        accuracy=1e-9,
        seconds=60.0,
        threads=1,
        upper=upper,
        start=start,
    )


def highs(problem: Problem) -> Solution:
    """The answer of HiGHS."""
    return solve_with_highs(problem, SIMPLEX, time_limit=60.0, threads=1)


def any_problem(seed: int) -> Problem:
    """Rows of all kinds, columns with all kinds of bounds, some of them fixed; feasible and bounded."""
    random = np.random.default_rng(seed)
    n_rows, n_columns = 25, 60
    matrix = sp.random_array(
        (n_rows, n_columns), density=0.15, rng=random, data_sampler=random.standard_normal
    )
    within = random.uniform(-1.0, 1.0, n_columns)
    kind = random.integers(0, 5, n_columns)
    low = np.where(kind == 1, -np.inf, within - random.uniform(0.0, 2.0, n_columns))
    high = np.where(kind == 2, np.inf, within + random.uniform(0.0, 2.0, n_columns))
    low, high = np.where(kind == 3, within, low), np.where(kind == 3, within, high)
    low, high = np.where(kind == 4, -np.inf, low), np.where(kind == 4, np.inf, high)
    matrix = sp.csc_array(matrix)
    sums = matrix @ within
    rows = random.integers(0, 4, n_rows)
    row_low = np.where(rows == 0, -np.inf, sums - np.where(rows == 3, 0.0, random.uniform(0.0, 1.0, n_rows)))
    row_high = np.where(rows == 1, np.inf, sums + np.where(rows == 3, 0.0, random.uniform(0.0, 1.0, n_rows)))
    prices = random.standard_normal(n_rows)
    prices = np.where(rows == 0, -abs(prices), np.where(rows == 1, abs(prices), prices))
    slopes = random.standard_normal(n_columns)
    slopes = np.where(kind == 1, -abs(slopes), np.where(kind == 2, abs(slopes), slopes))
    cost = matrix.T @ prices + np.where(kind == 4, 0.0, slopes)
    return Problem(matrix, cost, row_low, row_high, low, high)


@pytest.mark.parametrize("size", [(6, 3, 4), (20, 4, 6)])
def test_networks_are_solved_exactly(size: tuple[int, int, int]) -> None:
    instance = supply_network(*size, seed=3)
    problem = instance.problem
    solution = solve_by_blocks(
        problem, instance.marks, accuracy=1e-9, seconds=60.0, threads=1, upper=instance.upper
    )
    check = check_solution(problem, solution.levels, solution.prices, instance.upper)
    assert solution.stopped is Stopped.OPTIMAL
    assert max(check.primal, check.dual) <= 1e-8
    assert check.gap <= 1e-9
    assert solution.objective == pytest.approx(highs(problem).objective, rel=1e-8)


def test_economies_with_capacities_are_solved_exactly() -> None:
    instance = with_capacities(80, seed=1)
    solution = solved(instance.problem, instance.upper)
    assert solution.stopped is Stopped.OPTIMAL
    assert solution.objective == pytest.approx(highs(instance.problem).objective, rel=1e-8)


@pytest.mark.parametrize("seed", range(25))
def test_rows_and_columns_of_any_kind(seed: int) -> None:
    problem = any_problem(seed)
    solution = solved(problem)
    assert solution.stopped is Stopped.OPTIMAL
    assert solution.objective == pytest.approx(highs(problem).objective, rel=1e-7, abs=1e-7)
    sums = problem.matrix @ solution.levels
    assert (sums >= problem.row_lower - 1e-6).all()
    assert (sums <= problem.row_upper + 1e-6).all()


def test_a_column_in_many_rows_is_cut_and_put_together_again() -> None:
    n = 400
    own = sp.eye_array(n, format="csc")
    least = sp.csc_array(-np.ones((n, 1)))
    total = sp.csr_array(np.append(np.ones(n), 0.0)[None, :])
    matrix = sp.csc_array(sp.vstack([sp.hstack([own, least]), total], format="csc"))
    reach = np.random.default_rng(1).uniform(0.3, 1.0, n)
    problem = Problem(
        matrix,
        np.append(np.zeros(n), -1.0),
        np.append(np.zeros(n), -np.inf),
        np.append(np.full(n, np.inf), 0.25 * n),
        np.zeros(n + 1),
        np.append(reach, 1.0),
    )
    solution = solved(problem, problem.column_upper)
    assert solution.stopped is Stopped.OPTIMAL
    assert solution.levels[-1] == pytest.approx(0.25, abs=1e-8)
    check = check_solution(problem, solution.levels, solution.prices, problem.column_upper)
    assert max(check.primal, check.dual, check.gap) <= 1e-8


def test_prices_are_central() -> None:
    """Of two ways that cost the same, both are used; of two rows that bind the same, both are priced."""
    problem = Problem(
        sp.csc_array(np.array([[1.0, 1.0], [1.0, 1.0]])),
        np.ones(2),
        np.ones(2),
        np.full(2, np.inf),
        np.zeros(2),
        np.full(2, np.inf),
    )
    solution = solved(problem)
    assert solution.levels == pytest.approx([0.5, 0.5], abs=1e-6)
    assert solution.prices == pytest.approx([0.5, 0.5], abs=1e-6)


def test_a_start_leads_to_the_same_answer() -> None:
    instance = supply_network(6, 3, 4, seed=3)
    cold = solved(instance.problem, instance.upper)
    warm = solved(instance.problem, instance.upper, Start(cold.levels, cold.prices))
    assert warm.stopped is Stopped.OPTIMAL
    assert warm.objective == pytest.approx(cold.objective, rel=1e-8)


def test_what_is_impossible_is_not_called_solved() -> None:
    problem = any_problem(1)
    row = sp.csc_array(problem.matrix[[0]])
    problem = Problem(
        sp.csc_array(sp.vstack([row, row, problem.matrix], format="csc")),
        problem.cost,
        np.concatenate([[5.0, -np.inf], problem.row_lower]),
        np.concatenate([[np.inf, 4.0], problem.row_upper]),
        problem.column_lower,
        problem.column_upper,
    )
    assert solved(problem).stopped is not Stopped.OPTIMAL


def test_what_has_no_limit_is_not_called_solved() -> None:
    problem = supply_network(4, 3, 3, seed=1).problem
    endless = replace(problem, cost=-np.ones(problem.n_columns), row_upper=np.full(problem.n_rows, np.inf))
    assert solved(endless).stopped is not Stopped.OPTIMAL


def test_no_time_gives_a_limit() -> None:
    instance = supply_network(6, 3, 4, seed=3)
    solution = solve_by_blocks(instance.problem, instance.marks, accuracy=1e-9, seconds=0.0, threads=1)
    assert solution.stopped is Stopped.LIMIT


def test_a_problem_without_rows_is_refused() -> None:
    problem = Problem(sp.csc_array((0, 2)), np.ones(2), np.zeros(0), np.zeros(0), np.zeros(2), np.ones(2))
    with pytest.raises(Unsuited, match="No row"):
        solved(problem)


def test_too_little_memory_is_told_with_numbers() -> None:
    instance = supply_network(6, 3, 4, seed=3)
    with pytest.raises(Unsuited, match="GiB"):
        solve_by_blocks(instance.problem, instance.marks, accuracy=1e-9, seconds=60.0, threads=1, memory=1e4)


def test_bounds_that_follow_from_rows_serve_the_certificate() -> None:
    instance = supply_network(6, 3, 4, seed=4)
    upper = implied_upper_bounds(instance.problem, instance.marks.good)
    assert solved(instance.problem, upper).stopped is Stopped.OPTIMAL


@pytest.mark.parametrize("seed", [20342, 20714, 21353, 40691, 43488])
def test_prices_that_run_away_end_the_search_without_an_overflow(seed: int) -> None:
    instance = degenerate_instance(seed)
    found = solve_by_blocks(instance.problem, instance.marks, accuracy=1e-8, seconds=60.0, threads=1)
    assert found.stopped is Stopped.UNSURE
    assert np.abs(found.prices).max() < 1e40
