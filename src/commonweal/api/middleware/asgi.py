"""What the middlewares share: reading headers, and answering in an application's place."""

from __future__ import annotations

from starlette.types import Receive, Scope, Send

from commonweal.api.problems import Answer, problem_response

__all__ = ["SAFE", "header", "headers_named", "refuse", "without_body"]

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
"""Methods that change nothing (RFC 9110 §9.2.1)."""


def headers_named(scope: Scope, name: bytes) -> list[str]:
    """Every value that a header was given, in order; ``name`` in lower case."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def header(scope: Scope, name: bytes) -> str:
    """The value of a header; blank if it is not there or there more than once."""
    values = headers_named(scope, name)
    return values[0].strip() if len(values) == 1 else ""


async def without_body() -> dict[str, object]:
    """What is received of a request whose body nobody reads."""
    return {"type": "http.request", "body": b"", "more_body": False}


async def refuse(answer: Answer, scope: Scope, send: Send, receive: Receive = without_body) -> None:
    """Answer a request without asking the application."""
    await problem_response(answer)(scope, receive, send)
