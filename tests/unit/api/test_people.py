"""Accounts: made by admins, the first one by the first-run token; never without an admin."""

from __future__ import annotations

import pytest

from commonweal.access.first_run import first_run_key
from commonweal.store.opening import Store
from unit.api.team import PASSWORD, caller, made, server, signed_in

OTHER = "seven quiet windmills"


def test_the_first_run_token_makes_the_first_admin_and_then_opens_nothing(store: Store) -> None:
    app = server(store)
    key = first_run_key(store)
    assert key is not None
    one = caller(app, key)
    shown = caller(app)("POST", "/session", {"token": key})
    assert (shown.status_code, shown.json()["how"]) == (200, "first-run")
    assert "set-cookie" not in shown.headers
    first = one("POST", "/people", {"name": "root", "password": PASSWORD, "admin": True})
    assert (first.status_code, first.json()["admin"]) == (201, True)
    assert one("POST", "/people", {"name": "more", "password": OTHER, "admin": True}).status_code == 401
    assert caller(app)("POST", "/session", {"token": key}).status_code == 401
    assert first_run_key(store) is None
    assert signed_in(app, "root", PASSWORD)("GET", "/people").status_code == 200


def test_the_first_run_token_does_nothing_else(sqlite_store: Store) -> None:
    one = caller(server(sqlite_store), first_run_key(sqlite_store) or "")
    assert one("GET", "/people").status_code == 403
    assert one("POST", "/projects", {"name": "relief"}).status_code == 403
    assert one("POST", "/tokens", {"name": "ci"}).status_code == 403
    assert one("GET", "/projects").json()["items"] == []
    assert one("GET", f"/projects/{'0' * 32}").status_code == 404


@pytest.mark.parametrize(
    "body", [{"name": "root"}, {"name": "root", "password": PASSWORD}, {"name": "root", "admin": True}]
)
def test_the_first_account_is_an_admin_with_a_password(sqlite_store: Store, body: dict[str, object]) -> None:
    one = caller(server(sqlite_store), first_run_key(sqlite_store) or "")
    assert one("POST", "/people", body).status_code == 422
    assert first_run_key(sqlite_store) is not None


def test_a_new_start_voids_the_first_run_token_of_the_one_before(sqlite_store: Store) -> None:
    app = server(sqlite_store)
    old, new = first_run_key(sqlite_store), first_run_key(sqlite_store)
    assert caller(app)("POST", "/session", {"token": old}).status_code == 401
    assert caller(app)("POST", "/session", {"token": new}).status_code == 200


def test_only_the_hash_of_the_first_run_token_is_kept_and_for_the_owner_alone(sqlite_store: Store) -> None:
    key = first_run_key(sqlite_store)
    file = sqlite_store.folder / "first-run"
    assert key not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600


def test_an_admin_makes_lists_and_changes_accounts(store: Store) -> None:
    made(store, "root", admin=True)
    app = server(store)
    admin = signed_in(app, "root")
    ada = admin("POST", "/people", {"name": "ada", "title": "Ada L.", "password": OTHER}).json()
    assert ada == admin("GET", f"/people/{ada['id']}").json()
    assert (ada["name"], ada["title"], ada["admin"], ada["disabled"]) == ("ada", "Ada L.", False, False)
    assert signed_in(app, "ada", OTHER)("GET", "/session").status_code == 200
    changed = admin("PATCH", f"/people/{ada['id']}", {"title": "Ada", "admin": True}).json()
    assert (changed["title"], changed["admin"]) == ("Ada", True)
    admin("POST", "/people", {"name": "bo"})
    first = admin("GET", "/people?limit=2").json()
    second = admin("GET", f"/people?limit=2&after={first['next']}").json()
    assert [one["name"] for one in first["items"] + second["items"]] == ["ada", "bo", "root"]
    assert second["next"] is None


def test_an_account_without_a_password_can_t_sign_in(sqlite_store: Store) -> None:
    made(sqlite_store, "root", admin=True)
    app = server(sqlite_store)
    signed_in(app, "root")("POST", "/people", {"name": "bo"})
    for password in ("", "None", PASSWORD):
        answer = caller(app)("POST", "/session", {"name": "bo", "password": password})
        assert answer.status_code == 401


def test_a_password_set_by_an_admin_signs_its_person_out(sqlite_store: Store) -> None:
    ident = made(sqlite_store, "ada")
    made(sqlite_store, "root", admin=True)
    app = server(sqlite_store)
    one = signed_in(app, "ada")
    assert signed_in(app, "root")("PATCH", f"/people/{ident}", {"password": OTHER}).status_code == 200
    assert one("GET", "/session").status_code == 401
    assert signed_in(app, "ada", OTHER)("GET", "/session").status_code == 200


@pytest.mark.parametrize("change", [{"disabled": True}, {"admin": False}])
def test_the_last_admin_stays_one(sqlite_store: Store, change: dict[str, bool]) -> None:
    root, other = made(sqlite_store, "root", admin=True), made(sqlite_store, "other", admin=True)
    admin = signed_in(server(sqlite_store), "root")
    assert admin("PATCH", f"/people/{other}", {"disabled": True}).status_code == 200
    answer = admin("PATCH", f"/people/{root}", change)
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert admin("GET", f"/people/{root}").json()["admin"]


def test_names_are_taken_once(sqlite_store: Store) -> None:
    made(sqlite_store, "root", admin=True)
    admin = signed_in(server(sqlite_store), "root")
    assert admin("POST", "/people", {"name": "ada"}).status_code == 201
    assert admin("POST", "/people", {"name": "ada"}).status_code == 409


@pytest.mark.parametrize("name", ["", "Ada", "a b", "-a", "a\nb", "é", "0" * 32, "a" * 200, 'a"; DROP', "%s"])
def test_what_can_t_be_typed_everywhere_is_no_name(sqlite_store: Store, name: str) -> None:
    made(sqlite_store, "root", admin=True)
    answer = signed_in(server(sqlite_store), "root")("POST", "/people", {"name": name})
    assert answer.status_code == 422


@pytest.mark.parametrize("password", ["qwerty", "Password2024!", "somebody.special", "x" * 129])
def test_a_weak_password_is_refused_and_not_repeated(sqlite_store: Store, password: str) -> None:
    made(sqlite_store, "root", admin=True)
    admin = signed_in(server(sqlite_store), "root")
    answer = admin("POST", "/people", {"name": "somebody.special", "password": password})
    assert answer.status_code == 422
    assert password not in answer.text.replace("somebody.special'", "")
    assert len(admin("GET", "/people").json()["items"]) == 1


def test_accounts_are_for_admins(sqlite_store: Store) -> None:
    ident = made(sqlite_store, "ada")
    app = server(sqlite_store)
    one = signed_in(app, "ada")
    calls = [("GET", "/people", None), ("GET", f"/people/{ident}", None), ("POST", "/people", {"name": "bo"})]
    calls.append(("PATCH", f"/people/{ident}", {"admin": True}))
    assert {one(*call).status_code for call in calls} == {403}
    assert {caller(app)(*call).status_code for call in calls} == {401}


def test_unknown_accounts_are_not_there(sqlite_store: Store) -> None:
    made(sqlite_store, "root", admin=True)
    admin = signed_in(server(sqlite_store), "root")
    assert admin("GET", f"/people/{'0' * 32}").status_code == 404
    assert admin("PATCH", f"/people/{'0' * 32}", {"title": "x"}).status_code == 404
    assert admin("GET", f"/people?after={'0' * 32}").status_code == 404
