"""Leases: which worker does a job, until when, and how what it does is kept.

A worker that claims a job holds it for a short while, and says again and again that it still does. Each
claim raises the job's fence; whatever a worker writes names the fence of its claim, and changes nothing
where somebody else claimed the job since. Time is the database's, so that a wrong clock of a worker does
no harm.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, CursorResult, Select, func, select, update

from commonweal.errors import Conflict
from commonweal.store.events import note
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.schema import jobs, projects
from commonweal.store.scope import SYSTEM
from commonweal.work.records import Job, job_of

__all__ = [
    "LEASE",
    "Lease",
    "LeaseLost",
    "Standing",
    "begun",
    "cancelled",
    "claim",
    "clock",
    "fail",
    "finish",
    "renew",
    "standing",
    "tell",
]

LEASE = 20.0
"""Seconds after which a worker that says nothing has lost its job."""

Finishing = Callable[[Connection], str]
"""What is kept with a job's end, in its transaction: gives the id of the result."""


class LeaseLost(Conflict):
    """Somebody else has the job by now, or it is over; nothing was changed."""


@dataclass(frozen=True)
class Lease:
    """A job that a worker holds.

    Attributes
    ----------
    job
        As it was claimed.
    fence
        Number of this claim.
    """

    job: Job
    fence: int


@dataclass(frozen=True)
class Standing:
    """How a lease stands.

    Attributes
    ----------
    held
        Whether it still holds.
    cancel
        Whether somebody asked to end the job.
    """

    held: bool
    cancel: bool


def clock(connection: Connection) -> dt.datetime:
    """The moment at hand by the clock of the database."""
    if connection.dialect.name == "postgresql":
        moment: dt.datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
        return moment
    return now()


def claim(store: Store, worker: str, taken: Callable[[str], object] | None = None) -> Lease | None:
    """The job that has waited longest, of a project in which the fewest run; None if none waits.

    Parameters
    ----------
    worker
        Who claims it: ``HOST:PID``.
    taken
        Told the job's id before anybody else can see that it is claimed.
    """
    with store.database.writing(SYSTEM) as connection:
        row = connection.execute(_next(connection)).one_or_none()
        if row is None:
            return None
        moment, fence = clock(connection), row.fence + 1
        held = {"state": "running", "fence": fence, "worker": worker[:200], "child": None}
        until = moment + dt.timedelta(seconds=LEASE)
        connection.execute(
            update(jobs).where(jobs.c.id == row.id).values(**held, lease_until=until, started_at=moment)
        )
        if taken is not None:
            taken(row.id)
        return Lease(job_of(row), fence)


def begun(store: Store, lease: Lease, child: int) -> None:
    """Note which process group does a job, so that it is ended if it is left behind.

    Raises
    ------
    LeaseLost
        If the lease does not hold any more.
    """
    with store.database.writing(SYSTEM) as connection:
        if not _change(connection, lease, child=child):
            raise LeaseLost


def _next(connection: Connection) -> Select[Any]:
    """The job that is next, locked against others who look for one."""
    others = jobs.alias("others")
    running = (
        select(func.count())
        .select_from(others)
        .where(others.c.project_id == jobs.c.project_id, others.c.state == "running")
        .scalar_subquery()
    )
    gone = select(projects.c.id).where(projects.c.deleted_at.is_not(None))
    waiting = select(jobs).where(jobs.c.state == "queued", jobs.c.project_id.not_in(gone))
    query = waiting.order_by(running, jobs.c.created_at, jobs.c.id).limit(1)
    return query.with_for_update(of=jobs, skip_locked=True) if _locks(connection) else query


def _locks(connection: Connection) -> bool:
    """Whether others may write at the same time: not on SQLite."""
    return connection.dialect.name == "postgresql"


def renew(store: Store, lease: Lease) -> Standing:
    """Hold a job for another while."""
    with store.database.writing(SYSTEM) as connection:
        until = clock(connection) + dt.timedelta(seconds=LEASE)
        _change(connection, lease, lease_until=until)
        return _standing(connection, lease)


def tell(store: Store, lease: Lease, phase: str, progress: Mapping[str, Any], log: str) -> None:
    """Tell how far a job is, and the last lines it said."""
    with store.database.writing(SYSTEM) as connection:
        _change(connection, lease, phase=phase[:200], progress=dict(progress), log=log)


def standing(store: Store, lease: Lease) -> Standing:
    """How a lease stands."""
    with store.database.reading(SYSTEM) as connection:
        return _standing(connection, lease)


def finish(store: Store, lease: Lease, keep: Finishing, log: str) -> None:
    """End a job with a result: both in one transaction.

    Parameters
    ----------
    keep
        Keeps the result.
    log
        The last lines that the job said.

    Raises
    ------
    LeaseLost
        If the lease does not hold any more; nothing was changed then.
    """
    with store.database.writing(SYSTEM) as connection:
        ended = {"ended_at": clock(connection), "child": None, "log": log}
        if not _change(connection, lease, state="finished", phase="", **ended):
            raise LeaseLost
        result = keep(connection)
        connection.execute(update(jobs).where(jobs.c.id == lease.job.id).values(result_id=result))


def fail(store: Store, lease: Lease, failure: Mapping[str, Any], log: str) -> bool:
    """End a job without a result, and say why; False where the lease does not hold any more."""
    with store.database.writing(SYSTEM) as connection:
        changed = _change(
            connection, lease, state="failed", failure=dict(failure), log=log, ended_at=clock(connection)
        )
        if changed:
            _noted(connection, lease.job, "failed", code=failure["code"])
        return changed


def cancelled(store: Store, lease: Lease, log: str) -> bool:
    """End a job that somebody cancelled; False where the lease does not hold any more."""
    with store.database.writing(SYSTEM) as connection:
        return _change(connection, lease, state="cancelled", log=log, ended_at=clock(connection))


def _noted(connection: Connection, job: Job, what: str, **details: object) -> None:
    """Note what became of a job."""
    note(connection, "system", f"job.{what}", f"jobs/{job.id}", job.project, kind=job.kind, **details)


def _change(connection: Connection, lease: Lease, **values: Any) -> bool:
    """Change a job as long as the lease holds; whether it does."""
    this = (jobs.c.id == lease.job.id, jobs.c.fence == lease.fence, jobs.c.state == "running")
    done: CursorResult[Any] = connection.execute(update(jobs).where(*this).values(**values))
    return bool(done.rowcount)


def _standing(connection: Connection, lease: Lease) -> Standing:
    query = select(jobs.c.state, jobs.c.fence, jobs.c.cancel_asked_at).where(jobs.c.id == lease.job.id)
    row = connection.execute(query).one_or_none()
    if row is None or row.fence != lease.fence or row.state != "running":
        return Standing(held=False, cancel=False)
    return Standing(held=True, cancel=row.cancel_asked_at is not None)
