"""The situations that ship with ``syria``, from the command line."""

import json

import pytest

SITUATIONS = (
    "aleppo-2016",
    "aleppo-2016-renewed",
    "austerity",
    "general-strike",
    "khan-shaykhun-2019",
    "khan-shaykhun-2019-crash",
    "syria-2019",
)


def summary(run, *words):
    """What ``commonweal plan syria --json`` says."""
    result = run("plan", "syria", "--json", *words)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_the_situations_are_listed(run):
    listed = {each["name"] for each in json.loads(run("scenarios", "syria", "--json").stdout)}
    assert listed >= set(SITUATIONS)


def test_a_situation_is_told_with_who_says_so(run):
    shown = " ".join(run("scenarios", "syria", "aleppo-2016").stdout.split())
    for words in ("one week of ceasefire", "UN special envoy for Syria", "the article", "contested"):
        assert words in shown


def test_once_the_siege_begins_eastern_aleppo_is_the_worst_off(run):
    told = summary(run, "--scenario", "aleppo-2016", "--periods", "3")
    assert told["quality"] == "verified"
    lowest = told["coverage"]["lowest"]
    assert (lowest["place"], lowest["period"]) == ("aleppo-city", "2016-07-18")


@pytest.mark.slow
@pytest.mark.parametrize("name", SITUATIONS)
def test_a_situation_can_be_planned_in_full(run, name):
    told = summary(run, "--scenario", name)
    assert told["quality"] in {"verified", "approximate"}
    if name.startswith("aleppo-2016"):
        assert told["coverage"]["lowest"]["place"] == "aleppo-city"
