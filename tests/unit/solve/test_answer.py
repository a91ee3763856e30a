"""Requests are answered in their own units, and ties among equal optima are broken as asked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from families.techniques import with_capacities
from families.world import world_table

from commonweal.solve.answer import answer
from commonweal.solve.certify import check_solution
from commonweal.solve.dispatch import stands
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.methods import SIMPLEX, VERTEX
from commonweal.solve.names import CAPACITIES, HIGHS, POOLS
from commonweal.solve.request import Request, Terms
from commonweal.solve.scaling import geometric_scaling

WORLD = world_table(4, 3, 1)


def wished(solver: str, *, scaled: bool = False) -> Request:
    problem = WORLD.problem
    then = np.random.default_rng(2).uniform(1.0, 2.0, problem.n_columns)
    scaling = geometric_scaling(problem.matrix).for_cost(problem.cost) if scaled else None
    return Request(problem, WORLD.marks, WORLD.upper, VERTEX, Terms(solver, seconds=60.0), then, scaling)


@pytest.mark.parametrize("scaled", [False, True])
@pytest.mark.parametrize("solver", [HIGHS, POOLS])
def test_whoever_solves_it_the_tie_is_broken_alike(solver: str, scaled: bool) -> None:
    request = wished(solver, scaled=scaled)
    found = answer(request)
    known = solve_with_highs(request.problem, SIMPLEX, then=request.then, time_limit=60.0, threads=1)
    assert found.objective == pytest.approx(known.objective, rel=1e-9)
    assert request.then @ found.levels == pytest.approx(request.then @ known.levels, rel=1e-6)
    assert stands(check_solution(request.problem, found.levels, found.prices, request.upper), 1e-8)


def test_the_story_tells_who_chose_among_equal_optima() -> None:
    assert "HiGHS chose among others that are as good" in answer(wished(POOLS)).story


def test_units_in_which_highs_gets_it_do_not_hide_the_structure() -> None:
    story = answer(wished(POOLS, scaled=True)).story
    assert "pooled origins" in story
    assert "pools: optimal" in story


def test_a_single_optimum_needs_no_second_look() -> None:
    instance = with_capacities(60, 3)
    then = np.ones(instance.problem.n_columns)
    request = replace(
        Request.of(instance.problem, VERTEX, Terms(CAPACITIES, seconds=60.0), then), upper=instance.upper
    )
    found = answer(request)
    assert "capacities: optimal" in found.story
    assert "chose among" not in found.story
