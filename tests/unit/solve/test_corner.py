"""What proofs leave no room for, and levels that part at every turn."""

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp
from families.networks import supply_network

import commonweal as cw
from commonweal.formulate.aims import LevelAim
from commonweal.solve import leximin
from commonweal.solve.bench import Bench, Limits
from commonweal.solve.certify import Proof, proof_bound
from commonweal.solve.corner import Corner
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.leximin import raise_levels
from commonweal.solve.methods import SIMPLEX
from commonweal.solve.problem import Problem
from commonweal.solve.remote import SolverProcess
from commonweal.solve.scaling import bounded_scaling
from commonweal.solve.status import Stopped
from economies import random_economy


def two_cells() -> Problem:
    """One supply of 1 feeds two cells: bread 0 → cell 2, bread 1 → cell 3; cell 3 has a spring of its own."""
    rows = [[-1.0, -1.0, 0.0, 0.0, 0.0], [1.0, 0.0, -2.0, 0.0, 0.0], [0.0, 1.0, 0.0, -2.0, 1.0]]
    upper = np.array([np.inf, np.inf, 1.0, 1.0, 2.0])
    lower = np.array([-1.0, 0.0, 0.0])
    nothing = np.zeros(5)
    return Problem(sp.csc_array(np.array(rows)), nothing, lower, np.full(3, np.inf), nothing, upper)


def proof_of_the_first_cell(problem: Problem) -> Proof:
    """All bread for cell 2 lifts it to a half."""
    prices, cells = np.array([0.5, 0.5, 0.0]), np.array([2, 3])
    bounds = (problem.column_lower, problem.column_upper, problem.row_lower, problem.row_upper)
    return Proof(prices, cells, np.array([1.0, 0.0]), cells[:1], *bounds)


def test_a_proof_takes_the_room_of_what_it_prices_and_of_nothing_else():
    problem, upper = two_cells(), np.array([1.0, 1.0, 1.0, 1.0, 2.0])
    proof = proof_of_the_first_cell(problem)
    assert proof_bound(problem, proof, upper) == 0.5
    levels = np.array([1.0, 0.0, 0.5, 0.5, 1.0])
    corner = Corner.empty(problem).with_proof(problem.matrix, proof, levels, 1e-13, upper, np.array([3]))
    assert corner.columns.tolist() == [0, 1, 0, 0, 0]
    assert corner.rows.tolist() == [1, 1, 0]
    narrowed = corner.of(problem)
    assert narrowed.column_upper[1] == 0.0
    assert narrowed.row_upper.tolist() == [-1.0, 0.0, np.inf]


def test_a_proof_that_is_far_from_exact_takes_no_room():
    problem, upper = two_cells(), np.array([1.0, 1.0, 1.0, 1.0, 2.0])
    levels = np.array([1.0, 0.0, 0.5, 0.5, 1.0])
    proof = proof_of_the_first_cell(problem)
    corner = Corner.empty(problem).with_proof(problem.matrix, proof, levels, 0.5, upper, np.array([3]))
    assert not corner.columns.any()
    assert not corner.rows.any()


def test_a_plan_away_from_the_bound_keeps_a_column_free():
    problem, upper = two_cells(), np.array([1.0, 1.0, 1.0, 1.0, 2.0])
    levels = np.array([0.9, 0.1, 0.45, 0.5, 1.0])
    proof = proof_of_the_first_cell(problem)
    corner = Corner.empty(problem).with_proof(problem.matrix, proof, levels, 1e-13, upper, np.array([3]))
    assert not corner.columns.any()


@pytest.mark.parametrize("seed", [0, 1])
def test_levels_in_the_corner_are_the_textbook_ones_and_proved_at_two_programs_each(seed: int):
    network = supply_network(6, 3, 4, seed)
    problem, cells = network.problem.with_cost(np.zeros(network.problem.n_columns)), network.cells
    aim = LevelAim("tier 1", "share", cells, np.arange(len(cells)), np.ones(len(cells)))
    with SolverProcess(None) as solver:
        bench = Bench.of(problem, Limits(), np.full(problem.n_rows, -1), solver)
        bench.upper = np.minimum(bench.upper, network.upper)
        bench.in_corner = True
        found = raise_levels(bench, aim)
    coverage = bench.problem.column_lower[cells]
    assert found.n_programs <= 2.0 * len(found.levels) + 2
    assert all(_rise(problem, proof, coverage, cells, bench.upper) <= 1e-6 for proof in found.proofs)
    for cell in np.flatnonzero(coverage < 1.0):
        assert _highest(problem, cells, coverage, cell) <= coverage[cell] + 1e-6


def test_a_large_tier_whose_levels_hang_by_a_hair_is_begun_anew_in_the_corner(monkeypatch, caplog):
    monkeypatch.setattr(leximin, "_LARGE", 0)
    monkeypatch.setattr(leximin, "_SPARE", -1)
    network = supply_network(6, 3, 4, 1)
    problem, cells = network.problem.with_cost(np.zeros(network.problem.n_columns)), network.cells
    aim = LevelAim("tier 1", "share", cells, np.arange(len(cells)), np.ones(len(cells)))
    with SolverProcess(None) as solver, caplog.at_level("INFO", logger="commonweal.solve"):
        bench = Bench.of(problem, Limits(), np.full(problem.n_rows, -1), solver)
        found = raise_levels(bench, aim)
    assert bench.in_corner
    assert "hang by a hair" in caplog.text
    assert len(found.levels) > 10
    assert found.n_programs <= 2.0 * len(found.levels) + 4


@pytest.mark.parametrize("seed", range(6))
def test_economies_planned_in_the_corner_cover_what_others_do_and_are_verified(seed: int, monkeypatch):
    economy = random_economy(np.random.default_rng(seed), floors=seed % 2 == 0)
    plain = cw.plan(economy, rule="leximin")
    monkeypatch.setattr(leximin, "_LARGE", 0)
    monkeypatch.setattr(leximin, "_SPARE", -1000)
    cornered = cw.plan(economy, rule="leximin")
    assert cornered.certificate.quality == plain.certificate.quality == "verified"
    there, here = (plan["coverage"]["coverage"].to_numpy() for plan in (plain, cornered))
    np.testing.assert_allclose(here, there, atol=1e-6)


def _rise(
    problem: Problem, proof: Proof, coverage: np.ndarray, cells: np.ndarray, upper: np.ndarray
) -> float:
    """The most that a cell fixed by a proof could rise."""
    reached = proof.weights @ coverage[np.searchsorted(cells, proof.cells)]
    fixed = np.isin(proof.cells, proof.fixed)
    return float((max(proof_bound(problem, proof, upper) - reached, 0.0) / proof.weights[fixed]).max())


def _highest(problem: Problem, cells: np.ndarray, coverage: np.ndarray, cell: int) -> float:
    """How high one cell can stand if none that stands as low or lower loses."""
    cost = np.zeros(problem.n_columns)
    cost[cells[cell]] = -1.0
    scaling = bounded_scaling(problem).for_cost(cost)
    low = coverage <= coverage[cell] + 1e-7
    for hair in (1e-12, 1e-11, 1e-10, 1e-9):  # the first that rounding allows
        lower = problem.column_lower.copy()
        lower[cells] = np.maximum(np.where(low, coverage, coverage[cell]) - hair, 0.0)
        asked = scaling.apply(replace(problem, cost=cost, column_lower=lower))
        answer = solve_with_highs(asked, SIMPLEX, time_limit=10.0, threads=1)
        if answer.stopped is Stopped.OPTIMAL:
            break
    assert answer.stopped is Stopped.OPTIMAL
    return -answer.objective * scaling.cost
