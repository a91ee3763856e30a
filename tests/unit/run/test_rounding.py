"""A plan lists, proves and keeps what is done, and nothing of what a solver leaves beside 0."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pytest

import commonweal as cw
from commonweal.formulate.aims import Aim
from commonweal.formulate.formulate import Formulation
from commonweal.formulate.program import Floats
from commonweal.run import making
from commonweal.solve.aims import AimSolution
from commonweal.solve.bench import Limits
from commonweal.solve.problem import Problem
from economies import random_economy

_HAIR = 1e-15  # of what a column could be

solved_aims = making.solved_aims


def with_hairs(
    formulation: Formulation, problem: Problem, aims: Sequence[Aim], limits: Limits
) -> tuple[Floats, tuple[AimSolution, ...], Floats]:
    """What was solved, with a hair in every column that should be 0 and may be more."""
    levels, solved, upper = solved_aims(formulation, problem, aims, limits)
    free = (levels == 0.0) & (problem.column_upper > 0.0) & np.isfinite(upper)
    return np.where(free, _HAIR * np.where(free, upper, 0.0), levels), solved, upper


def test_a_solver_that_leaves_hairs_makes_the_same_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    clean = cw.plan(cw.read("village"))
    monkeypatch.setattr(making, "solved_aims", with_hairs)
    plan = cw.plan(cw.read("village"))
    assert plan.certificate.quality == "verified"
    assert plan.levels.equals(clean.levels)
    for name in clean.tables:
        assert plan[name].equals(clean[name]), name


def test_a_plan_and_the_one_that_goes_on_from_it_list_the_same_rows() -> None:
    plan = cw.plan(random_economy(np.random.default_rng(467)))  # once listed 8e-12 pieces of soap on a road
    again = cw.replan(plan, dt.date(2031, 1, 1)).plan
    for name in ("deliveries", "activities", "flows", "supplies"):
        assert plan[name].height == again[name].height, name
