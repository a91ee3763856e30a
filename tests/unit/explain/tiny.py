"""Economies of a few rows, whose explanations can be told by hand."""

from __future__ import annotations

import commonweal as cw
from commonweal.explain.records import Explanation, Relief
from commonweal.model import Economy
from plans import verified_plan
from unit.formulate.small import Rows, small

__all__ = ["GOODS", "explained", "kinds", "mill_and_road", "needy", "relieved"]

GOODS = [
    {"good": "grain", "unit": "kg", "mass": 1.0},
    {"good": "bread", "unit": "kg", "mass": 1.0, "kind": "food"},
    {"good": "energy", "unit": "Mcal", "kind": "nutrient"},
    {"good": "protein", "unit": "g", "kind": "nutrient"},
    {"good": "salt", "unit": "kg"},
]


def needy(**tables: list[dict[str, object]]) -> Economy:
    """Ten people here who need half a kilogram of bread a day for two days and three more."""
    return small(**({"goods": GOODS, "supplies": []} | tables))


def mill_and_road() -> Economy:
    """Bread for 0.4 of the need: a mill and a road, one behind the other, both full."""
    tables: Rows = {
        "supplies": [{"supply": "harvest", "good": "grain", "place": "there"}],
        "activities": [{"activity": "bake", "place": "there", "capacity": 2.0}],
        "activity_goods": [
            {"activity": "bake", "good": "grain", "amount": -1.0},
            {"activity": "bake", "good": "bread", "amount": 1.0},
        ],
        "routes": [{"route": "road", "from_place": "there", "to_place": "here", "capacity": 0.002,
                    "carries": "bread"}],
    }  # fmt: skip
    return needy(**tables)


def explained(economy: Economy, **asked: object) -> Explanation:
    """The worst need of an economy, explained."""
    return cw.explain(verified_plan(economy), **asked)[0]


def kinds(told: Explanation) -> list[str]:
    """Kinds of the reasons."""
    return [reason.kind for reason in told.reasons]


def relieved(relief: Relief) -> set[tuple[str, str]]:
    """What a relief loosens, and in which word."""
    return {(step.reason.kind, step.word) for step in relief.steps}
