"""Jobs are cancelled at any moment: each ends soon, whole or not at all, and leaves no process behind."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from pathlib import Path

import httpx
import numpy as np

from faults.store.asking import FINAL, Asked, children_of, job, new_job, new_project
from faults.store.killed_server import odd_jobs
from faults.store.outcome import Outcome, spread
from faults.store.server import Server

__all__ = ["cancel_jobs"]

LATEST = 2.5  # s after which it is cancelled, at most
IN_TIME = 5.0  # s until it ends
AT_ONCE = 2
WAITING = 2 * AT_ONCE  # children that wait for a job or an upload


def cancel_jobs(n_times: int, seed: int) -> Outcome:
    """Cancel jobs, two at once, each at a moment of its own, some before they begin, some after their end."""
    rng = np.random.default_rng(seed)
    counts: Counter[str] = Counter()
    broken: list[str] = []
    seconds: list[float] = []
    with tempfile.TemporaryDirectory(prefix="cw-cancel-") as folder:
        place = Path(folder) / "store"
        with Server(place, workers=AT_ONCE) as server, server.client() as client:
            for number in range(0, n_times, AT_ONCE):
                project, syria = new_project(client, "syria")
                asked = [
                    new_job(client, project, kind="plan", economy=syria, periods=2 + at)
                    for at in range(min(AT_ONCE, n_times - number))
                ]
                for one in asked:
                    time.sleep(rng.uniform(0.0, LATEST / AT_ONCE))
                    seconds.append(_cancelled(client, one, counts))
                broken += [f"process {pid} lives on" for pid in _leftover(place)]
        broken += [f"process {child.pid} outlives the server" for child in children_of(place)]
        broken += odd_jobs(place)
    broken += [f"{wait:.1f} s until it ended" for wait in seconds if wait > IN_TIME]
    named = {f"{name} until it ends": value for name, value in spread(seconds).items()}
    return Outcome({"cancels": n_times, **counts, **named}, tuple(broken))


def _cancelled(client: httpx.Client, asked: Asked, counts: Counter[str]) -> float:
    """Cancel a job: seconds until it is final."""
    begin = time.monotonic()
    client.post(f"/projects/{asked[0]}/jobs/{asked[1]}/cancel").raise_for_status()
    while (now := job(client, asked))["state"] not in FINAL and time.monotonic() < begin + 60.0:
        time.sleep(0.01)
    counts[f"ended {now['state']}"] += 1
    return time.monotonic() - begin


def _leftover(place: Path) -> list[int]:
    """Processes that go on though no job is under way, beyond those that wait for the next request."""
    until = time.monotonic() + IN_TIME
    while len(found := children_of(place)) > WAITING and time.monotonic() < until:
        time.sleep(0.05)
    return [child.pid for child in found[WAITING:]]
