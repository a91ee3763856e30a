"""After a crash: jobs whose worker is gone are told to have failed, and done over."""

from __future__ import annotations

import datetime as dt
import logging
import socket
from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from commonweal.store.events import note
from commonweal.store.ids import new_id
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.schema import jobs
from commonweal.store.scope import SYSTEM
from commonweal.work.failures import Failed, failure_of, new_incident
from commonweal.work.group import end_leftover
from commonweal.work.leases import clock

__all__ = ["RETRIES", "let_go", "recover"]

RETRIES = 2
"""How often a job is done over that was lost with its worker."""

_log = logging.getLogger("commonweal.work")


def recover(store: Store, held: Callable[[], Collection[str]]) -> int:
    """Have every job whose worker is gone reach its end, and be done over; how many there were.

    On SQLite this process is alone with the store: what runs and is not held by it is lost. On
    PostgreSQL it is lost when its lease is over.

    Parameters
    ----------
    held
        Ids of the jobs that this process does; asked when none can be claimed meanwhile.
    """
    with store.database.writing(SYSTEM) as connection:
        query = select(jobs).where(jobs.c.state == "running")
        lost = connection.execute(_lost(connection, query, held)).all()
        for row in lost:
            _lose(connection, store, row)
    return len(lost)


def _lost(connection: Connection, running: Select[Any], held: Callable[[], Collection[str]]) -> Select[Any]:
    """Of the jobs that run, those whose worker is gone; locked, so that only one does this."""
    if connection.dialect.name == "postgresql":
        over = running.where(jobs.c.lease_until < clock(connection))
        return over.with_for_update(of=jobs, skip_locked=True)
    return running.where(jobs.c.id.not_in(list(held())))


def let_go(store: Store, ident: str, fence: int) -> None:
    """Give up a job that this process holds, so that it is done over at once."""
    with store.database.writing(SYSTEM) as connection:
        this = (jobs.c.id == ident, jobs.c.fence == fence, jobs.c.state == "running")
        row = connection.execute(select(jobs).where(*this)).one_or_none()
        if row is not None:
            _lose(connection, store, row)


def _lose(connection: Connection, store: Store, row: Row[Any]) -> None:
    """End a job whose worker is gone, and queue it anew unless that was done often enough."""
    host, _, _ = (row.worker or "").rpartition(":")
    if row.child is not None and host == socket.gethostname() and end_leftover(row.child, store.spool):
        _log.warning("ended what was left of job %s", row.id)
    moment = now()
    ended: dict[str, Any] = {"state": "cancelled", "ended_at": moment, "fence": row.fence + 1}
    if row.cancel_asked_at is None:
        again = _again(connection, row, moment)
        what = "It is done over" if again else f"It was done over {RETRIES} times, and is not any more"
        failure = Failed("worker-lost", f"The server that did the job stopped, or was cut off. {what}.")
        ended |= {
            "state": "failed",
            "failure": failure_of(failure, new_incident()),
            "retried_as": again,
        }
    connection.execute(update(jobs).where(jobs.c.id == row.id, jobs.c.fence == row.fence).values(**ended))
    note(connection, "system", "job.lost", f"jobs/{row.id}", row.project_id, kind=row.kind)


def _again(connection: Connection, row: Row[Any], moment: dt.datetime) -> str | None:
    """Id of a new job that does a lost one over; None where that was done often enough."""
    before, times = row.retry_of, 0
    while before is not None:
        times += 1
        before = connection.execute(select(jobs.c.retry_of).where(jobs.c.id == before)).scalar_one_or_none()
    if times >= RETRIES:
        return None
    ident = new_id()
    same = {name: getattr(row, name) for name in ("project_id", "kind", "key", "request", "created_by")}
    connection.execute(
        insert(jobs).values(id=ident, state="queued", retry_of=row.id, created_at=moment, **same)
    )
    return ident
