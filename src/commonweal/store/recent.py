"""What was made from contents, kept in memory as long as it fits: the last used stays."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast
from weakref import WeakKeyDictionary

from commonweal.store.contents import Contents

__all__ = ["Recent", "recent"]

T = TypeVar("T")

_MOST_BYTES = 256 * 1024**2


class Recent:
    """Things by the hashes they were made from; contents never change, so neither do these.

    Parameters
    ----------
    most_bytes
        What all together may take up; a thing that is larger is made each time.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._things: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T], size: Callable[[T], int]) -> T:
        """The thing of a key, made if it isn't at hand; two who ask at once may both make it."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return cast("T", self._things[key][0])
        thing = make()
        self._keep(key, thing, size(thing))
        return thing

    def _keep(self, key: Hashable, thing: object, size: int) -> None:
        """Keep a thing, and let go of those not used for longest."""
        with self._lock:
            if key in self._things or size > self._most:
                return
            self._things[key] = thing, size
            self._bytes += size
            while self._bytes > self._most:
                _, (_, freed) = self._things.popitem(last=False)
                self._bytes -= freed


_of_contents: WeakKeyDictionary[Contents, Recent] = WeakKeyDictionary()
_lock = threading.Lock()


def recent(contents: Contents) -> Recent:
    """What was lately made from the contents of a store."""
    with _lock:
        return _of_contents.setdefault(contents, Recent())
