"""Labelled arrays and data frames hold the numbers of the plan, where their labels say."""

import subprocess
import sys
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

import commonweal as cw
from commonweal.exporting import labelled


@pytest.fixture(scope="module")
def plan():
    return cw.plan(cw.read("village"))


@pytest.fixture(scope="module")
def arrays(plan):
    return cw.to_xarray(plan)


def test_every_coverage_is_where_its_labels_say(plan, arrays):
    for row in plan["coverage"].iter_rows(named=True):
        cell = arrays["coverage"].sel({name: row[name] for name in arrays["coverage"].dims})
        assert float(cell) == row["coverage"]
    assert int(arrays["coverage"].notnull().sum()) == plan["coverage"].height


@pytest.mark.parametrize(
    ("name", "table", "column"),
    [("delivered", "deliveries", "delivered"), ("level", "activities", "level"), ("sent", "flows", "sent"),
     ("arrived", "flows", "arrived"), ("supplied", "supplies", "supplied"), ("cost", "supplies", "cost"),
     ("price", "prices", "price"), ("stock", "stocks", "stock")],
)  # fmt: skip
def test_an_array_holds_all_of_its_column(plan, arrays, name, table, column):
    assert float(arrays[name].sum()) == pytest.approx(plan[table][column].sum(), rel=1e-12)
    assert float(arrays[name].max()) == plan[table][column].max()


def test_flows_by_way_keep_where_from_and_where_to(plan, arrays):
    sent = arrays["sent"]
    to_hill = float(sent.where(arrays["way_to_place"] == "hill", 0.0).sum())
    assert to_hill == pytest.approx(plan["flows"].filter(pl.col("to_place") == "hill")["sent"].sum())


def test_goods_carry_their_units_and_periods_their_days(plan, arrays):
    units = dict(plan.economy["goods"].select("good", "unit").iter_rows())
    assert {
        str(good): str(unit)
        for good, unit in zip(arrays["good"].values, arrays["good_unit"].values, strict=True)
    } == {str(good): units[str(good)] for good in arrays["good"].values}
    assert arrays["period_days"].values.tolist() == [7] * 6
    assert str(arrays["period"].values[0])[:10] == "2031-03-03"


def test_arrays_say_what_is_proved(plan, arrays):
    assert arrays.attrs["quality"] == "verified"
    assert arrays.attrs["hash"] == plan.hash


def test_a_netcdf_file_is_read_back_the_same(plan, arrays, tmp_path):
    xarray = pytest.importorskip("xarray")
    cw.write_netcdf(plan, tmp_path / "plan.nc")
    with xarray.open_dataset(tmp_path / "plan.nc", engine="scipy") as read:
        assert read.load().identical(arrays)


def test_dated_rows_of_the_economy_keep_their_parts(plan):
    dated = plan["activities"].with_columns(part=pl.lit("2031-03-17"))
    arrays = cw.to_xarray(replace(plan, tables=dict(plan.tables) | {"activities": dated}))
    assert arrays["level"].dims == ("activity", "place", "period", "part")
    assert "part" not in cw.to_xarray(plan).dims


def test_an_array_too_large_is_refused_with_its_size(plan, monkeypatch):
    monkeypatch.setattr(labelled, "MOST_CELLS", 100)
    with pytest.raises(cw.ModelError, match=r"coverage.*3 × .* Write a data package"):
        cw.to_xarray(plan)


def test_a_missing_package_is_named_with_the_remedy(plan, monkeypatch):
    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(cw.ModelError, match=r"xarray.*pip install 'commonweal\[io\]'"):
        cw.to_xarray(plan)
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(cw.ModelError, match=r"pandas.*commonweal\[io\]"):
        cw.to_pandas(plan)


def test_tidy_frames_have_the_unit_beside_the_number(plan):
    tables = cw.tidy(plan)
    assert set(tables) == set(plan.tables)
    row = tables["deliveries"].row(0, named=True)
    assert row["unit"] == dict(plan.economy["goods"].select("good", "unit").iter_rows())[row["good"]]
    assert tables["deliveries"].drop("unit").equals(plan["deliveries"])


def test_pandas_frames_are_the_polars_frames(plan):
    for name, frame in cw.to_pandas(plan).items():
        ours = cw.tidy(plan)[name]
        assert list(frame.columns) == ours.columns
        for column in ours.columns:
            if ours[column].dtype.is_numeric():
                assert np.array_equal(frame[column].to_numpy(), ours[column].to_numpy(), equal_nan=True)
            else:
                theirs = frame[column].astype(object).where(frame[column].notna(), None).to_list()
                assert theirs == ours[column].to_list()


def test_an_economys_tables_are_tidy_frames_too():
    economy = cw.read("village")
    assert cw.tidy(economy)["needs"].equals(economy["needs"])
    assert len(cw.to_pandas(economy)["needs"]) == economy["needs"].height


def test_optional_packages_are_loaded_only_when_they_are_used():
    words = "import sys, commonweal.exporting.labelled, commonweal.exporting.frames, commonweal.cli.export"
    code = f"{words}; assert not {{'xarray', 'pandas', 'pymrio'}} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
