"""Selectors: the texts that say what a limit sums."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.model.limits import SELECTOR_COLUMNS
from commonweal.model.selectors import Selector, parse_selector


@pytest.mark.parametrize(
    "text, kind, conditions",
    [
        ("route: mode=road", "route", (("mode", "road"),)),
        (
            "delivery: good.family=cereal, place=aleppo",
            "delivery",
            (("good.family", "cereal"), ("place", "aleppo")),
        ),
        ("  stock :good = dry beans ", "stock", (("good", "dry beans"),)),
        ("activity:", "activity", ()),
        ("supply", "supply", ()),
        ("supply: supplier=A%2C B", "supply", (("supplier", "A, B"),)),
    ],
)
def test_the_parts_of_a_selector(text: str, kind: str, conditions: tuple[tuple[str, str], ...]) -> None:
    assert parse_selector(text) == Selector(kind, conditions)


@pytest.mark.parametrize(
    "text, reason",
    [
        ("", "kind and a colon"),
        ("rout: mode=road", "'rout' is not a kind"),
        ("route: mood=road", "'mood'"),
        ("route: mode", "column=value"),
        ("route: mode=", "column=value"),
        ("route: mode=road,", "column=value"),
        ("route: mode=a=b", "column=value"),
        ("route: mode=road, mode=rail", "twice"),
        ("intake: good.kind=x", "good.kind"),
    ],
)
def test_what_is_no_selector_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_selector(text)


@given(st.text(min_size=1).filter(lambda value: value == value.strip()))
def test_any_value_parses_back(value: str) -> None:
    for kind, columns in SELECTOR_COLUMNS.items():
        selector = Selector(kind, ((columns[0], value),))
        assert parse_selector(str(selector)) == selector
