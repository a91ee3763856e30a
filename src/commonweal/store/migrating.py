"""Bringing the schema of a database up to date, in one transaction, by one process at a time."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from commonweal.errors import StoreError, WrongVersion
from commonweal.store.database import Database
from commonweal.store.schema import metadata
from commonweal.store.scope import SYSTEM

__all__ = ["NEWEST", "alone", "migrated", "schema_of", "steps", "upgraded"]

_HERE = Path(__file__).parent / "migrations"
_LOCK = 0x636F6D6D6F6E  # of those who migrate the same PostgreSQL database: "common" in ASCII


def _config(connection: Connection | None = None) -> Config:
    """Alembic's settings: where the steps lie, and the transaction that they run in."""
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def steps() -> tuple[str, ...]:
    """The names of all schemas that this program knows, the oldest first."""
    script = ScriptDirectory.from_config(_config())
    return tuple(reversed([step.revision for step in script.walk_revisions()]))


NEWEST = steps()[-1]
"""The schema that this program works with."""


def schema_of(connection: Connection) -> str | None:
    """The schema that a database has; None where it has none yet."""
    return MigrationContext.configure(connection).get_current_revision()


def migrated(database: Database, *, change: bool = True) -> None:
    """Bring a database up to date.

    Parameters
    ----------
    database
        Which one.
    change
        Whether it may be changed.

    Raises
    ------
    WrongVersion
        If a newer program wrote it, or it is older and ``change`` is False.
    StoreError
        If the tables in it are not of a store.
    """
    with database.reading(SYSTEM) as connection:
        if _up_to_date(connection, change):
            return
    with database.writing(SYSTEM) as connection:
        alone(connection)
        if not _up_to_date(connection, change):  # nobody did it while we waited
            upgraded(connection, NEWEST)
    if database.keeper is not None:
        with database.still():  # a log that is lost must not take the tables with it
            database.keeper.tidied()


def alone(connection: Connection) -> None:
    """Wait until no other process migrates this PostgreSQL database; on SQLite who writes is alone."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))  # a step may have much to do
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def upgraded(connection: Connection, to: str) -> None:
    """Bring the schema to a step, inside the transaction of a connection."""
    command.upgrade(_config(connection), to)


def _up_to_date(connection: Connection, change: bool) -> bool:
    """Whether nothing is to be done.

    Raises
    ------
    WrongVersion, StoreError
        If nothing may be done.
    """
    found = schema_of(connection)
    if found is not None and found not in steps():
        raise WrongVersion(
            f"A newer commonweal wrote this store: its schema is {found}, and this program knows {NEWEST} "
            "and older. Install the newer program, or restore a backup that was made before."
        )
    if found is None and set(metadata.tables) & set(inspect(connection).get_table_names()):
        raise StoreError(
            "The database has tables that are not of a store of commonweal, by the same names. "
            "Give it a database of its own."
        )
    if found == NEWEST:
        return True
    if not change:
        has = (
            "is empty" if found is None else f"has the older schema {found}; this program works with {NEWEST}"
        )
        raise WrongVersion(f"The store {has}. Make a backup, then run 'commonweal admin migrate'.")
    return False
