"""Jobs run in processes of their own, one at a time, and ended when they overrun."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import IO

from measuring.row import FAILS, Job, Row, late

__all__ = ["run", "run_often", "run_strictly"]

WORKER = Path(__file__).with_name("worker.py")
GRACE = 5.0  # seconds that a solver may overrun the limit it was told
BUILD = 900.0  # seconds that drawing an instance and a first call may take
TIGHTER = 2  # times that a solver which claims an accuracy and fails it is told a tenth of it
_LEAVE = 10.0  # seconds in which a process that has said everything must be gone
_KILLED = -9
_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMBA_NUM_THREADS",
    "RAYON_NUM_THREADS",
)


def run(job: Job) -> Row:
    """The row of one job, whatever becomes of its process."""
    environment = os.environ | {name: str(job.threads) for name in _THREADS}
    command = [sys.executable, str(WORKER), job.as_json()]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment
        ) as process,
    ):
        try:
            row, ended = _last_row(job, process)
            if not ended:
                process.wait(_LEAVE)
        except subprocess.TimeoutExpired:
            ended = True
        finally:
            died = process.poll()
            process.kill()
        errors.seek(0)
        return row if row.verdict else _without_verdict(row, died, errors, ended=ended)


def _last_row(job: Job, process: subprocess.Popen[str]) -> tuple[Row, bool]:
    """The last row a worker wrote, and whether its time was up before it ended."""
    lines = _lines(process)
    row, deadline = Row.of(job), time.perf_counter() + BUILD
    while True:
        try:
            line = lines.get(timeout=max(deadline - time.perf_counter(), 0.0))
        except queue.Empty:
            return row, True
        if line is None:
            return row, False
        row = Row.from_json(line)
        if row.verdict:
            return row, False
        if row.claim:  # it solves from now on
            deadline = time.perf_counter() + job.limit + GRACE


def _lines(process: subprocess.Popen[str]) -> queue.Queue[str | None]:
    """Rows of a worker as they come, None at the end; solvers may write other things between them."""
    lines: queue.Queue[str | None] = queue.Queue()

    def read() -> None:
        for line in process.stdout or ():
            if line.startswith('{"family"'):
                lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    return lines


def _without_verdict(row: Row, died: int | None, errors: IO[str], *, ended: bool) -> Row:
    """The row of a worker that was ended, or died."""
    if ended:
        return late(row) if row.claim else replace(row, verdict=f"not drawn within {BUILD:g} s")
    if died == _KILLED:
        return replace(row, verdict="died: killed, most likely for memory")
    told = [line for line in errors.read().splitlines() if line.strip()]
    return replace(row, verdict=f"died ({died}): {told[-1] if told else 'without a word'}"[:200])


def run_strictly(job: Job) -> Row:
    """The row of a job, told to be more and more accurate while it claims to be and isn't.

    Solvers measure their errors in other ways than our certificate. So each gets the loosest accuracy, by
    powers of ten, at which its answer passes, and only that solve is counted.
    """
    row = run(job)
    failed: list[float] = []
    while row.verdict == FAILS and len(failed) < TIGHTER:
        failed.append(job.told or job.accuracy)
        job = replace(job, told=failed[-1] * 0.1)
        row = run(job)
    return replace(row, failed_at=tuple(failed))


def run_often(job: Job, runs: int) -> Row:
    """The row of a job with times that are medians over several runs; one that fails is not repeated."""
    rows = [run_strictly(job)]
    job = replace(job, told=rows[0].told)
    while len(rows) < runs and rows[-1].solved:
        rows.append(run(job))
    if not rows[-1].solved:
        return rows[-1]
    times = ("build_s", "compile_s", "solve_s", "processor_s", "peak_mib")
    medians = {name: median(getattr(row, name) for row in rows) for name in times}
    return replace(rows[0], **medians, runs=len(rows))
