"""Backups are taken while three threads write, and restored on both databases: every hash is the same."""

from __future__ import annotations

import json
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from commonweal.errors import WrongVersion
from commonweal.store.backup import Backup, backup, hashes_of
from commonweal.store.opening import open_store
from commonweal.store.restoring import restore
from commonweal.store.scope import SYSTEM
from commonweal.store.verifying import verify
from faults.store.deeds import left
from faults.store.ledger import Ledger, Told
from faults.store.outcome import Outcome
from faults.store.writers import Writers
from stores import Cluster, cluster

__all__ = ["back_up"]

N_WRITERS = 3
VERSIONS = 5  # that are kept, at least, before a backup


def back_up(n_times: int, seed: int) -> Outcome:
    """Take backups of a store on either database, and restore each on both."""
    counts: Counter[str] = Counter()
    broken: list[str] = []
    with cluster() as postgres, tempfile.TemporaryDirectory(prefix="cw-backup-") as folder:
        for source in (None, postgres.new_database()):
            name = "PostgreSQL" if source else "SQLite"
            place = Path(folder) / name
            ledger = Ledger(Path(folder) / f"{name}.ledger")
            with open_store(place, source) as store, Writers(store, ledger, N_WRITERS) as writers:
                taken = []
                for number in range(n_times):
                    for _ in range(VERSIONS):
                        writers.go_on_after(time.monotonic())
                    told, file = ledger.told(), Path(folder) / f"{name}{number}.zip"
                    taken.append((told, backup(store, file), file))
            ledger.close()
            broken += writers.surprises
            for told, made, file in taken:
                broken += [f"{name}: {line}" for line in _restored(told, made, file, postgres, counts)]
        broken += _from_the_future(taken[-1][2])
    return Outcome({"backups": 2 * n_times, **counts}, tuple(broken))


def _restored(told: Told, made: Backup, file: Path, postgres: Cluster, counts: Counter[str]) -> Iterator[str]:
    """Restore a backup on either database: what is wrong, in words."""
    for database in (None, postgres.new_database()):
        with tempfile.TemporaryDirectory(prefix="cw-restored-") as folder:
            restore(file, folder, database)
            with open_store(folder, database) as store:
                with store.database.reading(SYSTEM) as connection:
                    same = hashes_of(connection) == made.tables
                found, faults = left(store, told), verify(store).faults
        counts["restored with equal hashes"] += same
        counts["versions in them"] += found.n_kept
        if not same:
            yield "the hashes differ after restoring"
        # asked for while the backup was taken, and so not in the ledger that was read before
        yield from (line for line in found.broken if not line.startswith("never"))
        yield from map(str, faults)


def _from_the_future(file: Path) -> list[str]:
    """A backup of a newer program is refused in words."""
    with tempfile.TemporaryDirectory(prefix="cw-newer-") as folder:
        newer = Path(folder) / "newer"
        _unpacked(file, newer)
        said = json.loads((newer / "backup.json").read_text(encoding="utf-8"))
        (newer / "backup.json").write_text(json.dumps({**said, "schema": "9999"}), encoding="utf-8")
        try:
            restore(newer, Path(folder) / "store")
        except WrongVersion as error:
            return [] if "newer" in str(error) else [f"a newer backup was told: {error}"]
    return ["a backup of a newer program was restored"]


def _unpacked(file: Path, folder: Path) -> None:
    """Unpack a backup, which is ours."""
    with zipfile.ZipFile(file) as packed:
        packed.extractall(folder)
