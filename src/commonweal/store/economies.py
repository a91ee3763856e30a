"""Economies of a project: immutable versions, and a head that says which of them holds.

Every change is given the number of the version it was made on (``expected``), so that of two who change
the same version only one succeeds. Undo and redo move the head; a new version may then be made from there,
and what was undone stays in the history.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Select, exists, insert, select, update
from sqlalchemy.exc import IntegrityError

from commonweal.errors import Conflict, NotThere
from commonweal.store.events import note
from commonweal.store.ids import checked_name, checked_text, new_id
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.projects import needs_project
from commonweal.store.records import KeptEconomy, Version
from commonweal.store.schema import economies, versions
from commonweal.store.versions import Draft, added_version, version_of

__all__ = [
    "add_economy",
    "add_version",
    "bring_back_economy",
    "delete_economy",
    "economies_of",
    "economy",
    "history",
    "redo",
    "rename_economy",
    "restore",
    "undo",
    "version",
]


def add_economy(
    connection: Connection, store: Store, project: str, name: str, draft: Draft, *, what: str, who: str
) -> KeptEconomy:
    """Add an economy with its first version.

    Raises
    ------
    Conflict
        If the project has one of this name.
    NotThere
        If there is no such project.
    ModelError
        If the name is none.
    """
    needs_project(connection, project)
    ident, called = new_id(), checked_name(name)
    row = {
        "id": ident,
        "project_id": project,
        "name": called,
        "head": 1,
        "created_at": now(),
        "created_by": who,
    }
    try:
        connection.execute(insert(economies).values(**row))
    except IntegrityError as error:
        raise _name_taken(called) from error
    about = {"project": project, "economy": ident}
    added_version(connection, store, draft, **about, parent=None, what=checked_text(what), who=who)
    note(connection, who, "economy.added", f"economies/{ident}", project, name=called)
    return economy(connection, project, ident)


def add_version(
    connection: Connection,
    store: Store,
    project: str,
    ident: str,
    draft: Draft,
    *,
    expected: int,
    what: str,
    who: str,
) -> KeptEconomy:
    """Make a draft the version that holds.

    Parameters
    ----------
    expected
        The version that it was made from.

    Raises
    ------
    Conflict
        If another version holds by now.
    NotThere
        If there is no such economy.
    """
    _held(connection, project, ident, expected)
    about = {"project": project, "economy": ident}
    number = added_version(
        connection, store, draft, **about, parent=expected, what=checked_text(what), who=who
    )
    _move(connection, project, ident, number)
    note(connection, who, "economy.edited", f"economies/{ident}", project, version=number, before=expected)
    return economy(connection, project, ident)


def undo(connection: Connection, project: str, ident: str, *, expected: int, who: str) -> KeptEconomy:
    """Make the version before hold again.

    Raises
    ------
    Conflict
        If another version holds by now, or this is the first.
    NotThere
        If there is no such economy.
    """
    _held(connection, project, ident, expected)
    before = version(connection, project, ident, expected).parent
    if before is None:
        raise Conflict("There is nothing to undo: this is the first version.")
    return _moved(connection, project, ident, before, "economy.undone", who)


def redo(connection: Connection, project: str, ident: str, *, expected: int, who: str) -> KeptEconomy:
    """Make the version hold again that was undone last: the youngest of those made from this one.

    Raises
    ------
    Conflict
        If another version holds by now, or none was undone.
    NotThere
        If there is no such economy.
    """
    _held(connection, project, ident, expected)
    after = connection.execute(
        select(versions.c.number)
        .where(
            versions.c.project_id == project, versions.c.economy_id == ident, versions.c.parent == expected
        )
        .order_by(versions.c.number.desc())
        .limit(1)
    ).scalar()
    if after is None:
        raise Conflict("There is nothing to redo: no version was made from this one.")
    return _moved(connection, project, ident, after, "economy.redone", who)


def restore(
    connection: Connection, store: Store, project: str, ident: str, number: int, *, expected: int, who: str
) -> KeptEconomy:
    """Make a new version that is equal to an earlier one; what came between stays in the history.

    Raises
    ------
    Conflict
        If another version holds by now.
    NotThere
        If there is no such economy or version.
    """
    _held(connection, project, ident, expected)
    old = version(connection, project, ident, number)
    again = added_version(
        connection,
        store,
        Draft(old.manifest, old.rows, old.economy_hash),
        project=project,
        economy=ident,
        parent=expected,
        what=f"Version {number} restored.",
        who=who,
    )
    _move(connection, project, ident, again)
    note(connection, who, "economy.restored", f"economies/{ident}", project, version=again, restored=number)
    return economy(connection, project, ident)


def rename_economy(connection: Connection, project: str, ident: str, name: str, *, who: str) -> KeptEconomy:
    """Give an economy another name.

    Raises
    ------
    Conflict
        If the project has another one of this name.
    NotThere
        If there is no such economy.
    ModelError
        If the name is none.
    """
    old, called = economy(connection, project, ident), checked_name(name)
    try:
        connection.execute(update(economies).where(*_this(project, ident)).values(name=called))
    except IntegrityError as error:
        raise _name_taken(called) from error
    note(connection, who, "economy.renamed", f"economies/{ident}", project, name=called, before=old.name)
    return economy(connection, project, ident)


def delete_economy(connection: Connection, project: str, ident: str, *, who: str) -> None:
    """Put an economy away; its versions stay for the results that were drawn from them.

    Raises
    ------
    NotThere
        If there is no such economy.
    """
    old = economy(connection, project, ident)
    connection.execute(update(economies).where(*_this(project, ident)).values(deleted_at=now()))
    note(connection, who, "economy.deleted", f"economies/{ident}", project, name=old.name)


def bring_back_economy(connection: Connection, project: str, ident: str, *, who: str) -> KeptEconomy:
    """Bring an economy back that was deleted.

    Raises
    ------
    Conflict
        If another one has its name by now.
    NotThere
        If no such economy was deleted.
    """
    gone = (
        economies.c.project_id == project,
        economies.c.id == ident,
        economies.c.deleted_at.is_not(None),
    )
    try:
        changed = connection.execute(update(economies).where(*gone).values(deleted_at=None))
    except IntegrityError as error:
        raise Conflict("Another economy has its name by now. Rename that one first.") from error
    if not changed.rowcount:
        raise _not_there()
    note(connection, who, "economy.brought_back", f"economies/{ident}", project)
    return economy(connection, project, ident)


def economy(connection: Connection, project: str, ident: str) -> KeptEconomy:
    """An economy, and the version that holds.

    Raises
    ------
    NotThere
        If there is no such economy in the project.
    """
    row = connection.execute(_listed(project).where(economies.c.id == ident)).one_or_none()
    if row is None:
        raise _not_there()
    return _economy_of(row)


def economies_of(
    connection: Connection, project: str, *, after: str = "", limit: int = 1000
) -> list[KeptEconomy]:
    """The economies of a project by name.

    Parameters
    ----------
    after
        Only those whose name comes after this one: the next page.
    """
    query = _listed(project).where(economies.c.name > after).order_by(economies.c.name).limit(limit)
    return [_economy_of(row) for row in connection.execute(query)]


def version(connection: Connection, project: str, ident: str, number: int | None = None) -> Version:
    """A version of an economy; without a number the one that holds.

    Raises
    ------
    NotThere
        If there is none.
    """
    if number is None:
        return economy(connection, project, ident).version
    query = _versions(project, ident).where(versions.c.number == number)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotThere("There is no such version of an economy in this project.")
    return version_of(row)


def history(
    connection: Connection, project: str, ident: str, *, before: int | None = None, limit: int = 100
) -> list[Version]:
    """The versions of an economy, the newest first, those that were undone included.

    Parameters
    ----------
    before
        Only those with a lower number: the next page.

    Raises
    ------
    NotThere
        If there is no such economy.
    """
    economy(connection, project, ident)
    query = _versions(project, ident).order_by(versions.c.number.desc()).limit(limit)
    if before is not None:
        query = query.where(versions.c.number < before)
    return [version_of(row) for row in connection.execute(query)]


def _versions(project: str, ident: str) -> Select[Any]:
    """The versions of an economy that is there."""
    return (
        select(versions)
        .join(economies, economies.c.id == versions.c.economy_id)
        .where(versions.c.project_id == project, versions.c.economy_id == ident, *_this(project, ident))
    )


def _listed(project: str) -> Select[Any]:
    """Economies of a project with the versions that hold, and whether one was undone."""
    younger = versions.alias()
    undone = exists().where(
        younger.c.project_id == project,
        younger.c.economy_id == economies.c.id,
        younger.c.parent == economies.c.head,
    )
    holds = (versions.c.economy_id == economies.c.id) & (versions.c.number == economies.c.head)
    return (
        select(economies, versions, undone.label("undone"))
        .join(versions, holds)
        .where(
            economies.c.project_id == project,
            versions.c.project_id == project,
            economies.c.deleted_at.is_(None),
        )
    )


def _economy_of(row: Row[Any]) -> KeptEconomy:
    """The economy that a row tells of."""
    said, holds = row._mapping, version_of(row)
    return KeptEconomy(
        id=said[economies.c.id],
        project=said[economies.c.project_id],
        name=said[economies.c.name],
        version=holds,
        can_undo=holds.parent is not None,
        can_redo=bool(said["undone"]),
        created_at=said[economies.c.created_at],
        created_by=said[economies.c.created_by],
    )


def _this(project: str, ident: str) -> tuple[Any, ...]:
    """Which row an economy is."""
    return economies.c.project_id == project, economies.c.id == ident, economies.c.deleted_at.is_(None)


def _held(connection: Connection, project: str, ident: str, expected: int) -> None:
    """Hold the row of an economy until the transaction ends, if the expected version holds.

    Raises
    ------
    Conflict, NotThere
        If another version holds, or there is no such economy.
    """
    query = select(economies.c.head).where(*_this(project, ident)).with_for_update()
    head = connection.execute(query).scalar()
    if head is None:
        raise _not_there()
    if head != expected:
        raise Conflict(
            f"Version {head} holds by now, not version {expected}. Look at what changed, then try again."
        )


def _move(connection: Connection, project: str, ident: str, number: int) -> None:
    """Move the head."""
    connection.execute(update(economies).where(*_this(project, ident)).values(head=number))


def _moved(connection: Connection, project: str, ident: str, number: int, what: str, who: str) -> KeptEconomy:
    """Move the head and note it."""
    _move(connection, project, ident, number)
    note(connection, who, what, f"economies/{ident}", project, version=number)
    return economy(connection, project, ident)


def _not_there() -> NotThere:
    return NotThere("There is no such economy in this project.")


def _name_taken(name: str) -> Conflict:
    return Conflict(f"The project has an economy '{name}' already. Choose another name.")
