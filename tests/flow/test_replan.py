"""``commonweal replan`` goes on from a plan that ``commonweal plan`` wrote."""

import json

import polars as pl
import pytest

import commonweal as cw

NEWS = ("--from", "2031-03-17", "--scenario", "second-landslide")


@pytest.fixture
def saved(run, folder, plan):
    """A folder with the plan of the village."""
    cw.export_plan(plan, folder / "plan")
    return folder / "plan"


def test_without_news_the_plan_stands(run, saved):
    result = run("replan", "plan", "--from", "2031-03-17")
    assert result.exit_code == 0
    assert "Nothing changes: the plan stands." in result.stdout
    assert "Verified" in result.stdout


def test_what_moves_comes_before_the_plan(run, saved):
    result = run("replan", "plan", *NEWS)
    assert result.exit_code == 0
    assert result.stdout.index("Largest moves") < result.stdout.index("Verified")
    assert "On the way:" in result.stdout


def test_what_is_written_can_be_gone_on_from(run, saved, folder):
    assert run("replan", "plan", *NEWS, "--out", "second", "--report", "new.html").exit_code == 0
    assert (folder / "new.html").is_file()
    assert pl.read_csv(folder / "second" / "moved.csv").height > 0
    assert run("replan", "second", "--from", "2031-03-24").exit_code == 0


def test_json_tells_the_moves_and_the_plan(run, saved, plan):
    result = run("replan", "plan", *NEWS, "--json")
    told = json.loads(result.stdout)
    assert told["date"] == "2031-03-17"
    assert told["before"] == plan.hash
    assert told["plan"]["scenario"] == "second-landslide"
    assert {row["kind"] for row in told["moved"]} <= {"level", "sent", "supplied", "delivered"}


def test_life_beside_the_plan_is_shown(run, saved, folder):
    (folder / "actuals.csv").write_text("kind,good,place,amount,date\ncounted,flour,hill,1,2031-03-10\n")
    (folder / "way.csv").write_text(
        "consignment,good,place,amount,status,expected\ngift 1,flour,hill,50,shipped,2031-03-20\n"
    )
    result = run(
        "replan", "plan", "--from", "2031-03-10", "--actuals", "actuals.csv", "--consignments", "way.csv"
    )
    assert result.exit_code == 0
    assert "Where life differed from the plan" in result.stdout
    assert "gift 1" in result.stdout


def test_in_arabic(run, saved):
    result = run("replan", "plan", *NEWS, "--language", "ar")
    assert result.exit_code == 0
    assert "أكبر التغييرات" in result.stdout


def test_a_plan_tells_of_the_turns_in_which_it_was_made(run, folder):
    run("examples", "--copy", "village", "--out", "mine")
    (folder / "mine" / "scenarios" / "slide.toml").write_text(
        'title = "A slide"\n[[changes]]\ndo = "close"\ntable = "routes"\nwhere = "route=cart-track"\n'
        'from = 2031-04-07\nknown_from = 2031-04-07\nbecause = "the slope gave way"\n'
    )
    result = run("plan", "mine", "--scenario", "slide")
    assert result.exit_code == 0
    assert "Made in turns, as news came in" in result.stdout
    assert "the slope gave way" in result.stdout


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("plan", "--from", "2031-03-18"), 2, "2031-03-17 or 2031-03-24"),
        (("plan", "--from", "soon"), 2, "--from"),
        (("plan",), 2, "--from"),
        (("plan", "--from", "2031-03-17", "--scenario", "flood"), 2, "flood"),
        (("nowhere", "--from", "2031-03-17"), 1, "A01"),
        (("plan", "--from", "2031-03-17", "--actuals", "none.csv"), 1, "none.csv"),
    ],
)
def test_what_can_not_be_is_told(run, saved, words, code, said):
    result = run("replan", *words)
    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.output
