"""Signing in through a provider of accounts: who gets in, and every way in which nobody does."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI
from joserfc.jwk import RSAKey
from sqlalchemy import insert, select, update

from commonweal.access.oidc.flow import finish, start
from commonweal.access.oidc.provider import Provider
from commonweal.api.settings import OidcSettings
from commonweal.errors import ModelError
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.schema import people
from commonweal.store.scope import SYSTEM
from unit.access.fake_provider import CLIENT, SECRET, FakeProvider, fake_provider, query
from unit.api.team import Caller, caller, made, server

PUBLIC = "https://plan.example"


@pytest.fixture
def fake() -> Iterator[FakeProvider]:
    """A provider of the test's own."""
    with fake_provider() as running:
        yield running


def with_provider(store: Store, fake: FakeProvider, **settings: Any) -> FastAPI:
    """A server that knows a provider."""
    chosen = {"domains": ("example.org",), "public_url": PUBLIC} | settings
    oidc = OidcSettings(issuer=fake.issuer, client_id=CLIENT, client_secret=SECRET, **chosen)
    return server(store, oidc=oidc, secure_cookies=True)


def sent_away(one: Caller) -> str:
    """Where a browser is sent to sign in."""
    answer = one("GET", "/session/oidc/start")
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


def come_back(one: Caller, sent: dict[str, str]) -> httpx.Response:
    """The answer to a browser that comes back."""
    return one("GET", f"/session/oidc/back?{query(sent)}")


def through(one: Caller, fake: FakeProvider) -> httpx.Response:
    """The answer to somebody who signs in through a provider."""
    return come_back(one, fake.visited(sent_away(one)))


def names(store: Store) -> list[str]:
    """Names of all accounts."""
    with store.database.reading(SYSTEM) as connection:
        return list(connection.execute(select(people.c.name).order_by(people.c.name)).scalars())


def test_somebody_new_of_a_welcome_domain_gets_an_account_without_rights(
    store: Store, fake: FakeProvider
) -> None:
    one = caller(with_provider(store, fake))
    answer = through(one, fake)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    told = one("GET", "/session").json()
    assert told["how"] == "session"
    assert (told["person"]["name"], told["person"]["title"]) == ("ada.l", "Ada Lovelace")
    assert told["person"]["admin"] is False
    assert one("GET", "/projects").json()["items"] == []


def test_the_same_person_gets_the_same_account_whatever_else_changes(
    sqlite_store: Store, fake: FakeProvider
) -> None:
    app = with_provider(sqlite_store, fake)
    first, second = caller(app), caller(app)
    through(first, fake)
    fake.claims = {"preferred_username": "renamed", "email": "ada@elsewhere.example", "name": "A."}
    assert through(second, fake).status_code == 303
    assert first("GET", "/session").json()["person"] == second("GET", "/session").json()["person"]
    assert names(sqlite_store) == ["ada.l"]


def test_an_account_is_never_taken_over_by_a_name_or_mail_address(
    sqlite_store: Store, fake: FakeProvider
) -> None:
    for name in ("ada.l", "ada@example.org"):
        made(sqlite_store, name, admin=True)
    fake.claims = {"preferred_username": "ada@example.org"}
    one = caller(with_provider(sqlite_store, fake))
    through(one, fake)
    assert one("GET", "/session").json()["person"]["name"] == "ada@example.org-2"
    assert one("GET", "/people").status_code == 403


def test_the_browser_is_sent_with_state_nonce_and_a_challenge(
    sqlite_store: Store, fake: FakeProvider
) -> None:
    one = caller(with_provider(sqlite_store, fake))
    first, second = (parse_qs(urlsplit(sent_away(one)).query) for _ in range(2))
    assert first["response_type"] == ["code"]
    assert first["redirect_uri"] == [f"{PUBLIC}/api/v1/session/oidc/back"]
    assert first["code_challenge_method"] == ["S256"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name][0]) >= 43
        assert first[name] != second[name]
    kept = one.cookies["__Host-commonweal-oidc"]
    assert kept not in str(first)


def test_the_cookie_of_the_way_is_gone_afterwards(sqlite_store: Store, fake: FakeProvider) -> None:
    one = caller(with_provider(sqlite_store, fake))
    sent = fake.visited(sent_away(one))
    answer = come_back(one, sent)
    assert any('__Host-commonweal-oidc=""' in line for line in answer.headers.get_list("set-cookie"))
    assert come_back(one, sent).status_code == 401


