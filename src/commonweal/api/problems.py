"""Errors as answers: problem+json with our own words, never a trace, a path, SQL or a library's message."""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import IntegrityError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from commonweal.api.allowing import methods_at
from commonweal.api.invalid import findings_of_request
from commonweal.api.observing.incidents import incident
from commonweal.api.problem_kinds import kind_of
from commonweal.api.refusing import RequestRefused
from commonweal.errors import (
    Conflict,
    Damaged,
    DataError,
    ModelError,
    NoPlan,
    NotSignedIn,
    NotThere,
    PlanningError,
    Refused,
    SolverStopped,
    StoreAway,
    StoreFull,
    StoreInUse,
    TooMany,
    WrongVersion,
)
from commonweal.findings import Finding
from commonweal.wire.message import Problem, WireFinding

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request

__all__ = ["MEDIA_TYPE", "Answer", "AnswerNow", "answer_to", "install", "problem_response", "wire_finding"]

MEDIA_TYPE = "application/problem+json"

_log = logging.getLogger("commonweal.api")


@dataclass(frozen=True)
class Answer:
    """What an error is answered with.

    Attributes
    ----------
    status, code
        HTTP status, and the kind in a word.
    detail
        What is wrong this time, and what to do.
    findings
        Each fault of the input.
    headers
        What goes with it, such as ``Retry-After``.
    ours
        Whether the fault is the server's: it is logged with its trace.
    """

    status: int
    code: str
    detail: str
    findings: tuple[Finding, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    ours: bool = False


class AnswerNow(HTTPException):
    """An answer raised where the framework reads a request; it lets only its own errors through."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        super().__init__(answer.status)


_INTERNAL = Answer(
    500,
    "internal",
    "The server's log tells more under the incident's word. Tell it to whoever looks after the server.",
    ours=True,
)

_STORE: tuple[tuple[type[PlanningError], Answer], ...] = (  # the first that fits
    (NotThere, Answer(404, "not-there", "")),
    (NotSignedIn, Answer(401, "sign-in", "")),
    (Refused, Answer(403, "forbidden", "")),
    (Conflict, Answer(409, "conflict", "")),
    (StoreFull, Answer(507, "disk-full", "")),
    (StoreAway, Answer(503, "away", "", headers={"Retry-After": "2"})),
    (StoreInUse, Answer(503, "in-use", "", headers={"Retry-After": "10"})),
    (WrongVersion, Answer(503, "store-version", "", headers={"Retry-After": "60"}, ours=True)),
    (Damaged, Answer(500, "damaged", "", ours=True)),
    (NoPlan, Answer(422, "no-plan", "")),
    (SolverStopped, Answer(422, "stopped", "")),
    (ModelError, Answer(422, "model", "")),
)

_HTTP = {
    400: "The request can't be read. See /api/v1/openapi.json for what is expected.",
    401: "Sign in, or send a token: 'Authorization: Bearer TOKEN'.",
    403: "Ask an owner of the project for the right to do it.",
    404: "Look at the list it should be in; what others keep does not show.",
    405: "The header Allow tells what can be done to it.",
    406: "See /api/v1/openapi.json for the formats it can be had in.",
    413: "Send less at once.",
    415: "See /api/v1/openapi.json for the types that are read here.",
}


def answer_to(error: Exception) -> Answer:
    """What an error is answered with."""
    for kind, answered in _ANSWERS:
        if isinstance(error, kind):
            return answered(error)
    for kind, answer in _STORE:
        if isinstance(error, kind):
            return replace(answer, detail=_said(error))
    return _INTERNAL


def _to_refused(error: RequestRefused) -> Answer:
    """The answer to a request that the API refuses itself."""
    return Answer(error.status, error.code, _said(error), headers=error.headers)


def _to_too_many(error: TooMany) -> Answer:
    """The answer to one of too many."""
    return Answer(429, "too-many", _said(error), headers={"Retry-After": str(error.seconds)})


def _to_clash(error: IntegrityError) -> Answer:  # noqa: ARG001 - the database's words are not passed on
    """The answer where two made the same at once."""
    return Answer(409, "conflict", "Something like it was made at the same time. Look, then try again.")


def _to_invalid(error: RequestValidationError) -> Answer:
    """The answer to a request that is not as described."""
    findings = findings_of_request(error.errors(), error.body)
    unread = any(one.get("type") == "json_invalid" for one in error.errors())
    return Answer(
        400 if unread else 422,
        "bad-request" if unread else "request",
        "; ".join(f"{one.column or one.file}: {one.why}" for one in findings[:3]),
        findings,
    )


def _to_http(error: HTTPException) -> Answer:
    """The answer to an error of the framework, whose words are not passed on."""
    if isinstance(error, AnswerNow):
        return error.answer
    status = int(error.status_code)
    if status >= 500 and status != 503:
        return _INTERNAL
    return Answer(
        status, "", _HTTP.get(status, kind_of(status).title + "."), headers=dict(error.headers or {})
    )


def _to_findings(error: DataError) -> Answer:
    """The answer to an input with faults."""
    n = len(error.findings)
    detail = f"{n} finding{'' if n == 1 else 's'}, each with its place and what to do. Nothing was kept."
    return Answer(422, "findings", detail, error.findings)


_ANSWERS: tuple[tuple[type[Exception], Callable[[Any], Answer]], ...] = (
    (RequestRefused, _to_refused),
    (RequestValidationError, _to_invalid),
    (HTTPException, _to_http),
    (IntegrityError, _to_clash),
    (DataError, _to_findings),
    (TooMany, _to_too_many),
)


def _said(error: Exception) -> str:
    """The sentence of an error, without paths of this machine."""
    return _without_paths(str(error)) or "There is no more to say about it."


@lru_cache(maxsize=1)
def _places() -> tuple[str, ...]:
    """Folders of this machine that no answer names."""
    found = {
        tempfile.gettempdir(),
        sys.prefix,
        sys.base_prefix,
        str(Path.home()),
        str(Path.cwd()),
        str(Path(__file__).resolve().parents[1]),
    }
    return tuple(sorted((place for place in found if len(place) > 1), key=len, reverse=True))


def _without_paths(text: str, places: Sequence[str] | None = None) -> str:
    """A text in which files of this machine stand by their name alone."""
    for place in places if places is not None else _places():
        while (start := text.find(place + "/")) >= 0:
            end = start
            while end < len(text) and text[end] not in " '\"`,;:()[]<>\n\t":
                end += 1
            text = text[:start] + text[start:end].rpartition("/")[2] + text[end:]
    return text


def wire_finding(finding: Finding) -> WireFinding:
    """A finding as it goes over the wire."""
    return WireFinding(
        code=finding.code,
        severity=finding.severity,
        why=_without_paths(finding.why),
        remedy=_without_paths(finding.remedy),
        file=_without_paths(finding.file),
        sheet=finding.sheet,
        row=finding.row,
        column=finding.column,
        value=finding.value,
        more=finding.more,
    )


def problem_of(answer: Answer) -> Problem:
    """An answer as the message that is sent."""
    kind = kind_of(answer.status, answer.code)
    return Problem(
        type=f"urn:commonweal:problem:{kind.code}",
        title=kind.title,
        status=answer.status,
        detail=answer.detail,
        code=kind.code,
        incident=incident(),
        findings=tuple(wire_finding(finding) for finding in answer.findings),
    )


def problem_response(answer: Answer) -> Response:
    """An answer, ready to be sent."""
    headers = dict(answer.headers)
    if answer.status == 401:
        headers.setdefault("WWW-Authenticate", 'Bearer realm="commonweal"')
    if answer.status in {429, 503}:
        headers.setdefault("Retry-After", "2")
    return Response(problem_of(answer).model_dump_json(), answer.status, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Have an application answer every error so."""

    def told(request: Request, error: Exception) -> Response:
        answer = answer_to(error)
        if answer.status == 405:
            answer = replace(answer, headers={"Allow": methods_at(app, request.url.path)})
        if answer.ours:
            _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return problem_response(answer)

    for kind in (PlanningError, IntegrityError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, told)
