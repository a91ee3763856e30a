"""Random supply–use tables, planned: what was observed can be had again, and by the same outputs.

Levels ``x`` of industries give ``T x`` net, with ``T = Vᵀ/g − B`` (make matrix by industry output less use by
industry output). At the observed outputs ``g`` it is what final users had. They are the only plan of least
labour ``l`` if ``T`` is square and has an inverse, and ``p = l T⁻¹`` is above 0: then by duality nothing
else takes as little. Where some ``p`` is not, making more of one product and throwing away its joint
product takes less than was observed.
"""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given

import commonweal as cw
from commonweal.building.options import BuildOptions
from commonweal.inputoutput.tables import Floats, SupplyUse
from economies import seeds
from plans import verified_plan
from property.relation import modest
from unit.building.tables import rows_of, supply_use

FINALS = {"households": "household", "government": "government", "plant": "investment"}


def random_table(seed: int, *, joint: bool) -> SupplyUse:
    """One to three regions with two to four industries each, which trade with each other; it balances."""
    rng = np.random.default_rng(seed)
    n_regions, n_products = int(rng.integers(1, 4)), int(rng.integers(2, 5))
    regions = [f"R{number}" for number in range(n_regions)]
    labels = [f"{region}.p{number}" for region in regions for number in range(n_products)]
    n = len(labels)
    output = rng.lognormal(4.0, 1.0, n)
    supply = np.diag(output)
    if joint:
        same = np.kron(np.eye(n_regions), np.ones((n_products, n_products)))
        besides = rng.uniform(0.0, 0.15, (n, n)) * (rng.random((n, n)) < 0.5) * same
        np.fill_diagonal(besides, 0.0)
        supply = output[:, None] * (besides + np.diag(1.0 - besides.sum(axis=1)))
    use = rng.uniform(0.0, 1.0, (n, n)) * (rng.random((n, n)) < 0.7)
    made = supply.sum(axis=0)
    use *= (made * rng.uniform(0.2, 0.7, n) / np.maximum(use.sum(axis=1), 1e-9))[:, None]
    final = {f"{region}.{name}": kind for region in regions for name, kind in FINALS.items()}
    shares = rng.dirichlet(np.ones(len(final)), n)
    hours = rows_of("labour", ["work"], "h", output * rng.uniform(0.5, 5.0, n), np.zeros(len(final)))
    return supply_use(
        labels,
        labels,
        final,
        (supply, use, (made - use.sum(axis=1))[:, None] * shares),
        beside={"labour": hours},
        people={region: float(rng.integers(5, 50)) for region in regions},
        scale=float(rng.choice([1.0, 1e3, 1e6])),
    )


def planned(table: SupplyUse, **options: object) -> cw.Plan:
    """The plan of a table with the origins it had, in which everything was had again."""
    plan = verified_plan(cw.build_economy(table, BuildOptions(sourcing="observed", **options)).economy)
    assert plan["coverage"]["coverage"].min() == pytest.approx(1.0, abs=1e-9)
    assert np.min(plan["floors"]["kept"].to_numpy(), initial=1.0) == pytest.approx(1.0, abs=1e-9)
    return plan


def outputs(plan: cw.Plan, table: SupplyUse) -> Floats:
    """Levels of industries in the table's money, in its order."""
    several = len(table.regions) > 1
    names = table.industries.texts if several else table.industries.names
    levels = plan["activities"].group_by("activity").agg(pl.col("level").sum())
    level = dict(levels.iter_rows())
    return np.array([level.get(name, 0.0) for name in names]) / table.provenance.scale


def labour_prices(table: SupplyUse) -> Floats:
    """``l T⁻¹``: labour in a unit of each product, all joint products counted."""
    net = (table.supply.toarray().T - table.use) / table.industry_output
    found: Floats = np.linalg.solve(net.T, table.labour.by_industry[0] / table.industry_output)
    return found


@modest
@given(seeds)
def test_observed_outputs_are_the_plan_where_disposal_cannot_pay(seed: int) -> None:
    table = random_table(seed, joint=True)
    plan = planned(table)
    worked = table.labour.by_industry.sum()
    prices = labour_prices(table)
    if prices.min() > 1e-6 * prices.max():
        np.testing.assert_allclose(outputs(plan, table), table.industry_output, rtol=1e-6)
        assert plan.effort_used == pytest.approx(worked, rel=1e-6)
    else:
        assert plan.effort_used <= worked * (1.0 + 1e-6)


@modest
@given(seeds)
def test_tables_of_single_products_are_planned_as_leontief_solves_them(seed: int) -> None:
    table = random_table(seed, joint=False)
    inputs = table.use / table.industry_output
    expected = np.linalg.solve(np.eye(len(inputs)) - inputs, table.final_demand.sum(axis=1))
    np.testing.assert_allclose(outputs(planned(table), table), expected, rtol=1e-7)


@modest
@given(seeds)
def test_freer_origins_never_take_more_work(seed: int) -> None:
    table = random_table(seed, joint=True)
    worked = [
        verified_plan(cw.build_economy(table, BuildOptions(sourcing=way)).economy).effort_used
        for way in ("observed", "within", "free")
    ]
    assert worked[1] <= worked[0] * (1.0 + 1e-6)
    assert worked[2] <= worked[0] * (1.0 + 1e-6)


def test_a_joint_product_that_is_thrown_away_may_save_work() -> None:
    """Wool from sheep takes 10 hours of shearing, or comes free with meat that nobody wants more of."""
    table = supply_use(
        ["here.meat", "here.wool"],
        ["here.herd", "here.spinners"],
        {"here.households": "household"},
        ([[90.0, 10.0], [0.0, 4.0]], np.zeros((2, 2)), [[90.0], [14.0]]),
        beside={"labour": rows_of("labour", ["work"], "h", [10.0, 40.0], [0.0])},
        people={"here": 10.0},
    )
    assert labour_prices(table).min() < 0.0
    plan = planned(table, slack=1.0)
    assert plan.effort_used == pytest.approx(14.0)  # 140 of the herd, and no spinners
    assert planned(table, slack=0.1).effort_used < 50.0
