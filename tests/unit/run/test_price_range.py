"""Prices lie between what a little more saves and what a little less costs."""

from __future__ import annotations

import datetime as dt

import pytest

import commonweal as cw
from commonweal.errors import ModelError
from commonweal.model import Calendar, Economy, Settings


def bakery() -> Economy:
    """Bread from 0.2 of itself and 3 hours; a second oven takes 5 hours once the first is full."""
    settings = Settings(name="bakery", calendar=Calendar(start=dt.date(2031, 1, 1), lengths=(10,)))
    rows = {
        "goods": [{"good": "bread", "unit": "kg"}, {"good": "work", "unit": "h", "kind": "labour"}],
        "places": [{"place": "here"}],
        "people": [{"group": "all", "place": "here", "people": 10.0}],
        "needs": [{"good": "bread", "amount": 0.8, "tier": 1.0}],
        "activities": [
            {"activity": "oven", "place": "here", "capacity": 10.0},
            {"activity": "old-oven", "place": "here"},
        ],
        "activity_goods": [
            {"activity": "oven", "good": "bread", "amount": 0.8},
            {"activity": "oven", "good": "work", "amount": -3.0},
            {"activity": "old-oven", "good": "bread", "amount": 0.8},
            {"activity": "old-oven", "good": "work", "amount": -5.0},
        ],
        "supplies": [{"supply": "hands", "good": "work", "place": "here"}],
    }
    return Economy.from_rows(settings, rows)


def test_at_an_edge_a_price_has_two_sides() -> None:
    """The oven is exactly full: one less costs 5/0.8 hours on the old oven, one more saves 3/0.8."""
    found = cw.price_range(bakery(), "bread", "here", "2031-01-01")
    assert found.more["effort: labour"] == pytest.approx(-3.75, rel=1e-6)
    assert found.less["effort: labour"] == pytest.approx(6.25, rel=1e-6)
    assert found.more["tier 1"] == found.less["tier 1"] == 0.0


def test_the_price_of_the_plan_lies_between_the_two_sides() -> None:
    prices = cw.plan(bakery())["prices"].filter(aim="effort: labour", good="bread")
    assert 3.75 - 1e-9 <= prices["price"][0] <= 6.25 + 1e-9


def test_a_good_that_is_nowhere_has_no_price() -> None:
    with pytest.raises(ModelError, match="nothing brings it there"):
        cw.price_range(cw.read("village"), "caviar", "hill", "2031-03-03")
