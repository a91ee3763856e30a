"""``commonweal import``: from files to an economy that plans, or to findings and nothing written."""

import json

import polars as pl
import pytest

import commonweal as cw
from commonweal.importing.layouts import LAYOUTS
from flow.tables_on_disk import written

IN_THOUSANDS = ("--scale", "1e3")


@pytest.fixture
def table(folder):
    return written(folder / "table")


def test_layouts_are_listed(run):
    result = run("import", "--list")
    assert result.exit_code == 0
    assert all(name in result.stdout for name in LAYOUTS)


def test_a_table_becomes_an_economy_that_plans(run, table, folder):
    result = run("import", "symmetric", table, "--out", "mine", *IN_THOUSANDS)
    assert result.exit_code == 0, result.output
    assert "Two countries" in result.stdout
    assert "Spectral radius" in result.stdout
    economy = cw.read(folder / "mine")
    assert cw.plan(economy).certificate.quality == "verified"
    assert cw.table_of(folder / "mine").provenance.scale == 1e3


def test_the_summary_as_json_says_what_was_found(run, table):
    result = run("import", "symmetric", table, "--out", "mine", *IN_THOUSANDS, "--json")
    told = json.loads(result.stdout)
    assert (told["regions"], told["products"], told["year"]) == (2, 6, 2011)
    assert told["largest_product_residual"] == pytest.approx(0.0, abs=1e-9)
    assert 0.0 < told["spectral_radius"] < 1.0
    assert told["people"] == {"north": 100.0, "south": 160.0}


def test_a_slip_of_a_thousand_stops_it(run, table, folder):
    result = run("import", "symmetric", table, "--out", "mine")
    assert result.exit_code == 1
    assert "--scale 1e3" in " ".join(result.stderr.split())
    assert not (folder / "mine").exists()


def test_a_row_that_does_not_balance_stops_it_and_is_named(run, table, folder):
    spoil(table / "gross_output.csv", "north.mills,217.0", "north.mills,317.0")
    result = run("import", "symmetric", table, "--out", "mine", *IN_THOUSANDS)
    assert result.exit_code == 1
    assert "north.mills" in result.stderr
    assert "T01" in result.stderr
    assert not (folder / "mine").exists()


@pytest.mark.parametrize("method", ["ras", "gras"])
def test_balancing_is_done_when_asked_and_told(run, table, folder, method):
    spoil(table / "gross_output.csv", "north.mills,217.0", "north.mills,220.0")
    words = ("import", "symmetric", table, "--out", "mine", *IN_THOUSANDS, "--balance", method)
    result = run(*words)
    assert result.exit_code == 0, result.output
    assert f"Balanced by {method.upper()}" in " ".join(result.stdout.split())


def test_an_unknown_layout_offers_a_near_one(run, table):
    result = run("import", "symmetrics", table, "--out", "mine")
    assert result.exit_code == 2
    assert "'symmetric'" in result.stderr


def test_regions_and_sectors_are_summed_first(run, table, folder):
    (folder / "regions.csv").write_text("from,to\nnorth,all\nsouth,all\n")
    (folder / "sectors.csv").write_text("from,to\nfarms,goods\nmills,goods\nservices,services\n")
    words = ("--aggregate", "regions.csv", "sectors.csv", *IN_THOUSANDS)
    assert run("import", "symmetric", table, "--out", "mine", *words).exit_code == 0
    found = cw.table_of(folder / "mine")
    assert found.products.names == ("goods", "services")
    assert dict(found.people) == {"all": 260.0}


def test_a_name_that_no_row_maps_is_told(run, table, folder):
    (folder / "sectors.csv").write_text("from,to\nfarms,goods\nmill,goods\nservices,services\n")
    result = run(
        "import", "symmetric", table, "--out", "mine", "--aggregate", "-", "sectors.csv", *IN_THOUSANDS
    )
    assert result.exit_code == 2
    assert "'mills'" in result.stderr


def test_people_have_to_be_known(run, table, folder):
    (table / "people.csv").unlink()
    result = run("import", "symmetric", table, "--out", "mine", *IN_THOUSANDS)
    assert result.exit_code == 1
    assert "--people" in result.stderr
    (folder / "people.csv").write_text("region,people\nnorth,100\nsouth,200\n")
    words = ("--people", "people.csv", *IN_THOUSANDS)
    assert run("import", "symmetric", table, "--out", "mine", *words).exit_code == 0
    assert cw.read(folder / "mine")["people"]["people"].to_list() == [100.0, 200.0]


def test_what_products_are_for_can_be_said(run, table, folder):
    (folder / "needs.csv").write_text("product,division,tier\nfarms,01,1\nservices,06,2\n")
    words = ("--needs", "needs.csv", *IN_THOUSANDS)
    assert run("import", "symmetric", table, "--out", "mine", *words).exit_code == 0
    needs = cw.read(folder / "mine")["needs"]
    tiers = dict(needs.select(pl.col("good").str.split(".").list.first(), "tier").unique().iter_rows())
    assert tiers["farms"] == 1.0
    assert tiers["services"] == 2.0


def test_groups_floors_and_techniques_are_read_from_files(run, table, folder):
    (folder / "groups.csv").write_text("region,group,people,consumption\n,poor,0.5,0.3\n,rich,0.5,0.7\n")
    (folder / "techniques.csv").write_text(
        "technique,region,good,amount,capacity\ncare,north,services,1,100\ncare,north,farms,-0.1,\n"
    )
    words = ("--groups", "groups.csv", "--techniques", "techniques.csv", *IN_THOUSANDS)
    result = run("import", "symmetric", table, "--out", "mine", *words)
    assert result.exit_code == 0, result.output
    economy = cw.read(folder / "mine")
    assert set(economy["people"]["group"]) == {"poor", "rich"}
    assert economy["activities"]["activity"].str.contains("care").any()


def test_faults_of_a_small_file_are_told_with_rows(run, table, folder):
    (folder / "people.csv").write_text("region,people\nnorth,many\n")
    result = run("import", "symmetric", table, "--out", "mine", "--people", "people.csv")
    assert result.exit_code == 1
    assert "people.csv" in result.stderr
    assert "'many'" in result.stderr


def test_the_economy_is_a_folder(run, table):
    result = run("import", "symmetric", table, "--out", "mine.xlsx")
    assert result.exit_code == 2
    assert "folder" in result.stderr


def test_something_else_at_the_place_is_left_alone(run, table, folder):
    (folder / "mine").mkdir()
    (folder / "mine" / "notes.txt").write_text("mine")
    assert run("import", "symmetric", table, "--out", "mine", *IN_THOUSANDS).exit_code == 1
    assert (folder / "mine" / "notes.txt").read_text() == "mine"


def test_the_summary_is_told_in_arabic(run, table):
    result = run("import", "symmetric", table, "--out", "mine", *IN_THOUSANDS, "--language", "ar")
    assert "الدفاتر" in result.stdout


def spoil(path, before, after):
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))
