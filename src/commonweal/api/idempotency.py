"""Doing once what is asked twice: a POST with an ``Idempotency-Key`` is answered the same again.

The answer is kept in the transaction of what it tells, so that whoever got no answer can ask again with
the same key and is told what was done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, FastAPI, Header
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from commonweal.api.answers import answered, as_json
from commonweal.api.visits import Visit
from commonweal.errors import NotThere
from commonweal.store.records import Reply
from commonweal.store.replies import claim_reply, keep_reply, reply_to
from commonweal.wire.message import Message

__all__ = ["Asking", "Once", "install_replays"]

_REPLAYED = {"Idempotency-Replayed": "true"}


@dataclass(frozen=True)
class Asking:
    """A request that may be sent again.

    Attributes
    ----------
    visit
        Who asks.
    key
        What they call it by; blank where they would not send it again.
    request
        Hash of everything that was asked.
    """

    visit: Visit
    key: str
    request: str

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The transaction that does what is asked; whoever sends the same meanwhile waits for its end."""
        with self.visit.writing() as connection:
            if self.key:
                _end_if_answered(claim_reply(connection, self.visit.who, self.key, self.request))
            yield connection

    def answer(
        self,
        connection: Connection,
        message: Message | None,
        status: int = 200,
        *,
        tag: str = "",
        headers: Mapping[str, str] | None = None,
        kept: Message | None = None,
    ) -> Response:
        """The answer, kept for whoever sends the same again.

        Parameters
        ----------
        connection
            The transaction of ``writing``.
        message, status, tag, headers
            As in ``answered``.
        kept
            What to keep instead, where the message holds a secret.
        """
        if self.key:
            said = dict(headers or {}) | ({"ETag": tag} if tag else {})
            told = kept or message
            body = "" if told is None else as_json(told)
            keep_reply(connection, self.visit.who, self.key, Reply(status, said, body))
        return answered(message, status, tag=tag, headers=headers)


class _Replayed(Exception):
    """What was answered before."""

    def __init__(self, reply: Reply) -> None:
        self.reply = reply
        super().__init__("answered before")


async def _asking(
    request: Request,
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=1,
            max_length=200,
            pattern=r"^[\x21-\x7e]+$",
            description="A word of your own for this request, such as a random one. Sent again with the same "
            "word within a day it is not done again, and answered as before (Idempotency-Replayed: true).",
        ),
    ] = None,
) -> Asking:
    """What is asked; what was answered before ends the request here."""
    visit: Visit | None = getattr(request.state, "visit", None)
    if visit is None:
        raise NotThere("There is no such project.")
    if idempotency_key is None:
        return Asking(visit, "", "")
    asking = Asking(visit, idempotency_key, await _hash_of(request))
    await run_in_threadpool(_look_up, asking)
    return asking


Once = Annotated[Asking, Depends(_asking)]
"""What is asked, to be done once; stands after the visit and the upload in a handler's signature."""


def install_replays(app: FastAPI) -> None:
    """Have an application answer as before what was answered before."""

    def again(request: Request, error: Exception) -> Response:  # noqa: ARG001 - as Starlette calls it
        reply = cast(_Replayed, error).reply
        kind = "application/json" if reply.body else None
        return Response(reply.body, reply.status, dict(reply.headers) | _REPLAYED, kind)

    app.add_exception_handler(_Replayed, again)


async def _hash_of(request: Request) -> str:
    """A hash of everything that is asked."""
    head = f"{request.method} {request.url.path}?{request.url.query} {request.headers.get('if-match', '')}\n"
    made = hashlib.sha256(head.encode())
    made.update(await request.body())
    return made.hexdigest()


def _look_up(asking: Asking) -> None:
    """End the request here if it was answered before."""
    with asking.visit.reading() as connection:
        found = reply_to(connection, asking.visit.who, asking.key, asking.request)
    _end_if_answered(found)


def _end_if_answered(reply: Reply | None) -> None:
    if reply is not None:
        raise _Replayed(reply)
