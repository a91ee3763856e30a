"""The disk of a server is full: it says so, changes nothing, and goes on once there is room."""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx

from commonweal.api.observing.health import LEAST_FREE
from faults.store.asking import Asked, new_job, new_project, until_final
from faults.store.full_disk import MEGABYTE, small_disk
from faults.store.outcome import Outcome, spread
from faults.store.server import Server, unseemly

__all__ = ["fill_servers"]

SOON = 5.0  # s until it goes on once there is room
SIZE = LEAST_FREE // MEGABYTE + 40


def fill_servers(n_times: int, seed: int) -> Outcome:
    """Fill the disk of a server, look what it says, make room, and look again."""
    counts: Counter[str] = Counter()
    broken: list[str] = []
    waits: list[float] = []
    with tempfile.TemporaryDirectory(prefix="cw-out-") as apart, small_disk(SIZE) as disk:
        (disk / "store").mkdir()
        place = Path(apart) / "store"
        place.symlink_to(disk / "store")
        with Server(place, workers=1) as server, server.client() as client:
            project, village = new_project(client, "village")
            for number in range(n_times):
                broken += [
                    f"time {number}: {line}"
                    for line in _filled_once(
                        server, client, (project, village), disk / "ballast", counts, waits
                    )
                ]
    named = {f"{name} until it goes on": value for name, value in spread(waits).items()}
    return Outcome({"times full": n_times, **counts, **named}, tuple(broken))


def _filled_once(
    server: Server,
    client: httpx.Client,
    where: Asked,
    ballast: Path,
    counts: Counter[str],
    waits: list[float],
) -> Iterator[str]:
    """Fill the disk and make room again: what is wrong, in words."""
    project, village = where
    inside = f"/projects/{project}"
    before = len(client.get(f"{inside}/attachments").json()["items"])
    _fill(ballast)
    refused = _write(client, inside)
    counts[f"writes told {refused.status_code}"] += 1
    if refused.status_code != httpx.codes.INSUFFICIENT_STORAGE:
        yield f"a write was told {refused.status_code}: {refused.text[:200]}"
    elif "othing was changed" not in refused.json()["detail"]:
        yield f"a write was told: {refused.json()['detail']}"
    if word := unseemly(refused):
        yield f"an answer holds '{word}'"
    if server.ready().status_code != httpx.codes.SERVICE_UNAVAILABLE:
        yield "it says that it is ready"
    for path in (
        f"{inside}/economies",
        f"{inside}/economies/{village}/tables/needs",
        f"{inside}/attachments",
    ):
        if not (answer := client.get(path)).is_success:
            yield f"GET {path} was told {answer.status_code}"
    if len(client.get(f"{inside}/attachments").json()["items"]) != before:
        yield "something was kept all the same"
    ballast.unlink()
    waits.append(_until(lambda: _write(client, inside).is_success and server.ready().is_success))
    other, economy = new_project(client, "village")
    job = until_final(client, [new_job(client, other, kind="plan", economy=economy)], 60.0)[0]
    counts[f"jobs {job['state']} afterwards"] += 1
    if job["state"] != "finished":
        yield f"a job afterwards is {job['state']}"
    if waits[-1] > SOON:
        yield f"{waits[-1]:.1f} s until it went on"


def _write(client: httpx.Client, inside: str) -> httpx.Response:
    """Ask for something new to be kept."""
    return client.post(
        f"{inside}/attachments", params={"name": "drill.bin"}, content=os.urandom(200_000),
        headers={"Content-Type": "application/octet-stream"},
    )  # fmt: skip


def _fill(ballast: Path) -> None:
    """Write until there is no room for a byte."""
    handle = os.open(ballast, os.O_WRONLY | os.O_CREAT)
    for size in (MEGABYTE, 1):
        with suppress(OSError):
            while os.write(handle, bytes(size)):
                pass
    os.close(handle)


def _until(holds: Callable[[], bool]) -> float:
    """Seconds until something holds, at most 60."""
    begin = time.monotonic()
    while not holds() and time.monotonic() < begin + 60.0:
        time.sleep(0.05)
    return time.monotonic() - begin
