"""Repaired levels are feasible, repaired prices safe, whatever they were."""

from __future__ import annotations

import numpy as np
import pytest
from families.instance import Instance
from families.networks import supply_network
from families.techniques import with_capacities

from commonweal.solve.certify import check_solution, primal_error
from commonweal.solve.firstorder.repair import Repair
from commonweal.solve.firstorder.sides import Sides
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.methods import SIMPLEX

INSTANCES = {"network": supply_network(5, 3, 4, 1), "capacities": with_capacities(40, 1)}


def repair_of(instance: Instance) -> Repair:
    """Repairs for an instance."""
    return Repair(instance.problem, instance.marks, instance.upper, Sides.of(instance.problem.matrix))


@pytest.mark.parametrize("name", INSTANCES)
@pytest.mark.parametrize("seed", range(3))
def test_random_levels_become_feasible_and_random_prices_safe(name: str, seed: int) -> None:
    instance = INSTANCES[name]
    problem, repair = instance.problem, repair_of(instance)
    random = np.random.default_rng(seed)
    best = solve_with_highs(problem, SIMPLEX, time_limit=10.0, threads=1).objective
    typical = np.minimum(instance.upper, 1e4) * (1.0 if name == "network" else 1e-3)
    levels, feasible = repair.levels(random.random(problem.n_columns) * typical, np.ones(problem.n_rows))
    prices, bound, safe = repair.prices(random.random(problem.n_rows) * 2.0)
    assert feasible
    assert safe
    assert primal_error(problem, levels, instance.upper) <= 1e-9
    assert bound <= best + 1e-9 * abs(best)
    assert float(problem.cost @ levels) >= best - 1e-9 * abs(best)
    assert check_solution(problem, levels, prices, instance.upper).dual <= 1e-9


@pytest.mark.parametrize("name", INSTANCES)
def test_a_solution_a_little_off_loses_little(name: str) -> None:
    instance = INSTANCES[name]
    problem, repair = instance.problem, repair_of(instance)
    best = solve_with_highs(problem, SIMPLEX, time_limit=10.0, threads=1)
    random = np.random.default_rng(7)
    levels, feasible = repair.levels(
        best.levels * random.uniform(0.9999, 1.0001, problem.n_columns), best.prices
    )
    _, bound, safe = repair.prices(best.prices * random.uniform(0.9999, 1.0001, problem.n_rows))
    assert feasible
    assert safe
    assert float(problem.cost @ levels) == pytest.approx(best.objective, rel=2e-3)
    assert bound == pytest.approx(best.objective, rel=2e-3)
