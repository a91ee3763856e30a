"""A solver in a process of its own, which can be ended at any moment.

HiGHS does not always look at its time limit or at an interrupt, and could crash; a process can be
killed, and takes nothing with it.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from commonweal.errors import Cancelled, SolverStopped
from commonweal.solve.highs import solve_with_highs
from commonweal.solve.messages import pack_request, read_message, unpack_solution, write_message
from commonweal.solve.methods import Method
from commonweal.solve.problem import Floats, Problem, refuse_bad_numbers
from commonweal.solve.solution import Solution

__all__ = ["IN_PROCESS", "SolverProcess"]

IN_PROCESS = 20_000
"""Programs with fewer nonzeros are solved in this process: they take less than a second."""

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

    def solve(
        self, problem: Problem, method: Method, *, then: Floats | None, time_limit: float, threads: int
    ) -> Solution:
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
        if problem.n_nonzeros < IN_PROCESS:
            return solve_with_highs(problem, method, then=then, time_limit=time_limit, threads=threads)
        refuse_bad_numbers(problem)
        answer: list[bytes | None] = []
        request = pack_request(problem, method, then, min(time_limit, 1e9), threads)
        thread = threading.Thread(target=lambda: answer.append(self._ask(request)), daemon=True)
        try:
            thread.start()
            self._wait(thread, time_limit + _GRACE)
        except BaseException:
            self.end()
            thread.join()
            raise
        if not answer or answer[0] is None:
            self.end()
            raise SolverStopped(
                "The solver's process died. No plan was made. Free some memory, or try --threads 1."
            )
        return unpack_solution(answer[0])

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

    def _ask(self, request: bytes) -> bytes | None:
        """Send a request and wait for the answer; None if the process ends first."""
        if self._process is None:
            command = [sys.executable, "-m", "commonweal.solve.worker"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            return None
        try:
            write_message(stdin, request)
            return read_message(stdout)
        except (OSError, ValueError):  # the process was ended while we wrote or read
            return None
