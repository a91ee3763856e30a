"""PostgreSQL is restarted while a server is asked and does jobs: 503 meanwhile, and back soon after."""

from __future__ import annotations

import signal
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
import numpy as np

from faults.store.asking import new_job, new_project, until_final
from faults.store.cluster import start_again
from faults.store.killed_server import odd_jobs
from faults.store.outcome import Outcome, spread
from faults.store.server import Server, unseemly
from stores import cluster

__all__ = ["Askers", "restart_databases"]

SOON = 5.0  # s until the server answers again once the database does
FINAL_IN = 60.0
N_ASKERS = 4
PAUSE = 0.05  # s between requests of one asker
HOWS = (signal.SIGKILL, signal.SIGQUIT, signal.SIGINT)


def restart_databases(n_times: int, seed: int) -> Outcome:
    """Restart the database again and again, with a plan under way each time."""
    rng = np.random.default_rng(seed)
    broken: list[str] = []
    waits: list[float] = []
    counts: Counter[str] = Counter()
    with cluster(durable=True) as postgres, tempfile.TemporaryDirectory(prefix="cw-away-") as folder:
        place, address = Path(folder) / "store", postgres.new_database()
        with Server(place, address, workers=1) as server, server.client() as client:
            project, village = new_project(client, "village")
            with Askers(server, project, village) as askers:
                for number in range(n_times):
                    other, economy = new_project(client, "village")
                    asked = new_job(client, other, kind="rules", economy=economy)
                    time.sleep(rng.uniform(0.1, 1.5))
                    postgres.stop(HOWS[number % len(HOWS)])
                    time.sleep(rng.uniform(0.1, 1.0))
                    start_again(postgres)
                    waits.append(askers.answered_after(time.monotonic()))
                    for job in until_final(client, [asked], FINAL_IN):
                        counts[f"jobs {job['state']}"] += 1
                        if job["state"] not in {"finished", "failed"}:
                            broken.append(f"restart {number}: a job is {job['state']}")
        broken += odd_jobs(place, address)
    broken += [f"{wait:.1f} s until it answered" for wait in waits if wait > SOON] + askers.broken
    named = {f"{name} until it answers": value for name, value in spread(waits).items()}
    return Outcome({"restarts": n_times, **askers.counts, **counts, **named}, tuple(broken))


class Askers:
    """Threads that read and write through the API, from entering to leaving.

    Attributes
    ----------
    counts
        Answers by status.
    broken
        Answers that should not have been given, in words.
    """

    def __init__(self, server: Server, project: str, economy: str) -> None:
        self.counts: Counter[str] = Counter()
        self.broken: list[str] = []
        self._server, self._project, self._economy = server, project, economy
        self._last = 0.0
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(at % 2 == 0,)) for at in range(N_ASKERS)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def answered_after(self, moment: float) -> float:
        """Seconds from a moment until a request that began after it is answered as it should be."""
        while self._last <= moment and time.monotonic() < moment + 60.0:
            time.sleep(0.005)
        return time.monotonic() - moment

    def _ask(self, writes: bool) -> None:
        """Ask until it is over."""
        inside = f"/projects/{self._project}"
        with self._server.client() as client:
            while not self._over.is_set():
                began = time.monotonic()
                if writes:
                    answer = client.post(f"{inside}/links", json={"name": f"drill {began}", "days": 1})
                else:
                    answer = client.get(f"{inside}/economies/{self._economy}/tables/needs")
                self._judge(answer, began)
                time.sleep(PAUSE)

    def _judge(self, answer: httpx.Response, began: float) -> None:
        """Count an answer."""
        self.counts[f"answers {answer.status_code}"] += 1
        if answer.is_success:
            self._last = max(self._last, began)
        elif answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
            self.broken.append(f"{answer.status_code}: {answer.text[:200]}")
        elif not answer.headers.get("Retry-After"):
            self.broken.append("503 without Retry-After")
        if word := unseemly(answer):
            self.broken.append(f"an answer holds '{word}': {answer.text[:200]}")
