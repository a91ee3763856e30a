"""The OpenAPI document says everything that a program must know to call the API."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from typing import Any, get_args

import pytest
from pydantic import TypeAdapter

from commonweal import wire
from commonweal.access.deciding import NEEDS
from commonweal.api.app import make_app
from commonweal.api.examples import EXAMPLES
from commonweal.api.problem_kinds import KINDS
from commonweal.api.settings import ServerSettings
from commonweal.store.opening import Store
from commonweal.wire import requests, work

_MODULES = [
    importlib.import_module(f"commonweal.wire.{found.name}") for found in pkgutil.iter_modules(wire.__path__)
]
MESSAGES = {
    name: getattr(module, name)
    for module in _MODULES
    for name in getattr(module, "__all__", ())
    if name in EXAMPLES
}


@pytest.fixture
def document(sqlite_store: Store) -> Mapping[str, Any]:
    return _document(sqlite_store)


_made: list[Mapping[str, Any]] = []


def _document(store: Store) -> Mapping[str, Any]:
    """The document, made once: it depends on no store."""
    if not _made:
        _made.append(make_app(store, ServerSettings(workers=0)).openapi())
    return _made[0]


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def test_every_operation_says_what_it_is_and_who_may_call_it(document):
    for path, method, operation in operations(document):
        place = f"{method} {path}"
        assert operation["summary"], place
        assert operation["description"], place
        assert operation["operationId"].count(".") == 1, place
        assert operation["x-needs"] in NEEDS, place
        assert bool(operation["security"]) == (operation["x-needs"] != "anyone"), place


def test_names_of_operations_are_told_once(document):
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))


def test_every_message_that_is_taken_or_given_has_an_example(document):
    for path, method, operation in operations(document):
        bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
        for body in bodies:
            content = body.get("content", {}).get("application/json")
            assert content is None or "example" in content or "examples" in content, (method, path)


def test_examples_are_of_messages():
    assert EXAMPLES.keys() - MESSAGES.keys() == {"Lives", "Ready"}  # described beside their routes


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_examples_are_what_they_show(name):
    MESSAGES[name].model_validate_json(TypeAdapter(Any).dump_json(EXAMPLES[name]))


def test_there_is_an_example_for_every_kind_of_job():
    kinds = {EXAMPLES[one.__name__]["kind"] for one in get_args(get_args(requests.JobRequest)[0])}
    assert kinds == set(get_args(work.ResultKind))


def test_problems_are_told_with_their_codes(document):
    for path, method, operation in operations(document):
        if not path.startswith("/api/v1"):
            continue
        for status, answer in operation["responses"].items():
            if status.startswith(("4", "5")) or status == "default":
                assert list(answer["content"]) == ["application/problem+json"], (method, path, status)
            if status.startswith(("4", "5")) and int(status) != 406:
                codes = [kind.code for kind in KINDS.values() if kind.status == int(status)]
                assert all(f"`{code}`" in answer["description"] for code in codes), (method, path, status)


def test_changes_of_an_economy_name_the_version_they_change(document):
    without = {"economies.add", "economies.annotate_upload", "economies.check_upload", "economies.delete"}
    without |= {"scenarios.read", "scenarios.try"}  # keep nothing
    for path, method, operation in operations(document):
        if "/economies" in path and method != "get" and operation["operationId"] not in without:
            assert "if-match" in {one["name"] for one in operation["parameters"]}, (method, path)


def test_every_post_but_those_with_a_password_can_be_sent_twice(document):
    for path, method, operation in operations(document):
        if method == "post" and "/session" not in path:
            assert "idempotency-key" in {one["name"] for one in operation["parameters"]}, path


def test_texts_and_numbers_in_addresses_are_bounded(document):
    for path, method, operation in operations(document):
        for parameter in operation.get("parameters", []):
            if parameter["in"] in {"path", "query"}:
                assert _bounded(parameter["schema"]), (method, path, parameter["name"])


def _bounded(schema: Mapping[str, Any]) -> bool:
    """Whether a schema allows no endless text or number."""
    if "anyOf" in schema:
        return all(_bounded(one) for one in schema["anyOf"])
    if schema.get("type") == "string":
        return bool({"maxLength", "pattern", "enum", "const"} & schema.keys())
    if schema.get("type") == "integer":
        return "maximum" in schema
    if schema.get("type") == "array":
        return "maxItems" in schema and _bounded(schema["items"])
    return True


def test_the_document_is_served_and_nothing_in_it_comes_from_elsewhere(served):
    answer = served("GET", "/openapi.json")
    assert answer.json()["openapi"].startswith("3.1")
    page = served.client.get("/")
    assert page.status_code == 200
    assert "src=" not in page.text
    assert "https://" not in page.text
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert served.client.get(path).status_code == 404
