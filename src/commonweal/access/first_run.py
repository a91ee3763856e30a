"""The token by which the first admin of a team's server is made; void as soon as there is one.

It is printed where the server is started, and only its hash is kept. Every start without an admin makes a
new one.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, or_, select

from commonweal.access.keys import fresh_key, hash_of_key, same_key
from commonweal.access.local import private_file, read_private
from commonweal.store.opening import Store
from commonweal.store.schema import people
from commonweal.store.scope import SYSTEM

__all__ = ["first_run_key", "has_admin", "is_first_run_key"]

_FILE = "first-run"


def first_run_key(store: Store) -> str | None:
    """A new token to make the first admin by, to be told on the console; None if there is an admin.

    Earlier ones of this folder are void.
    """
    with store.database.reading(SYSTEM) as connection:
        wanted = not has_admin(connection)
    path = store.folder / _FILE
    with suppress(FileNotFoundError):
        path.unlink()
    if not wanted:
        return None
    key = fresh_key()
    private_file(path, hash_of_key(key))
    return key


def is_first_run_key(connection: Connection, folder: Path, shown: str) -> bool:
    """Whether that is the first-run token, and there is no admin yet."""
    kept = read_private(folder / _FILE)
    return bool(kept) and same_key(hash_of_key(shown), kept) and not has_admin(connection)


def has_admin(connection: Connection) -> bool:
    """Whether somebody who can sign in is an admin; the one person of an embedded server can't."""
    query = (
        select(people.c.id)
        .where(
            people.c.admin.is_(True),
            people.c.disabled_at.is_(None),
            or_(people.c.password.is_not(None), people.c.subject.is_not(None)),
        )
        .limit(1)
    )
    return connection.execute(query).one_or_none() is not None
