"""The server is killed while jobs are under way: each of them comes to an end soon after the next start."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from sqlalchemy import func, select

from commonweal.store.opening import open_store
from commonweal.store.schema import jobs, results
from commonweal.store.scope import SYSTEM
from commonweal.store.verifying import verify_at
from faults.store.asking import FINAL, Asked, children_of, new_job, new_project, until_final
from faults.store.outcome import Outcome, spread
from faults.store.server import Server

__all__ = ["kill_servers", "odd_jobs"]

LATEST = 2.5  # s after which it is killed, at most
IN_TIME = 60.0  # s until every job is final after the next start
GONE = 5.0  # s until its children are gone


def kill_servers(n_times: int, seed: int) -> Outcome:
    """Kill a server that plans, start it again, and wait until all is over."""
    rng = np.random.default_rng(seed)
    counts: Counter[str] = Counter()
    broken: list[str] = []
    seconds: list[float] = []
    with tempfile.TemporaryDirectory(prefix="cw-serve-") as folder:
        place = Path(folder) / "store"
        with Server(place, workers=2) as server:
            for number in range(n_times):
                with server.client() as client:
                    asked = _some_jobs(client)
                time.sleep(rng.uniform(0.0, LATEST))
                server.kill()
                broken += [f"kill {number}: {line}" for line in _orphans(place)]
                begin = time.monotonic()
                server.start()
                with server.client() as client:
                    found = until_final(client, asked, IN_TIME)
                seconds.append(time.monotonic() - begin)
                broken += [f"kill {number}: {line}" for line in _unfinished(found, counts)]
        broken += odd_jobs(place)
        broken += map(str, verify_at(place).faults)
    return Outcome(
        {"kills": n_times, **counts, **_named(spread(seconds), "until all is final")}, tuple(broken)
    )


def _some_jobs(client: httpx.Client) -> list[Asked]:
    """Ask for more than is done at once, each a second or two."""
    project, village = new_project(client, "village")
    return [
        new_job(client, project, kind="plan", economy=village, periods=2),
        new_job(client, project, kind="plan", economy=village),
        new_job(client, project, kind="rules", economy=village),
    ]


def _orphans(place: Path) -> list[str]:
    """Children that live on without their server."""
    until = time.monotonic() + GONE
    while (left := children_of(place)) and time.monotonic() < until:
        time.sleep(0.02)
    return [f"process {child.pid} lives on" for child in left]


def _unfinished(found: list[Mapping[str, Any]], counts: Counter[str]) -> Iterator[str]:
    """Count how jobs ended: those that did not end as they should, in words."""
    for job in found:
        code = (job["failure"] or {}).get("code", "")
        counts[f"jobs {job['state']}" + (f" ({code})" if code else "")] += 1
        if job["state"] not in FINAL:
            yield f"job {job['id']} is still {job['state']}"
        elif job["state"] == "failed" and code != "worker-lost":
            yield f"job {job['id']} failed: {job['failure']['detail']}"
        elif job["state"] == "failed" and not job["retried_as"]:
            counts["jobs given up"] += 1


def odd_jobs(place: Path, database: str | None = None) -> list[str]:
    """What must not be among the jobs and results of a store that rests, in words."""
    with open_store(place, database) as store, store.database.reading(SYSTEM) as connection:
        running = connection.execute(
            select(func.count()).where(jobs.c.state.in_(["running", "queued"]))
        ).scalar()
        no_result = connection.execute(
            select(func.count()).where(
                jobs.c.state == "finished", jobs.c.result_id.is_(None), jobs.c.kind != "import"
            )
        ).scalar()
        half = connection.execute(
            select(func.count()).where(jobs.c.state != "finished", jobs.c.result_id.is_not(None))
        ).scalar()
        finished = select(jobs.c.result_id).where(jobs.c.state == "finished", jobs.c.result_id.is_not(None))
        alone = connection.execute(select(func.count()).where(results.c.id.not_in(finished))).scalar()
    kinds = {
        "jobs are neither final nor under way": running,
        "finished jobs have no result": no_result,
        "jobs that did not finish have a result": half,
        "results have no finished job": alone,
    }
    return [f"{n} {what}" for what, n in kinds.items() if n]


def _named(figures: Mapping[str, float], what: str) -> dict[str, float]:
    """Figures with what they measure."""
    return {f"{name} {what}": value for name, value in figures.items()}
