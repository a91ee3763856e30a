"""Two servers work on one PostgreSQL: each job is done once, also when one of them is stopped or killed."""

from __future__ import annotations

import signal
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

from faults.store.asking import new_job, new_project, until_final
from faults.store.killed_server import odd_jobs
from faults.store.outcome import Outcome, spread
from faults.store.server import Server
from stores import cluster

__all__ = ["serve_twice"]

IN_TIME = 60.0
N_JOBS = 4
STOPPED_FOR = 27.0  # s: longer than a lease, so that the other takes its job over


def serve_twice(n_times: int, seed: int) -> Outcome:
    """Ask both servers for jobs; by turns leave one alone, kill it, or have it stand still past its lease."""
    rng = np.random.default_rng(seed)
    counts: Counter[str] = Counter()
    broken: list[str] = []
    seconds: list[float] = []
    with cluster() as postgres, tempfile.TemporaryDirectory(prefix="cw-both-") as folder:
        place, address = Path(folder) / "store", postgres.new_database()
        with Server(place, address) as first, Server(place, address) as second:
            for number in range(n_times):
                project, village = _asked_of(first)
                with first.client() as one, second.client() as other:
                    asked = [
                        new_job(client, project, kind="rules", economy=village, periods=2 + at)
                        for at, client in enumerate([one, other] * (N_JOBS // 2))
                    ]
                time.sleep(rng.uniform(0.5, 2.0))
                begin = time.monotonic()
                fault = FAULTS[number % len(FAULTS)]
                _befall(first, fault)
                with second.client() as client:
                    found = until_final(client, asked, IN_TIME)
                seconds.append(time.monotonic() - begin)
                _recover(first, fault)
                for job in found:
                    code = (job["failure"] or {}).get("code", "")
                    counts[f"jobs {job['state']}" + (f" ({code})" if code else "")] += 1
                    if job["state"] != "finished" and code != "worker-lost":
                        broken.append(f"time {number} ({fault}): a job is {job['state']} {code}")
        broken += odd_jobs(place, address)
    broken += [f"{wait:.1f} s until all was final" for wait in seconds if wait > IN_TIME]
    named = {f"{name} until all is final": value for name, value in spread(seconds).items()}
    return Outcome({"times": n_times, **counts, **named}, tuple(broken))


FAULTS = ("nothing", "killed", "standing still")


def _asked_of(server: Server) -> tuple[str, str]:
    """A project with an economy, made through one of them."""
    with server.client() as client:
        return new_project(client, "village")


def _befall(server: Server, fault: str) -> None:
    """Let something happen to a server."""
    if fault == "killed":
        server.kill()
    elif fault == "standing still" and server.process is not None:
        server.process.send_signal(signal.SIGSTOP)
        time.sleep(STOPPED_FOR)
        server.process.send_signal(signal.SIGCONT)


def _recover(server: Server, fault: str) -> None:
    """Let it work again."""
    if fault == "killed":
        server.start()
