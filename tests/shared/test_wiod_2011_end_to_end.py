"""WIOD 2011 from its files to accounts, as the commands do it: complete, exact and quick."""

import time
from pathlib import Path

import pytest

import commonweal as cw

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "wiod_2011"

pytestmark = [
    pytest.mark.shared_data,
    pytest.mark.skipif(not FOLDER.exists(), reason="development data are not beside the repository"),
]


@pytest.fixture(scope="module")
def table():
    return cw.read_table("symmetric", FOLDER, cw.ReadingOptions(year=2011))


def test_every_identity_holds_within_ten_seconds(table):
    begun = time.perf_counter()
    found = cw.accounts(table)
    assert time.perf_counter() - begun < 10.0
    assert found.holds
    exact = found["checks"].filter(allowed=1e-9)
    assert {"leontief", "trade", "balance"} <= set(exact["identity"])
    assert exact["residual"].max() < 1e-9


def test_value_added_is_followed_from_region_to_region(table):
    found = cw.accounts(table)
    regions = found["regions"]
    assert regions.height == 41
    assert regions["done"].sum() == pytest.approx(regions["commanded"].sum(), rel=1e-5)
    by_region = dict(regions.select("region", "balance").iter_rows())
    assert by_region["DEU"] > 0.0 > by_region["USA"]


def test_the_table_is_kept_as_it_was_read(table, tmp_path):
    cw.write_table(table, tmp_path)
    again = cw.table_of(tmp_path)
    assert (again.use == table.use).all()
    assert (again.final_demand == table.final_demand).all()
    assert again.provenance == table.provenance
