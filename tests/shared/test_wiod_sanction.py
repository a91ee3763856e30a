"""One region of WIOD 2011 cuts another off: textbook methods at once, and plans that are verified."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import commonweal as cw
from shared.wiod_2011 import wiod_2011

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "wiod_2011"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not FOLDER.exists(), reason="development data are not beside the repository"),
]

CUT = cw.Shock("cut", "RUS", 1.0, to="DEU")


@pytest.fixture(scope="module")
def table():
    """The table, with people in proportion to what households consume: the data have none."""
    found = wiod_2011()
    columns = zip(found.final.regions, found.final_kinds, found.final_demand.sum(axis=0), strict=True)
    people = {region: amount * 100.0 for region, kind, amount in columns if kind == "household"}
    return replace(found, people=people)


def test_textbook_methods_follow_a_cut_through_the_whole_table(table):
    found = cw.compare_methods(None, table, CUT, ["leontief", "ghosh", "extraction"])
    assert found.holds
    lost = dict(found["totals"].filter(what="output").select("method", "change").iter_rows())
    assert lost["leontief"] <= lost["extraction"] < 0.0  # the same origin, counted again in what others buy
    sellers = np.array([region == "RUS" for region in table.products.regions])
    buyers = [at for at, region in enumerate(table.industries.regions) if region == "DEU"]
    users = [at for at, region in enumerate(table.final.regions) if region == "DEU"]
    cut = table.use[np.ix_(sellers, buyers)].sum() + table.final_demand[np.ix_(sellers, users)].sum()
    assert -lost["leontief"] >= cut * 1e6


@pytest.mark.slow
def test_a_plan_without_the_deliveries_is_verified_and_keeps_to_the_cut(table):
    economy = cw.build_economy(table, cw.BuildOptions(sourcing="within")).economy
    found = cw.compare_methods(economy, table, CUT, ["plan"])
    assert found.reason("plan") is None
    assert found.holds
    legs = found.planned.after["activities"].filter(pl.col("activity").str.starts_with("DEU."))
    assert not legs["activity"].str.ends_with(".from.RUS").any()
