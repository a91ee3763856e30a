"""Caps on emissions: by territory, or by what consumption took anywhere."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import commonweal as cw
from commonweal.building.options import Cap
from commonweal.inputoutput.tables import Floats, SupplyUse
from plans import verified_plan
from unit.building.tables import built, column, joint, rows_of, sectors, two_regions, valid

OUTPUT = two_regions().industry_output
CO2 = rows_of("emission", ["CO2"], "t", OUTPUT * [0.5, 2.0, 0.1, 0.3, 4.0, 0.1], [5.0, 0.0, 8.0, 0.0])


def emitting() -> SupplyUse:
    return two_regions(satellites=CO2)


def footprint(table: SupplyUse, region: str) -> float:
    """What final users of a region took anywhere, by the Leontief inverse of the table."""
    inputs = table.use / table.industry_output
    per_unit: Floats = (
        table.satellites.by_industry[0] / table.industry_output @ np.linalg.inv(np.eye(len(inputs)) - inputs)
    )
    mine = [index for index, name in enumerate(table.final.regions) if name == region]
    return float(per_unit @ table.final_demand[:, mine].sum(axis=1))


def used(plan: cw.Plan, limit: str) -> float:
    """The left side of a limit at a plan, of its deliveries and activities."""
    total = 0.0
    for row in plan.economy["limit_terms"].filter(limit=limit).iter_rows(named=True):
        kind, conditions = row["selector"].split(": ")
        where = dict(part.split("=") for part in conditions.split(", "))
        table, value = {"delivery": ("deliveries", "delivered"), "activity": ("activities", "level")}[kind]
        total += row["coefficient"] * plan[table].filter(**where)[value].sum()
    return total


def test_a_territorial_cap_counts_industries_and_households_of_the_region(tmp_path: Path) -> None:
    economy = valid(built(emitting(), caps=[Cap("CO2", "north", share=0.5)]), tmp_path / "economy")
    [most] = column(economy, "limits", "at_most")
    assert most == pytest.approx(0.5 * (CO2.by_industry[0, :3].sum() + 5.0))
    assert column(economy, "limit_terms", "selector") == ["supply: supply=CO2, place=north"]


def test_a_territorial_cap_of_all_that_was_released_is_just_kept() -> None:
    plan = verified_plan(built(emitting(), sourcing="observed", caps=[Cap("CO2")]))
    drawn = plan["supplies"].filter(supply="CO2")["supplied"].sum()
    assert drawn == pytest.approx(CO2.by_industry.sum() + 13.0)
    assert plan["coverage"]["coverage"].min() == pytest.approx(1.0)


@pytest.mark.parametrize("sourcing", ["observed", "within", "free"])
@pytest.mark.parametrize("region", ["north", "south"])
def test_a_cap_on_consumption_is_the_footprint_of_what_was_observed(sourcing: str, region: str) -> None:
    table = emitting()
    economy = built(table, sourcing=sourcing, caps=[Cap("CO2", region, by="consumption")])
    assert column(economy, "limits", "at_most") == pytest.approx([footprint(table, region)])


def test_footprints_of_all_regions_are_what_industries_released() -> None:
    economy = built(emitting(), caps=[Cap("CO2", by="consumption")])
    assert column(economy, "limits", "at_most") == pytest.approx([CO2.by_industry.sum()])


@pytest.mark.parametrize("region", ["north", "south"])
def test_at_the_observed_plan_the_limit_holds_with_its_footprint(region: str) -> None:
    table = emitting()
    cap = Cap("CO2", region, by="consumption")
    plan = verified_plan(built(table, sourcing="observed", caps=[cap]))
    assert plan["coverage"]["coverage"].min() == pytest.approx(1.0)
    assert used(plan, f"CO2.consumption.{region}") == pytest.approx(footprint(table, region))


def test_joint_products_carry_footprints_by_their_shares() -> None:
    """All of the farm's release is of what is consumed in the end (stocks drawn down add some)."""
    table = joint()
    rows = rows_of("emission", ["CO2"], "t", [50.0, 20.0], [0.0, 0.0])
    table = type(table)(**{**vars(table), "satellites": rows})
    [most] = column(built(table, caps=[Cap("CO2", by="consumption")]), "limits", "at_most")
    made = table.supply.toarray() / table.product_output
    flows = table.use / table.industry_output @ made * table.product_output
    inverse = np.linalg.inv(np.eye(3) - flows / table.product_output)
    per_unit = rows.by_industry[0] / table.industry_output @ made @ inverse
    assert most == pytest.approx(float(per_unit @ np.maximum(table.final_demand, 0.0).sum(axis=1)))


def test_an_amount_goes_before_a_share() -> None:
    economy = built(emitting(), caps=[Cap("CO2", at_most=17.0)])
    assert column(economy, "limits", "at_most") == [17.0]


def test_several_caps_of_one_kind_are_told_apart() -> None:
    economy = built(emitting(), caps=[Cap("CO2"), Cap("CO2", share=0.9)])
    assert column(economy, "limits", "limit") == ["CO2.territory.all", "CO2.territory.all-2"]


def test_less_may_be_released_than_is_needed_and_somebody_goes_short() -> None:
    satellites = rows_of("emission", ["CO2"], "t", [500.0, 100.0], [0.0, 0.0])
    economy = built(sectors(satellites=satellites), caps=[Cap("CO2", share=0.6)])
    plan = verified_plan(economy)
    assert plan["coverage"]["coverage"].min() < 0.9
    assert plan["supplies"].filter(supply="CO2")["supplied"].sum() <= 360.0 * (1.0 + 1e-9)
