"""The first-order method: every family, every engine, and what it says when there is no answer."""

from __future__ import annotations

import importlib.util
import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp
from families.instance import Instance
from families.networks import supply_network
from families.techniques import with_capacities, without_capacities

from commonweal.solve.certify import check_solution
from commonweal.solve.firstorder import arrays
from commonweal.solve.firstorder.arrays import ArrayEngine, CompiledEngine, engine_for
from commonweal.solve.firstorder.halpern import iterate, solve_first_order
from commonweal.solve.firstorder.harvest import Harvest
from commonweal.solve.firstorder.metric import Typical
from commonweal.solve.firstorder.sides import Sides
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.marks import Marks
from commonweal.solve.methods import SIMPLEX
from commonweal.solve.problem import Problem
from commonweal.solve.solution import Solution
from commonweal.solve.start import Start
from commonweal.solve.status import Stopped
from commonweal.solve.unsuited import Unsuited

ENDLESS = np.inf


def solved(instance: Instance, accuracy: float = 1e-4, **more: Any) -> Solution:
    """The answer of the method for an instance."""
    terms: dict[str, Any] = {"seconds": 20.0, "threads": 1, "upper": instance.upper, **more}
    return solve_first_order(instance.problem, instance.marks, accuracy=accuracy, **terms)


def optimum(problem: Problem) -> Solution:
    """What HiGHS finds."""
    found = solve_with_highs(problem, SIMPLEX, time_limit=20.0, threads=1)
    assert found.stopped is Stopped.OPTIMAL
    return found


def stands(instance: Instance, solution: Solution, accuracy: float) -> None:
    """The answer passes the certificate and costs what HiGHS's does."""
    check = check_solution(instance.problem, solution.levels, solution.prices, instance.upper)
    assert max(check.primal, check.dual, check.gap) <= accuracy
    assert solution.stopped is Stopped.OPTIMAL
    assert solution.objective == pytest.approx(optimum(instance.problem).objective, rel=accuracy)


INSTANCES = {
    "network": (supply_network(6, 4, 4, 1), 1e-4),
    "network where places are alone": (supply_network(2, 3, 3, 2), 1e-4),
    "capacities": (with_capacities(60, 1), 1e-6),
    "no capacities": (without_capacities(60, 1), 1e-7),
}


@pytest.mark.parametrize("name", INSTANCES)
def test_answers_are_certified_and_agree_with_highs(name: str) -> None:
    instance, accuracy = INSTANCES[name]
    stands(instance, solved(instance, accuracy), accuracy)


@pytest.mark.parametrize("name", INSTANCES)
def test_whole_arrays_find_the_same_answers(name: str) -> None:
    instance, accuracy = INSTANCES[name]
    problem, sides = instance.problem, Sides.of(instance.problem.matrix)
    harvest = Harvest(problem, instance.marks, instance.upper, accuracy, sides)
    typical = Typical(problem, instance.upper)
    engine = ArrayEngine(problem, sides)
    solution = iterate(engine, harvest, typical, problem, Start(), time.perf_counter(), 20.0)
    stands(instance, solution, accuracy)


