"""Proofs of leximin lean on what earlier proofs give, and on nothing else."""

from dataclasses import replace

import numpy as np
import pytest
import scipy.sparse as sp

import commonweal as cw
from commonweal.formulate.aims import LevelAim
from commonweal.plan.certifying_corner import Taken
from commonweal.solve.aims import AimSolution
from commonweal.solve.certify import Proof
from commonweal.solve.problem import Problem

ROWS = np.array([[-1.0, -1.0, 0.0, 0.0, 0.0], [1.0, 0.0, -2.0, 0.0, 0.0], [0.0, 1.0, 0.0, -2.0, 1.0]])
UPPER = np.array([1.0, 1.0, 1.0, 1.0, 2.0])
PLAN = np.array([1.0, 0.0, 0.5, 0.6, 1.2])
CELLS = np.array([2, 3])


def one_supply() -> Problem:
    """A supply of 1 feeds two cells: column 0 → cell 2, column 1 → cell 3, which has a spring of its own."""
    lower, nothing = np.array([-1.0, 0.0, 0.0]), np.zeros(5)
    ceiling = np.array([np.inf, np.inf, 1.0, 1.0, 2.0])
    return Problem(sp.csc_array(ROWS), nothing, lower, np.full(3, np.inf), nothing, ceiling)


def first_proof(problem: Problem) -> Proof:
    """All of the supply for cell 2 covers half of it: it stays there if column 1 stays at 0."""
    bounds = (problem.column_lower, problem.column_upper, problem.row_lower, problem.row_upper)
    return Proof(np.array([0.5, 0.5, 0.0]), CELLS, np.array([1.0, 0.0]), CELLS[:1], *bounds)


def solved(*proofs: Proof) -> AimSolution:
    """An aim with some proofs."""
    aim = LevelAim("tier 1", "share", CELLS, np.arange(2), np.ones(2))
    nothing = np.zeros(0)
    return AimSolution(aim, 0.5, (0.5, 0.6), proofs, np.zeros(3), one_supply(), nothing, nothing, 2, 0.0)


def lacks(*proofs: Proof) -> bool:
    """Whether proofs of one aim lean on something that is not given."""
    return Taken.nothing(3, 5).lacks(solved(*proofs), PLAN, UPPER)


def with_bound(proof: Proof, name: str, position: int, value: float) -> Proof:
    """A proof that takes one bound for tighter."""
    bound = getattr(proof, name).copy()
    bound[position] = value
    return replace(proof, **{name: bound})


def test_a_column_and_rows_that_the_first_proof_prices_may_be_fixed_in_the_second():
    first = first_proof(one_supply())
    second = with_bound(first, "ceiling", 1, 0.0)
    assert not lacks(first, with_bound(with_bound(second, "row_ceiling", 0, -1.0), "row_ceiling", 1, 0.0))


@pytest.mark.parametrize(
    ("name", "position", "value"), [("ceiling", 4, 1.2), ("floor", 4, 0.1), ("row_ceiling", 2, 0.0)]
)
def test_what_the_first_proof_does_not_price_may_not(name: str, position: int, value: float):
    first = first_proof(one_supply())
    assert lacks(first, with_bound(first, name, position, value))


def test_cells_of_the_aim_may_be_held():
    first = first_proof(one_supply())
    assert not lacks(first, with_bound(first, "floor", 3, 0.5))


def test_a_proof_that_is_far_from_the_plan_gives_nothing():
    first = replace(first_proof(one_supply()), prices=np.array([0.9, 0.5, 0.0]))
    assert lacks(first, with_bound(first, "ceiling", 1, 0.0))


def test_what_a_proof_takes_it_does_not_give_itself():
    second = with_bound(first_proof(one_supply()), "ceiling", 1, 0.0)
    first = replace(first_proof(one_supply()), prices=np.zeros(3))
    assert lacks(first, second)


def test_a_plan_whose_proofs_lean_on_what_is_not_given_is_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Taken, "lacks", lambda *_: True)
    with pytest.raises(cw.NoPlan, match="lean on bounds that no earlier one gives"):
        cw.plan(cw.read("village"))
