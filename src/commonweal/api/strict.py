"""Reading requests strictly: JSON that means one thing, and no parameter that nobody reads."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Coroutine
from email.message import Message
from typing import Any, NoReturn

from fastapi import APIRouter
from fastapi.dependencies.utils import get_flat_params
from fastapi.exceptions import RequestValidationError
from fastapi.params import Query
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from commonweal.api import paths  # noqa: F401 - knows ids in paths, before any route is made
from commonweal.api.refusing import RequestRefused

__all__ = ["StrictRoute", "new_router"]

_VERBS = {"listed": "list", "show": "get"}  # names of functions that read better in Python
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class _ReadRequest(Request):
    """A request whose JSON was read strictly."""

    read: Any = None

    async def json(self) -> Any:
        """The body as it was read."""
        return self.read


class StrictRoute(APIRoute):
    """A route that reads requests strictly."""

    def get_route_handler(self) -> Handler:
        """What answers a request."""
        answer = super().get_route_handler()
        known, repeatable = _parameters(self)
        reads_json = self.body_field is not None

        async def strictly(request: Request) -> Response:
            _check_query(request, known, repeatable)
            return await answer(await _read_request(request) if reads_json else request)

        return strictly


def new_router(subject: str, prefix: str = "") -> APIRouter:
    """A router for routes of one subject; operations are named ``SUBJECT.FUNCTION``.

    Parameters
    ----------
    subject
        Such as ``economies``: names the routes' group in the OpenAPI document.
    prefix
        What every path begins with, below ``/api/v1``.
    """
    return APIRouter(
        prefix=prefix,
        tags=[subject],
        route_class=StrictRoute,
        generate_unique_id_function=lambda route: f"{subject}.{_VERBS.get(route.name, route.name)}",
    )


def _parameters(route: APIRoute) -> tuple[frozenset[str], frozenset[str]]:
    """Names of the parameters that a route reads from the query, and of those that may come repeatedly."""
    fields = [one for one in get_flat_params(route.dependant) if isinstance(one.field_info, Query)]
    repeatable = (field.alias for field in fields if "tuple[" in str(field.field_info.annotation))
    return frozenset(field.alias for field in fields), frozenset(repeatable)


def _check_query(request: Request, known: frozenset[str], repeatable: frozenset[str]) -> None:
    """Refuse parameters that the route does not read, and those given twice."""
    seen: set[str] = set()
    for name, _ in request.query_params.multi_items():
        if name not in known:
            place = ("query", name[:100])
            raise RequestValidationError([{"type": "extra_forbidden", "loc": place, "msg": "unknown"}])
        if name in seen and name not in repeatable:
            _refuse(f"The parameter '{name}' is given twice. Give it once.")
        seen.add(name)


async def _read_request(request: Request) -> Request:
    """A request with its JSON read; as it came, where it has no body."""
    body = await request.body()
    if not body:
        return request
    said = Message()
    said["content-type"] = request.headers.get("content-type", "")
    if said.get_content_type() != "application/json":
        raise RequestRefused(
            415, "media-type", "This is read as JSON only: send Content-Type: application/json."
        )
    read = _ReadRequest(request.scope, request.receive)
    read.read = _read(body)
    read._body = body
    return read


def _read(body: bytes) -> Any:
    """JSON that means one thing.

    Raises
    ------
    RequestRefused
        If it does not: a key twice, NaN, a number beyond what is kept, levels without end, not UTF-8.
    """
    try:
        return json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_once_each,
            parse_constant=_no_constant,
            parse_float=_finite,
        )
    except UnicodeDecodeError as error:
        _refuse(f"The JSON is not UTF-8: byte {error.start} is none of it.", 400)
    except json.JSONDecodeError as error:
        _refuse(f"The body is not JSON: {error.msg}, line {error.lineno}, column {error.colno}.", 400)
    except RecursionError:
        _refuse("The JSON is nested too deep.", 400)
    except ValueError:  # Python refuses whole numbers of more than 4,300 digits
        _refuse("A number in the JSON has too many digits.")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; no key twice, since readers differ in which they take."""
    read = dict(pairs)
    if len(read) < len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        _refuse(f"The key '{twice[:100]}' is given twice in one object. Give it once.")
    return read


def _no_constant(word: str) -> NoReturn:
    _refuse(f"{word} is not a number of JSON. Leave it out, or write null for blank.")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in {float("inf"), float("-inf")}:
        _refuse(f"The number {digits[:20]} is too big to be kept.")
    return number


def _refuse(message: str, status: int = 422) -> NoReturn:
    raise RequestRefused(status, "bad-request" if status == 400 else "request", message)
