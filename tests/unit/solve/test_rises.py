"""The program that asks how far some coverages could rise above a level."""

import numpy as np
import scipy.sparse as sp

from commonweal.solve.bench import Bench, Limits
from commonweal.solve.problem import Problem
from commonweal.solve.scaling import bounded_scaling


def test_a_column_held_above_a_level_found_less_exactly_keeps_bounds_that_fit():
    no_cost, lower, upper = np.zeros(2), np.array([0.6, 0.0]), np.ones(2)
    one = Problem(sp.csc_array(np.ones((1, 2))), no_cost, np.zeros(1), np.full(1, 2.0), lower, upper)
    bench = Bench(one, one, np.ones(2), Limits(), bounded_scaling(one), None)
    rising = bench.with_rises(np.array([0, 1]), np.array([0, 1]), 0.5, 0.001)
    assert rising.column_lower.tolist() == [0.6, 0.5]
    assert rising.column_upper.tolist() == [0.6, 0.501]
