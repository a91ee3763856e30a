"""Published tables, planned: what was observed comes out again; prices tell which technique is worth it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import commonweal as cw
from commonweal.building.options import BuildOptions, Technique
from commonweal.classify.people import people_of
from commonweal.importing.options import ReadingOptions
from commonweal.importing.reading import read_table
from commonweal.inputoutput.tables import Floats, SupplyUse
from commonweal.model.changes import Change, Scenario
from plans import verified_plan

DATA = Path(__file__).parents[3] / "shared" / "data"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not DATA.exists(), reason="development data are not beside the repository"),
]

MARGIN = 0.05  # of a product's price: how much better or worse a technique is made
NEW = "new-metals"
METALS = "331"  # primary metals, as the BEA numbers them


@cache
def bea() -> SupplyUse:
    return read_table("bea", DATA / "us_bea_2022")


def options(table: SupplyUse, **more: object) -> BuildOptions:
    """Options with the inhabitants that ship with the program."""
    return BuildOptions(people=people_of(table.regions, table.provenance.year), **more)


def built(table: SupplyUse, **more: object) -> cw.Economy:
    return cw.build_economy(table, options(table, **more)).economy


def levels(plan: cw.Plan) -> dict[str, float]:
    found = plan["activities"].group_by("activity").agg(pl.col("level").sum())
    return dict(found.iter_rows())


def outputs(plan: cw.Plan, table: SupplyUse) -> Floats:
    """Levels of industries in the table's money."""
    level = levels(plan)
    found = [level.get(name, 0.0) for name in table.industries.names]
    return np.array(found) / table.provenance.scale


def everything_is_had(plan: cw.Plan) -> None:
    assert plan["coverage"]["coverage"].min() == pytest.approx(1.0, abs=1e-9)
    assert np.min(plan["floors"]["kept"].to_numpy(), initial=1.0) == pytest.approx(1.0, abs=1e-9)


@cache
def as_observed() -> cw.Plan:
    """The United States of 2022 with the origins and the mix of imports that were observed."""
    return verified_plan(built(bea(), sourcing="observed"))


def test_the_bea_table_is_planned_as_it_was_observed() -> None:
    plan = as_observed()
    everything_is_had(plan)
    table = bea()
    np.testing.assert_allclose(outputs(plan, table), table.industry_output, rtol=1e-6)


def test_what_does_not_balance_is_booked_and_told() -> None:
    table = bea()
    [column] = [index for index, name in enumerate(table.final.names) if name == "residual"]
    assert table.final_kinds[column] == "other"
    assert 0.0 < np.abs(table.final_demand[:, column]).max() <= 7.0
    assert any("'residual'" in note for note in table.provenance.notes)
    made = table.product_output + table.imports + table.margins + table.taxes
    np.testing.assert_allclose(made, table.use.sum(axis=1) + table.final_demand.sum(axis=1), atol=1e-6)


def further(plan: cw.Plan, margin: float) -> tuple[Technique, ...]:
    """Metals with a tenth less of all inputs, and work that makes it dearer than now by a share of the price.

    Inputs are named as products; what is used of one is bought where it is bought now.
    """
    rows = plan.economy["activity_goods"].filter(activity=METALS)
    taken: dict[str, float] = {}
    for good, amount in rows.filter(pl.col("amount") < 0.0).select("good", "amount").iter_rows():
        product = good.removesuffix(".sold")
        if product not in {"labour", METALS}:
            taken[product] = 0.9 * amount
    price = prices(plan)
    sold = {name if name in price else f"{name}.sold" for name in taken}
    worth = {name: price.get(f"{name}.sold", price.get(name, 0.0)) for name in taken}
    assert sold
    inputs = sum(amount * worth[name] for name, amount in taken.items())
    hours = price[METALS] * (1.0 + margin) + inputs
    assert hours > 0.0
    return (
        Technique(NEW, "", METALS, 1.0),
        *(Technique(NEW, "", name, amount) for name, amount in taken.items()),
        Technique(NEW, "", "labour", -hours),
    )


def prices(plan: cw.Plan) -> dict[str, float]:
    """Work saved by one more unit of each good."""
    rows = plan["prices"].filter(pl.col("aim") == "effort: labour")
    return dict(rows.select("good", "price").iter_rows())


