"""Numbers about what is kept and queued, read when Prometheus asks."""

from __future__ import annotations

import datetime as dt
import logging
import shutil
import threading
from collections.abc import Iterator
from typing import Any

from prometheus_client import Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import Connection, func, select

from commonweal.api.observing.metrics import Requests
from commonweal.errors import PlanningError
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.schema import FINAL, contents, jobs
from commonweal.store.scope import SYSTEM

__all__ = ["Stored", "watch"]

_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0, 14400.0)
_log = logging.getLogger("commonweal.api")


def watch(store: Store, requests: Requests) -> None:
    """Have the metrics of a server tell of its store too."""
    requests.registry.register(Stored(store, requests))


class Stored(Collector):
    """Looks at the store each time it is asked.

    Jobs that end are counted from the start of the server on, whoever did them.

    Parameters
    ----------
    store
        What is kept.
    requests
        Whose registry takes the histogram of jobs.
    """

    def __init__(self, store: Store, requests: Requests) -> None:
        self._store = store
        self._since = now()
        self._counted: frozenset[str] = frozenset()  # those that ended at the very moment `_since`
        self._looking = threading.Lock()  # two askers at once would count jobs twice
        self._seconds = Histogram(
            "commonweal_job_seconds",
            "Time that jobs took, by kind, how they ended and why they failed.",
            ("kind", "state", "failure"),
            buckets=_SECONDS,
            registry=requests.registry,
        )

    def describe(self) -> list[GaugeMetricFamily]:
        """What there is, without looking; asked once, when it is registered."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """What there is now; where the database does not answer, that and the disk alone."""
        usage = shutil.disk_usage(self._store.folder)
        yield GaugeMetricFamily("commonweal_store_free_bytes", "Room on the store's disk.", value=usage.free)
        found: list[GaugeMetricFamily] = []
        try:
            with self._looking, self._store.database.reading(SYSTEM) as connection:
                found = [*_queue(connection), _kept(connection)]
                self._count_ended(connection)
        except PlanningError:
            _log.warning("The database does not answer; metrics leave it out.")
        up = "Whether the database answers."
        yield GaugeMetricFamily("commonweal_database_up", up, value=bool(found))
        yield from found

    def _count_ended(self, connection: Connection) -> None:
        """Count the jobs that ended since the last look."""
        rows = connection.execute(
            select(jobs.c.id, jobs.c.kind, jobs.c.state, jobs.c.failure, jobs.c.started_at, jobs.c.ended_at)
            .where(jobs.c.state.in_(FINAL), jobs.c.ended_at >= self._since)
            .order_by(jobs.c.ended_at)
        ).all()
        for row in rows:
            if row.id not in self._counted:
                seconds = (row.ended_at - (row.started_at or row.ended_at)).total_seconds()
                self._seconds.labels(row.kind, row.state, _why(row.failure)).observe(max(seconds, 0.0))
        if rows:
            last = rows[-1].ended_at
            again = frozenset(row.id for row in rows if row.ended_at == last)
            self._counted = again | (self._counted if last == self._since else frozenset())
            self._since = last


def _why(failure: Any) -> str:
    """The code of a failure; blank where there is none."""
    return str(failure.get("code", "")) if isinstance(failure, dict) else ""


def _queue(connection: Connection) -> Iterator[GaugeMetricFamily]:
    """Jobs by kind and state, and how long the oldest has waited."""
    counts = GaugeMetricFamily("commonweal_jobs", "Jobs kept, by kind and state.", labels=("kind", "state"))
    for kind, state, n in connection.execute(
        select(jobs.c.kind, jobs.c.state, func.count()).group_by(jobs.c.kind, jobs.c.state)
    ):
        counts.add_metric((kind, state), n)
    yield counts
    oldest: dt.datetime | None = connection.execute(
        select(func.min(jobs.c.created_at, type_=jobs.c.created_at.type)).where(jobs.c.state == "queued")
    ).scalar()
    age = (now() - oldest).total_seconds() if oldest is not None else 0.0
    what = "How long the oldest queued job has waited."
    yield GaugeMetricFamily("commonweal_queue_age_seconds", what, value=max(age, 0.0))


def _kept(connection: Connection) -> GaugeMetricFamily:
    """Bytes of all contents."""
    size = connection.execute(select(func.sum(contents.c.size))).scalar() or 0
    return GaugeMetricFamily("commonweal_contents_bytes", "Size of all contents.", value=float(size))
