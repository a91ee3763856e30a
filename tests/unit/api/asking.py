"""Asks small ASGI applications, a part at a time where that matters."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Answered", "ask", "ok"]

Body = Iterable[bytes | Callable[[], Awaitable[bytes]]]


@dataclass
class Answered:
    """What came back."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


async def ok(scope: Any, receive: Any, send: Any) -> None:
    """Reads the whole body, and says how long it was."""
    size, more = 0, True
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(size).encode()})


def ask(
    app: Any,
    method: str = "GET",
    path: str = "/",
    headers: Iterable[tuple[str, str]] = (("host", "127.0.0.1:8400"),),
    body: Body = (),
    client: str = "127.0.0.1",
    query: bytes = b"",
) -> Answered:
    """What an application answers to one request whose body comes in the parts given."""
    parts = list(body)
    answered = Answered()

    async def receive() -> dict[str, Any]:
        if not parts:
            return {"type": "http.request", "body": b"", "more_body": False}
        part = parts.pop(0)
        content = part if isinstance(part, bytes) else await part()
        return {"type": "http.request", "body": content, "more_body": bool(parts)}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answered.status = message["status"]
            answered.headers = {name.decode().lower(): value.decode() for name, value in message["headers"]}
        else:
            answered.body += message.get("body", b"")

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
        "client": (client, 50000),
        "scheme": "http",
    }
    asyncio.run(app(scope, receive, send))
    return answered
