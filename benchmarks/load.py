"""How quickly a server answers fifty people who read while four plan, and while ten models are hostile.

Run with ``python benchmarks/load.py [SECONDS]`` (30 by default). A real server with two runners of jobs
works in a temporary folder; one more process, this one, asks it over the loopback interface as everybody at
once, so that it takes its share of the same cores. Each reader waits 0.5 to 1 s between requests. First
fifty read, then four plan besides; then ten models come, too, that need more memory than reading them may
take, or more time than anybody has.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from formulate_speed import economy_of_techniques

from commonweal.data.writing import archive, economy_files

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))  # the server that tests of faults start

from faults.store.asking import FINAL, made, new_job, new_project, until_final
from faults.store.server import Server

READERS, PLANNERS, HOSTILE = 50, 4, 10
THINKING = (0.5, 1.0)  # s between requests of a reader
TABLES = ("needs", "routes", "activities", "supplies", "places", "goods")
HUGE = ((3_000, 150), (3_000, 30))  # goods and periods: of a memory bomb, and of an endless solve


@dataclass
class Phase:
    """What is measured in one phase.

    Attributes
    ----------
    seconds
        How long each read took.
    errors
        What went wrong, counted.
    n_plans
        Plans that were finished.
    """

    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    n_plans: int = 0

    def line(self, name: str) -> str:
        """The figures in a line, times in ms."""
        p50, p95, p99 = np.percentile(self.seconds, (50, 95, 99)) * 1000.0
        return (
            f"{name:22} {len(self.seconds):6,} reads, {sum(self.errors.values())} errors; p50 {p50:.0f} ms, "
            f"p95 {p95:.0f} ms, p99 {p99:.0f} ms, at most {max(self.seconds) * 1000.0:.0f} ms; "
            f"{self.n_plans} plans finished"
        )


@dataclass(frozen=True)
class Place:
    """What there is to read."""

    project: str
    syria: str
    village: str
    results: tuple[str, ...]


def main() -> int:
    """Run the phases and print a line for each: 1 if anything went wrong."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    with (
        tempfile.TemporaryDirectory(prefix="cw-load-") as folder,
        Server(Path(folder) / "store", workers=2) as server,
        server.client(timeout=300.0) as client,
    ):
        place = _furnished(client)
        alone = asyncio.run(_phase(server, place, seconds, planners=0))
        print(alone.line("fifty read"), flush=True)
        usual = asyncio.run(_phase(server, place, seconds, planners=PLANNERS))
        print(usual.line("and four plan"), flush=True)
        huge = [economy_of_techniques(*HUGE[number % len(HUGE)], seed=number) for number in range(HOSTILE)]
        contents = [archive(economy_files(economy, "csv")) for economy in huge]
        hostile, asked, told = asyncio.run(_besieged(server, place, 2.0 * seconds, contents))
        print(hostile.line("and ten are hostile"), flush=True)
        told.update(client.get(f"/projects/{p}/jobs/{job}").json()["state"] for p, job in asked)
        print(f"the hostile by then: {dict(told)}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        for project, job in asked:
            client.post(f"/projects/{project}/jobs/{job}/cancel")
    for phase in (alone, usual, hostile):
        for error, count in phase.errors.most_common(5):
            print(f"  {count} times: {error}")
    return int(any(phase.errors for phase in (alone, usual, hostile)))


def _furnished(client: httpx.Client) -> Place:
    """A project with two economies and a plan of each."""
    project, syria = new_project(client, "syria")
    added = made(client, f"/projects/{project}/economies", params={"name": "village", "example": "village"})
    village = str(added["economy"]["id"])
    asked = [
        new_job(client, project, kind="plan", economy=syria, periods=2),
        new_job(client, project, kind="plan", economy=village),
    ]
    jobs = until_final(client, asked, 300.0)
    return Place(project, syria, village, tuple(str(job["result"]) for job in jobs))


def _hostile(server: Server, contents: list[bytes]) -> tuple[list[tuple[str, str]], Counter[str]]:
    """Upload models that are far too large, and ask for a plan of each that is taken."""
    asked, told = [], Counter[str]()
    with server.client(timeout=300.0) as client:
        for number, content in enumerate(contents):
            project = str(made(client, "/projects", json={"name": f"hostile {number}"})["id"])
            answer = client.post(
                f"/projects/{project}/economies",
                params={"name": "huge", "file": "huge.zip"},
                content=content,
                headers={"Content-Type": "application/zip"},
            )
            told["uploads taken" if answer.is_success else f"uploads told {answer.status_code}"] += 1
            if answer.is_success:
                asked.append(new_job(client, project, kind="plan", economy=answer.json()["economy"]["id"]))
    return asked, told


async def _besieged(
    server: Server, place: Place, seconds: float, contents: list[bytes]
) -> tuple[Phase, list[tuple[str, str]], Counter[str]]:
    """The usual, and ten hostile models at the same time."""
    phase, (asked, told) = await asyncio.gather(
        _phase(server, place, seconds, planners=PLANNERS), asyncio.to_thread(_hostile, server, contents)
    )
    return phase, asked, told


async def _phase(server: Server, place: Place, seconds: float, *, planners: int) -> Phase:
    """Let everybody work for some time."""
    phase = Phase()
    until = time.monotonic() + seconds
    token = (server.folder / "token").read_text(encoding="utf-8").strip()
    async with httpx.AsyncClient(
        base_url=f"{server.address}/api/v1",
        headers={"Authorization": f"Bearer {token}"},
        timeout=30.0,
        limits=httpx.Limits(max_connections=None, max_keepalive_connections=READERS + planners),
    ) as client:
        people: list[Coroutine[Any, Any, None]] = [
            _reader(client, place, phase, until, random.Random(number)) for number in range(READERS)
        ]
        people += [_planner(client, phase, until) for _ in range(planners)]
        await asyncio.gather(*people)
    return phase


async def _reader(
    client: httpx.AsyncClient, place: Place, phase: Phase, until: float, chance: random.Random
) -> None:
    """Read one thing after the other."""
    await asyncio.sleep(chance.uniform(0.0, THINKING[1]))
    while time.monotonic() < until:
        path, told = _something(place, chance)
        begin = time.perf_counter()
        answer = await _answered(lambda: client.get(path, params=told), phase)  # noqa: B023 - awaited at once
        if answer is not None:
            phase.seconds.append(time.perf_counter() - begin)
        await asyncio.sleep(chance.uniform(*THINKING))


def _something(place: Place, chance: random.Random) -> tuple[str, dict[str, Any]]:
    """Something to read: pages of tables most, then lists and summaries."""
    inside = f"/projects/{place.project}"
    what = chance.random()
    if what < 0.4:
        told = {"offset": chance.randrange(0, 200), "limit": 100}
        return f"{inside}/economies/{place.syria}/tables/{chance.choice(TABLES)}", told
    if what < 0.6:
        told = {"filter": "tier:eq:1", "sort": "coverage", "limit": 100}
        return f"{inside}/results/{chance.choice(place.results)}/tables/coverage", told
    if what < 0.7:
        return f"{inside}/economies", {}
    if what < 0.8:
        return f"{inside}/plans", {}
    if what < 0.9:
        return f"{inside}/economies/{place.syria}/versions", {}
    return f"{inside}/results/{chance.choice(place.results)}", {}


async def _planner(client: httpx.AsyncClient, phase: Phase, until: float) -> None:
    """Plan one economy after the other, each in a project of its own, so that no answer is known yet."""
    number = 0
    while time.monotonic() < until:
        number += 1
        name = f"plan {id(asyncio.current_task())} {number}"
        project = await _posted(client, "/projects", phase, json={"name": name})
        inside = f"/projects/{project['id']}" if project else ""
        added = (
            await _posted(client, f"{inside}/economies", phase, params={"example": "syria"})
            if project
            else None
        )
        if added is None:
            continue
        request = {"kind": "plan", "economy": added["economy"]["id"], "periods": 2}
        job = await _posted(client, f"{inside}/jobs", phase, json=request)
        while job is not None and job["state"] not in FINAL and time.monotonic() < until:
            await asyncio.sleep(1.0)
            answer = await _answered(lambda: client.get(f"{inside}/jobs/{job['id']}"), phase)  # noqa: B023
            job = answer.json() if answer is not None else None
        phase.n_plans += job is not None and job["state"] == "finished"


async def _posted(client: httpx.AsyncClient, path: str, phase: Phase, **told: Any) -> dict[str, Any] | None:
    """What a POST made; None if it failed."""
    answer = await _answered(lambda: client.post(path, **told), phase)
    return None if answer is None else answer.json()


async def _answered(ask: Callable[[], Awaitable[httpx.Response]], phase: Phase) -> httpx.Response | None:
    """An answer; what went wrong is counted."""
    try:
        answer = await ask()
    except httpx.HTTPError as error:
        phase.errors[type(error).__name__] += 1
        return None
    if answer.is_error:
        phase.errors[f"{answer.status_code} {answer.text[:120]}"] += 1
        return None
    return answer


if __name__ == "__main__":
    sys.exit(main())
