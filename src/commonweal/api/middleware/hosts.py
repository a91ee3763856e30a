"""Only requests meant for this server: a page elsewhere can't reach it by pointing its own name here."""

from __future__ import annotations

import re
from collections.abc import Collection

from starlette.types import ASGIApp, Receive, Scope, Send

from commonweal.api.middleware.asgi import headers_named, refuse
from commonweal.api.problems import Answer
from commonweal.api.settings import is_loopback

__all__ = ["Hosts", "name_in_host"]

_FORM = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]{1,253})(?::(?P<port>[0-9]{1,5}))?")


def name_in_host(value: str) -> str:
    """The name in a ``Host`` header, in lower case and without its port; blank if it is not one."""
    fits = _FORM.fullmatch(value.strip())
    return fits["name"].lower().rstrip(".") if fits else ""


class Hosts:
    """Refuses requests whose ``Host`` is not this server's (DNS rebinding).

    Parameters
    ----------
    names
        Names and addresses of this server, without ports. This machine's own names hold beside them for
        who asks from this machine.
    """

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        self.app = app
        self._names = frozenset(name_in_host(name) for name in names) - {""}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        given = headers_named(scope, b"host")
        name = name_in_host(given[0]) if len(given) == 1 else ""
        if not name:
            detail = "The header Host must be there once, with the name of this server."
            await refuse(Answer(400, "bad-request", detail), scope, send)
        elif name in self._names or (is_loopback(name) and _from_here(scope)):
            await self.app(scope, receive, send)
        else:
            detail = "It does not answer under the name that was asked for. Use its own address."
            await refuse(Answer(421, "wrong-host", detail), scope, send)


def _from_here(scope: Scope) -> bool:
    """Whether a request comes from this machine."""
    client = scope.get("client")
    return client is not None and is_loopback(client[0])
