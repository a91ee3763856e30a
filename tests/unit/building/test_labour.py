"""Labour and other rows beside a table: how much of it, where, in what unit, and what is assumed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import commonweal as cw
from commonweal.building.options import BuildOptions
from commonweal.inputoutput.tables import Rows, no_rows
from plans import verified_plan
from unit.building.tables import built, coefficients, column, rows_of, sectors, two_regions, valid

OWN = rows_of("emission", ["CO2"], "t", [40.0, 10.0], [7.0, 0.0])


def test_there_are_as_many_hours_as_were_worked_and_some_slack() -> None:
    [hours] = column(built(sectors(), labour_slack=0.5), "supplies", "at_most", supply="hours")
    assert hours == pytest.approx(1.5 * 110.0)


def test_labour_is_each_regions_own() -> None:
    table = two_regions()
    economy = built(table, labour_slack=0.0)
    found = dict(
        zip(column(economy, "supplies", "place"), column(economy, "supplies", "at_most"), strict=True)
    )
    hours = table.labour.by_industry[0]
    assert found == pytest.approx({"north": hours[:3].sum(), "south": hours[3:].sum()})


def test_persons_are_said_to_be_persons() -> None:
    table = sectors(labour=rows_of("labour", ["employed"], "person", [3.0, 4.0], [0.0, 0.0]))
    made = cw.build_economy(table, BuildOptions())
    assert column(made.economy, "goods", "unit", good="employed") == ["person"]
    assert any("in persons, not hours" in note for note in made.notes)


def test_labour_that_is_not_in_the_table_is_assumed_and_marked() -> None:
    made = cw.build_economy(sectors(labour=no_rows(2, 2)), BuildOptions(employed=0.6, labour_slack=0.0))
    economy = made.economy
    assert column(economy, "supplies", "at_most", supply="labour") == pytest.approx([6.0])
    for table, column_ in (("goods", "good"), ("supplies", "supply"), ("activity_goods", "good")):
        assert set(column(economy, table, "source", **{column_: "labour"})) == {"assumed"}
    assert coefficients(economy, "food")["food", "labour", None] == pytest.approx(-6.0 / 3000.0)
    assert any("assumed to work" in note for note in made.notes)


def test_units_that_cannot_be_read_are_told() -> None:
    table = sectors(satellites=rows_of("material", ["stuff"], "?!", [1.0, 2.0], [0.0, 0.0]))
    made = cw.build_economy(table, BuildOptions())
    assert column(made.economy, "goods", "unit", good="stuff") == ["unit"]
    assert any("'?!' can't be read" in note for note in made.notes)


def test_satellites_are_drawn_on_without_end(tmp_path: Path) -> None:
    economy = valid(built(sectors(satellites=OWN)), tmp_path / "economy")
    [row] = economy["supplies"].filter(supply="CO2").iter_rows(named=True)
    assert (row["place"], row["at_most"]) == ("*", None)
    assert coefficients(economy, "food")["food", "CO2", None] == pytest.approx(-40.0 / 1000.0)


def test_what_households_release_themselves_is_always_released() -> None:
    plan = verified_plan(built(sectors(satellites=OWN)))
    assert plan["supplies"].filter(supply="CO2")["supplied"].sum() == pytest.approx(57.0)


def test_kinds_of_labour_are_goods_of_their_own() -> None:
    labour = Rows(
        ("low", "high"),
        ("h", "h"),
        ("labour", "labour"),
        np.array([[9.0, 9.0], [1.0, 3.0]]),
        np.zeros((2, 2)),
    )
    economy = built(replace(sectors(), labour=labour), labour_slack=0.0)
    assert column(economy, "goods", "good", kind="labour") == ["low", "high"]
    assert verified_plan(economy).effort_used == pytest.approx(22.0)
