"""Where the children of this process work, and what earlier processes left there."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

from commonweal.store.opening import Store

__all__ = ["own_spool", "tidy", "worker_name"]


def worker_name() -> str:
    """The name of this process in the queue: ``HOST:PID``."""
    return f"{socket.gethostname()}:{os.getpid()}"


def own_spool(store: Store) -> Path:
    """The folder for the children of this process."""
    return store.spool / worker_name().replace(":", "-").replace("/", "-")


def tidy(store: Store) -> None:
    """Delete what children of processes that are gone left in the spool."""
    host = own_spool(store).name.rpartition("-")[0]
    for folder in store.spool.glob("*"):
        of, _, process = folder.name.rpartition("-")
        alive = process.isdecimal() and Path("/proc", process).exists() and int(process) != os.getpid()
        if of == host and not alive:
            shutil.rmtree(folder, ignore_errors=True)
