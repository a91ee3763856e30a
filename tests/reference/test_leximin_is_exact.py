"""Plans against a second formulation and the textbook's leximin, cell by cell."""

from __future__ import annotations

import numpy as np
import pytest

from economies import random_economy
from plans import cells_of, effort_of, verified_plan
from reference.exact_leximin import solved

EVERYDAY = range(40)
LONG = range(40, 240)


def check(seed: int, **size: object) -> None:
    """Every cell within 1e-6 of the textbook, and the least effort too."""
    economy = random_economy(np.random.default_rng(seed), **size)
    expected = solved(economy)
    plan = verified_plan(economy, rule="leximin", effort="labour")
    cells = cells_of(plan)
    assert cells.keys() == expected.coverage.keys()
    differing = {
        cell: (cells[cell], value)
        for cell, value in expected.coverage.items()
        if not abs(cells[cell] - value) <= 1e-6
    }
    assert not differing
    assert effort_of(plan) == pytest.approx(expected.effort, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("seed", EVERYDAY)
def test_coverage_and_effort_agree_with_the_textbook(seed: int) -> None:
    check(seed)


@pytest.mark.parametrize("seed", range(1000, 1010))
def test_a_floor_before_all_tiers_agrees_with_the_textbook(seed: int) -> None:
    check(seed, floors=True)


@pytest.mark.parametrize("seed", range(2000, 2012))
def test_closed_rows_and_losses_agree_with_the_textbook(seed: int) -> None:
    check(seed, floors=seed % 2 == 0, events=True, odds=0.7)


@pytest.mark.parametrize("seed", range(3000, 3010))
def test_equipment_agrees_with_the_textbook(seed: int) -> None:
    check(seed, floors=seed % 2 == 0, events=seed % 3 == 0, equipment=True)


@pytest.mark.slow
@pytest.mark.parametrize("seed", LONG)
def test_coverage_and_effort_agree_with_the_textbook_in_many_economies(seed: int) -> None:
    check(seed)
