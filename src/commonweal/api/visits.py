"""Who calls a route and what for: every handler takes a visit, whose type says what the call needs.

::

    @router.get("/projects/{project}/economies")
    def listed(visit: Reads) -> ...:
        with visit.reading() as connection:
            ...

The rights are decided before the handler begins, by ``access.deciding``; nothing else in the API decides
them. A route whose handler takes no visit keeps the server from starting.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Annotated, NoReturn

from fastapi import Depends, FastAPI, Path, Request
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts
from sqlalchemy import Connection
from starlette.routing import BaseRoute

from commonweal.access.actor import NOBODY, Actor
from commonweal.access.deciding import IN_PROJECT, Answer, Need, Role, allowed
from commonweal.access.identifying import Shown, identified
from commonweal.api.refusing import RequestRefused
from commonweal.api.settings import ServerSettings
from commonweal.api.state import services_of
from commonweal.errors import ModelError, NotSignedIn, NotThere, Refused
from commonweal.store.opening import Store
from commonweal.store.scope import SYSTEM, Scope, of_person, of_project
from commonweal.wire.message import Id

__all__ = [
    "Admin",
    "Anyone",
    "FirstAdmin",
    "Members",
    "Oneself",
    "Owns",
    "Plans",
    "Reads",
    "SignedIn",
    "Stranger",
    "Visit",
    "cookie_name",
    "every_route_guarded",
    "needs_of",
]

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Visit:
    """Who calls, and on whose behalf the database is asked.

    Attributes
    ----------
    store
        What is kept.
    actor
        Who calls.
    project
        Id of the project that the route names; None if it names none.
    role
        What the caller is in that project; a token's scope may allow less.
    needs
        What the route needs.
    address
        Where the call comes from.
    shown, team
        By what the caller was known, and whether the server has accounts.
    """

    store: Store
    actor: Actor
    project: str | None
    role: Role | None
    needs: Need
    address: str
    shown: Shown = field(repr=False)
    team: bool

    @property
    def who(self) -> str:
        """What ``created_by`` and events name the caller by."""
        return self.actor.who

    @property
    def of_project(self) -> str:
        """Id of the project, where the route names one.

        Raises
        ------
        NotThere
            If it names none.
        """
        if self.project is None:
            raise NotThere("There is no such project.")
        return self.project

    @property
    def scope(self) -> Scope:
        """What transactions of this visit may see."""
        if self.project is not None:
            return of_project(self.project)
        if self.needs in {"admin", "first-admin", "oneself"}:  # accounts are of no project
            return SYSTEM
        return of_person(self.actor.person or "")

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that changes nothing."""
        return self.store.database.reading(self.scope)

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that is kept whole, or undone if its block raises."""
        return self.store.database.writing(self.scope)

    def checked_again(self) -> Visit:
        """The visit as it would be now; for answers that last, such as streams of progress.

        Raises
        ------
        NotSignedIn, Refused, NotThere
            If the caller may not do this any more.
        """
        return _visit(self.store, self.shown, self.team, self.project, self.needs, self.address)


@dataclass(frozen=True)
class _Guard:
    """What stands before a handler that is about no project."""

    needs: Need
    asks: bool = True

    def __call__(self, request: Request) -> Visit:
        """The visit, if it is allowed."""
        if self.asks:
            return _admitted(request, self.needs, None)
        services = services_of(request)
        team = services.settings.team
        return Visit(services.store, NOBODY, None, None, self.needs, _address(request), Shown(), team)


@dataclass(frozen=True)
class _ProjectGuard:
    """What stands before a handler with ``{project}`` in its path."""

    needs: Need

    def __call__(
        self, request: Request, project: Annotated[Id, Path(description="Id of the project.")]
    ) -> Visit:
        """The visit, if it is allowed."""
        return _admitted(request, self.needs, project)


Anyone = Annotated[Visit, Depends(_Guard("anyone"))]
"""Needs no sign-in."""
Stranger = Annotated[Visit, Depends(_Guard("anyone", asks=False))]
"""Needs no sign-in, and does not find out who calls: the answer comes even without the database."""
SignedIn = Annotated[Visit, Depends(_Guard("signed-in"))]
"""Needs that it is known who calls: a person, or who has a link."""
Oneself = Annotated[Visit, Depends(_Guard("oneself"))]
"""Needs a person, for what is their own: tokens, the password."""
Admin = Annotated[Visit, Depends(_Guard("admin"))]
"""Needs an admin."""
FirstAdmin = Annotated[Visit, Depends(_Guard("first-admin"))]
"""Needs an admin; while there is none, the first-run token."""
Reads = Annotated[Visit, Depends(_ProjectGuard("viewer"))]
"""Needs a viewer of the project in the path, or a link to it."""
Members = Annotated[Visit, Depends(_ProjectGuard("member"))]
"""Needs a member of the project in the path; a link is not enough."""
Plans = Annotated[Visit, Depends(_ProjectGuard("planner"))]
"""Needs a planner of the project in the path."""
Owns = Annotated[Visit, Depends(_ProjectGuard("owner"))]
"""Needs an owner of the project in the path."""


def cookie_name(settings: ServerSettings) -> str:
    """The name of the session's cookie.

    ``__Host-`` has the browser see to it that the cookie is Secure and of this host alone; over plain HTTP on
    one's own machine browsers refuse such a name.
    """
    return "__Host-commonweal" if settings.secure_cookies else "commonweal"


def needs_of(route: BaseRoute | RouteContext) -> Need | None:
    """What a route needs; None if nothing was said."""
    known = route.original_route if isinstance(route, RouteContext) else route
    if not isinstance(known, APIRoute):
        return None
    for dependency in known.dependant.dependencies:
        if isinstance(dependency.call, _Guard | _ProjectGuard):
            return dependency.call.needs
    return None


def every_route_guarded(app: FastAPI, *, besides: Sequence[str] = ()) -> None:
    """Check that every route says what it needs, and that those of projects need a role in theirs.

    Parameters
    ----------
    app
        The whole server.
    besides
        Paths that anybody may call and that are no routes of FastAPI, such as the OpenAPI document's.

    Raises
    ------
    ModelError
        If one does not; such a server must not start.
    """
    open_to_all = []
    for found in iter_route_contexts(app.routes):
        path = str(found.path or getattr(found.original_route, "path", "?"))
        needs = needs_of(found)
        if needs is None and path not in besides:
            open_to_all.append(f"{path} (its handler takes no visit)")
        elif needs is not None and "{project}" in path and needs not in IN_PROJECT:
            open_to_all.append(f"{path} (needs no role in the project)")
    if open_to_all:
        raise ModelError("Routes that do not say who may call them: " + "; ".join(sorted(open_to_all)) + ".")


def _admitted(request: Request, needs: Need, project: str | None) -> Visit:
    """The visit that a request is, if it is allowed.

    Raises
    ------
    NotSignedIn, Refused, NotThere
        If it is not.
    """
    services = services_of(request)
    settings = services.settings
    shown = Shown(_bearer(request), request.cookies.get(cookie_name(settings)))
    visit = _visit(services.store, shown, settings.team, project, needs, _address(request))
    by_cookie = shown.bearer is None and visit.actor.known
    if by_cookie and needs != "anyone" and request.method not in _SAFE:
        _check_csrf(visit.actor, request.headers.get("x-csrf-token", ""))
    request.state.visit = visit  # for what else the route depends on
    return visit


def _address(request: Request) -> str:
    """Where a request comes from."""
    return request.client.host if request.client else ""


def _visit(
    store: Store, shown: Shown, team: bool, project: str | None, needs: Need, address: str
) -> Visit:  # fmt: skip
    """A visit that was decided."""
    actor, role = identified(store, shown, team=team, project=project)
    answer = allowed(actor, role, needs)
    if answer is not Answer.YES:
        _turn_away(answer, actor, role)
    return Visit(store, actor, project, role, needs, address, shown, team)


def _turn_away(answer: Answer, actor: Actor, role: Role | None) -> NoReturn:
    """Say why not."""
    if answer is Answer.SIGN_IN:
        raise NotSignedIn("Sign in, or send a token: 'Authorization: Bearer TOKEN'.")
    if answer is Answer.NOT_THERE:
        raise NotThere("There is no such project, or you are not a member of it.")
    if actor.how == "token" and actor.scope != "manage":
        raise Refused(f"This token may only {actor.scope}. Make one with a wider scope, or sign in.")
    if role is not None:
        raise Refused(f"You are a {role} of this project, which is not enough. Ask one of its owners.")
    raise Refused("Your account may not do this. Ask an admin.")


def _check_csrf(actor: Actor, sent: str) -> None:
    """Check that a page of ours sent the request, and not one that the browser shows beside it.

    Raises
    ------
    RequestRefused
        If the session's word is missing or wrong.
    """
    if not hmac.compare_digest(sent.encode(), actor.csrf.encode()):
        raise RequestRefused(
            403,
            "csrf",
            "The header X-CSRF-Token is missing or wrong. Send what GET /api/v1/session says as 'csrf'.",
        )


def _bearer(request: Request) -> str | None:
    """What stands after ``Authorization: Bearer``; blank (and so nobody's) for another scheme."""
    header = request.headers.get("authorization")
    if header is None:
        return None
    scheme, _, key = header.partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""
