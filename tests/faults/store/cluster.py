"""What drills do to a PostgreSQL of their own, a durable one of ``stores``."""

from __future__ import annotations

import os
import signal
import time

import numpy as np
import psutil

from stores import ROLE, Cluster

__all__ = ["crash", "kill_backend", "start_again"]

PATIENCE = 30.0  # s for what a killed postmaster left to end


def crash(postgres: Cluster) -> None:
    """Kill the postmaster and start it again."""
    postgres.stop(signal.SIGKILL)
    start_again(postgres)


def start_again(postgres: Cluster) -> None:
    """Start it; the children of a killed postmaster may still be on their way out."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            postgres.start()
        except RuntimeError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def kill_backend(postgres: Cluster, rng: np.random.Generator) -> None:
    """Kill one of the processes that serve us; the postmaster then starts all of them anew."""
    assert postgres.process is not None
    served = [child.pid for child in psutil.Process(postgres.process.pid).children() if _serves_us(child)]
    if served:
        os.kill(int(rng.choice(served)), signal.SIGKILL)


def _serves_us(process: psutil.Process) -> bool:
    """Whether a process of PostgreSQL serves a connection of the tests' role."""
    try:
        return f": {ROLE} " in " ".join(process.cmdline())
    except psutil.Error:
        return False
