"""What jobs find is what the commands print."""

import datetime as dt
import io
import json
from functools import partial
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

import commonweal as cw
from commonweal import examples
from commonweal.cli.app import app
from commonweal.data.reading import examine_files
from commonweal.data.writing import archive, economy_files
from commonweal.errors import DataError, ModelError
from commonweal.plan.export import plan_files
from commonweal.plan.saved import plan_of_files
from commonweal.store.contents import Contents
from commonweal.wire.requests import request_of
from commonweal.work.doing import Doing
from commonweal.work.inputs import Input
from commonweal.work.kinds import done
from unit.work.given import village, without_times

ID = "0" * 32


@pytest.fixture
def contents(tmp_path):
    (tmp_path / "contents").mkdir()
    return Contents(tmp_path / "contents")


@pytest.fixture
def economy(contents):
    """The village, as a job names it."""
    return Input("economy", "village", contents.put_all(economy_files(village(), "parquet"))[0])


@pytest.fixture(scope="module")
def plan():
    return cw.plan(village())


@pytest.fixture
def planned(contents, plan):
    """The plan of the village, as a job names it."""
    files = {f"plan/{name}": content for name, content in plan_files(plan, "parquet").items()}
    return Input("plan", "village", contents.put_all(files)[0])


@pytest.fixture
def do(contents, tmp_path):
    """Do a job in this process."""

    def did(inputs, **said):
        heard, steps = [], []
        doing = Doing(
            asked=request_of(said),
            inputs=inputs,
            contents=contents.folder,
            folder=tmp_path / "child",
            seconds=600.0,
            progress=steps.append,
            say=heard.append,
        )
        found = done(doing)
        return found, heard

    return did


@pytest.fixture
def printed(monkeypatch):
    """What a command prints."""
    monkeypatch.setenv("COLUMNS", "80")

    def words_of(*words):
        result = CliRunner().invoke(app, list(words))
        assert result.exit_code == 0, result.output
        return result.stdout

    return words_of


ABOUT = {
    "plan": ((), {}),
    "rules": (("--periods", "2"), {"periods": 2}),
    "explain": (("--relief", "--most", "2"), {"relief": True, "most": 2}),
    "why": (("--good", "bread"), {"good": "bread"}),
    "require": ((), {}),
    "pool": ((), {}),
    "criticality": (("--of", "routes"), {"of": ["routes"]}),
}


@pytest.mark.parametrize("kind", ABOUT)
def test_a_job_finds_what_the_command_prints(kind, do, printed, economy, monkeypatch):
    options, said = ABOUT[kind]
    files = {name: partial(bytes, content) for name, content in economy_files(village(), "parquet").items()}
    kept = examine_files(files, kept=True)  # explanations name the tables that are kept
    monkeypatch.setattr("commonweal.cli.opening.examined", lambda _: kept)
    found, _ = do({"economy": economy}, kind=kind, economy=ID, **said)
    document = found.files["document.json"]
    assert without_times(document) == without_times(printed(kind, "village", *options, "--json"))
    lines = [line for line in printed(kind, "village", *options).splitlines() if " s" not in line]
    told = found.files["text.txt"].decode()
    assert [line for line in lines if line not in told] == []


def test_a_comparison_is_what_the_command_prints(do, printed, economy):
    said = {"of": [{"economy": ID}], "scenarios": ["hard-spring"]}
    found, _ = do({"of0": economy}, kind="compare", **said)
    words = ("compare", "village", "--scenario", "hard-spring")
    assert without_times(found.files["document.json"]) == without_times(printed(*words, "--json"))
    assert b"<!DOCTYPE html>" in found.files["report.html"]


def test_an_economy_is_compared_with_a_plan(do, economy, planned):
    said = {"of": [{"economy": ID, "name": "anew"}, {"plan": ID, "name": "before"}]}
    anew = Input(economy.what, "anew", economy.files)
    before = Input(planned.what, "before", planned.files)
    found, _ = do({"of0": anew, "of1": before}, kind="compare", **said)
    assert b'"before"' in found.files["document.json"]


def test_rules_are_compared(do, economy):
    found, _ = do({"of0": economy}, kind="compare", of=[{"economy": ID}], rules=["total"], periods=2)
    assert b'"total"' in found.files["document.json"]
    with pytest.raises(ModelError, match="own rule"):
        do({"of0": economy}, kind="compare", of=[{"economy": ID}], rules=["leximin"])


