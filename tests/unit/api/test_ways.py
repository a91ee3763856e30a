"""How one gets in, told to whoever has not signed in yet."""

from __future__ import annotations

import pytest

from commonweal.api.settings import OidcSettings
from unit.api.team import caller, made, server


def oidc(title=""):
    return OidcSettings("https://accounts.example.org/city", "plans", "secret", title=title)


def test_a_server_for_one_person_is_opened_by_its_token(served):
    assert served("GET", "/session/ways").json() == {"mode": "embedded", "oidc": None, "first_run": False}


def test_a_teams_server_says_whether_there_is_an_admin(store):
    app = server(store)
    assert caller(app)("GET", "/session/ways").json() == {"mode": "team", "oidc": None, "first_run": True}
    made(store, "ada", admin=True)
    assert caller(app)("GET", "/session/ways").json()["first_run"] is False


@pytest.mark.parametrize(("title", "told"), [("City", "City"), ("", "accounts.example.org")])
def test_the_provider_of_accounts_is_named(sqlite_store, title, told):
    app = server(sqlite_store, oidc=oidc(title))
    answer = caller(app)("GET", "/session/ways")
    assert answer.json()["oidc"] == told
    assert "secret" not in answer.text


def test_a_token_that_opens_nothing_does_not_keep_from_being_told(sqlite_store):
    assert caller(server(sqlite_store), "cw_nothing")("GET", "/session/ways").status_code == 200
