"""Sessions: signing in and out, cookies, and who is cut off when."""

from __future__ import annotations

import datetime as dt
import time
from statistics import median
from typing import NoReturn

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from sqlalchemy import select, update

from commonweal.access.identifying import Shown, identified
from commonweal.access.keys import hash_of_key
from commonweal.errors import StoreFull
from commonweal.store.events import events_of
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.schema import people, sessions
from commonweal.store.scope import SYSTEM
from unit.api.team import PASSWORD, caller, made, server, signed_in


def moved(store: Store, **back: dt.timedelta) -> None:
    """Move moments of all sessions back."""
    with store.database.writing(SYSTEM) as connection:
        for row in connection.execute(select(sessions)).all():
            values = {column: getattr(row, column) - by for column, by in back.items()}
            connection.execute(update(sessions).where(sessions.c.token_hash == row.token_hash).values(values))


def test_signing_in_tells_who_one_is_and_sets_a_cookie(sqlite_store: Store) -> None:
    ident = made(sqlite_store, "ada")
    one = signed_in(server(sqlite_store), "Ada ", PASSWORD)
    told = one("GET", "/session").json()
    assert told["person"]["id"] == ident
    assert told["how"] == "session"
    assert len(told["csrf"]) == 43
    assert one.cookies["commonweal"] not in str(told)


