"""A loss in a sweep is the plan of the economy in which its rows are closed, cell by cell."""

import datetime as dt
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

import commonweal as cw
from commonweal.formulate.formulate import formulate
from commonweal.plan.certifying import problem_of
from commonweal.run.making import Asked, aims_for, balances_by_good
from commonweal.solve.again import Again
from commonweal.solve.bench import Limits
from commonweal.solve.standing import stand
from commonweal.sweep.losing import Losing
from commonweal.sweep.things import things_of
from economies import random_economy
from unit.sweep.by_hand import planned, without

CLOSE = 1e-6


def swept(economy, chosen=None, shares=None):
    """For each thing: the re-plan, and its coverage by the names of the cells."""
    formulation = formulate(economy)
    standing = stand(
        problem_of(formulation.program),
        aims_for(formulation, Asked()),
        Limits(),
        balances_by_good(formulation),
    )
    index, cells = formulation.index, formulation.deliveries.cells
    names = [
        (row["tier"], index.places[row["place"]], index.groups[row["group"]], index.goods[row["good"]],
         index.periods[row["period"]], row["column"])
        for row in cells.iter_rows(named=True)
    ]  # fmt: skip
    position = {column: number for number, column in enumerate(standing.cells.tolist())}
    losing = Losing(formulation, np.zeros(len(index.periods)) if shares is None else np.array(shares))
    things = [thing for thing in things_of(formulation) if chosen is None or thing.name in chosen]
    with Again(standing, Limits()) as again:
        for thing in things:
            redone = again.replan(losing.of(thing))
            assert redone.is_verified, thing.name
            yield thing, redone, {name[:-1]: redone.coverage[position[name[-1]]] for name in names}


def assert_same(found, wanted, what=""):
    assert found.keys() == wanted.keys()
    off = {cell: (found[cell], wanted[cell]) for cell in wanted if abs(found[cell] - wanted[cell]) > CLOSE}
    assert not off, (what, off)


def test_losses_of_the_village_are_plans_without_the_rows():
    economy = cw.read("village")
    for thing, _, coverage in swept(economy, {"cart-track", "hill", "mill, valley", "market, oil, town"}):
        assert_same(coverage, planned(without(economy, thing.kind, thing.name)), thing.name)


@pytest.mark.parametrize("seed", [0, 3])
def test_losses_of_random_economies_are_plans_without_the_rows(seed):
    economy = random_economy(np.random.default_rng(seed))
    for thing, _, coverage in swept(economy):
        assert_same(coverage, planned(without(economy, thing.kind, thing.name)), thing.name)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 140))
def test_losses_of_many_random_economies_are_plans_without_the_rows(seed):
    economy = random_economy(np.random.default_rng(seed), floors=seed % 2 == 0)
    for thing, _, coverage in swept(economy):
        assert_same(coverage, planned(without(economy, thing.kind, thing.name)), thing.name)


@pytest.mark.slow
def test_losses_of_syria_are_plans_without_the_rows():
    economy = cw.read("syria")
    economy = economy.with_settings(calendar=economy.settings.calendar.shortened(2))
    chosen = {"m5-aleppo", "hasakah", "damascus", "mill, deir-ez-zor-city", "pump-water, daraa"}
    for thing, _, coverage in swept(economy, chosen):
        assert_same(coverage, planned(without(economy, thing.kind, thing.name)), thing.name)


def test_a_dated_loss_is_the_plan_with_the_row_closed_on_those_days():
    economy = cw.read("village")
    calendar = economy.settings.calendar
    first, last = (calendar.start + dt.timedelta(days=days) for days in (7, 21))
    rows = economy["activities"]
    own = pl.col("activity") == "mill"
    mill = rows.filter(own)
    pieces = [mill.with_columns(until=first), mill.with_columns(pl.lit(last).alias("from"))]
    closed = pl.concat([rows.filter(~own), *pieces])
    for thing, _, coverage in swept(economy, {"mill, valley"}, [1.0, 0.0, 0.0, 1.0, 1.0, 1.0]):
        assert_same(coverage, planned(economy.with_table("activities", closed)), thing.name)


def test_half_of_a_capacity_is_the_plan_with_half_of_it():
    economy = cw.read("village")
    halved = economy["routes"].with_columns(
        capacity=pl.when(pl.col("route") == "high-road").then(pl.col("capacity") / 2).otherwise("capacity")
    )
    for _, _, coverage in swept(economy, {"high-road"}, [0.5] * 6):
        assert_same(coverage, planned(economy.with_table("routes", halved)))


def test_what_the_plan_does_without_needs_no_solving():
    redone = [one for _, one, _ in swept(random_economy(np.random.default_rng(7)))]
    untouched = [one for one in redone if one.how == "untouched"]
    assert 0 < len(untouched) < len(redone)
    assert all(one.n_programs == 0 for one in untouched)


def test_a_group_that_nothing_reaches_any_more_leaves_the_ration():
    economy = random_economy(np.random.default_rng(11))
    shared = economy.with_table("rations", economy["rations"].with_columns(everywhere=pl.lit(value=True)))
    for thing, redone, coverage in swept(shared, {"road_1", "south"}):
        assert redone.how == "anew"
        assert_same(coverage, planned(without(shared, thing.kind, thing.name)), thing.name)


def test_floors_of_closed_rows_are_not_asked_for():
    economy = cw.read("village")
    rows = economy["activities"].with_columns(
        minimum=pl.when(pl.col("activity") == "mill").then(1.0).otherwise(None), tier=pl.lit(1)
    )
    asking = economy.with_table("activities", rows)
    for thing, redone, coverage in swept(asking, {"mill, valley"}):
        assert redone.how == "anew"
        assert_same(coverage, planned(without(asking, thing.kind, thing.name)))


def test_answers_that_are_not_verified_are_made_anew(monkeypatch):
    monkeypatch.setattr(
        Again, "_untouched", lambda self, less: replace(self._anew(less), how="untouched", rows=1.0)
    )
    ((_, redone, _), *_) = swept(cw.read("village"), {"cart-track"})
    assert redone.how != "untouched"
