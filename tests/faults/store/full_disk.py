"""The disk is full while three threads write, on a small disk of its own; and files may not grow further."""

from __future__ import annotations

import resource
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from commonweal.store.opening import open_store
from faults.store.deeds import left
from faults.store.ledger import Ledger
from faults.store.outcome import Outcome, spread
from faults.store.writers import Writers

__all__ = ["fill_disks", "limit_files", "small_disk"]

MEGABYTE = 2**20
BALLAST = 2 * MEGABYTE
N_WRITERS = 3
FULL_FOR = 0.3  # s that writers try while there is no room
FILE_LIMIT = 256 * 1024


def fill_disks(n_times: int, seed: int) -> Outcome:
    """Fill a disk, look, make room, and look again; each time on a new disk of 8 MB."""
    counts: Counter[str] = Counter()
    broken: list[str] = []
    waits: list[float] = []
    for number in range(n_times):
        with tempfile.TemporaryDirectory(prefix="cw-ledger-") as apart, small_disk(8) as disk:
            ledger = Ledger(Path(apart) / "ledger")
            broken += [f"disk {number}: {line}" for line in _filled_once(disk, ledger, counts, waits)]
            ledger.close()
    figures = {"disks filled": n_times, **counts}
    return Outcome(
        {**figures, **{f"{name} until writing goes on": value for name, value in spread(waits).items()}},
        tuple(broken),
    )


def _filled_once(disk: Path, ledger: Ledger, counts: Counter[str], waits: list[float]) -> list[str]:
    """Fill one disk: what is wrong, in words."""
    broken = []
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(BALLAST))
    with open_store(disk / "store") as store, Writers(store, ledger, N_WRITERS) as writers:
        until = time.monotonic() + 60.0
        while not writers.n_refused and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(FULL_FOR)
        broken += [
            f"while it is full, {line}" for line in left(store, ledger.told()).broken if "lost" in line
        ]
        ballast.unlink()
        waits.append(writers.go_on_after(time.monotonic()))
        time.sleep(0.05)
        filled = writers.n_refused
        while writers.n_refused == filled and time.monotonic() < until:
            time.sleep(0.005)
    with open_store(disk / "store") as store:  # the disk is still full
        found = left(store, ledger.told())
    counts.update({"acknowledged": len(ledger.told().kept), "refused": writers.n_refused, **found.figures})
    if waits[-1] > 5.0:
        broken.append(f"{waits[-1]:.1f} s until writing went on")
    return [*broken, *found.broken, *set(writers.surprises)]


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """A disk in memory of so many megabytes; needs to be root."""
    with tempfile.TemporaryDirectory(prefix="cw-disk-") as folder:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "commonweal", folder], check=True
        )
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


def limit_files(n_times: int, seed: int) -> Outcome:
    """Forbid the process files above a size, the limit that ``ulimit -f`` sets."""
    counts: Counter[str] = Counter()
    broken: list[str] = []
    for number in range(n_times):
        with tempfile.TemporaryDirectory(prefix="cw-limit-") as folder:
            broken += [f"time {number}: {line}" for line in _limited_once(Path(folder), counts)]
    return Outcome({"times": n_times, **counts}, tuple(broken))


def _limited_once(folder: Path, counts: Counter[str]) -> list[str]:
    """Write until no file may grow, lift the limit, and go on: what is wrong, in words."""
    ledger = Ledger(folder / "ledger")
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    with open_store(folder / "store") as store:
        with Writers(store, ledger, 1) as writers:
            resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_LIMIT, most))
            try:
                until = time.monotonic() + 60.0
                while not writers.n_refused and time.monotonic() < until:
                    time.sleep(0.005)
            finally:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            wait = writers.go_on_after(time.monotonic())
        found = left(store, ledger.told())
    ledger.close()
    counts.update({"refused": writers.n_refused, **found.figures})
    late = [] if wait < 5.0 else [f"{wait:.1f} s until writing went on"]
    return [*late, *found.broken, *set(writers.surprises)]
