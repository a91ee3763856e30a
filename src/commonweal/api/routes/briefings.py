"""Briefings: one page about a plan, for a minister or a donor."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query
from starlette.requests import Request
from starlette.responses import Response

from commonweal.api.answers import file_answer
from commonweal.api.asks import asks_about
from commonweal.api.etags import known_already, tag_of_hash
from commonweal.api.files import DOCX, PDF, files
from commonweal.api.routes.results import ResultId, Show, of_visit
from commonweal.api.shown import shown_page
from commonweal.api.state import services_of
from commonweal.api.strict import new_router
from commonweal.api.visits import Reads
from commonweal.errors import NotThere
from commonweal.printing.making import briefing_bytes
from commonweal.store.pictures import opened_plan

__all__ = ["router"]

router = new_router("briefings", "/projects/{project}")

_TYPES = {"html": "text/html; charset=utf-8", "pdf": PDF, "docx": DOCX}
_PLANS = ("plan", "replan")


@router.get(
    "/results/{result}/briefing",
    operation_id="briefings.get",
    summary="Read the briefing of a plan",
    response_class=Response,
    responses=files("text/html", PDF, DOCX),
)
def get(
    visit: Reads,
    result: ResultId,
    request: Request,
    language: Annotated[Literal["en", "ar"], Query(description="Language of the page.")] = "en",
    format: Annotated[  # noqa: A002 - the word people use
        Literal["html", "pdf", "docx"],
        Query(description="html: a page; pdf: to print; docx: a document to edit."),
    ] = "html",
    show: Show = "no",
) -> Response:
    """Read one page about a plan: who is short, when stocks break, what is asked for, what it rests on.

    What is asked for comes from the last job of the kind ``require`` for the plan's version and scenario,
    else from the last job of the kind ``relief`` about the plan, else from the plan's own explanations;
    where there is none of them, the page says so.
    """
    found = of_visit(visit, result)
    if found.kind not in _PLANS:
        raise NotThere(f"Only plans have a briefing; this is a result of the kind '{found.kind}'.")
    with visit.reading() as connection:
        asks = asks_about(connection, visit.of_project, found)
    tag = tag_of_hash(found.hash, f"briefing-{format}-{language}-{show}-{asks.tag}")
    known = known_already(request, tag)
    if known is not None:
        return known
    gate = services_of(request).downloads
    with gate.queued(), gate.passing():
        content = briefing_bytes(
            opened_plan(visit.store, found),
            format,
            language=language,
            package=asks.package_data(visit.store),
            relief=asks.relief_of(visit.store, found),
        )
    if format == "html" and show == "yes":
        return shown_page(content, tag=tag)
    return file_answer(content, _TYPES[format], f"briefing.{format}", tag=tag)
