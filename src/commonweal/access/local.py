"""The one person of an embedded server, and the token in the store's folder that opens it.

The token lies in a file that only its owner can read: whoever can read it could read the store itself.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, insert, select

from commonweal.access.keys import fresh_key, same_key
from commonweal.errors import ModelError
from commonweal.store.database import faults_told
from commonweal.store.events import note
from commonweal.store.ids import new_id
from commonweal.store.inserting import insertion
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.schema import members, people, projects
from commonweal.store.scope import SYSTEM

__all__ = ["LOCAL", "is_local_key", "local_key", "local_person", "private_file", "read_private"]

LOCAL = "local"
"""What the one person of an embedded server is called."""

_FILE = "token"


def local_key(folder: Path) -> str:
    """The token that opens an embedded server, made if there is none.

    Parameters
    ----------
    folder
        The store's folder; the token is kept in its file ``token`` for the next start.

    Raises
    ------
    StoreFull
        If there is no room for it.
    """
    path = folder / _FILE
    kept = read_private(path)
    if kept:
        return kept
    with suppress(FileNotFoundError):
        path.unlink()  # empty, or others could read it: what they may have seen is void
    key = fresh_key()
    private_file(path, key)
    return key


def is_local_key(folder: Path, shown: str) -> bool:
    """Whether that is the token that opens an embedded server."""
    kept = read_private(folder / _FILE)
    return bool(kept) and same_key(shown, kept)


def local_person(store: Store) -> str:
    """The id of the one person of an embedded server, made if there is none; owner of every project."""
    with store.database.writing(SYSTEM) as connection:
        row = connection.execute(select(people).where(people.c.name == LOCAL)).one_or_none()
        person = _made(connection) if row is None else str(row.id)
        if row is not None and (row.disabled_at is not None or not row.admin):
            raise ModelError(
                f"The account '{LOCAL}' is disabled or no admin any more, so this store belongs to a team: "
                "start it with --team."
            )
        _owning_all(connection, person)
    return person


def _made(connection: Connection) -> str:
    """The account of the one person; nobody can sign in to it by a password."""
    person = new_id()
    connection.execute(
        insert(people).values(id=person, name=LOCAL, title="", admin=True, created_at=now())
    )  # fmt: skip
    note(connection, "system", "person.added", f"people/{person}", name=LOCAL)
    return person


def _owning_all(connection: Connection, person: str) -> None:
    """Make a person owner of every project there is, also of those that a team made before."""
    owned = select(members.c.project_id).where(members.c.person_id == person, members.c.role == "owner")
    for project in (
        connection.execute(select(projects.c.id).where(projects.c.id.not_in(owned))).scalars().all()
    ):
        connection.execute(
            insertion(connection, members)
            .values(project_id=project, person_id=person, role="owner")
            .on_conflict_do_update(index_elements=["project_id", "person_id"], set_={"role": "owner"})
        )
        note(connection, "system", "member.set", f"people/{person}", project, role="owner")


def private_file(path: Path, content: str) -> None:
    """Write a file that only its owner can read, and that was not there before."""
    with faults_told():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(content + "\n")
            file.flush()
            os.fsync(file.fileno())


def read_private(path: Path) -> str:
    """What a file holds that only its owner can read; blank if there is none, or others can read it."""
    try:
        with path.open(encoding="ascii", errors="replace") as file:
            if os.fstat(file.fileno()).st_mode & 0o077:
                return ""
            return file.read().strip()
    except FileNotFoundError:
        return ""
