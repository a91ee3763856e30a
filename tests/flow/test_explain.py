"""``commonweal explain`` and ``commonweal why`` say why, from a plan made now or made before."""

import _thread
import json
import sys
import time

import pytest

import commonweal as cw
import commonweal.explain.explaining
from commonweal.data.scenario_files import scenario_of
from commonweal.errors import Cancelled, SolverStopped


def test_why_tells_whom_a_supply_serves(run, planned):
    result = run("why", "village", "--supply", "goats")
    assert result.exit_code == 0
    assert "goats brings 1,890\u00a0L." in result.stdout
    assert "Energy (tier 1)" in result.stdout


def test_why_in_json_is_what_python_gives(run, planned, plan):
    result = run("why", "village", "--good", "flour", "--place", "hill", "--period", "2031-03-20", "--json")
    told = json.loads(result.stdout)
    answer = cw.why(plan, good="flour", place="hill", period="2031-03-20")
    assert told["shares"] == answer.shares.to_dicts()
    assert sum(row["share"] for row in told["shares"]) == pytest.approx(1.0)
    assert [price["aim"] for price in told["prices"]] == [price.aim for price in answer.prices]
    assert told["period"] == "2031-03-17"


def test_why_is_told_in_arabic(run, planned):
    result = run("why", "village", "--route", "high-road", "--language", "ar")
    assert result.exit_code == 0
    assert "المرتبة" in result.stdout


def test_why_opens_a_plan_that_was_saved(run, plan, folder):
    cw.export_plan(plan, folder / "saved")
    result = run("why", "saved", "--activity", "mill")
    assert result.exit_code == 0
    assert "mill runs at 35,700 levels." in result.stdout
    refused = run("why", "saved", "--activity", "mill", "--periods", "2")
    assert refused.exit_code != 0
    assert "made already" in refused.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "one thing"),
        (("--supply", "goats", "--route", "high-road"), "one thing"),
        (("--supply", "goat"), "Did you mean 'goats'"),
    ],
)
def test_why_refuses_what_names_nothing(run, planned, words, said):
    result = run("why", "village", *words)
    assert result.exit_code != 0
    assert said in result.stderr


def test_explain_tells_reasons_and_what_would_help(run, planned):
    result = run("explain", "village", "--relief", "--most", "1")
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    assert "Energy in The hill hamlet (residents)" in words
    assert "(supplies.csv, row 8; assumed)" in words
    assert "What would help most" in words
    assert "Protein" not in words


def test_explain_in_json_is_what_python_gives(run, planned, plan):
    result = run("explain", "village", "--place", "hill", "--need", "protein", "--json")
    (told,) = json.loads(result.stdout)["explanations"]
    (explanation,) = cw.explain(plan, place="hill", need="protein")
    assert told["cell"]["period"] == explanation.cell.period
    assert [reason["row"] for reason in told["reasons"]] == [reason.row for reason in explanation.reasons]


def test_what_would_help_is_written_as_a_scenario(run, planned, plan, folder):
    words = ("--relief", "--most", "1", "--save-scenario", "help.toml", "--apply", "2")
    result = run("explain", "village", *words)
    assert result.exit_code == 0
    scenario = scenario_of("help", (folder / "help.toml").read_bytes(), "help.toml")
    assert scenario.changes == cw.relief(plan).lines[1].changes
    assert cw.apply(cw.read("village"), scenario).lines["table"].to_list() == ["stocks"]


def test_what_each_relief_changes_is_in_the_json(run, planned, plan):
    result = run("explain", "village", "--most", "1", "--json")
    (told,) = json.loads(result.stdout)["explanations"]
    first, second = told["reliefs"][0]["changes"]
    assert (first["do"], first["where"], first["from"]) == ("open", "route=cart-track", "2031-03-17")
    assert second["column"] == "capacity"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--save-scenario", "help.csv"), ".toml"),
        (("--save-scenario", "help.toml", "--server", "http://127.0.0.1:9"), "this machine"),
        (("--save-scenario", "help.toml", "--most", "1", "--apply", "99"), "no number 99"),
    ],
)
def test_a_scenario_that_can_not_be_written_is_refused(run, planned, folder, words, said):
    result = run("explain", "village", *words)
    assert result.exit_code != 0
    assert said in result.stderr
    assert not (folder / "help.toml").exists()


def test_explain_is_told_in_arabic(run, planned):
    result = run("explain", "village", "--language", "ar", "--relief")
    assert result.exit_code == 0
    assert "لا يمكن أن ترتفع النسبة" in result.stdout


def test_explain_says_so_where_nobody_is_short(run, planned):
    result = run("explain", "village", "--place", "town", "--tier", "1", "--relief")
    assert result.exit_code == 0
    assert result.stdout.strip() == "Nobody is short of what was asked about."


def test_explain_refuses_a_need_that_nobody_has(run, planned):
    result = run("explain", "village", "--need", "tea")
    assert result.exit_code == 2
    assert "Nobody in this plan has a need" in result.stderr


def test_a_report_says_why_unless_it_is_told_not_to(run, planned, folder):
    assert run("plan", "village", "--report", "with.html").exit_code == 0
    assert run("plan", "village", "--report", "without.html", "--no-explain").exit_code == 0
    page = (folder / "with.html").read_text(encoding="utf-8")
    assert page.index('id="short"') < page.index('id="why"') < page.index('id="limits"')
    assert 'id="why"' not in (folder / "without.html").read_text(encoding="utf-8")


def test_a_report_stands_where_explanations_take_too_long(run, planned, folder, monkeypatch):
    def too_long(plan, limits):
        raise SolverStopped("The time limit was reached.", "explaining", limits.seconds)

    monkeypatch.setattr(sys.modules["commonweal.explain.explaining"], "explain", too_long)
    result = run("plan", "village", "--report", "report.html", "--time-limit", "50")
    assert result.exit_code == 0
    assert "The time limit was reached. The report stands without explanations." in result.stderr
    assert 'id="short"' in (folder / "report.html").read_text(encoding="utf-8")


def test_ctrl_c_while_explaining_leaves_the_report(run, planned, folder, monkeypatch):
    def interrupted(plan, limits):
        _thread.interrupt_main()
        while not limits.cancelled():
            time.sleep(0.01)
        raise Cancelled("Cancelled. No explanation was made.")

    monkeypatch.setattr(sys.modules["commonweal.explain.explaining"], "explain", interrupted)
    result = run("plan", "village", "--report", "report.html")
    assert result.exit_code == 130
    assert result.stderr.splitlines()[-1] == "Interrupted. The report stands without explanations."
    assert 'id="short"' in (folder / "report.html").read_text(encoding="utf-8")
