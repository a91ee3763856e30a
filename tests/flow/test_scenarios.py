"""``commonweal scenarios``, and plans for a scenario, from the command line."""

import json
from pathlib import Path

import pytest

import commonweal as cw


def mine(run, **files):
    """The village in a folder of one's own, with further scenarios."""
    run("examples", "--copy", "village", "--out", "mine")
    for name, text in files.items():
        Path(f"mine/scenarios/{name}.toml").write_text(text, encoding="utf-8")
    return "mine"


BROKEN = '[[changes]]\ndo = "close"\ntable = "routes"\nwhere = "rout=high-road"\n'
MISSING = BROKEN.replace("rout=high-road", "route=hi-road")


def test_the_scenarios_are_listed(run):
    shown = run("scenarios", "village").stdout
    assert "second-landslide" in shown
    assert "A hard spring" in shown


def test_an_economy_without_scenarios_says_so(run, folder):
    village = cw.read("village")
    cw.write(cw.Economy(settings=village.settings, tables=village.tables), folder / "bare")
    assert run("scenarios", "bare").stdout == "This economy has no scenarios.\n"


def test_a_scenario_is_told_line_by_line_with_who_says_so(run):
    shown = " ".join(run("scenarios", "village", "hard-spring").stdout.split())
    for words in (
        "It goes on from second-landslide",
        "second-landslide 1. routes, route=cart-track: closed, from 31\u00a0March\u00a02031 on",
        "Claimed by: the market-master",
        "Confidence: forecast",
        "known from 10\u00a0March\u00a02031 on",
        "scale supplies column price value 1.2 where kind=market from 2031-03-24",
        "new losses values good=flour, place=valley, share=0.25, on=2031-03-17",
    ):
        assert " ".join(words.split()) in shown


def test_a_scenario_is_told_in_arabic(run):
    assert "مغلق" in run("scenarios", "village", "second-landslide", "--language", "ar").stdout


def test_scenarios_are_given_as_json(run):
    listed = json.loads(run("scenarios", "village", "--json").stdout)
    assert [each["name"] for each in listed] == ["hard-spring", "second-landslide"]
    told = json.loads(run("scenarios", "village", "hard-spring", "--json").stdout)
    assert [change["do"] for change in told["changes"]] == ["close", "surge", "tariff", "loss"]
    assert told["changes"][2]["plain"][0]["do"] == "scale"
    assert {"table": "routes", "column": "closed", "after": "yes"}.items() <= told["lines"][0].items()


def test_a_scenario_that_there_is_not_is_wrong_use(run):
    result = run("scenarios", "village", "hard-sprin")
    assert result.exit_code == 2
    assert "Did you mean 'hard-spring'?" in result.stderr


def test_a_plan_for_a_scenario_knows_what_happens(run):
    words = ("plan", "village", "--periods", "5", "--json")
    told = json.loads(run(*words, "--scenario", "second-landslide").stdout)
    plain = json.loads(run(*words).stdout)
    assert told["scenario"] == "second-landslide"
    assert told["coverage"] != plain["coverage"]


def test_what_comes_after_the_first_periods_is_left_out(run):
    told = run("plan", "village", "--scenario", "second-landslide", "--periods", "2")
    assert told.exit_code == 0
    assert "first 2 of 6 periods" in told.stderr


def test_a_broken_scenario_stops_only_those_who_ask_for_it(run):
    path = mine(run, broken=BROKEN)
    checked = run("check", path)
    assert checked.exit_code == 1
    assert "S03 error row 4, where" in checked.stdout
    plain = run("plan", path, "--periods", "1")
    assert plain.exit_code == 0
    assert "S03 warning row 4, where" in plain.stderr
    asked = run("plan", path, "--scenario", "broken")
    assert asked.exit_code == 1
    assert "S03 error row 4, where" in asked.stderr


def test_check_tries_every_scenario(run):
    checked = run("check", mine(run, missing=MISSING))
    assert checked.exit_code == 1
    assert "S04 error row 4, where" in checked.stdout
    assert "Did you mean 'high-road'?" in checked.stdout


@pytest.mark.parametrize("form", ["other", "other.zip", "other.xlsx"])
def test_scenarios_go_along_when_an_economy_is_converted(run, form):
    assert run("convert", "village", form).exit_code == 0
    assert "hard-spring" in run("scenarios", form).stdout
