"""What is done in projects that somebody watches: looked up once for all who watch the same one."""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from sqlalchemy import Connection

from commonweal.store.events import Event, events_since

__all__ = ["LastEvents"]

_KEPT = 500  # events of a project that are kept in memory for its watchers
_FORGOTTEN = 60.0  # seconds after which a project that nobody asks about is forgotten

Reading = Callable[[], AbstractContextManager[Connection]]


@dataclass
class _Watched:
    """A project that somebody watches.

    Attributes
    ----------
    whole_from
        Every event with a higher number, as of the last look, is among ``events``.
    looked_at, asked_at
        When the database was asked last, and when a watcher asked.
    """

    whole_from: int
    asked_at: float
    looked_at: float = -math.inf
    events: deque[Event] = field(default_factory=deque)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def last(self) -> int:
        """Number of the last event that is known."""
        return self.events[-1].number if self.events else self.whole_from

    def add(self, found: list[Event]) -> None:
        """Take in events that came after the last one; the oldest go where there are too many."""
        self.events.extend(found)
        while len(self.events) > _KEPT:
            self.whole_from = self.events.popleft().number


class LastEvents:
    """The last events of projects that are watched.

    Each watcher asks when it likes; the database is asked once in a while for each project, however many
    watch it.

    Parameters
    ----------
    every
        Seconds between looks at the database.
    """

    def __init__(self, every: float = 1.0) -> None:
        self._every = every
        self._projects: dict[str, _Watched] = {}
        self._lock = threading.Lock()

    def since(self, project: str, number: int, reading: Reading) -> list[Event]:
        """The events of a project with a higher number, the oldest first; a part, where there are many.

        Parameters
        ----------
        project
            Its id.
        number
            Of the last event that the watcher knows.
        reading
            Opens a transaction that may see the project.
        """
        watched = self._watched(project, number)
        with watched.lock:
            moment = time.monotonic()
            if moment - watched.looked_at >= self._every:
                with reading() as connection:
                    watched.add(events_since(connection, project, watched.last))
                watched.looked_at = moment
            if number < watched.whole_from:
                with reading() as connection:
                    return events_since(connection, project, number)
            return [event for event in watched.events if event.number > number]

    def _watched(self, project: str, number: int) -> _Watched:
        """What is known of a project; those that nobody asks about any more are forgotten."""
        moment = time.monotonic()
        with self._lock:
            for name in [one for one, it in self._projects.items() if moment - it.asked_at > _FORGOTTEN]:
                del self._projects[name]
            watched = self._projects.setdefault(project, _Watched(number, moment))
            watched.asked_at = moment
            return watched
