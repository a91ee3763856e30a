"""A team's server with two projects that hold one of everything, and people of every role.

Project ``ours`` has an owner, a planner and a viewer; project ``theirs`` has an owner of its own. Every
answer that passes through ``Caller`` is looked at: its headers, its form, and what it must never tell.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from commonweal.access.passwords import hash_of_password
from commonweal.access.people import add_person
from commonweal.api.app import make_app
from commonweal.api.settings import ServerSettings
from commonweal.store.opening import Store
from commonweal.store.schema import metadata
from commonweal.store.scope import SYSTEM

__all__ = ["BASE", "PASSWORD", "Caller", "Operation", "World", "dump", "look_at", "operations", "world_on"]

BASE = "https://plan.example.org"
PASSWORD = "copper harbour lentil"
SETTINGS = ServerSettings(team=True, secure_cookies=True, allowed_hosts=("plan.example.org",), workers=0)
_EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})

_NEVER = re.compile(
    r"""(?x) Traceback | File\ " | \.py\b | site-packages | sqlalchemy | sqlite | psycopg | pydantic
    | starlette | \bSELECT\ | INSERT\ INTO | \bUPDATE\ \w+\ SET | DELETE\ FROM | /tmp/ | /root/ | /home/
    | /usr/ | argon2 | \$argon | 0x[0-9a-f]{8}"""
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@dataclass
class Caller:
    """Who calls, and what they show."""

    app: FastAPI
    headers: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def __call__(self, method: str, path: str, **more: Any) -> httpx.Response:
        """The answer to a call, which was looked at."""
        client = TestClient(
            self.app,
            base_url=BASE,
            cookies=self.cookies,
            follow_redirects=False,
            raise_server_exceptions=False,
        )
        headers = {**self.headers, **more.pop("headers", {})}
        answer = client.request(method, path, headers=headers, follow_redirects=False, **more)
        look_at(answer)
        return answer


def look_at(answer: httpx.Response) -> None:
    """Check what holds for every answer."""
    for name, value in _HEADERS.items():
        assert answer.headers.get(name) == value, (answer.request.url, name)
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    # 'unsafe-hashes', for pages that are shut in, lets count only styles whose hashes it names
    assert not re.search("unsafe-(inline|eval)", answer.headers["content-security-policy"])
    assert answer.headers["strict-transport-security"]
    assert answer.headers["cache-control"] in {"no-store", "private, no-cache"}
    assert re.fullmatch("[0-9a-f]{16}", answer.headers["x-incident-id"])
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        if answer.request.method != "HEAD":
            assert answer.headers["content-type"] == "application/problem+json", answer.text
            assert answer.json()["incident"] == answer.headers["x-incident-id"]
        told = _NEVER.search(answer.text)
        assert told is None, (answer.request.url, told)
    assert "server" not in answer.headers


@dataclass(frozen=True)
class Operation:
    """One operation of the API, as its OpenAPI document tells it.

    Attributes
    ----------
    method, path, needs, name
        What it is, and what it needs (``x-needs``).
    json
        Whether it takes JSON.
    queries
        Ways to ask for it: each value of each parameter that has a few, such as ``format=csv``.
    """

    method: str
    path: str
    needs: str
    name: str
    json: bool
    queries: tuple[str, ...]

    @property
    def unsafe(self) -> bool:
        """Whether it may change something."""
        return self.method in UNSAFE

    def at(self, values: Mapping[str, str]) -> str:
        """Its path, filled in; what stands for ``{name}`` and ``{id}`` depends on the operation."""
        own = {
            "name": values.get(f"name of {self.name.partition('.')[0]}", "x"),
            "id": values.get(f"id of {self.name.partition('.')[0]}", "f" * 32),
            "table": "coverage" if self.name == "tables.of_result" else "needs",
            "number": "1",
        }
        return re.sub(r"\{(\w+)\}", lambda found: {**values, **own}[found[1]], self.path)

    def sent(self, values: Mapping[str, str]) -> dict[str, Any]:
        """Arguments of a call that it can carry out, in a project that holds ``values``."""
        headers = {"If-Match": '"v2"'} if self.unsafe else {}
        if self.json:
            return {"headers": headers, "json": _bodies(values)[self.name]}
        if self.method not in {"POST", "PUT"} or self.name.endswith(("undo", "redo", "cancel")):
            return {"headers": headers}
        return {"headers": {**headers, "Content-Type": "application/zip"}, "content": _EMPTY_ZIP}


def _bodies(values: Mapping[str, str]) -> dict[str, Any]:
    """For each operation that takes JSON, something that it would carry out."""
    cell = {"do": "set", "table": "needs", "row": 0, "column": "amount", "value": 7.5}
    return {
        "session.begin": {"name": "nobody", "password": "wrong horse battery"},
        "session.password": {"old": "wrong horse battery", "new": "another harbour lentil"},
        "people.add": {"name": "mallory", "password": PASSWORD, "admin": True},
        "people.change": {"admin": True},
        "tokens.add": {"name": "more", "scope": "manage"},
        "projects.add": {"name": "more"},
        "projects.change": {"name": "taken"},
        "members.put": {"role": "owner"},
        "links.add": {"name": "more"},
        "economies.rename": {"name": "taken"},
        "versions.restore": {"version": 1},
        "economies.edit": {"edits": [cell]},
        "economies.change_settings": {"description": "taken"},
        "scenarios.put": {"name": "drought", "title": "taken", "changes": []},
        "scenarios.read": {"text": 'title = "taken"'},
        "scenarios.try": {"name": "drought", "title": "taken", "changes": []},
        "jobs.ask": {"kind": "plan", "economy": values.get("economy", "f" * 32), "periods": 1},
    }


_QUERIES = {  # of operations that need more than their path
    "economies.add": ("name=more&example=village", "name=more"),
    "versions.differences": ("before=1&after=2",),
    "attachments.add": ("name=b.txt",),
}


def operations(app: FastAPI) -> list[Operation]:
    """Every operation of a server."""
    found = []
    for path, item in app.openapi()["paths"].items():
        for method, told in item.items():
            if method == "parameters":
                continue
            name, body = told["operationId"], told.get("requestBody", {}).get("content", {})
            queries = _QUERIES.get(name) or _choices(told)
            json = "application/json" in body
            found.append(Operation(method.upper(), path, told["x-needs"], name, json, queries))
    return found


def _choices(told: Mapping[str, Any]) -> tuple[str, ...]:
    """Each value of each parameter of a query that has a few, and none at all."""
    found = [""]
    for one in told.get("parameters", ()):
        schema = one["schema"]
        kinds = [schema, *schema.get("anyOf", ())]
        values = [value for kind in kinds for value in kind.get("enum", ())]
        if one["in"] == "query":
            found += [f"{one['name']}={value}" for value in values]
    return tuple(found)


@dataclass(frozen=True)
class World:
    """A server and who calls it.

    Attributes
    ----------
    app, store
        The server and what it keeps.
    callers
        ``owner``, ``planner``, ``viewer``, ``link`` and tokens of ``ours``; ``stranger``, who owns
        ``theirs``; ``admin``, a member of none; ``nobody``.
    ours, theirs
        For each parameter of paths, what to put there.
    cookies
        The cookie that came when the owner signed in, as it was set.
    """

    app: FastAPI
    store: Store
    callers: dict[str, Caller]
    ours: dict[str, str]
    theirs: dict[str, str]
    cookies: str


def dump(store: Store) -> dict[str, list[Any]]:
    """Every row of a store, without notes of when somebody was last seen."""
    left_out = {"sessions.seen_at", "tokens.used_at"}
    with store.database.reading(SYSTEM) as connection:
        return {
            table.name: sorted(
                str([row[c.name] for c in table.columns if f"{table.name}.{c.name}" not in left_out])
                for row in connection.execute(select(table)).mappings()
            )
            for table in metadata.sorted_tables
            if table.name != "attempts"
        }


@contextmanager
def world_on(store: Store) -> Iterator[World]:
    """A server on a store, with everything that there can be in two projects."""
    ids = {name: _person(store, name) for name in ("owner", "planner", "viewer", "stranger")}
    _person(store, "admin", admin=True)
    working = make_app(store, ServerSettings(**{**vars(SETTINGS), "workers": 1}))
    callers = {"nobody": Caller(working)}
    cookies = ""
    for name in ("admin", *ids):
        callers[name], set_cookie = _signed_in(working, name)
        cookies = set_cookie if name == "owner" else cookies
    with TestClient(working, base_url=BASE):  # does jobs as long as it is open
        ours = _project(callers["admin"], callers["owner"], "ours", ids["owner"])
        theirs = _project(callers["admin"], callers["stranger"], "theirs", ids["stranger"])
    for name in ("planner", "viewer"):
        path = f"/api/v1/projects/{ours['project']}/members/{ids[name]}"
        assert callers["owner"]("PUT", path, json={"role": name}).status_code < 300
    kept = _made(callers["owner"], "/api/v1/tokens", json={"name": "kept"})["id"]
    callers |= _with_tokens(working, callers["owner"], ours)
    ours |= {"person": ids["viewer"], "id of people": ids["viewer"], "id of tokens": kept}
    theirs |= {"person": ids["stranger"]}
    still = make_app(store, SETTINGS)  # nothing happens in it but what is asked
    still.state.services.stopping.set()  # streams tell how things stand, and end
    for caller in callers.values():
        caller.app = still
    yield World(still, store, callers, ours, theirs, cookies)


@cache
def _hashed() -> str:
    return hash_of_password(PASSWORD)


def _person(store: Store, name: str, *, admin: bool = False) -> str:
    with store.database.writing(SYSTEM) as connection:
        return add_person(connection, name, password_hash=_hashed(), admin=admin, who="system").id


def _signed_in(app: FastAPI, name: str) -> tuple[Caller, str]:
    """Somebody with a session, and the cookie as it was set."""
    answer = Caller(app)("POST", "/api/v1/session", json={"name": name, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    caller = Caller(app, {"X-CSRF-Token": answer.json()["csrf"]}, dict(answer.cookies))
    return caller, answer.headers["set-cookie"]


def _project(admin: Caller, owner: Caller, name: str, owner_id: str) -> dict[str, str]:
    """A project with one of everything: for each parameter of paths, what there is."""
    project = _made(admin, "/api/v1/projects", json={"name": name})["id"]
    base = f"/api/v1/projects/{project}"
    assert admin("PUT", f"{base}/members/{owner_id}", json={"role": "owner"}).status_code < 300
    me = admin("GET", "/api/v1/session").json()["person"]["id"]
    assert owner("DELETE", f"{base}/members/{me}").status_code < 300
    economy = _made(owner, f"{base}/economies?name={name}&example=village")["economy"]["id"]
    scenario = {"name": "drought", "title": f"{name} is dry", "changes": []}
    put = owner(
        "PUT", f"{base}/economies/{economy}/scenarios/drought", json=scenario, headers={"If-Match": '"v1"'}
    )
    assert put.status_code < 300, put.text
    job = _finished(owner, base, {"kind": "plan", "economy": economy, "periods": 1})
    kept = {"headers": {"Content-Type": "text/plain"}, "content": f"of {name}".encode()}
    return {
        "project": project,
        "economy": economy,
        "name of scenarios": "drought",
        "name of results": "document.json",
        "job": job["id"],
        "result": job["result"],
        "attachment": _made(owner, f"{base}/attachments?name=a.txt", **kept)["id"],
        "link": _made(owner, f"{base}/links", json={"name": "press"})["id"],
    }


def _made(caller: Caller, path: str, **more: Any) -> Any:
    """What was made."""
    answer = caller("POST", path, **more)
    assert answer.status_code in {200, 201, 202}, answer.text
    return answer.json()


def _finished(caller: Caller, base: str, request: dict[str, Any]) -> Any:
    """A job that is over."""
    job = _made(caller, f"{base}/jobs", json=request)
    until = time.monotonic() + 60
    while job["state"] in {"queued", "running"} and time.monotonic() < until:
        time.sleep(0.1)
        job = caller("GET", f"{base}/jobs/{job['id']}").json()
    assert job["state"] == "finished", job
    return job


def _with_tokens(app: FastAPI, owner: Caller, ours: dict[str, str]) -> dict[str, Caller]:
    """Those who show a token or a link."""

    def token(**wanted: Any) -> Caller:
        made = _made(owner, "/api/v1/tokens", json={"name": "t", **wanted})
        return Caller(app, {"Authorization": f"Bearer {made['token']}"})

    link = _made(owner, f"/api/v1/projects/{ours['project']}/links", json={"name": "matrix"})["token"]
    return {
        "reading token": token(scope="read"),
        "planning token": token(scope="plan"),
        "managing token": token(scope="manage"),
        "link": Caller(app, {"Authorization": f"Bearer {link}"}),
    }
