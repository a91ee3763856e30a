"""Who did what when: rows that are only ever added, each sealed with the one before.

The events of a project are one chain, those about accounts and the whole store another. A chain for each
project, because on PostgreSQL whoever works in a project sees only its rows, and so that projects don't
wait for each other: writers of one chain take turns by the lock of its row in ``chains``, which also knows
its length and last seal. So an event that was changed, left out, put between or cut off at the end is found
(``store.verifying``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from commonweal.store.inserting import insertion
from commonweal.store.moment import now
from commonweal.store.schema import chains, events
from commonweal.store.sealing import sealed

__all__ = ["FIRST", "Event", "events_of", "events_since", "last_event", "note", "seal_of_event"]

FIRST = "0" * 64
"""What the first event of a chain is sealed with."""

_WHOLE_STORE = ""


@dataclass(frozen=True)
class Event:
    """Something that somebody did.

    Attributes
    ----------
    number
        Rising; where a page of events ends.
    project
        Id of the project, or None where it is about accounts or the whole store.
    at
        When.
    who
        Id of a person, ``system``, or ``link:ID``.
    what
        Such as ``economy.edited``.
    about
        The thing: ``economies/ID``.
    details
        What else there is to say, as JSON.
    """

    number: int
    project: str | None
    at: dt.datetime
    who: str
    what: str
    about: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


def note(
    connection: Connection,
    who: str,
    what: str,
    about: str = "",
    project: str | None = None,
    **details: object,
) -> None:
    """Note in a transaction what it does; call it last, as the chain's other writers wait from then on.

    Parameters
    ----------
    who, what, about, project, details
        As in ``Event``.
    """
    length, last = _end_of_chain(connection, project or _WHOLE_STORE)
    row = {
        "project_id": project,
        "at": now(),
        "who": who,
        "what": what,
        "about": about,
        "details": details,
    }
    seal = seal_of_event(row, last)
    connection.execute(insert(events).values(**row, hash=seal))
    connection.execute(
        update(chains)
        .where(chains.c.project_id == (project or _WHOLE_STORE))
        .values(length=length + 1, hash=seal)
    )


def events_of(
    connection: Connection, project: str | None, *, before: int | None = None, limit: int = 100
) -> list[Event]:
    """The last events of a project (or of the whole store), the newest first.

    Parameters
    ----------
    before
        Only those with a lower number: the next page.
    """
    query = select(events).where(_of(project)).order_by(events.c.number.desc()).limit(limit)
    if before is not None:
        query = query.where(events.c.number < before)
    return _read(connection, query)


def events_since(connection: Connection, project: str, number: int, *, limit: int = 500) -> list[Event]:
    """The events of a project with a higher number, the oldest first."""
    query = select(events).where(_of(project), events.c.number > number)
    return _read(connection, query.order_by(events.c.number).limit(limit))


def last_event(connection: Connection, project: str) -> int:
    """The number of a project's last event; 0 if it has none."""
    return int(connection.execute(select(func.max(events.c.number)).where(_of(project))).scalar_one() or 0)


def seal_of_event(row: Mapping[str, Any], last: str) -> str:
    """The seal of an event: of what it says, and of the seal before it."""
    said = {name: row[name] for name in ("project_id", "at", "who", "what", "about", "details")}
    return sealed({**said, "before": last})


def _read(connection: Connection, query: Select[Any]) -> list[Event]:
    """Events that a query finds."""
    return [
        Event(row.number, row.project_id, row.at, row.who, row.what, row.about, row.details)
        for row in connection.execute(query)
    ]


def _of(project: str | None) -> Any:
    """Which events are of a chain."""
    return events.c.project_id.is_(None) if project is None else events.c.project_id == project


def _end_of_chain(connection: Connection, chain: str) -> tuple[int, str]:
    """How long a chain is and its last seal; nobody else adds to it until the transaction ends."""
    connection.execute(
        insertion(connection, chains).values(project_id=chain, length=0, hash=FIRST).on_conflict_do_nothing()
    )
    end = connection.execute(select(chains).where(chains.c.project_id == chain).with_for_update()).one()
    return end.length, end.hash
