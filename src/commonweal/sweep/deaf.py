"""Loaded by workers of this machine as they start: Ctrl-C is for the process that asks.

A terminal sends it to its whole group of processes; a worker leaves that group, and is ended by the
process that asks, in its own time.
"""

from __future__ import annotations

import os

__all__ = ["dask_setup"]


def dask_setup(_worker: object) -> None:
    """Let this process not hear Ctrl-C; Dask calls this by its name."""
    os.setpgrp()
