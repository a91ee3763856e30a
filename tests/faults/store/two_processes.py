"""Two processes want one folder: the second is told who has it, and the first notices nothing."""

from __future__ import annotations

import socket
import tempfile
import time
from pathlib import Path

from commonweal.errors import StoreInUse
from commonweal.store.opening import open_store
from faults.store.deeds import left
from faults.store.killed_writer import wait_until_opened
from faults.store.ledger import Ledger
from faults.store.outcome import Outcome
from faults.store.writer import Nursery, Order, kill

__all__ = ["open_twice"]


def open_twice(n_times: int, seed: int) -> Outcome:
    """Open a store in which another process writes, so many times."""
    refused, broken = 0, []
    with tempfile.TemporaryDirectory(prefix="cw-two-") as folder, Nursery() as nursery:
        ledger = Ledger(Path(folder) / "ledger")
        store = str(Path(folder) / "store")
        writer = nursery.start(Order(store, None, str(ledger.path), seed))
        wait_until_opened(ledger, 0)
        for _ in range(n_times):
            n_kept = len(ledger.told().kept)
            sentence = _refusal(store)
            refused += sentence is not None
            if sentence is None or f"process {writer} on {socket.gethostname()}" not in sentence:
                broken.append(f"the second was told: {sentence}")
            if not _goes_on(ledger, n_kept):
                broken.append("the first does not write any more")
        kill(writer)
        nursery.ended()
        told = ledger.told()
        ledger.close()
        with open_store(store) as opened:  # the lock ends with its holder, however it ended
            found = left(opened, told)
    figures = {"openings": n_times, "refused": refused, "acknowledged meanwhile": len(told.kept)}
    return Outcome({**figures, **found.figures}, (*broken, *found.broken))


def _refusal(folder: str) -> str | None:
    """What a second process is told; None if it gets in."""
    try:
        open_store(folder).close()
    except StoreInUse as error:
        return str(error)
    return None


def _goes_on(ledger: Ledger, n_kept: int) -> bool:
    """Whether more is kept soon."""
    until = time.monotonic() + 5.0
    while time.monotonic() < until:
        if len(ledger.told().kept) > n_kept:
            return True
        time.sleep(0.002)
    return False
