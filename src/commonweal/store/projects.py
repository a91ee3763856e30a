"""Projects: what belongs together, and who works on it.

Lists of somebody's projects are asked in the scope of that person. Adding, renaming and bringing back need
the scope of the system: a project that is not there yet has no scope, and a scope of one project can't
see whether another has the name.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, Select, insert, literal, select, update

from commonweal.errors import Conflict, NotThere
from commonweal.store.events import note
from commonweal.store.ids import checked_name, checked_text, new_id
from commonweal.store.moment import now
from commonweal.store.records import Project
from commonweal.store.schema import members, projects

__all__ = [
    "add_project",
    "all_projects",
    "bring_back_project",
    "change_project",
    "delete_project",
    "needs_project",
    "project",
    "projects_of",
]


def add_project(connection: Connection, name: str, description: str = "", *, who: str) -> Project:
    """Add a project; who adds it owns it.

    Parameters
    ----------
    who
        Id of a person.

    Raises
    ------
    Conflict
        If the person is in a project of this name already; people who share none may use the same name.
    ModelError
        If the name is none.
    """
    called = checked_name(name)
    _refuse_taken(connection, called, who)
    ident, moment = new_id(), now()
    row = {"id": ident, "name": called, "description": checked_text(description)}
    connection.execute(insert(projects).values(**row, created_at=moment, created_by=who))
    connection.execute(insert(members).values(project_id=ident, person_id=who, role="owner"))
    note(connection, who, "project.added", f"projects/{ident}", ident, name=called)
    return Project(ident, called, description, "owner", moment, who)


def change_project(
    connection: Connection,
    ident: str,
    *,
    name: str | None = None,
    description: str | None = None,
    who: str,
) -> Project:
    """Give a project another name or description; what is None stays.

    Raises
    ------
    Conflict
        If the person is in another project of this name.
    NotThere
        If there is no such project.
    ModelError
        If the name is none.
    """
    old = project(connection, ident)
    called = old.name if name is None else checked_name(name)
    told = old.description if description is None else checked_text(description)
    if called != old.name:
        _refuse_taken(connection, called, who)
    connection.execute(update(projects).where(_is(ident)).values(name=called, description=told))
    note(connection, who, "project.changed", f"projects/{ident}", ident, name=called, before=old.name)
    return project(connection, ident)


def delete_project(connection: Connection, ident: str, *, who: str) -> None:
    """Put a project away: it is gone for everybody, and an admin can bring it back.

    Raises
    ------
    NotThere
        If there is no such project.
    """
    old = project(connection, ident)
    connection.execute(update(projects).where(_is(ident)).values(deleted_at=now()))
    note(connection, who, "project.deleted", f"projects/{ident}", ident, name=old.name)


def bring_back_project(connection: Connection, ident: str, *, who: str) -> Project:
    """Bring a project back that was deleted.

    Raises
    ------
    NotThere
        If no such project was deleted.
    """
    gone = update(projects).where(projects.c.id == ident, projects.c.deleted_at.is_not(None))
    if not connection.execute(gone.values(deleted_at=None)).rowcount:
        raise NotThere("No such project was deleted.")
    note(connection, who, "project.brought_back", f"projects/{ident}", ident)
    return project(connection, ident)


def project(connection: Connection, ident: str, *, person: str = "") -> Project:
    """A project, with the role in it of a person, if one is named.

    Raises
    ------
    NotThere
        If there is no such project, or the person is not in it.
    """
    query = _of_person(person) if person else _of_nobody()
    row = connection.execute(query.where(_is(ident))).one_or_none()
    if row is None:
        raise _not_there()
    return _project_of(row)


def projects_of(
    connection: Connection, person: str, *, after: str | None = None, limit: int = 1000
) -> list[Project]:
    """The projects that a person is in, by name, each with the person's role.

    Parameters
    ----------
    after
        Id of the project before the first: the next page.

    Raises
    ------
    NotThere
        If the person is in no project of the id ``after``.
    """
    return _page(
        connection, _of_person(person), project(connection, after, person=person) if after else None, limit
    )


def all_projects(
    connection: Connection, *, deleted: bool = False, after: str | None = None, limit: int = 1000
) -> list[Project]:
    """All projects by name, for admins; those that were deleted where that is asked.

    Parameters
    ----------
    after
        Id of the project before the first: the next page.

    Raises
    ------
    NotThere
        If there is no project of the id ``after``.
    """
    query = _of_nobody(deleted=deleted)
    last = None
    if after:
        row = connection.execute(query.where(projects.c.id == after)).one_or_none()
        if row is None:
            raise _not_there()
        last = _project_of(row)
    return _page(connection, query, last, limit)


def needs_project(connection: Connection, ident: str) -> None:
    """Refuse to go on where there is no such project.

    Raises
    ------
    NotThere
        If there is none, or it was deleted.
    """
    if connection.execute(select(projects.c.id).where(_is(ident))).one_or_none() is None:
        raise _not_there()


def _is(ident: str) -> Any:
    """Which row a project is, while it is there."""
    return (projects.c.id == ident) & projects.c.deleted_at.is_(None)


def _of_nobody(*, deleted: bool = False) -> Select[Any]:
    """Projects, whoever asks."""
    gone = projects.c.deleted_at
    return select(projects, literal("").label("role")).where(gone.is_not(None) if deleted else gone.is_(None))


def _of_person(person: str) -> Select[Any]:
    """The projects that a person is in."""
    return (
        select(projects, members.c.role)
        .join(members, members.c.project_id == projects.c.id)
        .where(members.c.person_id == person, projects.c.deleted_at.is_(None))
    )


def _page(connection: Connection, query: Select[Any], last: Project | None, limit: int) -> list[Project]:
    """Projects by name and id, after the last of the page before."""
    name, ident = projects.c.name, projects.c.id
    if last is not None:
        query = query.where((name > last.name) | ((name == last.name) & (ident > last.id)))
    return [_project_of(row) for row in connection.execute(query.order_by(name, ident).limit(limit))]


def _project_of(row: Row[Any]) -> Project:
    """The project that a row tells of."""
    return Project(
        row.id, row.name, row.description, row.role, row.created_at, row.created_by, row.deleted_at
    )


def _refuse_taken(connection: Connection, name: str, person: str) -> None:
    """Refuse a name that another project of a person has.

    Raises
    ------
    Conflict
        If there is one.
    """
    if connection.execute(_of_person(person).where(projects.c.name == name)).first() is not None:
        raise Conflict(f"You are in a project '{name}' already. Choose another name.")


def _not_there() -> NotThere:
    return NotThere("There is no such project.")
