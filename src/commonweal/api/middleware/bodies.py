"""No body longer or slower than it may be, whoever reads it: counted while it comes in, before parsing."""

from __future__ import annotations

import asyncio
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from commonweal.api.middleware.asgi import header, headers_named, refuse
from commonweal.api.problems import Answer, AnswerNow

__all__ = ["Bodies"]

_CLOSE = {"Connection": "close"}  # what is left of the body is not waited for
_TOO_SLOW = Answer(408, "slow-body", "The rest of it did not come in time. Send it again.", headers=_CLOSE)
_TWO_LENGTHS = Answer(
    400, "bad-request", "The header Content-Length must be one whole number.", headers=_CLOSE
)
_PACKED = Answer(
    415, "media-type", "Bodies are read as they are. Send it without Content-Encoding.", headers=_CLOSE
)


class Bodies:
    """Refuses bodies that are too long, too slow, or packed.

    Parameters
    ----------
    most, most_json
        Bytes of an upload, and of a JSON body.
    seconds
        In which a whole body must have come.
    idle_seconds
        In which the next part of it must come.
    """

    def __init__(
        self, app: ASGIApp, most: int, most_json: int, *, seconds: float = 300.0, idle_seconds: float = 20.0
    ) -> None:
        self.app = app
        self._most = most
        self._most_json = most_json
        self._seconds = seconds
        self._idle = idle_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with its body counted, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = self._limit(scope)
        refused = _refused(scope, most)
        if refused is not None:
            await refuse(refused, scope, send)
        else:
            await self.app(scope, _Counted(receive, most, self._seconds, self._idle), send)

    def _limit(self, scope: Scope) -> int:
        """How long a body of its type may be."""
        kind = header(scope, b"content-type").partition(";")[0].strip().lower()
        return self._most_json if kind == "application/json" or kind.endswith("+json") else self._most


class _Counted:
    """The receiving side of a request, with a count and a clock."""

    def __init__(self, receive: Receive, most: int, seconds: float, idle: float) -> None:
        self._receive = receive
        self._most = most
        self._idle = idle
        self._until = time.monotonic() + seconds
        self._read = 0
        self._whole = False

    async def __call__(self) -> Message:
        """The next part of the body, or that the client has gone.

        Raises
        ------
        AnswerNow
            If the body is too long, or too slow.
        """
        if self._whole:
            return await self._receive()  # waits until the client goes, as long as that takes
        patience = min(self._idle, self._until - time.monotonic())
        try:
            message = await asyncio.wait_for(self._receive(), max(patience, 0.0))
        except TimeoutError as error:
            raise AnswerNow(_TOO_SLOW) from error
        self._read += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._read > self._most:
            raise AnswerNow(_too_long(self._most))
        return message


def _refused(scope: Scope, most: int) -> Answer | None:
    """Why a body is refused by its headers alone."""
    lengths = headers_named(scope, b"content-length")
    if len(lengths) > 1 or not all(length.isascii() and length.isdigit() for length in lengths):
        return _TWO_LENGTHS
    if lengths and (len(lengths[0]) > 15 or int(lengths[0]) > most):
        return _too_long(most)
    return None if header(scope, b"content-encoding").lower() in {"", "identity"} else _PACKED


def _too_long(most: int) -> Answer:
    """The answer to a body that is too long."""
    size = f"{most / 2**20:,.0f} MiB" if most >= 2**20 else f"{most:,} bytes"
    return Answer(413, "too-large", f"A body of this type has at most {size}.", headers=_CLOSE)
