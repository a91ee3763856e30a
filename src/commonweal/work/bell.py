"""News that there is work, within one process: whoever waits for jobs need not wait for the next look."""

from __future__ import annotations

import threading
from weakref import WeakKeyDictionary

from commonweal.store.database import Database

__all__ = ["Bell", "bell_of"]


class Bell:
    """Wakes all who wait for it."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._rung = 0

    def ring(self) -> None:
        """Wake all who wait, and let those pass who began to before and did not wait yet."""
        with self._condition:
            self._rung += 1
            self._condition.notify_all()

    @property
    def rung(self) -> int:
        """How often it rang: what to wait on from."""
        with self._condition:
            return self._rung

    def wait(self, since: int, seconds: float) -> None:
        """Wait until it rings for the next time after ``since``, or some time is over."""
        with self._condition:
            self._condition.wait_for(lambda: self._rung > since, timeout=seconds)


_bells: WeakKeyDictionary[Database, Bell] = WeakKeyDictionary()
_lock = threading.Lock()


def bell_of(database: Database) -> Bell:
    """The bell of a database."""
    with _lock:
        return _bells.setdefault(database, Bell())
