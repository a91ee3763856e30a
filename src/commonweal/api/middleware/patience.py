"""No request is waited for without end: past its time the person is told, whatever still goes on."""

from __future__ import annotations

import asyncio
import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from commonweal.api.middleware.asgi import refuse
from commonweal.api.problems import Answer

__all__ = ["Patience"]

_log = logging.getLogger("commonweal.api")
_TOO_SLOW = Answer(
    503,
    "too-slow",
    "It was given up. What it was to change may have been changed: look before you send it again, or send it "
    "with the same Idempotency-Key.",
    headers={"Retry-After": "5", "Connection": "close"},
)


class Patience:
    """Answers for requests whose answer has not begun in time.

    What a thread is doing for such a request can't be stopped; it ends by itself, and its answer is dropped.
    An answer that has begun, such as a stream of events, takes as long as it takes.

    Parameters
    ----------
    seconds
        In which an answer must begin, counted from the last part of the request that came.
    """

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self.app = app
        self._seconds = seconds
        self._left: set[asyncio.Task[None]] = set()  # the loop itself holds tasks only weakly

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and answer in its place if it takes too long."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        watch = _Watch(receive, send)
        task: asyncio.Task[None] = asyncio.ensure_future(self.app(scope, watch.receive, watch.send))
        try:
            in_time = await watch.begun_within(self._seconds, task)
        except asyncio.CancelledError:
            task.cancel()
            raise
        if in_time:
            await _followed(task)
            return
        watch.given_up = True
        self._leave(task, f"{scope['method']} {scope['path']}")
        await refuse(_TOO_SLOW, scope, send)

    def _leave(self, task: asyncio.Task[None], what: str) -> None:
        """Let a task go on alone; what becomes of it is logged."""

        def ended(task: asyncio.Task[None]) -> None:
            self._left.discard(task)
            error = None if task.cancelled() else task.exception()
            if error is not None:
                _log.error("%s failed after it was given up", what, exc_info=error)

        _log.warning("%s took longer than %.0f s and was given up", what, self._seconds)
        self._left.add(task)
        task.add_done_callback(ended)


async def _followed(task: asyncio.Task[None]) -> None:
    """Wait for a task; who is told to stop meanwhile tells it so."""
    try:
        await task
    finally:
        task.cancel()  # nothing, where it is over


class _Watch:
    """Both sides of a request, with a note of when something last came and whether an answer has begun."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self.given_up = False
        self._receive = receive
        self._send = send
        self._moved = time.monotonic()
        self._begun = asyncio.Event()

    async def receive(self) -> Message:
        """The next part of the request."""
        message = await self._receive()
        self._moved = time.monotonic()
        return message

    async def send(self, message: Message) -> None:
        """Pass a part of the answer on, unless nobody waits for it any more."""
        if not self.given_up:
            self._begun.set()
            await self._send(message)

    async def begun_within(self, seconds: float, task: asyncio.Task[None]) -> bool:
        """Whether an answer begins (or the task ends) in time."""
        begun = asyncio.ensure_future(self._begun.wait())
        try:
            while (left := self._moved + seconds - time.monotonic()) > 0:
                await asyncio.wait({task, begun}, timeout=left, return_when=asyncio.FIRST_COMPLETED)
                if task.done() or begun.done():
                    return True
            return False
        finally:
            begun.cancel()
