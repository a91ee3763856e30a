"""Tokens for programs: their scopes, projects and ends."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select, update

from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.schema import tokens
from commonweal.store.scope import SYSTEM
from stores import given_project
from unit.api.team import Caller, caller, made, server, signed_in


def with_token(one: Caller, **body: object) -> Caller:
    """Somebody with a token that another makes."""
    answer = one("POST", "/tokens", {"name": "ci", **body})
    assert answer.status_code == 201, answer.text
    return caller(one.app, answer.json()["token"])


def test_a_token_is_told_once_and_kept_as_a_hash(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    one = signed_in(server(sqlite_store), "ada")
    told = one("POST", "/tokens", {"name": "ci"}).json()
    assert told["token"].startswith("cw_")
    assert len(told["token"]) == 46
    listed = one("GET", "/tokens").json()["items"]
    assert listed == [{name: value for name, value in told.items() if name != "token"}]
    with sqlite_store.database.reading(SYSTEM) as connection:
        assert told["token"] not in str(connection.execute(select(tokens)).all())


def test_the_scope_caps_what_its_person_may_do(sqlite_store: Store) -> None:
    project = given_project(sqlite_store, owner=made(sqlite_store, "ada", admin=True))
    one = signed_in(server(sqlite_store), "ada")
    calls = [
        ("GET", f"/projects/{project}", None),
        ("PATCH", f"/projects/{project}", {"description": "x"}),
        ("GET", "/people", None),
        ("POST", "/tokens", {"name": "more"}),
    ]
    allowed = {
        scope: [with_token(one, scope=scope)(*call).status_code for call in calls]
        for scope in ("read", "plan", "manage")
    }
    assert allowed == {
        "read": [200, 403, 403, 403],
        "plan": [200, 403, 403, 403],
        "manage": [200, 200, 200, 201],
    }


def test_a_token_of_one_project_reaches_no_other(store: Store) -> None:
    ada = made(store, "ada", admin=True)
    own, other = given_project(store, "own", ada), given_project(store, "other", ada)
    token = with_token(signed_in(server(store), "ada"), scope="manage", project=own)
    assert token("GET", f"/projects/{own}").status_code == 200
    assert token("GET", f"/projects/{other}").status_code == 404
    assert [one["id"] for one in token("GET", "/projects").json()["items"]] == [own]
    assert token("GET", "/session").json()["project"] == own
    assert token("GET", "/people").status_code == 403
    assert token("POST", "/tokens", {"name": "wider"}).status_code == 403


def test_a_token_is_made_only_of_a_project_that_one_is_in(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    foreign = given_project(sqlite_store, owner=made(sqlite_store, "bo"))
    one = signed_in(server(sqlite_store), "ada")
    for project in (foreign, "0" * 32):
        answer = one("POST", "/tokens", {"name": "ci", "project": project})
        assert (answer.status_code, answer.json()["code"]) == (404, "not-there")


def test_a_revoked_token_opens_nothing(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    one = signed_in(server(sqlite_store), "ada")
    token = with_token(one)
    ident = one("GET", "/tokens").json()["items"][0]["id"]
    assert token("GET", "/session").status_code == 200
    assert one("DELETE", f"/tokens/{ident}").status_code == 204
    assert token("GET", "/session").status_code == 401
    assert one("DELETE", f"/tokens/{ident}").status_code == 404
    assert one("GET", "/tokens").json()["items"] == []


def test_a_token_ends_by_itself(store: Store) -> None:
    made(store, "ada")
    token = with_token(signed_in(server(store), "ada"), days=1)
    assert token("GET", "/session").status_code == 200
    with store.database.writing(SYSTEM) as connection:
        connection.execute(update(tokens).values(expires_at=now() - dt.timedelta(seconds=1)))
    assert token("GET", "/session").status_code == 401


def test_a_token_made_by_a_token_ends_with_it(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    one = signed_in(server(sqlite_store), "ada")
    short = with_token(one, scope="manage", days=2)
    long = with_token(one, scope="manage", days=None)
    end = short("GET", "/session").json()["expires_at"]
    assert short("POST", "/tokens", {"name": "child", "days": None}).json()["expires_at"] == end
    assert short("POST", "/tokens", {"name": "child", "days": 30}).json()["expires_at"] == end
    assert short("POST", "/tokens", {"name": "child", "days": 1}).json()["expires_at"] < end
    assert long("POST", "/tokens", {"name": "child", "days": None}).json()["expires_at"] is None


def test_its_use_is_noted_to_the_minute(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    one = signed_in(server(sqlite_store), "ada")
    token = with_token(one)

    def used() -> str | None:
        found: str | None = one("GET", "/tokens").json()["items"][0]["used_at"]
        return found

    assert used() is None
    token("GET", "/session")
    first = used()
    token("GET", "/session")
    assert first is not None
    assert used() == first
    with sqlite_store.database.writing(SYSTEM) as connection:
        connection.execute(update(tokens).values(used_at=now() - dt.timedelta(minutes=2)))
    token("GET", "/session")
    assert used() > first  # type: ignore[operator]


def test_others_tokens_are_not_there(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    made(sqlite_store, "bo", admin=True)
    app = server(sqlite_store)
    one, other = signed_in(app, "ada"), signed_in(app, "bo")
    ident = one("POST", "/tokens", {"name": "ci"}).json()["id"]
    assert other("GET", "/tokens").json()["items"] == []
    assert other("DELETE", f"/tokens/{ident}").status_code == 404
    assert len(one("GET", "/tokens").json()["items"]) == 1


def test_asked_for_twice_with_one_key_it_is_made_once_and_told_once(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    one = signed_in(server(sqlite_store), "ada")
    key = {"Idempotency-Key": "once"}
    first = one("POST", "/tokens", {"name": "ci"}, headers=key)
    again = one("POST", "/tokens", {"name": "ci"}, headers=key)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == first.json() | {"token": ""}
    assert len(one("GET", "/tokens").json()["items"]) == 1


def test_a_token_does_not_change_a_password(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    token = with_token(signed_in(server(sqlite_store), "ada"), scope="manage")
    body = {"old": "copper harbour lentil", "new": "seven quiet windmills"}
    assert token("POST", "/session/password", body).status_code == 403


def test_signing_out_is_for_sessions(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    token = with_token(signed_in(server(sqlite_store), "ada"))
    assert token("DELETE", "/session").status_code == 409


@pytest.mark.parametrize(
    "body",
    [{"name": ""}, {"name": "x", "scope": "all"}, {"name": "x", "days": 0}, {"name": "x", "days": 4000}],
)
def test_a_token_that_makes_no_sense_is_refused(sqlite_store: Store, body: dict[str, object]) -> None:
    made(sqlite_store, "ada")
    one = signed_in(server(sqlite_store), "ada")
    assert one("POST", "/tokens", body).status_code == 422
    assert one("GET", "/tokens").json()["items"] == []
