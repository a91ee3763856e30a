"""Recomputing all that can be recomputed of a store, and naming what is not as it was written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select, text
from sqlalchemy.exc import SQLAlchemyError

from commonweal.errors import Damaged, StoreAway, StoreError, StoreInUse
from commonweal.store.events import FIRST, seal_of_event
from commonweal.store.keeper import Found, Places, look, look_beside
from commonweal.store.ledger import seal_of_point
from commonweal.store.opening import DATABASE, Store, open_beside, open_store
from commonweal.store.results import seal_of_result
from commonweal.store.schema import (
    attachments,
    chains,
    contents,
    economies,
    events,
    metadata,
    points,
    results,
    versions,
)
from commonweal.store.scope import SYSTEM
from commonweal.store.versions import seal_of_version
from commonweal.store.wal import Log

__all__ = ["Fault", "Verified", "resealed", "verify", "verify_at"]

_RESTORE = "Restore a backup (commonweal admin restore)."
_PAGE_CODES = {"page-damaged", "seal-damaged"}
_AT_ONCE = 500


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was written.

    Attributes
    ----------
    code
        Such as ``content-damaged``.
    about
        What: ``contents/HASH``, ``economies/ID version 3``, ``page 12``.
    why, remedy
        What is wrong, what it touches, and what to do.
    """

    code: str
    about: str
    why: str
    remedy: str = _RESTORE

    def __str__(self) -> str:
        return f"{self.about}: {self.why} {self.remedy}"


@dataclass(frozen=True)
class Verified:
    """What came out.

    Attributes
    ----------
    faults
        Everything found; empty where the store is whole.
    counts
        How much was looked at: contents, versions, results, points, events, pages.
    """

    faults: tuple[Fault, ...]
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def sound(self) -> bool:
        """Whether everything is as it was written."""
        return not self.faults


@dataclass
class _Looking:
    """What has been found so far.

    Attributes
    ----------
    users
        What names each content: hash -> things.
    """

    faults: list[Fault] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    users: dict[str, list[str]] = field(default_factory=dict)

    def found(self, code: str, about: str, why: str, remedy: str = _RESTORE) -> None:
        """Note a fault."""
        self.faults.append(Fault(code, about, why, remedy))

    def used(self, manifest: object, thing: str) -> None:
        """Note what a manifest names."""
        if isinstance(manifest, Mapping):
            for name, digest in manifest.items():
                self.users.setdefault(str(digest), []).append(f"{name} of {thing}")


def verify_at(folder: str | Path, database: str | None = None) -> Verified:
    """Verify a store, however damaged it is; one on SQLite that a server has open is read beside it.

    Parameters
    ----------
    folder, database
        As for ``open_store``.

    Raises
    ------
    StoreAway, WrongVersion
        If it can't be opened for another reason than damage.
    """
    try:
        with open_store(folder, database, migrate=False, damaged=True) as store:
            return verify(store)
    except StoreAway:
        raise
    except StoreInUse:
        return _verified_beside(Path(folder).resolve())
    except StoreError as error:
        looking = _Looking()
        if database is None:
            _at_rest(look(Places(Path(folder).resolve() / DATABASE)), looking)
        if not looking.faults and not isinstance(error, Damaged):
            raise
        looking.found("database-damaged", "the database", f"It can't be opened. {error}", "")
        return Verified(tuple(looking.faults))


def verify(store: Store) -> Verified:
    """Recompute every hash and seal of a store, while others may go on working with it.

    Every content is read and hashed; the manifest of every version, result and attachment must name contents
    that are there; versions, results, points of sweeps and events must be what their seals say, and no event
    may be missing.
    On SQLite each page of the file must be what was last sealed and each frame of the log what was
    committed; on PostgreSQL each row is read, so that its page checksums are looked at.
    """
    looking = _Looking()
    _files(store, looking)
    _everything(store, looking)
    return Verified(tuple(looking.faults), looking.counts)


def _verified_beside(folder: Path) -> Verified:
    """Verify a store on SQLite that another process has open."""
    looking, places = _Looking(), Places(folder / DATABASE)
    _set_aside(places, looking)
    try:
        wrong, log, n_frames = look_beside(places)  # before SQLite opens it here: see keeper on locks
        _pages(wrong, looking, {})
        _log(places, log, n_frames, looking)
    except Damaged as error:
        looking.found("seal-damaged", "the seal of the database", str(error), "")
    with open_beside(folder) as store:
        _everything(store, looking)
    return Verified(tuple(looking.faults), looking.counts)


def _everything(store: Store, looking: _Looking) -> None:
    """Check rows and contents."""
    for check in (_database, _rows_readable, _versions, _results, _points, _attachments, _heads, _events):
        _ventured(store, check, looking)
    _contents(store, looking)


