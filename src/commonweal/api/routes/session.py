"""``/session``: signing in and out, who one is, and one's password."""

from __future__ import annotations

from typing import Literal

from fastapi import Request, Response

from commonweal.access.actor import Actor
from commonweal.access.identifying import Shown, identified
from commonweal.access.people import Person, person
from commonweal.access.sessions import Begun, begin_session, end_session
from commonweal.access.signing_in import change_own_password, sign_in
from commonweal.api.cookies import set_session, unset_session
from commonweal.api.settings import ServerSettings
from commonweal.api.state import services_of
from commonweal.api.strict import new_router
from commonweal.api.visits import Anyone, Oneself, SignedIn, Visit, cookie_name
from commonweal.errors import Conflict, ModelError, NotSignedIn, Refused
from commonweal.store.scope import SYSTEM
from commonweal.wire import people as wire

__all__ = ["account_of", "router"]

Way = Literal["session", "token", "link", "local", "first-run"]

router = new_router("session", "/session")


@router.post("", summary="Sign in", response_model=wire.Session)
def begin(visit: Anyone, request: Request, response: Response, body: wire.SignIn) -> wire.Session:
    """Begin a session by a name and a password, or by the token of a server for one person.

    The answer sets a cookie. The token of a link, and the first-run token, are only looked at: what they open
    is opened by sending them as ``Authorization: Bearer``. A session that the browser had is ended. What was
    wrong too often has to wait: see ``Retry-After``.
    """
    settings = services_of(request).settings
    before = request.cookies.get(cookie_name(settings))
    if body.token is not None:
        return _by_token(visit, response, body.token.get_secret_value(), settings, before)
    if body.password is None:
        raise ModelError("Send a name and a password, or a token.")
    begun = sign_in(
        visit.store, body.name, body.password.get_secret_value(), address=visit.address, before=before
    )
    return _told(visit, response, begun, settings)


@router.get("", summary="Who one is")
def show(visit: SignedIn) -> wire.Session:
    """Who asks, by what, and what to send along with changes (``csrf``)."""
    actor = visit.actor
    account = None
    if actor.person is not None:
        with visit.reading() as connection:
            account = account_of(person(connection, actor.person))
    return wire.Session(
        person=account, how=_way(actor), project=actor.only_project, csrf=actor.csrf, expires_at=actor.ends
    )


@router.delete("", status_code=204, summary="Sign out")
def end(visit: SignedIn, request: Request, response: Response) -> None:
    """End the session by which one asks; its cookie opens nothing from now on."""
    actor = visit.actor
    if actor.person is None or not actor.csrf:
        raise Conflict("This request was sent by no session. A token ends by revoking it.")
    with visit.store.database.writing(SYSTEM) as connection:
        end_session(connection, actor.person, actor.key)
    unset_session(response, services_of(request).settings)


@router.post("/password", status_code=204, summary="Change one's password")
def password(visit: Oneself, body: wire.PasswordChange) -> None:
    """Give oneself another password; all other sessions of the account end, tokens stay."""
    actor = visit.actor
    if actor.how != "session" or actor.person is None:
        raise Refused("A password is changed by who signed in with it, not through a token.")
    change_own_password(
        visit.store,
        actor.person,
        body.old.get_secret_value(),
        body.new.get_secret_value(),
        address=visit.address,
        session=actor.key,
    )


def _way(actor: Actor) -> Way:
    """How one is known, as it goes over the wire.

    Raises
    ------
    NotSignedIn
        If one is not.
    """
    if actor.how == "nobody":
        raise NotSignedIn("Sign in, or send a token: 'Authorization: Bearer TOKEN'.")
    return actor.how


def account_of(known: Person) -> wire.Person:
    """An account as it goes over the wire."""
    return wire.Person(
        id=known.id,
        name=known.name,
        title=known.title,
        admin=known.admin,
        disabled=known.disabled,
        created_at=known.created_at,
    )


def _by_token(
    visit: Visit, response: Response, key: str, settings: ServerSettings, before: str | None
) -> wire.Session:
    """Exchange the token of a server for one person for a session; say what others are.

    Raises
    ------
    NotSignedIn
        If it opens nothing, or is one for programs.
    """
    actor, _ = identified(visit.store, Shown(bearer=key), team=settings.team)
    if actor.how in {"link", "first-run"}:
        return wire.Session(person=None, how=_way(actor), project=actor.only_project, expires_at=actor.ends)
    if actor.how != "local" or actor.person is None:
        raise NotSignedIn("The token opens nothing here.")
    with visit.store.database.writing(SYSTEM) as connection:
        begun = begin_session(connection, actor.person, how="token", before=before)
    return _told(visit, response, begun, settings)


def _told(visit: Visit, response: Response, begun: Begun, settings: ServerSettings) -> wire.Session:
    """Set the cookie of a session just begun, and tell of it."""
    set_session(response, begun, settings)
    with visit.store.database.reading(SYSTEM) as connection:
        account = account_of(person(connection, begun.person))
    how: Way = "session" if settings.team else "local"
    return wire.Session(person=account, how=how, csrf=begun.csrf, expires_at=begun.expires_at)
