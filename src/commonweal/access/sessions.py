"""Sessions of browsers: a random cookie whose hash is kept, ended by signing out, by time, or by an admin."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, insert

from commonweal.access.keys import fresh_key, hash_of_key
from commonweal.store.events import note
from commonweal.store.moment import now
from commonweal.store.schema import sessions

__all__ = ["LONGEST", "Begun", "begin_session", "end_session", "end_sessions"]

LONGEST = dt.timedelta(days=7)
"""A session is over after so long, however much it is used; ``identifying.IDLE`` tells how long unused."""


@dataclass(frozen=True)
class Begun:
    """A session just begun.

    Attributes
    ----------
    person
        Id of whose it is.
    key
        What the cookie holds; only its hash is kept.
    csrf
        What pages send along with changes.
    expires_at
        When it is over at the latest.
    """

    person: str
    key: str = field(repr=False)
    csrf: str = field(repr=False)
    expires_at: dt.datetime


def begin_session(connection: Connection, person: str, *, how: str, before: str | None = None) -> Begun:
    """Begin a session, always with a new key, so that nobody can know it beforehand.

    Parameters
    ----------
    person
        Id of who signed in.
    how
        By what: ``password``, ``token`` or ``oidc``; for the events.
    before
        The cookie that the browser came with; its session is ended.
    """
    if before is not None:
        connection.execute(delete(sessions).where(sessions.c.token_hash == hash_of_key(before)))
    moment = now()
    begun = Begun(person, fresh_key(), fresh_key(), moment + LONGEST)
    connection.execute(
        insert(sessions).values(
            token_hash=hash_of_key(begun.key),
            person_id=person,
            csrf=begun.csrf,
            created_at=moment,
            seen_at=moment,
            expires_at=begun.expires_at,
        )
    )
    note(connection, person, "session.begun", f"people/{person}", how=how)
    return begun


def end_session(connection: Connection, person: str, key_hash: str) -> None:
    """End a session; its cookie opens nothing from now on."""
    connection.execute(
        delete(sessions).where(sessions.c.token_hash == key_hash, sessions.c.person_id == person)
    )
    note(connection, person, "session.ended", f"people/{person}")


def end_sessions(connection: Connection, person: str, *, besides: str = "") -> None:
    """End the sessions of a person, but for one, named by the hash of its key."""
    connection.execute(
        delete(sessions).where(sessions.c.person_id == person, sessions.c.token_hash != besides)
    )
