"""Transactions on either database: begun for somebody, whole or not at all, faults told in our words."""

from __future__ import annotations

import errno
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy import exc as sql
from sqlalchemy.pool import QueuePool

from commonweal.errors import Damaged, ModelError, StoreAway, StoreError, StoreFull
from commonweal.store.keeper import Keeper, quoted
from commonweal.store.scope import Scope

__all__ = ["Database", "faults_told"]

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # an acknowledged transaction survives a power failure
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # REPLACE too is refused where rows are written once
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA wal_autocheckpoint = 0",  # the store checkpoints itself, to seal the pages (store.keeper)
)
_FULL = {"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"}
_PASSING = {"08", "53", "57", "40"}  # connection, too many of something, shut down or cancelled, deadlock
_NO_ANSWER = {"OperationalError", "InterfaceError"}
_RESTORE = "'commonweal admin verify' says what is affected; restore a backup."
_BESIDE = ("PRAGMA query_only = ON", "PRAGMA trusted_schema = OFF", "PRAGMA busy_timeout = 10000")
_POSTGRES_OPTIONS = (
    "-c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000 "
    "-c synchronous_commit=on"  # an acknowledged transaction survives a power failure, whatever others chose
)


class Database:
    """One database, opened.

    Parameters
    ----------
    url
        ``postgresql://…``, or the path of a SQLite file.
    damaged
        Whether to open a SQLite file though it is damaged, to read what can be read.
    beside
        Whether to only read a SQLite file that another process has open.

    Attributes
    ----------
    engine
        SQLAlchemy's engine; for migrations and checks. Everything else asks for a transaction.
    path
        The SQLite file; None for PostgreSQL.
    keeper
        Who checkpoints and seals the SQLite file; None for PostgreSQL, and beside another process.

    Raises
    ------
    Damaged
        If a page of the SQLite file is not what was written.
    """

    def __init__(self, url: str | Path, *, damaged: bool = False, beside: bool = False) -> None:
        self.path = url if isinstance(url, Path) else None
        with faults_told():
            self.keeper = Keeper(url, damaged=damaged) if isinstance(url, Path) and not beside else None
        self.engine = _sqlite(url, beside) if isinstance(url, Path) else _postgres(url)
        self._reader = (
            self.engine
            if self.path is not None
            else self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        )
        self._turn = _Turn()

    @property
    def is_postgres(self) -> bool:
        """Whether it is PostgreSQL."""
        return self.path is None

    @contextmanager
    def reading(self, scope: Scope) -> Iterator[Connection]:
        """A transaction that sees one state of the database and changes nothing."""
        with faults_told(), self._reader.connect() as connection:
            self._begin(connection, scope, "BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    @contextmanager
    def writing(self, scope: Scope) -> Iterator[Connection]:
        """A transaction that is kept whole when the block ends, and undone if it raises.

        On SQLite one writes at a time, so that no one is told "locked".

        Raises
        ------
        StoreAway
            If the database went away; when it did so while it kept the change, the message says that the
            change may have been kept.
        """
        with faults_told(), self.still(), self.engine.connect() as connection:
            self._begin(connection, scope, "BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            self._commit(connection)

    @contextmanager
    def still(self) -> Iterator[None]:
        """A while in which nothing of this process writes (SQLite)."""
        if self.is_postgres:
            yield
            return
        with self._turn.taken():
            yield

    def _begin(self, connection: Connection, scope: Scope, how: str) -> None:
        """Begin for somebody."""
        if self.is_postgres:
            setting = scope.kind if scope.kind == "system" else f"{scope.kind}:{scope.id}"
            connection.execute(
                text("SELECT set_config('commonweal.scope', :scope, true)"), {"scope": setting}
            )
        else:
            connection.exec_driver_sql(how)

    def _commit(self, connection: Connection) -> None:
        """Keep what was done."""
        try:
            connection.commit()
        except sql.DBAPIError as error:
            if self.is_postgres and error.connection_invalidated:
                raise StoreAway(
                    "The database went away while it kept the change: it may be there or not. "
                    "Look, or send the request again with the same Idempotency-Key."
                ) from error
            connection.rollback()
            raise
        if self.keeper is not None:
            self.keeper.committed()

    def close(self) -> None:
        """Let go of every connection, and seal the SQLite file."""
        pool = self.engine.pool
        alone = isinstance(pool, QueuePool) and pool.checkedout() == 0
        self.engine.dispose()
        if self.keeper is not None:
            with self.still():
                self.keeper.close(alone=alone)
                self.keeper = None


class _Turn:
    """The turn of one thread; whoever asks for it twice is told, and does not wait for itself."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder: int | None = None

    @contextmanager
    def taken(self) -> Iterator[None]:
        """While it is ours."""
        if self._holder == threading.get_ident():
            raise RuntimeError("A writing transaction was begun inside another: pass the connection on.")
        with self._lock:
            self._holder = threading.get_ident()
            try:
                yield
            finally:
                self._holder = None


def _sqlite(path: Path, beside: bool) -> Engine:
    """The engine of a SQLite file."""
    address = f"file:{quoted(path)}?mode={'ro' if beside else 'rw'}"

    def connected() -> sqlite3.Connection:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)
        for line in _BESIDE if beside else _PRAGMAS:
            connection.execute(line)
        return connection

    # isolation_level=None: transactions begin where we say, not where the driver thinks
    return create_engine(
        "sqlite://",
        creator=connected,
        poolclass=QueuePool,
        pool_size=16,
        max_overflow=32,
        pool_timeout=5,
        hide_parameters=True,
    )


def _postgres(url: str) -> Engine:
    """The engine of a PostgreSQL database.

    Raises
    ------
    ModelError
        If the address is not one of PostgreSQL.
    """
    try:
        address = make_url(url)
    except sql.ArgumentError as error:
        raise ModelError(
            "The database's address can't be read. Write postgresql://USER@HOST/NAME."
        ) from error
    if address.get_backend_name() != "postgresql":
        raise ModelError(
            f"'{address.get_backend_name()}' is not supported. Write postgresql://USER@HOST/NAME, or leave "
            "the database out: SQLite is used then."
        )
    return create_engine(
        address.set(drivername="postgresql+psycopg"),
        pool_size=16,
        max_overflow=32,
        pool_timeout=5,
        hide_parameters=True,  # what is written may be secret, and errors go to the log
        pool_pre_ping=True,  # a connection that died while it was idle is replaced and nobody notices
        connect_args={"connect_timeout": 3, "options": _POSTGRES_OPTIONS, "application_name": "commonweal"},
    )


@contextmanager
def faults_told() -> Iterator[None]:
    """Faults of databases and disks as errors of the store; what broke a rule of the schema stays as it is.

    Raises
    ------
    StoreFull, StoreAway, Damaged, StoreError
        By what happened.
    """
    try:
        yield
    except sql.IntegrityError:
        raise
    except sql.TimeoutError as error:
        raise StoreAway("Too many requests are under way. Try again in a moment.") from error
    except sql.DBAPIError as error:
        raise _in_our_words(error.orig, error.connection_invalidated) from error
    except sqlite3.Error as error:
        raise _in_our_words(error) from error
    except UnicodeDecodeError as error:  # SQLite's complaint quotes bytes that are no text any more
        raise Damaged(f"The database file is damaged. {_RESTORE}") from error
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise _full() from error
        raise


def _in_our_words(error: BaseException | None, gone: bool = False) -> StoreError:
    """What a database said, as one of our errors; its own words stay in the cause."""
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error)
    state = str(getattr(error, "sqlstate", None) or "")  # PostgreSQL's five letters, where it still answered
    if state == "53100":
        return _full()
    if state[:2] == "XX":
        return Damaged(f"PostgreSQL says that its data are damaged ({state}). {_RESTORE}")
    if gone or state[:2] in _PASSING or (not state and type(error).__name__ in _NO_ANSWER):
        return StoreAway("The database does not answer. Nothing was changed. Try again in a moment.")
    return StoreError("The database refused the request. Nothing was changed.")


def _of_sqlite(error: sqlite3.Error) -> StoreError:
    """What SQLite said."""
    name = str(getattr(error, "sqlite_errorname", ""))
    if name in _FULL:
        return _full()
    if name == "SQLITE_IOERR_WRITE":  # a quota or a limit on the size of files, or the disk itself
        return StoreFull(
            "The database file can't be written: the disk is full, a limit is reached, or the disk fails. "
            "Nothing was changed."
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return Damaged(f"The database file is damaged. {_RESTORE}")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreAway(
            "Another program holds the database file. Nothing was changed. Try again in a moment."
        )
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")):
        return StoreError(
            f"The disk does not keep the database file ({name}). Look at the disk and at whose the folder is."
        )
    return StoreError("The database refused the request. Nothing was changed.")


def _full() -> StoreFull:
    return StoreFull("The disk is full. Nothing was changed. Make room, then try again.")
