"""Where requests wait that take much memory or a place for long; too many are sent away."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from commonweal.errors import TooMany

__all__ = ["Gate", "Seats"]

_BUSY = "Many files are being read and written just now. Nothing was changed. Try again in a moment."


class Gate:
    """At most so many at once; a few wait, and more are told to come again.

    Parameters
    ----------
    at_once
        How many pass at the same time.
    waiting
        How many may stand before it.
    patience
        Seconds that one waits.
    """

    def __init__(self, at_once: int, waiting: int, patience: float = 30.0) -> None:
        self._places = threading.BoundedSemaphore(at_once)
        self._queue = threading.BoundedSemaphore(at_once + waiting)
        self._patience = patience

    @contextmanager
    def queued(self) -> Iterator[None]:
        """A while in which one stands in the queue (and may pass); this never waits.

        Raises
        ------
        TooMany
            If the queue is full.
        """
        if not self._queue.acquire(blocking=False):
            raise TooMany(_BUSY, seconds=2)
        try:
            yield
        finally:
            self._queue.release()

    @contextmanager
    def passing(self) -> Iterator[None]:
        """A while in which one is through; waits for it.

        Raises
        ------
        TooMany
            If none came out in time.
        """
        if not self._places.acquire(timeout=self._patience):
            raise TooMany(_BUSY, seconds=5)
        try:
            yield
        finally:
            self._places.release()


class Seats:
    """At most so many for each person.

    Parameters
    ----------
    each
        How many a person may have at once.
    """

    def __init__(self, each: int) -> None:
        self._each = each
        self._taken: Counter[str] = Counter()
        self._lock = threading.Lock()

    @property
    def n_taken(self) -> int:
        """How many are taken, of all people together."""
        with self._lock:
            return self._taken.total()

    @contextmanager
    def taken(self, who: str) -> Iterator[None]:
        """A while in which a person has a seat.

        Raises
        ------
        TooMany
            If the person has all of theirs already.
        """
        with self._lock:
            if self._taken[who] >= self._each:
                raise TooMany(f"{self._each} are watched already. Close one, then try again.", seconds=5)
            self._taken[who] += 1
        try:
            yield
        finally:
            with self._lock:
                self._taken[who] -= 1
                if not self._taken[who]:
                    del self._taken[who]  # else everybody who ever looked stays in memory
