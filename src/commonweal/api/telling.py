"""Records of the store as messages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from commonweal.api.problems import wire_finding
from commonweal.errors import DataError
from commonweal.findings import Finding, errors_in
from commonweal.model import TABLES, Settings
from commonweal.store import records
from commonweal.store.differences import Differences, TableDifference
from commonweal.wire import economies as wire
from commonweal.wire import work
from commonweal.wire.message import Problem, WireFinding
from commonweal.work.records import Job

__all__ = [
    "attachment_message",
    "differences_message",
    "economy_message",
    "job_message",
    "kept_message",
    "refuse_errors",
    "result_message",
    "settings_message",
    "version_message",
    "wire_findings",
]


def economy_message(kept: records.KeptEconomy) -> wire.Economy:
    """An economy with the version that holds."""
    return wire.Economy(
        id=kept.id,
        name=kept.name,
        version=version_message(kept.version),
        can_undo=kept.can_undo,
        can_redo=kept.can_redo,
        created_at=kept.created_at,
        created_by=kept.created_by,
    )


def version_message(version: records.Version) -> wire.Version:
    """A version of an economy; tables without rows are told, too."""
    return wire.Version(
        number=version.number,
        parent=version.parent,
        economy_hash=version.economy_hash,
        hash=version.hash,
        what=version.what,
        rows={name: version.rows.get(name, 0) for name in TABLES},
        scenarios=version.scenarios,
        created_at=version.created_at,
        created_by=version.created_by,
    )


def settings_message(settings: Settings) -> wire.Settings:
    """The settings of an economy."""
    calendar = wire.Calendar(start=settings.calendar.start, lengths=settings.calendar.lengths)
    said = settings.model_dump(exclude={"calendar", "format"})
    return wire.Settings(calendar=calendar, **said)


def kept_message(
    economy: records.KeptEconomy, findings: Iterable[Finding], *, kept: bool = True
) -> wire.Kept:
    """An economy after a change."""
    return wire.Kept(economy=economy_message(economy), kept=kept, findings=wire_findings(findings))


def differences_message(found: Differences) -> wire.Differences:
    """What differs between two versions."""
    return wire.Differences(
        before=found.before,
        after=found.after,
        settings={name: (old, new) for name, (old, new) in found.settings.items()},
        tables=tuple(_table_message(table) for table in found.tables),
        scenarios_added=found.scenarios_added,
        scenarios_removed=found.scenarios_removed,
        scenarios_changed=found.scenarios_changed,
    )


def _table_message(found: TableDifference) -> wire.TableDifference:
    """How a table differs."""
    rows = tuple(
        wire.ChangedRow(
            key=dict(row.key),
            before=None if row.before is None else dict(row.before),
            after=None if row.after is None else dict(row.after),
        )
        for row in found.rows
    )
    return wire.TableDifference(
        table=found.table, added=found.added, removed=found.removed, changed=found.changed, rows=rows
    )


def job_message(job: Job) -> work.Job:
    """A job."""
    said = job.progress
    return work.Job(
        id=job.id,
        kind=job.kind,
        state=cast(work.JobState, job.state),
        request=dict(job.request),
        progress=work.JobProgress(
            phase=job.phase,
            gap=said.get("gap"),
            n_programs=said.get("n_programs") or 0,
            seconds=said.get("seconds") or 0.0,
        ),
        failure=None if job.failure is None else Problem.model_validate(job.failure, strict=False),
        result=job.result,
        retry_of=job.retry_of,
        retried_as=job.retried_as,
        started_at=job.started_at,
        ended_at=job.ended_at,
        created_at=job.created_at,
        created_by=job.created_by,
    )


def result_message(result: records.Result) -> work.Result:
    """What a job found."""
    return work.Result(
        id=result.id,
        kind=result.kind,
        economy=result.economy,
        version=result.version,
        scenario=result.scenario,
        options=dict(result.options),
        program_version=result.program_version,
        summary=dict(result.summary),
        tables=tuple(sorted(result.tables)),
        files=result.files,
        hash=result.hash,
        created_at=result.created_at,
        created_by=result.created_by,
    )


def attachment_message(attachment: records.Attachment) -> work.Attachment:
    """A file beside an economy or a plan."""
    return work.Attachment(
        id=attachment.id,
        name=attachment.name,
        about=attachment.about,
        media_type=attachment.media_type,
        size=attachment.size,
        created_at=attachment.created_at,
        created_by=attachment.created_by,
    )


def wire_findings(findings: Iterable[Finding]) -> tuple[WireFinding, ...]:
    """Findings as they go over the wire."""
    return tuple(wire_finding(finding) for finding in findings)


def refuse_errors(findings: tuple[Finding, ...]) -> None:
    """Refuse to keep what has errors.

    Raises
    ------
    DataError
        With all findings, warnings included.
    """
    if errors_in(findings):
        raise DataError(findings)
