"""Projects: who makes, sees and changes them."""

from __future__ import annotations

from commonweal.store.opening import Store
from stores import given_project
from unit.api.team import caller, made, server, signed_in


def test_an_admin_makes_a_project_and_owns_it(sqlite_store: Store) -> None:
    made(sqlite_store, "root", admin=True)
    admin = signed_in(server(sqlite_store), "root")
    project = admin("POST", "/projects", {"name": "relief", "description": "Winter."}).json()
    assert (project["name"], project["description"], project["role"]) == ("relief", "Winter.", "owner")
    assert admin("GET", f"/projects/{project['id']}").json() == project
    assert admin("GET", "/projects").json()["items"] == [project]


def test_an_admin_makes_a_project_for_somebody_and_does_not_get_in(store: Store) -> None:
    made(store, "root", admin=True)
    ada = made(store, "ada")
    app = server(store)
    admin, owner = signed_in(app, "root"), signed_in(app, "ada")
    project = admin("POST", "/projects", {"name": "relief", "owner": ada}).json()
    assert project["role"] is None
    assert [one["role"] for one in admin("GET", "/projects").json()["items"]] == [None]
    assert admin("GET", f"/projects/{project['id']}").status_code == 404
    assert admin("GET", f"/projects/{project['id']}/events").status_code == 404
    assert admin("PUT", f"/projects/{project['id']}/members/root", {"role": "owner"}).status_code == 404
    assert owner("GET", f"/projects/{project['id']}").json()["role"] == "owner"
    assert [one["name"] for one in owner("GET", f"/projects/{project['id']}/members").json()["items"]] == [
        "ada"
    ]


def test_others_do_not_make_projects(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    app = server(sqlite_store)
    assert signed_in(app, "ada")("POST", "/projects", {"name": "relief"}).status_code == 403
    assert caller(app)("POST", "/projects", {"name": "relief"}).status_code == 401


def test_one_sees_the_projects_that_one_is_in(sqlite_store: Store) -> None:
    ada, bo = made(sqlite_store, "ada"), made(sqlite_store, "bo")
    own, foreign = given_project(sqlite_store, "own", ada), given_project(sqlite_store, "foreign", bo)
    one = signed_in(server(sqlite_store), "ada")
    assert [project["id"] for project in one("GET", "/projects").json()["items"]] == [own]
    answers = [one("GET", f"/projects/{project}") for project in (foreign, "0" * 32)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json()["detail"] == answers[1].json()["detail"]


def test_the_list_comes_in_parts(sqlite_store: Store) -> None:
    ada = made(sqlite_store, "ada")
    root = made(sqlite_store, "root", admin=True)
    for n in range(5):
        given_project(sqlite_store, f"project {n}", ada if n % 2 else root)
    app = server(sqlite_store)
    for name, expected in (("ada", [1, 3]), ("root", [0, 1, 2, 3, 4])):
        one, seen, after = signed_in(app, name), [], ""
        while True:
            part = one("GET", f"/projects?limit=1{after}").json()
            seen += [project["name"] for project in part["items"]]
            if part["next"] is None:
                break
            after = f"&after={part['next']}"
        assert seen == [f"project {n}" for n in expected]


def test_owners_change_a_project_and_nobody_else(sqlite_store: Store) -> None:
    project = given_project(sqlite_store, owner=made(sqlite_store, "ada"))
    app = server(sqlite_store)
    owner = signed_in(app, "ada")
    made(sqlite_store, "pat")
    owner("PUT", f"/projects/{project}/members/pat", {"role": "planner"})
    changed = owner("PATCH", f"/projects/{project}", {"name": "winter"}).json()
    assert (changed["name"], changed["role"]) == ("winter", "owner")
    planner = signed_in(app, "pat")
    assert planner("PATCH", f"/projects/{project}", {"name": "mine"}).status_code == 403
    assert planner("DELETE", f"/projects/{project}").status_code == 403
    assert owner("GET", f"/projects/{project}").json()["name"] == "winter"


def test_a_deleted_project_is_gone_for_everybody(store: Store) -> None:
    project = given_project(store, owner=made(store, "ada"))
    made(store, "root", admin=True)
    app = server(store)
    owner, admin = signed_in(app, "ada"), signed_in(app, "root")
    token = owner("POST", "/tokens", {"name": "ci", "project": project}).json()["token"]
    link = owner("POST", f"/projects/{project}/links", {"name": "all"}).json()["token"]
    assert owner("DELETE", f"/projects/{project}").status_code == 204
    assert owner("GET", f"/projects/{project}").status_code == 404
    assert owner("GET", "/projects").json()["items"] == admin("GET", "/projects").json()["items"] == []
    assert caller(app, token)("GET", f"/projects/{project}").status_code == 404
    assert caller(app, link)("GET", f"/projects/{project}").status_code == 401


def test_asked_for_twice_with_one_key_it_is_made_once(store: Store) -> None:
    made(store, "root", admin=True)
    admin = signed_in(server(store), "root")
    key = {"Idempotency-Key": "once"}
    first = admin("POST", "/projects", {"name": "relief"}, headers=key)
    again = admin("POST", "/projects", {"name": "relief"}, headers=key)
    assert (again.status_code, again.json()) == (201, first.json())
    assert admin("POST", "/projects", {"name": "relief"}).status_code == 409


def test_who_did_what_is_told_to_members_the_newest_first(store: Store) -> None:
    ada = made(store, "ada")
    project = given_project(store, owner=ada)
    made(store, "bo")
    one = signed_in(server(store), "ada")
    one("PUT", f"/projects/{project}/members/bo", {"role": "viewer"})
    one("PATCH", f"/projects/{project}", {"name": "winter"})
    one("POST", f"/projects/{project}/links", {"name": "all"})
    first = one("GET", f"/projects/{project}/events?limit=2").json()
    second = one("GET", f"/projects/{project}/events?limit=2&after={first['next']}").json()
    told = [(event["who"], event["what"]) for event in first["items"] + second["items"]]
    assert told == [(ada, "link.made"), (ada, "project.changed"), (ada, "member.set")]
    assert second["next"] is None
