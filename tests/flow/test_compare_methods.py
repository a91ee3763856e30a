"""``commonweal compare --method``: one shock followed by several methods."""

import importlib
import json

import polars as pl
import pytest

import commonweal as cw
from unit.accounting.small_world import world


@pytest.fixture
def two(folder):
    """The two countries as a folder that an import would write."""
    economy = cw.build_economy(world(), cw.BuildOptions(sourcing="free", tradable=0.0)).economy
    cw.write_economy_and_table(economy, world(), folder / "two")
    return "two"


def test_a_cut_is_told_by_every_method(run, two, folder):
    result = run(
        "compare", two, "--method", "plan,leontief,ghosh,extraction", "--cut", "north>south=1", "--out", "o"
    )
    assert result.exit_code == 0, result.output
    for words in (
        "Deliveries from north to south are cut by 100\u00a0%",
        "Extraction",
        "Needs, tier",
        "Both plans",
    ):
        assert words in result.stdout
    sectors = pl.read_csv(folder / "o" / "sectors.csv")
    assert sectors.group_by("method").len()["len"].to_list() == [6] * 4
    assert (folder / "o" / "coverage.csv").is_file()


def test_without_a_plan_the_economy_is_not_planned(run, two, monkeypatch):
    module = importlib.import_module("commonweal.compare.method_plan")
    monkeypatch.setattr(module, "make_plan", lambda *_, **__: pytest.fail("planned"))
    result = run(
        "compare", two, "--method", "leontief", "--method", "ghosh", "--lose", "north.mills=0.5", "--json"
    )
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert {row["method"] for row in told["totals"]} == {"leontief", "ghosh"}
    assert told["shock"] == "north.mills=0.5"


def test_what_has_no_meaning_is_told_with_its_reason_in_both_languages(run, two):
    for language, words in (("en", "Ghosh has nothing to say"), ("ar", "غوش")):
        result = run(
            "compare", two, "--method", "leontief,ghosh", "--demand", "south=-0.1", "--language", language
        )
        assert result.exit_code == 0, result.output
        assert words in result.stdout


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--method", "leontief"), "--lose"),
        (("--lose", "north.mills=0.5", "--cut", "north>south=1"), "one shock"),
        (("--method", "mixed", "--demand", "south=0.1"), "mixed"),
        (("--lose", "north.mils=0.5"), "north.mills"),
        (("--lose", "north.mills=0.5", "--scenario", "war"), "--scenario"),
        (("--lose", "north.mills=0.5", "--report", "page.html"), "--report"),
        (("two", "--lose", "north.mills=0.5"), "one economy"),
    ],
)
def test_what_does_not_fit_together_is_wrong_use(run, two, words, named):
    result = run("compare", two, *words)
    assert result.exit_code == 2, result.output
    assert named in " ".join(result.stderr.split())


def test_an_economy_without_a_table_says_so(run):
    result = run("compare", "village", "--method", "leontief", "--demand", "hill=0.1")
    assert result.exit_code == 1, result.output
    assert "table" in result.stderr
