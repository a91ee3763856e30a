"""``commonweal sweep`` end to end."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import psutil
import pytest
from typer.testing import CliRunner

from commonweal.cli.app import app
from commonweal.store.opening import open_store
from commonweal.sweep.swept import read_sweep
from stores import given_project

DESIGN = """
title = "Goats and guests"
economy = "village"
periods = 2
design = "grid"

[[parameters]]
name = "milk"
cell = "supplies:supply=goats, place=hill:at_most"
by = "factor"
range = [0.5, 1.0]
steps = {steps}
"""


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """A folder with a design that was swept."""
    folder = tmp_path_factory.mktemp("swept")
    (folder / "goats.toml").write_text(DESIGN.format(steps=4))
    words = ["sweep", str(folder / "goats.toml"), "--processes", "1", "--html", str(folder / "page.html")]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    return folder, result


def test_a_file_is_swept_and_told(swept):
    folder, result = swept
    assert "4 planned, 0 without a plan" in result.stdout
    assert "Goats and guests" in (folder / "page.html").read_text()
    assert read_sweep(folder / "goats-results").counts()["quality verified"] == 4


def test_the_same_command_takes_over_what_is_there(swept, run):
    folder, _ = swept
    result = run("sweep", folder / "goats.toml", "--json")
    assert "4 points were taken over" in result.stderr
    told = json.loads(result.stdout)
    assert [point["status"] for point in told["points"]] == ["done"] * 4
    assert told["summary"]["outcomes"][0]["points"] == 4


def test_a_folder_is_summarized(swept, run):
    folder, _ = swept
    result = run("sweep", "summary", folder / "goats-results", "--out", "tables", "--format", "parquet",
                 "--html", "page.html", "--language", "ar")  # fmt: skip
    assert result.exit_code == 0
    assert pl.read_parquet("tables/points.parquet").height == 4
    assert 'dir="rtl"' in Path("page.html").read_text()


def test_wrong_words_are_refused_before_any_work(run, folder):
    (folder / "goats.toml").write_text(DESIGN.format(steps=4))
    for words, code in (
        (("nothing.toml",), 2),
        (("goats.toml", "--scheduler", "tcp://10.0.0.1:8786"), 2),
        (("goats.toml", "--scheduler", "tcp://127.0.0.1:1", "--processes", "2"), 2),
        (("goats.toml", "--html", "page.pdf"), 2),
        (("summary", "nowhere"), 2),
        (("summary", ".", "--format", "xlsx"), 2),
    ):
        assert run("sweep", *words).exit_code == code, words
    (folder / "goats.toml").write_text('[[parameters]]\nname = "x"\n')
    assert run("sweep", "goats.toml").exit_code == 1
    assert not (folder / "goats-results").exists()


def test_a_second_folder_plans_nothing_that_the_store_has(swept, run, folder):
    with open_store(folder / "team") as store:
        given_project(store, "relief")
    (folder / "goats.toml").write_text(DESIGN.format(steps=4))
    words = ["sweep", "goats.toml", "--processes", "1", "--store", "team", "--project", "relief", "--out"]
    first = run(*words, swept[0] / "goats-results")  # which was planned without a store
    second = run(*words, "found")
    assert (first.exit_code, second.exit_code) == (0, 0), (first.output, second.output)
    assert "4 points were taken over from found and team" in second.stderr
    found, before = read_sweep("found"), read_sweep(swept[0] / "goats-results")
    assert found.points.equals(before.points)
    assert found.coverage.equals(before.coverage)
    told = json.loads(run("admin", "verify", "team", "--json").stdout)
    assert (told["sound"], told["counts"]["points"]) == (True, 4)


def test_a_store_or_project_that_is_not_there_is_refused(run, folder):
    (folder / "goats.toml").write_text(DESIGN.format(steps=4))
    assert "no store" in run("sweep", "goats.toml", "--store", "nowhere").stderr
    assert not (folder / "nowhere").exists()
    with open_store(folder / "team"):
        assert "open in another process" in run("sweep", "goats.toml", "--store", "team").stderr
    assert "no project" in run("sweep", "goats.toml", "--store", "team").stderr
    with open_store(folder / "team") as store:
        names = {given_project(store, "one"): "one", given_project(store, "two"): "two"}
    for words in ((), ("--project", "three")):
        refused = run("sweep", "goats.toml", "--store", "team", *words)
        assert refused.exit_code in {1, 2}
        assert all(f"{name} ({ident})" in refused.stderr.replace("\n", " ") for ident, name in names.items())
    assert not (folder / "goats-results").exists()


def begun(folder, steps):
    """A sweep in a process of its own, of which some points are kept already."""
    (folder / "goats.toml").write_text(DESIGN.format(steps=steps))
    program = Path(sys.executable).with_name("commonweal")
    words = [program, "sweep", "goats.toml", "--processes", "2", "--out", "found"]
    process = subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    log = folder / "found" / "newest.jsonl"
    while process.poll() is None and not (log.exists() and log.read_text().count("\n") >= 2):
        time.sleep(0.05)
    assert process.poll() is None, process.communicate()
    return process


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_whatever_ends_it_nothing_is_lost_and_nothing_is_planned_twice(folder, run, how):
    process = begun(folder, 40)
    workers = psutil.Process(process.pid).children(recursive=True)
    os.kill(process.pid, how)
    _, said = process.communicate(timeout=60)
    assert process.returncode == (130 if how == signal.SIGINT else -how)
    psutil.wait_procs(workers, timeout=20)
    assert not [worker for worker in workers if worker.is_running() and worker.status() != "zombie"]
    if how == signal.SIGINT:
        assert "To go on: commonweal sweep goats.toml --out found" in said
        assert "Traceback" not in said
    kept = read_sweep(folder / "found")
    before = kept.counts()["done"]
    assert 2 <= before < 40
    result = run("sweep", "goats.toml", "--processes", "2", "--out", "found")
    assert f"{before} points were taken over" in result.stderr
    found = read_sweep(folder / "found")
    assert found.counts()["done"] == 40
    same = kept.points.filter(status="done").select("key", "seconds")
    assert same.join(found.points, on=["key", "seconds"]).height == before
