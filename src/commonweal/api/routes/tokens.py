"""``/tokens``: one's own tokens for programs."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path
from starlette.responses import Response

from commonweal.access.tokens import Token, add_token, revoke_token, tokens_of
from commonweal.api.idempotency import Once
from commonweal.api.paging import After, Limit
from commonweal.api.strict import new_router
from commonweal.api.visits import Oneself
from commonweal.wire import people as wire
from commonweal.wire.message import Id, Page

__all__ = ["router"]

router = new_router("tokens", "/tokens")


@router.get("", summary="List one's tokens")
def listed(visit: Oneself, after: After = None, limit: Limit = 100) -> Page[wire.Token]:
    """One's tokens that are not revoked, ended ones too; not what they open with."""
    with visit.reading() as connection:
        found = tokens_of(connection, visit.who, after=after, limit=limit)
    more = found[-1].id if len(found) == limit else None
    return Page[wire.Token](items=tuple(wire.Token(**_told(one)) for one in found), next=more)


@router.post("", status_code=201, summary="Make a token", response_model=wire.TokenMade)
def add(visit: Oneself, body: wire.NewToken, asking: Once) -> Response:
    """Make a token for a program. What it opens with is told this once and can't be had again.

    Its scope is the most that it allows, whatever one is in a project: ``read`` as a viewer, ``plan`` as a
    planner, ``manage`` everything. A token that was made by a token ends with it at the latest. An answer
    that is sent again (``Idempotency-Replayed``) leaves the token blank.
    """
    with asking.writing() as connection:
        made, key = add_token(
            connection,
            visit.actor,
            body.name,
            scope=body.scope,
            only_project=body.project,
            days=body.days,
        )
        told = wire.TokenMade(**_told(made), token=key)
        return asking.answer(connection, told, 201, kept=told.model_copy(update={"token": ""}))


@router.delete("/{id}", status_code=204, summary="Revoke a token")
def revoke(visit: Oneself, id: Annotated[Id, Path(description="Id of the token.")]) -> None:  # noqa: A002
    """Revoke one of one's tokens; it opens nothing from now on."""
    with visit.writing() as connection:
        revoke_token(connection, visit.who, id, who=visit.who)


def _told(token: Token) -> dict[str, Any]:
    """The fields of a token as they go over the wire."""
    return {
        "id": token.id,
        "name": token.name,
        "scope": token.scope,
        "project": token.only_project,
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "used_at": token.used_at,
    }
