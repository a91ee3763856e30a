"""Problems as substitution systems: what is one, what isn't, and the way back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from families.techniques import with_capacities

from commonweal.solve.problem import Problem
from commonweal.solve.substitution.system import System
from commonweal.solve.unsuited import Unsuited


def _bread() -> Problem:
    """Grain, flour and bread in which rows are written both ways round and columns have other units."""
    matrix = sp.csc_array(
        np.array(
            [
                [4.0, -1.0, 0.0, 0.0],  # grain at least 0
                [0.0, -0.8, 0.5, 0.0],  # flour used less made, at most 0
                [0.0, 0.0, 1.0, -1.0],  # bread at least what is wanted, less what is thrown away
            ]
        )
    )
    return Problem(
        matrix=matrix,
        cost=np.array([8.0, 1.0, 0.5, 0.0]),
        row_lower=np.array([0.0, -np.inf, 3.0]),
        row_upper=np.array([np.inf, 0.0, np.inf]),
        column_lower=np.array([0.0, 0.0, 1.0, 0.0]),
        column_upper=np.array([10.0, np.inf, np.inf, np.inf]),
    )


def test_columns_are_counted_in_units_of_what_they_make() -> None:
    system = System.of(_bread())
    np.testing.assert_array_equal(system.output, [0, 1, 2])
    np.testing.assert_allclose(system.gain, [4.0, 0.8, 1.0])
    np.testing.assert_allclose(system.cost, [2.0, 1.25, 0.5])
    np.testing.assert_allclose(system.capacity, [40.0, np.inf, np.inf])
    np.testing.assert_allclose(system.inputs.toarray(), [[0.0, 1.25, 0.0], [0.0, 0.0, 0.5], [0.0, 0.0, 0.0]])


def test_lower_bounds_are_taken_off_the_needs() -> None:
    np.testing.assert_allclose(System.of(_bread()).need, [0.0, 0.5, 2.0])


def test_levels_and_prices_go_there_and_back() -> None:
    system = System.of(_bread())
    levels, prices = np.array([1.0, 2.0, 3.0, 0.0]), np.array([1.0, -2.0, 3.0])
    np.testing.assert_allclose(system.levels(system.scaled_levels(levels)), levels)
    np.testing.assert_allclose(system.prices(system.scaled_prices(prices)), prices)


def test_the_matrix_of_a_family_is_output_less_inputs() -> None:
    problem = with_capacities(50, 1).problem
    system = System.of(problem)
    made = sp.csc_array((np.ones(150), (system.output, np.arange(150))), shape=(50, 150))
    assert abs(made - system.inputs - problem.matrix).max() == 0.0
    order, first = system.by_output
    np.testing.assert_array_equal(order, np.arange(150))
    np.testing.assert_array_equal(first, np.arange(0, 151, 3))


def test_rows_that_are_used_and_not_made_are_coupling_rows() -> None:
    problem = replace(
        _bread(),
        matrix=_bread().matrix[:, 1:],
        cost=np.ones(3),
        column_lower=np.zeros(3),
        column_upper=np.full(3, np.inf),
    )
    np.testing.assert_array_equal(System.of(problem).coupling, [0])


@pytest.mark.parametrize("balance, turned", [(0.0, 1.0), (2.0, 1.0), (-2.0, -1.0)])
def test_an_equation_is_read_as_at_least_what_is_needed(balance: float, turned: float) -> None:
    row = np.array([[1.0, -0.5, -0.5]]) * turned
    problem = Problem(
        matrix=sp.csc_array(np.vstack([row, np.eye(3)[1:]])),
        cost=np.ones(3),
        row_lower=np.array([balance, 1.0, 1.0]),
        row_upper=np.array([balance, np.inf, np.inf]),
        column_lower=np.zeros(3),
        column_upper=np.full(3, np.inf),
    )
    system = System.of(problem)
    assert system.sign[0] == turned
    assert system.need[0] == abs(balance)
    np.testing.assert_array_equal(system.exact, [True, False, False])


def test_fixed_columns_may_make_what_they_like() -> None:
    bread = _bread()
    matrix = bread.matrix.toarray()
    matrix[:, 3] = [1.0, 1.0, 1.0]
    problem = replace(bread, matrix=sp.csc_array(matrix), column_upper=np.array([10.0, np.inf, np.inf, 0.0]))
    np.testing.assert_array_equal(System.of(problem).columns, [0, 1, 2])


@pytest.mark.parametrize(
    "change, reason",
    [
        ({"column_lower": np.array([0.0, -np.inf, 0.0, 0.0])}, "no lower bound"),
        ({"cost": np.array([8.0, 1.0, 0.5, -1.0])}, "for their own sake"),
        ({"row_upper": np.array([np.inf, 0.0, 5.0])}, "a lower and an upper bound"),
        ({"row_lower": np.array([-np.inf, -np.inf, 3.0])}, "no bound"),
        ({"matrix": sp.csc_array(np.array([[4.0, 1, 0, 0], [0, -0.8, 0.5, 0], [0, 0, 1, -1]]))}, "several"),
        ({"column_lower": np.zeros(4), "column_upper": np.zeros(4)}, "No column makes"),
    ],
)
def test_other_problems_are_unsuited(change: dict[str, np.ndarray], reason: str) -> None:
    with pytest.raises(Unsuited, match=reason):
        System.of(replace(_bread(), **change))
