"""Names of what is made from a table: safe, told apart, and the same everywhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commonweal.building.naming import Names, safe_names
from unit.building.tables import built, column, labels, rows_of, sectors

words = st.text("ab -2,", max_size=5)


def test_names_have_neither_spaces_nor_commas() -> None:
    assert safe_names(["Paddy rice", "Oil, crude (light)", "  "]) == ("Paddy-rice", "Oil-crude-(light)", "x")


def test_names_that_became_alike_are_told_apart() -> None:
    assert safe_names(["a b", "a,b", "a-b"]) == ("a-b", "a-b-2", "a-b-3")


def test_a_number_given_to_one_name_is_not_that_of_another() -> None:
    assert safe_names(["a", "a ", "a-2"]) == ("a", "a-2", "a-2-2")


@given(st.lists(words, max_size=12))
def test_there_are_as_many_names_as_texts(texts: list[str]) -> None:
    names = safe_names(texts)
    assert len(set(names)) == len(texts)
    assert not any(set(name) & set(" ,") for name in names)


def test_names_are_led_by_the_region_where_there_are_several() -> None:
    one, two = (
        Names(labels(texts), labels(texts)) for texts in (["here.corn"], ["old town.corn", "south.corn"])
    )
    assert one.industry("here", "corn") == "corn"
    assert two.industry("old town", "corn") == "old-town.corn"
    assert two.place("old town") == "old-town"


def test_a_row_beside_the_table_is_not_mistaken_for_a_product_of_its_name() -> None:
    table = sectors(satellites=rows_of("water", ["food"], "m3", [5.0, 1.0], [0.0, 0.0]))
    goods = column(built(table), "goods", "good")
    assert "food-2" in goods
    assert len(set(goods)) == len(goods)
