"""Members of projects: taken in, given roles, put out; never without an owner."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import update

from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.schema import people
from commonweal.store.scope import SYSTEM
from stores import given_project
from unit.api.team import made, server, signed_in


def test_an_owner_takes_people_in_by_name_or_id(store: Store) -> None:
    ada, bo = made(store, "ada"), made(store, "bo")
    made(store, "cy@example.org")
    project = given_project(store, owner=ada)
    one = signed_in(server(store), "ada")
    assert one("PUT", f"/projects/{project}/members/{bo}", {"role": "viewer"}).json()["name"] == "bo"
    assert one("PUT", f"/projects/{project}/members/cy@example.org", {"role": "planner"}).status_code == 200
    assert one("PUT", f"/projects/{project}/members/bo", {"role": "planner"}).json()["role"] == "planner"
    members = one("GET", f"/projects/{project}/members").json()["items"]
    assert [(member["name"], member["role"]) for member in members] == [
        ("ada", "owner"),
        ("bo", "planner"),
        ("cy@example.org", "planner"),
    ]


def test_members_come_in_parts(sqlite_store: Store) -> None:
    project = given_project(sqlite_store, owner=made(sqlite_store, "ada"))
    one = signed_in(server(sqlite_store), "ada")
    for name in ("bo", "cy"):
        made(sqlite_store, name)
        one("PUT", f"/projects/{project}/members/{name}", {"role": "viewer"})
    first = one("GET", f"/projects/{project}/members?limit=2").json()
    second = one("GET", f"/projects/{project}/members?limit=2&after={first['next']}").json()
    assert [member["name"] for member in first["items"] + second["items"]] == ["ada", "bo", "cy"]


@pytest.mark.parametrize("role, status", [("viewer", 403), ("planner", 403), ("owner", 200)])
def test_only_owners_decide_who_is_in(sqlite_store: Store, role: str, status: int) -> None:
    project = given_project(sqlite_store, owner=made(sqlite_store, "ada"))
    made(sqlite_store, "bo")
    made(sqlite_store, "cy")
    app = server(sqlite_store)
    signed_in(app, "ada")("PUT", f"/projects/{project}/members/bo", {"role": role})
    bo = signed_in(app, "bo")
    assert bo("GET", f"/projects/{project}/members").status_code == 200
    assert bo("PUT", f"/projects/{project}/members/cy", {"role": "viewer"}).status_code == status
    assert bo("PUT", f"/projects/{project}/members/bo", {"role": "owner"}).status_code == status


def test_who_is_put_out_is_cut_off_with_the_next_request(sqlite_store: Store) -> None:
    project = given_project(sqlite_store, owner=made(sqlite_store, "ada"))
    made(sqlite_store, "bo")
    app = server(sqlite_store)
    ada, bo = signed_in(app, "ada"), signed_in(app, "bo")
    ada("PUT", f"/projects/{project}/members/bo", {"role": "planner"})
    assert bo("GET", f"/projects/{project}").status_code == 200
    assert ada("DELETE", f"/projects/{project}/members/bo").status_code == 204
    assert bo("GET", f"/projects/{project}").status_code == 404
    assert ada("DELETE", f"/projects/{project}/members/bo").status_code == 404


def test_the_last_owner_neither_leaves_nor_is_demoted(store: Store) -> None:
    ada = made(store, "ada")
    project = given_project(store, owner=ada)
    one = signed_in(server(store), "ada")
    for role in ("viewer", "planner"):
        answer = one("PUT", f"/projects/{project}/members/ada", {"role": role})
        assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert one("DELETE", f"/projects/{project}/members/{ada}").status_code == 409
    assert one("GET", f"/projects/{project}").json()["role"] == "owner"


def test_an_owner_who_is_disabled_does_not_count(sqlite_store: Store) -> None:
    bo = made(sqlite_store, "bo")
    project = given_project(sqlite_store, owner=made(sqlite_store, "ada"))
    one = signed_in(server(sqlite_store), "ada")
    one("PUT", f"/projects/{project}/members/bo", {"role": "owner"})
    with sqlite_store.database.writing(SYSTEM) as connection:
        connection.execute(update(people).where(people.c.id == bo).values(disabled_at=now()))
    assert one("DELETE", f"/projects/{project}/members/ada").status_code == 409
    assert one("DELETE", f"/projects/{project}/members/bo").status_code == 204


def test_two_owners_who_put_each_other_out_at_once_leave_one(store: Store) -> None:
    names = ("ada", "bo")
    ids = [made(store, name) for name in names]
    project = given_project(store, owner=ids[0])
    app = server(store)
    callers = [signed_in(app, name) for name in names[:1]]
    callers[0]("PUT", f"/projects/{project}/members/bo", {"role": "owner"})
    callers.append(signed_in(app, "bo"))
    with ThreadPoolExecutor(2) as pool:
        asked = [
            pool.submit(one, "DELETE", f"/projects/{project}/members/{other}")
            for one, other in zip(callers, reversed(names), strict=True)
        ]
    assert sorted(one.result().status_code for one in asked)[0] == 204
    left = [one("GET", f"/projects/{project}/members") for one in callers]
    owners = [answer.json()["items"] for answer in left if answer.status_code == 200]
    assert [len(items) for items in owners] == [1]


def test_unknown_people_are_not_there(sqlite_store: Store) -> None:
    project = given_project(sqlite_store, owner=made(sqlite_store, "ada"))
    one = signed_in(server(sqlite_store), "ada")
    for who in ("nobody", "0" * 32):
        assert one("PUT", f"/projects/{project}/members/{who}", {"role": "viewer"}).status_code == 404
        assert one("DELETE", f"/projects/{project}/members/{who}").status_code == 404
