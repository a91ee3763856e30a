"""Numbers about the server for Prometheus: requests, jobs, room; nothing that names a person or a project."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

__all__ = ["METHODS", "Requests"]

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)


class Requests:
    """What is counted of requests.

    Attributes
    ----------
    registry
        Of this server alone, so that two in one process are not mixed up.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._count = Counter(
            "commonweal_requests_total",
            "Requests answered, by route, method and status.",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "commonweal_request_seconds",
            "Time from a request to the end of its answer.",
            ("route", "method"),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._in_flight = Gauge(
            "commonweal_requests_in_flight", "Requests being answered.", registry=self.registry
        )
        started = Gauge(
            "commonweal_started_seconds", "When the server started, in Unix time.", registry=self.registry
        )
        started.set(time.time())

    @contextmanager
    def in_flight(self) -> Iterator[None]:
        """A while in which one more request is being answered."""
        with self._in_flight.track_inprogress():
            yield

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request; a status of 0 is one that was cut off before its answer began."""
        known = method if method in METHODS else "other"
        self._count.labels(route, known, str(status)).inc()
        self._seconds.labels(route, known).observe(seconds)
