"""Economies of a project: adding them, reading and checking them, new contents, names."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Annotated, Literal

from fastapi import Body, Path, Query
from starlette.responses import Response

from commonweal.api.answers import answered, file_answer
from commonweal.api.bodies import ECONOMY, XLSX, FileName, Uploaded, body_of, file_name
from commonweal.api.etags import IfMatch, check_version, tag_of_version
from commonweal.api.files import files
from commonweal.api.idempotency import Once
from commonweal.api.paging import After, Limit, page
from commonweal.api.reading import (
    Read,
    annotated_of_upload,
    draft_of_example,
    draft_of_upload,
    findings_of_upload,
)
from commonweal.api.refusing import RequestRefused
from commonweal.api.strict import new_router
from commonweal.api.telling import economy_message, kept_message, wire_findings
from commonweal.api.visits import Plans, Reads, Visit
from commonweal.findings import errors_in
from commonweal.store import economies as store
from commonweal.store.records import KeptEconomy
from commonweal.wire.economies import Checked, Economy, Kept, Rename
from commonweal.wire.message import Id, Name, Page

__all__ = ["EconomyId", "router"]

router = new_router("economies", "/projects/{project}/economies")

EconomyId = Annotated[Id, Path(description="Id of the economy.")]
What = Annotated[str, Query(max_length=500, description="What it is for, for the history.")]
Example = Annotated[
    Literal["leontief", "syria", "village", "world"] | None,
    Query(description="Begin with an economy that ships with the program; no body then."),
]


@router.get("", operation_id="economies.list", summary="List economies", response_model=Page[Economy])
def listed(visit: Reads, after: After = None, limit: Limit = 100) -> Response:
    """List the economies of a project by name, each with the version that holds."""
    with visit.reading() as connection:
        found = store.economies_of(connection, visit.of_project, after=after or "", limit=limit + 1)
    return answered(page(found, limit, economy_message, lambda one: one.name))


@router.post(
    "",
    operation_id="economies.add",
    summary="Add an economy",
    status_code=201,
    response_model=Kept,
    openapi_extra=body_of(ECONOMY, required=False),
)
def add(
    visit: Plans,
    upload: Uploaded,
    once: Once,
    name: Annotated[
        Name | None, Query(description="What to call it; without, as the file is called.")
    ] = None,
    example: Example = None,
    file: FileName = None,
    what: What = "",
) -> Response:
    """Add an economy: a workbook (.xlsx) or an archive (.zip) of its tables, or one that ships.

    It is read and checked in a process of its own. Errors keep it out (422 with the findings); warnings
    come with the answer.
    """
    called = name or example or (PurePosixPath(file).stem if file else None)
    if called is None:
        raise RequestRefused(422, "request", "Say what to call the economy: name=NAME.")
    read = _read(visit, upload, example, file, called)
    with once.writing() as connection:
        kept = store.add_economy(
            connection, visit.store, visit.of_project, called, read.draft,
            what=what or _came_from(example, file), who=visit.who,
        )  # fmt: skip
        place = f"/api/v1/projects/{visit.of_project}/economies/{kept.id}"
        return once.answer(
            connection,
            kept_message(kept, read.findings),
            201,
            tag=tag_of_version(kept.version.number),
            headers={"Location": place},
        )


def _read(visit: Visit, upload: Uploaded, example: Example, file: str | None, called: str) -> Read:
    """The economy of an upload, or the one that ships."""
    if example is None:
        return draft_of_upload(visit.store, upload, file_name(upload, file, called))
    if upload.content:
        raise RequestRefused(422, "request", "Send a file or name an example, not both.")
    return draft_of_example(visit.store, example)


def _came_from(example: str | None, file: str | None) -> str:
    """What adding or replacing did, in a sentence."""
    if example is not None:
        return f"Begun with the example {example}."
    return f"Uploaded from {file}." if file else "Uploaded."


@router.post(
    "/check",
    operation_id="economies.check_upload",
    summary="Check a file",
    response_model=Checked,
    openapi_extra=body_of(ECONOMY),
)
def check_upload(visit: Plans, upload: Uploaded, once: Once, file: FileName = None) -> Response:
    """Say what is wrong or doubtful about a workbook or an archive of tables; nothing is kept."""
    findings = findings_of_upload(visit.store, upload, file_name(upload, file, "upload"))
    with once.writing() as connection:
        told = Checked(sound=not errors_in(findings), findings=wire_findings(findings))
        return once.answer(connection, told)


@router.post(
    "/annotate",
    operation_id="economies.annotate_upload",
    summary="Mark the faults in a file",
    response_class=Response,
    responses=files(XLSX, unchanging=False),
    openapi_extra=body_of(ECONOMY),
)
def annotate_upload(
    visit: Plans,
    upload: Uploaded,
    once: Once,  # noqa: ARG001 - nothing is kept, so that what is sent twice is simply done twice
    file: FileName = None,
) -> Response:
    """Answer a workbook of what was sent with every faulty cell marked and explained; nothing is kept.

    The sheet ``# findings`` lists all that is wrong or doubtful. Cells are written as values, never as
    formulas.
    """
    called = file_name(upload, file, "upload")
    content = annotated_of_upload(visit.store, upload, called)
    return file_answer(content, XLSX, f"{PurePosixPath(called).stem}.findings.xlsx")


@router.get("/{economy:id}", operation_id="economies.get", summary="Read an economy", response_model=Economy)
def get(visit: Reads, economy: EconomyId) -> Response:
    """Read an economy with the version that holds; the ETag is what changes are sent with."""
    with visit.reading() as connection:
        return _told(store.economy(connection, visit.of_project, economy))


@router.patch(
    "/{economy:id}", operation_id="economies.rename", summary="Rename an economy", response_model=Economy
)
def rename(
    visit: Plans, economy: EconomyId, expected: IfMatch, change: Annotated[Rename, Body()]
) -> Response:
    """Give an economy another name; its content and version stay."""
    with visit.writing() as connection:
        _check(store.economy(connection, visit.of_project, economy), expected)
        return _told(store.rename_economy(connection, visit.of_project, economy, change.name, who=visit.who))


@router.delete("/{economy:id}", operation_id="economies.delete", summary="Delete an economy", status_code=204)
def delete(visit: Plans, economy: EconomyId) -> Response:
    """Put an economy away; what was found out about it stays."""
    with visit.writing() as connection:
        store.delete_economy(connection, visit.of_project, economy, who=visit.who)
    return answered(None, 204)


@router.put(
    "/{economy:id}/content",
    operation_id="economies.replace",
    summary="Replace an economy's content",
    response_model=Kept,
    openapi_extra=body_of(ECONOMY),
)
def replace(
    visit: Plans,
    economy: EconomyId,
    expected: IfMatch,
    upload: Uploaded,
    file: FileName = None,
    what: What = "",
) -> Response:
    """Make a new version of a workbook or an archive of tables; where nothing differs, nothing is changed."""
    called = file_name(upload, file, "upload")
    with visit.reading() as connection:
        _check(store.economy(connection, visit.of_project, economy), expected)
    read = draft_of_upload(visit.store, upload, called)
    with visit.writing() as connection:
        now = _check(store.economy(connection, visit.of_project, economy), expected)
        differs = dict(now.version.manifest) != dict(read.draft.manifest)
        if differs:
            now = store.add_version(
                connection, visit.store, visit.of_project, economy, read.draft,
                expected=expected, what=what or _came_from(None, file), who=visit.who,
            )  # fmt: skip
    return answered(kept_message(now, read.findings, kept=differs), tag=tag_of_version(now.version.number))


def _told(kept: KeptEconomy) -> Response:
    """An economy as the answer."""
    return answered(economy_message(kept), tag=tag_of_version(kept.version.number))


def _check(kept: KeptEconomy, expected: int) -> KeptEconomy:
    """An economy of which the expected version holds."""
    check_version(kept.version.number, expected)
    return kept
