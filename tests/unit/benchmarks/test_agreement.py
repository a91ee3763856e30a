"""Our answers agree with HiGHS's on small random and degenerate instances: a sample of the long benchmark."""

from __future__ import annotations

from collections import Counter

import pytest
from families.catalogue import with_instance
from families.degenerate import degenerate_instance
from measuring.agreeing import AGREES, BAD, load, outcomes
from measuring.textbook_leximin import textbook_leximin

from commonweal.solve.names import AUTO, FIRST_ORDER, OWN

FEW = range(8)  # first-order methods use all the time they have where there is no answer
EXACT = (AUTO, *(name for name in OWN if name != FIRST_ORDER))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    ("methods", "seeds"),
    [
        pytest.param(EXACT, range(150), id="exact"),
        pytest.param((FIRST_ORDER,), FEW, id="first-order"),
        pytest.param(EXACT, range(150, 3000), id="exact, many", marks=pytest.mark.slow),
    ],
)
def test_nothing_that_must_not_be_happens_on_a_sample(methods, seeds):
    load(methods)
    agree, bad = Counter(), []
    for seed in seeds:
        for name, outcome in outcomes(degenerate_instance(seed), methods).items():
            agree[name] += outcome.kind == AGREES
            bad += [(seed, name, outcome)] if outcome.kind in BAD else []
    assert not bad
    assert all(agree[name] for name in methods)


def test_both_ways_of_the_textbook_raise_the_same_coverages():
    instance = with_instance("N", "3x2x2", 1)
    one, other = (textbook_leximin(instance, solver, 20.0, 1) for solver in ("simplex", "ipx"))
    assert one.ended
    assert sorted(one.coverage) == pytest.approx(sorted(other.coverage), abs=1e-6)
