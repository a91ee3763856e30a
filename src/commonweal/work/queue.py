"""The queue of jobs: asking for one, looking at it, cancelling it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, text, update

from commonweal.errors import NotThere, TooMany
from commonweal.store.events import note
from commonweal.store.ids import new_id
from commonweal.store.listing import older
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.results import result_of_key
from commonweal.store.schema import ACTIVE, jobs
from commonweal.store.scope import of_project
from commonweal.wire.requests import JobRequest
from commonweal.work.bell import bell_of
from commonweal.work.limits import Limits
from commonweal.work.records import Job, job_of
from commonweal.work.subjects import Work, work_of

__all__ = ["ask", "cancel", "job", "jobs_of", "log_of"]

_TOO_MANY = "{} as many jobs waiting and running as there may be ({}). Wait for one, or cancel some."
_AGAIN = 30  # seconds after which a refused person may ask again


def ask(store: Store, project: str, request: JobRequest, who: str, limits: Limits | None = None) -> Job:
    """The job that answers a request.

    What is queued or running already for the same answer is that job, whoever asked for it; where the
    answer is known, a job comes back that is finished.

    Parameters
    ----------
    project
        Id of a project.
    who
        Whose job it is: id of a person, or ``link:ID``.
    limits
        How many jobs there may be.

    Raises
    ------
    NotThere, ModelError
        If the request names something that the project does not have, or that can't be asked about.
    TooMany
        If the person, or the project, has as many jobs as there may be.
    """
    with store.database.writing(of_project(project)) as connection:
        work = work_of(connection, store, project, request)
        _alone(connection, work.key)
        query = _of(project).where(jobs.c.key == work.key, jobs.c.state.in_(ACTIVE))
        active = connection.execute(query.limit(1)).one_or_none()
        if active is not None:
            return job_of(active)
        known = result_of_key(connection, project, work.key)
        if known is None:
            _refuse_too_many(connection, project, who, limits or Limits())
        asked = _add(connection, project, request.kind, work, who, None if known is None else known.id)
    bell_of(store.database).ring()
    return asked


def cancel(store: Store, project: str, ident: str, who: str) -> Job:
    """A job, ended or about to be: one that waits at once, one that runs within seconds.

    A job that has ended stays as it is.

    Raises
    ------
    NotThere
        If the project has no such job.
    """
    with store.database.writing(of_project(project)) as connection:
        this = (jobs.c.project_id == project) & (jobs.c.id == ident)
        waiting = this & (jobs.c.state == "queued")
        running = this & (jobs.c.state == "running") & jobs.c.cancel_asked_at.is_(None)
        moment = now()
        ended = {"state": "cancelled", "cancel_asked_at": moment, "ended_at": moment}
        changed = connection.execute(update(jobs).where(waiting).values(**ended)).rowcount
        changed += connection.execute(update(jobs).where(running).values(cancel_asked_at=moment)).rowcount
        found = job(connection, project, ident)
        if changed:
            note(connection, who, "job.cancelled", f"jobs/{ident}", project)
    return found


def job(connection: Connection, project: str, ident: str) -> Job:
    """A job of a project.

    Raises
    ------
    NotThere
        If there is none of this id.
    """
    row = connection.execute(_of(project).where(jobs.c.id == ident)).one_or_none()
    if row is None:
        raise _not_there()
    return job_of(row)


def jobs_of(
    connection: Connection,
    project: str,
    states: Collection[str] = (),
    *,
    after: str | None = None,
    limit: int = 100,
) -> list[Job]:
    """The jobs of a project, the newest first.

    Parameters
    ----------
    states
        Only those in these states; empty for all.
    after
        Id of the job before the first: the next page.

    Raises
    ------
    NotThere
        If there is no job of the id ``after``.
    """
    query = _of(project).order_by(jobs.c.created_at.desc(), jobs.c.id.desc()).limit(limit)
    if states:
        query = query.where(jobs.c.state.in_(sorted(states)))
    if after is not None:
        last = job(connection, project, after)
        query = query.where(older(jobs, last.created_at, last.id))
    return [job_of(row) for row in connection.execute(query)]


def log_of(connection: Connection, project: str, ident: str) -> str:
    """The last lines that a job said.

    Raises
    ------
    NotThere
        If there is no such job.
    """
    query = select(jobs.c.log).where(jobs.c.project_id == project, jobs.c.id == ident)
    said = connection.execute(query).scalar_one_or_none()
    if said is None:
        raise _not_there()
    return str(said)


def _of(project: str) -> Select[Any]:
    """The jobs of a project."""
    return select(jobs).where(jobs.c.project_id == project)


def _not_there() -> NotThere:
    return NotThere("There is no such job in this project.")


def _alone(connection: Connection, key: str) -> None:
    """Let others who ask for the same wait until this transaction ends; on SQLite all wait anyway."""
    if connection.dialect.name == "postgresql":
        number = int(key[:15], 16)  # 60 bits: fits PostgreSQL's whole numbers
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def _refuse_too_many(connection: Connection, project: str, who: str, limits: Limits) -> None:
    """Refuse what is beyond the jobs that there may be at once.

    Raises
    ------
    TooMany
        If it is.
    """
    active = select(func.count()).select_from(jobs)
    active = active.where(jobs.c.project_id == project, jobs.c.state.in_(ACTIVE))
    if connection.execute(active).scalar_one() >= limits.per_project:
        raise TooMany(_TOO_MANY.format("The project has", limits.per_project), _AGAIN)
    if connection.execute(active.where(jobs.c.created_by == who)).scalar_one() >= limits.per_person:
        raise TooMany(_TOO_MANY.format("You have", limits.per_person), _AGAIN)


def _add(connection: Connection, project: str, kind: str, work: Work, who: str, known: str | None) -> Job:
    """A new job; one whose result is known is finished."""
    ident, moment = new_id(), now()
    over = {"state": "finished", "result_id": known, "started_at": moment, "ended_at": moment}
    row = {
        "id": ident,
        "project_id": project,
        "kind": kind,
        "key": work.key,
        "request": work.data(),
        "state": "queued",
        "created_at": moment,
        "created_by": who,
    }
    connection.execute(insert(jobs).values(**row | (over if known else {})))
    note(connection, who, "job.asked", f"jobs/{ident}", project, kind=kind)
    return job(connection, project, ident)
