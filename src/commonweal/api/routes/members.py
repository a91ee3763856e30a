"""``/projects/{project}/members``: who is in a project, as what."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

from commonweal.access.members import Member, drop_member, members_of, set_member
from commonweal.api.paging import After, Limit
from commonweal.api.strict import new_router
from commonweal.api.visits import Members, Owns
from commonweal.wire import people as wire
from commonweal.wire.message import Page

__all__ = ["router"]

router = new_router("members", "/projects/{project}/members")

Who = Annotated[
    str,
    Path(
        min_length=1,
        max_length=200,
        pattern=r"^[a-z0-9][a-z0-9._@+-]*$",
        description="Id of the account, or what it signs in by.",
    ),
]


@router.get("", summary="List members")
def listed(visit: Members, after: After = None, limit: Limit = 100) -> Page[wire.Member]:
    """Who is in a project, by name; not shown to who has a link to it."""
    with visit.reading() as connection:
        found = members_of(connection, visit.of_project, after=after, limit=limit)
    more = found[-1].person if len(found) == limit else None
    return Page[wire.Member](items=tuple(map(_told, found)), next=more)


@router.put("/{person}", summary="Take in a member")
def put(visit: Owns, person: Who, body: wire.RoleChange) -> wire.Member:
    """Take somebody into a project, or give them another role in it. The last owner stays one."""
    with visit.writing() as connection:
        return _told(set_member(connection, visit.of_project, person, body.role, who=visit.who))


@router.delete("/{person}", status_code=204, summary="Put out a member")
def drop(visit: Owns, person: Who) -> None:
    """Put somebody out of a project. The last owner can't be put out."""
    with visit.writing() as connection:
        drop_member(connection, visit.of_project, person, who=visit.who)


def _told(member: Member) -> wire.Member:
    """A member as it goes over the wire."""
    return wire.Member(person=member.person, name=member.name, title=member.title, role=member.role)
