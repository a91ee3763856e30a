"""The other commands: check, show, template, convert, examples, version."""

import json
import tomllib
from pathlib import Path

import pytest

import commonweal as cw
from commonweal import examples

ROOT = Path(__file__).parents[2]


def broken_village(run, folder):
    run("examples", "--copy", "village", "--out", "broken")
    needs = folder / "broken" / "needs.csv"
    needs.write_text(needs.read_text().replace("energy", "enrgy"))
    return "broken"


def test_version_is_that_of_the_package(run):
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert run("--version").stdout == f"commonweal {declared}\n"
    assert cw.__version__ == declared


@pytest.mark.parametrize("name", examples.names())
def test_what_ships_has_no_errors(run, name):
    assert run("check", name).exit_code == 0


def test_check_names_the_cell_and_the_remedy(run, folder):
    result = run("check", broken_village(run, folder))
    assert result.exit_code == 1
    assert "needs.csv" in result.stdout
    assert "'enrgy'" in result.stdout
    assert "energy" in result.stdout.replace("enrgy", "")


def test_check_gives_findings_as_json(run, folder):
    result = run("check", broken_village(run, folder), "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert told["errors"] == len([one for one in told["findings"] if one["severity"] == "error"]) > 0
    assert {"file": "needs.csv", "row": 2, "value": "enrgy"}.items() <= told["findings"][0].items()


def test_check_writes_a_workbook_with_the_faults_marked(run, folder):
    broken = broken_village(run, folder)
    assert run("check", broken, "--annotate", "marked.xlsx").exit_code == 1
    assert (folder / "marked.xlsx").is_file()
    again = json.loads(run("check", "marked.xlsx", "--json").stdout)
    assert any(one["value"] == "enrgy" and one["sheet"] == "needs" for one in again["findings"])
    refused = run("check", broken, "--annotate", "marked.csv")
    assert refused.exit_code == 2
    assert ".xlsx" in refused.stderr


def test_show_tells_people_calendar_and_tables(run):
    shown = run("show", "village").stdout
    assert "1,220" in shown
    assert "6 periods of 7 days" in shown
    assert all(name in shown for name in cw.TABLES)


@pytest.mark.parametrize("table", list(cw.TABLES))
def test_show_prints_each_table(run, table):
    result = run("show", "village", table)
    assert result.exit_code == 0
    assert result.stdout.startswith(table)


def test_show_says_how_many_rows_it_left_out(run):
    assert "and 13 more rows" in run("show", "village", "goods", "--rows", "4").stdout


def test_show_of_an_unknown_table_offers_a_known_one(run):
    result = run("show", "village", "need")
    assert result.exit_code == 2
    assert "'needs'" in result.stderr


def test_a_folder_wins_over_the_example_of_its_name_and_it_is_said(run, folder):
    run("examples", "--copy", "syria", "--out", "village")
    result = run("show", "village")
    assert "not the example" in result.stderr
    assert "Syria" in result.stdout


@pytest.mark.parametrize("start", ["village", "empty"])
def test_a_template_is_a_workbook_to_fill_in(run, folder, start):
    assert run("template", start, "--out", "mine.xlsx").exit_code == 0
    assert run("check", "mine.xlsx").exit_code == (0 if start == "village" else 1)


def test_a_template_is_a_workbook_only(run, folder):
    result = run("template", "village", "--out", "mine.csv")
    assert result.exit_code == 2
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "out, words", [("c", ()), ("p", ("--format", "parquet")), ("x.xlsx", ()), ("z.zip", ())]
)
def test_converting_keeps_the_economy(run, folder, out, words):
    assert run("convert", "village", out, *words).exit_code == 0
    assert cw.read(folder / out) == cw.read("village")


def test_examples_are_listed_and_copied_as_they_are(run, folder):
    assert all(name in run("examples").stdout for name in examples.names())
    assert run("examples", "--copy", "village", "--out", "mine").exit_code == 0
    village = examples.path("village")
    for file in (file for file in village.rglob("*") if file.is_file()):
        assert (folder / "mine" / file.relative_to(village)).read_bytes() == file.read_bytes()


def test_copying_needs_a_folder(run):
    assert run("examples", "--copy", "village").exit_code == 2


def test_copying_leaves_other_folders_alone(run, folder):
    (folder / "mine").mkdir()
    (folder / "mine" / "thesis.txt").write_text("mine")
    assert run("examples", "--copy", "village", "--out", "mine").exit_code == 1
    assert [path.name for path in (folder / "mine").iterdir()] == ["thesis.txt"]


def test_an_unknown_command_is_wrong_use(run):
    assert run("plant", "village").exit_code == 2
