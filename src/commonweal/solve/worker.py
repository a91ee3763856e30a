"""The solver's process: reads problems, writes solutions, until its input ends.

Run as ``python -m commonweal.solve.worker``; ``commonweal.solve.remote`` starts and ends it.
"""

from __future__ import annotations

import os
import signal
import sys

from commonweal.solve.highs import solve_with_highs
from commonweal.solve.messages import pack_solution, read_message, unpack_request, write_message

__all__ = ["serve"]


def serve() -> None:
    """Answer requests from standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what the solver prints must not mix with answers
    while (message := read_message(sys.stdin.buffer)) is not None:
        problem, method, then, time_limit, threads = unpack_request(message)
        solution = solve_with_highs(problem, method, then=then, time_limit=time_limit, threads=threads)
        write_message(answers, pack_solution(solution))


if __name__ == "__main__":
    serve()
