"""The kinds of problem that the API answers with: their code, HTTP status and title.

``docs/reference/problems.md`` tells each with what to do about it; a test keeps the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["KINDS", "Kind", "kind_of"]


@dataclass(frozen=True)
class Kind:
    """A kind of problem.

    Attributes
    ----------
    code
        In a word, for programs.
    status
        HTTP status that it usually has.
    title
        In words; the same each time.
    """

    code: str
    status: int
    title: str


_ALL = (
    Kind("bad-request", 400, "The request can't be read"),
    Kind("sign-in", 401, "Signing in is needed"),
    Kind("forbidden", 403, "You may not do this"),
    Kind("csrf", 403, "The request does not come from a page of this server"),
    Kind("foreign-origin", 403, "The request comes from another site"),
    Kind("not-there", 404, "There is no such thing, or not for you"),
    Kind("method", 405, "This can't be done to it"),
    Kind("not-acceptable", 406, "It can't be had in this format"),
    Kind("slow-body", 408, "The request came too slowly"),
    Kind("conflict", 409, "It clashes with what is there"),
    Kind("changed", 412, "Somebody changed it meanwhile"),
    Kind("too-large", 413, "The request is too large"),
    Kind("media-type", 415, "Content of this type is not read here"),
    Kind("wrong-host", 421, "This server has another name"),
    Kind("findings", 422, "The input has faults"),
    Kind("request", 422, "The request is not as the API describes it"),
    Kind("model", 422, "It can't be done as asked"),
    Kind("no-plan", 422, "There is no plan that can be trusted"),
    Kind("stopped", 422, "The solve was ended before it was done"),
    Kind("if-match", 428, "The request must say which version it changes"),
    Kind("too-many", 429, "Too much at once"),
    Kind("headers-too-large", 431, "The headers are too large"),
    Kind("internal", 500, "Something went wrong in the server"),
    Kind("damaged", 500, "Something that is kept is damaged"),
    Kind("away", 503, "The database does not answer"),
    Kind("in-use", 503, "The store is open elsewhere"),
    Kind("too-slow", 503, "The request took too long"),
    Kind("store-version", 503, "The store and the program differ in version"),
    Kind("disk-full", 507, "The disk is full"),
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.code: kind for kind in _ALL})
"""Every kind that the API itself knows, by code."""

_BY_STATUS = {kind.status: kind for kind in reversed(_ALL)}  # the first of each status


def kind_of(status: int, code: str = "") -> Kind:
    """The kind of a code; of an unknown one, with the title that its status has."""
    if code in KINDS:
        return Kind(code, status, KINDS[code].title)
    known = _BY_STATUS.get(status, KINDS["bad-request" if status < 500 else "internal"])
    return Kind(code or known.code, status, known.title)
