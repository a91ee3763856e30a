"""``commonweal demo``: from nothing to a plan in the workbench, by one command."""

import re
import signal
import time
from contextlib import contextmanager

import pytest

import commonweal as cw
from commonweal.cli import demo
from servers import started

ADDRESS = re.compile(r"The workbench: (http://127\.0\.0\.1:\d+)(/projects/\S+)#token=(\S+)\n")


@contextmanager
def shown(folder, *words):
    """A demonstration, and the address that it printed."""
    with started("demo", "--folder", folder, "--economy", "village", "--port", 0, *words) as process:
        try:
            line = process.stdout.readline()
            found = re.fullmatch(
                r"The workbench: (http://127\.0\.0\.1:\d+)(/projects/\S+)#token=(\S+)\n", line
            )
            assert found, (line, process.stderr.read() if process.poll() is not None else "")
            yield process, found
        finally:
            if process.poll() is None:
                process.terminate()


def test_the_workbench_opens_at_once_and_the_plan_is_there_when_it_comes_again(tmp_path):
    with shown(tmp_path / "demo") as (process, first):
        with cw.Client(first[1], first[3]) as client:
            (project,) = client.projects()
            (economy,) = project.economies()
            assert (project.name, economy.name) == ("Demonstration", "village")
            until = time.monotonic() + 60
            while not (plans := list(project.plans())) and time.monotonic() < until:
                time.sleep(0.1)
            (job,) = project.jobs()
            assert first[2].endswith(f"/plans/{job.id}")
        with shown(tmp_path / "demo") as (second, again):
            assert again[1] == first[1]
            assert again[2].endswith(f"/plans/{plans[0].id}")
            assert "It runs already" in second.communicate(timeout=30)[1]
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
    with shown(tmp_path / "demo") as (_, later):
        assert later[2].endswith(f"/plans/{plans[0].id}")


def test_printed_without_serving_it_says_how_to_see_it_and_ends(tmp_path):
    words = ("--economy", "village", "--print", "--no-serve", "--periods", 2, "--port", 0)
    report = tmp_path / "report.html"
    with started("demo", "--folder", tmp_path / "demo", *words, "--report", report) as process:
        printed, said = process.communicate(timeout=120)
    assert process.returncode == 0, said
    assert "Verified." in printed
    assert "token" not in printed + said
    assert f"commonweal demo --folder {tmp_path / 'demo'} --economy village --periods 2" in said
    assert "<html" in report.read_text(encoding="utf-8")


def test_what_keeps_it_from_planning_is_told_and_ends_it(tmp_path, run):
    (tmp_path / "demo").write_text("a file")
    done = run("demo", "--folder", tmp_path / "demo", "--economy", "village", "--port", 0, "--no-browser")
    assert done.exit_code != 0
    assert len(done.stderr.splitlines()) == 1


def test_nothing_to_see_is_refused(run):
    done = run("demo", "--no-serve")
    assert done.exit_code == 2
    assert "--print" in done.stderr


@pytest.mark.parametrize("missing", [True, False])
def test_it_is_kept_where_what_can_be_made_again_is_kept(tmp_path, monkeypatch, missing):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    if not missing:
        (tmp_path / "cache").mkdir()
    assert demo._own_folder() == tmp_path / "cache" / f"commonweal-demo-{cw.__version__}"
