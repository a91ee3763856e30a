"""Versions of an economy: drafts on the disk, then rows that name them, written once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from commonweal.store.contents import Content, Manifest
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.records import Version
from commonweal.store.schema import versions
from commonweal.store.sealing import sealed

__all__ = ["Draft", "added_version", "drafted", "seal_of_version", "version_of"]

_SEALED = (
    "economy_id", "number", "project_id", "parent", "economy_hash", "manifest", "rows", "what", "created_at",
    "created_by",
)  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """What the next version will hold: on the disk already, and named by no row yet.

    Attributes
    ----------
    manifest, rows, economy_hash
        As in ``Version``.
    contents
        What ``Contents.record`` has to note with the version.
    """

    manifest: Manifest
    rows: Mapping[str, int]
    economy_hash: str
    contents: tuple[Content, ...] = field(default=(), repr=False)


def drafted(
    store: Store,
    files: Mapping[str, bytes | None],
    *,
    economy_hash: str,
    rows: Mapping[str, int],
    before: Manifest | None = None,
) -> Draft:
    """Put the files of an economy on the disk, before the transaction that names them.

    Parameters
    ----------
    store
        Where.
    files
        Name and content of each file of its folder, tables as Parquet; with ``before`` only those that are
        other than there, None for one that is gone.
    economy_hash, rows
        ``Economy.hash``, and how many rows each table has.
    before
        The manifest of the version that it was made from.

    Raises
    ------
    StoreFull
        If there is no room; nothing was changed then.
    """
    there = {name: content for name, content in files.items() if content is not None}
    manifest, contents = store.contents.put_all(there)
    kept = {name: digest for name, digest in (before or {}).items() if name not in files}
    return Draft(kept | manifest, dict(rows), economy_hash, tuple(contents))


def added_version(
    connection: Connection,
    store: Store,
    draft: Draft,
    *,
    project: str,
    economy: str,
    parent: int | None,
    what: str,
    who: str,
) -> int:
    """Add the version that a draft holds, and say its number; the caller moves the head."""
    store.contents.record(connection, list(draft.contents))
    last = select(func.max(versions.c.number)).where(
        versions.c.project_id == project, versions.c.economy_id == economy
    )
    number = (connection.execute(last).scalar() or 0) + 1
    row: dict[str, Any] = {
        "economy_id": economy,
        "number": number,
        "project_id": project,
        "parent": parent,
        "economy_hash": draft.economy_hash,
        "manifest": dict(draft.manifest),
        "rows": dict(draft.rows),
        "what": what,
        "created_at": now(),
        "created_by": who,
    }
    connection.execute(insert(versions).values(**row, hash=seal_of_version(row)))
    return number


def seal_of_version(row: Mapping[str, Any]) -> str:
    """The seal of a version: of every column of its row but the seal."""
    return sealed({name: row[name] for name in _SEALED})


def version_of(row: Row[Any]) -> Version:
    """The version that a row with all columns of ``versions`` tells of."""
    said = row._mapping
    return Version(
        project=said[versions.c.project_id],
        economy=said[versions.c.economy_id],
        number=said[versions.c.number],
        parent=said[versions.c.parent],
        economy_hash=said[versions.c.economy_hash],
        manifest=said[versions.c.manifest],
        rows=said[versions.c.rows],
        hash=said[versions.c.hash],
        what=said[versions.c.what],
        created_at=said[versions.c.created_at],
        created_by=said[versions.c.created_by],
    )
