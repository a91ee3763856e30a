"""Units and the factors between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.units import AffineUnit, UnitBook, UnitError, UnknownUnit, WrongDimension

BOOK = UnitBook(["kg", "loaf", "lorry-hour", "tarpaulin", "coin"], ["coin", "USD"])


@pytest.mark.parametrize(
    "text, target, factor",
    [
        ("t", "kg", 1000),
        ("mg/100g", "g/kg", 0.01),
        ("mg/(100 g)", "g/kg", 0.01),
        ("mg/100 g", "g/kg", 0.01),
        ("kWh", "MJ", 3.6),
        ("kcal", "MJ", 0.004184),
        ("m3", "L", 1000),
        ("m³", "L", 1000),
        ("µg", "mg", 0.001),
        ("person-day", "person*h", 24),
        ("lorry-hour", "lorry*min", 60),
        ("pieces", "piece", 1),
        ("L", "mL", 1000),
        ("USD/t", "USD/kg", 0.001),
        ("kg/m2/day", "kg/(m2 day)", 1),
        ("tarpaulin", "tarpaulin", 1),
        ("mcg", "ug", 1),
    ],
)
def test_factors_are_exact_to_fifteen_digits(text: str, target: str, factor: float) -> None:
    assert BOOK.factor(text, target) == factor


@pytest.mark.parametrize(
    "text, target", [("kg", "L"), ("bar", "Pa"), ("USD", "coin"), ("piece", "item"), ("h", "person-hour")]
)
def test_different_things_are_not_converted(text: str, target: str) -> None:
    with pytest.raises(WrongDimension, match=target):
        BOOK.factor(text, target)


@pytest.mark.parametrize("text", ["°C", "degF", "kg/degC"])
def test_a_unit_with_a_zero_of_its_own_is_refused(text: str) -> None:
    with pytest.raises(AffineUnit, match="zero"):
        BOOK.measure(text)


@pytest.mark.parametrize(
    "text, remedy", [("tn", "t or short_ton"), ("kVh", "kWh"), ("lof", "loaf"), ("", "kg")]
)
def test_an_unknown_unit_is_told_with_the_nearest(text: str, remedy: str) -> None:
    with pytest.raises(UnknownUnit, match=remedy):
        BOOK.measure(text)


@pytest.mark.parametrize("text", ["kg/", "((kg", "kg)", "0 kg", "9" * 90 + " kg", "1e5", "kg;g", "x" * 101])
def test_what_is_no_product_of_units_is_refused(text: str) -> None:
    with pytest.raises(UnknownUnit):
        BOOK.measure(text)


@pytest.mark.parametrize("word", ["nan", "NaN"])
def test_a_word_that_pint_takes_for_a_number_is_no_unit(word: str) -> None:
    with pytest.raises(UnknownUnit):
        UnitBook().measure(word)


def test_a_misspelt_unit_can_not_be_declared_as_something_counted() -> None:
    with pytest.raises(UnknownUnit, match="tonne"):
        UnitBook(["tonn"]).measure("tonn")


@given(st.text(max_size=20))
def test_any_text_is_a_unit_or_a_unit_error(text: str) -> None:
    try:
        measure = UnitBook([text]).measure(text)
    except UnitError:
        return
    assert measure.scale > 0
