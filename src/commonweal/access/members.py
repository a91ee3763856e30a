"""Who is in a project, as what; there is always an owner who can act."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select

from commonweal.access.deciding import Role
from commonweal.access.people import person, person_named
from commonweal.errors import Conflict, NotThere
from commonweal.store.events import note
from commonweal.store.inserting import insertion
from commonweal.store.schema import members, people

__all__ = ["Member", "drop_member", "members_of", "set_member"]


@dataclass(frozen=True)
class Member:
    """Somebody in a project.

    Attributes
    ----------
    person, name, title
        The account: its id, what it signs in by, and how it is shown.
    role
        What they may do there.
    """

    person: str
    name: str
    title: str
    role: Role


def members_of(
    connection: Connection, project: str, *, after: str | None = None, limit: int = 1000
) -> list[Member]:  # fmt: skip
    """Who is in a project, by name of the account, after that of an id.

    Raises
    ------
    NotThere
        If there is no account of the id ``after``.
    """
    query = (
        select(people.c.id, people.c.name, people.c.title, members.c.role)
        .join(members, members.c.person_id == people.c.id)
        .where(members.c.project_id == project)
        .order_by(people.c.name)
        .limit(limit)
    )
    if after is not None:
        query = query.where(people.c.name > person(connection, after).name)
    return [Member(row.id, row.name, row.title, row.role) for row in connection.execute(query)]


def set_member(connection: Connection, project: str, name: str, role: Role, *, who: str) -> Member:
    """Take somebody into a project, or give them another role in it.

    Parameters
    ----------
    name
        Id of the account, or what it signs in by.

    Raises
    ------
    NotThere
        If there is no such account.
    Conflict
        If no owner would be left.
    """
    found = person_named(connection, name)
    if role != "owner":
        _refuse_last_owner(connection, project, found.id)
    connection.execute(
        insertion(connection, members)
        .values(project_id=project, person_id=found.id, role=role)
        .on_conflict_do_update(index_elements=["project_id", "person_id"], set_={"role": role})
    )
    note(connection, who, "member.set", f"people/{found.id}", project, name=found.name, role=role)
    return Member(found.id, found.name, found.title, role)


def drop_member(connection: Connection, project: str, name: str, *, who: str) -> None:
    """Put somebody out of a project.

    Parameters
    ----------
    name
        Id of the account, or what it signs in by.

    Raises
    ------
    NotThere
        If they are not in it.
    Conflict
        If no owner would be left.
    """
    try:
        found = person_named(connection, name)
    except NotThere as error:  # owners need not learn which accounts there are
        raise NotThere("This person is not in the project.") from error
    _refuse_last_owner(connection, project, found.id)
    theirs = (members.c.project_id == project) & (members.c.person_id == found.id)
    if not connection.execute(delete(members).where(theirs)).rowcount:
        raise NotThere("This person is not in the project.")
    note(connection, who, "member.dropped", f"people/{found.id}", project, name=found.name)


def _refuse_last_owner(connection: Connection, project: str, ident: str) -> None:
    """Refuse to go on where nobody else who can act owns a project; who asks the same waits meanwhile.

    Raises
    ------
    Conflict
        If nobody does.
    """
    rows = connection.execute(
        select(members.c.person_id)
        .where(members.c.project_id == project, members.c.role == "owner")
        .order_by(members.c.person_id)  # all lock in one order, so that no two wait crosswise
        .with_for_update()
    )
    owners = set(rows.scalars())
    able = select(people.c.id).where(people.c.id.in_(owners), people.c.disabled_at.is_(None))
    if ident in owners and set(connection.execute(able).scalars()) <= {ident}:
        raise Conflict("This is the last owner of the project. Make somebody else an owner first.")
