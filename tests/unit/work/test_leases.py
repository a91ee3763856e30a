"""Leases: one worker a job, and nothing changed by one that lost it."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import update

from commonweal.store.opening import Store
from commonweal.store.results import Outcome, add_result
from commonweal.store.schema import jobs
from commonweal.store.scope import SYSTEM
from commonweal.work.leases import LeaseLost, begun, cancelled, claim, fail, finish, renew, tell
from commonweal.work.queue import cancel
from commonweal.work.recovery import RETRIES, let_go, recover
from unit.work.given import rows_of_jobs

FAILURE = {"code": "memory", "title": "It needed more memory"}


def outcome(lease):
    """Something that a job may have found."""
    return Outcome(lease.job.key, lease.job.kind, {}, {}, "0", {"people": 3})


def keeps(store: Store, lease):
    """What keeps an outcome in the transaction that ends its job."""
    project, who = lease.job.project, lease.job.created_by
    return lambda connection: add_result(connection, store, project, outcome(lease), who=who).id


def outrun(store, lease):
    """Let the lease of a job be over, by the clock of the database."""
    past = dt.datetime(2001, 1, 1, tzinfo=dt.UTC)
    with store.database.writing(SYSTEM) as connection:
        connection.execute(update(jobs).where(jobs.c.id == lease.job.id).values(lease_until=past))


@pytest.fixture
def lease(village):
    village.ask()
    return claim(village.store, "elsewhere:1")


def test_a_job_is_claimed_once(village):
    for number in range(6):
        village.ask(good=f"g{number}")
    with ThreadPoolExecutor(6) as pool:
        leases = list(pool.map(lambda n: claim(village.store, f"here:{n}"), range(8)))
    assert len({lease.job.id for lease in leases if lease}) == sum(lease is not None for lease in leases) == 6


def test_the_result_and_the_end_of_a_job_come_together(village, lease):
    finish(village.store, lease, keeps(village.store, lease), "done")
    found = village.job(lease.job.id)
    assert found.state == "finished"
    assert found.result is not None
    again = village.ask()
    assert (again.state, again.result, again.id != found.id) == ("finished", found.result, True)


def test_a_job_whose_result_cant_be_kept_is_not_finished(village, lease):
    def fault(_connection):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        finish(village.store, lease, fault, "")
    assert village.job(lease.job.id).state == "running"


def test_one_key_has_one_result(village, lease):
    finish(village.store, lease, keeps(village.store, lease), "")
    first = village.job(lease.job.id).result
    with village.store.database.writing(SYSTEM) as connection:
        assert keeps(village.store, lease)(connection) == first


def test_a_worker_that_lost_its_job_changes_nothing(village, lease):
    store = village.store
    outrun(store, lease)
    assert recover(store, frozenset) == 1
    second = claim(store, "here:2")
    assert second.job.id != lease.job.id
    before = rows_of_jobs(store)
    assert not renew(store, lease).held
    tell(store, lease, "late", {"seconds": 9.0}, "late")
    assert not fail(store, lease, FAILURE, "late")
    assert not cancelled(store, lease, "late")
    with pytest.raises(LeaseLost):
        begun(store, lease, 1)
    with pytest.raises(LeaseLost):
        finish(store, lease, keeps(store, lease), "late")
    assert rows_of_jobs(store) == before


def test_a_claim_that_was_overtaken_changes_nothing(village, lease):
    with village.store.database.writing(SYSTEM) as connection:
        connection.execute(update(jobs).values(fence=jobs.c.fence + 1))
    with pytest.raises(LeaseLost):
        finish(village.store, lease, keeps(village.store, lease), "")
    assert village.job(lease.job.id).result is None


def test_a_lease_is_renewed_by_the_clock_of_the_database(village, lease, monkeypatch):
    (before,) = rows_of_jobs(village.store)
    if village.store.database.is_postgres:  # an hour off does no harm: the worker's clock is not asked
        monkeypatch.setattr("commonweal.work.leases.now", lambda: dt.datetime(2001, 1, 1, tzinfo=dt.UTC))
    assert renew(village.store, lease).held
    (after,) = rows_of_jobs(village.store)
    assert after.lease_until >= before.lease_until


def test_what_a_job_does_is_told(village, lease):
    tell(village.store, lease, "tier 1", {"gap": 0.5, "n_programs": 3, "seconds": 1.5}, "one\ntwo")
    found = village.job(lease.job.id)
    assert (found.phase, found.progress["gap"]) == ("tier 1", 0.5)


def test_a_worker_hears_that_its_job_was_cancelled(village, lease):
    assert not renew(village.store, lease).cancel
    cancel(village.store, village.project, lease.job.id, village.who)
    assert renew(village.store, lease).cancel
    assert cancelled(village.store, lease, "")
    assert village.job(lease.job.id).state == "cancelled"


def test_a_lost_job_is_told_to_have_failed_and_done_over(village, lease):
    outrun(village.store, lease)
    assert recover(village.store, frozenset) == 1
    old, new = (village.job(row.id) for row in rows_of_jobs(village.store))
    assert (old.state, old.failure["code"], old.retried_as) == ("failed", "worker-lost", new.id)
    assert (new.state, new.retry_of, new.key, new.created_by) == ("queued", old.id, old.key, old.created_by)
    assert recover(village.store, frozenset) == 0


def test_a_lost_job_is_done_over_so_often_and_no_more(village):
    village.ask()
    for _ in range(RETRIES + 1):
        outrun(village.store, claim(village.store, "elsewhere:1"))
        recover(village.store, frozenset)
    states = [row.state for row in rows_of_jobs(village.store)]
    assert states == ["failed"] * (RETRIES + 1)
    assert claim(village.store, "here:1") is None


def test_a_lost_job_that_was_cancelled_is_not_done_over(village, lease):
    cancel(village.store, village.project, lease.job.id, village.who)
    outrun(village.store, lease)
    recover(village.store, frozenset)
    assert [row.state for row in rows_of_jobs(village.store)] == ["cancelled"]


def test_a_job_that_is_let_go_is_done_over_once(village, lease):
    let_go(village.store, lease.job.id, lease.fence)
    let_go(village.store, lease.job.id, lease.fence)
    assert [row.state for row in rows_of_jobs(village.store)] == ["failed", "queued"]


def test_a_job_that_somebody_holds_is_not_lost(village, lease):
    assert recover(village.store, lambda: {lease.job.id}) == 0
    assert village.job(lease.job.id).state == "running"
