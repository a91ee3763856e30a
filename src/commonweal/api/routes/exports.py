"""A project as one file."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from commonweal.api.answers import disposition
from commonweal.api.bodies import ZIP
from commonweal.api.files import files
from commonweal.api.project_file import packed_project
from commonweal.api.state import services_of
from commonweal.api.strict import new_router
from commonweal.api.visits import Reads
from commonweal.store.projects import project as project_named

__all__ = ["router"]

router = new_router("projects", "/projects/{project}")


@router.get(
    "/download",
    operation_id="projects.download",
    summary="Download a project",
    response_class=Response,
    responses=files(ZIP, unchanging=False),
)
def download(visit: Reads, request: Request) -> Response:
    """Download all of a project as one archive: economies, plans, results, reports, attachments, events.

    Who has a link gets it without the events, which say who did what.
    """
    with visit.reading() as connection:
        name = project_named(connection, visit.of_project).name
    gate = services_of(request).downloads
    with gate.queued(), gate.passing():
        packed = packed_project(visit.store, visit.of_project, events=visit.actor.how != "link")
    headers = {"Content-Disposition": disposition(f"{name}.zip"), "Content-Length": str(packed.size)}
    return StreamingResponse(packed.parts(), headers=headers, media_type=ZIP)
