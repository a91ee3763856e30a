"""Links: reading one project without an account, until they end."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select, update

from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.schema import links
from commonweal.store.scope import SYSTEM
from stores import given_project
from unit.api.team import Caller, caller, made, server, signed_in


def with_link(one: Caller, project: str) -> Caller:
    """Somebody with a link that an owner makes."""
    answer = one("POST", f"/projects/{project}/links", {"name": "partners"})
    assert answer.status_code == 201, answer.text
    return caller(one.app, answer.json()["token"])


def test_a_link_reads_its_project_and_no_other(store: Store) -> None:
    ada = made(store, "ada")
    own, other = given_project(store, "own", ada), given_project(store, "other", ada)
    guest = with_link(signed_in(server(store), "ada"), own)
    assert guest("GET", f"/projects/{own}").json()["role"] == "viewer"
    assert guest("GET", f"/projects/{other}").status_code == 404
    assert [project["id"] for project in guest("GET", "/projects").json()["items"]] == [own]
    told = guest("GET", "/session").json()
    assert (told["person"], told["how"], told["project"]) == (None, "link", own)


def test_a_link_changes_nothing_and_does_not_tell_who_is_there(sqlite_store: Store) -> None:
    project = given_project(sqlite_store, owner=made(sqlite_store, "ada"))
    guest = with_link(signed_in(server(sqlite_store), "ada"), project)
    calls = [
        ("PATCH", f"/projects/{project}", {"name": "x"}),
        ("DELETE", f"/projects/{project}", None),
        ("GET", f"/projects/{project}/members", None),
        ("GET", f"/projects/{project}/events", None),
        ("GET", f"/projects/{project}/links", None),
        ("POST", f"/projects/{project}/links", {"name": "more"}),
        ("GET", "/tokens", None),
        ("POST", "/tokens", {"name": "ci"}),
        ("GET", "/people", None),
        ("POST", "/session/password", {"old": "x", "new": "seven quiet windmills"}),
    ]
    assert {guest(*call).status_code for call in calls} == {403}


@pytest.mark.parametrize("column", ["expires_at", "revoked_at"])
def test_a_link_that_ended_opens_nothing(sqlite_store: Store, column: str) -> None:
    project = given_project(sqlite_store, owner=made(sqlite_store, "ada"))
    guest = with_link(signed_in(server(sqlite_store), "ada"), project)
    assert guest("GET", f"/projects/{project}").status_code == 200
    with sqlite_store.database.writing(SYSTEM) as connection:
        connection.execute(update(links).values({column: now() - dt.timedelta(seconds=1)}))
    assert guest("GET", f"/projects/{project}").status_code == 401


def test_a_link_is_told_once_and_kept_as_a_hash(sqlite_store: Store) -> None:
    project = given_project(sqlite_store, owner=made(sqlite_store, "ada"))
    one = signed_in(server(sqlite_store), "ada")
    told = one("POST", f"/projects/{project}/links", {"name": "partners", "days": 7}).json()
    assert told["token"].startswith("cwl_")
    days = dt.datetime.fromisoformat(told["expires_at"]) - dt.datetime.fromisoformat(told["created_at"])
    assert days == dt.timedelta(days=7)
    listed = one("GET", f"/projects/{project}/links").json()["items"]
    assert listed == [{name: value for name, value in told.items() if name != "token"}]
    with sqlite_store.database.reading(SYSTEM) as connection:
        assert told["token"] not in str(connection.execute(select(links)).all())


def test_an_owner_revokes_it(store: Store) -> None:
    ada = made(store, "ada")
    project, other = given_project(store, "own", ada), given_project(store, "other", ada)
    one = signed_in(server(store), "ada")
    guest = with_link(one, project)
    ident = one("GET", f"/projects/{project}/links").json()["items"][0]["id"]
    assert one("DELETE", f"/projects/{other}/links/{ident}").status_code == 404
    assert one("DELETE", f"/projects/{project}/links/{ident}").status_code == 204
    assert guest("GET", f"/projects/{project}").status_code == 401
    assert one("GET", f"/projects/{project}/links").json()["items"] == []
    assert one("DELETE", f"/projects/{project}/links/{ident}").status_code == 404


def test_a_page_asks_what_a_link_opens_without_a_cookie(sqlite_store: Store) -> None:
    project = given_project(sqlite_store, owner=made(sqlite_store, "ada"))
    app = server(sqlite_store)
    key = signed_in(app, "ada")("POST", f"/projects/{project}/links", {"name": "all"}).json()["token"]
    answer = caller(app)("POST", "/session", {"token": key})
    assert (answer.status_code, answer.json()["how"], answer.json()["project"]) == (200, "link", project)
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("role", ["viewer", "planner"])
def test_only_owners_make_links(sqlite_store: Store, role: str) -> None:
    project = given_project(sqlite_store, owner=made(sqlite_store, "ada"))
    made(sqlite_store, "bo")
    app = server(sqlite_store)
    signed_in(app, "ada")("PUT", f"/projects/{project}/members/bo", {"role": role})
    bo = signed_in(app, "bo")
    assert bo("POST", f"/projects/{project}/links", {"name": "mine"}).status_code == 403
    assert bo("GET", f"/projects/{project}/links").status_code == 403
