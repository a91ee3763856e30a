"""The books of WIOD 2011: examined, balanced and aggregated."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from commonweal.classify.people import people_of
from commonweal.classify.purposes import guessed_classification
from commonweal.importing.checking import examined
from commonweal.inputoutput.aggregation import aggregated
from commonweal.inputoutput.balances import product_residuals
from commonweal.inputoutput.balancing import balanced
from commonweal.inputoutput.tables import SupplyUse
from shared.wiod_2011 import wiod_2011

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(
        not (Path(__file__).parents[3] / "shared" / "data" / "wiod_2011").exists(),
        reason="development data are not beside the repository",
    ),
]


@pytest.fixture(scope="module")
def table() -> SupplyUse:
    return wiod_2011()


def test_the_published_table_is_sound(table: SupplyUse) -> None:
    began = time.perf_counter()
    check = examined(table)
    assert time.perf_counter() - began < 5
    assert check.findings == ()
    assert check.rounding == 1.0
    assert np.abs(check.product_residuals).max() == 108
    assert len(check.without_output) == 22
    assert check.negative == {"final investment": 6, "final stocks": 346}
    assert check.spectral_radius == pytest.approx(0.6102, abs=1e-4)


def test_its_totals_per_head_are_those_of_the_world_in_2011(table: SupplyUse) -> None:
    values = {each.measure: each.value for each in examined(table).magnitudes}
    assert values["value_added"] == pytest.approx(10_000, rel=0.1)
    assert values["consumption"] == pytest.approx(5_700, rel=0.1)


@pytest.mark.parametrize("scale", [1.0, 1e3, 1e9])
def test_another_unit_is_noticed(table: SupplyUse, scale: float) -> None:
    found = examined(replace(table, provenance=replace(table.provenance, scale=scale))).errors
    assert [each.code for each in found] == ["T10"]
    assert "--scale 1e6" in found[0].remedy


def test_a_wrong_figure_is_found_in_its_row(table: SupplyUse) -> None:
    use = table.use.copy()
    use[7, 0] += 50_000
    assert [(each.code, each.value) for each in examined(replace(table, use=use)).errors] == [
        ("T01", "AUS.c8")
    ]


def test_gras_balances_every_row_with_small_changes(table: SupplyUse) -> None:
    after, report = balanced(table)
    assert report.converged
    assert report.before == 108
    assert np.abs(product_residuals(after)).max() < 1e-3
    assert report.changed < 0.001
    negative = table.final_demand < 0
    assert (after.final_demand[negative] <= 0).all()
    assert (after.final_demand[~negative] >= 0).all()


def test_sums_over_regions_keep_totals_and_people(table: SupplyUse) -> None:
    peopled = replace(table, people=people_of(table.regions, 2011))
    europe = {
        *("AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "GRC", "HUN"),
        *("IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROM", "SVK", "SVN", "SWE"),
    }
    small = aggregated(
        peopled, regions={region: "EU27" if region in europe else "Rest" for region in table.regions}
    )
    assert small.use.shape == (70, 70)
    assert small.is_symmetric
    assert small.use.sum() == pytest.approx(table.use.sum(), rel=1e-12)
    assert sum(small.people.values()) == pytest.approx(7087120034)
    assert small.final_kinds == ("household", "nonprofit", "government", "investment", "stocks") * 2


def test_its_products_are_known(table: SupplyUse) -> None:
    assert guessed_classification(table.products) == "wiod2013"
