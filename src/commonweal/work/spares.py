"""Children that were started beforehand, so that nobody waits for a program to load."""

from __future__ import annotations

import threading
from collections import deque
from pathlib import Path
from weakref import WeakKeyDictionary

from commonweal.store.database import Database
from commonweal.store.opening import Store
from commonweal.work.limits import Limits
from commonweal.work.places import own_spool
from commonweal.work.process import Child

__all__ = ["Spares", "spares_of"]


class Spares:
    """A few children that wait for a request.

    Parameters
    ----------
    spool
        Where they have their folders.
    limits
        What each may use.
    n
        How many wait.
    """

    def __init__(self, spool: Path, limits: Limits, n: int) -> None:
        self._spool, self._limits, self._n = spool, limits, n
        self._waiting: deque[Child] = deque()
        self._lock = threading.Lock()

    def take(self) -> Child:
        """A child that waits, or else one just started."""
        with self._lock:
            while self._waiting:
                child = self._waiting.popleft()
                if child.waits:
                    return child
                _cleared(child)
        return Child(self._spool, self._limits)

    def fill(self) -> None:
        """Have as many wait as there should."""
        with self._lock:
            gone = [child for child in self._waiting if not child.waits]
            for child in gone:
                self._waiting.remove(child)
                _cleared(child)
            while len(self._waiting) < self._n:
                self._waiting.append(Child(self._spool, self._limits))

    def end(self) -> None:
        """End all that wait; none wait from now on."""
        with self._lock:
            self._n = 0
            while self._waiting:
                _cleared(self._waiting.popleft())


def _cleared(child: Child) -> None:
    child.end()
    child.clear()


_of_database: WeakKeyDictionary[Database, Spares] = WeakKeyDictionary()
_lock = threading.Lock()


def spares_of(store: Store, limits: Limits | None = None, n: int = 0) -> Spares:
    """The spare children of a store in this process; where limits are given, new ones from now on."""
    with _lock:
        if limits is not None or store.database not in _of_database:
            _of_database[store.database] = Spares(own_spool(store), limits or Limits(), n)
        return _of_database[store.database]
