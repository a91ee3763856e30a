"""Backups: one state of a store in plain files, made while others write, restored on either database.

A backup holds ``backup.json`` (what it is, how many rows each table has and their hash),
``rows/TABLE.jsonl`` (a row a line, by key) and ``contents/``. Sessions, remembered replies and failed
sign-ins are left out; hashes of passwords and tokens are in it, so keep it as safe as the store.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from commonweal.errors import Damaged
from commonweal.store.database import faults_told
from commonweal.store.migrating import schema_of
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.packs import FilesOut, files_out
from commonweal.store.schema import attempts, metadata, replies, sessions
from commonweal.store.scope import SYSTEM
from commonweal.store.sealing import canonical, sealed

__all__ = ["FORMAT", "LEFT_OUT", "Backup", "TableKept", "backup", "hashes_of"]

FORMAT = "commonweal backup 1"
LEFT_OUT = frozenset({sessions.name, replies.name, attempts.name})
_AT_ONCE = 500


@dataclass(frozen=True)
class TableKept:
    """How many rows a table has, and the SHA-256 of its lines."""

    rows: int
    hash: str


@dataclass(frozen=True)
class Backup:
    """What a backup holds.

    Attributes
    ----------
    made_at
        When, as text.
    program, schema
        Version of the program that made it, and of its tables.
    tables
        By name.
    n_contents, n_bytes
        How many contents, and how large they are together.
    """

    made_at: str
    program: str
    schema: str
    tables: Mapping[str, TableKept]
    n_contents: int
    n_bytes: int

    @property
    def hash(self) -> str:
        """The same for two stores that hold the same."""
        return sealed({name: table.hash for name, table in self.tables.items()})

    def as_json(self) -> dict[str, Any]:
        """What ``backup.json`` says."""
        return {
            "format": FORMAT,
            "made_at": self.made_at,
            "program": self.program,
            "schema": self.schema,
            "tables": {name: {"rows": kept.rows, "hash": kept.hash} for name, kept in self.tables.items()},
            "contents": {"count": self.n_contents, "bytes": self.n_bytes},
            "hash": self.hash,
        }


def backup(store: Store, target: str | Path) -> Backup:
    """Write one state of a store into a zip file or a folder, while others go on working.

    Parameters
    ----------
    target
        ``….zip``, or the name of a folder; there must be nothing of that name.

    Raises
    ------
    Conflict
        If something of that name is there.
    Damaged
        If a row can't be read, or a content is not what was written; no backup is left then.
    StoreFull
        If there is no room.
    """
    with faults_told(), files_out(Path(target)) as pack:
        with store.database.reading(SYSTEM) as connection:
            schema = schema_of(connection) or ""
            tables = {table.name: _table_out(connection, table, pack) for table in _kept_tables()}
            kept = list(store.contents.known(connection))
        for one in kept:  # after the transaction: a long one would keep SQLite from checkpointing
            with pack.writing(f"contents/{one.hash}") as file:
                file.write(store.contents.get(one.hash))
        sizes = [one.size for one in kept]
        made = Backup(now().isoformat(), version("commonweal"), schema, tables, len(sizes), sum(sizes))
        with pack.writing("backup.json") as file:
            file.write(json.dumps(made.as_json(), indent=2).encode())
    return made


def hashes_of(connection: Connection, tables: Iterable[Table] | None = None) -> dict[str, TableKept]:
    """How many rows each table of a backup has in a database, and the hash of its lines."""
    return {table.name: _counted(_lines(connection, table)) for table in tables or _kept_tables()}


def _kept_tables() -> list[Table]:
    """The tables of a backup, those that others name first."""
    return [table for table in metadata.sorted_tables if table.name not in LEFT_OUT]


def _table_out(connection: Connection, table: Table, pack: FilesOut) -> TableKept:
    """Write the rows of a table."""
    with pack.writing(f"rows/{table.name}.jsonl") as file:

        def written() -> Iterator[bytes]:
            for line in _lines(connection, table):
                file.write(line)
                yield line

        return _counted(written())


def _counted(lines: Iterable[bytes]) -> TableKept:
    """How many lines there are, and their hash."""
    digest, n_rows = hashlib.sha256(), 0
    for line in lines:
        digest.update(line)
        n_rows += 1
    return TableKept(n_rows, digest.hexdigest())


def _lines(connection: Connection, table: Table) -> Iterator[bytes]:
    """The rows of a table as lines, in the order of their keys as bytes, the same on either database.

    Raises
    ------
    Damaged
        If a row can't be read.
    """
    keys = [str(column.name) for column in table.primary_key.columns]
    order = (_in_byte_order(connection, column) for column in table.primary_key.columns)
    query = select(table).order_by(*order).execution_options(yield_per=_AT_ONCE)
    try:
        for row in connection.execute(query).mappings():
            yield canonical({str(name): value for name, value in row.items()}).encode("ascii") + b"\n"
    except (ValueError, TypeError) as error:
        raise Damaged(
            f"A row of the table {table.name} can't be read ({', '.join(keys)}): {error}"
        ) from error


def _in_byte_order(connection: Connection, column: Any) -> Any:
    """A column to order by; PostgreSQL would order text by the rules of a language."""
    if connection.dialect.name == "postgresql" and column.type.python_type is str:
        return column.collate("C")
    return column
