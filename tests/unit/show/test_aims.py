"""The aims of a plan in words."""

import pytest

from commonweal.show.aims import aim_name, aims_reached, floor_name
from commonweal.show.words import Names, words_in

EN = words_in("en")


@pytest.mark.parametrize(
    "name, said",
    [
        ("tier 2", "Tier 2: lowest coverage"),
        ("total of tier 1", "Total coverage of tier 1"),
        ("effort: labour", "Effort: labour"),
        ("what people can pay for", "What people can pay for"),
        ("something new {x}", "something new {x}"),
    ],
)
def test_an_aim_is_told_in_words_and_an_unknown_one_by_its_name(name, said):
    assert aim_name(name, EN) == said


def test_shares_are_told_in_percent_and_other_aims_in_their_unit(plan):
    reached = [(name, value.replace("\u00a0", " ")) for name, value in aims_reached(plan, EN)]
    assert reached == [
        ("Tier 1: lowest coverage", "31 %"),
        ("Effort: labour", "1.25 million h"),
    ]


def test_floors_are_told_by_kind_and_new_kinds_by_their_name(plan):
    names = Names.of(plan.economy, "en")
    assert floor_name("closing", "vitamin_c", EN, names) == "Closing stock: vitamin C"
    assert floor_name("other", "x", EN, names) == "other: x"
