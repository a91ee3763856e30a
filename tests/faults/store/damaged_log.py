"""SQLite's write-ahead log is deleted, cut off or garbled after a crash: what is lost must be told."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from commonweal.errors import StoreError
from commonweal.store.opening import open_store
from faults.store.deeds import left
from faults.store.killed_writer import wait_until_opened
from faults.store.ledger import Ledger, Told
from faults.store.outcome import Outcome, spread
from faults.store.writer import Nursery, Order, kill

__all__ = ["crashed_store", "damage_logs"]

SOON = 10.0  # s in which a store opens or says why not
N_KEPT = 20


def damage_logs(n_times: int, seed: int) -> Outcome:
    """Damage the log of one crashed store in so many ways, each time from a copy."""
    rng = np.random.default_rng(seed)
    counts: Counter[str] = Counter()
    broken: list[str] = []
    seconds: list[float] = []
    with tempfile.TemporaryDirectory(prefix="cw-log-") as folder, Nursery() as nursery:
        told = crashed_store(nursery, Path(folder), seed)
        for number in range(n_times):
            name, spoil = DAMAGES[number % len(DAMAGES)]
            place = Path(folder) / "copy"
            shutil.copytree(Path(folder) / "store", place)
            spoil(place / "store.sqlite-wal", rng)
            start = time.monotonic()
            broken += [f"{name}: {line}" for line in _opened(place, told, counts)]
            seconds.append(time.monotonic() - start)
            shutil.rmtree(place)
    broken += [f"{wait:.1f} s to open" for wait in seconds if wait > SOON]
    return Outcome({"logs damaged": n_times, **counts, **spread(seconds)}, tuple(broken))


def crashed_store(nursery: Nursery, folder: Path, seed: int) -> Told:
    """Leave a store in ``folder/store`` whose writer was killed: what the writer was told."""
    ledger = Ledger(folder / "ledger")
    writer = nursery.start(Order(str(folder / "store"), None, str(ledger.path), seed))
    wait_until_opened(ledger, 0)
    while len(ledger.told().kept) < N_KEPT:
        time.sleep(0.002)
    kill(writer)
    nursery.ended()
    told = ledger.told()
    ledger.close()
    return told


def _opened(place: Path, told: Told, counts: Counter[str]) -> Iterator[str]:
    """Open a store with a damaged log: what is wrong, in words."""
    try:
        with open_store(place) as store:
            found = left(store, told)
            warnings = store.database.keeper.warnings if store.database.keeper is not None else ()
    except StoreError as error:
        yield f"it does not open: {type(error).__name__}: {error}"
        return
    counts["opened with a warning" if warnings else "opened without loss"] += 1
    counts["lost and told of"] += len(found.lost) if warnings else 0
    counts["lost in silence"] += 0 if warnings else len(found.lost)
    counts["torn"] += len(found.torn)
    if found.lost and not warnings:
        yield f"{len(found.lost)} changes are lost and nobody is told"
    yield from (f"torn: {one}" for one in sorted(found.torn))
    if warnings and not any((place / "quarantine").iterdir()):
        yield "the log was not put aside"


def _delete(log: Path, rng: np.random.Generator) -> None:
    log.unlink()


def _cut(log: Path, rng: np.random.Generator) -> None:
    with log.open("r+b") as file:
        file.truncate(int(rng.integers(0, log.stat().st_size)))


def _flip(log: Path, rng: np.random.Generator) -> None:
    content = bytearray(log.read_bytes())
    content[rng.integers(len(content))] ^= 1 << int(rng.integers(8))
    log.write_bytes(bytes(content))


def _garble(log: Path, rng: np.random.Generator) -> None:
    content = log.read_bytes()
    start, length = int(rng.integers(len(content))), int(rng.integers(1, 20_000))
    log.write_bytes((content[:start] + rng.bytes(length) + content[start + length :])[: len(content)])


def _blank(log: Path, rng: np.random.Generator) -> None:
    log.write_bytes(bytes(log.stat().st_size))


DAMAGES: tuple[tuple[str, Callable[[Path, np.random.Generator], None]], ...] = (
    ("deleted", _delete),
    ("cut off", _cut),
    ("a bit flipped", _flip),
    ("garbled", _garble),
    ("blanked", _blank),
)
