"""``commonweal export``: plans, economies, tables and accounts for other programs."""

import json

import pytest

import commonweal as cw
from unit.exporting.frictionless import checked_package


@pytest.fixture(scope="module")
def saved(plan, tmp_path_factory):
    folder = tmp_path_factory.mktemp("plans") / "plan"
    cw.export_plan(plan, folder)
    return folder


def test_a_saved_plan_becomes_a_data_package(run, folder, saved, plan):
    result = run("export", saved, "--datapackage", "package")
    assert result.exit_code == 0, result.output
    assert "package" in result.stderr
    checked_package(folder / "package")
    assert cw.read_plan(folder / "package").hash == plan.hash


def test_a_saved_plan_becomes_a_netcdf_file(run, folder, saved, plan):
    xarray = pytest.importorskip("xarray")
    assert run("export", saved, "--netcdf", "plan.nc").exit_code == 0
    with xarray.open_dataset(folder / "plan.nc", engine="scipy") as arrays:
        assert arrays.attrs["hash"] == plan.hash


def test_an_economy_becomes_a_data_package(run, folder):
    assert run("export", "village", "--datapackage", "village").exit_code == 0
    checked_package(folder / "village")
    assert cw.read(folder / "village") == cw.read("village")


def test_an_economy_with_a_table_takes_it_along(run, folder):
    assert run("export", "leontief", "--datapackage", "package").exit_code == 0
    said = checked_package(folder / "package")
    assert {"table-use", "table-supply", "table-rows"} <= {resource["name"] for resource in said["resources"]}
    assert any("Leontief" in source["title"] for source in said["sources"])
    assert cw.table_of(folder / "package").use.tolist() == cw.table_of("leontief").use.tolist()


def test_accounts_become_a_data_package_and_arrays(run, folder):
    xarray = pytest.importorskip("xarray")
    words = ["export", "leontief", "--accounts", "--datapackage", "accounts", "--netcdf", "accounts.nc"]
    assert run(*words).exit_code == 0
    names = {resource["name"] for resource in checked_package(folder / "accounts")["resources"]}
    assert {"sectors", "regions", "embodied", "checks"} <= names
    with xarray.open_dataset(folder / "accounts.nc", engine="scipy") as arrays:
        assert arrays["sectors_labour_value"].values == pytest.approx(1.0)


def test_a_table_goes_to_pymrio_and_back(run, folder):
    pymrio = pytest.importorskip("pymrio")
    assert run("export", "leontief", "--pymrio", "saved").exit_code == 0
    read = pymrio.load_all(str(folder / "saved"))
    assert sorted(read.Z.to_numpy().ravel().tolist()) == [30.0, 40.0, 50.0, 70.0]


def test_an_economy_is_no_plan_to_make_arrays_of(run):
    result = run("export", "village", "--netcdf", "village.nc")
    assert result.exit_code == 2
    assert "commonweal plan village --out PLAN" in result.stderr


@pytest.mark.parametrize("option", ["--accounts", "--pymrio"])
def test_an_economy_without_a_table_has_none_to_write(run, option):
    words = ["--pymrio", "saved"] if option == "--pymrio" else ["--accounts", "--datapackage", "accounts"]
    result = run("export", "village", *words)
    assert result.exit_code == 2
    assert "not built from a table" in result.stderr


def test_a_plan_has_no_accounts(run, saved):
    result = run("export", saved, "--accounts", "--datapackage", "accounts")
    assert result.exit_code == 2
    assert "is a plan" in result.stderr


def test_one_has_to_say_what_to_write(run):
    result = run("export", "village")
    assert result.exit_code == 2
    assert "--datapackage" in result.stderr


def test_a_netcdf_file_has_its_ending(run, saved):
    result = run("export", saved, "--netcdf", "plan.txt")
    assert result.exit_code == 2
    assert ".nc" in result.stderr


def test_a_failed_export_leaves_nothing(run, folder):
    run("export", "village", "--netcdf", "village.nc")
    assert list(folder.iterdir()) == []


def test_a_package_says_which_plan_it_is_of(run, folder, saved, plan):
    run("export", saved, "--datapackage", "package")
    said = json.loads((folder / "package" / "datapackage.json").read_text(encoding="utf-8"))
    assert said["commonweal"]["hash"] == plan.hash
    assert said["commonweal"]["quality"] == "verified"
