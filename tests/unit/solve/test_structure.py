"""What a problem is, is found in its numbers and marks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from families.instance import Instance
from families.networks import supply_network
from families.techniques import with_capacities, without_capacities

from commonweal.solve.marks import Marks
from commonweal.solve.problem import Problem
from commonweal.solve.structure import Form, structure_of


def pooled() -> Problem:
    """Three makers whose goods fill two pools at no cost: columns make one good each."""
    outputs = np.eye(5, 3)
    conversions = np.zeros((5, 6))
    for column, (maker, pool) in enumerate((maker, pool) for maker in range(3) for pool in (3, 4)):
        conversions[maker, column], conversions[pool, column] = -1.0, 1.0
    matrix = sp.csc_array(np.hstack([outputs, conversions]))
    cost = np.array([1.0, 2.0, 3.0, *np.zeros(6)])
    need = np.array([0.0, 0.0, 0.0, 4.0, 5.0])
    upper = np.array([6.0, 2.0, np.inf, *np.full(6, np.inf)])
    return Problem(matrix, cost, need, np.full(5, np.inf), np.zeros(9), upper)


@pytest.mark.parametrize(
    "instance, form",
    [
        (without_capacities(40, 1), Form.SUBSTITUTION),
        (with_capacities(40, 1), Form.CAPACITIES),
        (supply_network(6, 3, 5, 1), Form.NETWORK),
    ],
)
def test_families_are_recognised(instance: Instance, form: Form) -> None:
    found = structure_of(instance.problem, instance.marks)
    assert found.form is form
    assert f"{instance.problem.n_rows:,} rows" in found.sentence


def test_goods_that_only_change_their_name_are_pooled() -> None:
    found = structure_of(pooled())
    assert (found.form, found.conversions, found.capacities) == (Form.POOLED, 6, 2)


def test_without_marks_a_network_is_nothing_in_particular() -> None:
    problem = supply_network(6, 3, 5, 1).problem
    assert structure_of(problem).form is Form.GENERAL


def test_rows_that_are_at_most_are_read_the_other_way_round() -> None:
    problem = without_capacities(40, 1).problem
    turned = replace(
        problem,
        matrix=sp.csc_array(-problem.matrix),
        row_lower=-problem.row_upper,
        row_upper=-problem.row_lower,
    )
    assert structure_of(turned).form is Form.SUBSTITUTION


def test_a_column_with_two_outputs_is_no_technique() -> None:
    problem = without_capacities(40, 1).problem
    dense = problem.matrix.toarray()
    dense[:2, 0] = 1.0
    joint = structure_of(replace(problem, matrix=sp.csc_array(dense)))
    assert (joint.form, joint.joint) == (Form.GENERAL, 1)


def test_columns_that_are_fixed_say_nothing() -> None:
    problem = with_capacities(40, 1).problem
    fixed = np.where(np.isfinite(problem.column_upper), 0.0, np.inf)
    assert structure_of(replace(problem, column_upper=fixed)).form is Form.SUBSTITUTION


def test_a_shared_limit_is_a_good_that_nobody_makes() -> None:
    problem = without_capacities(40, 1).problem
    labour = sp.csc_array(problem.cost[None, :])
    limited = Problem(
        matrix=sp.csc_array(sp.vstack([problem.matrix, labour])),
        cost=problem.cost,
        row_lower=np.append(problem.row_lower, -np.inf),
        row_upper=np.append(problem.row_upper, 1e6),
        column_lower=problem.column_lower,
        column_upper=problem.column_upper,
    )
    found = structure_of(limited)
    assert (found.form, found.shared) == (Form.CAPACITIES, 1)


def test_marks_grow_with_rows_that_nothing_is_known_of() -> None:
    marks = Marks(np.array([0, 1]), np.array([2, 3]), np.array([4, 5])).grown(3)
    assert marks.period.tolist() == [0, 1, -1]
    assert marks.good.tolist() == [4, 5, -1]
