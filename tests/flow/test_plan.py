"""``commonweal plan`` shows, proves and writes the plan that Python gives."""

import _thread
import errno
import json
import math
import threading
import time
from dataclasses import replace

import openpyxl
import polars as pl
import pytest

import commonweal as cw
from commonweal.cli.plan import _weights
from commonweal.cli.solving import step_in_words

BESIDE = {"levels.parquet", "economy"}


def without_times(data):
    for aim in data["aims"]:
        aim.pop("seconds")
    return data


def numbers_in(data):
    if isinstance(data, dict):
        return [number for inside in data.values() for number in numbers_in(inside)]
    if isinstance(data, list):
        return [number for inside in data for number in numbers_in(inside)]
    return [data] if isinstance(data, float) else []


def test_json_is_the_summary_of_the_plan_and_nothing_else(run, plan):
    result = run("plan", "village", "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert without_times(told) == without_times(json.loads(json.dumps(plan.summary_data())))
    assert all(math.isfinite(number) for number in numbers_in(told))


def test_the_terminal_shows_people_and_proof(run, planned, plan):
    result = run("plan", "village")
    assert result.exit_code == 0
    assert plan.economy.settings.name in result.stdout
    assert "Verified" in result.stdout
    assert "WARNING" not in result.stderr


def test_options_reach_the_planner(run, planned):
    words = ("--rule", "equal", "--effort", "labour=1, cost=0.5", "--resolution", "0.01")
    result = run("plan", "village", *words, "--time-limit", "60", "--threads", "2")
    assert result.exit_code == 0
    assert planned["rule"] == "equal"
    assert planned["effort"] == {"labour": 1.0, "cost": 0.5}
    assert planned["resolution"] == 0.01
    assert (planned["limits"].seconds, planned["limits"].threads) == (60.0, 2)


def test_without_options_the_economy_decides(run, planned):
    run("plan", "village")
    assert (planned["rule"], planned["effort"], planned["resolution"]) == (None, None, None)
    assert planned["economy"] == cw.read("village")


def test_only_the_first_periods_are_planned_and_it_is_said(run, planned):
    result = run("plan", "village", "--periods", "2", "--json")
    assert "first 2 of 6 periods" in result.stderr
    assert planned["economy"].settings.calendar.n_periods == 2
    json.loads(result.stdout)


def test_more_periods_than_there_are_means_all(run, planned):
    result = run("plan", "village", "--periods", "99")
    assert "first" not in result.stderr
    assert planned["economy"].settings.calendar.n_periods == 6


def test_warnings_come_first(run, planned, folder):
    run("examples", "--copy", "village", "--out", "mine")
    supplies = folder / "mine" / "supplies.csv"
    supplies.write_text(supplies.read_text().replace("valley,,,900,", "valley,,,90000,"))
    result = run("plan", "mine")
    assert result.exit_code == 0
    assert "warning" in result.stderr
    assert "Verified" in result.stdout


def test_the_report_is_written_where_it_is_asked_for(run, planned, plan, folder):
    result = run("plan", "village", "--report", "new/folder/report.html", "--language", "ar")
    assert result.exit_code == 0
    page = (folder / "new" / "folder" / "report.html").read_text(encoding="utf-8")
    assert 'lang="ar"' in page
    assert plan.economy.settings.name in page


def test_a_folder_holds_every_table_and_the_summary(run, planned, plan, folder):
    assert run("plan", "village", "--out", "tables").exit_code == 0
    names = {path.name for path in (folder / "tables").iterdir()}
    assert names == {f"{name}.csv" for name in plan.tables} | {"summary.json", *BESIDE}
    coverage = pl.read_csv(folder / "tables" / "coverage.csv")
    assert coverage["coverage"].to_list() == plan["coverage"]["coverage"].to_list()


def test_parquet_keeps_every_digit_and_type(run, planned, plan, folder):
    assert run("plan", "village", "--out", "tables", "--format", "parquet").exit_code == 0
    for name, frame in plan.tables.items():
        assert pl.read_parquet(folder / "tables" / f"{name}.parquet").equals(frame), name


def test_writing_again_replaces_the_tables_and_keeps_other_files(run, planned, plan, folder):
    run("plan", "village", "--out", "tables", "--format", "parquet")
    (folder / "tables" / "notes.txt").write_text("mine")
    run("plan", "village", "--out", "tables")
    names = {path.name for path in (folder / "tables").iterdir()}
    assert names == {f"{name}.csv" for name in plan.tables} | {"summary.json", "notes.txt", *BESIDE}


def test_a_workbook_has_a_sheet_for_each_table(run, planned, plan, folder):
    assert run("plan", "village", "--out", "plan.xlsx").exit_code == 0
    book = openpyxl.load_workbook(folder / "plan.xlsx")
    assert book.sheetnames == ["summary", *plan.tables]
    assert book["coverage"].max_row == plan["coverage"].height + 1
    book.close()


def test_dispatch_lists_say_what_leaves_each_place(run, planned, plan, folder):
    assert run("plan", "village", "--lists", "lists").exit_code == 0
    names = {path.name for path in (folder / "lists").glob("dispatch-*.csv")}
    assert names == {f"dispatch-{place}.csv" for place in plan["flows"]["from_place"].unique()}
    for place, flows in plan["flows"].partition_by("from_place", as_dict=True).items():
        listed = pl.read_csv(folder / "lists" / f"dispatch-{place[0]}.csv", try_parse_dates=True)
        assert listed["send"].sum() == pytest.approx(flows["sent"].sum(), rel=1e-5)
        assert set(listed["route"]) == set(flows["route"])
        assert (listed["last_day"] - listed["first_day"]).dt.total_days().unique().to_list() == [6]
        assert set(listed["first_day"].cast(pl.String)) <= set(plan.economy.settings.calendar.names)


def test_the_purchase_list_says_what_to_pay_and_when(run, planned, plan, folder):
    run("plan", "village", "--lists", "lists")
    listed = pl.read_csv(folder / "lists" / "purchases.csv", try_parse_dates=True)
    bought = plan["supplies"].filter(pl.col("cost") > 0.0)
    assert listed["cost"].sum() == pytest.approx(bought["cost"].sum(), rel=1e-5)
    assert set(listed["supplier"]) == {"market"}
    days = (listed["first_day"] - listed["pay_first_day"]).dt.total_days()
    assert set(zip(listed["good"], days, strict=True)) == {("beans", 0), ("oil", 0), ("oranges", 2)}


def test_nothing_is_paid_before_the_plan_begins(run, planned, plan, folder):
    run("plan", "village", "--lists", "lists")
    listed = pl.read_csv(folder / "lists" / "purchases.csv", try_parse_dates=True)
    first = listed.filter(pl.col("good") == "oranges").sort("first_day").row(0, named=True)
    start = plan.economy.settings.calendar.start
    assert (first["pay_first_day"] - start).days == 0
    assert (first["first_day"] - start).days == 2


def test_a_plan_that_is_only_approximate_is_said_loudly(run, plan, monkeypatch):
    certificate = replace(plan.certificate, gap=1e-5)
    monkeypatch.setattr("commonweal.run.plan", lambda *_, **__: replace(plan, certificate=certificate))
    result = run("plan", "village")
    assert result.exit_code == 0
    assert "not verified" in result.stderr
    assert "Approximate" in result.stdout


def test_what_is_not_a_plan_is_neither_shown_nor_written(run, plan, monkeypatch, folder):
    certificate = replace(plan.certificate, gap=0.5)
    monkeypatch.setattr("commonweal.run.plan", lambda *_, **__: replace(plan, certificate=certificate))
    result = run("plan", "village", "--out", "tables", "--report", "report.html", "--json")
    assert result.exit_code == 1
    assert "not a plan" in result.stderr
    assert result.stdout == ""
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "words, named",
    [
        (("--rule", "lexmin"), "leximin"),
        (("--language", "xx"), "en, ar"),
        (("--solver", "cplex"), "highs"),
        (("--periods", "0"), "--periods"),
        (("--effort", "labour=much"), "WORD=NUMBER"),
        (("--effort", "labuor"), "labour"),
        (("--out", "taken"), "taken"),
        (("--lists", "taken"), "taken"),
        (("--report", "."), ".html"),
        (("--report", "plan.docx"), ".html"),
        (("--out", "plan.csv"), ".xlsx"),
        (("--report", "taken/report.html"), "taken"),
    ],
)
def test_wrong_use_is_told_with_exit_code_2(run, folder, words, named):
    (folder / "taken").write_text("mine")
    result = run("plan", "village", *words)
    assert result.exit_code == 2
    assert named in result.stderr
    assert result.stdout == ""
    assert (folder / "taken").read_text() == "mine"