def reduced_cost(economy: cw.Economy, price: dict[str, float]) -> float:
    """Work in one level of the new technique, less what its net output is worth."""
    rows = economy["activity_goods"].filter(activity=NEW)
    return sum(
        -amount if good == "labour" else -amount * price.get(good, 0.0)
        for good, amount in rows.select("good", "amount").iter_rows()
    )


@pytest.mark.parametrize("better", [True, False])
def test_a_technique_is_used_exactly_where_its_reduced_cost_is_below_0(better: bool) -> None:
    """Prices are those of the plan without it.

    One that costs more is used in no optimal plan (complementarity). One that costs less and takes less of
    all that is imported is used: the only price that may be another one in an optimal plan, that of
    foreign money, could but speak for it.
    """
    before = as_observed()
    price = prices(before)
    assert price.get("USD", 0.0) >= 0.0
    techniques = further(before, -MARGIN if better else MARGIN)
    plan = verified_plan(built(bea(), sourcing="observed", techniques=techniques))
    cost = reduced_cost(plan.economy, price)
    assert cost == pytest.approx((-1.0 if better else 1.0) * MARGIN * price[METALS], rel=1e-6)
    everything_is_had(plan)
    run = levels(plan).get(NEW, 0.0)
    assert (run > 1e-3 * levels(before)[METALS]) is better
    if better:
        assert plan.effort_used < before.effort_used * (1.0 - 1e-6)
    else:
        assert plan.effort_used == pytest.approx(before.effort_used, rel=1e-9)


def test_the_united_states_of_2014_work_as_many_hours_as_they_did() -> None:
    table = read_table("wiod2016", DATA / "us_2014", ReadingOptions(region="USA"))
    plan = verified_plan(built(table, sourcing="observed"))
    everything_is_had(plan)
    assert plan.effort_used == pytest.approx(table.labour.by_industry.sum(), rel=1e-6)
    np.testing.assert_allclose(outputs(plan, table), table.industry_output, rtol=1e-6, atol=1e-6)


def test_germany_of_1995_is_imported_from_one_sheet_and_planned(tmp_path: Path) -> None:
    said = ReadingOptions(year=1995, currency="EUR", scale=1e6, region="DEU")
    table = read_table("one-sheet", DATA / "germany_1995" / "product_by_product.csv", said)
    cw.write(built(table, sourcing="observed"), tmp_path / "economy")
    plan = verified_plan(cw.read(tmp_path / "economy"))
    everything_is_had(plan)
    np.testing.assert_allclose(outputs(plan, table), table.industry_output, rtol=1e-6)


@cache
def world() -> SupplyUse:
    return read_table("symmetric", DATA / "wiod_2011")


@cache
def of_the_world(sourcing: str) -> cw.Plan:
    return verified_plan(built(world(), sourcing=sourcing))


@pytest.mark.slow
@pytest.mark.parametrize("sourcing", ["within", "free"])
def test_the_world_of_2011_can_have_what_it_had(sourcing: str) -> None:
    """With less work than was done, the freer origins are."""
    plan = of_the_world(sourcing)
    everything_is_had(plan)
    observed = 0.45 * sum(people_of(world().regions, 2011).values())
    assert plan.effort_used < observed
    assert plan["coverage"]["place"].n_unique() == 41


@pytest.mark.slow
def test_freer_origins_save_work_in_the_world() -> None:
    assert of_the_world("free").effort_used < of_the_world("within").effort_used


@pytest.mark.slow
def test_what_germany_does_not_deliver_to_russia_comes_from_elsewhere_for_more_work() -> None:
    """Other origins may rise by 20 %, and that is enough: no need is short, but those deliveries are."""
    before = of_the_world("within")
    closed = Change(
        do="close", table="activities", where="kind=sourcing.DEU, place=RUS", because="a sanction"
    )
    plan = verified_plan(before.economy, scenario=Scenario(name="sanction", changes=(closed,)))
    assert plan["coverage"]["coverage"].min() == pytest.approx(1.0, abs=1e-9)
    missed = plan["floors"].filter(pl.col("kept") < 1.0 - 1e-6)
    assert missed.height == 31
    assert missed["what"].str.ends_with(".any.from.DEU").all()
    assert missed["place"].unique().to_list() == ["RUS"]
    done = plan["activities"].filter(place="RUS")["activity"]
    assert not done.str.ends_with(".any.from.DEU").any()
    assert before.effort_used * (1.0 + 1e-6) < plan.effort_used < before.effort_used * 1.01
