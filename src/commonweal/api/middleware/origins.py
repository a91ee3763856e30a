"""No request from a page of another site: browsers say where a request comes from, and it is believed.

This is one wall against forged requests; the token of the session (``X-CSRF-Token``) is the other.
Programs, which send neither header, are told apart by their bearer token.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from commonweal.api.middleware.asgi import SAFE, header, headers_named, refuse
from commonweal.api.problems import Answer

__all__ = ["Origins"]

_OWN_SITE = frozenset({"", "same-origin", "none"})
_PORTS = {"http": 80, "https": 443}
_FOREIGN = Answer(
    403,
    "foreign-origin",
    "Requests that change something are taken from this server's own pages and programs.",
)


class Origins:
    """Refuses what other sites' pages send.

    Parameters
    ----------
    allowed
        Origins beside the server's own from which pages may send.
    only_https
        Whether the server's own origin is one of HTTPS.
    """

    def __init__(self, app: ASGIApp, allowed: Collection[str] = (), *, only_https: bool = False) -> None:
        self.app = app
        self._allowed = frozenset(filter(None, (_origin(text) for text in allowed)))
        self._only_https = only_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] == "http" and self._foreign(scope):
            await refuse(_FOREIGN, scope, send)
        else:
            await self.app(scope, receive, send)

    def _foreign(self, scope: Scope) -> bool:
        """Whether a page of another site sends this."""
        site = header(scope, b"sec-fetch-site").lower()
        if scope["method"] in SAFE:  # following a link to here is fine, reading from there is not
            return site == "cross-site" and header(scope, b"sec-fetch-mode").lower() != "navigate"
        origins = headers_named(scope, b"origin")
        known = [self._known(text, header(scope, b"host")) for text in origins]
        if not all(known):
            return True
        # A page of an allowed origin is on another site; its Origin has just been looked at.
        return site not in _OWN_SITE and not (known and _origin(origins[0]) in self._allowed)

    def _known(self, text: str, host: str) -> bool:
        """Whether an origin is the server's own, or allowed."""
        origin = _origin(text)
        if origin is None:
            return False
        if origin in self._allowed:
            return True
        scheme, *place = origin
        return (scheme == "https" or not self._only_https) and tuple(place) == _place(scheme, host)


def _origin(text: str) -> tuple[str, str, int] | None:
    """Scheme, name and port of an origin; None if it is not one, such as ``null``."""
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or parts.path or parts.query or parts.username:
        return None
    return parts.scheme, parts.hostname, port or _PORTS[parts.scheme]


def _place(scheme: str, host: str) -> tuple[str, int] | None:
    """Name and port in a ``Host`` header."""
    origin = _origin(f"{scheme}://{host}")
    return None if origin is None else origin[1:]
