"""Where compiled kernels are kept between runs: numba needs a place that can be written to."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

__all__ = ["VARIABLE", "find_cache"]

VARIABLE = "NUMBA_CACHE_DIR"
"""Numba's own setting, which always wins."""


def find_cache() -> None:
    """See that numba can keep compiled kernels; call it before numba is imported.

    Numba keeps them beside the program, else in the account's home. Where neither can be written to, as
    in a container with a read-only disk, it would refuse to work; then a private folder is made that
    nobody else can put code into, and kernels are compiled once a process.
    """
    places = (Path(__file__).parent, Path.home())
    if VARIABLE not in os.environ and not any(os.access(place, os.W_OK) for place in places):
        os.environ[VARIABLE] = tempfile.mkdtemp(prefix="commonweal-")
