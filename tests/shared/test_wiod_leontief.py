"""The world of 2011 in 1,435 sectors: solved by factors and by products alone, with what rests on that."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from commonweal.inputoutput.extraction import Cut, extracted, isolated, without_trade
from commonweal.inputoutput.ghosh import GhoshSystem
from commonweal.inputoutput.leontief import LeontiefSystem
from commonweal.inputoutput.linkages import linkages
from commonweal.inputoutput.tables import SupplyUse
from shared.wiod_2011 import wiod_2011

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "wiod_2011"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not FOLDER.exists(), reason="development data are not beside the repository"),
]

SECONDS = 2.0  # half a second on a free machine


@pytest.fixture(scope="module")
def table() -> SupplyUse:
    return wiod_2011()


@pytest.fixture(scope="module")
def factorised(table: SupplyUse) -> LeontiefSystem:
    return LeontiefSystem(table.use, table.industry_output)


@pytest.fixture(scope="module")
def iterated(table: SupplyUse) -> LeontiefSystem:
    return LeontiefSystem(table.use, table.industry_output, dense_up_to=0)


def positions(table: SupplyUse, region: str) -> tuple[int, ...]:
    return tuple(place for place, name in enumerate(table.industries.regions) if name == region)


def final_demand(table: SupplyUse, system: LeontiefSystem) -> np.ndarray:
    """By final user, without what rounding leaves for sectors that make nothing."""
    return table.final_demand * system.active[:, None]


def test_one_demand_is_quickly_solved(table: SupplyUse) -> None:
    started = time.perf_counter()
    system = LeontiefSystem(table.use, table.industry_output)
    system.outputs(final_demand(table, system).sum(axis=1))
    assert time.perf_counter() - started < SECONDS


def test_observed_final_demand_gives_observed_outputs(table: SupplyUse, factorised: LeontiefSystem) -> None:
    outputs = factorised.outputs(final_demand(table, factorised).sum(axis=1))
    assert np.abs(outputs - table.industry_output).max() < 1e-3 * table.industry_output.max()
    observed = table.industry_output - table.use.sum(axis=1)
    np.testing.assert_allclose(factorised.outputs(observed), table.industry_output, atol=1e-6)


def test_iteration_and_factors_agree(
    table: SupplyUse, factorised: LeontiefSystem, iterated: LeontiefSystem
) -> None:
    demand = final_demand(table, factorised)[:, :40]
    expected = factorised.outputs(demand)
    largest = np.abs(expected).max(axis=0)
    assert np.all(np.abs(iterated.outputs(demand) - expected).max(axis=0) <= 1e-9 * largest)
    rows = np.random.default_rng(71).lognormal(0.0, 3.0, (10, len(table.industries)))
    expected = factorised.embodied(rows)
    np.testing.assert_allclose(iterated.embodied(rows), expected, rtol=1e-8)


def test_linkages_do_not_depend_on_the_way(factorised: LeontiefSystem, iterated: LeontiefSystem) -> None:
    ours, expected = linkages(iterated), linkages(factorised)
    np.testing.assert_allclose(ours.backward, expected.backward, rtol=1e-9)
    np.testing.assert_allclose(ours.forward, expected.forward, rtol=1e-9)
    np.testing.assert_array_equal(ours.key, expected.key)


def test_observed_primary_inputs_give_observed_outputs(table: SupplyUse, factorised: LeontiefSystem) -> None:
    primary = table.industry_output - table.use.sum(axis=0)
    outputs = GhoshSystem(factorised).outputs(primary)
    np.testing.assert_allclose(outputs, table.industry_output, rtol=1e-9, atol=1e-6)


def test_cutting_all_trade_of_inputs_isolates_a_region(table: SupplyUse, factorised: LeontiefSystem) -> None:
    inside = positions(table, "DEU")
    outside = tuple(sorted(set(range(len(table.industries))) - set(inside)))
    alone = isolated(factorised, inside)
    by_cuts = without_trade(factorised, [Cut(inside, outside), Cut(outside, inside)])
    np.testing.assert_allclose(by_cuts.after, alone.after, rtol=1e-7, atol=1e-3)


def test_a_region_taken_away_costs_others_less_than_it_makes_itself(
    table: SupplyUse, factorised: LeontiefSystem
) -> None:
    inside = list(positions(table, "DEU"))
    found = extracted(factorised, inside)
    own = table.industry_output[inside].sum()
    assert found.loss.min() > -1e-6 * found.before.max()
    assert own < found.total_loss < 2.0 * own
