"""``commonweal worker``: jobs of a server on PostgreSQL, done by another process."""

import os
import signal
import subprocess
import sys

import pytest

from unit.work.given import Village, rows_of_jobs, until_over


def address(store):
    """The address of a store's database."""
    return store.database.engine.url.render_as_string(hide_password=False)


def test_a_worker_needs_the_database_of_a_server(run, folder):
    result = run("worker", folder)
    assert result.exit_code == 2
    assert "--database" in result.stderr
    assert list(folder.iterdir()) == []


def test_jobs_are_done_by_another_process(postgres_store):
    village = Village(postgres_store)
    ident = village.ask(good="bread").id
    command = [sys.executable, "-c", "from commonweal.cli.main import main; main()", "worker"]
    worker = subprocess.Popen(
        [*command, str(postgres_store.folder)],
        env=os.environ | {"COMMONWEAL_DATABASE": address(postgres_store)},
        stderr=subprocess.PIPE,
        text=True,
    )
    with worker:
        try:
            job = until_over(village, ident)
        finally:
            worker.send_signal(signal.SIGTERM)
        told = worker.communicate(timeout=20)[1]
    assert (job.state, worker.returncode) == ("finished", 0), told
    assert "The worker has ended." in told
    (row,) = rows_of_jobs(postgres_store)
    assert row.worker.endswith(f":{worker.pid}")


@pytest.mark.slow
def test_two_workers_share_the_jobs_of_a_project(postgres_store):
    village = Village(postgres_store)
    idents = [village.ask(good="bread", place=place).id for place in ("town", "hill", "valley")]
    idents += [village.ask(good="flour", place=place).id for place in ("town", "hill", "valley")]
    command = [sys.executable, "-c", "from commonweal.cli.main import main; main()", "worker"]
    environment = os.environ | {"COMMONWEAL_DATABASE": address(postgres_store)}
    workers = [
        subprocess.Popen([*command, str(postgres_store.folder)], env=environment, stderr=subprocess.DEVNULL)
        for _ in range(2)
    ]
    try:
        assert {until_over(village, ident).state for ident in idents} == {"finished"}
    finally:
        for worker in workers:
            worker.send_signal(signal.SIGTERM)
        assert [worker.wait(20) for worker in workers] == [0, 0]
    assert len({row.worker for row in rows_of_jobs(postgres_store)}) == 2
