"""Visits: every route says what it needs, and each visit sees only what its route is about."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy import event
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from commonweal.access.deciding import IN_PROJECT, Need
from commonweal.access.identifying import Shown, identified
from commonweal.api.visits import (
    Admin,
    Anyone,
    FirstAdmin,
    Members,
    Oneself,
    Owns,
    Plans,
    Reads,
    SignedIn,
    every_route_guarded,
    needs_of,
)
from commonweal.errors import ModelError, NotThere
from commonweal.store.opening import Store
from commonweal.store.scope import SYSTEM, of_person, of_project
from stores import given_project
from unit.api.team import caller, made, server, signed_in

KINDS = {
    "anyone": Anyone,
    "signed-in": SignedIn,
    "oneself": Oneself,
    "admin": Admin,
    "first-admin": FirstAdmin,
    "viewer": Reads,
    "member": Members,
    "planner": Plans,
    "owner": Owns,
}


def with_route(path: str, kind: Any, app: FastAPI | None = None) -> FastAPI:
    """An application with one route whose handler takes a visit of a kind."""

    def handler(visit: kind) -> str:  # type: ignore[valid-type]
        return str(visit.scope)  # type: ignore[attr-defined]

    handler.__annotations__["visit"] = kind
    router = APIRouter()
    router.add_api_route(path, handler)
    made_app = app or FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    made_app.include_router(router, prefix="/api/v1")
    return made_app


def test_every_need_has_a_kind_of_visit() -> None:
    assert set(KINDS) == set(get_args(Need))


@pytest.mark.parametrize("need", KINDS)
def test_a_route_tells_what_it_needs(need: str) -> None:
    app = with_route("/projects/{project}/x", KINDS[need])
    assert [needs_of(route) for route in iter_route_contexts(app.routes)] == [need]


def test_a_route_whose_handler_takes_no_visit_keeps_the_server_from_starting() -> None:
    app = with_route("/fine", SignedIn)
    every_route_guarded(app)
    app.get("/open")(lambda: "hello")
    with pytest.raises(ModelError, match=r"/open .*no visit"):
        every_route_guarded(app)


@pytest.mark.parametrize(
    "route", [Route("/plain", lambda _: PlainTextResponse("x")), Mount("/files", lambda *_: None)]
)
def test_so_does_one_that_is_not_fastapi_s(route: Any) -> None:
    app = with_route("/fine", SignedIn)
    app.routes.append(route)
    with pytest.raises(ModelError, match=route.path):
        every_route_guarded(app)
    every_route_guarded(app, besides=[route.path])


@pytest.mark.parametrize("need", ["anyone", "signed-in", "oneself", "admin", "first-admin"])
def test_so_does_one_about_a_project_that_needs_no_role_in_it(need: str) -> None:
    with pytest.raises(ModelError, match="no role in the project"):
        every_route_guarded(with_route("/projects/{project}/x", KINDS[need]))


def test_each_visit_asks_the_database_on_behalf_of_what_it_is_about(sqlite_store: Store) -> None:
    ada = made(sqlite_store, "ada", admin=True)
    project = given_project(sqlite_store, owner=ada)
    app = server(sqlite_store)
    for need, kind in KINDS.items():
        with_route(
            f"/projects/{{project}}/{need}" if kind in {Reads, Members, Plans, Owns} else f"/{need}",
            kind,
            app,
        )
    one = signed_in(app, "ada")
    scopes = {}
    for need in KINDS:
        inside = f"/projects/{project}" if need in IN_PROJECT else ""
        scopes[need] = one("GET", f"{inside}/{need}").json()
    assert scopes == {
        "anyone": str(of_person(ada)),
        "signed-in": str(of_person(ada)),
        "oneself": str(SYSTEM),
        "admin": str(SYSTEM),
        "first-admin": str(SYSTEM),
        "viewer": str(of_project(project)),
        "member": str(of_project(project)),
        "planner": str(of_project(project)),
        "owner": str(of_project(project)),
    }


def test_nobody_s_transactions_see_no_project(store: Store) -> None:
    given_project(store, owner=made(store, "ada"))
    app = with_route("/anyone", Anyone, server(store))
    assert caller(app)("GET", "/anyone").json() == str(of_person(""))


def test_a_visit_that_lasts_ends_when_the_right_does(sqlite_store: Store) -> None:
    ada = made(sqlite_store, "ada")
    made(sqlite_store, "bo")
    project = given_project(sqlite_store, owner=ada)
    app = server(sqlite_store)
    owner, viewer = signed_in(app, "ada"), signed_in(app, "bo")
    owner("PUT", f"/projects/{project}/members/bo", {"role": "viewer"})
    visits: list[Any] = []
    router = APIRouter()

    @router.get("/projects/{project}/kept")
    def kept(visit: Reads) -> None:
        visits.append(visit)

    app.include_router(router, prefix="/api/v1")
    viewer("GET", f"/projects/{project}/kept")
    assert visits[0].checked_again().role == "viewer"
    owner("DELETE", f"/projects/{project}/members/bo")
    with pytest.raises(NotThere):
        visits[0].checked_again()


def test_a_visit_s_representation_tells_no_secret(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    app = server(sqlite_store)
    one = signed_in(app, "ada")
    visits: list[Any] = []
    router = APIRouter()

    @router.get("/kept")
    def kept(visit: SignedIn) -> None:
        visits.append(visit)

    app.include_router(router, prefix="/api/v1")
    one("GET", "/kept")
    for secret in (one.cookies["commonweal"], one.headers["X-CSRF-Token"]):
        assert secret not in repr(visits[0])


@pytest.mark.parametrize("header", ["bearer", "Bearer", "BEARER"])
def test_the_scheme_is_read_in_any_case(sqlite_store: Store, header: str) -> None:
    made(sqlite_store, "ada")
    app = server(sqlite_store)
    token = signed_in(app, "ada")("POST", "/tokens", {"name": "ci"}).json()["token"]
    answer = caller(app)("GET", "/session", headers={"Authorization": f"{header} {token}"})
    assert answer.status_code == 200


def test_finding_out_who_asks_takes_one_transaction_and_two_questions(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = made(sqlite_store, "ada")
    project = given_project(sqlite_store, owner=ada)
    one = signed_in(server(sqlite_store), "ada")
    said: list[str] = []
    event.listen(
        sqlite_store.database.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_: said.append(statement.split()[0]),
    )
    identified(sqlite_store, Shown(cookie=one.cookies["commonweal"]), team=True, project=project)
    assert said == ["BEGIN", "SELECT", "SELECT"]


def test_every_route_of_the_accounts_says_what_it_needs(sqlite_store: Store) -> None:
    app = server(sqlite_store)
    told = {
        (method, route.path.removeprefix("/api/v1")): needs_of(route)
        for route in iter_route_contexts(app.routes)
        if isinstance(route.original_route, APIRoute) and route.path is not None
        for method in route.methods or ()
    }
    assert told == {
        ("POST", "/session"): "anyone",
        ("GET", "/session"): "signed-in",
        ("DELETE", "/session"): "signed-in",
        ("GET", "/session/ways"): "anyone",
        ("POST", "/session/password"): "oneself",
        ("GET", "/session/oidc/start"): "anyone",
        ("GET", "/session/oidc/back"): "anyone",
        ("GET", "/people"): "admin",
        ("POST", "/people"): "first-admin",
        ("GET", "/people/{id}"): "admin",
        ("PATCH", "/people/{id}"): "admin",
        ("GET", "/tokens"): "oneself",
        ("POST", "/tokens"): "oneself",
        ("DELETE", "/tokens/{id}"): "oneself",
        ("GET", "/projects"): "signed-in",
        ("POST", "/projects"): "admin",
        ("GET", "/projects/{project}"): "viewer",
        ("PATCH", "/projects/{project}"): "owner",
        ("DELETE", "/projects/{project}"): "owner",
        ("GET", "/projects/{project}/members"): "member",
        ("PUT", "/projects/{project}/members/{person}"): "owner",
        ("DELETE", "/projects/{project}/members/{person}"): "owner",
        ("GET", "/projects/{project}/links"): "owner",
        ("POST", "/projects/{project}/links"): "owner",
        ("DELETE", "/projects/{project}/links/{link}"): "owner",
        ("GET", "/projects/{project}/events"): "member",
    }
