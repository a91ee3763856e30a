"""What is asked and can't be answered is refused, all of it at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

import commonweal as cw
from commonweal.building.options import Cap, Floor, Group, Purpose, Technique, TradeCost
from unit.building.tables import built, rows_of, sectors, two_regions


def refused(table: object, **options: object) -> list[cw.Finding]:
    """The findings of a refusal."""
    with pytest.raises(cw.DataError) as caught:
        built(table, **options)
    return list(caught.value.findings)


def told(findings: list[cw.Finding]) -> set[tuple[str, str, str]]:
    return {(found.code, found.column, str(found.value)) for found in findings}


def test_everything_that_names_nothing_is_told_at_once() -> None:
    table = two_regions(satellites=rows_of("emission", ["CO2"], "t", [1.0] * 6, [0.0] * 4))
    findings = refused(
        table,
        people={"east": 1.0},
        purposes={"silk": Purpose("03", 1)},
        groups=[Group("west", "all", 1.0, 1.0)],
        floors=[Floor("cheese", 1.0), Floor("corn", 1.0, region="up")],
        techniques=[Technique("loom", "down", "cloth", 1.0), Technique("loom", "", "yarn", -1.0)],
        caps=[Cap("CH4"), Cap("CO2", "there")],
        trade_costs=[TradeCost("", "", "", "lorries", 0.1), TradeCost("tin", "", "", "corn", 0.1)],
    )
    assert told(findings) >= {
        ("C01", "region", "east"),
        ("C01", "product", "silk"),
        ("C01", "region", "west"),
        ("C01", "product", "cheese"),
        ("C01", "region", "up"),
        ("C01", "region", "down"),
        ("C01", "good", "yarn"),
        ("C01", "row", "CH4"),
        ("C01", "region", "there"),
        ("C01", "service", "lorries"),
        ("C01", "product", "tin"),
    }


def test_a_near_name_is_offered() -> None:
    [found] = refused(sectors(), floors=[Floor("foot", 1.0)])
    assert "food" in found.remedy


def test_consumers_without_inhabitants_are_refused() -> None:
    [found] = refused(replace(sectors(), people={}))
    assert (found.code, found.value) == ("B02", "here")


def test_floors_need_inhabitants_even_where_nothing_was_consumed() -> None:
    table = two_regions()
    table.final_demand[:, 2] = 0.0
    [found] = refused(replace(table, people={"north": 10.0}), floors=[Floor("corn", 1.0)])
    assert (found.code, found.value) == ("B02", "south")
    built(replace(table, people={"north": 10.0}), floors=[Floor("corn", 1.0, region="north")])


@pytest.mark.parametrize(
    ("groups", "what"),
    [
        ([Group("", "poor", 0.5, 0.5), Group("", "rich", 0.4, 0.5)], "people"),
        ([Group("", "poor", 0.5, 0.5), Group("", "rich", 0.5, 0.6)], "consumption"),
        ([Group("", "poor", 0.5, 0.5, "01"), Group("", "rich", 0.5, 0.5, "01")], "consumption"),
        ([Group("", "all", 1.0, 1.0), Group("", "all", 1.0, 0.7, "01")], "consumption"),
    ],
)
def test_shares_that_are_not_the_whole_are_refused(groups: list[Group], what: str) -> None:
    [found] = refused(sectors(), groups=groups)
    assert (found.code, found.column) == ("B06", what)


def test_a_group_of_nobody_is_refused() -> None:
    groups = [Group("", "all", 1.0, 1.0), Group("", "none", 0.0, 0.0)]
    assert ("B06", "people", "0") in told(refused(sectors(), groups=groups))


def test_numbers_outside_their_ranges_are_refused() -> None:
    found = told(refused(sectors(), within=20.0, slack=-0.1, employed=45.0, sourcing="abroad"))
    assert {(code, column) for code, column, _ in found} == {
        ("B06", "within"),
        ("B05", "slack"),
        ("B06", "employed"),
        ("C01", "sourcing"),
    }


def test_two_floors_of_one_product_are_refused() -> None:
    floors = [Floor("food", 1.0), Floor("food", 2.0, region="here")]
    assert ("B12", "product", "food") in told(refused(sectors(), floors=floors))


def test_a_technique_with_the_name_of_an_industry_is_refused() -> None:
    found = told(refused(sectors(), techniques=[Technique("food", "", "food", 1.0)]))
    assert ("C02", "technique", "food") in found


def test_a_service_that_the_origin_lacks_is_refused() -> None:
    table = two_regions()
    gone = table.products.names[-1]
    products = replace(table.products, names=(*table.products.names[:-1], "barns"))
    table = replace(table, products=products)
    cost = TradeCost("corn", "south", "north", gone, 0.1)
    assert ("C01", "service", gone) in told(refused(table, trade_costs=[cost]))


def test_final_users_of_nowhere_are_refused() -> None:
    table = sectors()
    final = replace(table.final, regions=("here", "there"))
    [found] = refused(replace(table, final=final))
    assert (found.code, found.value) == ("C01", "there")
