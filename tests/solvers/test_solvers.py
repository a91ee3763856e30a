"""Every method solves the same programs, with the same levels, prices and signs."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

from commonweal.errors import ModelError
from commonweal.solve.certify import check_solution
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.messages import pack_request, pack_solution, unpack_request, unpack_solution
from commonweal.solve.methods import CENTRAL, SIMPLEX, VERTEX, Method
from commonweal.solve.names import HIGHS
from commonweal.solve.problem import Problem, refuse_bad_numbers
from commonweal.solve.remote import SolverProcess
from commonweal.solve.request import Request, Terms
from commonweal.solve.status import Known as Answer
from commonweal.solve.status import Stopped
from solvers.programs import KNOWN, Known

METHODS = pytest.mark.parametrize("method", [SIMPLEX, CENTRAL, VERTEX], ids=lambda method: method.name)
PROGRAMS = pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)


def solved(known: Known, method: Method, then=None):
    return solve_with_highs(known.problem, method, then=then, time_limit=60.0, threads=1)


@METHODS
@PROGRAMS
def test_known_programs_come_out_as_known(known: Known, method: Method) -> None:
    solution = solved(known, method)
    if known.stopped is not Stopped.OPTIMAL:
        assert solution.stopped is not Stopped.OPTIMAL
        return
    assert solution.stopped is Stopped.OPTIMAL
    assert solution.of_levels is Answer.FEASIBLE
    assert solution.objective == pytest.approx(known.objective, abs=1e-8)
    if known.levels is not None:
        assert solution.levels == pytest.approx(known.levels, abs=1e-6)
    if known.prices is not None:
        assert solution.prices == pytest.approx(known.prices, abs=1e-6)


@METHODS
@PROGRAMS
def test_optimal_answers_stand_up_to_the_certificate(known: Known, method: Method) -> None:
    if known.stopped is not Stopped.OPTIMAL:
        pytest.skip("there is no optimum")
    solution = solved(known, method)
    check = check_solution(known.problem, solution.levels, solution.prices, known.problem.column_upper)
    assert max(check.primal, check.dual, check.gap) < 1e-7


@PROGRAMS
def test_infeasible_and_unbounded_are_told_apart_by_simplex(known: Known) -> None:
    assert solved(known, SIMPLEX).stopped is known.stopped


def test_a_second_cost_is_least_among_the_optima_of_the_first() -> None:
    matrix = sp.csc_array(np.array([[1.0, 1.0]]))
    both = Problem(
        matrix, np.array([1.0, 1.0]), np.array([1.0]), np.array([np.inf]), np.zeros(2), np.full(2, np.inf)
    )
    for second, levels in (((1.0, 2.0), (1.0, 0.0)), ((2.0, 1.0), (0.0, 1.0))):
        solution = solve_with_highs(both, SIMPLEX, then=np.array(second), time_limit=60.0, threads=1)
        assert solution.levels == pytest.approx(levels)
        assert solution.prices == pytest.approx([1.0])


@pytest.mark.parametrize(
    ("entry", "words"),
    [(np.nan, "not finite"), (np.inf, "not finite"), (1e-10, "smaller than 1e-09"), (-1e-12, "smaller")],
)
def test_coefficients_that_highs_would_mistreat_are_refused(entry: float, words: str) -> None:
    matrix = sp.csc_array(np.array([[1.0, 2.0]]))
    matrix.data[1] = entry
    bad = replace(KNOWN[1].problem, matrix=matrix)
    with pytest.raises(ModelError, match=words):
        solve_with_highs(bad, SIMPLEX, time_limit=60.0, threads=1)


def test_duplicate_entries_are_refused() -> None:
    matrix = sp.csc_array((np.array([1.0, 2.0, 3.0]), np.array([0, 0, 0]), np.array([0, 2, 3])), shape=(1, 2))
    with pytest.raises(ModelError, match="duplicate"):
        solve_with_highs(replace(KNOWN[1].problem, matrix=matrix), SIMPLEX, time_limit=60.0, threads=1)


@pytest.mark.parametrize(
    ("rows", "begins", "twice"),
    [
        ([0, 2, 0, 1, 2], [0, 0, 2, 5, 5], False),  # rising in each column; the first and the last are empty
        ([2, 0, 0, 2, 1], [0, 0, 2, 5, 5], False),  # not rising, but none comes twice
        ([0, 2, 2, 1, 2], [0, 0, 2, 5, 5], True),
        ([0, 0, 0, 1, 2], [0, 0, 2, 5, 5], True),
    ],
)
def test_only_entries_that_come_twice_in_a_column_are_duplicates(
    rows: list[int], begins: list[int], twice: bool
) -> None:
    matrix = sp.csc_array((np.ones(5), np.array(rows), np.array(begins)), shape=(3, 4))
    free, nothing = np.full(3, np.inf), np.zeros(4)
    problem = Problem(matrix, nothing, -free, free, nothing, np.ones(4))
    with pytest.raises(ModelError, match="1 duplicate entries") if twice else nullcontext():
        refuse_bad_numbers(problem)


def test_nan_bounds_and_crossed_bounds_are_refused_together() -> None:
    bad = replace(
        KNOWN[0].problem,
        row_upper=np.array([np.nan, 6.0]),
        column_lower=np.array([5.0, 0.0]),
        column_upper=np.array([1.0, 1.0]),
    )
    with pytest.raises(ModelError, match=r"row bounds that are NaN.*columns whose lower bound"):
        solve_with_highs(bad, SIMPLEX, time_limit=60.0, threads=1)


@PROGRAMS
def test_problems_and_solutions_survive_the_way_to_another_process(known: Known) -> None:
    then = np.arange(float(known.problem.n_columns))
    terms = Terms(seconds=7.0, threads=2)
    back = unpack_request(pack_request(Request.of(known.problem, VERTEX, terms, then)))
    assert (back.problem.matrix != known.problem.matrix).nnz == 0
    assert (back.method, back.terms) == (VERTEX, terms)
    assert back.marks.good.tolist() == [-1] * known.problem.n_rows
    assert back.then == pytest.approx(then)
    solution = solved(known, SIMPLEX)
    again = unpack_solution(pack_solution(solution))
    assert again.stopped is solution.stopped
    assert again.levels == pytest.approx(solution.levels, abs=0.0)


def large_problem(n: int = 160) -> Problem:
    """A dense covering problem with more nonzeros than are solved in this process."""
    rng = np.random.default_rng(1)
    matrix = sp.csc_array(rng.uniform(0.1, 1.0, (n, n)))
    return Problem(matrix, np.ones(n), np.ones(n), np.full(n, np.inf), np.zeros(n), np.full(n, np.inf))


def test_a_large_program_gives_the_same_in_a_process_of_its_own() -> None:
    problem = large_problem()
    here = solve_with_highs(problem, SIMPLEX, time_limit=60.0, threads=1)
    with SolverProcess(None) as solver:
        there = solver.solve(Request.of(problem, SIMPLEX, Terms(HIGHS, seconds=60.0)))
    assert there.objective == pytest.approx(here.objective, rel=1e-9)
