"""Accounts of a table of the world, WIOD 2011, with a stand-in for labour: the same for every dollar made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from commonweal.inputoutput.decomposition import YearTable, footprint_change
from commonweal.inputoutput.embodied import embodied_trade
from commonweal.inputoutput.footprints import by_region, footprints
from commonweal.inputoutput.input_mixes import capital_by_mix, wage_basket
from commonweal.inputoutput.labour_values import labour_values
from commonweal.inputoutput.leontief import LeontiefSystem, per_output
from commonweal.inputoutput.paths import supply_paths
from commonweal.inputoutput.production_prices import (
    circulating_capital_prices,
    fixed_capital_prices,
)
from commonweal.inputoutput.tables import Floats, InputOutput, Rows
from shared.wiod_2011 import wiod_2011

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "wiod_2011"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not FOLDER.exists(), reason="development data are not beside the repository"),
]


@dataclass(frozen=True, eq=False)
class World:
    """The table with outputs that are exactly what is used, its system, and two rows."""

    table: InputOutput
    rows: Rows

    @property
    def investment(self) -> Floats:
        """What each region invests: shape (n_sectors, n_regions)."""
        kept = [column for column, kind in enumerate(self.table.final_kinds) if kind == "investment"]
        return self.table.final_demand[:, kept]


@pytest.fixture(scope="module")
def world() -> World:
    source = wiod_2011()
    output = source.use.sum(axis=1) + source.final_demand.sum(axis=1)
    output[source.industry_output == 0.0] = 0.0  # two of them are bought from, by a rounding
    value_added = output - source.use.sum(axis=0)
    n_final = len(source.final)
    rows = Rows(
        ("work", "value added"),
        ("hour", "USD"),
        ("labour", "value_added"),
        np.vstack([output, value_added]),
        np.zeros((2, n_final)),
    )
    table = InputOutput(
        sectors=source.industries,
        final=source.final,
        final_kinds=source.final_kinds,
        flows=source.use,
        final_demand=source.final_demand,
        output=output,
        imports=source.imports,
        value_added=source.value_added,
        labour=source.labour,
        capital=source.capital,
        satellites=source.satellites,
        provenance=source.provenance,
    )
    return World(table, rows)


@pytest.fixture(scope="module")
def system(world: World) -> LeontiefSystem:
    return LeontiefSystem(world.table.flows, world.table.output)


def test_net_output_is_worth_all_labour(world: World, system: LeontiefSystem) -> None:
    assert labour_values(system, world.rows.by_industry[0]).residual < 1e-9


def test_value_added_in_a_dollar_of_final_demand_is_a_dollar(world: World, system: LeontiefSystem) -> None:
    found = footprints(world.table, world.rows, system)
    assert found.multipliers[1, world.table.output > 0.0] == pytest.approx(1.0, abs=1e-9)
    assert found.residual < 1e-9


def test_footprints_of_regions_add_up_to_the_world(world: World, system: LeontiefSystem) -> None:
    found = footprints(world.table, world.rows, system)
    consumed = by_region(found.by_final, world.table.final, world.table.sectors.distinct_regions)
    assert consumed.shape == (2, 41)
    np.testing.assert_allclose(consumed.sum(axis=1), world.rows.by_industry.sum(axis=1), rtol=1e-9)


def test_regions_work_for_each_other_and_balances_add_up_to_nothing(
    world: World, system: LeontiefSystem
) -> None:
    found = embodied_trade(world.table, world.rows, system)
    assert found.amounts.shape == (2, 41, 41)
    assert found.residual < 1e-9
    np.testing.assert_allclose(found.balance.sum(axis=1), 0.0, atol=1e-9 * found.done.sum())


def test_balance_of_value_added_is_the_balance_of_trade(world: World, system: LeontiefSystem) -> None:
    """What a region's value added exceeds its final demand by, it must have sold abroad."""
    found = embodied_trade(world.table, world.rows, system)
    regions = found.regions
    bought = by_region(world.table.final_demand.sum(axis=0), world.table.final, regions)
    earned = by_region(world.rows.by_industry[1], world.table.sectors, regions)
    # two final demands of a million each go to sectors without output
    np.testing.assert_allclose(found.balance[1], earned - bought, atol=2.0 + 1e-9 * earned.sum())


def test_paths_and_remainders_of_a_region_are_its_footprint(world: World, system: LeontiefSystem) -> None:
    table = world.table
    column = table.final.positions["DEU", "f1"]
    intensity = per_output(world.rows.by_industry[0], table.output)
    found = supply_paths(system, intensity, table.final_demand[:, column], most=100, tolerance=1e-5)
    assert len(found.paths) == 100
    assert found.residual < 1e-9
    assert found.total == pytest.approx(footprints(table, world.rows, system).bought[0, column])
    assert found.complete


@pytest.mark.parametrize("advanced", [False, True])
def test_prices_on_circulating_capital_earn_one_rate(
    world: World, system: LeontiefSystem, advanced: bool
) -> None:
    work = world.rows.by_industry[0]
    households = [kind == "household" for kind in world.table.final_kinds]
    basket = wage_basket(world.table.final_demand[:, households].sum(axis=1), 0.1)
    found = circulating_capital_prices(system, work, basket, wages_advanced=advanced)
    assert found.residual < 1e-9
    assert found.total_residual < 1e-9
    assert found.maximum_rate == pytest.approx(1 / 0.61 - 1, rel=0.02)
    assert 0.0 < found.profit_rate < found.maximum_rate


def test_prices_on_capital_owned_in_regions_earn_one_rate(world: World, system: LeontiefSystem) -> None:
    table = world.table
    regions = table.sectors.distinct_regions
    owners = np.array([regions.index(region) for region in table.sectors.regions])
    stock = capital_by_mix(1.5 * table.output, table.output, world.investment, owners)
    basket = wage_basket(table.final_demand[:, 0], 0.1)
    found = fixed_capital_prices(system, world.rows.by_industry[0], basket, stock)
    assert found.residual < 1e-9
    assert found.total_residual < 1e-9
    assert 0.0 < found.profit_rate < found.maximum_rate


def test_a_change_of_footprints_has_causes_that_add_up(world: World, system: LeontiefSystem) -> None:
    """A second year is made up: work for a dollar falls by a tenth, and the first region buys more."""
    demand = world.table.final_demand.copy()
    demand[world.table.output == 0.0] = 0.0
    more = demand.copy()
    more[:, :5] *= 1.2
    work = world.rows.by_industry[:1]
    first = YearTable(system, demand, work)
    found = footprint_change(first, replace(first, final_demand=more, stressors=0.9 * work))
    assert found.residual < 1e-9
    assert np.all(found.effects["intensity"].sum() < 0.0)
    np.testing.assert_allclose(found.effects["technology"], 0.0, atol=1e-9 * found.before.sum())
    np.testing.assert_allclose(found.effects["level"][:, 5:], 0.0, atol=1e-9 * found.before.sum())
