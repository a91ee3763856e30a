"""PostgreSQL is killed under writing load: its postmaster, or one of the processes that serve us."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np

from commonweal.store.opening import open_store
from commonweal.store.verifying import verify
from faults.store.cluster import crash, kill_backend
from faults.store.deeds import left
from faults.store.ledger import Ledger
from faults.store.outcome import Outcome, spread
from faults.store.writers import Writers
from stores import Cluster, cluster

__all__ = ["kill_postgres"]

N_WRITERS = 3
SOON = 5.0  # s until writing goes on once the server answers


def kill_postgres(n_times: int, seed: int) -> Outcome:
    """Kill it again and again, the postmaster and backends by turns, while three threads write."""
    rng = np.random.default_rng(seed)
    waits: list[float] = []
    with cluster(durable=True) as postgres, tempfile.TemporaryDirectory(prefix="cw-pg-store-") as folder:
        address, ledger = postgres.new_database(), Ledger(Path(folder) / "ledger")
        with open_store(folder, address) as store, Writers(store, ledger, N_WRITERS) as writers:
            for number in range(n_times):
                time.sleep(rng.uniform(0.02, 0.3))
                waits.append(writers.go_on_after(_killed_once(postgres, number, rng)))
        told = ledger.told()
        with open_store(folder, address) as store:
            found, faults = left(store, told), verify(store).faults
    return Outcome(
        {
            "kills": n_times,
            "acknowledged": len(told.kept),
            "kept without an answer": found.n_kept - len(told.kept),
            "refused": writers.n_refused,
            **found.figures,
            "faults found by verify": len(faults),
            **{f"{name} until writing goes on": value for name, value in spread(waits).items()},
        },
        (
            *found.broken,
            *map(str, faults),
            *writers.surprises,
            *(f"{wait:.1f} s until writing" for wait in waits if wait > SOON),
        ),
    )


def _killed_once(postgres: Cluster, number: int, rng: np.random.Generator) -> float:
    """Kill the postmaster and start it again, or kill a backend: from when writing can go on."""
    if number % 2 == 0:
        crash(postgres)
    else:
        kill_backend(postgres, rng)
    return time.monotonic()
