"""Packages of small economies whose answers are known by hand."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl
import pytest

from commonweal.errors import ModelError
from commonweal.model import Economy
from commonweal.require import Requirement, require
from commonweal.require.granting import granted
from economies import random_economy
from plans import cells_of, verified_plan
from unit.formulate.small import LAST, Rows, day, small

Row = dict[str, object]

BREAD: Row = {"good": "bread", "unit": "kg", "mass": 1.0}
COIN: Row = {"good": "coin", "unit": "coin", "kind": "currency", "pooled": True}
WORK: Row = {"good": "work", "unit": "h", "kind": "labour"}
GRAIN: Row = {"good": "grain", "unit": "kg", "mass": 1.0}
AID: Row = {"supply": "aid", "good": "bread", "place": "here", "at_most": 2.0, "per": "day"}
SHOP: Row = {"supply": "shop", "good": "bread", "place": "here", "price": 3.0}
ROAD: Row = {"route": "road", "from_place": "here", "to_place": "there", "capacity": 0.001}
BAKE: Rows = {
    "activities": [{"activity": "bake", "place": "here", "capacity": 1.5}],
    "activity_goods": [
        {"activity": "bake", "good": "grain", "amount": -1.0},
        {"activity": "bake", "good": "work", "amount": -0.5},
        {"activity": "bake", "good": "bread", "amount": 1.0},
    ],
}


def lines(found: Requirement) -> list[tuple[str, str, str, float]]:
    """What the package holds."""
    return [
        (what, place, period, pytest.approx(amount, rel=1e-6))
        for what, place, period, amount in found.package.select("what", "place", "period", "amount").rows()
    ]


def proved(found: Requirement, *, by_rule: bool = True) -> Requirement:
    assert found.proof.plan.certificate.quality == "verified"
    assert found.proof.missing <= 1e-6
    assert found.proof.by_rule is by_rule
    return found


def test_money_buys_what_is_short() -> None:
    """Ten people eat 25 kg in five days, aid brings 10, the rest costs 3 coins a kg."""
    found = proved(require(small(goods=[BREAD, COIN], supplies=[AID, SHOP])))
    assert found.total == pytest.approx(45.0, rel=1e-6)
    assert found.measure == "coin"
    assert lines(found) == [("required coin", "", "2031-01-01", 18.0), ("required coin", "", LAST, 27.0)]
    assert found.cannot.is_empty()


def test_a_lower_level_costs_less() -> None:
    found = proved(require(small(goods=[BREAD, COIN], supplies=[AID, SHOP]), coverage=0.6))
    assert found.total == pytest.approx(3.0 * (0.6 * 25 - 10), rel=1e-6)


def test_nothing_is_required_where_nothing_is_short() -> None:
    found = proved(require(small(goods=[BREAD, COIN], supplies=[AID, SHOP]), coverage=0.4))
    assert found.total == 0.0
    assert found.package.is_empty()


def test_money_comes_as_late_as_it_can() -> None:
    """What is paid two days ahead must be there in the first period, the rest only in the second."""
    shop = SHOP | {"lead_time": 1.0, "from": day(2)}
    found = proved(require(small(goods=[BREAD, COIN], supplies=[AID, shop]), by=day(2)))
    first, last = found.package["amount"]
    assert first == pytest.approx(9.0, rel=1e-6)
    assert last == pytest.approx(18.0, rel=1e-6)


def test_a_good_comes_where_it_is_short() -> None:
    found = proved(require(small(), of="bread"))
    assert lines(found) == [
        ("required bread", "here", "2031-01-01", 6.0),
        ("required bread", "here", LAST, 9.0),
    ]


def test_labour_is_counted_in_hours() -> None:
    tables = BAKE | {"goods": [BREAD, GRAIN, WORK], "activities": [{"activity": "bake", "place": "here"}]}
    economy = small(**tables, supplies=[AID, AID | {"supply": "farm", "good": "grain", "at_most": None}])
    found = proved(require(economy, of="labour"))
    assert (found.measure, found.total) == ("h", pytest.approx(7.5, rel=1e-6))


def test_a_store_holds_more_at_the_start_and_what_spoils_is_added() -> None:
    goods = [BREAD | {"loss_per_day": 0.1}]
    economy = small(goods=goods, needs=[{"good": "bread", "amount": 0.5, "until": day(2)}],
                    stocks=[{"good": "bread", "place": "*", "opening": 1.0, "capacity": 100.0}])  # fmt: skip
    found = proved(require(economy, of="stock"))
    short = 10.0 - 4.0 - 0.81
    assert lines(found) == [("bread", "here", "", short / 0.81)]
    stocks = found.proof.economy["stocks"].sort("place")
    assert stocks["place"].to_list() == ["here", "there"]
    assert stocks["opening"].to_list() == pytest.approx([1.0 + short / 0.81, 1.0])


def test_a_store_that_all_share_may_hold_no_more_than_it_holds() -> None:
    stocks: list[Row] = [{"good": "bread", "opening": 1.0, "capacity": 9.0}]
    found = proved(require(small(stocks=stocks), of="stock"))
    assert lines(found) == [("bread", "", "", 8.0)]
    assert found.cannot["highest"].to_list() == pytest.approx([19 / 25, 19 / 25])
    assert set(found.cannot["why"]) == {"limited"}


def test_a_durable_that_is_added_need_not_be_left() -> None:
    goods = [BREAD | {"kind": "durable"}]
    found = proved(require(small(goods=goods, stocks=[{"good": "bread", "place": "here"}]), of="stock"))
    assert lines(found) == [("bread", "here", "", 15.0)]


def test_capacity_is_counted_in_what_there_is() -> None:
    """Of 15 kg there, the road takes 5: it must take twice more."""
    economy = small(people=[{"group": "all", "place": "there", "people": 6.0}], routes=[ROAD],
                    supplies=[AID | {"at_most": 9.0}])  # fmt: skip
    found = proved(require(economy, of="capacity"))
    assert lines(found) == [("road", "here – there", "", 0.002)]
    assert found.total == pytest.approx(2.0, rel=1e-6)
    assert found.proof.economy["routes"]["capacity"].to_list() == pytest.approx([0.003])


def test_workshops_and_stores_are_capacity_too() -> None:
    """Grain comes in the first days only, so the mill must work then, and the store keep it."""
    farm: Row = {"supply": "farm", "good": "grain", "place": "here", "until": day(2)}
    hands: Row = {"supply": "hands", "good": "work", "place": "here"}
    economy = small(**BAKE, goods=[BREAD, GRAIN, WORK], supplies=[farm, hands],
                    needs=[{"good": "bread", "amount": 0.5, "from": day(2)}],
                    stocks=[{"good": "grain", "place": "here", "capacity": 5.0}])  # fmt: skip
    found = proved(require(economy, of="capacity"))
    assert lines(found) == [("bake", "here", "", 3.5), ("grain", "here", "", 10.0)]


def test_what_cannot_be_reached_is_named_and_the_rest_is_lifted() -> None:
    people = [{"group": "all", "place": place, "people": 10.0} for place in ("here", "there")]
    found = proved(require(small(goods=[BREAD, COIN], supplies=[AID, SHOP], people=people)))
    assert found.total == pytest.approx(45.0, rel=1e-6)
    assert found.cannot.select("place", "highest", "why").unique().rows() == [("there", 0.0, "unreached")]
    assert found.proof.lowest == pytest.approx(1.0)


def test_from_a_day_on_the_rule_may_spend_the_package_earlier() -> None:
    """A store lets what is wanted later be eaten before: then what was asked is kept first."""
    economy = small(stocks=[{"good": "bread", "place": "here"}])
    found = proved(require(economy, of="bread", by=day(2)), by_rule=False)
    assert lines(found) == [("required bread", "here", LAST, 5.0)]
    assert found.proof.plan["coverage"]["coverage"].to_list() == pytest.approx([0.0, 1.0], abs=1e-6)


def test_the_rule_may_lift_more_urgent_tiers_beyond_the_level() -> None:
    """Half of both needs takes 5 kg: the rule would spend them on tier 1."""
    goods = [BREAD, GRAIN, COIN]
    needs: list[Row] = [{"good": "bread", "amount": 0.1}, {"good": "grain", "amount": 0.1, "tier": 2.0}]
    supplies = [{"supply": name, "good": name, "price": 1.0} for name in ("bread", "grain")]
    economy = small(goods=goods, needs=needs, supplies=supplies)
    found = proved(require(economy, coverage=0.5, tier=2), by_rule=False)
    assert found.total == pytest.approx(5.0, rel=1e-6)
    assert set(found.proof.plan["coverage"]["coverage"].round(6)) == {0.5}


def test_one_percent_less_does_not_reach_it() -> None:
    for seed in range(3):
        economy = random_economy(np.random.default_rng(seed), n_places=2, n_periods=2)
        found = require(economy, of="money")
        if found.package.is_empty():
            continue
        less = found.package.with_columns(pl.col("amount") * 0.99)
        plan = verified_plan(granted(economy, "money", less, [-1] * less.height), rule="leximin")
        before, after = cells_of(found.proof.plan), cells_of(plan)
        assert any(after[cell] < value - 1e-6 for cell, value in before.items() if cell[0] == 1)


@pytest.mark.parametrize(
    "asked, says",
    [
        ({"of": "gold"}, "no 'gold'"),
        ({"of": "money"}, "no money"),
        ({"of": "labour"}, "no labour"),
        ({"of": "stock"}, "No store"),
        ({"coverage": 0.0}, "coverage of 0"),
        ({"coverage": 1.5}, "coverage of 1.5"),
        ({"of": "bread", "by": dt.date(2031, 2, 1)}, "No period begins"),
        ({"of": "bread", "tier": 0}, "nothing to lift"),
    ],
)
def test_what_can_not_be_asked_is_told(asked: dict[str, object], says: str) -> None:
    economy: Economy = small().with_settings(currency="")
    with pytest.raises(ModelError, match=says):
        require(economy, **asked)  # type: ignore[arg-type]
