"""One shock, several methods: against formulas written out in numpy, and plans against what must hold."""

from dataclasses import replace
from functools import cache

import numpy as np
import polars as pl
import pytest
from scipy import sparse

import commonweal as cw
from commonweal.compare.method_shock import check_shock, read_shock
from commonweal.compare.methods import METHODS
from commonweal.inputoutput.extraction import Cut, extracted, without_trade
from commonweal.inputoutput.leontief import LeontiefSystem
from commonweal.inputoutput.tables import Labels, no_rows
from unit.accounting.small_world import FLOWS, HOURS, HOUSEHOLDS, INVESTMENT, world

DEMAND = HOUSEHOLDS.sum(axis=1) + INVESTMENT.sum(axis=1)
OUTPUT = FLOWS.sum(axis=1) + DEMAND
A = FLOWS / OUTPUT
B = FLOWS / OUTPUT[:, None]
L = np.linalg.inv(np.eye(6) - A)
G = np.linalg.inv(np.eye(6) - B)
PRIMARY = OUTPUT - FLOWS.sum(axis=0)
MILLS = 1
NORTH, SOUTH = [0, 1, 2], [3, 4, 5]
TEXTBOOK = ("leontief", "ghosh", "extraction")


@cache
def economy(sourcing="free"):
    """The two countries, ready to be planned; half as much again could be made."""
    options = cw.BuildOptions(sourcing=sourcing, slack=0.5, labour_slack=0.5, tradable=0.0)
    return cw.build_economy(world(), options).economy


def told(kind, text, methods=TEXTBOOK, table=None, sourcing="free"):
    table = table or world()
    plans = economy(sourcing) if "plan" in methods else None
    return cw.compare_methods(plans, table, read_shock(kind, text, table), methods)


def after(found, method):
    return found["sectors"].filter(pl.col("method") == method)["after"].to_numpy()


def total(found, method, what):
    rows = found["totals"].filter((pl.col("method") == method) & (pl.col("what") == what))
    return rows.row(0, named=True)


def test_a_lost_sector_by_leontief_is_final_demand_that_falls_until_it_makes_so_much_less():
    found = told("lose", "north.mills=0.3")
    wanted = OUTPUT - L[:, MILLS] * 0.3 * OUTPUT[MILLS] / L[MILLS, MILLS]
    assert after(found, "leontief") == pytest.approx(wanted, rel=1e-12)
    assert after(found, "leontief")[MILLS] == pytest.approx(0.7 * OUTPUT[MILLS])


def test_a_lost_sector_by_ghosh_passes_its_loss_on_to_its_buyers():
    found = told("lose", "north.mills=0.3")
    wanted = OUTPUT - G[MILLS] * 0.3 * OUTPUT[MILLS] / G[MILLS, MILLS]
    assert after(found, "ghosh") == pytest.approx(wanted, rel=1e-12)


def test_a_part_is_extracted_from_what_a_sector_sells():
    left, demand = A.copy(), DEMAND.copy()
    left[MILLS] *= 0.7
    demand[MILLS] *= 0.7
    wanted = np.linalg.solve(np.eye(6) - left, demand)
    assert after(told("lose", "north.mills=0.3"), "extraction") == pytest.approx(wanted, rel=1e-12)


def test_a_sector_extracted_in_full_is_the_hypothetical_extraction():
    found = told("lose", "north.mills=1")
    system = LeontiefSystem(FLOWS, OUTPUT)
    assert after(found, "extraction") == pytest.approx(extracted(system, [MILLS]).after, abs=1e-9)
    assert after(found, "leontief") == pytest.approx(after(found, "extraction"), abs=1e-9)


def test_leontief_says_what_final_demand_can_not_give_up():
    found = told("lose", "north.mills=1")
    rows = found["methods"].filter(pl.col("method") == "leontief")
    assert rows["beyond"][0] == pytest.approx(OUTPUT[MILLS] / L[MILLS, MILLS] - DEMAND[MILLS])


def test_trade_cut_in_part_is_taken_out_of_inputs_and_final_demand():
    left, demand = A.copy(), DEMAND.copy()
    left[np.ix_(NORTH, SOUTH)] *= 0.6
    demand[NORTH] -= 0.4 * (HOUSEHOLDS[NORTH, 1] + INVESTMENT[NORTH, 1])
    wanted = np.linalg.solve(np.eye(6) - left, demand)
    assert after(told("cut", "north>south=0.4"), "extraction") == pytest.approx(wanted, rel=1e-12)


