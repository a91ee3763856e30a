"""``/projects``: which there are for who asks; making, renaming and deleting them."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from starlette.responses import Response

from commonweal.access.actor import Actor
from commonweal.access.deciding import Answer, Role, allowed
from commonweal.access.identifying import role_of
from commonweal.access.members import drop_member, set_member
from commonweal.access.people import person
from commonweal.api.idempotency import Once
from commonweal.api.paging import After, Limit
from commonweal.api.strict import new_router
from commonweal.api.visits import Admin, Owns, Reads, SignedIn, Visit
from commonweal.store.projects import (
    add_project,
    all_projects,
    change_project,
    delete_project,
    project,
    projects_of,
)
from commonweal.store.records import Project
from commonweal.store.scope import SYSTEM, of_person
from commonweal.wire import people as wire
from commonweal.wire.message import Page

__all__ = ["router"]

router = new_router("projects", "/projects")


@router.get("", summary="List projects")
def listed(visit: SignedIn, after: After = None, limit: Limit = 100) -> Page[wire.Project]:
    """The projects that one is in, by name; an admin sees the names of all others, too, with ``role`` null.

    Through a token or link of one project it is that one alone.
    """
    found = _visible(visit, after, limit)
    more = found[-1].id if len(found) == limit else None
    return Page[wire.Project](items=tuple(map(_told, found)), next=more)


@router.post("", status_code=201, summary="Make a project", response_model=wire.Project)
def add(visit: Admin, body: wire.NewProject, asking: Once) -> Response:
    """Make a project. It is owned by who makes it, or by the person named as ``owner`` and nobody else."""
    owner = body.owner or visit.who
    with asking.writing() as connection:
        person(connection, owner)
        made = add_project(connection, body.name, body.description, who=visit.who)
        if owner != visit.who:
            set_member(connection, made.id, owner, "owner", who=visit.who)
            drop_member(connection, made.id, visit.who, who=visit.who)
            made = replace(made, role="")
        return asking.answer(connection, _told(made), 201)


@router.get("/{project}", summary="Show a project")
def show(visit: Reads) -> wire.Project:
    """A project that one is in, or has a link to."""
    with visit.reading() as connection:
        return _told(replace(project(connection, visit.of_project), role=visit.role or ""))


@router.patch("/{project}", summary="Change a project")
def change(visit: Owns, body: wire.ProjectChange) -> wire.Project:
    """Give a project another name or description; what is left out stays."""
    with visit.store.database.writing(SYSTEM) as connection:  # other projects may have the name
        changed = change_project(
            connection, visit.of_project, name=body.name, description=body.description, who=visit.who
        )
    return _told(replace(changed, role=visit.role or ""))


@router.delete("/{project}", status_code=204, summary="Delete a project")
def delete(visit: Owns) -> None:
    """Put a project away with all that is in it; whoever looks after the server can bring it back."""
    with visit.writing() as connection:
        delete_project(connection, visit.of_project, who=visit.who)


def _visible(visit: Visit, after: str | None, limit: int) -> list[Project]:
    """The projects of which somebody may know."""
    actor, database = visit.actor, visit.store.database
    if actor.only_project is not None:
        return [] if after else _the_only(visit, actor.only_project)
    if actor.person is None:
        return []
    if not _sees_all(actor):
        with database.reading(of_person(actor.person)) as connection:
            return projects_of(connection, actor.person, after=after, limit=limit)
    with database.reading(SYSTEM) as connection:
        return [
            replace(one, role=role_of(connection, actor, one.id) or "")
            for one in all_projects(connection, after=after, limit=limit)
        ]


def _sees_all(actor: Actor) -> bool:
    """Whether somebody sees the names of all projects."""
    return allowed(actor, None, "admin") is Answer.YES


def _the_only(visit: Visit, ident: str) -> list[Project]:
    """The one project that a token or link reaches; none if its person is not in it any more."""
    with visit.store.database.reading(SYSTEM) as connection:
        role = role_of(connection, visit.actor, ident)
        return [] if role is None else [replace(project(connection, ident), role=role)]


def _told(kept: Project) -> wire.Project:
    """A project as it goes over the wire."""
    return wire.Project(
        id=kept.id,
        name=kept.name,
        description=kept.description,
        role=cast("Role | None", kept.role or None),
        created_at=kept.created_at,
        created_by=kept.created_by,
    )
