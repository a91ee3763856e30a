"""Links by which anybody may read one project until a day; shown once, kept as a hash."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from commonweal.access.keys import LINK, fresh_key, hash_of_key
from commonweal.errors import NotThere
from commonweal.store.events import note
from commonweal.store.ids import checked_name, new_id
from commonweal.store.moment import now
from commonweal.store.schema import links

__all__ = ["Link", "add_link", "links_of", "revoke_link"]


@dataclass(frozen=True)
class Link:
    """A link, without what it opens with.

    Attributes
    ----------
    id, name
        Its id, and whom or what it is for.
    created_at, created_by, expires_at
        When it was made, by whom, and when it ends.
    """

    id: str
    name: str
    created_at: dt.datetime
    created_by: str
    expires_at: dt.datetime


def add_link(
    connection: Connection, project: str, name: str, *, days: int, who: str
) -> tuple[Link, str]:  # fmt: skip
    """Make a link to a project; the second value is what it opens with, and can't be had again.

    Raises
    ------
    ModelError
        If the name is none.
    """
    key, moment = fresh_key(LINK), now()
    made = Link(new_id(), checked_name(name), moment, who, moment + dt.timedelta(days=days))
    connection.execute(
        insert(links).values(
            id=made.id,
            project_id=project,
            name=made.name,
            token_hash=hash_of_key(key),
            created_at=moment,
            created_by=who,
            expires_at=made.expires_at,
        )
    )
    note(connection, who, "link.made", f"links/{made.id}", project, name=made.name, days=days)
    return made, key


def links_of(
    connection: Connection, project: str, *, after: str | None = None, limit: int = 1000
) -> list[Link]:  # fmt: skip
    """The links to a project that are not revoked, ended ones too, by id, after that of an id."""
    query = select(links).where(links.c.project_id == project, links.c.revoked_at.is_(None))
    if after is not None:
        query = query.where(links.c.id > after)
    return [_link_of(row) for row in connection.execute(query.order_by(links.c.id).limit(limit))]


def revoke_link(connection: Connection, project: str, ident: str, *, who: str) -> None:
    """Revoke a link to a project; it opens nothing from now on.

    Raises
    ------
    NotThere
        If the project has no such link, or it is revoked already.
    """
    such = (links.c.id == ident) & (links.c.project_id == project) & links.c.revoked_at.is_(None)
    if not connection.execute(update(links).where(such).values(revoked_at=now())).rowcount:
        raise NotThere("There is no such link.")
    note(connection, who, "link.revoked", f"links/{ident}", project)


def _link_of(row: Row[Any]) -> Link:
    """The link that a row tells of."""
    return Link(row.id, row.name, row.created_at, row.created_by, row.expires_at)
