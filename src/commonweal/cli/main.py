"""Where the program starts: everything that can go wrong ends in one line and an exit code."""

# ruff: noqa: PLC0415  the program is imported inside, so that Ctrl-C while it loads ends in one line too

from __future__ import annotations

import os
import sys
import traceback
from types import TracebackType

__all__ = ["DEBUG", "ISSUES", "main"]

DEBUG = "COMMONWEAL_DEBUG"
"""Environment variable that asks for the traceback of an internal error."""

ISSUES = "the project's issue tracker"

INTERRUPTED = 130


def main() -> None:
    """Run the command line and exit: 0 fine, 1 no good input or no plan, 2 wrong use, 130 interrupted."""
    sys.excepthook = _told
    try:
        from commonweal.cli.app import app

        app(prog_name="commonweal", standalone_mode=True)
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted.\n")
        sys.exit(INTERRUPTED)


def _told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Tell of a fault of the program in one line, or in full where it is asked for."""
    if os.environ.get(DEBUG):
        traceback.print_exception(kind, error, trace)
        return
    first = str(error).partition("\n")[0]
    sys.stderr.write(
        f"commonweal: internal error, {kind.__name__}: {first}. This is a fault of the program. Please "
        f"report it to {ISSUES} with the output of the same command under {DEBUG}=1.\n"
    )
