"""``commonweal require`` and ``commonweal pool`` tell what Python finds."""

import json

import polars as pl
import pytest

import commonweal as cw


@pytest.fixture(scope="module")
def flour():
    return cw.require(cw.read("village"), of="flour")


def test_the_package_is_shown_with_its_proof(run):
    result = run("require", "village", "--of", "flour")
    assert result.exit_code == 0
    assert "All told: 306\u00a0kg, and not less." in result.stdout
    assert "Proved:" in result.stdout
    assert "Verified" in result.stdout


def test_json_is_what_python_finds_and_the_package_is_written(run, flour, folder):
    result = run("require", "village", "--of", "flour", "--json", "--out", "package.csv")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == json.loads(json.dumps(flour.data()))
    assert pl.read_csv(folder / "package.csv")["amount"].sum() == pytest.approx(flour.total)


def test_what_can_not_be_lifted_is_named(run):
    result = run("require", "village", "--coverage", "0.8", "--periods", "4")
    assert result.exit_code == 0
    assert "More of it would lift nothing that is short." in result.stdout
    assert "something else is in the way" in result.stdout
    assert "Proved:" in result.stdout


@pytest.mark.parametrize(
    "words, says",
    [
        (("--of", "gold"), "no 'gold'"),
        (("--by", "soon"), "not a day"),
        (("--by", "2041-01-01"), "No period begins"),
        (("--scenario", "flood"), "flood"),
    ],
)
def test_what_can_not_be_asked_is_told_in_a_line(run, words, says):
    result = run("require", "village", *words)
    assert result.exit_code != 0
    assert says in result.stderr


def test_regions_are_shown_alone_and_together(run):
    result = run("pool", "village", "--by", "places.name", "--periods", "2")
    assert result.exit_code == 0
    assert "Tier 1" in result.stdout
    assert "Person-days" in result.stdout
    assert "All 4 plans are verified." in result.stdout


def test_pooling_as_json_adds_up(run):
    result = run("pool", "village", "--by", "places.name", "--periods", "2", "--json")
    told = json.loads(result.stdout)
    gains = [row["gain"] for row in told["table"] if row["tier"] == 1]
    assert told["totals"][0]["gain"] == pytest.approx(sum(gains))


def test_regions_that_can_not_be_made_are_told_in_a_line(run):
    result = run("pool", "village", "--by", "places.country")
    assert result.exit_code != 0
    assert "Known: places.name" in result.stderr


@pytest.mark.parametrize("words", [("require", "village"), ("pool", "village", "--by", "places.name")])
def test_answers_come_in_arabic_too(run, words):
    result = run(*words, "--periods", "2", "--language", "ar")
    assert result.exit_code == 0
    assert "المرتبة" in result.stdout
