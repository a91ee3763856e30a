"""Further techniques: where they are, what they take, and when they are used."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonweal.building.options import Technique
from commonweal.inputoutput.tables import no_rows
from plans import verified_plan
from unit.building.tables import built, coefficients, column, priced, sectors, two_regions, valid


def garden(hours: float, **more: float) -> list[Technique]:
    """Food without tools."""
    return [
        Technique("garden plot", "", "food", 1.0, more.get("capacity"), source="a trial"),
        Technique("garden plot", "", "hours", -hours),
    ]


def test_a_technique_is_an_activity_with_its_coefficients(tmp_path: Path) -> None:
    economy = valid(built(sectors(), techniques=garden(0.05, capacity=73.0)), tmp_path / "economy")
    assert coefficients(economy, "garden-plot") == {
        ("garden-plot", "food", None): 1.0,
        ("garden-plot", "hours", None): -0.05,
    }
    assert column(economy, "activities", "capacity", activity="garden-plot") == pytest.approx([73.0 / 365.0])
    assert column(economy, "activities", "source", activity="garden-plot") == ["a trial"]


def test_one_for_every_region_or_for_one() -> None:
    rows = [Technique("loom", "", "cloth", 1.0), Technique("mill", "south", "corn", 1.0)]
    names = column(built(two_regions(), techniques=rows), "activities", "activity", kind="technique")
    assert names == ["north.loom", "south.loom", "south.mill"]


def test_rows_of_a_region_add_to_those_of_all() -> None:
    rows = [
        Technique("loom", "", "cloth", 1.0),
        Technique("loom", "north", "corn", -0.1),
        Technique("loom", "south", "corn", -0.2),
    ]
    economy = built(two_regions(), techniques=rows)
    assert coefficients(economy, "north.loom")["north.loom", "corn.any", None] == -0.1
    assert coefficients(economy, "south.loom")["south.loom", "corn.any", None] == -0.2


def test_inputs_come_from_where_users_get_them_and_outputs_are_made() -> None:
    rows = [Technique("oven", "", "bread", 1.0)]
    found = coefficients(built(priced(), techniques=rows), "oven")
    assert ("oven", "bread", None) in found
    rows = [Technique("oven", "", "trade", 1.0), Technique("oven", "", "bread", -0.1)]
    assert ("oven", "bread.sold", None) in coefficients(built(priced(), techniques=rows), "oven")


def test_labour_that_is_assumed_can_be_named() -> None:
    rows = [Technique("garden", "", "food", 1.0), Technique("garden", "", "labour", -0.001)]
    economy = built(sectors(labour=no_rows(2, 2)), techniques=rows)
    assert coefficients(economy, "garden")["garden", "labour", None] == -0.001


VALUES = (0.05067, 0.05544)  # hours in a unit of food and tools: v = l (I - A)^-1


@pytest.mark.parametrize(("hours", "runs"), [(0.9 * VALUES[0], True), (1.1 * VALUES[0], False)])
def test_a_technique_is_run_if_it_takes_less_than_the_labour_value(hours: float, runs: bool) -> None:
    economy = built(sectors(), techniques=garden(hours), slack=10.0, labour_slack=10.0)
    plan = verified_plan(economy)
    assert (plan["activities"].filter(activity="garden-plot")["level"].sum() > 1.0) is runs
    assert (plan.effort_used < 109.9) is runs
