"""A claim that there is no limit gives way to bounds that show one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from families.techniques import without_capacities

from commonweal.solve.claims import believed
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.methods import SIMPLEX
from commonweal.solve.status import Stopped

PROBLEM = without_capacities(5, 1).problem
FOUND = solve_with_highs(PROBLEM, SIMPLEX, time_limit=10.0, threads=1)
ENDLESS = np.full(PROBLEM.n_columns, np.inf)


def test_without_limit_is_believed_only_where_a_paid_column_has_none() -> None:
    claim = replace(FOUND, stopped=Stopped.UNBOUNDED)
    paid = PROBLEM.with_cost(-PROBLEM.cost)
    assert believed(claim, paid, ENDLESS) is claim
    assert believed(claim, paid, np.full(PROBLEM.n_columns, 1e9)).stopped is Stopped.UNSURE
    assert believed(claim, PROBLEM, ENDLESS).stopped is Stopped.UNSURE


@pytest.mark.parametrize("stopped", [Stopped.OPTIMAL, Stopped.INFEASIBLE, Stopped.LIMIT])
def test_other_claims_stay_as_they_are(stopped: Stopped) -> None:
    claim = replace(FOUND, stopped=stopped)
    assert believed(claim, PROBLEM, ENDLESS) is claim
