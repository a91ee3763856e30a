"""Industries as activities: coefficients by hand, capacities, joint products, negative uses."""

from __future__ import annotations

from pathlib import Path

import pytest

import commonweal as cw
from commonweal.building.options import BuildOptions
from unit.building.tables import built, coefficients, column, joint, sectors, two_regions, valid


def test_a_level_is_one_unit_of_money_of_what_an_industry_makes() -> None:
    found = coefficients(built(sectors()), "tools")
    assert found == pytest.approx(
        {
            ("tools", "tools", None): 1.0 - 100.0 / 2000.0,
            ("tools", "food", None): -500.0 / 2000.0,
            ("tools", "hours", None): -80.0 / 2000.0,
        }
    )


def test_joint_products_come_out_with_the_main_one() -> None:
    found = coefficients(built(joint()), "farm")
    assert found == pytest.approx(
        {
            ("farm", "wheat", None): 0.9 - 0.2,
            ("farm", "wool", None): 0.1,
            ("farm", "work", None): -200.0 / 100_000.0,  # hours per EUR: the table is in thousands
        }
    )


def test_a_negative_use_is_an_output_and_told() -> None:
    made = cw.build_economy(joint(), BuildOptions())
    assert coefficients(made.economy, "mill")["mill", "wool", None] == pytest.approx(2.0 / 50.0)
    assert any("1 negative uses are outputs" in note for note in made.notes)


def test_capacity_is_what_was_made_and_some_slack() -> None:
    [capacity] = column(built(joint(), slack=0.25), "activities", "capacity", activity="farm")
    assert capacity == pytest.approx(100_000.0 * 1.25 / 365.0)


def test_an_industry_that_makes_nothing_is_no_activity() -> None:
    table = two_regions()
    assert table.industry_output[2] > 0.0
    table.supply[2, 2] = 0.0
    table.use[:, 2] = 0.0
    economy = built(table)
    assert "north.homes" not in column(economy, "activities", "activity")


def test_inputs_are_from_where_they_were_or_from_anywhere() -> None:
    observed = coefficients(built(two_regions(), sourcing="observed"), "north.cloth")
    output = two_regions().industry_output[1]
    assert observed["north.cloth", "corn", None] == pytest.approx(-5.0 / output)
    assert observed["north.cloth", "corn", "south"] == pytest.approx(-5.0 / output)
    pooled = coefficients(built(two_regions(), sourcing="within"), "north.cloth")
    assert pooled["north.cloth", "corn.any", None] == pytest.approx(-10.0 / output)


def test_economies_with_joint_products_are_valid(tmp_path: Path) -> None:
    again = valid(built(joint()), tmp_path / "joint")
    assert cw.plan(again).certificate.quality == "verified"
