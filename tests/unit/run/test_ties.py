"""Of plans that are equally good, the one that draws on nothing it has no use for, and keeps what is left."""

from __future__ import annotations

import pytest

import commonweal as cw
from unit.run.depot import depot, stock_of


def test_no_more_work_is_called_on_than_there_is_to_do() -> None:
    plan = cw.plan(cw.read("village"))
    work = plan["supplies"].filter(good="labour")["supplied"].sum()
    assert work == pytest.approx(plan.aims[-1].value)


def test_carts_are_called_on_for_what_they_carry() -> None:
    plan = cw.plan(cw.read("village"))
    hours = {"high-road": 6.0, "cart-track": 9.0}  # for a tonne
    driven = sum(hours[route] * tonnes for route, tonnes in plan["flows"].select("route", "tonnes").rows())
    assert plan["supplies"].filter(supply="carts")["supplied"].sum() == pytest.approx(driven)


def test_what_nobody_needs_yet_is_kept_and_neither_thrown_away_nor_handed_out() -> None:
    hands = {"supply": "hands", "good": "work"}
    store = {"good": "flour", "place": "camp", "opening": 5000.0}
    plan = cw.plan(depot(supplies=[hands], stocks=[store]))
    assert plan["deliveries"]["delivered"].sum() == pytest.approx(2000.0)
    assert stock_of(plan["stocks"], "flour", "camp", 3) == pytest.approx(3000.0)
