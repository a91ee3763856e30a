"""Runners: jobs done, failed and cancelled, and nothing left running."""

import json
import random
import subprocess
import sys
import time
from contextlib import contextmanager

import psutil
import pytest
from sqlalchemy import update

import commonweal as cw
from commonweal.errors import StoreFull
from commonweal.store.opening import open_store
from commonweal.store.plans import plan_of
from commonweal.store.projects import delete_project
from commonweal.store.results import file_of_result, result
from commonweal.store.schema import jobs
from commonweal.store.scope import SYSTEM
from commonweal.wire.requests import request_of
from commonweal.work.group import end_leftover
from commonweal.work.leases import claim
from commonweal.work.places import own_spool
from commonweal.work.queue import ask, cancel, log_of
from commonweal.work.runner import Runners
from unit.work.given import children_of, rows_of_jobs, small, until_over


@contextmanager
def running(store, n=1, limits=None):
    """Runners for a while; afterwards nothing of them is left."""
    runners = Runners(store, n, limits)
    runners.start()
    try:
        yield runners
    finally:
        runners.stop()
    assert children_of() == []
    assert list(own_spool(store).iterdir()) == []


def result_of(village, job):
    with village.store.database.reading(SYSTEM) as connection:
        return result(connection, village.project, job.result)


def test_a_plan_is_made_and_kept(village):
    with running(village.store):
        job = until_over(village, village.ask(kind="plan", explain=False).id)
    assert job.state == "finished", job.failure
    found = result_of(village, job)
    assert (found.economy, found.version, found.kind) == (village.economy, 1, "plan")
    assert found.summary["quality"] == "verified"
    assert {"document.json", "text.txt", "report.html"} <= set(found.files)
    assert "coverage" in found.tables
    assert json.loads(file_of_result(village.store, found, "document.json")) == found.summary
    assert plan_of(village.store, found).hash == cw.plan(cw.read("village")).hash


def test_what_was_planned_is_asked_about(sqlite_village):
    village = sqlite_village
    with running(village.store):
        plan = until_over(village, village.ask(kind="plan", explain=False).id)
        request = {"kind": "why", "plan": plan.result, "good": "bread"}
        job = until_over(village, ask(village.store, village.project, request_of(request), village.who).id)
    assert job.state == "finished", job.failure
    assert result_of(village, job).economy == village.economy


def test_an_economy_with_faults_fails_with_findings(sqlite_village):
    village = sqlite_village
    with running(village.store):
        job = until_over(village, village.ask(good="caviar").id)
    assert job.state == "failed"
    assert job.failure["code"] == "model"
    assert "caviar" in job.failure["detail"]
    assert job.failure["incident"]


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize(("good", "code"), [("abort", "crashed"), ("memory", "memory"), ("fail", "crashed")])
def test_a_poisonous_job_fails_alone(sqlite_village, good, code):
    village = sqlite_village
    with running(village.store, 2, small(memory=2**28)):
        poison, other = village.ask(good=good), village.ask(good="answer")
        assert until_over(village, other.id).state == "finished"
        job = until_over(village, poison.id)
    assert (job.state, job.failure["code"], job.result) == ("failed", code, None)
    assert "secret" not in json.dumps(job.failure)
    assert len(rows_of_jobs(village.store)) == 2  # what is no worker's loss is not done over


@pytest.mark.usefixtures("hostile")
def test_what_a_child_says_is_in_the_log_of_the_job(sqlite_village):
    village = sqlite_village
    with running(village.store):
        job = until_over(village, village.ask(good="answer").id)
    with village.store.database.reading(SYSTEM) as connection:
        assert log_of(connection, village.project, job.id) == "begun"


@pytest.mark.usefixtures("hostile")
def test_cancelling_ends_a_job_at_any_moment(village):
    chance = random.Random(5)
    with running(village.store, 2):
        for number in range(10):
            ident = village.ask(good=chance.choice(["sleep", "brood", "spin"]), place=f"p{number}").id
            time.sleep(chance.uniform(0.0, 0.6))
            cancel(village.store, village.project, ident, village.who)
            job = until_over(village, ident, 5.0)
            assert (job.state, job.result) == ("cancelled", None)


