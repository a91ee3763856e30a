"""``commonweal criticality`` end to end."""

import json

import polars as pl


def test_losses_are_ranked_on_screen(run):
    result = run("criticality", "village", "--of", "routes")
    assert result.exit_code == 0
    assert result.stdout.index("high-road") < result.stdout.index("cart-track")
    assert "2 of 2 re-plans are verified" in result.stdout


def test_numbers_come_as_json(run):
    told = json.loads(run("criticality", "village", "--of", "routes", "--json").stdout)
    assert [loss["name"] for loss in told["singles"]] == ["high-road", "cart-track"]
    assert told["singles"][0]["quality"] == "verified"


def test_a_second_run_takes_over_what_the_first_found(run, folder):
    words = ("criticality", "village", "--of", "routes", "--out", "found.parquet")
    run(*words)
    first = pl.read_parquet("found.parquet")
    result = run(*words)
    assert "2 losses were taken over" in result.stderr
    assert pl.read_parquet("found.parquet").equals(first)


def test_a_loss_may_be_dated_and_recover(run):
    words = ("criticality", "village", "--of", "routes", "--json")
    result = run(*words, "--from", "2031-03-10", "--days", "7", "--recovery", "0.5")
    whole = json.loads(run(*words).stdout)
    dated = json.loads(result.stdout)
    assert dated["singles"][0]["lost_tier_1"] < whole["singles"][0]["lost_tier_1"]


def test_wrong_words_are_refused_before_any_work(run):
    for words in (
        ("--of", "roads"),
        ("--from", "spring"),
        ("--days", "7", "--recovery", "much"),
        ("--out", "found.xlsx"),
    ):
        assert run("criticality", "village", *words).exit_code == 2


def test_it_is_told_in_arabic(run):
    assert "high-road" in run("criticality", "village", "--of", "routes", "--language", "ar").stdout
