"""Programs laid on each other: one is another with less, or it isn't."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

import commonweal as cw
from commonweal.formulate.formulate import formulate
from commonweal.model.changes import Change
from commonweal.plan.certifying import problem_of
from commonweal.run.making import Asked, aims_for
from commonweal.sweep.tighter import less_of


@pytest.fixture(scope="module")
def village():
    return cw.read("village")


def less(economy, *changes):
    after = cw.apply(economy, cw.Scenario("point", changes=changes)).economy
    one, two = formulate(economy), formulate(after)
    return one, two, less_of(one.program, two.program, aims_for(one, Asked()), aims_for(two, Asked()))


FEWER = [
    Change("scale", "supplies", "supply=goats", "at_most", 0.5),
    Change("loss", "routes", "route=high-road", "capacity", 0.3),
    Change("close", "routes", "route=high-road"),
    Change("close", "routes", "route=high-road", begin=dt.date(2031, 3, 10), until=dt.date(2031, 3, 17)),
    Change("strike", "activities", "activity=mill", value=0.5),
]
OTHER = [
    Change("scale", "supplies", "supply=goats", "at_most", 1.5),
    Change("surge", "people", "group=newcomers", value=0.5),
    Change("aid", values={"supply": "x", "good": "beans", "place": "hill", "at_most": "5", "per": "horizon"}),
    Change("loss", "routes", "route=high-road", "loss", 0.3),
    Change("delay", "routes", "route=high-road", value=1.0),
]


@pytest.mark.parametrize("change", FEWER, ids=lambda change: change.do)
def test_taking_away_is_less(village, change):
    before, after, found = less(village, change)
    assert found is not None
    tight = found.tightening.of(problem_of(before.program))
    own = problem_of(after.program)
    assert (tight.column_upper[found.columns] == own.column_upper).all()
    assert len(np.unique(found.columns)) == own.n_columns
    gone = np.setdiff1d(np.arange(tight.n_columns), found.columns)
    assert (tight.column_upper[gone] == 0.0).all()


@pytest.mark.parametrize("change", OTHER, ids=lambda change: change.do)
def test_giving_and_changing_are_not_less(village, change):
    assert less(village, change)[2] is None


def test_nothing_is_less_of_itself(village):
    found = less(village)[2]
    assert found is not None
    assert len(found.tightening.columns) == len(found.tightening.rows) == 0


def test_other_aims_are_not_the_same_program(village):
    formulation = formulate(village)
    aims = aims_for(formulation, Asked())
    others = aims_for(formulation, Asked(effort="cost"))
    assert less_of(formulation.program, formulation.program, aims, others) is None
    heavier = (*aims[:-1], replace(aims[-1], weights=2.0 * aims[-1].weights))
    assert less_of(formulation.program, formulation.program, aims, heavier) is None
