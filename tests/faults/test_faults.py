"""Faults planted in the formulation are caught."""

from __future__ import annotations

import sys

import pytest

import commonweal as cw
from faults.catching import BATTERY, CHECKS, battery_economy, catchers
from faults.faults import FAULTS
from faults.planting import Fault, planted, source_of

WANTED = 0.95  # share of faults that must be caught
SAMPLE = FAULTS[::3]  # every third: the whole list takes too long for every day


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_can_still_be_planted(fault: Fault) -> None:
    assert source_of(fault).count(fault.right) == 1, "the source has changed: say the fault anew"


def test_there_are_enough_faults_with_names_of_their_own() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 30


def test_planting_leaves_no_trace() -> None:
    modules, plan = dict(sys.modules), cw.plan
    with planted(FAULTS[0]) as run:
        assert run.plan is not plan
    assert cw.plan is plan
    assert {name: module for name, module in sys.modules.items() if name in modules} == modules


def test_without_a_fault_nothing_is_caught() -> None:
    assert battery_economy(BATTERY[0])["people"].height > 0
    harmless = Fault("nothing", FAULTS[0].module, FAULTS[0].right, FAULTS[0].right)
    assert catchers(harmless) == set()


@pytest.mark.parametrize("fault", SAMPLE, ids=lambda fault: fault.name)
def test_a_planted_fault_is_caught(fault: Fault) -> None:
    assert catchers(fault, relations=False, all_of_them=False)


@pytest.mark.slow
def test_nearly_all_faults_are_caught_and_each_check_catches_some() -> None:
    caught = {fault.name: catchers(fault, all_of_them=False) for fault in FAULTS}
    missed = [name for name, checks in caught.items() if not checks]
    assert len(missed) <= (1 - WANTED) * len(FAULTS), missed
    for check in CHECKS:
        assert any(check in checks for checks in caught.values()), check
