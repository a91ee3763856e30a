"""The writing process is killed at any moment, on SQLite: while it migrates, writes, imports, checkpoints."""

from __future__ import annotations

import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from commonweal.errors import StoreError
from commonweal.store.opening import open_store
from commonweal.store.verifying import verify_at
from faults.store.deeds import left, settle
from faults.store.ledger import Ledger
from faults.store.outcome import Outcome
from faults.store.writer import Nursery, Order, kill

__all__ = ["kill_writers", "wait_until_opened"]

FROM, UNTIL = 0.002, 0.25  # when a writer is killed, s
EACH = 25  # kills of one store before a new one is begun
WAYS = ("edit", "checkpoint", "edit", "import", "migrate")


@dataclass(frozen=True)
class Drill:
    """What the kills of one run share."""

    nursery: Nursery
    rng: np.random.Generator
    counts: Counter[str] = field(default_factory=Counter)


def kill_writers(n_times: int, seed: int) -> Outcome:
    """Kill writers of one store after the other; after each kill open it and compare."""
    broken: list[str] = []
    with Nursery() as nursery:
        drill = Drill(nursery, np.random.default_rng(seed))
        for begin in range(0, n_times, EACH):
            with tempfile.TemporaryDirectory(prefix="cw-kill-") as folder:
                for number in range(begin, min(begin + EACH, n_times)):
                    way = WAYS[number % len(WAYS)]
                    broken += [
                        f"kill {number} ({way}): {line}"
                        for line in _killed_once(drill, Path(folder), number, way)
                    ]
    names = ("acknowledged", "lost", "torn", "ghosts", "faults found by verify")
    return Outcome({"kills": n_times, **{name: drill.counts[name] for name in names}}, tuple(broken))


def _killed_once(drill: Drill, folder: Path, number: int, way: str) -> Iterator[str]:
    """Kill one writer: what is wrong afterwards, in words."""
    place = folder / (f"new{number}" if way == "migrate" else "store")
    ledger = Ledger(folder / f"{place.name}.ledger")
    before = ledger.told()
    writer = drill.nursery.start(Order(str(place), None, str(ledger.path), number, way))
    if way != "migrate" and drill.rng.random() < 0.8:  # the others are killed while they open the store
        wait_until_opened(ledger, before.n_opened)
    time.sleep(drill.rng.uniform(FROM, UNTIL))
    kill(writer)
    if drill.nursery.ended() != signal.SIGKILL:
        yield "the writer ended by itself"
    told = ledger.told()
    ledger.close()
    drill.counts["acknowledged"] += len(told.kept - before.kept)
    try:
        with open_store(place) as store:
            settle(store)
            found = left(store, told)
            if store.database.keeper is not None:
                yield from store.database.keeper.warnings
    except StoreError as error:
        yield f"{type(error).__name__} on opening: {error}"
    else:
        drill.counts.update(found.figures)
        yield from found.broken
    faults = verify_at(place).faults
    drill.counts["faults found by verify"] += len(faults)
    yield from (f"verify: {fault}" for fault in faults)


def wait_until_opened(ledger: Ledger, n_before: int) -> None:
    """Wait until a writer has the store open."""
    until = time.monotonic() + 30.0
    while ledger.told().n_opened == n_before and time.monotonic() < until:
        time.sleep(0.001)
