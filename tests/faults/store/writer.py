"""Processes that write until they are killed, forked from one that has everything loaded.

Run as ``python -m faults.store.writer``: each line of its input is an order; it answers with the writer's
process id, and with another line when the writer has ended. So a writer starts in a few milliseconds.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from commonweal.store.opening import open_store
from faults.store.deeds import do, settle
from faults.store.ledger import Ledger

__all__ = ["Nursery", "Order", "kill"]

SMALL, LARGE = 30_000, 3_000_000  # bytes of a content, at most


@dataclass(frozen=True)
class Order:
    """What a writer is to do.

    Attributes
    ----------
    folder, database
        The store.
    ledger
        Where it writes what it was told.
    seed
        For the sizes of what it writes.
    way
        ``edit``: versions with small contents; ``import``: versions with large ones; ``checkpoint``: the log
        is put into the SQLite file after each version.
    """

    folder: str
    database: str | None
    ledger: str
    seed: int
    way: str = "edit"


class Nursery:
    """Starts writers."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "faults.store.writer"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        )  # fmt: skip
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def start(self, order: Order) -> int:
        """Start a writer: its process id."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(asdict(order)) + "\n")
        self._process.stdin.flush()
        return int(self._line())

    def ended(self) -> int:
        """Wait for the writer's end: the signal that ended it, or minus its exit status."""
        return int(self._line())

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


def kill(writer: int) -> None:
    """End a writer at once; one that has ended by itself is told of by ``Nursery.ended``."""
    with suppress(ProcessLookupError):
        os.kill(writer, signal.SIGKILL)


def main() -> None:
    """Fork a writer for each order."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                write(Order(**json.loads(line)))
                status = 0
            finally:
                os._exit(status)
        _say(child)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        _say(-code)


def write(order: Order) -> None:
    """Write until killed."""
    rng = np.random.default_rng(order.seed)
    ledger = Ledger(Path(order.ledger))
    with open_store(order.folder, order.database) as store:
        project = settle(store)
        ledger.opened()
        while True:
            do(store, project, ledger, rng, LARGE if order.way == "import" else SMALL)
            if order.way == "checkpoint" and store.database.keeper is not None:
                with store.database.still():
                    store.database.keeper.checkpoint()


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
