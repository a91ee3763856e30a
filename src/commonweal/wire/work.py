"""Jobs and what they found."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import Field

from commonweal.wire.message import Id, Message, Problem, Stamped

__all__ = ["Attachment", "Job", "JobLog", "JobProgress", "JobState", "Result", "ResultKind"]

Moment = Annotated[dt.datetime, Field(strict=False)]
JobState = Literal["queued", "running", "finished", "failed", "cancelled"]
ResultKind = Literal[
    "plan",
    "replan",
    "rules",
    "compare",
    "explain",
    "relief",
    "why",
    "require",
    "pool",
    "criticality",
    "import",
]


class JobProgress(Message):
    """How far a job is.

    Attributes
    ----------
    phase
        What is being done, in words: ``tier 1, level 3: 62.0 % covered, 812 needs still rising``.
    gap
        How far from proved the last level was; null where nothing was proved yet.
    n_programs, seconds
        Programs solved, and time since it started.
    """

    phase: str
    gap: float | None = None
    n_programs: int = 0
    seconds: float = 0.0


class Job(Stamped):
    """Work that is queued, under way or over.

    Attributes
    ----------
    state
        ``queued``, ``running``; at the end ``finished``, ``failed`` or ``cancelled``, for good.
    failure
        Why it failed.
    result
        What it found, once it is finished: a result of its kind. For ``import``, the economy.
    retry_of, retried_as
        The job, lost with its worker, that this one does over; and the other way round.
    """

    id: Id
    kind: str
    state: JobState
    request: dict[str, Any]
    progress: JobProgress
    failure: Problem | None
    result: Id | None
    retry_of: Id | None
    retried_as: Id | None
    started_at: Moment | None
    ended_at: Moment | None


class JobLog(Message):
    """The last lines that a job said."""

    text: str


class Result(Stamped):
    """What a job found; it never changes.

    Attributes
    ----------
    kind
        ``plan``, ``replan``, ``rules``, ``compare``, …
    economy, version, scenario
        What was planned, where that applies.
    summary
        Its numbers: for a plan, what ``commonweal plan --json`` prints.
    tables
        Names of its tables.
    files
        Names of its other files: ``document.json``, ``text.txt``, ``report.html``.
    hash
        Of the whole result; what ``verify`` recomputes.
    """

    id: Id
    kind: str
    economy: Id | None
    version: int | None
    scenario: str
    options: dict[str, Any]
    program_version: str
    summary: dict[str, Any]
    tables: tuple[str, ...]
    files: tuple[str, ...]
    hash: str


class Attachment(Stamped):
    """A file that somebody put beside an economy or a plan."""

    id: Id
    name: str
    about: str
    media_type: str
    size: int
