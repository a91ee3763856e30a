"""What every answer says to browsers, and how long the headers of a request may be."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from commonweal.api.middleware.asgi import refuse
from commonweal.api.problems import Answer

__all__ = ["LASTING", "HeaderSize", "SecurityHeaders"]

LASTING = "public, max-age=31536000, immutable"
"""``Cache-Control`` of a file whose name says its content: browsers keep it, and don't ask again."""

_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_A_YEAR = "max-age=31536000; includeSubDomains"


class SecurityHeaders:
    """Sets what browsers are told about each answer.

    An answer may bring a ``Content-Security-Policy`` of its own (a page with a style whose hash it names);
    one with an ``ETag`` may be kept by the browser that asked, and is asked for again each time; a file of
    the workbench whose name says its content (``LASTING``) is kept; every other is kept nowhere.

    Parameters
    ----------
    only_https
        Whether browsers are told to come by HTTPS from now on.
    """

    def __init__(self, app: ASGIApp, *, only_https: bool = False) -> None:
        self.app = app
        self._only_https = only_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and set the headers of its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._set(MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, guarded)

    def _set(self, headers: MutableHeaders) -> None:
        """Set the headers of one answer."""
        for name, value in _ALWAYS.items():
            headers[name] = value
        headers.setdefault("Content-Security-Policy", _POLICY)
        if "etag" in headers:
            headers["Cache-Control"] = "private, no-cache"
            headers.add_vary_header("Authorization, Cookie, Accept")
        elif headers.get("cache-control") != LASTING:
            headers["Cache-Control"] = "no-store"
        if self._only_https:
            headers["Strict-Transport-Security"] = _A_YEAR


class HeaderSize:
    """Refuses requests with more headers than anybody needs.

    Parameters
    ----------
    most
        Bytes of all names and values, and of the path with its query.
    many
        How many there may be.
    """

    def __init__(self, app: ASGIApp, most: int = 32 * 1024, many: int = 100) -> None:
        self.app = app
        self._most = most
        self._many = many

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http" and self._too_large(scope):
            detail = f"Headers and address together have at most {self._most // 1024} KiB."
            await refuse(
                Answer(431, "headers-too-large", detail, headers={"Connection": "close"}), scope, send
            )
        else:
            await self.app(scope, receive, send)

    def _too_large(self, scope: Scope) -> bool:
        """Whether there is too much."""
        address = len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"")
        size = sum(len(name) + len(value) for name, value in scope["headers"])
        return len(scope["headers"]) > self._many or address + size > self._most
