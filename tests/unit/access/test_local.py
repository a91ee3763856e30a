"""The one person of an embedded server, and the token that opens it."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from commonweal.access.identifying import Shown, identified
from commonweal.access.local import LOCAL, local_key, local_person
from commonweal.access.people import add_person
from commonweal.errors import ModelError
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.schema import members, people
from commonweal.store.scope import SYSTEM
from stores import given_project
from unit.api.team import caller, made, server


def test_the_token_lies_in_a_file_for_its_owner_alone_and_stays(sqlite_store: Store) -> None:
    key = local_key(sqlite_store.folder)
    file = sqlite_store.folder / "token"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_text().strip() == key == local_key(sqlite_store.folder)
    assert len(key) == 43


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_token_that_others_could_read_opens_nothing_and_is_replaced(sqlite_store: Store, mode: int) -> None:
    local_person(sqlite_store)
    key = local_key(sqlite_store.folder)
    (sqlite_store.folder / "token").chmod(mode)
    actor, _ = identified(sqlite_store, Shown(bearer=key), team=False)
    assert not actor.known
    assert local_key(sqlite_store.folder) != key


@pytest.mark.parametrize("content", ["", "\n"])
def test_an_empty_token_opens_nothing(sqlite_store: Store, content: str) -> None:
    local_person(sqlite_store)
    file = sqlite_store.folder / "token"
    file.write_text(content)
    file.chmod(0o600)
    for shown in ("", "\n", " "):
        assert not identified(sqlite_store, Shown(bearer=shown), team=False)[0].known
    assert local_key(sqlite_store.folder)


def test_without_a_file_nothing_opens(sqlite_store: Store) -> None:
    local_person(sqlite_store)
    for shown in ("", "None", "x"):
        assert not identified(sqlite_store, Shown(bearer=shown), team=False)[0].known


def test_the_token_opens_everything_as_a_bearer_and_by_a_session(sqlite_store: Store) -> None:
    local_person(sqlite_store)
    key = local_key(sqlite_store.folder)
    app = server(sqlite_store, team=False)
    program = caller(app, key)
    project = program("POST", "/projects", {"name": "relief"}).json()["id"]
    browser = caller(app)
    answer = browser("POST", "/session", {"token": key})
    assert (answer.json()["how"], answer.json()["person"]["name"]) == ("local", LOCAL)
    assert browser("GET", f"/projects/{project}").json()["role"] == "owner"
    changed = browser("PATCH", f"/projects/{project}", {"name": "winter"})
    assert (changed.status_code, changed.json()["code"]) == (403, "csrf")
    assert caller(app, "x" * 43)("GET", "/projects").status_code == 401
    assert caller(app)("GET", "/projects").status_code == 401


def test_the_one_person_is_made_once_and_owns_every_project(store: Store) -> None:
    ada = made(store, "ada")
    given_project(store, "own", ada)
    given_project(store, "nobody's")
    ident = local_person(store)
    assert local_person(store) == ident
    with store.database.reading(SYSTEM) as connection:
        rows = connection.execute(select(members.c.role).where(members.c.person_id == ident)).scalars()
        assert list(rows) == ["owner", "owner"]


def test_in_a_team_neither_the_token_nor_a_session_of_the_one_person_opens_anything(
    sqlite_store: Store,
) -> None:
    local_person(sqlite_store)
    key = local_key(sqlite_store.folder)
    browser = caller(server(sqlite_store, team=False))
    browser("POST", "/session", {"token": key})
    assert browser("GET", "/session").status_code == 200
    app = server(sqlite_store)
    browser.app = app
    assert browser("GET", "/session").status_code == 401
    assert caller(app, key)("GET", "/session").status_code == 401
    assert caller(app)("POST", "/session", {"token": key}).status_code == 401


def test_a_store_whose_one_person_was_disabled_is_a_team_s(sqlite_store: Store) -> None:
    local_person(sqlite_store)
    with sqlite_store.database.writing(SYSTEM) as connection:
        add_person(connection, "root", password_hash="x", admin=True, who="system")
        connection.execute(update(people).where(people.c.name == LOCAL).values(disabled_at=now()))
    with pytest.raises(ModelError, match="--team"):
        local_person(sqlite_store)
