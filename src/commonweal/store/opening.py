"""Opening a store: one process at a time on SQLite, any number on PostgreSQL."""

from __future__ import annotations

import fcntl
import os
import socket
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from commonweal.errors import NotThere, StoreInUse
from commonweal.store.contents import Contents
from commonweal.store.database import Database, faults_told
from commonweal.store.events import note
from commonweal.store.migrating import migrated
from commonweal.store.scope import SYSTEM

__all__ = ["CONTENTS", "DATABASE", "LOCK", "Store", "locked", "open_beside", "open_store"]

DATABASE = "store.sqlite"
CONTENTS = "contents"
LOCK = "store.lock"
SPOOL = "spool"


@dataclass(frozen=True)
class Store:
    """Everything that is kept, opened.

    Attributes
    ----------
    folder
        Where contents lie, and the SQLite file where there is one.
    database, contents
        Rows, and the files that they name.
    """

    folder: Path
    database: Database
    contents: Contents
    _lock: IO[str] | None

    @property
    def spool(self) -> Path:
        """Where children of jobs put files that are not kept yet; emptied when a store is opened alone."""
        return self.folder / SPOOL

    def close(self) -> None:
        """Let go of the database and of the lock."""
        self.database.close()
        if self._lock is not None:
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(
    folder: str | Path, database: str | None = None, *, migrate: bool = True, damaged: bool = False
) -> Store:
    """The store in a folder, made if there is none.

    Parameters
    ----------
    folder
        Where contents lie. Without ``database`` the SQLite file lies there too.
    database
        Address of a PostgreSQL database: ``postgresql://USER@HOST/NAME``.
    migrate
        Whether a store of an older program is brought up to date.
    damaged
        Whether to open a damaged SQLite file, to read what can be read.

    Raises
    ------
    StoreInUse
        If another process has the folder open and there is no PostgreSQL.
    WrongVersion
        If a newer program wrote it, or an older one and ``migrate`` is False.
    StoreAway, StoreFull, Damaged
        If the database does not answer, there is no room, or the file is damaged.
    """
    place = Path(folder).resolve()
    with faults_told():
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        (place / CONTENTS).mkdir(exist_ok=True, mode=0o700)
    lock = locked(place / LOCK) if database is None else None
    try:
        opened = Database(place / DATABASE if database is None else database, damaged=damaged)
    except BaseException:
        if lock is not None:
            lock.close()
        raise
    store = Store(place, opened, Contents(place / CONTENTS), lock)
    try:
        migrated(opened, change=migrate)
        _losses_noted(opened)
    except BaseException:
        store.close()
        raise
    return store


def open_beside(folder: str | Path) -> Store:
    """The store on SQLite that another process has open, only to read its rows and contents.

    Raises
    ------
    NotThere
        If there is no store.
    StoreError
        If no process has it open.
    """
    place = Path(folder).resolve()
    if not (place / DATABASE).exists():
        raise NotThere(f"There is no store in {place}.")
    return Store(place, Database(place / DATABASE, beside=True), Contents(place / CONTENTS), None)


def _losses_noted(database: Database) -> None:
    """Note among the events what was found lost, so that whoever looks later learns of it."""
    if database.keeper is None or not database.keeper.warnings:
        return
    with database.writing(SYSTEM) as connection:
        for warning in database.keeper.warnings:
            note(connection, "system", "store.changes-lost", why=warning)


def locked(path: Path) -> IO[str]:
    """The lock of a folder, held as long as the file is open.

    Raises
    ------
    StoreInUse
        If another process holds it.
    """
    with faults_told():
        file = path.open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.seek(0)
        holder = file.read().strip() or "another process"
        file.close()
        raise StoreInUse(
            f"This store is open in {holder}. Work through that server (--server URL), or end it first."
        ) from error
    with faults_told():
        file.truncate(0)
        file.write(f"process {os.getpid()} on {socket.gethostname()}")
        file.flush()
    return file
