"""What is asked of the builder, against itself and against the table: refused, with the row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import commonweal as cw
from commonweal.building.build import build_economy
from commonweal.building.options import Bridge, BuildOptions, Cap, Floor, Purpose, Technique, TradeCost
from commonweal.errors import DataError
from commonweal.findings import Origin
from unit.accounting.small_world import world

PEOPLE = {"north": 100.0, "south": 160.0}
BREAD = Bridge("bread", "01", 100.0, "kg", 2.0, "USD", 2031, 1.0, "mills", 0.6, source="a survey")
SHOP = replace(BREAD, product="services", share=0.3)


def faults(**options: Any) -> list[tuple[str, int | None, str, str]]:
    """What is refused: code, row (from 10), column, value."""
    origins = {
        name: Origin(f"{name}.csv", rows=tuple(range(10, 20)))
        for name in ("people", "purposes", "floors", "bridges", "techniques", "caps", "trade_costs")
    }
    asked = BuildOptions(**({"people": PEOPLE} | options), origins=origins)
    with pytest.raises(DataError) as caught:
        build_economy(world(), asked)
    return [(found.code, found.row, found.column, found.value) for found in caught.value.findings]


def test_names_that_the_table_lacks_are_told_with_row_and_near_name() -> None:
    found = faults(
        people=PEOPLE | {"nroth": 5.0},
        purposes={"farm": Purpose("01", 1)},
        caps=[Cap("carbon"), Cap("hours"), Cap("carbon", "soth")],
        bridges=[BREAD, replace(SHOP, product="service")],
        trade_costs=[TradeCost("", "", "", "porters", 0.1)],
    )
    assert found == [
        ("C01", 12, "region", "nroth"),
        ("C01", 10, "product", "farm"),
        ("C01", 11, "product", "service"),
        ("C01", 11, "row", "hours"),
        ("C01", 12, "region", "soth"),
        ("C01", 10, "service", "porters"),
    ]


def test_a_finding_names_the_file_and_says_what_is_near() -> None:
    origins = {"caps": Origin("caps.csv", rows=(7,))}
    asked = BuildOptions(people=PEOPLE, caps=[Cap("carbn")], origins=origins)
    with pytest.raises(DataError, match=r"caps.csv, row 7, row.*Did you mean 'carbon'"):
        build_economy(world(), asked)


def test_shares_of_a_need_come_to_one_at_most() -> None:
    assert faults(bridges=[BREAD, replace(SHOP, share=0.5)]) == [("B06", 11, "share", "0.5")]


def test_shares_of_every_region_and_of_one_are_taken_together() -> None:
    local = replace(SHOP, region="south", share=0.5)
    assert faults(bridges=[BREAD, local]) == [("B06", 11, "share", "0.5")]


def test_rows_of_one_need_agree() -> None:
    found = faults(bridges=[BREAD, replace(SHOP, price=3.0, tier=2)])
    assert found == [("B12", 11, "price", "3"), ("B12", 11, "tier", "2")]


def test_a_need_leads_to_a_product_once() -> None:
    assert faults(bridges=[BREAD, replace(BREAD, share=0.1)]) == [("B12", 11, "product", "mills")]


def test_the_tables_own_money_is_not_converted() -> None:
    assert faults(bridges=[replace(BREAD, to_table=1.1)]) == [("B06", 10, "to_table", "1.1")]


def test_a_floor_and_a_bridge_to_one_product_are_refused() -> None:
    found = faults(bridges=[BREAD, SHOP], floors=[Floor("services", 3.0, region="south")])
    assert found == [("B12", 11, "product", "services")]


def test_a_division_that_there_is_not_is_told() -> None:
    assert faults(bridges=[replace(BREAD, division="16")]) == [("C01", 10, "division", "16")]


def test_a_technique_makes_something_in_each_region() -> None:
    rows = [
        Technique("care", "", "farms", -1.0),
        Technique("care", "north", "services", 1.0, 5.0),
        Technique("care", "south", "mills", -1.0, 7.0),
    ]
    assert faults(techniques=rows) == [("B13", 10, "amount", "care")]


def test_capacities_of_a_technique_agree_within_a_region() -> None:
    rows = [Technique("care", "", "services", 1.0, 5.0), Technique("care", "", "farms", -1.0, 6.0)]
    assert faults(techniques=rows) == [("B12", 11, "capacity", "6")]
    apart = [
        Technique("care", "north", "services", 1.0, 5.0),
        Technique("care", "south", "services", 1.0, 6.0),
    ]
    assert build_economy(world(), BuildOptions(people=PEOPLE, techniques=apart)).economy


def test_an_unknown_classification_is_told() -> None:
    asked = BuildOptions(people=PEOPLE, classification="wiod-2013")
    with pytest.raises(DataError, match="Did you mean 'wiod2013'"):
        build_economy(world(), asked)


def test_the_classification_says_what_products_are_for() -> None:
    table = world()
    codes = tuple({"farms": "01", "mills": "10", "services": "84"}[name] for name in table.products.names)
    labels = replace(table.products, names=codes, titles=())
    named = replace(table, products=labels, industries=labels)
    built = build_economy(named, BuildOptions(people=PEOPLE, classification="isic4"))
    tiers = dict(built.economy["needs"].select("good", "tier").unique().iter_rows())
    assert tiers["01.any"] == 1.0
    assert tiers["84.any"] > 1.0


def test_bridges_become_floors_per_person_and_day() -> None:
    local = replace(BREAD, need="rusk", region="south", amount=50.0, share=0.5, tier=2)
    options = BuildOptions(people=PEOPLE, bridges=[BREAD, SHOP, local], floors_only=True)
    needs = build_economy(world(), options).economy["needs"]
    found = {
        (place, good): (amount * 365.0, tier)
        for place, good, amount, tier in needs.select("place", "good", "amount", "tier").iter_rows()
    }
    assert found == {
        ("north", "mills.any"): (pytest.approx(120.0), 1.0),
        ("north", "services.any"): (pytest.approx(60.0), 1.0),
        ("south", "mills.any"): (pytest.approx(170.0), 1.0),
        ("south", "services.any"): (pytest.approx(60.0), 1.0),
    }
    assert set(needs["source"]) == {"a survey"}


def test_bridges_leave_the_rest_of_consumption_a_step_further() -> None:
    small = replace(BREAD, amount=0.01)
    economy = build_economy(world(), BuildOptions(people=PEOPLE, bridges=[small])).economy
    mills = economy["needs"].filter(place="north", good="mills.any")
    assert sorted(mills["tier"]) == [1.0, 3.0]
    assert cw.plan(economy).certificate.quality == "verified"


def test_floors_only_asks_for_floors() -> None:
    assert faults(floors_only=True) == [("A05", None, "floors_only", "")]


def test_trade_costs_that_nothing_would_bear_are_told() -> None:
    at_home = TradeCost("", "north", "north", "services", 0.1)
    assert faults(trade_costs=[at_home]) == [("B06", 10, "to", "north")]
    abroad = TradeCost("", "north", "south", "services", 0.1)
    assert faults(trade_costs=[abroad], sourcing="observed") == [("A06", None, "", "")]
