"""A method is chosen by what a problem is, and nothing it claims is believed unchecked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from families.techniques import with_capacities, without_capacities

from commonweal.errors import ModelError, SolverStopped
from commonweal.solve import dispatch
from commonweal.solve.answer import answer, is_only_optimum
from commonweal.solve.dispatch import METHODS, attempts, own_method, solve_problem, stands
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.methods import CENTRAL, SIMPLEX, VERTEX, Method
from commonweal.solve.names import AUTO, BLOCKS, CUDA, FIRST_ORDER, HIGHS, OWN, POLICY
from commonweal.solve.problem import Problem
from commonweal.solve.request import Request, Terms
from commonweal.solve.solution import Solution
from commonweal.solve.status import Stopped
from commonweal.solve.structure import Form, structure_of
from commonweal.solve.unsuited import Unsuited

INSTANCE = without_capacities(30, 1)
NAMED = Terms(POLICY, threads=1)


def by_simplex(problem: Problem) -> Solution:
    return solve_with_highs(problem, SIMPLEX, time_limit=60.0, threads=1)


@pytest.fixture
def policy(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[..., Solution]], None]:
    """Puts something else in the place of policy iteration."""

    def put(method: Callable[..., Solution]) -> None:
        monkeypatch.setattr(dispatch, "own_method", lambda _: method)

    return put


def test_every_name_has_a_method_that_can_be_loaded() -> None:
    assert set(METHODS) == set(OWN)
    assert all(callable(own_method(name)) for name in OWN)


def test_an_answer_that_does_not_stand_up_to_checking_is_thrown_away(policy: Callable[..., None]) -> None:
    policy(lambda problem, *_, **__: replace(by_simplex(problem), levels=np.zeros(problem.n_columns)))
    solved = solve_problem(INSTANCE.problem, INSTANCE.marks, NAMED, upper=INSTANCE.upper)
    assert solved.solver == HIGHS
    assert solved.solution.objective == pytest.approx(by_simplex(INSTANCE.problem).objective, rel=1e-9)


def test_an_answer_whose_prices_are_wrong_is_thrown_away(policy: Callable[..., None]) -> None:
    policy(lambda problem, *_, **__: replace(by_simplex(problem), prices=np.full(problem.n_rows, 1e-3)))
    assert solve_problem(INSTANCE.problem, INSTANCE.marks, NAMED, upper=INSTANCE.upper).solver == HIGHS


def test_a_method_that_is_not_suited_says_why_and_highs_answers(policy: Callable[..., None]) -> None:
    def unsuited(*_: object, **__: object) -> Solution:
        raise Unsuited("Two columns make good 7.")

    policy(unsuited)
    solved = solve_problem(INSTANCE.problem, INSTANCE.marks, NAMED, upper=INSTANCE.upper)
    assert solved.solver == HIGHS
    assert "policy: Two columns make good 7." in solved.story


def test_want_of_memory_is_said_and_highs_answers(policy: Callable[..., None]) -> None:
    def greedy(*_: object, **__: object) -> Solution:
        raise MemoryError

    policy(greedy)
    solved = solve_problem(INSTANCE.problem, INSTANCE.marks, NAMED, upper=INSTANCE.upper)
    assert any("not enough memory" in line for line in solved.story)


def test_of_two_answers_of_highs_the_one_that_stands_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    def solve(problem: Problem, method: Method, **terms: Any) -> Solution:
        found, less = solve_with_highs(problem, method, **terms), 1.0 - 1e-6
        if method is SIMPLEX:  # off in its rows, without a gap
            return replace(found, levels=found.levels * less, prices=found.prices * less)
        return replace(found, prices=found.prices * (1.0 - 5e-9))

    monkeypatch.setattr(dispatch, "solve_with_highs", solve)
    solved = solve_problem(INSTANCE.problem, INSTANCE.marks, Terms(HIGHS), upper=INSTANCE.upper)
    assert solved.solution.method == VERTEX.name
    assert stands(solved.check, 1e-8)


@pytest.mark.parametrize("stopped", [Stopped.INFEASIBLE, Stopped.UNBOUNDED])
def test_a_claim_of_highs_that_there_is_none_is_not_lost_where_its_first_method_was_unsure(
    stopped: Stopped, monkeypatch: pytest.MonkeyPatch
) -> None:
    def solve(problem: Problem, method: Method, **terms: Any) -> Solution:
        found = solve_with_highs(problem, method, **terms)
        claim = Stopped.UNSURE if method is SIMPLEX else stopped
        return replace(found, levels=np.zeros(problem.n_columns), stopped=claim)

    monkeypatch.setattr(dispatch, "solve_with_highs", solve)
    nowhere = np.full(INSTANCE.problem.n_columns, np.inf)
    paid = INSTANCE.problem.with_cost(-INSTANCE.problem.cost)
    assert solve_problem(paid, INSTANCE.marks, Terms(HIGHS), upper=nowhere).solution.stopped is stopped


def test_that_there_is_no_limit_is_not_believed_where_bounds_show_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def solve(problem: Problem, method: Method, **terms: Any) -> Solution:
        found = solve_with_highs(problem, method, **terms)
        return replace(found, stopped=Stopped.UNBOUNDED) if method is SIMPLEX else found

    monkeypatch.setattr(dispatch, "solve_with_highs", solve)
    solved = solve_problem(INSTANCE.problem, INSTANCE.marks, Terms(HIGHS), upper=INSTANCE.upper)
    assert solved.solution.stopped is not Stopped.UNBOUNDED
    assert stands(solved.check, 1e-8)


def test_where_a_method_is_unsure_of_what_stands_the_other_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def solve(problem: Problem, method: Method, **terms: Any) -> Solution:
        found = solve_with_highs(problem, method, **terms)
        return replace(found, stopped=Stopped.UNSURE) if method is SIMPLEX else found

    monkeypatch.setattr(dispatch, "solve_with_highs", solve)
    solved = solve_problem(INSTANCE.problem, INSTANCE.marks, Terms(HIGHS), upper=INSTANCE.upper)
    assert solved.solution.stopped is Stopped.OPTIMAL
    assert stands(solved.check, 1e-8)


def test_time_that_is_up_stops_with_what_to_try() -> None:
    with pytest.raises(SolverStopped, match="--time-limit"):
        solve_problem(INSTANCE.problem, INSTANCE.marks, Terms(HIGHS, seconds=0.0), upper=INSTANCE.upper)


def test_numbers_that_no_solver_should_see_are_refused() -> None:
    bad = replace(INSTANCE.problem, cost=np.full(INSTANCE.problem.n_columns, np.nan))
    with pytest.raises(ModelError, match="costs that are not finite"):
        solve_problem(bad)


def test_small_problems_are_left_to_highs() -> None:
    assert attempts(structure_of(INSTANCE.problem), Terms(AUTO)) == ()


def test_large_choices_of_techniques_go_to_policy_iteration() -> None:
    large = replace(structure_of(INSTANCE.problem), n_nonzeros=10**6)
    assert attempts(large, Terms(AUTO))[0] == POLICY
    assert attempts(large, Terms(HIGHS)) == ()


def test_networks_are_factorised_unless_they_are_too_large_or_a_graphics_processor_is_asked_for() -> None:
    network = replace(structure_of(INSTANCE.problem), form=Form.NETWORK, n_nonzeros=10**6)
    rough = Terms(AUTO, accuracy=1e-4)
    assert attempts(network, Terms(AUTO)) == (BLOCKS,)
    assert attempts(network, rough) == (BLOCKS, FIRST_ORDER)
    assert attempts(network, replace(rough, device=CUDA)) == (FIRST_ORDER, BLOCKS)
    assert attempts(replace(network, n_nonzeros=10**7), rough) == (FIRST_ORDER, BLOCKS)


def test_answers_are_as_accurate_as_asked() -> None:
    solved = solve_problem(INSTANCE.problem, INSTANCE.marks, upper=INSTANCE.upper)
    assert stands(solved.check, 1e-8)
    assert not stands(replace(solved.check, gap=2e-8), 1e-8)
    assert stands(replace(solved.check, gap=2e-8), 1e-4)


def test_levels_of_leximin_go_to_methods_with_central_prices_only(
    policy: Callable[..., None],
) -> None:
    policy(lambda *_, **__: pytest.fail("asked all the same"))
    large = with_capacities(700, 1).problem
    assert large.n_nonzeros > dispatch.SMALL
    found = answer(Request.of(large, CENTRAL, Terms(seconds=60.0)))
    assert found.story == ""


def test_equal_optima_are_told_from_a_single_one() -> None:
    solution = by_simplex(INSTANCE.problem)
    assert is_only_optimum(INSTANCE.problem, solution)
    assert not is_only_optimum(INSTANCE.problem, replace(solution, is_vertex=False))
    twice = replace(solution, reduced_costs=np.zeros(INSTANCE.problem.n_columns))
    assert not is_only_optimum(INSTANCE.problem, twice)
