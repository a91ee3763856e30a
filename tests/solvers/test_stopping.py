"""A solve ends when somebody says so, whatever the solver is doing."""

from __future__ import annotations

import signal
import time

import pytest

import commonweal as cw
from commonweal.errors import Cancelled, SolverStopped
from commonweal.solve.methods import SIMPLEX
from commonweal.solve.names import HIGHS
from commonweal.solve.remote import SolverProcess
from commonweal.solve.request import Request, Terms
from commonweal.solve.status import Stopped
from solvers.test_solvers import large_problem


def solve_for_ever(solver: SolverProcess) -> None:
    """Solve the same program again and again."""
    while True:
        solver.solve(Request.of(large_problem(400), SIMPLEX, Terms(HIGHS, seconds=60.0)))


def test_a_cancelled_solve_ends_within_a_second_and_leaves_no_process() -> None:
    start = time.monotonic()
    with SolverProcess(lambda: time.monotonic() - start > 0.3) as solver:
        with pytest.raises(Cancelled):
            solve_for_ever(solver)
        assert solver._process is None
    assert time.monotonic() - start < 5.0


def test_a_solver_that_crashes_is_said_within_a_moment_and_the_next_solve_has_a_new_one() -> None:
    crashed = []

    def crash() -> bool:
        if not crashed and solver._process is not None:
            solver._process.send_signal(signal.SIGSEGV)
            crashed.append(solver._process.pid)
        return False

    request = Request.of(large_problem(400), SIMPLEX, Terms(HIGHS, seconds=60.0))
    start = time.monotonic()
    with SolverProcess(crash) as solver:
        with pytest.raises(SolverStopped, match="process died"):
            solver.solve(request)
        assert time.monotonic() - start < 5.0
        assert solver.solve(request).stopped is Stopped.OPTIMAL
        assert solver._process is not None
        assert solver._process.pid not in crashed


def test_a_token_that_is_set_stops_a_plan_before_it_starts() -> None:
    with pytest.raises(Cancelled, match="No plan was made"):
        cw.plan(cw.read("village"), limits=cw.Limits(cancelled=lambda: True))


def test_time_that_is_up_is_said_with_what_to_do() -> None:
    with pytest.raises(SolverStopped, match="Raise the time limit"):
        cw.plan(cw.read("village"), limits=cw.Limits(seconds=1e-9))


def test_progress_tells_of_every_aim() -> None:
    steps = []
    cw.plan(cw.read("village"), limits=cw.Limits(progress=steps.append))
    assert {step.aim for step in steps} >= {"tier 1", "tier 2", "tier 3"}
    assert [step.n_programs for step in steps] == sorted(step.n_programs for step in steps)
