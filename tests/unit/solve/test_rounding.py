"""Levels that are only rounding become 0; what anything real depends on stays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.solve.certify import primal_error
from commonweal.solve.problem import Problem
from commonweal.solve.rounding import without_rounding


def chain(n_columns: int, first: float = 0.0) -> Problem:
    """A chain of balances: what one column makes is what the next one uses, and the first has ``first``."""
    matrix = np.diag(np.ones(n_columns - 1), -1) - np.eye(n_columns)
    lower = np.append(-first, np.zeros(n_columns - 1))
    nothing = np.zeros(n_columns)
    full = np.full(n_columns, np.inf)
    return Problem(sp.csc_array(matrix), nothing, lower, full, nothing, full)


def test_what_goes_from_nothing_to_nothing_is_left_out_whole() -> None:
    hair = np.array([0.0, 8.4e-12, 7.3e-12, -8.2e-12])
    assert without_rounding(chain(4), hair, np.full(4, 100.0)).tolist() == [0.0] * 4


def test_a_hair_beside_something_real_is_left_out_and_the_real_stays_as_it_is() -> None:
    levels = np.array([50.0, 50.0, 1e-11, 1e-11])
    assert without_rounding(chain(4, 50.0), levels, np.full(4, 100.0)).tolist() == [50.0, 50.0, 0.0, 0.0]


def test_a_small_amount_that_is_really_there_stays_all_the_way_however_much_there_could_be() -> None:
    levels = np.full(6, 0.001)
    kept = without_rounding(chain(6, 0.001), levels, np.full(6, 1e12))
    assert kept.tolist() == levels.tolist()


def test_a_small_amount_that_something_real_needs_stays_with_all_that_leads_to_it() -> None:
    levels, could = np.full(6, 0.001), np.full(6, 1e12)
    could[-1] = 0.001  # all that is wanted at the end
    assert without_rounding(chain(6), levels, could).tolist() == levels.tolist()


def test_small_amounts_that_add_up_to_something_stay() -> None:
    n_columns = 1000
    matrix = sp.csc_array(np.append(np.ones(n_columns), -1.0)[None, :])
    nothing = np.zeros(n_columns + 1)
    many = Problem(matrix, nothing, np.zeros(1), np.full(1, np.inf), nothing, np.full(n_columns + 1, np.inf))
    levels = np.append(np.full(n_columns, 1e-10), 1.0)
    could = np.full(n_columns + 1, 10.0)
    assert without_rounding(many, levels, could).tolist() == levels.tolist()
    few = np.append(np.where(np.arange(n_columns) < 9, 1e-10, 0.0), 1.0)
    assert without_rounding(many, few, could).tolist() == [0.0] * n_columns + [1.0]


def test_what_is_held_stays() -> None:
    problem = chain(3)
    held = replace(problem, column_lower=np.array([0.0, 1e-12, 0.0]))
    assert without_rounding(held, np.full(3, 1e-12), np.full(3, 10.0))[1] == 1e-12


def test_where_it_is_not_known_what_could_be_nothing_is_left_out() -> None:
    levels = np.full(3, 1e-12)
    assert without_rounding(chain(3), levels, np.full(3, np.inf)).tolist() == levels.tolist()


def test_levels_that_are_no_numbers_are_left_for_the_certificate_to_refuse() -> None:
    assert np.isnan(without_rounding(chain(3), np.full(3, np.nan), np.full(3, 10.0))).all()


def network(rng: np.random.Generator) -> tuple[Problem, np.ndarray, np.ndarray]:
    """A random problem with levels of every size that keep its rows, and what columns could be."""
    n_rows, n_columns = 12, 20
    matrix = rng.uniform(0.1, 2.0, (n_rows, n_columns)) * rng.choice(
        [-1.0, 0.0, 0.0, 1.0], (n_rows, n_columns)
    )
    could = 10.0 ** rng.uniform(0.0, 3.0, n_columns)
    levels = could * 10.0 ** rng.choice([-15.0, -13.0, -11.0, -10.0, -1.0, 0.0], n_columns)
    free = rng.random(n_rows) < 0.5
    sums = matrix @ levels
    problem = Problem(
        sp.csc_array(matrix), np.zeros(n_columns), np.where(free, np.minimum(sums, 0.0), sums),
        np.where(free, np.inf, sums), np.zeros(n_columns), could,
    )  # fmt: skip
    return problem, levels, could


@given(seed=st.integers(0, 10_000))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_row_lacks_more_than_a_billionth_of_what_meets_in_it(seed: int) -> None:
    problem, levels, could = network(np.random.default_rng(seed))
    kept = without_rounding(problem, levels, could)
    assert set(np.unique(kept[kept != levels])) <= {0.0}
    assert primal_error(problem, kept, could) <= primal_error(problem, levels, could) + 1.001e-9


@given(seed=st.integers(0, 10_000))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_units_do_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    problem, levels, could = network(rng)
    of_rows = 10.0 ** rng.integers(-9, 10, problem.n_rows)
    of_columns = 10.0 ** rng.integers(-9, 10, problem.n_columns)
    matrix = sp.csc_array(sp.diags_array(of_rows) @ problem.matrix @ sp.diags_array(1.0 / of_columns))
    other = Problem(
        matrix, problem.cost, problem.row_lower * of_rows, problem.row_upper * of_rows,
        problem.column_lower, problem.column_upper * of_columns,
    )  # fmt: skip
    here = without_rounding(problem, levels, could)
    there = without_rounding(other, levels * of_columns, could * of_columns)
    assert there == pytest.approx(here * of_columns, rel=1e-12, abs=0.0)
