"""Finding out who asks from what they show: a session's cookie, a token, a link, or nothing.

Nothing is remembered between requests, so whoever is disabled, signed out or revoked is cut off with the
next request.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, select, update

from commonweal.access.actor import FIRST_RUN, NOBODY, Actor, How
from commonweal.access.deciding import Role
from commonweal.access.first_run import is_first_run_key
from commonweal.access.keys import LINK, TOKEN, hash_of_key
from commonweal.access.local import LOCAL, is_local_key
from commonweal.errors import StoreError
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.schema import links, members, people, projects, sessions, tokens
from commonweal.store.scope import SYSTEM

__all__ = ["IDLE", "Shown", "identified", "role_of"]

IDLE = dt.timedelta(hours=12)
"""A session that was not used for so long is over."""

_NOTED_EVERY = dt.timedelta(minutes=1)  # a write for each request read would be too dear


@dataclass(frozen=True)
class Shown:
    """What a request shows of who sends it.

    Attributes
    ----------
    bearer
        What stands after ``Authorization: Bearer``; None without such a header.
    cookie
        The session's cookie; None without one. A bearer goes before it.
    """

    bearer: str | None = field(default=None, repr=False)
    cookie: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class _Use:
    """When a session or token was last used, where that is to be noted anew."""

    table: Table
    column: str
    key: str


def identified(
    store: Store, shown: Shown, *, team: bool, project: str | None = None
) -> tuple[Actor, Role | None]:
    """Who asks, and their role in a project.

    Parameters
    ----------
    store
        Where accounts are kept.
    shown
        What the request shows.
    team
        Whether the server has accounts; otherwise the token in the store's folder opens everything.
    project
        Id of the project that it is about, if any.

    Returns
    -------
    ``NOBODY`` for what does not hold or does not hold any more; no role where there is no such project.
    """
    if shown.bearer is None and shown.cookie is None:
        return NOBODY, None  # whatever becomes of the database
    with store.database.reading(SYSTEM) as connection:
        actor, use = _actor(connection, store, shown, team)
        role = None if project is None else role_of(connection, actor, project)
    if use is not None:
        _noted(store, use)
    return actor, role


def role_of(connection: Connection, actor: Actor, project: str) -> Role | None:
    """The role of somebody in a project; None if they have none, or there is no such project (any more)."""
    if actor.only_project not in {None, project}:
        return None
    if actor.how == "link":
        return "viewer"
    found: Role | None = connection.execute(
        select(members.c.role)
        .join(projects, projects.c.id == members.c.project_id)
        .where(
            members.c.project_id == project,
            members.c.person_id == actor.person,
            projects.c.deleted_at.is_(None),
        )
    ).scalar()
    return found


def _actor(connection: Connection, store: Store, shown: Shown, team: bool) -> tuple[Actor, _Use | None]:
    """Who shows that, and what use of it is to be noted."""
    key = shown.bearer
    if key is None:
        return (NOBODY, None) if shown.cookie is None else _by_session(connection, shown.cookie, team)
    if key.startswith(TOKEN):
        return _by_token(connection, key)
    if key.startswith(LINK):
        return _by_link(connection, key), None
    if team:
        return (FIRST_RUN if is_first_run_key(connection, store.folder, key) else NOBODY), None
    return _by_local_key(connection, store, key), None


def _by_session(connection: Connection, cookie: str, team: bool) -> tuple[Actor, _Use | None]:
    """Who has a session. In a team those without password or provider have none (the local person)."""
    row = connection.execute(
        select(sessions, people.c.name, people.c.admin, people.c.password, people.c.subject)
        .join(people, people.c.id == sessions.c.person_id)
        .where(sessions.c.token_hash == hash_of_key(cookie), people.c.disabled_at.is_(None))
    ).one_or_none()
    moment = now()
    if row is None or moment >= row.expires_at or moment >= row.seen_at + IDLE:
        return NOBODY, None
    if team and row.password is None and row.subject is None:
        return NOBODY, None
    how: How = "session" if team or row.name != LOCAL else "local"
    actor = Actor(
        row.person_id,
        row.name,
        row.admin,
        how,
        "manage",
        key=row.token_hash,
        csrf=row.csrf,
        ends=row.expires_at,
    )
    old = moment >= row.seen_at + _NOTED_EVERY
    return actor, _Use(sessions, "seen_at", row.token_hash) if old else None


def _by_token(connection: Connection, key: str) -> tuple[Actor, _Use | None]:
    """Who has a token for programs."""
    row = connection.execute(
        select(tokens, people.c.name.label("account"), people.c.admin)
        .join(people, people.c.id == tokens.c.person_id)
        .where(
            tokens.c.token_hash == hash_of_key(key),
            tokens.c.revoked_at.is_(None),
            people.c.disabled_at.is_(None),
        )
    ).one_or_none()
    moment = now()
    if row is None or _past(row.expires_at, moment):
        return NOBODY, None
    actor = Actor(
        row.person_id,
        row.account,
        row.admin,
        "token",
        row.scope,
        row.only_project,
        key=row.id,
        ends=row.expires_at,
    )
    old = row.used_at is None or moment >= row.used_at + _NOTED_EVERY
    return actor, _Use(tokens, "used_at", row.token_hash) if old else None


def _by_link(connection: Connection, key: str) -> Actor:
    """Who has a link to a project."""
    row = connection.execute(
        select(links)
        .join(projects, projects.c.id == links.c.project_id)
        .where(
            links.c.token_hash == hash_of_key(key),
            links.c.revoked_at.is_(None),
            projects.c.deleted_at.is_(None),
        )
    ).one_or_none()
    if row is None or _past(row.expires_at, now()):
        return NOBODY
    return Actor(None, row.name, False, "link", "read", row.project_id, key=row.id, ends=row.expires_at)


def _by_local_key(connection: Connection, store: Store, key: str) -> Actor:
    """The one person of an embedded server."""
    if not is_local_key(store.folder, key):
        return NOBODY
    row = connection.execute(
        select(people.c.id, people.c.admin).where(people.c.name == LOCAL, people.c.disabled_at.is_(None))
    ).one_or_none()
    return NOBODY if row is None else Actor(row.id, LOCAL, row.admin, "local", "manage")


def _past(end: Any, moment: dt.datetime) -> bool:
    """Whether something that may have an end is over."""
    return end is not None and moment >= end


def _noted(store: Store, use: _Use) -> None:
    """Note that a session or token was used. Reading goes on where that can't be written (full disk)."""
    with suppress(StoreError), store.database.writing(SYSTEM) as connection:
        connection.execute(
            update(use.table).where(use.table.c.token_hash == use.key).values({use.column: now()})
        )
