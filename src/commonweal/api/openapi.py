"""The OpenAPI document: what FastAPI knows of the routes, and what only we know.

Added to every operation: who may call it (``x-needs``) and by what it signs in, which problems it may
answer with, and an example of what it takes and gives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, RouteContext, iter_route_contexts

from commonweal.api.examples import EXAMPLES
from commonweal.api.problem_kinds import KINDS
from commonweal.api.visits import needs_of
from commonweal.wire.message import Problem

__all__ = ["describe", "document"]

_ABOUT = (
    "Everything that commonweal keeps and does for a team: economies in versions, jobs that plan them, and "
    "what the jobs found. Errors are `application/problem+json`; the field `code` names the kind. What "
    "changes an economy names the version it changes (`If-Match`). Every POST takes an `Idempotency-Key`: "
    "sent twice with the same key it is done once."
)
_SCHEMES: Mapping[str, Any] = {
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "__Host-commonweal",
        "description": "Cookie of a browser's session; changes need the header X-CSRF-Token, too. On a "
        "server for one person, over plain http, its name is commonweal.",
    },
    "csrf": {
        "type": "apiKey",
        "in": "header",
        "name": "X-CSRF-Token",
        "description": "The field csrf of GET /session; goes with the cookie.",
    },
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token for programs, or that of a link (which only reads).",
    },
}
_UNSAFE = {"post", "put", "patch", "delete"}
_REF = "#/components/schemas/"


def describe(app: FastAPI) -> None:
    """Have an application describe itself so."""
    made: list[dict[str, Any]] = []

    def openapi() -> dict[str, Any]:
        if not made:
            made.append(document(app))
        return made[0]

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to change it


def document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of an application."""
    told = get_openapi(
        title=app.title,
        version=app.version,
        summary="Plans production and supply so that people's needs are met first.",
        description=_ABOUT,
        routes=app.routes,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        servers=[{"url": "/"}],
    )
    parts = told.setdefault("components", {})
    parts["securitySchemes"] = dict(_SCHEMES)
    schemas = parts.setdefault("schemas", {})
    _add_problem(schemas)
    for method, operation, route in _operations(app, told):
        _complete(operation, method, route)
        _show_examples(operation, schemas)
    return told


def _operations(app: FastAPI, told: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], RouteContext]]:
    """Every operation of a document with its method and route."""
    for route in iter_route_contexts(app.routes):
        if not isinstance(route.original_route, APIRoute) or not route.include_in_schema:
            continue
        for method in route.methods or ():
            yield method.lower(), told["paths"][route.path_format][method.lower()], route


def _add_problem(schemas: dict[str, Any]) -> None:
    """Describe problems; FastAPI's own form of errors is never answered."""
    problem = Problem.model_json_schema(ref_template=_REF + "{model}", mode="serialization")
    schemas |= problem.pop("$defs")
    schemas["Problem"] = problem
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)


def _complete(operation: dict[str, Any], method: str, route: RouteContext) -> None:
    """Say who may call an operation, and which problems it may answer with."""
    needs = needs_of(route.original_route) or "anyone"
    operation["x-needs"] = needs
    operation["security"] = [] if needs == "anyone" else _ways_in(method)
    answers = operation["responses"]
    answers.pop("422", None)
    for status in sorted(_possible(operation, method, needs)):
        answers.setdefault(str(status), _problem_answer(status))
    answers["default"] = {"description": "Any other problem.", "content": _PROBLEM}
    for status, answer in answers.items():
        if status.startswith("2"):
            answer.setdefault("headers", {}).update(_headers(operation, status))


def _headers(operation: Mapping[str, Any], status: str) -> dict[str, Any]:
    """Headers of the answer where all goes well."""
    taken = {one["name"].lower() for one in operation.get("parameters", [])}
    found = {}
    if "if-match" in taken or "304" in operation["responses"]:
        found["ETag"] = _header("Of the state that is told: what If-Match and If-None-Match take.")
    if "idempotency-key" in taken:
        found["Idempotency-Replayed"] = _header("true, where it was done before and not again.")
    if status == "201":
        found["Location"] = _header("Where to find what was made.")
    return found


def _header(description: str) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string"}}


def _ways_in(method: str) -> list[dict[str, list[str]]]:
    """What may be shown to be let in: a cookie, with its token for changes; or a token."""
    cookie: dict[str, list[str]] = {"session": []}
    return [cookie | {"csrf": []} if method in _UNSAFE else cookie, {"bearer": []}]


def _possible(operation: Mapping[str, Any], method: str, needs: str) -> set[int]:
    """Statuses of the problems that an operation may answer with."""
    parameters = operation.get("parameters", [])
    found = {422, 429, 503}
    if needs != "anyone":
        found |= {401, 403}
    if any(one["in"] == "path" for one in parameters):
        found.add(404)
    if any(one["name"].lower() == "if-match" for one in parameters):
        found |= {412, 428}
    if "requestBody" in operation:
        found |= {400, 408, 413, 415}
    if method in _UNSAFE:
        found |= {403, 409, 507}
    return found


_PROBLEM: Mapping[str, Any] = {"application/problem+json": {"schema": {"$ref": _REF + "Problem"}}}


def _problem_answer(status: int) -> dict[str, Any]:
    """The answer of one status: its codes."""
    kinds = [kind for kind in KINDS.values() if kind.status == status]
    words = "; ".join(f"`{kind.code}`: {kind.title.lower()}" for kind in kinds)
    return {"description": f"{words}.", "content": _PROBLEM}


def _show_examples(operation: dict[str, Any], schemas: Mapping[str, Any]) -> None:
    """Show an example of each message that an operation takes or gives."""
    for body in (operation.get("requestBody", {}), *operation["responses"].values()):
        for kind, content in body.get("content", {}).items():
            if kind != "application/json" or "example" in content or "examples" in content:
                continue
            shown = _examples(content.get("schema", {}), schemas)
            if len(shown) == 1:
                content["example"] = next(iter(shown.values()))
            elif shown:
                content["examples"] = {name: {"value": value} for name, value in shown.items()}


def _examples(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> dict[str, Any]:
    """Examples of what a schema describes, by the names of its messages."""
    if "oneOf" in schema or "anyOf" in schema:
        found: dict[str, Any] = {}
        for one in schema.get("oneOf", schema.get("anyOf", ())):
            found |= _examples(one, schemas)
        return found
    name = schema.get("$ref", "").removeprefix(_REF)
    plain = name.removesuffix("-Input").removesuffix("-Output")
    if plain in EXAMPLES:
        return {plain: EXAMPLES[plain]}
    if name not in schemas:
        return {}
    items = schemas[name].get("properties", {}).get("items", {}).get("items", {})
    return {name: {"items": [value], "next": None} for name, value in _examples(items, schemas).items()}
