"""The solver's process: reads problems, writes solutions, until its input or its parent ends.

Run as ``python -m commonweal.solve.worker PARENT``; ``commonweal.solve.remote`` starts and ends it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

from commonweal.solve.answer import answer
from commonweal.solve.messages import pack_solution, read_message, unpack_request, write_message

__all__ = ["serve"]

_LOOK = 1.0  # seconds between looks at whether the parent is still there


def serve(parent: int) -> None:
    """Answer requests from standard input until it ends, or the process that asks does.

    Parameters
    ----------
    parent
        Number of the process that asks. If it is killed in the middle of a solve, nobody else ends this one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what the solver prints must not mix with answers
    while (message := read_message(sys.stdin.buffer)) is not None:
        write_message(answers, pack_solution(answer(unpack_request(message))))


def _end_with(parent: int) -> None:
    """End this process, whatever it is doing, when its parent has ended."""
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