def test_trade_cut_in_full_is_the_extraction_of_trade():
    found = told("cut", "north>south=1")
    lost = np.zeros(6)
    lost[NORTH] = HOUSEHOLDS[NORTH, 1] + INVESTMENT[NORTH, 1]
    system = LeontiefSystem(FLOWS, OUTPUT)
    wanted = without_trade(system, [Cut(tuple(NORTH), tuple(SOUTH))], lost_demand=lost).after
    assert after(found, "extraction") == pytest.approx(wanted, rel=1e-10)


def test_only_the_products_that_are_named_are_cut():
    found = told("cut", "north>south=1:mills")
    lost = FLOWS[MILLS, SOUTH].sum() + HOUSEHOLDS[MILLS, 1] + INVESTMENT[MILLS, 1]
    assert after(found, "leontief") == pytest.approx(OUTPUT - L[:, MILLS] * lost, rel=1e-12)
    short = np.zeros(6)
    short[SOUTH] = FLOWS[MILLS, SOUTH]
    assert after(found, "ghosh") == pytest.approx(OUTPUT - short @ G, rel=1e-12)


@pytest.mark.parametrize(("category", "moved"), [("", HOUSEHOLDS + INVESTMENT), (".household", HOUSEHOLDS)])
def test_final_demand_that_moves_is_multiplied_through(category, moved):
    found = told("demand", f"south{category}=-0.2")
    assert after(found, "leontief") == pytest.approx(OUTPUT - 0.2 * L @ moved[:, 1], rel=1e-12)


def test_what_a_method_has_no_meaning_for_is_a_reason_and_no_number():
    found = told("demand", "south=-0.2")
    assert found.reason("ghosh").reason == "demand"
    assert found.reason("extraction").reason == "nothing"
    assert found["sectors"]["method"].unique().to_list() == ["leontief"]


def test_outputs_below_zero_are_no_answer():
    flows = np.array([[10.0, 90.0], [20.0, 10.0]])  # all that a makes goes into industries, most of it to b
    labels = Labels(("a", "b"), ("all", "all"))
    table = replace(
        world(),
        products=labels,
        industries=labels,
        final=Labels(("b",), ("households",)),
        final_kinds=("household",),
        supply=sparse.csr_array(sparse.diags_array(np.array([100.0, 100.0]))),
        use=flows,
        final_demand=np.array([[0.0], [70.0]]),
        **dict.fromkeys(("value_added", "labour", "capital", "satellites"), no_rows(2, 1)),
        **dict.fromkeys(("imports", "margins", "taxes"), np.zeros(2)),
    )
    found = told("cut", "a>b=1", table=table)
    assert found.reason("leontief").reason == "below_zero"
    assert found.reason("extraction") is None
    assert found["totals"]["what"].unique().to_list() == ["output"]


def test_totals_are_sums_over_sectors_with_the_work_of_the_table():
    found = told("lose", "north.mills=0.3")
    outputs = after(found, "ghosh")
    assert total(found, "ghosh", "output")["after"] == pytest.approx(outputs.sum())
    assert total(found, "ghosh", "work")["after"] == pytest.approx(outputs @ (HOURS / OUTPUT))
    assert total(found, "ghosh", "value_added")["before"] == pytest.approx(PRIMARY.sum())


def test_every_method_keeps_its_own_equation():
    found = told("cut", "north>south=0.4", METHODS)
    assert found.holds
    assert set(found["checks"]["method"]) == set(METHODS)


def test_the_plan_makes_no_more_than_what_is_left_of_a_sector():
    found = told("lose", "north.mills=0.6", ("plan",))
    rows = found["sectors"].filter((pl.col("region") == "north") & (pl.col("sector") == "mills"))
    assert rows["after"][0] <= 0.4 * OUTPUT[MILLS] * (1 + 1e-9)
    assert found.planned.after.certificate.quality == "verified"


def test_the_plan_covers_no_more_with_the_shock_than_without():
    needs = told("lose", "north.mills=0.9", ("plan",))["needs"].filter(pl.col("what") == "needs")
    first = needs.sort("tier").row(0, named=True)
    assert first["here"] <= first["base"] + 1e-9


def test_the_plan_delivers_no_more_than_what_is_left_of_a_trade():
    found = told("cut", "north>south=0.75:mills", ("plan",))
    levels = found.planned.after["activities"].filter(pl.col("activity") == "south.mills.any.from.north")[
        "level"
    ]
    came = FLOWS[MILLS, SOUTH].sum() + HOUSEHOLDS[MILLS, 1] + INVESTMENT[MILLS, 1]
    assert levels.sum() <= 0.25 * came * (1 + 1e-9)


