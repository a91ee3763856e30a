"""Jobs: asking for one, watching it, ending it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Body, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.requests import Request
from starlette.responses import Response

from commonweal.api.answers import answered
from commonweal.api.idempotency import Once
from commonweal.api.paging import After, Limit, page
from commonweal.api.state import services_of
from commonweal.api.streaming import JobId, Watched, followed
from commonweal.api.strict import new_router
from commonweal.api.telling import job_message
from commonweal.api.visits import Plans, Reads
from commonweal.wire.message import Page
from commonweal.wire.requests import JobRequest
from commonweal.wire.work import Job, JobLog, JobState
from commonweal.work import queue

__all__ = ["router"]

router = new_router("jobs", "/projects/{project}/jobs")


@router.get("", operation_id="jobs.list", summary="List jobs", response_model=Page[Job])
def listed(
    visit: Reads,
    state: Annotated[
        tuple[JobState, ...],
        Query(max_length=5, description="Only those in this state; may be given several times."),
    ] = (),
    after: After = None,
    limit: Limit = 100,
) -> Response:
    """List the jobs of a project, the newest first."""
    with visit.reading() as connection:
        found = queue.jobs_of(connection, visit.of_project, state, after=after, limit=limit + 1)
    return answered(page(found, limit, job_message, lambda one: one.id))


@router.post("", operation_id="jobs.ask", summary="Ask for a job", status_code=201, response_model=Job)
def ask(visit: Plans, once: Once, asked: Annotated[JobRequest, Body()], request: Request) -> Response:
    """Ask for a plan, an explanation, a comparison and so on, by the field ``kind``.

    What is queued or running already for the same answer is that job; where the answer is known, a job
    comes back that is finished.
    """
    limits = services_of(request).settings.jobs
    job = queue.ask(visit.store, visit.of_project, asked, visit.who, limits)
    place = f"/api/v1/projects/{visit.of_project}/jobs/{job.id}"
    with once.writing() as connection:
        return once.answer(connection, job_message(job), 201, headers={"Location": place})


@router.get("/{job}", operation_id="jobs.get", summary="Read a job", response_model=Job)
def get(visit: Reads, job: JobId) -> Response:
    """Read a job: how far it is, why it failed, or what it found."""
    with visit.reading() as connection:
        return answered(job_message(queue.job(connection, visit.of_project, job)))


@router.post("/{job}/cancel", operation_id="jobs.cancel", summary="Cancel a job", response_model=Job)
def cancel(visit: Plans, job: JobId, once: Once) -> Response:
    """End a job: one that waits at once, one that runs within seconds; one that has ended stays as it is."""
    ended = queue.cancel(visit.store, visit.of_project, job, visit.who)
    with once.writing() as connection:
        return once.answer(connection, job_message(ended))


@router.get("/{job}/log", operation_id="jobs.log", summary="Read a job's log", response_model=JobLog)
def log(visit: Reads, job: JobId) -> Response:
    """Read the last lines that a job said."""
    with visit.reading() as connection:
        return answered(JobLog(text=queue.log_of(connection, visit.of_project, job)))


@router.get(
    "/{job}/progress",
    operation_id="jobs.progress",
    summary="Watch a job",
    response_class=EventSourceResponse,
    responses={200: {"description": "Events: state (a Job) and progress (a JobProgress)."}},
)
async def progress(visit: Reads, job: JobId, watched: Watched) -> AsyncIterator[ServerSentEvent]:  # noqa: ARG001
    """Follow a job by server-sent events: ``state`` at once and at each change, ``progress`` between.

    The stream ends after the final state. Who connects anew begins with the present state.
    """
    async for event in followed(watched):
        yield event