@pytest.mark.usefixtures("hostile")
def test_ending_gives_a_job_back_once(village):
    with running(village.store):
        ident = village.ask(good="sleep").id
        while village.job(ident).state != "running":
            time.sleep(0.02)
        time.sleep(0.2)
    old, new = rows_of_jobs(village.store)
    assert (old.id, old.state, old.failure["code"], old.retried_as) == (
        ident,
        "failed",
        "worker-lost",
        new.id,
    )
    assert new.state == "queued"


@pytest.mark.usefixtures("hostile")
def test_a_job_that_somebody_else_has_by_now_is_left_alone(sqlite_village):
    village = sqlite_village
    with running(village.store):
        ident = village.ask(good="sleep").id
        while village.job(ident).state != "running":
            time.sleep(0.02)
        with village.store.database.writing(SYSTEM) as connection:
            connection.execute(update(jobs).values(fence=jobs.c.fence + 1, state="failed"))
        until = time.monotonic() + 5
        while any("sleep" in child.name() for child in children_of()) and time.monotonic() < until:
            time.sleep(0.05)
    assert [row.state for row in rows_of_jobs(village.store)] == ["failed"]


@pytest.mark.usefixtures("hostile")
def test_a_full_disk_fails_the_job_and_says_so(sqlite_village, monkeypatch):
    village = sqlite_village

    def full(_files):
        raise StoreFull("The disk is full. Nothing was changed. Make room, then try again.")

    monkeypatch.setattr(village.store.contents, "put_all", full)
    with running(village.store):
        job = until_over(village, village.ask(good="answer").id)
    assert (job.state, job.failure["code"]) == ("failed", "disk-full")


SERVER = """
import sys, time
from commonweal.store.opening import open_store
from commonweal.work import process
from commonweal.work.runner import Runners
process.MODULE = "unit.work.hostile"
Runners(open_store(sys.argv[1]), 1).start()
time.sleep(600)
"""


@pytest.mark.usefixtures("hostile")
def test_after_a_kill_every_job_reaches_its_end(sqlite_village):
    village, folder = sqlite_village, sqlite_village.store.folder
    village.ask(good="brood")
    village.store.close()
    with subprocess.Popen([sys.executable, "-c", SERVER, str(folder)]) as server:
        until = time.monotonic() + 30
        while not list(folder.glob("spool/*/*/brood")):
            assert time.monotonic() < until
            time.sleep(0.05)
        left = children_of(server.pid)
        server.kill()
    assert left
    psutil.wait_procs(left, timeout=5)
    assert not [child for child in left if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
    with open_store(folder) as store:
        runners = Runners(store, 0)
        runners.start()
        old, new = rows_of_jobs(store)
        assert (old.state, old.failure["code"]) == ("failed", "worker-lost")
        assert (new.state, new.retry_of) == ("queued", old.id)
        assert [place.name for place in store.spool.iterdir()] == [own_spool(store).name]
        runners.stop()


def test_a_child_left_behind_is_ended(sqlite_village, tmp_path, monkeypatch):
    spool = sqlite_village.store.spool / "gone-1" / "child"
    spool.mkdir(parents=True)
    command = [sys.executable, "-c", "import time; time.sleep(600)"]
    stranger = subprocess.Popen(command, cwd=spool, start_new_session=True)
    left = subprocess.Popen([*command, "commonweal.work.child"], cwd=spool, start_new_session=True)
    elsewhere = subprocess.Popen([*command, "commonweal.work.child"], cwd=tmp_path, start_new_session=True)
    try:
        assert not end_leftover(stranger.pid, sqlite_village.store.spool)
        assert not end_leftover(elsewhere.pid, sqlite_village.store.spool)
        assert end_leftover(left.pid, sqlite_village.store.spool)
        assert left.wait(5) == -9
        assert stranger.poll() is None
    finally:
        for process in (stranger, left, elsewhere):
            process.kill()
            process.wait()


def test_a_job_of_a_deleted_project_is_not_done(sqlite_village):
    village = sqlite_village
    village.ask()
    with village.store.database.writing(SYSTEM) as connection:
        delete_project(connection, village.project, who=village.who)
    assert claim(village.store, "here:1") is None