def test_one_shock_is_followed_by_several_methods(do, contents, printed):
    place = Path(examples.path("leontief"))
    files = {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file() and path.parent.name in {place.name, "table"}
    }
    kept = Input("economy", "leontief", contents.put_all(files)[0])
    table = cw.table_of("leontief")
    region, code = table.industries.regions[0], table.industries.names[0]
    shock = f"{region}.{code}=0.1"
    said = {"of": [{"economy": ID}], "lose": shock, "methods": ["leontief", "ghosh"]}
    found, _ = do({"of0": kept}, kind="compare", **said)
    words = ("compare", "leontief", "--lose", shock, "--method", "leontief,ghosh", "--json")
    assert json.loads(found.files["document.json"]) == json.loads(printed(*words))


def test_a_plan_can_be_opened_again(do, economy, plan):
    found, _ = do({"economy": economy}, kind="plan", economy=ID, explain=False)
    inside = {
        name.removeprefix("plan/"): (lambda content=content: content)
        for name, content in found.files.items()
        if name.startswith("plan/")
    }
    assert plan_of_files(inside, "village").hash == plan.hash
    assert found.summary["hash"] == plan.hash


def test_the_report_of_a_plan_says_why_people_are_short(do, economy):
    without, _ = do({"economy": economy}, kind="plan", economy=ID, explain=False)
    explained, _ = do({"economy": economy}, kind="plan", economy=ID)
    assert len(explained.files["report.html"]) > len(without.files["report.html"])


def test_the_text_is_in_the_language_that_was_asked_for(do, economy):
    found, _ = do({"economy": economy}, kind="plan", economy=ID, explain=False, language="ar")
    assert "\u0627" in found.files["text.txt"].decode()
    assert b'dir="rtl"' in found.files["report.html"]


def test_a_shorter_plan_says_what_it_leaves_out(do, economy):
    _, heard = do({"economy": economy}, kind="plan", economy=ID, periods=2, explain=False)
    assert any(line.startswith("Planning the first 2 of 6 periods") for line in heard)


@pytest.mark.parametrize("kind", ["explain", "relief", "why"])
def test_a_plan_is_asked_about_without_making_it_again(kind, do, planned, monkeypatch):
    monkeypatch.setattr("commonweal.work.doing.make_plan", None)
    said = {"good": "bread"} if kind == "why" else {}
    found, _ = do({"plan": planned}, kind=kind, plan=ID, **said)
    assert json.loads(found.files["document.json"])


def test_a_plan_is_made_anew_under_a_scenario_of_a_later_version(do, planned, economy, plan):
    said = {"plan": ID, "from": "2031-03-17", "scenario": "second-landslide"}
    found, _ = do({"plan": planned, "economy": economy}, kind="replan", **said)
    expected = cw.replan(plan, dt.date(2031, 3, 17), scenario="second-landslide")
    assert found.summary["hash"] == expected.plan.hash


def test_what_happened_comes_as_a_file(do, planned, contents):
    rows = b"kind,good,place,date,amount\ncounted,flour,town,2031-03-17,100\n"
    actuals = Input("attachment", "counted.csv", {"file": contents.put(rows).hash})
    said = {"plan": ID, "from": "2031-03-17", "actuals": ID}
    found, _ = do({"plan": planned, "actuals": actuals}, kind="replan", **said)
    assert "plan/differences.parquet" in found.files


def test_what_happened_is_not_read_as_parquet(do, planned, contents):
    content = io.BytesIO()
    pl.DataFrame({"kind": ["counted"]}).write_parquet(content)
    actuals = Input("attachment", "counted.parquet", {"file": contents.put(content.getvalue()).hash})
    with pytest.raises(DataError, match="not read here"):
        do(
            {"plan": planned, "actuals": actuals},
            kind="replan",
            plan=ID,
            actuals=ID,
            **{"from": "2031-03-17"},
        )


def test_a_table_becomes_an_economy(do, contents, printed, tmp_path):
    source = Path(examples.path("leontief")) / "source"
    files = {path.name: path.read_bytes() for path in source.iterdir()}
    people = tmp_path / "people.csv"
    people.write_bytes(files["people.csv"])
    table = Input("attachment", "source.zip", {"file": contents.put(archive(files)).hash})
    said = Input("attachment", "people.csv", {"file": contents.put(files["people.csv"]).hash})
    found, _ = do(
        {"table": table, "people": said},
        kind="import",
        table=ID,
        source="symmetric",
        name="Leontief",
        people=ID,
    )
    words = ("import", "symmetric", str(source), "--out", str(tmp_path / "economy"), "--name", "Leontief")
    document = printed(*words, "--people", str(people), "--json")
    assert json.loads(found.files["document.json"]) == json.loads(document)
    made = cw.read(tmp_path / "economy")
    assert found.summary["economy_hash"] == made.hash
    assert "economy/table/table.toml" in found.files
