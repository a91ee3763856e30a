"""The process that does a job dies: that job fails and says why, the others finish."""

from __future__ import annotations

import os
import signal
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import numpy as np

from faults.store.asking import children_of, new_job, new_project, until_final
from faults.store.killed_server import odd_jobs
from faults.store.outcome import Outcome
from faults.store.server import Server

__all__ = ["kill_children"]

SIGNALS = (signal.SIGSEGV, signal.SIGKILL, signal.SIGABRT)
LATEST = 1.0  # s after it began, at most
IN_TIME = 60.0


def kill_children(n_times: int, seed: int) -> Outcome:
    """Kill one of the children that do three jobs, again and again."""
    rng = np.random.default_rng(seed)
    counts: Counter[str] = Counter()
    broken: list[str] = []
    with tempfile.TemporaryDirectory(prefix="cw-child-") as folder:
        place = Path(folder) / "store"
        with Server(place, workers=2) as server, server.client() as client:
            for number in range(n_times):
                project, village = new_project(client, "village")
                asked = [
                    new_job(client, project, kind="rules", economy=village, periods=2 + at) for at in range(3)
                ]
                hit = _kill_one(place, SIGNALS[number % len(SIGNALS)], rng)
                found = until_final(client, asked, IN_TIME)
                broken += [f"time {number}: {line}" for line in _wrong(found, hit, counts)]
        broken += [f"process {child.pid} outlives the server" for child in children_of(place)]
        broken += odd_jobs(place)
    return Outcome({"children killed": n_times, **counts}, tuple(broken))


def _kill_one(place: Path, how: signal.Signals, rng: np.random.Generator) -> bool:
    """Kill the child of a job under way: whether there was one."""
    until = time.monotonic() + IN_TIME
    while not (groups := _at_work(place)) and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(rng.uniform(0.0, LATEST))
    with suppress(ProcessLookupError):
        os.kill(groups[0], how)
        return True
    return False


def _at_work(place: Path) -> list[int]:
    """The children of the jobs that run."""
    with closing(sqlite3.connect(f"file:{place}/store.sqlite?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT child FROM jobs WHERE state = 'running' AND child IS NOT NULL")
        return [int(child) for (child,) in rows]


def _wrong(found: list[Mapping[str, Any]], hit: bool, counts: Counter[str]) -> Iterator[str]:
    """Count how the jobs ended: what is not as it should be, in words."""
    failed = [job for job in found if job["state"] == "failed"]
    counts["jobs finished"] += sum(job["state"] == "finished" for job in found)
    for job in failed:
        counts[f"jobs failed ({job['failure']['code']})"] += 1
    counts["jobs that had ended before"] += not (hit and failed)
    if len(failed) > 1:
        yield f"{len(failed)} jobs failed, and one child was killed"
    if any(not job["failure"]["detail"] or "Traceback" in job["failure"]["detail"] for job in failed):
        yield "a job failed without saying why"
    yield from (f"a job is {job['state']}" for job in found if job["state"] not in {"failed", "finished"})
