"""Prints every planted fault with what catches it: ``PYTHONPATH=tests python -m faults.show``."""

from __future__ import annotations

import sys

from faults.catching import catchers
from faults.faults import FAULTS

__all__ = ["main"]


def main() -> None:
    """Plant each fault and write a line about it."""
    n_caught = 0
    for fault in FAULTS:
        caught = catchers(fault)
        n_caught += bool(caught)
        sys.stdout.write(f"{fault.module:10} {fault.name:55} {', '.join(sorted(caught)) or 'NOT CAUGHT'}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{n_caught} of {len(FAULTS)} caught\n")


if __name__ == "__main__":
    main()
