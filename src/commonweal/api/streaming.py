"""Following a job: events as it goes on, until it ends or who watches may not any more."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Annotated

import anyio
from fastapi import Depends, Path
from fastapi.sse import ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from commonweal.api.answers import as_json
from commonweal.api.state import services_of
from commonweal.api.telling import job_message
from commonweal.api.visits import Reads, Visit
from commonweal.errors import NotSignedIn, NotThere, Refused, StoreAway
from commonweal.wire.message import Id
from commonweal.wire.work import Job
from commonweal.work.queue import job as job_of

__all__ = ["FINAL", "JobId", "Watched", "Watching", "followed"]

FINAL = frozenset({"finished", "failed", "cancelled"})
"""States that last."""

JobId = Annotated[Id, Path(description="Id of the job.")]

_LOOK = 0.3  # seconds between looks; no connection to the database is held meanwhile


@dataclass(frozen=True)
class Watching:
    """Who watches which job.

    Attributes
    ----------
    visit
        Who watches.
    now
        The job as it was when the watching began.
    request
        What asked for it.
    """

    visit: Visit
    now: Job
    request: Request


def _watching(visit: Reads, job: JobId, request: Request) -> Iterator[Watching]:
    """The job to watch, with a seat for who watches."""
    with visit.reading() as connection:
        now = job_message(job_of(connection, visit.of_project, job))
    with services_of(request).streams.taken(visit.who):
        yield Watching(visit, now, request)


Watched = Annotated[Watching, Depends(_watching)]
"""A job to be watched; there, and not more of them than a person may watch at once."""


async def followed(watching: Watching) -> AsyncIterator[ServerSentEvent]:
    """The events of a job: ``state`` with the whole job (the first one at once), ``progress`` between.

    Rights are decided anew at each look; the stream ends for who has lost them, and with the server.
    """
    state, progress = "", None
    now: Job | None = watching.now
    stopping = services_of(watching.request).stopping
    while now is not None:
        if now.state != state:
            state, progress = now.state, now.progress
            yield ServerSentEvent(event="state", raw_data=as_json(now))
        elif now.progress != progress:
            progress = now.progress
            yield ServerSentEvent(event="progress", raw_data=as_json(progress))
        if state in FINAL or stopping.is_set():
            return
        await anyio.sleep(_LOOK)
        now = await run_in_threadpool(_looked, watching.visit, now)


def _looked(visit: Visit, before: Job) -> Job | None:
    """The job as it is now; None for who may not see it any more."""
    try:
        visit.checked_again()
        with visit.reading() as connection:
            return job_message(job_of(connection, visit.of_project, before.id))
    except StoreAway:
        return before  # the database may be back at the next look
    except (NotThere, Refused, NotSignedIn):
        return None