def test_only_the_hash_of_a_cookie_is_kept(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    one = signed_in(server(sqlite_store), "ada")
    with sqlite_store.database.reading(SYSTEM) as connection:
        kept = connection.execute(select(sessions.c.token_hash)).scalar_one()
    assert kept == hash_of_key(one.cookies["commonweal"])
    assert one.cookies["commonweal"] != kept


def test_over_https_the_cookie_is_of_this_host_alone_and_out_of_reach_of_scripts(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    one = caller(server(sqlite_store, secure_cookies=True))
    answer = one("POST", "/session", {"name": "ada", "password": PASSWORD})
    words = {word.strip().lower() for word in answer.headers["set-cookie"].split(";")[1:]}
    assert answer.headers["set-cookie"].startswith("__Host-commonweal=")
    assert {"secure", "httponly", "path=/", "samesite=lax"} <= words
    assert not any(word.startswith("domain") for word in words)
    assert one("GET", "/session").status_code == 200


def test_over_http_the_cookie_is_out_of_reach_of_scripts_too(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    answer = caller(server(sqlite_store))("POST", "/session", {"name": "ada", "password": PASSWORD})
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "secure" not in answer.headers["set-cookie"].lower()


def test_a_cookie_known_beforehand_is_not_the_one_of_the_session(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    app = server(sqlite_store)
    one = caller(app)
    one.cookies.set("commonweal", "planted")
    answer = one("POST", "/session", {"name": "ada", "password": PASSWORD})
    assert answer.cookies["commonweal"] != "planted"
    victim = caller(app)
    victim.cookies.set("commonweal", "planted")
    assert victim("GET", "/session").status_code == 401


def test_signing_in_again_ends_the_session_that_the_browser_had(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    app = server(sqlite_store)
    one = signed_in(app, "ada")
    before = one.cookies["commonweal"]
    one("POST", "/session", {"name": "ada", "password": PASSWORD})
    other = caller(app)
    other.cookies.set("commonweal", before)
    assert other("GET", "/session").status_code == 401


def test_who_signed_out_is_cut_off_and_others_are_not(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    app = server(sqlite_store)
    one, elsewhere = signed_in(app, "ada"), signed_in(app, "ada")
    kept = one.cookies["commonweal"]
    answer = one("DELETE", "/session")
    assert answer.status_code == 204
    assert 'commonweal=""' in answer.headers["set-cookie"]
    one.cookies.set("commonweal", kept)
    assert one("GET", "/session").status_code == 401
    assert elsewhere("GET", "/session").status_code == 200


def test_who_is_disabled_is_cut_off_with_the_next_request(store: Store) -> None:
    ident = made(store, "ada")
    made(store, "root", admin=True)
    app = server(store)
    one, admin = signed_in(app, "ada"), signed_in(app, "root")
    token = caller(app, one("POST", "/tokens", {"name": "ci", "scope": "manage"}).json()["token"])
    assert token("GET", "/session").status_code == 200
    assert admin("PATCH", f"/people/{ident}", {"disabled": True}).json()["disabled"]
    assert [who("GET", "/session").status_code for who in (one, token)] == [401, 401]
    assert caller(app)("POST", "/session", {"name": "ada", "password": PASSWORD}).status_code == 401
    admin("PATCH", f"/people/{ident}", {"disabled": False})
    assert one("GET", "/session").status_code == 401  # the session is gone for good
    assert token("GET", "/session").status_code == 200


@pytest.mark.parametrize(
    "back, status",
    [
        ({"seen_at": dt.timedelta(hours=11, minutes=59)}, 200),
        ({"seen_at": dt.timedelta(hours=12)}, 401),
        ({"expires_at": dt.timedelta(days=6, hours=23)}, 200),
        ({"expires_at": dt.timedelta(days=7)}, 401),
    ],
    ids=["used lately", "idle", "young", "old"],
)
def test_a_session_ends_by_itself(sqlite_store: Store, back: dict[str, dt.timedelta], status: int) -> None:
    made(sqlite_store, "ada")
    one = signed_in(server(sqlite_store), "ada")
    moved(sqlite_store, **back)
    assert one("GET", "/session").status_code == status


def test_using_a_session_keeps_it_from_idling(store: Store) -> None:
    made(store, "ada")
    one = signed_in(server(store), "ada")
    for _ in range(3):
        moved(store, seen_at=dt.timedelta(hours=11))
        assert one("GET", "/session").status_code == 200
    with store.database.reading(SYSTEM) as connection:
        assert now() - connection.execute(select(sessions.c.seen_at)).scalar_one() < dt.timedelta(minutes=1)


def test_changing_the_password_ends_all_other_sessions(store: Store) -> None:
    made(store, "ada")
    app = server(store)
    one, elsewhere = signed_in(app, "ada"), signed_in(app, "ada")
    new = "seven quiet windmills"
    assert one("POST", "/session/password", {"old": PASSWORD, "new": new}).status_code == 204
    assert one("GET", "/session").status_code == 200
    assert elsewhere("GET", "/session").status_code == 401
    assert caller(app)("POST", "/session", {"name": "ada", "password": PASSWORD}).status_code == 401
    assert signed_in(app, "ada", new)("GET", "/session").status_code == 200


def test_a_password_is_changed_only_by_who_knows_the_old_one(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    one = signed_in(server(sqlite_store), "ada")
    answer = one("POST", "/session/password", {"old": "not the old one", "new": "seven quiet windmills"})
    assert (answer.status_code, answer.json()["code"]) == (401, "sign-in")
    weak = one("POST", "/session/password", {"old": PASSWORD, "new": "Password2024!"})
    assert weak.status_code == 422
    assert "Password2024!" not in weak.text


def test_a_browser_says_the_session_s_word_with_every_change(sqlite_store: Store) -> None:
    made(sqlite_store, "root", admin=True)
    one = signed_in(server(sqlite_store), "root")
    word = one.headers.pop("X-CSRF-Token")
    for sent in (None, b"", word[:-1].encode(), "wörd".encode()):
        headers = {} if sent is None else {b"X-CSRF-Token": sent}
        answer = one("POST", "/projects", {"name": "relief"}, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    assert one("GET", "/projects").json()["items"] == []
    assert one("POST", "/projects", {"name": "relief"}, headers={"X-CSRF-Token": word}).status_code == 201


def test_who_sends_a_token_needs_no_such_word(sqlite_store: Store) -> None:
    made(sqlite_store, "root", admin=True)
    app = server(sqlite_store)
    token = signed_in(app, "root")("POST", "/tokens", {"name": "ci", "scope": "manage"}).json()["token"]
    assert caller(app, token)("POST", "/projects", {"name": "relief"}).status_code == 201


def wrong(app: FastAPI, name: str, password: str, address: str = "192.0.2.1") -> tuple[int, str]:
    """Status and words of a sign-in that fails."""
    answer = caller(app, address=address)("POST", "/session", {"name": name, "password": password})
    return answer.status_code, answer.json()["detail"]


def test_unknown_names_disabled_accounts_and_wrong_passwords_look_the_same(store: Store) -> None:
    made(store, "ada")
    shut = made(store, "shut")
    with store.database.writing(SYSTEM) as connection:
        connection.execute(update(people).where(people.c.id == shut).values(disabled_at=now()))
    app = server(store)
    answers = {
        wrong(app, "ada", "not her password"),
        wrong(app, "nobody", "not her password"),
        wrong(app, "shut", PASSWORD),
        wrong(app, "ada\x00'; DROP TABLE people; --", "x"),
        wrong(app, "a" * 200, "x" * 1000),
    }
    assert answers == {(401, "The name or the password is wrong.")}


def test_unknown_names_take_as_long_as_known_ones(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    app = server(sqlite_store)

    def seconds(name: str, address: str) -> float:
        times = []
        for _ in range(5):
            start = time.process_time()
            wrong(app, name, "not her password", address)
            times.append(time.process_time() - start)
        return median(times)

    seconds("warm", "192.0.2.3")
    known, unknown = seconds("ada", "192.0.2.1"), seconds("nobody", "192.0.2.2")
    assert 0.4 < unknown / known < 2.5


def test_after_ten_wrong_passwords_the_next_has_to_wait(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    app = server(sqlite_store)
    assert {wrong(app, "ada", f"wrong number {n}")[0] for n in range(10)} == {401}
    answer = caller(app)("POST", "/session", {"name": "ada", "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (429, "too-many")
    assert 1 <= int(answer.headers["Retry-After"]) <= 2
    assert signed_in(app, "ada", PASSWORD, address="198.51.100.7")("GET", "/session").status_code == 200


def test_signing_in_and_out_is_noted(store: Store) -> None:
    ident = made(store, "ada")
    signed_in(server(store), "ada")("DELETE", "/session")
    with store.database.reading(SYSTEM) as connection:
        noted = [(one.who, one.what) for one in events_of(connection, None)]
    assert noted[:2] == [(ident, "session.ended"), (ident, "session.begun")]


@pytest.mark.parametrize(
    "body",
    [{}, {"name": "ada"}, {"token": "cw_x"}, {"token": ""}, {"name": "ada", "password": PASSWORD, "x": 1}],
)
def test_half_a_sign_in_is_refused_in_words(sqlite_store: Store, body: dict[str, object]) -> None:
    made(sqlite_store, "ada")
    answer = caller(server(sqlite_store))("POST", "/session", body)
    assert answer.status_code in {401, 422}
    assert answer.json()["detail"]
    assert "set-cookie" not in answer.headers


def test_a_request_with_a_wrong_bearer_is_nobody_s_even_with_a_good_cookie(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    one = signed_in(server(sqlite_store), "ada")
    for header in ("Bearer cw_nonsense", "Bearer", "Basic YWRhOmFkYQ==", "Bearer " + "x" * 5000):
        assert one("GET", "/session", headers={"Authorization": header}).status_code == 401


def test_what_a_session_is_known_by_is_not_told_by_its_representation(sqlite_store: Store) -> None:
    made(sqlite_store, "ada")
    one = signed_in(server(sqlite_store), "ada")
    with sqlite_store.database.reading(SYSTEM) as connection:
        row = connection.execute(select(sessions)).one()
    shown = Shown(cookie=one.cookies["commonweal"])
    actor, _ = identified(sqlite_store, shown, team=True)
    assert row.csrf not in repr(actor)
    assert one.cookies["commonweal"] not in repr(shown)


def test_a_password_kept_with_lesser_parameters_is_hashed_anew_at_sign_in(sqlite_store: Store) -> None:
    ident = made(sqlite_store, "ada")
    lesser = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with sqlite_store.database.writing(SYSTEM) as connection:
        connection.execute(update(people).where(people.c.id == ident).values(password=lesser))
    app = server(sqlite_store)
    for _ in range(2):
        assert signed_in(app, "ada", PASSWORD)("GET", "/session").status_code == 200
    with sqlite_store.database.reading(SYSTEM) as connection:
        kept = connection.execute(select(people.c.password)).scalar_one()
    assert kept != lesser
    assert "m=47104" in kept


def test_who_is_signed_in_goes_on_reading_while_the_disk_is_full(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(sqlite_store, "ada")
    one = signed_in(server(sqlite_store), "ada")
    moved(sqlite_store, seen_at=dt.timedelta(hours=1))

    def full(*_: object) -> NoReturn:
        raise StoreFull("The disk is full. Nothing was changed. Make room, then try again.")

    monkeypatch.setattr(type(sqlite_store.database), "writing", full)
    assert one("GET", "/session").status_code == 200
    assert one("DELETE", "/session").status_code == 507
