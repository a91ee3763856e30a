"""``commonweal compare`` and ``commonweal rules``."""

import json
from dataclasses import replace

import pytest

import commonweal as cw


@pytest.fixture
def saved(folder, plan):
    """Two folders with the plan of the village."""
    for name in ("one", "two"):
        cw.export_plan(plan, name)
    return ("one", "two")


CLOSED = """title = "The track is closed"
[[changes]]
do = "close"
table = "routes"
where = "route=cart-track"
because = "snow"
claimed_by = "the road-warden"
"""


@pytest.fixture
def mine(folder):
    """The village with two scenarios of its own, in a folder."""
    cw.write(replace(cw.read("village"), scenarios={}), "mine")
    scenarios = folder / "mine" / "scenarios"
    scenarios.mkdir(exist_ok=True)
    (scenarios / "closed.toml").write_text(CLOSED, encoding="utf-8")
    calendar = "[calendar]\nstart = 2031-03-10\nlengths = [14]\n"
    (scenarios / "late.toml").write_text(CLOSED.replace("[[", f"{calendar}[[", 1), encoding="utf-8")
    return "mine"


def test_an_economy_is_compared_with_its_scenario(run, mine, folder):
    words = ("--scenario", "closed", "--periods", "3", "--report", "page.html")
    result = run("compare", mine, *words)
    assert result.exit_code == 0, result.output
    assert "The track is closed, compared with: as it is" in result.stdout
    assert "person-days of needs of tier 1 are lost" in result.stdout
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert "the road-warden" in page
    assert "snow" in page


def test_a_scenario_with_a_calendar_is_compared_over_it(run, mine):
    result = run("compare", mine, "--scenario", "late")
    assert result.exit_code == 0, result.output
    assert "The economy as it is, too, is planned from 2031-03-10 to before 2031-03-24" in result.stderr
    assert "calendars differ" not in result.stdout


def test_saved_plans_are_compared(run, saved):
    result = run("compare", *saved)
    assert result.exit_code == 0, result.output
    assert "two, compared with: one" in result.stdout
    assert "Nobody gains and nobody loses" in result.stdout


def test_json_is_the_difference_and_nothing_else(run, saved):
    data = json.loads(run("compare", *saved, "--json").stdout)
    assert (data["base"], list(data["plans"])) == ("one", ["one", "two"])
    assert data["changes"]["two"]["coverage"] == []


def test_report_and_tables_are_written(run, saved, folder):
    result = run("compare", *saved, "--report", "out/page.html", "--out", "tables", "--good", "flour")
    assert result.exit_code == 0, result.output
    assert "Wheat flour" in (folder / "out" / "page.html").read_text(encoding="utf-8")
    names = {path.name for path in (folder / "tables").iterdir()}
    assert {"comparison.json", "coverage.csv", "flows.csv", "limits.csv"} <= names
    again = run("compare", *saved, "--out", "tables", "--format", "parquet")
    assert again.exit_code == 0
    assert not (folder / "tables" / "coverage.csv").exists()
    assert run("compare", *saved, "--out", "tables.xlsx").exit_code == 0
    assert run("compare", *saved, "--out", "tables.zip").exit_code == 0


def test_two_rules_of_one_economy_are_compared(run, planned):
    result = run("compare", "village", "--rule", "leximin", "--rule", "total")
    assert result.exit_code == 0, result.output
    assert "compared with: the worst off first" in result.stdout
    assert planned["rule"] == "total"


@pytest.mark.parametrize(
    "words, why",
    [
        (("village",), "Name what to compare with"),
        (("village", "--rule", "leximin"), "own rule"),
        (("village", "--rule", "fairest"), "is not one of"),
        (("village", "village"), "twice"),
        (("village", "village", "--scenario", "x"), "not for several paths"),
        (("village", "--scenario", "flood"), "flood"),
        (("village", "--rule", "total", "--out", "x.csv"), "would hold one table"),
    ],
)
def test_what_cannot_be_compared_is_refused_before_the_work(run, planned, words, why):
    result = run("compare", *words)
    assert result.exit_code == 2
    assert why in " ".join(result.output.split())
    assert planned == {}


def test_one_saved_plan_is_no_comparison(run, saved):
    result = run("compare", saved[0])
    assert result.exit_code == 2
    assert "name a second one" in " ".join(result.output.split())


def test_the_price_of_a_rule_is_shown_and_written(run, folder):
    result = run("rules", "village", "--periods", "2", "--report", "rules.html", "--out", "prices", "--json")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert list(data["plans"]) == ["leximin", "total", "equal", "money"]
    assert (folder / "rules.html").exists()
    assert (folder / "prices" / "totals.csv").exists()


def test_rules_are_shown_in_words(run):
    result = run("rules", "village", "--periods", "2")
    assert result.exit_code == 0, result.output
    assert "the worst off first" in result.stdout
