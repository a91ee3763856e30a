"""Each request in the log, in one line, and in the metrics."""

from __future__ import annotations

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from commonweal.api.observing.metrics import Requests

__all__ = ["Observed", "route_of"]

_log = logging.getLogger("commonweal.access")
_QUIET = frozenset({"/livez", "/readyz", "/metrics"})  # asked every few seconds by machines


class Observed:
    """Counts and logs requests: method, path without its query, status, time; no header and no body.

    Parameters
    ----------
    requests
        What counts them.
    """

    def __init__(self, app: ASGIApp, requests: Requests) -> None:
        self.app = app
        self._requests = requests

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, then count and log it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, size = 0, 0
        start = time.perf_counter()

        async def watched(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            size += len(message.get("body", b""))
            await send(message)

        with self._requests.in_flight():
            try:
                await self.app(scope, receive, watched)
            finally:
                seconds = time.perf_counter() - start
                self._requests.count(scope["method"], route_of(scope), status, seconds)
                _tell(scope, status, size, seconds)


def _tell(scope: Scope, status: int, size: int, seconds: float) -> None:
    """Write the line of one request."""
    client = scope.get("client")
    level = logging.DEBUG if scope["path"] in _QUIET and status < 400 else logging.INFO
    fields = {
        "method": scope["method"],
        "path": scope["path"],
        "route": route_of(scope),
        "status": status,
        "bytes": size,
        "milliseconds": round(1000 * seconds, 1),
        "client": client[0] if client else "",
    }
    _log.log(level, "request", extra={"fields": fields})


def route_of(scope: Scope) -> str:
    """The template of the route that a request met, such as ``/api/v1/projects/{project}/jobs``.

    Made from the path, in which what the router took for a parameter is named by it; paths that no route
    knows are all ``other``, so that nobody can fill the metrics with names.
    """
    if "endpoint" not in scope or not isinstance(scope.get("path_params"), dict):
        return "other"
    names = {str(value): name for name, value in scope["path_params"].items()}
    path = scope["path"]
    for value in (one for one in names if "/" in one):  # a rest of the path, such as a page's
        path = path.replace(value, f"{{{names[value]}}}")
    parts = [f"{{{names[part]}}}" if part and part in names else part for part in path.split("/")]
    return "/".join(parts)
