"""Attachments: files that people put beside economies and plans, or that an import reads."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query
from starlette.requests import Request
from starlette.responses import Response

from commonweal.api.answers import answered, file_answer
from commonweal.api.bodies import ANY, Uploaded, body_of
from commonweal.api.etags import known_already, tag_of_hash
from commonweal.api.files import BINARY
from commonweal.api.idempotency import Once
from commonweal.api.paging import After, Limit, page
from commonweal.api.strict import new_router
from commonweal.api.telling import attachment_message
from commonweal.api.visits import Plans, Reads
from commonweal.store import attachments as store
from commonweal.wire.message import Id, Name, Page
from commonweal.wire.work import Attachment

__all__ = ["router"]

router = new_router("attachments", "/projects/{project}/attachments")

About = Annotated[
    str,
    Query(
        pattern=r"^(|(economies|plans|results)/[0-9a-f]{32})$",
        description="What it lies beside: economies/ID, plans/ID; blank for the project.",
    ),
]
AttachmentId = Annotated[Id, Path(description="Id of the attachment.")]


@router.get("", operation_id="attachments.list", summary="List attachments", response_model=Page[Attachment])
def listed(visit: Reads, about: About | None = None, after: After = None, limit: Limit = 100) -> Response:
    """List the attachments of a project, the newest first."""
    with visit.reading() as connection:
        found = store.attachments_of(connection, visit.of_project, about=about, after=after, limit=limit + 1)
    return answered(page(found, limit, attachment_message, lambda one: one.id))


@router.post(
    "",
    operation_id="attachments.add",
    summary="Attach a file",
    status_code=201,
    response_model=Attachment,
    openapi_extra=body_of(ANY),
)
def add(
    visit: Plans,
    upload: Uploaded,
    once: Once,
    name: Annotated[Name, Query(description="What the file is called.")],
    about: About = "",
) -> Response:
    """Put a file beside an economy or a plan, or into the project; it is kept as it is and never opened."""
    content = visit.store.contents.put(upload.content)
    with once.writing() as connection:
        kept = store.add_attachment(
            connection, visit.store, visit.of_project, name, content,
            who=visit.who, about=about, media_type=upload.media_type,
        )  # fmt: skip
        place = f"/api/v1/projects/{visit.of_project}/attachments/{kept.id}"
        return once.answer(connection, attachment_message(kept), 201, headers={"Location": place})


@router.get(
    "/{attachment}",
    operation_id="attachments.get",
    summary="Download an attachment",
    response_class=Response,
    responses=BINARY,
)
def get(visit: Reads, attachment: AttachmentId, request: Request) -> Response:
    """Download an attachment as it was put there."""
    with visit.reading() as connection:
        kept = store.attachment(connection, visit.of_project, attachment)
    tag = tag_of_hash(kept.content)
    known = known_already(request, tag)
    if known is not None:
        return known
    return file_answer(store.content_of(visit.store, kept), kept.media_type, kept.name, tag=tag)


@router.delete(
    "/{attachment}", operation_id="attachments.delete", summary="Delete an attachment", status_code=204
)
def delete(visit: Plans, attachment: AttachmentId) -> Response:
    """Take an attachment away."""
    with visit.writing() as connection:
        store.delete_attachment(connection, visit.of_project, attachment, who=visit.who)
    return answered(None, 204)
