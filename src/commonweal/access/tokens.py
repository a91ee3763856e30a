"""Tokens for programs: shown once, kept as a hash, with a scope, perhaps one project, and an end."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from commonweal.access.actor import Actor, Reach
from commonweal.access.identifying import role_of
from commonweal.access.keys import TOKEN, fresh_key, hash_of_key
from commonweal.errors import NotThere
from commonweal.store.events import note
from commonweal.store.ids import checked_name, new_id
from commonweal.store.moment import now
from commonweal.store.schema import tokens

__all__ = ["Token", "add_token", "revoke_token", "tokens_of"]


@dataclass(frozen=True)
class Token:
    """A token, without what it opens with.

    Attributes
    ----------
    id, name
        Its id, and what it is for.
    scope
        The most that a role allows through it.
    only_project
        Id of the one project it reaches; None: all that its person is a member of.
    created_at, expires_at, used_at
        When it was made, ends (None: never), and was last used, to the minute (None: not yet).
    """

    id: str
    name: str
    scope: Reach
    only_project: str | None
    created_at: dt.datetime
    expires_at: dt.datetime | None
    used_at: dt.datetime | None


def add_token(
    connection: Connection,
    actor: Actor,
    name: str,
    *,
    scope: Reach = "read",
    only_project: str | None = None,
    days: int | None = 365,
) -> tuple[Token, str]:
    """Make a token for oneself; the second value is what it opens with, and can't be had again.

    Parameters
    ----------
    actor
        Who makes it. A token that was made by a token ends with it at the latest.
    name
        What it is for.
    scope, only_project
        What it reaches.
    days
        After which it ends; None: never.

    Raises
    ------
    NotThere
        If its person is not in the project.
    ModelError
        If the name is none.
    """
    if only_project is not None and role_of(connection, actor, only_project) is None:
        raise NotThere("There is no such project, or you are not a member of it.")
    key, moment = fresh_key(TOKEN), now()
    end = _end(connection, actor, None if days is None else moment + dt.timedelta(days=days))
    made = Token(new_id(), checked_name(name), scope, only_project, moment, end, None)
    connection.execute(
        insert(tokens).values(**asdict(made), person_id=actor.person, token_hash=hash_of_key(key))
    )
    note(connection, actor.who, "token.made", f"tokens/{made.id}", name=made.name, scope=scope)
    return made, key


def tokens_of(
    connection: Connection, person: str, *, after: str | None = None, limit: int = 1000
) -> list[Token]:  # fmt: skip
    """The tokens of a person that are not revoked, by id, after that of an id."""
    query = select(tokens).where(tokens.c.person_id == person, tokens.c.revoked_at.is_(None))
    if after is not None:
        query = query.where(tokens.c.id > after)
    return [_token_of(row) for row in connection.execute(query.order_by(tokens.c.id).limit(limit))]


def revoke_token(connection: Connection, person: str, ident: str, *, who: str) -> None:
    """Revoke a token of a person; it opens nothing from now on.

    Raises
    ------
    NotThere
        If the person has no such token, or it is revoked already.
    """
    theirs = (tokens.c.id == ident) & (tokens.c.person_id == person) & tokens.c.revoked_at.is_(None)
    if not connection.execute(update(tokens).where(theirs).values(revoked_at=now())).rowcount:
        raise NotThere("There is no such token.")
    note(connection, who, "token.revoked", f"tokens/{ident}")


def _end(connection: Connection, actor: Actor, wanted: dt.datetime | None) -> dt.datetime | None:
    """When a token ends that somebody makes."""
    if actor.how != "token":
        return wanted
    own: dt.datetime | None = connection.execute(
        select(tokens.c.expires_at).where(tokens.c.id == actor.key)
    ).scalar_one()
    return min((end for end in (wanted, own) if end is not None), default=None)


def _token_of(row: Row[Any]) -> Token:
    """The token that a row tells of."""
    return Token(row.id, row.name, row.scope, row.only_project, row.created_at, row.expires_at, row.used_at)
