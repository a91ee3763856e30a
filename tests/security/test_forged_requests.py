"""Requests that another site's page sends, or that show nothing: each operation that may change something."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from security.world import BASE, Caller, Operation, World, dump, operations

FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://plan.example.org"},  # without TLS: not our origin
    {"Origin": f"{BASE}.evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": BASE, "Sec-Fetch-Site": "cross-site"},
]


def changing(world: World) -> list[Operation]:
    found = [operation for operation in operations(world.app) if operation.unsafe]
    assert len(found) > 25
    return found


def sent(operation: Operation, world: World, **headers: str) -> dict[str, Any]:
    """What the operation would carry out, with these headers."""
    more = operation.sent(world.ours)
    return {**more, "headers": {**more["headers"], **headers}}


def asked(
    world: World, caller: Caller, status: Callable[[Operation], int], code: str, **headers: str
) -> None:
    """Call each operation, and check how it is refused and that nothing changed."""
    before = dump(world.store)
    for operation in changing(world):
        for query in operation.queries:
            path = f"{operation.at(world.ours)}?{query}"
            answer = caller(operation.method, path, **sent(operation, world, **headers))
            assert answer.status_code == status(operation), (operation.name, answer.text)
            assert answer.json()["code"] == code, operation.name
    assert dump(world.store) == before


def test_without_credentials_nothing_is_changed(sqlite_world: World) -> None:
    asked(sqlite_world, Caller(sqlite_world.app), lambda _: 401, "sign-in")


@pytest.mark.parametrize(
    "shown", ["Bearer cw_" + "x" * 43, "Bearer cwl_x", "Bearer", "Basic b3duZXI6eA==", "x"]
)
def test_credentials_that_do_not_hold_are_none(sqlite_world: World, shown: str) -> None:
    nobody = Caller(sqlite_world.app, {"Authorization": shown})
    asked(sqlite_world, nobody, lambda _: 401, "sign-in")


@pytest.mark.parametrize("word", [None, "", "x", "é", "0" * 64])
def test_a_cookie_alone_changes_nothing(sqlite_world: World, word: str | None) -> None:
    """A browser sends the cookie along with forged requests, but can't know the session's word."""
    owner = sqlite_world.callers["owner"]
    shown = {} if word is None else {"X-CSRF-Token": word.encode()}
    without = Caller(sqlite_world.app, shown, owner.cookies)  # type: ignore[arg-type]
    before = dump(sqlite_world.store)
    for operation in changing(sqlite_world):
        if operation.needs == "anyone":
            continue  # signing in does not use the session that is there
        path = f"{operation.at(sqlite_world.ours)}?{operation.queries[0]}"
        answer = without(operation.method, path, **operation.sent(sqlite_world.ours))
        assert (answer.status_code, answer.json()["code"]) in {(403, "csrf"), (403, "forbidden")}, (
            operation.name
        )
        if operation.needs in {"planner", "owner", "oneself", "signed-in"}:
            assert answer.json()["code"] == "csrf", operation.name
    assert dump(sqlite_world.store) == before


def test_the_word_of_another_session_is_not_ours(sqlite_world: World) -> None:
    owner, planner = sqlite_world.callers["owner"], sqlite_world.callers["planner"]
    mixed = Caller(sqlite_world.app, planner.headers, owner.cookies)
    path = f"/api/v1/projects/{sqlite_world.ours['project']}"
    assert mixed("PATCH", path, json={"name": "taken"}).json()["code"] == "csrf"


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_pages_of_other_sites_change_nothing(sqlite_world: World, headers: dict[str, str]) -> None:
    """Not even with the cookie and the session's word."""
    asked(sqlite_world, sqlite_world.callers["owner"], lambda _: 403, "foreign-origin", **headers)


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost", "127.0.0.1:8400", "plan.example.org.evil.example"]
)
def test_under_another_name_nothing_is_answered(sqlite_world: World, host: str) -> None:
    owner = sqlite_world.callers["owner"]
    for operation in operations(sqlite_world.app):
        answer = owner(operation.method, operation.at(sqlite_world.ours), headers={"Host": host})
        assert (answer.status_code, answer.json()["code"]) == (421, "wrong-host"), operation.name


def test_reading_with_another_method_changes_nothing(sqlite_world: World) -> None:
    """A link or an image, which browsers fetch by GET, does not reach what changes something."""
    owner, before = sqlite_world.callers["owner"], dump(sqlite_world.store)
    known = {(operation.method, operation.path) for operation in operations(sqlite_world.app)}
    refused = 0
    for operation in changing(sqlite_world):
        path = f"{operation.at(sqlite_world.ours)}?{operation.queries[0]}"
        override = {"X-HTTP-Method-Override": operation.method, "X-Method-Override": operation.method}
        for method in ("GET", "HEAD", "OPTIONS", "TRACE"):
            answer = owner(method, path, headers=override)
            if (method, operation.path) in known:
                assert answer.status_code in {200, 304, 403, 404, 406, 422}, (operation.name, method)
            elif answer.status_code != 422:  # its last part taken for an id that it is not
                assert answer.status_code == 405, (operation.name, method, answer.text)
                allowed = set(re.split(", *", answer.headers["allow"]))
                assert operation.method in allowed, (operation.name, allowed)
                refused += 1
    assert dump(sqlite_world.store) == before
    assert refused > 50


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "", "text/json"],
)
def test_forms_are_not_read_as_json(sqlite_world: World, kind: str) -> None:
    """What a form of another site can send without asking is never taken for a message."""
    owner, before = sqlite_world.callers["owner"], dump(sqlite_world.store)
    for operation in changing(sqlite_world):
        if operation.json:
            headers = {"Content-Type": kind, "If-Match": '"v2"'}
            path = operation.at(sqlite_world.ours)
            answer = owner(operation.method, path, headers=headers, content=b'{"name": "taken"}')
            assert answer.status_code in {403, 415, 422}, (operation.name, answer.text)
    assert dump(sqlite_world.store) == before


def test_the_sessions_cookie_is_kept_from_scripts_and_other_sites(sqlite_world: World) -> None:
    name, *flags = re.split("; *", sqlite_world.cookies)
    flags = [flag.lower() for flag in flags]
    assert name.startswith("__Host-commonweal=")
    assert {"httponly", "secure", "samesite=lax", "path=/"} <= set(flags)
    assert not any(flag.startswith("domain") for flag in flags)


def test_no_credential_is_taken_from_an_address(sqlite_world: World) -> None:
    token = sqlite_world.callers["managing token"].headers["Authorization"].split()[1]
    nobody = Caller(sqlite_world.app)
    for name in ("token", "access_token", "api_key", "csrf"):
        answer = nobody("GET", f"/api/v1/projects?{name}={token}")
        assert answer.status_code in {401, 422}
        assert token not in answer.text


def test_other_sites_read_nothing(sqlite_world: World) -> None:
    owner = sqlite_world.callers["owner"]
    for operation in operations(sqlite_world.app):
        if not operation.unsafe:
            headers = {
                "Origin": "https://evil.example",
                "Sec-Fetch-Site": "cross-site",
                "Sec-Fetch-Mode": "cors",
            }
            answer = owner("GET", operation.at(sqlite_world.ours), headers=headers)
            assert answer.json()["code"] == "foreign-origin"
            assert "access-control-allow-origin" not in answer.headers
