"""Less of something: bounds come down, and plans that do without it stay."""

import numpy as np
import pytest
import scipy.sparse as sp

from commonweal.solve.problem import Problem
from commonweal.solve.tightening import Tightening

ONE = np.array([1])
ROOM = np.full(2, 1e-12)


@pytest.fixture
def problem():
    """Two columns between 0 and 10 in one row of at most 12."""
    return Problem(
        matrix=sp.csc_array(np.array([[1.0, 1.0]])),
        cost=np.zeros(2),
        row_lower=np.array([-np.inf]),
        row_upper=np.array([12.0]),
        column_lower=np.array([0.0, 2.0]),
        column_upper=np.array([10.0, 10.0]),
    )


def test_bounds_come_down_and_never_go_up(problem):
    assert Tightening(ONE, np.array([4.0])).of(problem).column_upper.tolist() == [10.0, 4.0]
    assert Tightening(ONE, np.array([99.0])).of(problem).column_upper.tolist() == [10.0, 10.0]


def test_a_plan_stays_where_it_does_without(problem):
    less = Tightening(ONE, np.array([4.0]), np.array([0]), np.array([8.0]))
    assert less.leaves(problem, np.array([4.0, 4.0]), ROOM)
    assert not less.leaves(problem, np.array([5.0, 4.0]), ROOM)
    assert not less.leaves(problem, np.array([0.0, 5.0]), ROOM)


def test_a_plan_does_not_stay_where_ties_fall_away(problem):
    less = Tightening(ONE, np.array([4.0]), freed=np.array([0]))
    assert not less.leaves(problem, np.zeros(2), ROOM)
    assert less.of(problem).row_upper.tolist() == [np.inf]


def test_bounds_that_cross_are_noticed(problem):
    assert Tightening(ONE, np.array([1.0])).crosses(problem)
    assert not Tightening(ONE, np.array([2.0])).crosses(problem)


def test_the_lower_of_two_bounds_holds_for_both_at_once(problem):
    both = Tightening(ONE, np.array([4.0])).with_more(Tightening(ONE, np.array([3.0])))
    assert (both.columns.tolist(), both.upper.tolist()) == ([1], [3.0])
