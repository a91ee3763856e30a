"""``/projects/{project}/links``: reading a project without an account, until a day."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from commonweal.access.links import Link, add_link, links_of, revoke_link
from commonweal.api.idempotency import Once
from commonweal.api.paging import After, Limit
from commonweal.api.strict import new_router
from commonweal.api.visits import Owns
from commonweal.wire import people as wire
from commonweal.wire.message import Id, Page

__all__ = ["router"]

router = new_router("links", "/projects/{project}/links")


@router.get("", summary="List links")
def listed(visit: Owns, after: After = None, limit: Limit = 100) -> Page[wire.Link]:
    """The links that are not revoked, ended ones too; not what they open with."""
    with visit.reading() as connection:
        found = links_of(connection, visit.of_project, after=after, limit=limit)
    more = found[-1].id if len(found) == limit else None
    return Page[wire.Link](items=tuple(_told(one) for one in found), next=more)


@router.post("", status_code=201, summary="Make a link", response_model=wire.LinkMade)
def add(visit: Owns, body: wire.NewLink, asking: Once) -> Response:
    """Make a link by which anybody who has it may read the project, until it ends.

    Its token is told this once; it is sent as ``Authorization: Bearer``, and stands in addresses only after
    ``#``, which browsers don't send. An answer that is sent again (``Idempotency-Replayed``) leaves it blank.
    """
    with asking.writing() as connection:
        made, key = add_link(connection, visit.of_project, body.name, days=body.days, who=visit.who)
        told = wire.LinkMade(**_told(made).model_dump(), token=key)
        return asking.answer(connection, told, 201, kept=told.model_copy(update={"token": ""}))


@router.delete("/{link}", status_code=204, summary="Revoke a link")
def revoke(visit: Owns, link: Annotated[Id, Path(description="Id of the link.")]) -> None:
    """Revoke a link; it opens nothing from now on."""
    with visit.writing() as connection:
        revoke_link(connection, visit.of_project, link, who=visit.who)


def _told(link: Link) -> wire.Link:
    """A link as it goes over the wire."""
    return wire.Link(
        id=link.id,
        name=link.name,
        created_at=link.created_at,
        created_by=link.created_by,
        expires_at=link.expires_at,
    )
