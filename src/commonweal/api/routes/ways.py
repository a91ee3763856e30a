"""``/session/ways``: how one gets in, for a page that asks to sign in."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request

from commonweal.access.first_run import has_admin
from commonweal.api.settings import ServerSettings
from commonweal.api.state import services_of
from commonweal.api.strict import new_router
from commonweal.api.visits import Stranger
from commonweal.store.scope import SYSTEM
from commonweal.wire import people as wire

__all__ = ["router"]

router = new_router("session", "/session/ways")


@router.get("", summary="How one gets in")
def ways(visit: Stranger, request: Request) -> wire.Ways:
    """Whether one signs in by a token, by an account or elsewhere, and whether there is an admin yet."""
    settings = services_of(request).settings
    if not settings.team:
        return wire.Ways(mode="embedded")
    with visit.store.database.reading(SYSTEM) as connection:
        first_run = not has_admin(connection)
    return wire.Ways(mode="team", oidc=_provider(settings), first_run=first_run)


def _provider(settings: ServerSettings) -> str | None:
    """How the provider of accounts is called; where the settings don't say, by its host."""
    known = settings.oidc
    return None if known is None else known.title or urlsplit(known.issuer).hostname or known.issuer
