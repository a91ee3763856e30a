"""What goes wrong on purpose breaks no promise: a few times every day, very often before a release."""

from __future__ import annotations

import os
import sys

import pytest

from faults.store.drills import DRILLS, SEED
from faults.store.outcome import Drill

ALL = pytest.mark.parametrize("drill", DRILLS.values(), ids=lambda drill: drill.name)
QUICK = [drill for drill in DRILLS.values() if drill.short]


@pytest.mark.parametrize("drill", QUICK, ids=lambda drill: drill.name)
def test_a_fault_breaks_no_promise(drill: Drill) -> None:
    assert not _ran(drill, drill.short)


@ALL
@pytest.mark.slow
@pytest.mark.faults
def test_many_faults_break_no_promise(drill: Drill, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        assert not _ran(drill, drill.long, show=True)


def _ran(drill: Drill, count: int, *, show: bool = False) -> tuple[str, ...]:
    """What was broken."""
    if drill.root and os.geteuid() != 0:
        pytest.skip("makes a small disk, which only root may")
    outcome = drill.run(count, SEED)
    if show:
        sys.stdout.write(f"\n{drill.name:20} {outcome.line}\n")
    return outcome.broken
