"""Families of problems on which solvers are measured."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from families.catalogue import FAMILIES, with_instance
from families.degenerate import TWISTS, degenerate_instance
from families.world import world_table

from commonweal.solve.certify import check_solution
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.methods import SIMPLEX
from commonweal.solve.problem import refuse_bad_numbers
from commonweal.solve.status import Stopped
from commonweal.solve.structure import Form, structure_of

VERIFIED = 1e-8


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("seed", [1, 2])
def test_tiny_instances_have_a_certified_optimum_within_their_own_bounds(family, seed):
    instance = with_instance(family, FAMILIES[family].tiny, seed)
    found = solve_with_highs(instance.problem, SIMPLEX, time_limit=10.0, threads=1)
    assert found.stopped is Stopped.OPTIMAL
    check = check_solution(instance.problem, found.levels, found.prices, instance.upper)
    assert max(check.primal, check.dual, check.gap) <= VERIFIED
    assert (found.levels <= instance.upper * (1.0 + 1e-9)).all()


@pytest.mark.parametrize("family", FAMILIES)
def test_an_instance_is_the_same_for_the_same_seed_and_another_for_another(family):
    size = FAMILIES[family].tiny
    first, same, other = (with_instance(family, size, seed).problem for seed in (3, 3, 4))
    assert np.array_equal(first.cost, same.cost)
    assert np.array_equal(first.matrix.data, same.matrix.data)
    assert first.matrix.nnz != other.matrix.nnz or not np.array_equal(first.matrix.data, other.matrix.data)


@pytest.mark.parametrize(
    ("family", "size", "told"),
    [("X", "5", "no family 'X'.*T, C, N, W"), ("C", "5x5", "like 500.*'5x5'"), ("N", "a", "10x6x6")],
)
def test_what_is_no_family_or_size_is_refused(family, size, told):
    with pytest.raises(ValueError, match=told):
        with_instance(family, size, 1)


def test_a_world_table_has_a_row_for_what_is_made_and_one_for_what_is_used():
    problem = world_table(4, 5, 1).problem
    assert (problem.n_rows, problem.n_columns) == (2 * 4 * 5, 4 * 5 + 5 * 4 * 4)
    assert structure_of(problem).form is Form.POOLED


def test_observed_trade_is_within_the_capacities_of_a_world_table():
    problem = world_table(3, 4, 2).problem
    binding = problem.column_upper[: 3 * 4]
    found = solve_with_highs(problem, SIMPLEX, time_limit=10.0, threads=1)
    assert np.isfinite(binding).all()
    assert (found.levels[: 3 * 4] >= binding * (1.0 - 1e-9)).any()


def test_degenerate_instances_are_of_all_families_and_all_twists_and_taken_by_solvers():
    instances = [degenerate_instance(seed) for seed in range(150)]
    for instance in instances:
        refuse_bad_numbers(instance.problem)
    words = Counter(word for instance in instances for word in instance.size.split()[1:])
    assert set(words) == set(TWISTS)
    assert {instance.family for instance in instances} == set(FAMILIES)


def test_a_family_can_be_asked_for():
    assert {degenerate_instance(seed, "W").family for seed in range(5)} == {"W"}
