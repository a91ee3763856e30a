"""Data packages say what their files hold, and who is cited."""

from pathlib import Path

import polars as pl
import pytest

import commonweal as cw
from commonweal.exporting.columns import PLAN_TABLES
from commonweal.exporting.sources import licence_entry, source_entries, sources_in
from unit.exporting.frictionless import checked_package


@pytest.fixture(scope="module")
def plan():
    return cw.plan(cw.read("village"))


@pytest.fixture(scope="module")
def package(plan, tmp_path_factory):
    folder = tmp_path_factory.mktemp("packages") / "plan"
    cw.write_datapackage(plan, folder)
    return folder


def test_everything_a_plans_package_says_of_its_files_is_true(package):
    said = checked_package(package)
    names = {resource["name"] for resource in said["resources"]}
    assert {"coverage", "prices", "economy-goods", "economy-activity-goods"} <= names


def test_every_column_of_a_plan_has_a_meaning_and_every_number_a_unit(package):
    for resource in checked_package(package)["resources"]:
        for field in resource["schema"]["fields"]:
            assert field.get("description"), (resource["name"], field["name"])
            counted = {"tier", "n_periods", "coefficient", "latitude", "longitude"}
            if field["type"] in {"number", "integer"} and resource["name"] in PLAN_TABLES:
                assert field.get("unit") or field["name"] in counted, (resource["name"], field["name"])


def test_a_package_cites_every_source_that_a_row_names(package, plan):
    cited = {source["title"] for source in checked_package(package)["sources"]}
    named = set()
    for frame in plan.economy.tables.values():
        named |= {text.strip() for text in frame["source"].drop_nulls().to_list()}
    assert named == cited


def test_a_package_of_a_plan_opens_again_as_that_plan(package, plan):
    assert cw.read_plan(package).hash == plan.hash


def test_a_package_of_an_economy_opens_again_as_that_economy(tmp_path):
    economy = cw.read("village")
    cw.write_datapackage(economy, tmp_path / "village")
    checked_package(tmp_path / "village")
    assert cw.read(tmp_path / "village") == economy


def test_names_refer_to_the_tables_that_explain_them(package):
    said = {resource["name"]: resource for resource in checked_package(package)["resources"]}
    keys = said["deliveries"]["schema"]["foreignKeys"]
    assert {key["reference"]["resource"] for key in keys} == {
        "economy-goods", "economy-places", "economy-people",
    }  # fmt: skip


def test_what_is_written_over_a_package_leaves_no_stale_description(package, plan, tmp_path):
    cw.write_datapackage(plan, tmp_path / "plan")
    cw.export_plan(plan, tmp_path / "plan")
    assert not (tmp_path / "plan" / "datapackage.json").exists()


def test_a_folder_with_other_things_is_left_alone(plan, tmp_path):
    (tmp_path / "letters.txt").write_text("dear all", encoding="utf-8")
    with pytest.raises(cw.DataError, match="other things"):
        cw.write_datapackage(plan, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_the_same_plan_is_the_same_package(plan, package, tmp_path):
    cw.write_datapackage(plan, tmp_path / "again")
    first, second = (Path(folder) / "datapackage.json" for folder in (package, tmp_path / "again"))
    assert first.read_bytes() == second.read_bytes()


def test_every_table_and_column_of_a_plan_is_described(plan):
    for name, frame in plan.tables.items():
        assert set(frame.columns) == set(PLAN_TABLES[name].columns), name
        assert set(PLAN_TABLES[name].key) <= set(frame.columns)


def test_blank_sources_are_not_cited():
    frames = [pl.DataFrame({"source": ["b", None, " a ", ""]}), pl.DataFrame({"note": ["c"]})]
    assert sources_in(frames) == ("a", "b")


def test_addresses_in_sources_are_links():
    (entry,) = source_entries(["FAO (https://www.fao.org/faostat), 2020"])
    assert entry["path"] == "https://www.fao.org/faostat"


@pytest.mark.parametrize(
    ("words", "name"),
    [("CC BY 4.0", "CC-BY-4.0"), ("cc-by-4.0", "notspecified"), ("public domain", "other-pd"),
     ("ask the office", "notspecified")],
)  # fmt: skip
def test_licences_are_named_where_they_are_known(words, name):
    assert licence_entry(words)["name"] == name