def resealed(folder: str | Path) -> Verified:
    """Take the pages of a SQLite file as they stand, if all else holds; what was found, without its pages.

    For a file that another program has written, or whose seal was lost. If anything but the pages and
    their seal is wrong, nothing is changed.
    """
    with open_store(folder, migrate=False, damaged=True) as store:
        found = verify(store)
        rest = tuple(fault for fault in found.faults if fault.code not in _PAGE_CODES)
        if rest or store.database.keeper is None:
            return Verified(found.faults, found.counts)
        with store.database.still():
            store.database.keeper.reseal()
        return Verified((), found.counts)


def _ventured(store: Store, check: Callable[[Connection, _Looking], None], looking: _Looking) -> None:
    """A check of rows; what keeps it from reading them is a fault too."""
    try:
        with store.database.reading(SYSTEM) as connection:
            check(connection, looking)
    except (StoreError, SQLAlchemyError, ValueError, TypeError) as error:
        what = check.__name__.strip("_").replace("_", " ")
        looking.found("rows-unreadable", f"the check of {what}", f"Rows can't be read: {_brief(error)}")


def _brief(error: Exception) -> str:
    """The first line of what an error says."""
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


def _files(store: Store, looking: _Looking) -> None:
    """Pages, the log, and logs that were set aside."""
    keeper = store.database.keeper
    if keeper is None:
        return
    _set_aside(keeper.places, looking)
    _at_rest(keeper.at_first, looking, _owners(store))
    try:
        with store.database.still():
            wrong, log, n_frames = keeper.look()
    except Damaged as error:
        if not keeper.at_first.troubles:
            looking.found("seal-damaged", "the seal of the database", str(error), "")
        return
    _pages(sorted(set(wrong) - set(keeper.at_first.wrong)), looking, _owners(store))
    _log(keeper.places, log, n_frames, looking)
    looking.counts["pages"] = len(keeper.sealed)


def _set_aside(places: Places, looking: _Looking) -> None:
    """Logs that could not be read to their end."""
    for why in sorted(places.lost.glob("*.txt")):
        looking.found(
            "changes-lost",
            f"{why.parent.name}/{why.name}",
            why.read_text("utf-8", errors="replace").strip(),
            "Make those changes again or restore a backup, then move the files away from there.",
        )


def _log(places: Places, log: Log, n_frames: int, looking: _Looking) -> None:
    """The log holds what was committed."""
    if log.n_frames < n_frames:
        looking.found(
            "log-damaged",
            places.log.name,
            f"Of {n_frames} changes in the write-ahead log only {log.n_frames} can be read; those after them "
            "would be lost when the program ends.",
            "Make a backup now, while the program runs (commonweal admin backup).",
        )


def _at_rest(found: Found, looking: _Looking, owners: Mapping[int, str] | None = None) -> None:
    """What was wrong before SQLite opened the file; it may have written over some of it since."""
    for trouble in found.troubles:
        looking.found("seal-damaged", "the seal of the database", trouble, "")
    _pages(found.wrong, looking, owners or {})


def _pages(wrong: Sequence[int], looking: _Looking, owners: Mapping[int, str]) -> None:
    """Pages that are not what was written."""
    for page in wrong:
        of = f" It belongs to {owners[page]}." if page in owners else ""
        looking.found("page-damaged", f"page {page} of {DATABASE}", f"It is not what was written.{of}")


def _owners(store: Store) -> dict[int, str]:
    """The table or index that each page of a SQLite file belongs to, as far as that can be read."""
    try:
        with store.database.reading(SYSTEM) as connection:
            return {page: name for name, page in connection.execute(text("SELECT name, pageno FROM dbstat"))}
    except (StoreError, SQLAlchemyError, ValueError):
        return {}


def _database(connection: Connection, looking: _Looking) -> None:
    """What the database itself has to say."""
    if connection.dialect.name == "postgresql":
        _postgres(connection, looking)
        return
    for (said,) in connection.execute(text("PRAGMA integrity_check(20)")):
        if said != "ok":
            looking.found("database-damaged", "the database", f"SQLite says: {said}.")
    for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
        looking.found(
            "reference-broken", f"table {table}, row {row}", f"It names a row of {parent} that is not there."
        )


def _postgres(connection: Connection, looking: _Looking) -> None:
    """Whether PostgreSQL watches over pages and rows."""
    if connection.execute(text("SHOW data_checksums")).scalar() != "on":
        looking.found(
            "checksums-off",
            "PostgreSQL",
            "It has no page checksums, so a flipped byte in a row that no seal covers is not noticed.",
            "Stop it and run pg_checksums --enable.",
        )
    role = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    if connection.execute(role).scalar():
        looking.found(
            "wall-open",
            "PostgreSQL",
            "The role of this program goes past row-level security, the second wall between projects.",
            "Give it a role of its own: CREATE ROLE commonweal LOGIN NOSUPERUSER NOBYPASSRLS.",
        )


