"""What government, investment and stocks take is kept; what they give is supplied."""

from __future__ import annotations

import pytest

import commonweal as cw
from commonweal.building.options import BuildOptions
from plans import verified_plan
from unit.building.tables import built, coefficients, column, joint, sectors, two_regions


def test_a_commitment_is_wanted_as_it_was_observed() -> None:
    [row] = built(sectors())["activities"].filter(activity="government.tools").iter_rows(named=True)
    assert row["minimum"] == row["capacity"] == pytest.approx(100.0 / 365.0)
    assert (row["kind"], row["tier"]) == ("government", None)


def test_commitments_may_be_given_a_tier() -> None:
    economy = built(sectors(), commitments_tier=2)
    assert set(column(economy, "activities", "tier", kind="government")) == {2.0}


def test_each_product_of_a_programme_is_kept_by_itself() -> None:
    """Food can't be made any more, and tools take food: what of them can be had still is."""
    economy = built(sectors(), slack=0.0)
    plan = verified_plan(economy)
    kept = dict(zip(plan["floors"]["what"], plan["floors"]["kept"], strict=True))
    assert {name: value for name, value in kept.items() if name.startswith("government")} == pytest.approx(
        {"government.food": 1.0, "government.tools": 1.0}
    )


def test_observed_commitments_draw_on_the_origins_they_had() -> None:
    found = coefficients(built(two_regions(), sourcing="observed"), "north.government.cloth")
    assert found["north.government.cloth", "cloth", "north"] == pytest.approx(-5.0 / 8.0)
    assert found["north.government.cloth", "cloth", "south"] == pytest.approx(-3.0 / 8.0)


def test_commitments_draw_on_the_mix_of_the_country_where_origins_may_move() -> None:
    found = coefficients(built(two_regions(), sourcing="within"), "north.government.cloth")
    assert found["north.government.cloth", "cloth.any", None] == -1.0


def test_stocks_drawn_down_are_supplied_and_told() -> None:
    made = cw.build_economy(joint(), BuildOptions())
    [row] = made.economy["supplies"].filter(supply="drawn-down").iter_rows(named=True)
    assert (row["good"], row["kind"]) == ("wool", "stocks")
    assert row["at_most"] == pytest.approx(3000.0)
    assert any("negative final demand" in note for note in made.notes)


def test_what_stocks_gave_is_not_also_a_commitment() -> None:
    assert not column(built(joint()), "activities", "activity", kind="stocks")
