"""Floors in a tier of their own are kept as far as can be in all, not one as far as the other."""

from __future__ import annotations

import datetime as dt

import pytest

import commonweal as cw
from commonweal.formulate.aims import LevelAim, SumAim
from commonweal.formulate.formulate import formulate
from commonweal.model import Calendar, Economy, Settings
from commonweal.rules.cells import even_aim, floors_of_tier


def _port(tier: float) -> Economy:
    """Ten hours, three wanted for bread, and two contracts that want eight and eight hours of the rest."""
    rows: dict[str, list[dict[str, object]]] = {
        "goods": [
            {"good": "bread", "unit": "kg"},
            {"good": "cloth", "unit": "m"},
            {"good": "salt", "unit": "kg"},
            {"good": "hours", "unit": "h", "kind": "labour"},
        ],
        "places": [{"place": "port"}],
        "people": [{"group": "all", "place": "port", "people": 3.0}],
        "needs": [{"good": "bread", "amount": 1.0, "tier": 1.0}],
        "supplies": [{"supply": "work", "good": "hours", "place": "port", "at_most": 10.0, "per": "day"}],
        "activities": [
            {"activity": "bake", "place": "port"},
            {"activity": "weave", "place": "port", "minimum": 8.0, "tier": tier},
            {"activity": "dry", "place": "port", "minimum": 4.0, "tier": tier},
        ],
        "activity_goods": [
            {"activity": name, "good": good, "amount": amount}
            for name, good in (("bake", "bread"), ("weave", "cloth"), ("dry", "salt"))
            for good, amount in ((good, 1.0), ("hours", -1.0))
        ],
    }
    settings = Settings(name="port", calendar=Calendar(start=dt.date(2031, 1, 1), lengths=(1,)))
    return Economy.from_rows(settings, rows)


def test_floors_alone_in_a_tier_are_one_sum() -> None:
    formulation = formulate(_port(2.0))
    aim = floors_of_tier(formulation, 2)
    assert isinstance(aim, SumAim)
    assert len(aim.columns) == 2
    assert floors_of_tier(formulation, 1) is None


def test_floors_beside_needs_are_cells_of_their_tier() -> None:
    formulation = formulate(_port(1.0))
    assert floors_of_tier(formulation, 1) is None
    aim = even_aim(formulation, 1)
    assert isinstance(aim, LevelAim)
    assert len(aim.columns) == 3


def test_the_least_sum_of_shortfalls_keeps_the_smaller_contract_first() -> None:
    plan = cw.plan(_port(2.0))
    kept = dict(plan["floors"].select("what", "kept").iter_rows())
    # an hour keeps a quarter of the one and an eighth of the other: 4 of 4, then 3 of 8
    assert kept["dry"] == pytest.approx(1.0)
    assert kept["weave"] == pytest.approx(3.0 / 8.0)
    assert plan.certificate.quality == "verified"
    assert [aim.name for aim in plan.aims] == ["tier 1", "floors of tier 2", "effort: labour"]


@pytest.mark.parametrize("rule", ["total", "equal"])
def test_other_rules_treat_them_alike(rule: str) -> None:
    plan = cw.plan(_port(2.0), rule=rule)
    assert plan["floors"]["shortfall"].sum() == pytest.approx(5.0)
    assert "floors of tier 2" in [aim.name for aim in plan.aims]


def test_needs_come_before_floors_of_a_later_tier() -> None:
    plan = cw.plan(_port(2.0))
    assert plan["coverage"]["coverage"].to_list() == pytest.approx([1.0])