def _rows_readable(connection: Connection, looking: _Looking) -> None:
    """Every row of every table can be read; each table by itself, so that all that can't are named."""
    for table in metadata.sorted_tables:
        try:
            with connection.begin_nested():
                for _ in _rows(connection, table):
                    pass
        except (StoreError, SQLAlchemyError, ValueError, TypeError) as error:
            looking.found("rows-unreadable", f"table {table.name}", f"Rows can't be read: {_brief(error)}")


def _rows(connection: Connection, table: Table, *order: Any) -> Iterator[Mapping[str, Any]]:
    """The rows of a table, a few at a time."""
    query = select(table).order_by(*(order or table.primary_key.columns))
    for row in connection.execute(query.execution_options(yield_per=_AT_ONCE)).mappings():
        yield {str(key): value for key, value in row.items()}


def _versions(connection: Connection, looking: _Looking) -> None:
    """Versions are what their seals say."""
    for row in _rows(connection, versions):
        thing = f"economies/{row['economy_id']} version {row['number']}"
        looking.counts["versions"] = looking.counts.get("versions", 0) + 1
        looking.used(row["manifest"], thing)
        if seal_of_version(row) != row["hash"]:
            looking.found("version-changed", thing, "What it says is not what was written.")


def _results(connection: Connection, looking: _Looking) -> None:
    """Results are what their seals say."""
    for row in _rows(connection, results):
        thing = f"{row['kind']} results/{row['id']}"
        looking.counts["results"] = looking.counts.get("results", 0) + 1
        looking.used(row["manifest"], thing)
        if seal_of_result(row) != row["hash"]:
            looking.found("result-changed", thing, "What it says is not what was written.")


def _points(connection: Connection, looking: _Looking) -> None:
    """Rows of sweeps are what their seals say."""
    for row in _rows(connection, points):
        looking.counts["points"] = looking.counts.get("points", 0) + 1
        if seal_of_point(row) != row["hash"]:
            thing = f"point {row['key']} of projects/{row['project_id']}"
            looking.found("point-changed", thing, "What it says is not what was written.")


def _attachments(connection: Connection, looking: _Looking) -> None:
    """What attachments name."""
    for row in _rows(connection, attachments):
        looking.used({row["name"]: row["content"]}, f"attachments/{row['id']}")
    for row in _rows(connection, contents):
        looking.users.setdefault(row["hash"], [])


def _heads(connection: Connection, looking: _Looking) -> None:
    """The version that holds is there."""
    there = select(versions.c.number).where(
        versions.c.economy_id == economies.c.id, versions.c.number == economies.c.head
    )
    for ident, head in connection.execute(select(economies.c.id, economies.c.head).where(~there.exists())):
        looking.found("version-missing", f"economies/{ident}", f"Version {head}, which holds, is not there.")


def _events(connection: Connection, looking: _Looking) -> None:
    """Events are what their seals say, none is missing, and each chain ends where it should."""
    ends: dict[str, tuple[int, str]] = {}
    for row in _rows(connection, events, events.c.number):
        chain = row["project_id"] or ""
        length, last = ends.get(chain, (0, FIRST))
        if seal_of_event(row, last) != row["hash"]:
            why = "What it says is not what was written, or an event before it is missing."
            looking.found("event-changed", f"event {row['number']}, {row['what']}", why)
        ends[chain] = (length + 1, row["hash"])
    kept = {row["project_id"]: (row["length"], row["hash"]) for row in _rows(connection, chains)}
    for chain in sorted(kept.keys() | ends.keys()):
        length, seal = kept.get(chain, (0, FIRST))
        found, last = ends.get(chain, (0, FIRST))
        if (length, seal) != (found, last):
            about = f"events of projects/{chain}" if chain else "events of the whole store"
            looking.found(
                "events-missing", about, f"There are {found} and should be {length}, or the last is another."
            )
    looking.counts["events"] = sum(length for length, _ in ends.values())


def _contents(store: Store, looking: _Looking) -> None:
    """Every content that is named is there, and every one that is there is what was written."""
    known = set(looking.users)
    for path in sorted(store.contents.folder.glob("*/*")):
        if path.suffix:
            continue  # being written, or left from a crash
        known.discard(path.name)
        if _hash_of(path) != path.name:
            why = f"It is not what was written. {_touched(looking.users.get(path.name, []))}"
            looking.found("content-damaged", f"contents/{path.name}", why)
    for digest in sorted(known):
        looking.found(
            "content-missing", f"contents/{digest}", f"It is missing. {_touched(looking.users[digest])}"
        )
    looking.counts["contents"] = len(looking.users)


def _touched(users: list[str]) -> str:
    """What names a content, in a sentence."""
    if not users:
        return "No economy, result or attachment names it."
    more = f" and {len(users) - 3} more" if len(users) > 3 else ""
    return f"It is {', '.join(users[:3])}{more}."


def _hash_of(path: Path) -> str:
    """SHA-256 of a file; blank where it can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
