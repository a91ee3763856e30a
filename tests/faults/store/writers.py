"""Threads that write through one store, as those of a server do, and go on after each fault."""

from __future__ import annotations

import threading
import time
from types import TracebackType
from typing import Self

import numpy as np

from commonweal.errors import StoreAway, StoreFull
from commonweal.store.opening import Store
from faults.store.deeds import do, settle
from faults.store.ledger import Ledger

__all__ = ["Writers"]

PAUSE = 0.02  # s between attempts while the store can't be written
PATIENCE = 60.0


class Writers:
    """Writers, from entering to leaving.

    Attributes
    ----------
    n_refused
        How often one of them was told that nothing can be kept now.
    surprises
        Errors that they should not have met.
    """

    def __init__(self, store: Store, ledger: Ledger, n: int) -> None:
        self.n_refused = 0
        self.surprises: list[str] = []
        self._store, self._ledger = store, ledger
        self._project = settle(store)
        self._last = 0.0
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=(seed,)) for seed in range(n)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def go_on_after(self, moment: float) -> float:
        """Seconds from a moment until something that began after it is kept (at most ``PATIENCE``)."""
        until = moment + PATIENCE
        while self._last <= moment and time.monotonic() < until:
            time.sleep(0.002)
        return time.monotonic() - moment

    def _write(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        while not self._over.is_set():
            began = time.monotonic()
            try:
                do(self._store, self._project, self._ledger, rng)
            except (StoreAway, StoreFull):
                self.n_refused += 1
                time.sleep(PAUSE)
            except Exception as error:  # noqa: BLE001 - a drill counts whatever comes through
                self.surprises.append(f"{type(error).__name__}: {error}")
                return
            else:
                self._last = max(self._last, began)
