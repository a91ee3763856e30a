"""A plain symmetric table is read as it stands, whatever the order of its labels."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from commonweal.importing.options import ReadingOptions
from commonweal.importing.reading import read_table
from commonweal.inputoutput.leontief import LeontiefSystem
from unit.importing.layouts_on_disk import SYMMETRIC, TWO_REGIONS, as_workbook, laid

EUROS = ReadingOptions(currency="EUR")


@pytest.fixture
def table(tmp_path):
    return read_table("symmetric", laid(tmp_path / "two", SYMMETRIC))


def test_flows_finals_and_output_are_those_of_the_files(table) -> None:
    assert table.use.tolist() == [[150.0, 500.0], [200.0, 100.0]]
    assert table.final_demand.tolist() == [[300.0, 50.0], [1500.0, 200.0]]
    assert table.industry_output.tolist() == [1000.0, 2000.0]
    assert table.is_symmetric
    assert table.final_kinds == ("household", "export")


def test_the_textbook_answer_comes_out(table) -> None:
    # Miller and Blair, ch. 2: new final demand (600, 1500) takes outputs (1247.5, 1841.6)
    made = LeontiefSystem(table.use, table.industry_output).outputs(np.array([600.0, 1500.0]))
    assert made.round(1).tolist() == [1247.5, 1841.6]


def test_labels_have_their_titles_and_one_region(table) -> None:
    assert table.products.texts == ("home.A", "home.B")
    assert table.products.titles == ("Farms", "Mills")


def test_rows_beside_are_read_across_and_down(table) -> None:
    assert table.value_added.kinds == ("compensation", "surplus")
    assert table.value_added.by_industry.tolist() == [[400.0, 900.0], [250.0, 500.0]]
    assert (table.labour.names, table.labour.units) == (("hours", "skilled"), ("h", "person"))
    assert table.labour.by_industry.tolist() == [[3000.0, 5000.0], [2.0, 4.0]]
    assert (table.capital.kinds, table.capital.units) == (("capital",), ("EUR",))
    assert table.satellites.kinds == ("emission", "water")
    assert table.satellites.by_final.tolist() == [[5.0, 0.0], [1.0, 0.0]]


def test_the_origin_is_what_table_toml_says(table) -> None:
    origin = table.provenance
    assert (origin.name, origin.year, origin.currency, origin.scale) == ("Two sectors", 2031, "EUR", 1e6)
    assert (origin.source, origin.layout) == ("made up", "symmetric")


def test_what_the_person_says_goes_before_the_files(tmp_path) -> None:
    options = ReadingOptions(year=2032, scale=1e3, region="DEU", name="Mine")
    table = read_table("symmetric", laid(tmp_path, SYMMETRIC), options)
    assert (table.provenance.year, table.provenance.scale, table.provenance.name) == (2032, 1e3, "Mine")
    assert table.regions == ("DEU",)


def test_a_workbook_holds_the_same(tmp_path, table) -> None:
    sheets = {name: text for name, text in SYMMETRIC.items() if name.endswith(".csv")}
    found = read_table("symmetric", as_workbook(tmp_path / "two.xlsx", sheets), EUROS)
    assert np.array_equal(found.use, table.use)
    assert np.array_equal(found.labour.by_industry, table.labour.by_industry)


def test_parquet_holds_the_same(tmp_path, table) -> None:
    for name, text in SYMMETRIC.items():
        if name.endswith(".csv"):
            pl.read_csv(text.encode()).write_parquet(tmp_path / name.replace(".csv", ".parquet"))
    found = read_table("symmetric", tmp_path, EUROS)
    assert np.array_equal(found.use, table.use)
    assert np.array_equal(found.value_added.by_industry, table.value_added.by_industry)


def test_columns_in_another_order_are_put_in_that_of_the_rows(tmp_path, table) -> None:
    files = SYMMETRIC | {"flows.csv": "sector,B,A\nA,500,150\nB,100,200\n"}
    assert np.array_equal(read_table("symmetric", laid(tmp_path, files)).use, table.use)


def test_regions_stand_before_the_point(tmp_path) -> None:
    table = read_table("symmetric", laid(tmp_path, TWO_REGIONS))
    assert table.regions == ("N", "S")
    assert table.products.names == ("a", "b", "a", "b")
    assert table.final.texts == ("N.f1", "N.f5", "S.f1", "S.f4")
    assert table.final_kinds == ("household", "stocks", "household", "investment")
    assert table.people == {"N": 100.0, "S": 50.0}


def test_regions_may_stand_in_a_column_of_their_own(tmp_path) -> None:
    flows = TWO_REGIONS["flows.csv"].replace("sector,", "region,sector,")
    flows = flows.replace("\nN.", "\nN,").replace("\nS.", "\nS,")
    table = read_table("symmetric", laid(tmp_path, TWO_REGIONS | {"flows.csv": flows}))
    assert table.products.texts == ("N.a", "N.b", "S.a", "S.b")


def test_the_first_column_holds_labels_whatever_it_is_called(tmp_path, table) -> None:
    files = SYMMETRIC | {"flows.csv": SYMMETRIC["flows.csv"].replace("sector", "Branch of industry")}
    found = read_table("symmetric", laid(tmp_path, files))
    assert found.products == table.products


def test_what_nobody_gives_is_computed_and_said(tmp_path) -> None:
    files = {name: SYMMETRIC[name] for name in ("flows.csv", "final_demand.csv")}
    table = read_table("symmetric", laid(tmp_path, files))
    assert table.industry_output.tolist() == [1000.0, 2000.0]
    assert table.value_added.by_industry.tolist() == [[650.0, 1400.0]]
    said = " ".join(table.provenance.notes)
    assert "gives no gross output" in said
    assert "gives no value added" in said
    assert "taken as USD" in said
    assert "it is called 'home'" in said


def test_a_difference_between_output_and_uses_is_said(tmp_path) -> None:
    files = SYMMETRIC | {"gross_output.csv": "sector,gross_output\nA,1003\nB,2000\n"}
    table = read_table("symmetric", laid(tmp_path, files))
    assert table.industry_output.tolist() == [1003.0, 2000.0]
    assert any("differ by up to 3 (home.A)" in note for note in table.provenance.notes)


def test_kinds_of_final_use_may_be_said(tmp_path) -> None:
    files = SYMMETRIC | {
        "final_demand.csv": "sector,x1,x2\nA,300,50\nB,1500,200\n",
        "final_kinds.csv": "category,kind\nx1,household\nx2,other\n",
        "satellites.csv": "name,unit,A,B,x1\nCO2,t,10,40,5\n",
    }
    assert read_table("symmetric", laid(tmp_path, files)).final_kinds == ("household", "other")


def test_a_decimal_comma_may_be_declared(tmp_path) -> None:
    files = {
        "table.toml": 'decimal = ","\ncurrency = "EUR"\nscale = 1\n',
        "flows.csv": "sector;A;B\nA;1,5;2\nB;2;1,25\n",
        "final_demand.csv": "sector;households\nA;3\nB;4\n",
    }
    assert read_table("symmetric", laid(tmp_path, files)).use.tolist() == [[1.5, 2.0], [2.0, 1.25]]


def test_depreciation_among_value_added_stands_beside_capital_too(tmp_path) -> None:
    rows = "name,A,B\nwages,400,900\nconsumption of fixed capital,50,100\nnet surplus,200,400\n"
    table = read_table("symmetric", laid(tmp_path, SYMMETRIC | {"value_added.csv": rows}))
    assert table.value_added.kinds == ("compensation", "surplus", "surplus")
    assert table.capital.kinds == ("capital", "depreciation")
    assert table.capital.by_industry[1].tolist() == [50.0, 100.0]


def test_a_large_file_is_read_as_a_small_one(tmp_path, monkeypatch) -> None:
    files = SYMMETRIC | {
        "flows.csv": '# unit,,,\nsector,title,A,B\nA,"Farms, all",150,500\nB,Mills,200,100\n'
    }
    files["flows.csv"] = files["flows.csv"].split("\n", 1)[1]
    slow = read_table("symmetric", laid(tmp_path, files))
    monkeypatch.setattr("commonweal.importing.grids._LARGE", 0)
    quick = read_table("symmetric", laid(tmp_path, files))
    assert quick.products == slow.products
    assert np.array_equal(quick.use, slow.use)
    assert np.array_equal(quick.satellites.by_final, slow.satellites.by_final)
