"""Explanations in sentences, whose parts point at rows and things."""

from __future__ import annotations

import json
from functools import cache
from typing import Annotated, Literal

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from commonweal.api.answers import answered
from commonweal.api.etags import known_already, tag_of_hash
from commonweal.api.files import unchanged
from commonweal.api.pointing import point
from commonweal.api.routes.results import ResultId, of_visit
from commonweal.api.strict import new_router
from commonweal.api.visits import Reads, Visit
from commonweal.errors import NotThere
from commonweal.show.said import SAID
from commonweal.store.economies import version as version_of
from commonweal.store.opened import table_of
from commonweal.store.records import Result, Version
from commonweal.store.results import file_of_result
from commonweal.wire.explanations import Explanations

__all__ = ["router"]

router = new_router("explanations", "/projects/{project}")


@router.get(
    "/results/{result}/explanation",
    operation_id="explanations.get",
    summary="Read an explanation in sentences",
    response_model=Explanations,
    responses=unchanged(),
)
def get(
    visit: Reads,
    result: ResultId,
    request: Request,
    language: Annotated[Literal["en", "ar"], Query(description="Language of the sentences.")] = "en",
) -> Response:
    """Read what ``explain``, ``relief`` or ``why`` found, with what each part of a sentence is about.

    Rows are pointed at as they stand in the version of the economy that holds now.
    """
    found = of_visit(visit, result)
    if SAID not in found.files:
        raise NotThere("This result explains nothing in sentences. Ask for an explanation of the plan.")
    now = _present(visit, found)
    tag = tag_of_hash(found.hash, f"said-{language}-{0 if now is None else now.number}")
    known = known_already(request, tag)
    if known is not None:
        return known
    told = json.loads(file_of_result(visit.store, found, SAID))[language]
    if now is not None:
        point(told, cache(lambda table: table_of(visit.store, now, table)))
    return answered(Explanations.model_validate_json(json.dumps(told)), tag=tag)


def _present(visit: Visit, found: Result) -> Version | None:
    """The version that holds now of the economy that was explained; None if it was put away."""
    if found.economy is None:
        return None
    with visit.reading() as connection:
        try:
            return version_of(connection, visit.of_project, found.economy, None)
        except NotThere:
            return None
