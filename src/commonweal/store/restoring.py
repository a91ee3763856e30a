"""Restoring a backup into an empty store, on either database: checked first, whole or not at all."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Connection, DateTime, MetaData, Table, func, insert, inspect, select

from commonweal.errors import Conflict, Damaged, ModelError, WrongVersion
from commonweal.store.backup import FORMAT, Backup, TableKept, hashes_of
from commonweal.store.database import Database, faults_told
from commonweal.store.migrating import NEWEST, alone, steps, upgraded
from commonweal.store.moment import Moment
from commonweal.store.opening import CONTENTS, DATABASE, LOCK, locked
from commonweal.store.packs import FilesIn, files_in
from commonweal.store.pages import put_in_place
from commonweal.store.schema import contents, metadata
from commonweal.store.scope import SYSTEM

__all__ = ["restore"]

_AT_ONCE = 500
_CHUNK = 1 << 20
_UNREADABLE = (FileNotFoundError, zipfile.BadZipFile, zlib.error, EOFError)
_MAY_BE_THERE = {LOCK, "lost+found"}


def restore(source: str | Path, folder: str | Path, database: str | None = None) -> Backup:
    """Restore a backup into a store that is not there yet; all of it is checked, or nothing is left.

    Parameters
    ----------
    source
        The zip file or folder that ``backup`` wrote, on either database.
    folder, database
        As for ``open_store``; the folder, and the PostgreSQL database, must be empty.

    Raises
    ------
    Conflict
        If there is something already.
    Damaged
        If a file of the backup is missing or not what was written.
    WrongVersion
        If a newer program made it.
    ModelError
        If it is no backup.
    StoreFull
        If there is no room.
    """
    place = Path(folder).resolve()
    with faults_told(), files_in(Path(source)) as pack:
        told = _told(pack)
        _rows_checked(pack, told)
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        with locked(place / LOCK):
            _needs_empty(place)
            part = Path(tempfile.mkdtemp(dir=place, prefix=".restoring-"))
            try:
                _contents_in(pack, part / CONTENTS, told)
                _database_in(pack, told, part, place, database)
            finally:
                shutil.rmtree(part, ignore_errors=True)
    return told


def _needs_empty(place: Path) -> None:
    """Refuse a folder that holds something."""
    there = sorted(path.name for path in place.iterdir() if path.name not in _MAY_BE_THERE)
    if there:
        raise Conflict(f"{place} is not empty ({there[0]} is there). Restore into an empty folder.")


def _told(pack: FilesIn) -> Backup:
    """What a backup says of itself.

    Raises
    ------
    ModelError, WrongVersion, Damaged
        If it is none, a newer program made it, or its hash is not that of its tables.
    """
    try:
        with pack.reading("backup.json") as file:
            said = json.load(file)
        made = Backup(
            said["made_at"],
            said["program"],
            said["schema"],
            {name: TableKept(kept["rows"], kept["hash"]) for name, kept in said["tables"].items()},
            said["contents"]["count"],
            said["contents"]["bytes"],
        )
    except FileNotFoundError as error:
        raise ModelError("This is no backup: it has no backup.json.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged("backup.json can't be read. Take another backup.") from error
    if said.get("format") != FORMAT or made.schema not in steps():
        raise WrongVersion(
            f"A newer commonweal ({made.program}) made this backup: its schema is {made.schema}, and this "
            f"program knows {NEWEST} and older. Install the newer program."
        )
    if made.hash != said.get("hash") or set(made.tables) - set(metadata.tables):
        raise Damaged("backup.json is not what was written. Take another backup.")
    return made


def _rows_checked(pack: FilesIn, told: Backup) -> None:
    """Compare the rows with what the backup says of them."""
    for name, kept in told.tables.items():
        digest, n_rows = hashlib.sha256(), 0
        for line in _lines(pack, name):
            digest.update(line)
            n_rows += 1
        if (n_rows, digest.hexdigest()) != (kept.rows, kept.hash):
            raise _damaged(f"rows/{name}.jsonl")


def _lines(pack: FilesIn, table: str) -> Iterator[bytes]:
    """The lines of a table's file.

    Raises
    ------
    Damaged
        If they can't be read.
    """
    name = f"rows/{table}.jsonl"
    try:
        with pack.reading(name) as file:
            yield from file
    except _UNREADABLE as error:
        raise _damaged(name) from error


def _damaged(name: str) -> Damaged:
    return Damaged(f"{name} is missing in the backup, or is not what was written. Take another backup.")


def _contents_in(pack: FilesIn, folder: Path, told: Backup) -> None:
    """Put the contents on the disk, each checked against its name."""
    folder.mkdir(mode=0o700)
    n_contents = 0
    for line in _lines(pack, contents.name):
        digest = str(json.loads(line)["hash"])
        target = folder / digest[:2] / digest
        target.parent.mkdir(exist_ok=True)
        if _copied(pack, f"contents/{digest}", target) != digest:
            raise _damaged(f"contents/{digest}")
        n_contents += 1
    if n_contents != told.n_contents:
        raise _damaged("contents")


def _copied(pack: FilesIn, name: str, target: Path) -> str:
    """Copy a file out of a backup; its SHA-256."""
    digest = hashlib.sha256()
    try:
        with pack.reading(name) as file, target.open("xb") as copy:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                copy.write(chunk)
    except _UNREADABLE as error:
        raise _damaged(name) from error
    return digest.hexdigest()


def _database_in(pack: FilesIn, told: Backup, part: Path, place: Path, url: str | None) -> None:
    """Put the rows into a new database, and everything in its place."""
    database = Database(part / DATABASE if url is None else url)
    try:
        with database.writing(SYSTEM) as connection:
            alone(connection)
            if set(metadata.tables) & set(inspect(connection).get_table_names()):
                raise Conflict("The database is not empty. Restore into one that is.")
            upgraded(connection, told.schema)
            _rows_in(connection, pack, told)
            upgraded(connection, NEWEST)
            if url is not None:
                _in_place(part, place)
    except BaseException:
        if url is not None:
            shutil.rmtree(place / CONTENTS, ignore_errors=True)
        raise
    finally:
        database.close()
    if url is None:
        _in_place(part, place)


def _in_place(part: Path, place: Path) -> None:
    """Move what was made into the folder, the database last: without it there is no store."""
    os.sync()
    made = sorted(part.iterdir(), key=lambda path: path.name == DATABASE)
    for path in made:
        put_in_place(path, place / path.name)


def _rows_in(connection: Connection, pack: FilesIn, told: Backup) -> None:
    """Insert all rows, and compare what is then in the database with the backup.

    The tables are as the database has them, as the schema may be older than this program's.
    """
    there = MetaData()
    there.reflect(connection, only=sorted(told.tables))
    tables = there.sorted_tables
    for table in tables:
        _typed(table)
        lines = iter(_lines(pack, table.name))
        while some := [json.loads(line) for line in islice(lines, _AT_ONCE)]:
            connection.execute(insert(table), [_row(table, said) for said in some])
        _count_on(connection, table)
    if hashes_of(connection, tables) != told.tables:
        raise Damaged("What was restored is not what the backup says. Nothing was kept.")


def _typed(table: Table) -> None:
    """Moments and JSON as the store has them."""
    for column in table.columns:
        if isinstance(column.type, DateTime):
            column.type = Moment()
        elif isinstance(column.type, JSON):
            column.type = JSON(none_as_null=True)


def _row(table: Table, said: Mapping[str, Any]) -> dict[str, Any]:
    """A line as a row."""
    return {
        name: dt.datetime.fromisoformat(value)
        if value is not None and isinstance(table.columns[name].type, Moment)
        else value
        for name, value in said.items()
    }


def _count_on(connection: Connection, table: Table) -> None:
    """Have PostgreSQL number the next row after those that were inserted with their numbers."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return
    last = connection.execute(select(func.max(column))).scalar()
    if last is not None:
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        connection.execute(select(func.setval(sequence, last)))