def test_who_did_not_begin_the_sign_in_does_not_end_it(sqlite_store: Store, fake: FakeProvider) -> None:
    app = with_provider(sqlite_store, fake)
    attacker, victim, bystander = caller(app), caller(app), caller(app)
    sent_away(bystander)
    sent = fake.visited(sent_away(attacker))
    for other in (victim, bystander):
        assert come_back(other, sent).status_code == 401
        assert other("GET", "/session").status_code == 401
    assert names(sqlite_store) == []


def other_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "one"})


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"aud": None},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": None},
        {"sub": None},
        {"sub": 7},
    ],
    ids=str,
)
def test_a_word_that_is_not_for_this_sign_in_opens_nothing(
    sqlite_store: Store, fake: FakeProvider, claims: dict[str, Any]
) -> None:
    fake.claims = claims
    one = caller(with_provider(sqlite_store, fake))
    answer = through(one, fake)
    assert (answer.status_code, answer.json()["code"]) == (401, "sign-in")
    assert one("GET", "/session").status_code == 401
    assert names(sqlite_store) == []


@pytest.mark.parametrize(("claim", "seconds"), [("exp", -120), ("iat", 600)])
def test_a_word_out_of_its_time_opens_nothing(
    sqlite_store: Store, fake: FakeProvider, claim: str, seconds: int
) -> None:
    fake.claims = {claim: int(time.time()) + seconds}
    one = caller(with_provider(sqlite_store, fake))
    assert through(one, fake).status_code == 401
    assert one("GET", "/session").status_code == 401


def test_a_word_that_another_signed_opens_nothing(sqlite_store: Store, fake: FakeProvider) -> None:
    fake.signs_with = other_key()
    assert through(caller(with_provider(sqlite_store, fake)), fake).status_code == 401


