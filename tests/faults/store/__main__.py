"""Runs drills, a line of figures for each: ``PYTHONPATH=tests python -m faults.store [NAME [COUNT]]``.

Without a name all of them run, without a count in their long forms; ``make test-faults`` does that too.
"""

from __future__ import annotations

import sys
import time

from faults.store.drills import DRILLS, SEED
from faults.store.outcome import Drill

__all__ = ["main"]


def main() -> int:
    """Run what the command line names: 1 if a promise was broken."""
    names = sys.argv[1:2] or list(DRILLS)
    unknown = [name for name in names if name not in DRILLS]
    if unknown:
        sys.stderr.write(f"There is no drill '{unknown[0]}'. There are: {', '.join(DRILLS)}.\n")
        return 2
    count = int(sys.argv[2]) if len(sys.argv) > 2 else None
    broken = [_ran(DRILLS[name], count or DRILLS[name].long) for name in names]
    return int(any(broken))


def _ran(drill: Drill, count: int) -> bool:
    """Run a drill and print its line: whether a promise was broken."""
    start = time.monotonic()
    outcome = drill.run(count, SEED)
    seconds = time.monotonic() - start
    sys.stdout.write(f"{drill.name:22} {outcome.line} ({seconds:.0f} s)\n")
    for line in outcome.broken[:20]:
        sys.stdout.write(f"{'':22} BROKEN: {line}\n")
    sys.stdout.flush()
    return bool(outcome.broken)


if __name__ == "__main__":
    sys.exit(main())
