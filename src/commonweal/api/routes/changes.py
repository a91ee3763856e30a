"""``/projects/{project}/changes``: what is done in a project, told as it is done."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Annotated

import anyio
from fastapi import Depends, Header
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from commonweal.api.answers import as_json
from commonweal.api.routes.events import event_message
from commonweal.api.state import Services, services_of
from commonweal.api.strict import new_router
from commonweal.api.visits import Members, Visit
from commonweal.errors import NotSignedIn, NotThere, Refused, StoreAway
from commonweal.store.events import Event, last_event

__all__ = ["router"]

router = new_router("events", "/projects/{project}/changes")

_LOOK = 1.0  # seconds between looks; no connection to the database is held meanwhile


@dataclass(frozen=True)
class _Watching:
    """Who watches which project.

    Attributes
    ----------
    number
        Of the last event that is known to who watches.
    """

    visit: Visit
    number: int
    services: Services


def _watching(
    visit: Members,
    request: Request,
    last_event_id: Annotated[
        str | None,
        Header(
            pattern=r"^[0-9]{1,18}$",
            description="Number of the last event that is known; browsers send it when they come again. "
            "Without it only what is done from now on is told.",
        ),
    ] = None,
) -> Iterator[_Watching]:
    """The project to watch, with a seat for who watches."""
    services = services_of(request)
    with services.streams.taken(f"{visit.who} of projects"):  # besides those that tell of jobs
        with visit.reading() as connection:
            last = last_event(connection, visit.of_project)
        known = last if last_event_id is None else min(int(last_event_id), last)
        yield _Watching(visit, known, services)


@router.get(
    "",
    operation_id="events.changes",
    summary="Watch a project",
    response_class=EventSourceResponse,
    responses={200: {"description": "Events: event (an Event), each with its number as its id."}},
)
async def changes(
    visit: Members,  # noqa: ARG001 - says who may call it
    watching: Annotated[_Watching, Depends(_watching)],
) -> AsyncIterator[ServerSentEvent]:
    """Follow what is done in a project by server-sent events: ``event``, with who did what, as it is done.

    Rights are decided anew at each look; the stream ends for who has lost them, and with the server.
    """
    number, stopping = watching.number, watching.services.stopping
    yield ServerSentEvent(id=str(number), comment="what is done from now on")
    while not stopping.is_set():
        found = await run_in_threadpool(_looked, watching, number)
        if found is None:
            return
        for event in found:
            number = event.number
            yield ServerSentEvent(event="event", id=str(number), raw_data=as_json(event_message(event)))
        await anyio.sleep(_LOOK)


def _looked(watching: _Watching, number: int) -> list[Event] | None:
    """What was done since; None for who may not see it any more."""
    visit = watching.visit
    try:
        visit.checked_again()
        return watching.services.events.since(visit.of_project, number, visit.reading)
    except StoreAway:
        return []  # the database may be back at the next look
    except (NotThere, Refused, NotSignedIn):
        return None
