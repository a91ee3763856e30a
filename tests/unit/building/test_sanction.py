"""Cutting what one region delivers to another."""

from dataclasses import replace
from functools import cache

import polars as pl
import pytest

import commonweal as cw
from commonweal.scenario import apply
from unit.accounting.small_world import FLOWS, HOUSEHOLDS, INVESTMENT, world


@cache
def economy(sourcing):
    return cw.build_economy(world(), cw.BuildOptions(sourcing=sourcing, tradable=0.0)).economy


def legs(economy, of="north", to="south"):
    return economy["activities"].filter((pl.col("kind") == f"sourcing.{of}") & (pl.col("place") == to))


@pytest.mark.parametrize("sourcing", ["within", "free"])
def test_a_cut_in_full_closes_every_delivery_and_no_other(sourcing):
    before = economy(sourcing)
    after = apply(before, cw.cut_trade(before, "north", "south")).economy
    closed = after["activities"].filter(pl.col("closed"))
    assert set(closed["activity"]) >= set(legs(before)["activity"])
    assert set(closed["place"]) == {"south"}
    assert closed.height == 3


def test_nothing_is_asked_of_what_is_cut():
    before = economy("within")
    assert legs(before)["minimum"].is_not_null().any()
    after = apply(before, cw.cut_trade(before, "north", "south")).economy
    assert legs(after)["minimum"].is_null().all()
    assert legs(after, "south", "north")["minimum"].is_not_null().any()


@pytest.mark.parametrize("sourcing", ["within", "free"])
def test_a_part_leaves_that_much_of_the_observed_deliveries(sourcing):
    before = economy(sourcing)
    scenario = cw.cut_trade(before, "north", "south", ["mills"], 0.25, table=world())
    after = apply(before, scenario).economy
    came = FLOWS[1, 3:].sum() + HOUSEHOLDS[1, 1] + INVESTMENT[1, 1]
    capacity = legs(after).filter(pl.col("activity").str.contains("mills"))["capacity"]
    assert capacity.to_list() == pytest.approx([0.75 * came / 365.0])


def test_the_scenario_is_written_and_read_again(tmp_path):
    before = economy("within")
    scenario = cw.cut_trade(before, "north", "south", share=0.5, table=world(), name="half")
    cw.write(replace(before, scenarios={"half": scenario}), tmp_path / "two")
    assert (tmp_path / "two" / "scenarios" / "half.toml").is_file()
    read = cw.read(tmp_path / "two").scenarios["half"]
    assert read.changes == scenario.changes
    assert read.description == scenario.description


def test_users_tied_to_their_origins_can_not_be_cut_off():
    with pytest.raises(cw.ModelError, match=r"north.*sourcing within or free"):
        cw.cut_trade(economy("observed"), "north", "south")


def test_products_that_are_hardly_traded_are_left_and_told():
    options = cw.BuildOptions(sourcing="free", tradable=0.12)
    built = cw.build_economy(world(), options).economy
    scenario = cw.cut_trade(built, "north", "south")
    assert "fixed proportions: services" in scenario.description
    with pytest.raises(cw.ModelError, match=r"services.*fixed proportions"):
        cw.cut_trade(built, "north", "south", ["services"])


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("north", "sout"), "south"),
        (("north", "north"), "two places"),
        (("north", "south", ["milk"]), "mills"),
        (("north", "south", [], 0.0), "above 0"),
        (("north", "south", [], 1.5), "at most 1"),
        (("north", "south", [], 0.5), "table"),
    ],
)
def test_what_can_not_be_cut_is_refused(arguments, named):
    with pytest.raises(cw.ModelError, match=named):
        cw.cut_trade(economy("free"), *arguments)
