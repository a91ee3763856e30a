"""A job as the queue hands it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row

__all__ = ["Job", "job_of"]


@dataclass(frozen=True)
class Job:
    """Work that is queued, under way or over: one attempt.

    Attributes
    ----------
    id, project, kind, key
        Its id, that of its project, the kind of its request, and the hash of all that its result follows
        from.
    state
        ``queued``, ``running``; at the end ``finished``, ``failed`` or ``cancelled``, for good.
    request
        What was asked (``wire.requests``), as JSON.
    phase, progress
        What is being done, in words; and in numbers, ``gap``, ``n_programs`` and ``seconds`` among them.
    failure
        Why it failed, as problem details (``wire.Problem``); None where it didn't.
    result
        Id of what it found; None as long as there is nothing.
    retry_of, retried_as
        The job, lost with its worker, that this one does over; and the other way round.
    created_at, created_by, started_at, ended_at
        When it was asked, by whom, and when it began and ended.
    cancel_asked
        Whether somebody asked to end it.
    """

    id: str
    project: str
    kind: str
    key: str
    state: str
    request: Mapping[str, Any]
    phase: str
    progress: Mapping[str, Any]
    failure: Mapping[str, Any] | None
    result: str | None
    retry_of: str | None
    retried_as: str | None
    created_at: dt.datetime
    created_by: str
    started_at: dt.datetime | None
    ended_at: dt.datetime | None
    cancel_asked: bool = False
    work: Mapping[str, Any] = field(default_factory=dict, repr=False)
    """What is done, as ``work.subjects.Work`` writes it."""

    @property
    def is_over(self) -> bool:
        """Whether it has ended, for good."""
        return self.state in {"finished", "failed", "cancelled"}


def job_of(row: Row[Any]) -> Job:
    """The job that a row tells of."""
    return Job(
        id=row.id,
        project=row.project_id,
        kind=row.kind,
        key=row.key,
        state=row.state,
        request=row.request["asked"],
        phase=row.phase,
        progress=row.progress,
        failure=row.failure,
        result=row.result_id,
        retry_of=row.retry_of,
        retried_as=row.retried_as,
        created_at=row.created_at,
        created_by=row.created_by,
        started_at=row.started_at,
        ended_at=row.ended_at,
        cancel_asked=row.cancel_asked_at is not None,
        work=row.request,
    )