def test_a_folder_of_other_things_is_not_replaced(run, planned, folder):
    (folder / "photos").mkdir()
    (folder / "photos" / "one.jpg").write_bytes(b"\xff")
    result = run("plan", "village", "--out", "photos")
    assert result.exit_code == 1
    assert "other things" in result.stderr
    assert [path.name for path in (folder / "photos").iterdir()] == ["one.jpg"]


def test_a_time_limit_ends_without_a_plan(run, folder):
    result = run("plan", "village", "--time-limit", "0", "--out", "tables")
    assert result.exit_code == 1
    assert "time limit" in result.stderr
    assert list(folder.iterdir()) == []


def test_a_cancelled_plan_ends_in_one_line(run, monkeypatch, folder):
    def cancelled(*_, **__):
        raise cw.Cancelled("Cancelled.")

    monkeypatch.setattr("commonweal.run.plan", cancelled)
    result = run("plan", "village", "--out", "tables")
    assert result.exit_code == 130
    assert result.stderr.splitlines() == ["Interrupted. No plan was made, nothing was written."]
    assert list(folder.iterdir()) == []


def test_ctrl_c_cancels_the_work_and_is_told_in_one_line(run, monkeypatch, folder):
    stopped = threading.Event()

    def until_cancelled(*_, limits, **__):
        _thread.interrupt_main()
        while not limits.cancelled():
            time.sleep(0.01)
        stopped.set()
        raise cw.Cancelled("Cancelled.")

    monkeypatch.setattr("commonweal.run.plan", until_cancelled)
    result = run("plan", "village", "--out", "tables")
    assert result.exit_code == 130
    assert stopped.is_set()
    assert result.stderr.splitlines() == ["Interrupted. No plan was made, nothing was written."]
    assert list(folder.iterdir()) == []


def test_a_disk_that_is_full_is_told_in_one_line(run, planned, monkeypatch, folder):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device", "report.html")

    monkeypatch.setattr("commonweal.printing.making.write_report", full)
    result = run("plan", "village", "--report", "report.html")
    assert result.exit_code == 1
    assert result.stderr == "commonweal: report.html: No space left on device.\n"


def test_weights_of_effort_are_words_and_numbers():
    assert _weights("labour") == "labour"
    assert _weights(None) is None
    assert _weights("labour=1, diesel=2.5") == {"labour": 1.0, "diesel": 2.5}


def test_a_step_is_told_with_level_iterations_gap_and_time():
    done = {"n_programs": 14, "seconds": 12.4, "iterations": 1280}
    level = cw.Progress("tier 1", level=3, value=0.624, left=210, gap=2e-12, **done)
    total = cw.Progress("effort:\x1b labour", level=0, value=1234.5, left=0, **done)
    so_far = "14 programs, 1,280 iterations, 12 s"
    assert (
        step_in_words(level)
        == f"tier 1, level 3: 62.4% covered, 210 needs still rising (gap 2e-12, {so_far})"
    )
    assert step_in_words(total) == f"effort:␛ labour: 1,234.5 ({so_far})"
