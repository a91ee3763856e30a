"""Results: what jobs found, as lists, files and reports."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated, Literal

from fastapi import Path, Query
from starlette.requests import Request
from starlette.responses import Response

from commonweal.api.answers import answered, file_answer
from commonweal.api.bodies import XLSX, ZIP
from commonweal.api.etags import known_already, tag_of_hash
from commonweal.api.files import BINARY, PDF, files, unchanged
from commonweal.api.packing import packed_result, printed_report, report_of
from commonweal.api.paging import After, Limit, page
from commonweal.api.shown import shown_page
from commonweal.api.state import services_of
from commonweal.api.strict import new_router
from commonweal.api.telling import result_message
from commonweal.api.visits import Reads, Visit
from commonweal.errors import NotThere
from commonweal.store import results as store
from commonweal.store.records import Result as Kept
from commonweal.wire.message import Id, Page
from commonweal.wire.work import Result, ResultKind

__all__ = ["ResultId", "Show", "of_visit", "router"]

router = new_router("results", "/projects/{project}")

ResultId = Annotated[Id, Path(description="Id of the result.")]
FileName = Annotated[str, Path(max_length=200, description="One of the result's files.")]
Show = Annotated[
    Literal["yes", "no"],
    Query(description="yes: a page is shown by the browser, shut in; no: it is saved as a file."),
]
OfEconomy = Annotated[Id | None, Query(description="Only those of this economy.")]
_PLANS = ("plan", "replan")
_MEDIA_TYPES = {
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".toml": "application/toml",
    ".xlsx": XLSX,
    ".zip": ZIP,
}


def of_visit(visit: Visit, result: str) -> Kept:
    """A result of the project that a request names."""
    with visit.reading() as connection:
        return store.result(connection, visit.of_project, result)


@router.get("/results", operation_id="results.list", summary="List results", response_model=Page[Result])
def listed(
    visit: Reads,
    kind: Annotated[ResultKind | None, Query(description="Only those of this kind.")] = None,
    economy: OfEconomy = None,
    after: After = None,
    limit: Limit = 100,
) -> Response:
    """List what jobs found, the newest first."""
    return _listed(visit, () if kind is None else (kind,), economy, after, limit)


@router.get("/plans", operation_id="results.plans", summary="List plans", response_model=Page[Result])
def plans(visit: Reads, economy: OfEconomy = None, after: After = None, limit: Limit = 100) -> Response:
    """List the plans that were made, and those that were made anew, the newest first."""
    return _listed(visit, _PLANS, economy, after, limit)


def _listed(
    visit: Visit, kinds: tuple[str, ...], economy: str | None, after: str | None, limit: int
) -> Response:
    """Results as a part of a list."""
    with visit.reading() as connection:
        found = store.results_of(
            connection, visit.of_project, kinds, economy=economy, after=after, limit=limit + 1
        )
    return answered(page(found, limit, result_message, lambda one: one.id))


@router.get(
    "/results/{result}",
    operation_id="results.get",
    summary="Read a result",
    response_model=Result,
    responses=unchanged(),
)
def get(visit: Reads, result: ResultId, request: Request) -> Response:
    """Read a result with its numbers and the names of its tables and files; it never changes."""
    found = of_visit(visit, result)
    tag = tag_of_hash(found.hash)
    return known_already(request, tag) or answered(result_message(found), tag=tag)


@router.get(
    "/results/{result}/files/{name}",
    operation_id="results.file",
    summary="Download a file of a result",
    response_class=Response,
    responses=BINARY,
)
def file(visit: Reads, result: ResultId, name: FileName, request: Request) -> Response:
    """Download one of the files that the result names, such as ``document.json`` or ``text.txt``."""
    found = of_visit(visit, result)
    if name not in found.files:
        raise NotThere(f"The result has no such file. There are: {', '.join(found.files) or 'none'}.")
    tag = tag_of_hash(found.manifest[name])
    return known_already(request, tag) or _file(visit, found, name, tag)


@router.get(
    "/results/{result}/report",
    operation_id="results.report",
    summary="Read the report of a result",
    response_class=Response,
    responses=files("text/html", PDF),
)
def report(
    visit: Reads,
    result: ResultId,
    request: Request,
    language: Annotated[
        Literal["en", "ar"] | None,
        Query(description="Language of the report; without, the one it was asked for in."),
    ] = None,
    format: Annotated[  # noqa: A002 - the word people use
        Literal["html", "pdf"], Query(description="html: a page; pdf: the report of a plan, to print.")
    ] = "html",
    show: Show = "no",
) -> Response:
    """Read the page that tells about a result; that of a plan in any language, and as PDF.

    Of other results there is only the one page, in the language that it was asked for in.
    """
    found = of_visit(visit, result)
    tag = tag_of_hash(found.hash, f"report-{format}-{language or ''}-{show}")
    known = known_already(request, tag)
    if known is not None:
        return known
    gate = services_of(request).downloads
    with gate.queued(), gate.passing():
        if format == "pdf":
            printed = printed_report(visit.store, found, language)
            return file_answer(printed, PDF, f"{found.kind}.pdf", tag=tag)
        page_of = report_of(visit.store, found, language)
    if show == "yes":
        return shown_page(page_of, tag=tag)
    return file_answer(page_of, "text/html; charset=utf-8", f"{found.kind}.html", tag=tag)


@router.get(
    "/results/{result}/download",
    operation_id="results.download",
    summary="Download a result",
    response_class=Response,
    responses=files(ZIP, XLSX),
)
def download(
    visit: Reads,
    result: ResultId,
    request: Request,
    format: Annotated[  # noqa: A002 - the word people use
        Literal["zip", "xlsx"],
        Query(description="zip: all its files, and of a plan what read_plan opens; xlsx: its tables."),
    ] = "zip",
) -> Response:
    """Download all that a job found, as an archive or a workbook."""
    found = of_visit(visit, result)
    tag = tag_of_hash(found.hash, format)
    known = known_already(request, tag)
    if known is not None:
        return known
    gate = services_of(request).downloads
    with gate.queued(), gate.passing():
        content = packed_result(visit.store, found, format)
    return file_answer(content, {"zip": ZIP, "xlsx": XLSX}[format], f"{found.kind}.{format}", tag=tag)


def _file(visit: Visit, found: Kept, name: str, tag: str) -> Response:
    """A file of a result."""
    content = store.file_of_result(visit.store, found, name)
    ending = PurePosixPath(name).suffix
    media_type = _MEDIA_TYPES.get(ending, "application/octet-stream")
    return file_answer(content, media_type, f"{found.kind}-{name}", tag=tag)
