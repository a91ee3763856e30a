"""A solver in a process of its own, which can be ended at any moment.

HiGHS does not always look at its time limit or at an interrupt, and could crash; a process can be
killed, and takes nothing with it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from commonweal.errors import Cancelled, SolverStopped
from commonweal.solve.answer import answer
from commonweal.solve.messages import pack_request, read_message, unpack_solution, write_message
from commonweal.solve.problem import refuse_bad_numbers
from commonweal.solve.request import Request
from commonweal.solve.solution import Solution

__all__ = ["IN_PROCESS", "SolverProcess"]

IN_PROCESS = 20_000
"""Programs with fewer nonzeros are solved in this process: they take less than a second."""

_LIBRARIES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
_LOOK = 0.1  # seconds between looks at the cancel token
_GRACE = 5.0  # seconds a solver may overrun its time limit before it is ended


class SolverProcess:
    """Solves problems, large ones in another process; use it in a ``with`` block."""

    def __init__(self, cancelled: Callable[[], bool] | None) -> None:
        self._cancelled = cancelled or (lambda: False)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> SolverProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream is not None:
                    stream.close()
            self._process = None

    def solve(self, request: Request) -> Solution:
        """Solve one problem.

        Raises
        ------
        ModelError
            If the problem holds numbers a solver can't be trusted with.
        Cancelled
            If the cancel token says so; within a moment, whatever the solver is doing.
        SolverStopped
            If the solver died, or overran its time limit.
        """
        if request.problem.n_nonzeros < IN_PROCESS:
            return answer(request)
        refuse_bad_numbers(request.scaled)
        found: list[bytes | None] = []
        packed = pack_request(request)
        threads = request.terms.threads
        thread = threading.Thread(target=lambda: found.append(self._ask(packed, threads)), daemon=True)
        try:
            thread.start()
            self._wait(thread, request.terms.seconds + _GRACE)
        except BaseException:
            self.end()
            thread.join()
            raise
        if not found or found[0] is None:
            self.end()
            raise SolverStopped(_died(request))
        return unpack_solution(found[0])

    def _wait(self, thread: threading.Thread, seconds: float) -> None:
        """Wait for an answer, looking at the cancel token."""
        waited = 0.0
        while thread.is_alive():
            thread.join(_LOOK)
            waited += _LOOK
            if self._cancelled():
                raise Cancelled("Cancelled. No plan was made.")
            if waited > seconds:
                raise SolverStopped("The solver overran its time limit and was ended. No plan was made.")

    def _ask(self, request: bytes, threads: int) -> bytes | None:
        """Send a request and wait for the answer; None if the process ends first."""
        if self._process is None:
            command = [sys.executable, "-m", "commonweal.solve.worker", str(os.getpid())]
            cores = dict.fromkeys(_LIBRARIES, str(threads))  # else they take all there are, and spin
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | cores
            )
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            return None
        try:
            write_message(stdin, request)
            return read_message(stdout)
        except (OSError, ValueError):  # the process was ended while we wrote or read
            return None


def _died(request: Request) -> str:
    """What to say when the process ended without an answer: most often the system took its memory."""
    problem = request.problem
    return (
        f"The solver's process died over a program of {problem.n_rows:,} rows, {problem.n_columns:,} columns "
        f"and {problem.n_nonzeros:,} coefficients, most likely for want of memory. No plan was made. Free "
        "some memory, plan fewer periods (--periods), or try --threads 1."
    )
