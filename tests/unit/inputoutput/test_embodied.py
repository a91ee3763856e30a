from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.inputoutput.embodied import OUTSIDE, embodied_trade
from commonweal.inputoutput.footprints import by_region, footprints
from commonweal.inputoutput.tables import InputOutput, Labels, Provenance, Rows, no_rows
from unit.inputoutput.small_worlds import random_world, system_of

seeds = st.integers(0, 2**32 - 1)
some = settings(max_examples=30, deadline=None)


def mill_and_farm() -> InputOutput:
    """The South grows grain, the North mills it: 10 of grain go north, 20 of flour are eaten.

    Half of the flour is eaten in the South; the farm works 30 hours, the mill 5.
    """
    return InputOutput(
        sectors=Labels(("North", "South"), ("flour", "grain")),
        final=Labels(("North", "South"), ("people", "people")),
        final_kinds=("household", "household"),
        flows=np.array([[0.0, 0.0], [10.0, 0.0]]),
        final_demand=np.array([[10.0, 10.0], [0.0, 20.0]]),
        output=np.array([20.0, 30.0]),
        imports=np.zeros(2),
        value_added=no_rows(2, 2),
        labour=Rows(("work",), ("hour",), ("labour",), np.array([[5.0, 30.0]]), np.zeros((1, 2))),
        capital=no_rows(2, 2),
        satellites=no_rows(2, 2),
        provenance=Provenance("mill and farm"),
    )


def test_who_works_for_whom_by_hand() -> None:
    table = mill_and_farm()
    found = embodied_trade(table, table.labour)
    # flour takes a quarter of an hour at the mill and half a unit of grain, an hour each
    assert found.amounts[0] == pytest.approx(np.array([[2.5, 2.5], [5.0, 25.0]]))
    assert found.exported[0] == pytest.approx([2.5, 5.0])
    assert found.imported[0] == pytest.approx([5.0, 2.5])
    assert found.balance[0] == pytest.approx([-2.5, 2.5])
    assert found.home[0] == pytest.approx([2.5, 25.0])
    assert found.residual < 1e-12


@some
@given(seeds, st.integers(1, 4), st.integers(1, 4), st.booleans())
def test_work_for_all_users_is_all_work(seed: int, n_regions: int, n_names: int, outside: bool) -> None:
    table = random_world(n_regions, n_names, seed, outside=outside)
    found = embodied_trade(table, table.labour)
    assert found.residual < 1e-9
    assert found.amounts.shape == (2, n_regions, n_regions + outside)
    assert found.users[n_regions:] == ((OUTSIDE,) if outside else ())
    if not outside:
        np.testing.assert_allclose(found.balance.sum(axis=1), 0.0, atol=1e-9 * found.done.sum())


@some
@given(seeds)
def test_work_for_a_region_is_its_footprint(seed: int) -> None:
    table = random_world(3, 2, seed)
    system = system_of(table)
    found = embodied_trade(table, table.labour, system)
    bought = footprints(table, table.labour, system).bought
    by_user = by_region(bought, table.final, table.sectors.distinct_regions)
    np.testing.assert_allclose(found.amounts.sum(axis=1), by_user)


def test_a_region_that_only_buys_is_outside() -> None:
    table = mill_and_farm()
    found = embodied_trade(
        replace(table, final=Labels(("North", "Island"), ("people", "people"))), table.labour
    )
    assert found.users == ("North", "South", OUTSIDE)
    assert found.amounts[0] == pytest.approx(np.array([[2.5, 0.0, 2.5], [5.0, 0.0, 25.0]]))


def test_what_is_bought_of_a_sector_without_output_carries_nothing() -> None:
    table = mill_and_farm()
    idle = replace(
        table,
        flows=np.zeros((2, 2)),
        output=np.array([20.0, 0.0]),
        final_demand=np.array([[10.0, 10.0], [0.0, 1.0]]),
    )
    assert embodied_trade(idle, table.labour).amounts[0, 1] == pytest.approx(0.0)


def test_imports_from_outside_are_told_apart() -> None:
    table = mill_and_farm()
    open_table = replace(table, imports=np.array([0.0, 15.0]), output=np.array([20.0, 15.0]))
    found = embodied_trade(open_table, table.labour)
    assert found.as_if_imported[0] == pytest.approx([0.0, 30.0])
    assert found.done[0] == pytest.approx([5.0, 30.0])
    assert found.residual < 1e-12
