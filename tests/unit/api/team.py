"""A team's server with the routes of accounts and rights, and people who call it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx
from fastapi import FastAPI

from commonweal.access.passwords import hash_of_password
from commonweal.access.people import add_person, person_named
from commonweal.access.sessions import begin_session
from commonweal.api.gates import Gate, Seats
from commonweal.api.idempotency import install_replays
from commonweal.api.problems import install
from commonweal.api.routes import events, links, members, oidc, people, projects, session, tokens, ways
from commonweal.api.settings import ServerSettings
from commonweal.api.state import Services
from commonweal.api.visits import cookie_name, every_route_guarded
from commonweal.store.opening import Store
from commonweal.store.scope import SYSTEM

__all__ = ["PASSWORD", "Caller", "caller", "made", "server", "signed_in"]

PASSWORD = "copper harbour lentil"
ROUTERS = (events, links, members, oidc, people, projects, session, tokens, ways)


@dataclass
class Caller:
    """Who calls a server: from where, with which cookies, and what they send along."""

    app: FastAPI
    base: str
    address: str
    headers: dict[str, str] = field(default_factory=dict)
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)

    def __call__(self, method: str, path: str, body: Any = None, **more: Any) -> httpx.Response:
        """Call a route below ``/api/v1``."""
        return asyncio.run(self._called(method, path, body, more))

    async def _called(self, method: str, path: str, body: Any, more: dict[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, client=(self.address, 50000))
        async with httpx.AsyncClient(
            transport=transport, base_url=self.base, headers=self.headers, cookies=self.cookies
        ) as client:
            answer = await client.request(method, f"/api/v1{path}", json=body, **more)
            self.cookies = client.cookies
        return answer


def server(store: Store, **settings: Any) -> FastAPI:
    """A server of a team (or as the settings say) without jobs."""
    chosen = ServerSettings(**{"team": True, "workers": 0, **settings})
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.services = Services(store, chosen, None, Gate(2, 2), Seats(2))
    install(app)
    install_replays(app)
    for module in ROUTERS:
        app.include_router(module.router, prefix="/api/v1")
    every_route_guarded(app)
    return app


def caller(app: FastAPI, token: str = "", address: str = "192.0.2.1") -> Caller:
    """Somebody at an address, with a token or nothing."""
    secure = app.state.services.settings.secure_cookies
    shown = {"Authorization": f"Bearer {token}"} if token else {}
    return Caller(app, f"http{'s' * secure}://plan.example", address, shown)


def made(store: Store, name: str, *, admin: bool = False, password: str = PASSWORD) -> str:
    """Make an account with a password; its id."""
    kept = _hashed(password)
    with store.database.writing(SYSTEM) as connection:
        return add_person(connection, name, password_hash=kept, admin=admin, who="system").id


def signed_in(app: FastAPI, name: str, password: str = "", address: str = "192.0.2.1") -> Caller:
    """Somebody in a session, who sends its word along; with a password they sign in by it, which is slow."""
    one = caller(app, address=address)
    if password:
        answer = one("POST", "/session", {"name": name, "password": password})
        assert answer.status_code == 200, answer.text
        one.headers["X-CSRF-Token"] = answer.json()["csrf"]
        return one
    services: Services = app.state.services
    with services.store.database.writing(SYSTEM) as connection:
        begun = begin_session(connection, person_named(connection, name).id, how="password")
    one.cookies.set(cookie_name(services.settings), begun.key)
    one.headers["X-CSRF-Token"] = begun.csrf
    return one


@cache
def _hashed(password: str) -> str:
    """What is kept of a password; hashing is slow on purpose."""
    return hash_of_password(password)
