"""What jobs found: one result for a key, written once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl
from sqlalchemy import Connection, Row, Select, select

from commonweal.errors import NotThere
from commonweal.plan.export import finite
from commonweal.store.contents import Content, Manifest
from commonweal.store.events import note
from commonweal.store.ids import new_id
from commonweal.store.inserting import insertion
from commonweal.store.listing import older
from commonweal.store.moment import now
from commonweal.store.opened import frame_of
from commonweal.store.opening import Store
from commonweal.store.records import Result
from commonweal.store.schema import results
from commonweal.store.sealing import sealed
from commonweal.validate.report import shown, suggestion

__all__ = [
    "Outcome",
    "add_result",
    "file_of_result",
    "result",
    "result_of_key",
    "results_of",
    "seal_of_result",
    "table_of_result",
]

_SEALED = (
    "project_id", "key", "kind", "economy_id", "version", "scenario", "options", "program_version", "summary",
    "manifest",
)  # fmt: skip


@dataclass(frozen=True)
class Outcome:
    """What a job found, its files on the disk already and named by no row yet.

    Attributes
    ----------
    key, kind, options, program_version, summary, manifest, economy, version, scenario
        As in ``Result``.
    contents
        What ``Contents.record`` has to note with it.
    """

    key: str
    kind: str
    manifest: Manifest
    options: Mapping[str, Any]
    program_version: str
    summary: Mapping[str, Any] = field(default_factory=dict)
    economy: str | None = None
    version: int | None = None
    scenario: str = ""
    contents: tuple[Content, ...] = field(default=(), repr=False)


def add_result(connection: Connection, store: Store, project: str, found: Outcome, *, who: str) -> Result:
    """Keep what a job found; if its key has a result already, that one stays and is returned.

    Call it in the transaction that ends the job.
    """
    row: dict[str, Any] = {
        "project_id": project,
        "key": found.key,
        "kind": found.kind,
        "economy_id": found.economy,
        "version": found.version,
        "scenario": found.scenario,
        "options": finite(found.options),
        "program_version": found.program_version,
        "summary": finite(found.summary),
        "manifest": dict(found.manifest),
    }
    stamped = {"id": new_id(), "hash": seal_of_result(row), "created_at": now(), "created_by": who}
    store.contents.record(connection, list(found.contents))
    adding = insertion(connection, results).values(**row, **stamped).on_conflict_do_nothing()
    if connection.execute(adding.returning(results.c.id)).first() is not None:
        about = f"results/{stamped['id']}"
        note(connection, who, f"{found.kind}.finished", about, project, hash=stamped["hash"])
    kept = result_of_key(connection, project, found.key)
    if kept is None:
        raise _not_there()
    return kept


def result(connection: Connection, project: str, ident: str) -> Result:
    """A result of a project.

    Raises
    ------
    NotThere
        If there is none of this id.
    """
    row = connection.execute(_of(project).where(results.c.id == ident)).one_or_none()
    if row is None:
        raise _not_there()
    return _result_of(row)


def result_of_key(connection: Connection, project: str, key: str) -> Result | None:
    """The result that a key has in a project, or None."""
    row = connection.execute(_of(project).where(results.c.key == key)).one_or_none()
    return None if row is None else _result_of(row)


def results_of(
    connection: Connection,
    project: str,
    kinds: Collection[str] = (),
    *,
    economy: str | None = None,
    after: str | None = None,
    limit: int = 100,
) -> list[Result]:
    """The results of a project, the newest first.

    Parameters
    ----------
    kinds
        Only of these kinds; empty for all.
    economy
        Only those of this economy.
    after
        Id of the result before the first: the next page.

    Raises
    ------
    NotThere
        If there is no result of the id ``after``.
    """
    newest = (results.c.created_at.desc(), results.c.id.desc())
    query = _of(project).order_by(*newest).limit(limit)
    if kinds:
        query = query.where(results.c.kind.in_(sorted(kinds)))
    if economy is not None:
        query = query.where(results.c.economy_id == economy)
    if after is not None:
        last = result(connection, project, after)
        query = query.where(older(results, last.created_at, last.id))
    return [_result_of(row) for row in connection.execute(query)]


def file_of_result(store: Store, found: Result, name: str) -> bytes:
    """A file of a result, checked against its hash.

    Raises
    ------
    NotThere
        If the result has no such file.
    Damaged
        If it is missing on the disk, or not what was written.
    """
    if name not in found.manifest:
        remedy = suggestion(name, found.files, f"There are: {', '.join(found.files)}.")
        raise NotThere(f"The result has no file '{shown(name)}'. {remedy}")
    return store.contents.get(found.manifest[name])


def table_of_result(store: Store, found: Result, name: str) -> pl.DataFrame:
    """A table of a result.

    Raises
    ------
    NotThere
        If the result has no such table.
    Damaged
        If it is missing on the disk, or not what was written.
    """
    if name not in found.tables:
        names = ", ".join(found.tables) or "none"
        remedy = suggestion(name, found.tables, f"There are: {names}.")
        raise NotThere(f"The result has no table '{shown(name)}'. {remedy}")
    return frame_of(store, found.tables[name])


def seal_of_result(row: Mapping[str, Any]) -> str:
    """The seal of a result: of every column of its row but id, seal, time and person."""
    return sealed({name: row[name] for name in _SEALED})


def _of(project: str) -> Select[Any]:
    """The results of a project."""
    return select(results).where(results.c.project_id == project)


def _result_of(row: Row[Any]) -> Result:
    """The result that a row tells of."""
    return Result(
        id=row.id,
        project=row.project_id,
        key=row.key,
        kind=row.kind,
        economy=row.economy_id,
        version=row.version,
        scenario=row.scenario,
        options=row.options,
        program_version=row.program_version,
        summary=row.summary,
        manifest=row.manifest,
        hash=row.hash,
        created_at=row.created_at,
        created_by=row.created_by,
    )


def _not_there() -> NotThere:
    return NotThere("There is no such result in this project.")
