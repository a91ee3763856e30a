"""Textbook tables, planned: what the books solve as equations comes out as the plan of least labour."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

import commonweal as cw
from commonweal.building.options import BuildOptions, Floor, Technique
from commonweal.inputoutput.tables import SupplyUse
from plans import verified_plan
from unit.building.tables import rows_of, supply_use

FLOWS = [[150.0, 500.0], [200.0, 100.0]]  # Miller and Blair, 2nd ed., 2009, table 2.3
OUTPUT = [1000.0, 2000.0]
DEMAND = [350.0, 1700.0]
HOURS = [300.0, 200.0]  # not in the book


def miller_blair() -> SupplyUse:
    """The two sectors of chapter 2, with hours of work."""
    return supply_use(
        ["here.one", "here.two"],
        ["here.one", "here.two"],
        {"here.households": "household"},
        (np.diag(OUTPUT), FLOWS, [[amount] for amount in DEMAND]),
        beside={"labour": rows_of("labour", ["hours"], "h", HOURS, [0.0])},
        people={"here": 100.0},
    )


def planned(table: SupplyUse, **options: object) -> tuple[cw.Plan, dict[str, float]]:
    """A verified plan that covers everything, and its levels."""
    plan = verified_plan(cw.build_economy(table, BuildOptions(**options)).economy)
    assert plan["coverage"]["coverage"].min() == pytest.approx(1.0)
    levels = plan["activities"].group_by("activity").agg(pl.col("level").sum())
    return plan, dict(levels.iter_rows())


def prices(plan: cw.Plan) -> dict[str, float]:
    """Labour saved by one more unit of each good."""
    rows = plan["prices"].filter(pl.col("aim").str.starts_with("effort"))
    return dict(rows.select("good", "price").iter_rows())


def test_observed_demand_is_met_by_observed_outputs() -> None:
    _, levels = planned(miller_blair())
    assert (levels["one"], levels["two"]) == pytest.approx((1000.0, 2000.0))


def test_another_demand_is_met_by_the_outputs_of_the_book() -> None:
    """Section 2.3: final demand 600 and 1500 takes 1,247.5 and 1,841.6 (four figures)."""
    floors = (Floor("one", 6.0, 1), Floor("two", 15.0, 1))
    _, levels = planned(miller_blair(), floors=floors, floors_only=True, slack=0.5, labour_slack=0.5)
    assert (levels["one"], levels["two"]) == pytest.approx((1247.5, 1841.6), abs=0.05)


def test_least_labour_is_the_labour_value_of_what_is_consumed() -> None:
    """Chapter 2: with ``L`` as printed, the hours in a unit of each are ``l L``."""
    inverse = np.array([[1.25412541, 0.330033], [0.2640264, 1.12211221]])
    values = np.array(HOURS) / OUTPUT @ inverse
    plan, _ = planned(miller_blair())
    assert plan.effort_used == pytest.approx(values @ DEMAND, rel=1e-7)
    assert prices(plan) == pytest.approx(dict(zip(("one", "two"), values, strict=True)), rel=1e-6)


def make_and_use() -> SupplyUse:
    """Two industries, the second of which makes the first one's product too.

    Miller and Blair's commodity-by-industry accounts (chapter 5) in their smallest form.
    """
    return supply_use(
        ["here.first", "here.second"],
        ["here.alpha", "here.beta"],
        {"here.households": "household"},
        ([[90.0, 0.0], [10.0, 100.0]], [[12.0, 10.0], [10.0, 7.0]], [[78.0], [83.0]]),
        beside={"labour": rows_of("labour", ["hours"], "h", [68.0, 93.0], [0.0])},
        people={"here": 10.0},
    )


def test_joint_production_needs_no_assumption_of_technology() -> None:
    """Activities keep what each industry makes: neither industry nor commodity technology is assumed."""
    _, levels = planned(make_and_use())
    assert (levels["alpha"], levels["beta"]) == pytest.approx((90.0, 110.0))


def test_the_cheaper_of_two_techniques_is_chosen() -> None:
    """Samuelson's choice: the one with less labour in all it takes, whatever is demanded."""
    inputs, direct = np.array(FLOWS) / OUTPUT, np.array(HOURS) / OUTPUT
    values = direct @ np.linalg.inv(np.eye(2) - inputs)
    for change, chosen in ((-0.01, True), (0.01, False)):
        hours = values[0] - 0.5 * values[1] + change  # takes half a unit of the second
        further = [
            Technique("new", "", "one", 1.0),
            Technique("new", "", "two", -0.5),
            Technique("new", "", "hours", -hours),
        ]
        plan, levels = planned(miller_blair(), techniques=further, slack=1.0, labour_slack=1.0)
        assert (levels.get("new", 0.0) > 1.0) is chosen
        assert (levels.get("one", 0.0) < 1.0) is chosen
        assert (plan.effort_used < 499.0) is chosen
