"""What is lost of a store on a day is lost of what is carried into the period of that day."""

from __future__ import annotations

import pytest

from plans import verified_plan
from unit.formulate.small import Rows, day, small

AT_HERE = {"good": "bread", "place": "here"}


def kept(losses: list[dict[str, object]], **tables: list[dict[str, object]]) -> float:
    """Bread that people get of 40 in store at the start and 10 that come in the first two days."""
    base: Rows = {
        "needs": [{"good": "bread", "amount": 9.0, "from": day(2)}],
        "supplies": [AT_HERE | {"supply": "aid", "at_most": 5.0, "per": "day", "until": day(2)}],
        "stocks": [AT_HERE | {"opening": 40.0}],
        "losses": losses,
    }
    return float(verified_plan(small(**base | tables))["deliveries"]["delivered"].sum())


@pytest.mark.parametrize(
    "on, expected",
    [(0, 0.5 * 40 + 10), (1, 0.5 * 40 + 10), (2, 0.5 * 50), (4, 0.5 * 50), (5, 50.0), (-1, 50.0)],
)
def test_a_loss_takes_its_share_of_what_enters_its_period(on: int, expected: float) -> None:
    assert kept([AT_HERE | {"share": 0.5, "on": day(on)}]) == pytest.approx(expected)


def test_losses_of_one_period_follow_each_other() -> None:
    losses = [AT_HERE | {"share": 0.5, "on": day(2)}, AT_HERE | {"share": 0.2, "on": day(3)}]
    assert kept(losses) == pytest.approx(50 * 0.5 * 0.8)


def test_a_loss_of_all_leaves_nothing() -> None:
    assert kept([AT_HERE | {"share": 1.0, "on": day(2)}]) == pytest.approx(0.0)


@pytest.mark.parametrize(
    "store, loss, expected",
    [("*", "*", 25.0), ("*", "there", 50.0), (None, None, 25.0), (None, "*", 50.0), ("*", None, 50.0)],
)
def test_a_loss_takes_from_the_stores_that_it_names(
    store: str | None, loss: str | None, expected: float
) -> None:
    losses = [{"good": "bread", "place": loss, "share": 0.5, "on": day(2)}]
    stocks = [{"good": "bread", "place": store, "opening": 40.0}]
    assert kept(losses, stocks=stocks) == pytest.approx(expected)


def test_money_is_lost_where_it_is_kept() -> None:
    tables: Rows = {
        "goods": [
            {"good": "bread", "unit": "kg"},
            {"good": "coin", "unit": "coin", "kind": "currency", "pooled": True},
        ],
        "supplies": [AT_HERE | {"supply": "shop", "price": 1.0, "from": day(2)}],
        "stocks": [{"good": "coin", "opening": 40.0}],
    }
    assert kept([{"good": "coin", "share": 0.25, "on": day(2)}], **tables) == pytest.approx(30.0)
