"""Whether a server can do its work, in words that anybody may read."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import text

from commonweal.api.state import Services
from commonweal.errors import PlanningError, StoreFull
from commonweal.store.database import faults_told
from commonweal.store.migrating import NEWEST, schema_of
from commonweal.store.opening import Store
from commonweal.store.scope import SYSTEM

__all__ = ["LEAST_FREE", "Look", "looked_at"]

LEAST_FREE = 64 * 2**20
"""Bytes that must be free for a server to be ready: a whole upload fits."""

_PROBE = b"room"


@dataclass(frozen=True)
class Look:
    """One thing that was looked at.

    Attributes
    ----------
    name
        ``database``, ``schema``, ``disk``, ``jobs``.
    good
        Whether it is as it must be.
    words
        What was found.
    """

    name: str
    good: bool
    words: str


def looked_at(services: Services) -> tuple[Look, ...]:
    """Everything that a server needs, looked at now."""
    looks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("database", lambda: _database(services.store)),
        ("schema", lambda: _schema(services.store)),
        ("disk", lambda: _disk(services.store)),
        ("jobs", lambda: _jobs(services)),
    )
    return tuple(_look(name, look) for name, look in looks)


class _NotReady(PlanningError):
    """What a look found wrong."""


def _look(name: str, look: Callable[[], str]) -> Look:
    """The outcome of one look."""
    try:
        return Look(name, good=True, words=look())
    except PlanningError as error:
        return Look(name, good=False, words=str(error))
    except OSError:
        return Look(name, good=False, words="It can't be read or written.")


def _database(store: Store) -> str:
    """Whether the database answers."""
    with store.database.reading(SYSTEM) as connection:
        connection.execute(text("SELECT 1")).scalar_one()
    return "It answers."


def _schema(store: Store) -> str:
    """Whether the database is as this program writes it."""
    with store.database.reading(SYSTEM) as connection:
        found = schema_of(connection)
    if found != NEWEST:
        raise _NotReady(f"It is {found or 'missing'}, not {NEWEST}: run 'commonweal admin migrate'.")
    return f"It is {found}."


def _disk(store: Store) -> str:
    """Whether there is room, tried by writing."""
    folder = store.contents.folder
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        raise StoreFull(f"Only {free / 2**20:,.0f} MiB are free; at least {LEAST_FREE // 2**20} are needed.")
    with faults_told(), tempfile.NamedTemporaryFile(dir=folder, suffix=".part") as file:
        file.write(_PROBE)
        file.flush()
        os.fsync(file.fileno())
    return f"{free / 2**30:,.1f} GiB are free, and it can be written."


def _jobs(services: Services) -> str:
    """Whether somebody does the jobs."""
    if services.runners is None:
        return "Other processes do them."
    if not services.runners.alive:
        raise _NotReady("What does the jobs has ended. Restart the server.")
    return "They are being done."
