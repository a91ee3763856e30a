"""Which check catches a planted fault: the certificate and audit, the second formulation, or a relation."""

from __future__ import annotations

from functools import cache
from types import ModuleType

import numpy as np

import commonweal as cw
from commonweal.errors import PlanningError
from commonweal.model import Economy, Settings
from economies import Rows, copied, random_rows
from faults.planting import Fault, planted
from plans import cells_of, effort_of
from property.relation import measure_in, scale
from reference.exact_leximin import Answer, solved

__all__ = ["BATTERY", "CHECKS", "EQUIPPED", "EVENTFUL", "battery_economy", "catchers"]

EVENTFUL = (202, 203)
"""Seeds of economies in which rows are closed and stores lose something."""

EQUIPPED = (300, 305)
"""Seeds of economies with equipment."""

BATTERY: tuple[int, ...] = (0, 3, 8, 37, 44, 95, 102, *EVENTFUL, *EQUIPPED)
"""Seeds of economies, chosen so that every fault changes what some of them can reach."""

CHECKS = ("certificate and audit", "second formulation", "relation")


def battery_economy(seed: int) -> Economy:
    """A small economy in which almost everything occurs."""
    return Economy.from_rows(*_rows(seed))


def _rows(seed: int) -> tuple[Settings, Rows]:
    return random_rows(
        np.random.default_rng(seed),
        n_places=2 + seed % 2,
        n_periods=2 + seed // 2 % 2,
        odds=0.8,
        floors=seed % 3 == 0,
        events=seed in EVENTFUL,
        equipment=seed in EQUIPPED,
    )


@cache
def known(seed: int) -> Answer:
    """What the second formulation says of an economy of the battery."""
    return solved(battery_economy(seed))


def agrees(plan: cw.Plan, expected: Answer) -> bool:
    """Whether a plan has a known coverage and effort."""
    cells = cells_of(plan)
    return (
        cells.keys() == expected.coverage.keys()
        and max(abs(cells[cell] - value) for cell, value in expected.coverage.items()) <= 1e-6
        and abs(effort_of(plan) - expected.effort) <= 1e-6 * max(1.0, expected.effort)
    )


def _relations_hold(run: ModuleType, seed: int, plan: cw.Plan) -> bool:
    """Whether other units and a larger population change nothing but the effort."""
    settings, rows = _rows(seed)
    for in_tonnes, people in ((0.001, 1.0), (1.0, 7.0)):
        other = copied(rows)
        measure_in(other, "grain", in_tonnes)
        scale(other, people)
        try:
            changed = run.plan(Economy.from_rows(settings, other), rule="leximin", effort="labour")
        except PlanningError:
            return False
        if not agrees(changed, Answer(cells_of(plan), people * effort_of(plan))):
            return False
    return True


def _tried(run: ModuleType, seed: int, relations: bool) -> set[str]:
    """Checks that catch what is wrong in one economy."""
    try:
        plan = run.plan(battery_economy(seed), rule="leximin", effort="labour")
    except PlanningError:
        return {CHECKS[0]}
    caught = set()
    if plan.certificate.quality != "verified":
        caught.add(CHECKS[0])
    if not agrees(plan, known(seed)):
        caught.add(CHECKS[1])
    if relations and not _relations_hold(run, seed, plan):
        caught.add(CHECKS[2])
    return caught


def catchers(fault: Fault, *, relations: bool = True, all_of_them: bool = True) -> set[str]:
    """Checks that catch a fault; only whether any does, unless ``all_of_them``.

    A fault that ends in another error than one of planning has given itself away: ``error``.
    """
    caught: set[str] = set()
    with planted(fault) as run:
        for seed in BATTERY:
            try:
                caught |= _tried(run, seed, relations)
            except (ValueError, IndexError, KeyError, TypeError, ZeroDivisionError):
                caught.add("error")
            if caught and not all_of_them:
                break
    return caught
