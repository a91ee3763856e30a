"""Nonsubstitution: with one primary factor, no joint products and nothing scarce, needs choose no technique.

Samuelson 1951; Koopmans 1951, *Activity Analysis of Production and Allocation*, ch. VII–X. The least
labour for needs ``d`` is ``p·d`` with ``p = min over techniques of l (I − A)⁻¹``. Each condition, once
broken, breaks it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from numpy.typing import NDArray

import commonweal as cw
from commonweal.model import Calendar, Economy, Settings
from economies import Row, seeds
from plans import effort_of, verified_plan
from property.relation import modest

GOODS = ("bread", "cloth", "tools")
SETTINGS = Settings(name="techniques", calendar=Calendar(start=dt.date(2031, 1, 1), lengths=(1,)))


@dataclass(frozen=True)
class Techniques:
    """Two techniques for each of three goods.

    Attributes
    ----------
    inputs : shape (2, 3, 3)
        Input of the first good per unit of the second.
    labour : shape (2, 3)
        Hours per unit.
    """

    inputs: NDArray[np.float64]
    labour: NDArray[np.float64]

    @classmethod
    def drawn(cls, seed: int) -> Techniques:
        """Random techniques; every column of inputs adds up to less than 1, so they are productive."""
        rng = np.random.default_rng(seed)
        return cls(rng.uniform(0.02, 0.3, (2, 3, 3)).round(3), rng.uniform(0.5, 2, (2, 3)).round(3))

    def prices(self) -> NDArray[np.float64]:
        """Least labour per unit of each good, by trying all eight choices of techniques."""
        values = []
        for number in range(8):
            choice = [number >> k & 1 for k in range(3)]
            A = np.column_stack([self.inputs[choice[k], :, k] for k in range(3)])
            l = np.array([self.labour[choice[k], k] for k in range(3)])
            values.append(np.linalg.solve((np.eye(3) - A).T, l))
        return np.min(values, axis=0)

    def rows(self) -> list[Row]:
        """Rows of ``activity_goods``."""
        rows: list[Row] = []
        for way in range(2):
            for k, good in enumerate(GOODS):
                net = -self.inputs[way, :, k] + (np.arange(3) == k)
                name = f"{good}_{way}"
                rows += [
                    {"activity": name, "good": other, "amount": float(net[i])}
                    for i, other in enumerate(GOODS)
                ]
                rows.append({"activity": name, "good": "work", "amount": -float(self.labour[way, k])})
        return rows


def economy(
    techniques: Techniques, needs: NDArray[np.float64], more: list[Row] | None = None, **limits: float
) -> Economy:
    """One place and one person; ``more`` terms of activities, and capacities of some."""
    names = [f"{good}_{way}" for good in GOODS for way in range(2)]
    return Economy.from_rows(
        SETTINGS,
        {
            "goods": [
                *({"good": good, "unit": "kg", "kind": "good"} for good in GOODS),
                {"good": "work", "unit": "h", "kind": "labour"},
                {"good": "land", "unit": "ha", "kind": "resource"},
            ],
            "places": [{"place": "here"}],
            "people": [{"group": "all", "place": "here", "people": 1.0}],
            "needs": [{"good": good, "amount": float(needs[k])} for k, good in enumerate(GOODS)],
            "activities": [{"activity": name, "capacity": limits.get(name)} for name in names],
            "activity_goods": techniques.rows() + (more or []),
            "supplies": [
                {"supply": "people", "good": "work", "place": "here"},
                {"supply": "land", "good": "land", "place": "here", "at_most": 1.0, "per": "horizon"},
            ],
        },
    )


def used(plan: cw.Plan) -> set[str]:
    """Techniques that are run."""
    return set(plan["activities"].filter(pl.col("level") > 1e-7)["activity"])


def needs_of(seed: int) -> NDArray[np.float64]:
    """What is needed, of everything something."""
    return np.random.default_rng(seed).uniform(0.5, 5, 3).round(3)


@given(seed=seeds, other=seeds)
@modest
def test_needs_choose_neither_techniques_nor_prices(seed: int, other: int) -> None:
    techniques = Techniques.drawn(seed)
    prices = techniques.prices()
    plans = {k: verified_plan(economy(techniques, needs_of(k)), effort="labour") for k in {seed, other + 1}}
    for k, plan in plans.items():
        assert effort_of(plan) == pytest.approx(float(prices @ needs_of(k)), rel=1e-9)
    assert len({frozenset(used(plan)) for plan in plans.values()}) == 1


def first_choice() -> tuple[Techniques, NDArray[np.float64], str]:
    """Techniques, needs, and the technique that makes bread."""
    techniques, needs = Techniques.drawn(7), needs_of(7)
    plan = verified_plan(economy(techniques, needs), effort="labour")
    [bread] = [name for name in used(plan) if name.startswith("bread")]
    return techniques, needs, bread


def test_it_fails_where_a_technique_is_scarce() -> None:
    techniques, needs, bread = first_choice()
    plan = verified_plan(economy(techniques, needs, **{bread: 0.1}), effort="labour")
    assert effort_of(plan) > 1.0001 * float(techniques.prices() @ needs)


def test_it_fails_where_there_is_a_second_primary_factor() -> None:
    techniques, needs, bread = first_choice()
    land: list[Row] = [{"activity": bread, "good": "land", "amount": -10.0}]
    plan = verified_plan(economy(techniques, needs, land), effort="labour")
    assert effort_of(plan) > 1.0001 * float(techniques.prices() @ needs)


def test_it_fails_where_a_technique_has_a_joint_product() -> None:
    techniques, _, bread = first_choice()
    worse = bread[:-1] + str(1 - int(bread[-1]))
    joint: list[Row] = [
        row | {"amount": 0.9}
        for row in techniques.rows()
        if (row["activity"], row["good"]) == (worse, "cloth")
    ]
    changed = economy(techniques, np.array([5.0, 0.5, 0.5]))
    rows = changed["activity_goods"].filter(~((pl.col("activity") == worse) & (pl.col("good") == "cloth")))
    joined = pl.concat([rows, pl.DataFrame(joint)], how="diagonal")
    choices = set()
    for needs in ([5.0, 4.0, 0.5], [0.5, 5.0, 0.5]):
        plan = verified_plan(
            economy(techniques, np.array(needs)).with_table("activity_goods", joined), effort="labour"
        )
        choices.add(frozenset(used(plan)))
    assert len(choices) == 2
