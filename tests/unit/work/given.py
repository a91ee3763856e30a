"""What tests of jobs begin with: a store that holds the village, and jobs asked about it."""

from __future__ import annotations

import contextlib
import json
import os
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import psutil
from sqlalchemy import select

import commonweal as cw
from commonweal.data.writing import economy_files
from commonweal.store.economies import add_economy
from commonweal.store.schema import jobs
from commonweal.store.scope import SYSTEM, of_project
from commonweal.store.versions import drafted
from commonweal.wire.requests import request_of
from commonweal.work.limits import Limits
from commonweal.work.queue import ask, job
from stores import given_person, given_project

__all__ = [
    "HOSTILE",
    "Village",
    "asked",
    "children_of",
    "kept_economy",
    "rows_of_jobs",
    "until_over",
    "village",
    "without_times",
]

HOSTILE = "unit.work.hostile"
"""A child that does with ``why`` what its good says: ``abort``, ``memory``, ``spin``, ``sleep`` …"""


class Village:
    """A project with the village in it.

    Attributes
    ----------
    store, who, project, economy
        The store, and ids of who owns the project, of the project, and of the economy.
    """

    def __init__(self, store, name="relief"):
        self.store = store
        self.who = given_person(store, f"ada-{name}")
        self.project = given_project(store, name, self.who)
        self.economy = kept_economy(store, self.project, village(), self.who)

    def ask(self, limits=None, **said):
        """Ask for a job about the village."""
        return ask(self.store, self.project, asked(self.economy, **said), self.who, limits)

    def job(self, ident):
        """A job as it is now."""
        with self.store.database.reading(of_project(self.project)) as connection:
            return job(connection, self.project, ident)


@cache
def village():
    """The village, without changes."""
    return cw.read("village")


def kept_economy(store, project, economy, who, name="village"):
    """Keep an economy in a project; its id."""
    rows = {table: frame.height for table, frame in economy.tables.items() if frame.height}
    draft = drafted(store, economy_files(economy, "parquet"), economy_hash=economy.hash, rows=rows)
    with store.database.writing(of_project(project)) as connection:
        return add_economy(connection, store, project, name, draft, what="Added.", who=who).id


def asked(economy, kind="why", **said):
    """A request about an economy."""
    return request_of({"kind": kind, "economy": economy, **said})


def until_over(village, ident, seconds=60.0):
    """A job once it has ended."""
    until = time.monotonic() + seconds
    while True:
        found = village.job(ident)
        if found.is_over:
            return found
        assert time.monotonic() < until, f"the job is still {found.state}"
        time.sleep(0.05)


def rows_of_jobs(store):
    """Every job, as it stands in the table, the oldest first."""
    with store.database.reading(SYSTEM) as connection:
        return connection.execute(select(jobs).order_by(jobs.c.created_at, jobs.c.id)).all()


_OTHERS = ("postgres", "resource_tracker")  # the database of the tests; Python's own, after a sweep


def children_of(process=None):
    """Children of jobs, and what they started, that still run below a process."""
    found = []
    for child in psutil.Process(process or os.getpid()).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            words = " ".join(child.cmdline())
            if not any(name in words for name in _OTHERS):
                found.append(child)
    return found


def without_times(document):
    """A document of JSON without how long anything took."""
    return _untimed(json.loads(document))


def _untimed(value):
    if isinstance(value, dict):
        return {key: _untimed(inside) for key, inside in value.items() if key != "seconds"}
    return [_untimed(inside) for inside in value] if isinstance(value, list) else value


def small(**changed):
    """Limits for tests of children that use too much."""
    return replace(Limits(), **changed)


def tests_on_path(monkeypatch):
    """Let children find modules of the tests."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
