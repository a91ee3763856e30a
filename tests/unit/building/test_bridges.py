"""From what a decent living takes, counted in things, to floors of products in money."""

from __future__ import annotations

from dataclasses import replace

import pytest

from commonweal.building.bridges import floors_of
from commonweal.building.options import Bridge
from unit.building.tables import built, column, sectors

BREAD = Bridge("bread", "01", 100.0, "kg", 2.0, "USD", 2015, 0.8, "food", 0.6, source="a survey")


def test_a_need_is_worth_its_price_in_the_tables_money() -> None:
    assert BREAD.worth == pytest.approx(100.0 * 2.0 * 0.8 * 0.6)


def test_needs_that_take_one_product_are_added() -> None:
    cheese = replace(BREAD, need="cheese", amount=10.0, tier=2, source="another")
    [floor] = floors_of([replace(BREAD, tier=3), cheese])
    assert floor.amount == pytest.approx(96.0 + 9.6)
    assert (floor.product, floor.tier, floor.source) == ("food", 2, "a survey; another")


def test_products_and_regions_are_kept_apart() -> None:
    floors = floors_of([BREAD, replace(BREAD, product="tools"), replace(BREAD, region="north")])
    assert [(floor.product, floor.region) for floor in floors] == [
        ("food", ""),
        ("tools", ""),
        ("food", "north"),
    ]


def test_floors_of_bridges_are_needs_of_the_economy() -> None:
    economy = built(sectors(), floors=floors_of([BREAD]), floors_only=True)
    assert column(economy, "needs", "amount") == pytest.approx([96.0 / 365.0])
    assert column(economy, "needs", "source") == ["a survey"]
