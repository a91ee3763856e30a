"""Where what is used comes from: local markets with imports, margins and taxes, and countries' mixes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import commonweal as cw
from commonweal.building.options import SOURCINGS, BuildOptions, TradeCost
from plans import verified_plan
from unit.building.tables import built, coefficients, column, priced, two_regions, valid


def test_a_unit_at_buyers_prices_takes_what_is_made_imported_and_its_margins() -> None:
    """113 are sold: 60 made, 30 imported, 20 of margins and 3 of taxes, which take nothing."""
    found = coefficients(built(priced(), sourcing="observed"), "bread.sold")
    assert found == pytest.approx(
        {
            ("bread.sold", "bread.sold", None): 1.0,
            ("bread.sold", "bread", "here"): -60.0 / 113.0,
            ("bread.sold", "bread.imported", "here"): -30.0 / 113.0,
            ("bread.sold", "trade", "here"): -15.0 / 113.0,
            ("bread.sold", "lorries", "here"): -5.0 / 113.0,
        }
    )


@pytest.mark.parametrize("origin", ["here", "abroad"])
def test_margins_go_with_either_origin(origin: str) -> None:
    activity = f"bread.sold.from.{origin}"
    found = coefficients(built(priced(), sourcing="within"), activity)
    good = "bread" if origin == "here" else "bread.imported"
    assert found == pytest.approx(
        {
            (activity, "bread.sold", None): 1.0,
            (activity, good, "here"): -90.0 / 113.0,
            (activity, "trade", "here"): -15.0 / 113.0,
            (activity, "lorries", "here"): -5.0 / 113.0,
        }
    )


@pytest.mark.parametrize("sourcing", SOURCINGS)
def test_every_coefficient_is_of_an_activity_and_a_good(sourcing: str, tmp_path: Path) -> None:
    for name, table in (("priced", priced()), ("regions", two_regions())):
        economy = valid(built(table, sourcing=sourcing), tmp_path / name)
        rows = economy["activity_goods"]
        assert set(rows["activity"]) == set(economy["activities"]["activity"])
        assert set(rows["good"]) <= set(economy["goods"]["good"])


def test_the_observed_mix_of_a_country_adds_up_to_one() -> None:
    economy = built(two_regions(), sourcing="observed")
    found = coefficients(economy, "north.corn.any")
    assert found == pytest.approx(
        {
            ("north.corn.any", "corn.any", None): 1.0,
            ("north.corn.any", "corn", "north"): -30.0 / 50.0,
            ("north.corn.any", "corn", "south"): -20.0 / 50.0,
        }
    )


def test_legs_may_move_by_the_share_that_was_said() -> None:
    economy = built(two_regions(), sourcing="within", within=0.3)
    used = 10.0 + 5.0 + 30.0 + 2.0  # of northern corn in the north
    [row] = economy["activities"].filter(activity="north.corn.any.from.north").iter_rows(named=True)
    assert row["capacity"] == pytest.approx(1.3 * used / 365.0)
    assert row["minimum"] == pytest.approx(0.7 * used / 365.0)
    assert row["kind"] == "sourcing.north"


def test_the_least_of_legs_is_less_urgent_than_any_need() -> None:
    economy = built(two_regions(), sourcing="within")
    tiers = set(column(economy, "activities", "tier")) - {None}
    assert min(tiers) > max(column(economy, "needs", "tier"))


def test_observed_legs_add_up_to_what_the_country_used() -> None:
    table = two_regions()
    economy = built(table, sourcing="within", within=0.0)
    legs = economy["activities"].filter(economy["activities"]["kind"].str.starts_with("sourcing."))
    gave: dict[str, float] = defaultdict(float)
    for row in legs.iter_rows(named=True):
        gave[row["activity"].split(".from.")[0]] += 365.0 * row["capacity"]
    north = np.array([True, True, True, False, False, False])
    corn = table.use[[0, 3]][:, north].sum() + table.final_demand[[0, 3], :2].sum()
    assert gave["north.corn.any"] == pytest.approx(corn)


def test_free_origins_have_no_limits_but_only_for_what_is_traded() -> None:
    """Homes aren't: nobody lives in another country's."""
    economy = built(two_regions(), sourcing="free", tradable=0.2)
    names = column(economy, "activities", "activity")
    assert "north.corn.any.from.south" in names
    assert column(economy, "activities", "capacity", activity="north.corn.any.from.south") == [None]
    assert "north.homes.any.from.south" not in names


def test_a_free_leg_may_be_new() -> None:
    """The south may sell what it never sold to the north, as long as it is made."""
    table = two_regions()
    table.use[4, :3] = 0.0
    table.final_demand[4, :2] = 0.0
    output = table.use.sum(axis=1) + table.final_demand.sum(axis=1)
    table = replace(table, supply=type(table.supply)(np.diag(output)))
    for sourcing, there in (("within", False), ("free", True)):
        names = column(built(table, sourcing=sourcing), "activities", "activity")
        assert ("north.cloth.any.from.south" in names) is there


def test_trade_costs_are_drawn_where_goods_come_from() -> None:
    costs = [TradeCost("corn", "south", "north", "homes", 0.5), TradeCost("", "", "", "cloth", 0.1)]
    economy = built(two_regions(), sourcing="within", trade_costs=costs)
    found = coefficients(economy, "north.corn.any.from.south")
    name = "north.corn.any.from.south"
    assert found == pytest.approx(
        {
            (name, "corn.any", None): 1.0,
            (name, "corn", "south"): -1.0,
            (name, "homes", "south"): -0.5,
            (name, "cloth", "south"): -0.1,
        }
    )
    within = coefficients(economy, "north.corn.any.from.north")
    assert len(within) == 2  # nothing is paid at home


def test_trade_costs_are_refused_where_users_draw_on_origins_themselves() -> None:
    costs = [TradeCost("", "", "", "cloth", 0.1)]
    with pytest.raises(cw.DataError, match="trade_costs"):
        built(two_regions(), sourcing="observed", trade_costs=costs)


def test_small_coefficients_are_left_out_and_told() -> None:
    table = two_regions()
    table.use[0, 0] = 1e-11
    made = cw.build_economy(table, BuildOptions(sourcing="observed", smallest=1e-9))
    assert any("1 coefficients below 1e-09 are left out" in note for note in made.notes)
    assert made.economy["activity_goods"]["amount"].abs().min() >= 1e-9


@pytest.mark.parametrize("sourcing", SOURCINGS)
def test_more_freedom_never_takes_more_work(sourcing: str) -> None:
    observed = verified_plan(built(two_regions(), sourcing="observed")).effort_used
    assert verified_plan(built(two_regions(), sourcing=sourcing)).effort_used <= observed * (1.0 + 1e-9)
