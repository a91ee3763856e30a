"""Tiers that can all be covered in full are decided by the last aim's program."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from commonweal.formulate.aims import Aim, LevelAim, SumAim
from commonweal.solve.aims import AimSolution, solve_aims
from commonweal.solve.bench import Limits
from commonweal.solve.certify import check_solution
from commonweal.solve.problem import Floats, Problem


def two_tiers(supply: float, kept: float) -> tuple[Problem, list[Aim]]:
    """Bread for two cells (columns 2 and 3) that want 1 each; a floor after them asks for column 4."""
    rows = [[-1.0, -1.0, 0.0, 0.0, 0.0], [1.0, 0.0, -1.0, 0.0, 0.0], [0.0, 1.0, 0.0, -1.0, 0.0]]
    upper = np.array([np.inf, np.inf, 1.0, 1.0, kept])
    problem = Problem(
        sp.csc_array(np.array([*rows, [1.0, 0.0, 0.0, 0.0, -1.0]])),
        np.zeros(5), np.array([-supply, 0.0, 0.0, 0.0]), np.full(4, np.inf), np.zeros(5), upper,
    )  # fmt: skip
    one = np.ones(1)
    tiers = [LevelAim(f"tier {k}", "share", np.array([1 + k]), np.zeros(1, int), one) for k in (1, 2)]
    floor = SumAim("floor", "share", np.array([4]), -one, maximise=False, offset=1.0)
    effort = SumAim("effort", "h", np.array([0, 1]), np.array([2.0, 3.0]), maximise=False)
    return problem, [tiers[0], tiers[1], floor, effort]


def answers(problem: Problem, aims: list[Aim]) -> tuple[Floats, tuple[AimSolution, ...], Floats]:
    """Levels, what each aim came to, and bounds that hold anyway."""
    groups = np.full(problem.n_rows, -1)
    solution, solved, upper = solve_aims(problem, aims, np.zeros(problem.n_columns), Limits(), groups)
    return solution.levels, solved, upper


def test_where_all_can_be_whole_two_programs_decide_everything():
    levels, solved, upper = answers(*two_tiers(supply=3.0, kept=1.0))
    assert [answer.n_programs for answer in solved] == [1, 0, 0, 1]
    assert [answer.value for answer in solved] == pytest.approx([1.0, 1.0, 0.0, 5.0])
    assert levels == pytest.approx([1.0, 1.0, 1.0, 1.0, 1.0])
    for answer in solved[2:]:
        check = check_solution(answer.problem, answer.optimum, answer.solution_prices, upper)
        assert max(check.primal, check.dual, check.gap) <= 1e-8


def test_where_a_later_tier_falls_short_it_is_raised_as_ever():
    levels, solved, _ = answers(*two_tiers(supply=1.5, kept=1.0))
    assert [answer.value for answer in solved] == pytest.approx([1.0, 0.5, 0.0, 3.5])
    assert solved[1].n_programs >= 1
    assert levels == pytest.approx([1.0, 0.5, 1.0, 0.5, 1.0])


def test_where_a_sum_between_falls_short_of_what_its_columns_allow_it_is_sought_as_ever():
    _, solved, _ = answers(*two_tiers(supply=2.0, kept=5.0))
    assert [answer.value for answer in solved] == pytest.approx([1.0, 1.0, 0.0, 5.0])
    assert solved[2].n_programs == 1
