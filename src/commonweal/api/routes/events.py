"""``/projects/{project}/events``: who did what when."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from commonweal.api.paging import Limit
from commonweal.api.strict import new_router
from commonweal.api.visits import Members
from commonweal.store.events import Event, events_of
from commonweal.wire import people as wire
from commonweal.wire.message import Page

__all__ = ["event_message", "router"]

router = new_router("events", "/projects/{project}/events")

Before = Annotated[
    str | None,
    Query(
        pattern=r"^[1-9][0-9]{0,17}$",
        description="The field 'next' of the part before; leave it out for the first part.",
    ),
]


@router.get("", summary="List events")
def listed(visit: Members, after: Before = None, limit: Limit = 100) -> Page[wire.Event]:
    """Who did what in a project, the newest first; not shown to who has a link to it."""
    before = None if after is None else int(after)
    with visit.reading() as connection:
        found = events_of(connection, visit.of_project, before=before, limit=limit)
    more = str(found[-1].number) if len(found) == limit else None
    return Page[wire.Event](items=tuple(map(event_message, found)), next=more)


def event_message(event: Event) -> wire.Event:
    """An event as it goes over the wire."""
    return wire.Event(
        number=event.number,
        at=event.at,
        who=event.who,
        what=event.what,
        about=event.about,
        details=dict(event.details),
    )
