"""Degenerate problems: no claim that HiGHS contradicts, whatever is thrown at the method."""

from __future__ import annotations

import numpy as np
import pytest
from families.degenerate import degenerate_instance

from commonweal.solve.certify import check_solution
from commonweal.solve.firstorder.halpern import solve_first_order
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.methods import SIMPLEX
from commonweal.solve.status import Stopped
from commonweal.solve.unsuited import Unsuited

ACCURACY = 1e-5


@pytest.mark.parametrize("family", "TCNW")
@pytest.mark.parametrize("seed", range(100, 106))
def test_claims_hold(family: str, seed: int) -> None:
    instance = degenerate_instance(seed, family)
    problem = instance.problem
    best = solve_with_highs(problem, SIMPLEX, time_limit=10.0, threads=1)
    try:
        found = solve_first_order(
            problem, instance.marks, accuracy=ACCURACY, seconds=0.5, threads=1, upper=instance.upper
        )
    except Unsuited:
        return
    if found.stopped is Stopped.INFEASIBLE:
        assert best.stopped is Stopped.INFEASIBLE
    if found.stopped is Stopped.OPTIMAL:
        check = check_solution(problem, found.levels, found.prices, instance.upper)
        assert max(check.primal, check.dual, check.gap) <= ACCURACY
        size = max(abs(best.objective), float(np.abs(problem.cost * best.levels).max(initial=0.0)))
        assert found.objective == pytest.approx(best.objective, abs=4.0 * ACCURACY * size)


def test_prices_that_run_away_end_the_search_before_they_overflow_or_time_is_up() -> None:
    problem = degenerate_instance(20342).problem
    marks = degenerate_instance(20342).marks
    found = solve_first_order(problem, marks, accuracy=ACCURACY, seconds=60.0, threads=1)
    assert found.stopped is Stopped.UNSURE
    assert found.seconds < 30.0
