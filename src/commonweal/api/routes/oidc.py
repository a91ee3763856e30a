"""``/session/oidc``: signing in through a provider of accounts."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse

from commonweal.access.oidc.accounts import begin_for
from commonweal.access.oidc.flow import SECONDS, finish, start
from commonweal.access.oidc.provider import Provider
from commonweal.api.cookies import set_cookie, set_session, unset_cookie
from commonweal.api.settings import ServerSettings
from commonweal.api.state import services_of
from commonweal.api.visits import Anyone, cookie_name
from commonweal.errors import NotThere

__all__ = ["router"]

_BACK = "/api/v1/session/oidc/back"

router = APIRouter(  # takes parameters that it does not know: providers add their own
    prefix="/session/oidc",
    tags=["session"],
    generate_unique_id_function=lambda route: f"session.oidc_{route.name}",
)


@router.get(
    "/start",
    status_code=302,
    summary="Sign in elsewhere",
    response_class=RedirectResponse,
    responses={302: {"description": "To the provider of accounts."}},
)
def begin(visit: Anyone, request: Request) -> RedirectResponse:  # noqa: ARG001 - says who may call it
    """Send a browser to the provider of accounts, which sends it back to ``/session/oidc/back``."""
    settings = services_of(request).settings
    begun = start(_provider(settings))
    answer = RedirectResponse(begun.url, 302)
    set_cookie(answer, _cookie(settings), begun.secret, SECONDS, settings)
    return answer


@router.get(
    "/back",
    status_code=303,
    summary="Come back signed in",
    response_class=RedirectResponse,
    responses={303: {"description": "To the front page, with a session."}},
)
def back(visit: Anyone, request: Request) -> RedirectResponse:
    """Begin a session for whom the provider names.

    The browser comes with a code that only this server can exchange, and only for the sign-in that was begun
    in the same browser. An account is made where the settings say so, without rights in any project.
    """
    settings = services_of(request).settings
    provider = _provider(settings)
    secret = request.cookies.get(_cookie(settings), "")
    claims = finish(provider, secret, dict(request.query_params))
    before = request.cookies.get(cookie_name(settings))
    begun = begin_for(visit.store, provider, claims, before=before)
    answer = RedirectResponse("/", 303)
    unset_cookie(answer, _cookie(settings), settings)
    set_session(answer, begun, settings)
    return answer


def _cookie(settings: ServerSettings) -> str:
    """The name of the cookie that a browser keeps while it is at the provider."""
    return f"{cookie_name(settings)}-oidc"


def _provider(settings: ServerSettings) -> Provider:
    """The provider that is configured.

    Raises
    ------
    NotThere
        If none is.
    """
    known = settings.oidc
    if known is None or not settings.team:
        raise NotThere("Signing in elsewhere is not set up on this server.")
    return Provider(
        issuer=known.issuer,
        client_id=known.client_id,
        client_secret=known.client_secret,
        redirect_url=known.public_url.rstrip("/") + _BACK,
        domains=known.domains,
        groups=known.groups,
        hosts=known.hosts,
    )