def test_an_unsigned_word_opens_nothing(
    sqlite_store: Store, fake: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = fake.exchanged

    def unsigned(form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        told = signed(form, authorization)
        assert told is not None
        head = base64.urlsafe_b64encode(json.dumps({"alg": "none"}).encode()).rstrip(b"=").decode()
        return told | {"id_token": f"{head}.{told['id_token'].split('.')[1]}."}

    monkeypatch.setattr(fake, "exchanged", unsigned)
    assert through(caller(with_provider(sqlite_store, fake)), fake).status_code == 401


@pytest.mark.parametrize(
    "change",
    [
        {"state": "another"},
        {"state": ""},
        {"iss": "https://evil.example"},
        {"code": ""},
        {"error": "access_denied"},
    ],
    ids=str,
)
def test_an_answer_that_was_changed_on_the_way_opens_nothing(
    sqlite_store: Store, fake: FakeProvider, change: dict[str, str]
) -> None:
    one = caller(with_provider(sqlite_store, fake))
    sent = fake.visited(sent_away(one)) | change
    assert come_back(one, sent).status_code == 401
    assert "/token" not in fake.asked


def test_a_code_of_another_sign_in_opens_nothing(sqlite_store: Store, fake: FakeProvider) -> None:
    app = with_provider(sqlite_store, fake)
    attacker, victim = caller(app), caller(app)
    stolen = fake.visited(sent_away(attacker))["code"]
    sent = fake.visited(sent_away(victim)) | {"code": stolen}
    assert come_back(victim, sent).status_code == 503  # the provider refuses: the verifier is another
    assert names(sqlite_store) == []


@pytest.mark.parametrize(
    "settings, claims, status",
    [
        ({"domains": ()}, {}, 403),
        ({"domains": ("elsewhere.example",)}, {}, 403),
        ({"domains": ("EXAMPLE.org",)}, {}, 303),
        ({}, {"email_verified": False}, 403),
        ({}, {"email_verified": "true"}, 403),
        ({}, {"email": "ada@notexample.org"}, 403),
        ({}, {"email": "ada@example.org@evil.example"}, 403),
        ({"domains": (), "groups": ("planners",)}, {"groups": ["planners", "x"]}, 303),
        ({"domains": (), "groups": ("planners",)}, {"groups": ["others"]}, 403),
        ({"domains": (), "groups": ("planners",)}, {"groups": "planners"}, 403),
        ({"groups": ("planners",)}, {"groups": ["planners"], "email": "ada@evil.example"}, 403),
    ],
)
def test_accounts_are_made_only_of_whom_the_settings_name(
    sqlite_store: Store, fake: FakeProvider, settings: dict[str, Any], claims: dict[str, Any], status: int
) -> None:
    fake.claims = claims
    one = caller(with_provider(sqlite_store, fake, **settings))
    assert through(one, fake).status_code == status
    assert (names(sqlite_store) != []) is (status == 303)


def test_who_has_an_account_gets_in_without_the_settings_naming_them(
    sqlite_store: Store, fake: FakeProvider
) -> None:
    row = {"id": "a" * 32, "name": "ada", "title": "", "created_at": now()}
    with sqlite_store.database.writing(SYSTEM) as connection:
        connection.execute(insert(people), row | {"subject": f"{fake.issuer}|248289761001", "admin": True})
    one = caller(with_provider(sqlite_store, fake, domains=()))
    assert through(one, fake).status_code == 303
    assert one("GET", "/people").status_code == 200


def test_a_disabled_account_stays_shut(sqlite_store: Store, fake: FakeProvider) -> None:
    app = with_provider(sqlite_store, fake)
    one = caller(app)
    through(one, fake)
    with sqlite_store.database.writing(SYSTEM) as connection:
        connection.execute(update(people).values(disabled_at=now()))
    assert one("GET", "/session").status_code == 401
    assert through(caller(app), fake).status_code == 403


def test_what_an_id_token_leaves_out_is_asked_for(sqlite_store: Store, fake: FakeProvider) -> None:
    fake.claims = {"email": None, "email_verified": None}
    fake.userinfo = {"sub": "248289761001", "email": "ada@example.org", "email_verified": True}
    app = with_provider(sqlite_store, fake)
    assert through(caller(app), fake).status_code == 303
    fake.userinfo["sub"] = "somebody else"
    assert through(caller(app), fake).status_code == 401


@pytest.mark.parametrize("service", ["token_endpoint", "jwks_uri", "authorization_endpoint"])
@pytest.mark.parametrize(
    "where", ["https://169.254.169.254/x", "http://127.0.0.1:1/x", "file:///etc/passwd", 7]
)
def test_only_the_provider_itself_is_ever_asked(
    sqlite_store: Store, fake: FakeProvider, service: str, where: object
) -> None:
    fake.metadata = {service: where}
    one = caller(with_provider(sqlite_store, fake))
    answer = one("GET", "/session/oidc/start")
    if answer.status_code == 302:
        answer = come_back(one, fake.visited(answer.headers["location"]))
    assert (answer.status_code, answer.json()["code"]) == (422, "model")
    assert names(sqlite_store) == []


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/keys"])
def test_pointers_to_other_places_are_not_followed(
    sqlite_store: Store, fake: FakeProvider, path: str
) -> None:
    fake.moved = {path: f"{fake.issuer}/elsewhere"}
    one = caller(with_provider(sqlite_store, fake))
    answer = one("GET", "/session/oidc/start")
    if answer.status_code == 302:
        answer = come_back(one, fake.visited(answer.headers["location"]))
    assert answer.status_code == 503
    assert "/elsewhere" not in fake.asked


def test_a_provider_that_names_itself_otherwise_is_not_believed(
    sqlite_store: Store, fake: FakeProvider
) -> None:
    fake.metadata = {"issuer": fake.issuer + "/"}
    answer = caller(with_provider(sqlite_store, fake))("GET", "/session/oidc/start")
    assert answer.status_code == 422


def test_what_the_provider_says_of_itself_is_asked_for_once(sqlite_store: Store, fake: FakeProvider) -> None:
    app = with_provider(sqlite_store, fake)
    for _ in range(3):
        sent_away(caller(app))
    assert fake.asked == ["/.well-known/openid-configuration"]


@pytest.mark.parametrize("way", ["start", "back"])
def test_without_a_provider_there_is_no_such_way(sqlite_store: Store, way: str) -> None:
    assert caller(server(sqlite_store))("GET", f"/session/oidc/{way}").status_code == 404


@pytest.mark.parametrize(
    "issuer", ["http://login.example", "ftp://127.0.0.1", "https://a@login.example", "login.example", ""]
)
def test_a_provider_over_an_open_line_is_refused(issuer: str) -> None:
    with pytest.raises(ModelError, match="https"):
        Provider(issuer, CLIENT, SECRET, f"{PUBLIC}/back")


def test_its_secret_is_not_told_by_its_representation(fake: FakeProvider) -> None:
    provider = Provider(fake.issuer, CLIENT, SECRET, f"{PUBLIC}/back")
    assert SECRET not in repr(provider)
    begun = start(provider)
    claims = finish(provider, begun.secret, fake.visited(begun.url))
    assert claims.subject == f"{fake.issuer}|248289761001"