def iterates(engine: ArrayEngine, problem: Problem, upper: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where an engine stands after 25 iterations from a random point."""
    random = np.random.default_rng(5)
    levels = np.clip(random.normal(size=problem.n_columns), problem.column_lower, problem.column_upper)
    engine.step_by(Typical(problem, upper).first(), 0.7)
    engine.place(levels, random.normal(size=problem.n_rows))
    engine.advance(0, 10)
    engine.advance(10, 15)
    engine.close()
    return engine.host(engine.levels), engine.host(engine.prices)


def test_compiled_loops_and_threads_make_the_same_iterates_as_whole_arrays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    instance = supply_network(6, 4, 4, 1)
    problem, sides = instance.problem, Sides.of(instance.problem.matrix)
    plain = iterates(ArrayEngine(problem, sides), problem, instance.upper)
    compiled = iterates(CompiledEngine(problem, sides, 2), problem, instance.upper)
    monkeypatch.setattr(arrays, "_WORTH_THREADS", 0)
    threaded = iterates(CompiledEngine(problem, sides, 3), problem, instance.upper)
    for other in (compiled, threaded):
        np.testing.assert_allclose(other[0], plain[0], rtol=1e-9, atol=1e-6)
        np.testing.assert_allclose(other[1], plain[1], rtol=1e-9, atol=1e-9)


def general(random: np.random.Generator) -> Problem:
    """A feasible, bounded problem with equations, ranges, free, fixed and negative columns."""
    m, n = 8, 14
    matrix = sp.csc_array(random.normal(size=(m, n)) * (random.random((m, n)) < 0.5))
    point = random.normal(size=n)
    lower, upper = point - random.random(n), point + random.random(n)
    lower[:2], upper[:2] = point[:2], point[:2]
    lower[2:4], upper[3:5] = -ENDLESS, ENDLESS
    sums = matrix @ point
    row_lower, row_upper = sums - random.random(m), sums + random.random(m)
    row_lower[:3] = row_upper[:3] = sums[:3]
    row_upper[3:5], row_lower[5:7] = ENDLESS, -ENDLESS
    prices = np.where(np.arange(m) < 5, 1.0, -1.0) * random.random(m)
    cost = matrix.T @ prices + np.where(np.isinf(lower) | np.isinf(upper), 0.0, random.normal(size=n))
    return Problem(matrix, cost, row_lower, row_upper, lower, upper)


@pytest.mark.parametrize("seed", range(6))
def test_general_problems_are_solved(seed: int) -> None:
    problem = general(np.random.default_rng(seed))
    best = optimum(problem)
    upper = np.where(np.isinf(problem.column_upper), 1e3, problem.column_upper)
    solution = solve_first_order(
        problem, Marks.none(problem.n_rows), accuracy=1e-5, seconds=10.0, threads=1, upper=upper
    )
    check = check_solution(problem, solution.levels, solution.prices, upper)
    assert solution.stopped is Stopped.OPTIMAL
    assert max(check.primal, check.dual, check.gap) <= 1e-5
    assert solution.objective == pytest.approx(best.objective, rel=1e-3, abs=1e-3)


def test_a_start_at_the_solution_needs_no_iterations() -> None:
    instance = supply_network(6, 4, 4, 1)
    best = optimum(instance.problem)
    solution = solved(instance, start=Start(best.levels, best.prices))
    assert solution.iterations == 0
    stands(instance, solution, 1e-4)


def test_a_start_near_the_solution_saves_iterations() -> None:
    instance = supply_network(6, 4, 6, 1)
    before = solved(instance)
    closed = replace(instance.problem, column_upper=instance.problem.column_upper.copy())
    closed.column_upper[:24] = 0.0  # the first road
    changed = replace(instance, problem=closed, upper=np.minimum(instance.upper, closed.column_upper))
    fresh, again = solved(changed), solved(changed, start=Start(before.levels, before.prices))
    stands(changed, again, 1e-4)
    assert again.iterations < fresh.iterations


def test_a_problem_without_any_plan_is_proved_to_be_one() -> None:
    matrix = sp.csc_array(np.array([[1.0, 1.0], [1.0, -1.0]]))
    problem = Problem(
        matrix, np.ones(2), np.array([5.0, 0.0]), np.array([ENDLESS, 0.0]), np.zeros(2), np.array([1.0, 3.0])
    )
    solution = solve_first_order(problem, Marks.none(2), accuracy=1e-6, seconds=10.0, threads=1)
    assert solution.stopped is Stopped.INFEASIBLE


def test_a_limit_on_time_is_kept_and_told() -> None:
    instance = supply_network(8, 4, 6, 1)
    solved(supply_network(3, 2, 2, 1), 1e-3)  # compiles, which takes longer than the limit
    solution = solved(instance, 1e-15, seconds=0.3)
    assert solution.stopped is Stopped.LIMIT
    assert solution.seconds < 3.0
    check = check_solution(instance.problem, solution.levels, solution.prices, instance.upper)
    assert check.primal <= 1e-9
    assert check.dual <= 1e-9


def test_empty_rows_and_columns_are_no_trouble() -> None:
    matrix = sp.csc_array(np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]))
    problem = Problem(
        matrix,
        np.array([1.0, -2.0, 3.0]),
        np.array([2.0, -1.0]),
        np.array([ENDLESS, 1.0]),
        np.zeros(3),
        np.array([9.0, 4.0, ENDLESS]),
    )
    solution = solve_first_order(problem, Marks.none(2), accuracy=1e-8, seconds=10.0, threads=1)
    assert solution.stopped is Stopped.OPTIMAL
    np.testing.assert_allclose(solution.levels, [2.0, 4.0, 0.0], atol=1e-6)


def test_a_column_in_no_row_that_gains_without_limit_is_refused() -> None:
    matrix = sp.csc_array(np.array([[1.0, 0.0]]))
    problem = Problem(matrix, -np.ones(2), np.zeros(1), np.ones(1), np.zeros(2), np.array([1.0, ENDLESS]))
    with pytest.raises(Unsuited, match="column 1 gains without limit"):
        solve_first_order(problem, Marks.none(1), accuracy=1e-4, seconds=1.0, threads=1)


def test_an_unknown_device_is_named() -> None:
    with pytest.raises(ValueError, match="tpu"):
        solved(supply_network(2, 2, 2, 1), device="tpu")


@pytest.mark.skipif(importlib.util.find_spec("cupy") is not None, reason="CuPy is installed")
def test_cuda_without_cupy_says_what_to_install() -> None:
    instance = supply_network(2, 2, 2, 1)
    with pytest.raises(Unsuited, match=r"commonweal\[gpu\]"):
        solved(instance, device="cuda")
    engine = engine_for(instance.problem, Sides.of(instance.problem.matrix), "auto", 1)
    assert isinstance(engine, CompiledEngine)


def test_a_graphics_processor_finds_the_same_answers() -> None:
    cupy = pytest.importorskip("cupy", reason="CuPy is not installed (extra gpu)")
    try:
        devices = cupy.cuda.runtime.getDeviceCount()
    except cupy.cuda.runtime.CUDARuntimeError as error:
        pytest.skip(f"there is no graphics processor here: {error}")
    if not devices:
        pytest.skip("there is no graphics processor here")
    for instance, accuracy in INSTANCES.values():
        stands(instance, solved(instance, accuracy, device="cuda"), accuracy)