def test_demand_that_moves_multiplies_needs_and_commitments():
    found = told("demand", "south=0.1", ("plan",))
    plans = found.planned
    for plan, factor in ((plans.base, 1.0), (plans.after, 1.1)):
        wanted = plan["coverage"].filter(pl.col("place") == "south")["wanted"].sum()
        assert wanted == pytest.approx(factor * HOUSEHOLDS[:, 1].sum())
        floors = plan["floors"].filter(pl.col("what").str.starts_with("south.investment"))
        assert floors["wanted"].sum() == pytest.approx(factor * INVESTMENT[:, 1].sum())


def test_households_without_any_need_drop_out_of_the_plan():
    needs = told("demand", "south.household=-1", ("plan",))["needs"].filter(pl.col("what") == "needs")
    assert (needs["base_people"] == 260.0).all()
    assert (needs["people"] == 100.0).all()


def test_a_plan_with_origins_as_observed_can_not_be_cut_off_and_says_so():
    found = told("cut", "north>south=1", ("plan", "leontief"), sourcing="observed")
    assert found.reason("plan").reason == "refused"
    assert "origins" in found.reason("plan").detail
    assert found["sectors"]["method"].unique().to_list() == ["leontief"]


def test_supply_and_use_tables_are_followed_by_industry():
    table = cw.table_of("world")
    found = told("cut", "Elm>Alder=0.5:fuels", table=table)
    rows = [
        at
        for at, pair in enumerate(zip(table.products.regions, table.products.names, strict=True))
        if pair == ("Elm", "fuels")
    ]
    users = [at for at, region in enumerate(table.industries.regions) if region == "Alder"]
    final = [at for at, region in enumerate(table.final.regions) if region == "Alder"]
    share = table.supply.toarray()[:, rows] / table.product_output[rows]
    to_final = table.final_demand[np.ix_(rows, final)].sum()
    lost = share[:, 0] * 0.5 * (table.use[np.ix_(rows, users)].sum() + to_final)
    output = table.industry_output
    flows = (table.supply.toarray() / np.maximum(table.product_output, 1e-300)) @ table.use
    change = -np.linalg.solve(np.eye(len(output)) - flows / output, lost) * table.provenance.scale
    assert after(found, "leontief") - output * table.provenance.scale == pytest.approx(
        change, rel=1e-6, abs=1.0
    )
    assert found.holds


@pytest.mark.parametrize(
    ("kind", "text", "named"),
    [
        ("lose", "north.mils=0.3", "Did you mean 'north.mills'"),
        ("lose", "north.mills=30", "0.3 for 30 %"),
        ("lose", "north.mills", "REGION.CODE=SHARE"),
        ("cut", "north-south=1", "ORIGIN>TO=SHARE"),
        ("cut", "north>north=1", "two regions"),
        ("cut", "north>south=1:milk", "mills"),
        ("cut", "north>sout=1", "south"),
        ("demand", "south=-2", "a tenth less"),
        ("demand", "south.households=0.1", "household"),
        ("demand", "west=0.1", "region"),
    ],
)
def test_a_shock_that_names_nothing_or_too_much_is_refused(kind, text, named):
    with pytest.raises(cw.ModelError, match=named):
        read_shock(kind, text, world())


@pytest.mark.parametrize(
    ("kind", "text"),
    [("lose", "north.mills=0.3"), ("cut", "north>south=0.5:farms,mills"), ("demand", "south.household=-0.1")],
)
def test_a_shock_is_written_as_it_is_read(kind, text):
    assert read_shock(kind, text, world()).text == text


def test_the_region_may_be_left_out_where_there_is_one():
    table = cw.table_of("leontief")
    assert read_shock("lose", "agriculture=0.5", table).region == "home"


def test_a_shock_of_an_unknown_kind_is_refused():
    with pytest.raises(cw.ModelError, match="strike"):
        check_shock(cw.Shock("strike", "north", 0.5), world())


@pytest.mark.parametrize("methods", [(), ("leontief", "leontief"), ("mixed",)])
def test_methods_are_named_once_and_known(methods):
    with pytest.raises(cw.ModelError, match="leontief, ghosh"):
        cw.compare_methods(None, world(), cw.Shock("demand", "south", 0.1), methods)


def test_a_plan_takes_an_economy():
    with pytest.raises(cw.ModelError, match="economy"):
        cw.compare_methods(None, world(), cw.Shock("demand", "south", 0.1), ("plan",))
