from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.errors import ModelError
from commonweal.inputoutput.footprints import by_region, footprints, product_footprints, summed_by
from commonweal.inputoutput.tables import InputOutput, Labels, Provenance, Rows, no_rows
from unit.inputoutput.small_worlds import random_world, system_of

seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=30, deadline=None)


def miller_and_blair() -> InputOutput:
    """The two sectors of ch. 2, one row of work, and households that release something themselves."""
    return InputOutput(
        sectors=Labels(("here", "here"), ("one", "two")),
        final=Labels(("here",), ("households",)),
        final_kinds=("household",),
        flows=np.array([[150.0, 500.0], [200.0, 100.0]]),
        final_demand=np.array([[350.0], [1700.0]]),
        output=np.array([1000.0, 2000.0]),
        imports=np.zeros(2),
        value_added=no_rows(2, 1),
        labour=no_rows(2, 1),
        capital=no_rows(2, 1),
        satellites=Rows(("CO2",), ("t",), ("emission",), np.array([[100.0, 400.0]]), np.array([[7.0]])),
        provenance=Provenance("Miller and Blair"),
    )


def test_multipliers_are_intensities_times_the_inverse() -> None:
    table = miller_and_blair()
    found = footprints(table, table.satellites)
    inverse = np.array([[1.25412541, 0.33003300], [0.26402640, 1.12211221]])
    assert found.multipliers[0] == pytest.approx(np.array([0.1, 0.2]) @ inverse, abs=1e-8)


def test_the_only_user_has_all_of_it_and_its_own() -> None:
    table = miller_and_blair()
    found = footprints(table, table.satellites)
    assert found.bought == pytest.approx(np.array([[500.0]]))
    assert found.by_final == pytest.approx(np.array([[507.0]]))
    assert found.residual < 1e-12


@some
@given(seeds, st.integers(1, 4), st.integers(1, 4), st.booleans())
def test_all_footprints_are_all_that_is_used(seed: int, n_regions: int, n_names: int, outside: bool) -> None:
    table = random_world(n_regions, n_names, seed, outside=outside)
    found = footprints(table, table.satellites)
    assert found.residual < 1e-9
    used = table.satellites.by_industry.sum(axis=1) + table.satellites.by_final.sum(axis=1)
    np.testing.assert_allclose(found.by_final.sum(axis=1), used + found.as_if_imported, rtol=1e-9)


@some
@given(seeds)
def test_footprints_by_product_add_up_to_the_users(seed: int) -> None:
    table = random_world(2, 3, seed)
    found = footprints(table, table.satellites, system_of(table))
    bought = product_footprints(found.multipliers, table.final_demand[:, 1])
    np.testing.assert_allclose(bought.sum(axis=1), found.bought[:, 1])


def test_regions_add_up_to_the_world() -> None:
    table = random_world(3, 2, 1)
    found = footprints(table, table.satellites)
    consumed = by_region(found.by_final, table.final, table.sectors.distinct_regions)
    assert consumed.shape == (3, 3)
    np.testing.assert_allclose(consumed[:, 1], found.by_final[:, 2:4].sum(axis=1))
    np.testing.assert_allclose(consumed.sum(axis=1), found.by_final.sum(axis=1))


def test_kinds_of_final_use_add_up() -> None:
    table = random_world(3, 2, 1)
    found = footprints(table, table.satellites)
    by_kind = summed_by(found.bought, table.final_kinds, ("household", "investment"))
    np.testing.assert_allclose(by_kind[:, 1], found.bought[:, 1::2].sum(axis=1))


def test_what_a_sector_without_output_releases_shows_as_a_residual() -> None:
    table = random_world(1, 3, 1)
    flows, final, output = table.flows.copy(), table.final_demand.copy(), table.output.copy()
    flows[2], flows[:, 2], final[2] = 0.0, 0.0, 0.0
    output = flows.sum(axis=1) + final.sum(axis=1)
    found = footprints(replace(table, flows=flows, final_demand=final, output=output), table.satellites)
    by_industry = table.satellites.by_industry
    assert found.residual == pytest.approx((by_industry[:, 2] / by_industry.sum(axis=1)).max())


def test_regions_that_are_not_asked_for_are_refused() -> None:
    with pytest.raises(ModelError, match="'South'"):
        by_region(np.ones(2), Labels(("North", "South"), ("a", "a")), ("North",))


def test_rows_of_another_table_are_refused() -> None:
    with pytest.raises(ModelError, match="don't fit"):
        footprints(miller_and_blair(), random_world(2, 2, 1).satellites)
