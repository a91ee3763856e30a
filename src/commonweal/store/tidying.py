"""Deleting what nobody needs any more: contents that no row names, old replies, sign-ins and sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, select, text

from commonweal.store.contents import GONE, PART
from commonweal.store.events import note
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.schema import (
    attachments,
    attempts,
    contents,
    jobs,
    replies,
    results,
    sessions,
    versions,
)
from commonweal.store.scope import SYSTEM

__all__ = ["Tidied", "tidy"]

_DAY = dt.timedelta(days=1)
_AT_ONCE = 500
_DIGITS = 64


@dataclass(frozen=True)
class Tidied:
    """How many of each were deleted."""

    contents: int
    replies: int
    attempts: int
    sessions: int


def tidy(store: Store, *, who: str = "system") -> Tidied:
    """Delete contents that no row has named for a day, old replies and failed sign-ins, and ended sessions.

    Others may go on working: a content is touched when it is put again, and a touched one stays.
    """
    young = now() - _DAY
    with store.database.writing(SYSTEM) as connection:
        _forget(connection, store, young)
        counts = {
            "replies": connection.execute(delete(replies).where(replies.c.created_at < young)).rowcount,
            "attempts": connection.execute(delete(attempts).where(attempts.c.at < young)).rowcount,
            "sessions": connection.execute(delete(sessions).where(sessions.c.expires_at < now())).rowcount,
        }
        if any(counts.values()):
            note(connection, who, "store.tidied", counts=counts)
    return Tidied(contents=_deleted(store, young), **counts)


def _forget(connection: Connection, store: Store, young: dt.datetime) -> None:
    """Delete the rows of old contents that nothing names; on PostgreSQL nobody records one meanwhile."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE contents IN SHARE ROW EXCLUSIVE MODE"))
    named = _named(connection)
    unnamed = [
        digest
        for (digest,) in connection.execute(select(contents.c.hash))
        if digest not in named and _older(store.contents.path(digest), young)
    ]
    for start in range(0, len(unnamed), _AT_ONCE):
        some = unnamed[start : start + _AT_ONCE]
        connection.execute(delete(contents).where(contents.c.hash.in_(some)))


def _named(connection: Connection) -> set[str]:
    """Every content that a version, a result, an attachment or a job names."""
    named = set(connection.execute(select(attachments.c.content)).scalars())
    for column in (versions.c.manifest, results.c.manifest, jobs.c.request):
        for said in connection.execute(select(column).execution_options(yield_per=_AT_ONCE)).scalars():
            named.update(_hashes_in(said))
    return named


def _hashes_in(said: Any) -> Iterator[str]:
    """What looks like a hash, wherever it stands."""
    if isinstance(said, str):
        if len(said) == _DIGITS:
            yield said
    elif isinstance(said, Mapping):
        for value in said.values():
            yield from _hashes_in(value)
    elif isinstance(said, Sequence):
        for value in said:
            yield from _hashes_in(value)


def _deleted(store: Store, young: dt.datetime) -> int:
    """Delete the old files that no row of ``contents`` has; how many there were."""
    with store.database.reading(SYSTEM) as connection:
        known = set(connection.execute(select(contents.c.hash)).scalars())
    n_deleted = 0
    for path in sorted(store.contents.folder.glob("*/*")):
        if path.suffix == GONE:
            _ended(path, path.with_suffix(""), young)
        elif path.suffix == PART:
            if _older(path, young):
                path.unlink(missing_ok=True)
        elif path.name not in known and _older(path, young):
            gone = path.with_suffix(GONE)
            path.replace(gone)
            n_deleted += _ended(gone, path, young)
    return n_deleted


def _ended(gone: Path, name: Path, young: dt.datetime) -> bool:
    """Delete a file that was put aside, unless somebody touched it just before; whether it was deleted."""
    if _older(gone, young):
        gone.unlink()
        return True
    gone.replace(name)
    return False


def _older(path: Path, moment: dt.datetime) -> bool:
    """Whether a file was last touched before a moment; one that is not there was."""
    try:
        return path.stat().st_mtime < moment.timestamp()
    except FileNotFoundError:
        return True
