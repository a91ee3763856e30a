"""What drills ask of a server: projects, economies, jobs."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import httpx
import psutil

__all__ = ["FINAL", "Asked", "children_of", "job", "made", "new_job", "new_project", "until_final"]

FINAL = {"finished", "failed", "cancelled"}
LOOK = 0.1  # s between looks at a job

Asked = tuple[str, str]
"""Id of a project, and of a job in it."""


def new_project(client: httpx.Client, example: str) -> tuple[str, str]:
    """A project with an economy: their ids. Another project is another key, so that nothing is known yet."""
    project = made(client, "/projects", json={"name": uuid.uuid4().hex})["id"]
    added = made(client, f"/projects/{project}/economies", params={"name": example, "example": example})
    return str(project), str(added["economy"]["id"])


def new_job(client: httpx.Client, project: str, **request: Any) -> Asked:
    """Ask for a job."""
    return project, str(made(client, f"/projects/{project}/jobs", json=request)["id"])


def job(client: httpx.Client, asked: Asked) -> Mapping[str, Any]:
    """What a job is by now."""
    answer = client.get(f"/projects/{asked[0]}/jobs/{asked[1]}")
    answer.raise_for_status()
    found: Mapping[str, Any] = answer.json()
    return found


def until_final(client: httpx.Client, asked: Iterable[Asked], seconds: float) -> list[Mapping[str, Any]]:
    """Wait until jobs, and those that do them over, are final: what each of them is then."""
    until = time.monotonic() + seconds
    waiting, found = list(asked), []
    while waiting:
        now = job(client, waiting[0])
        if now["state"] in FINAL or time.monotonic() > until:
            found.append(now)
            project, _ = waiting.pop(0)
            if now["retried_as"]:
                waiting.append((project, now["retried_as"]))
        else:
            time.sleep(LOOK)
    return found


def children_of(folder: Path) -> list[psutil.Process]:
    """The processes that work below a store's folder."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.cwd().startswith(f"{folder.resolve()}/") and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.Error:
            continue
    return found


def made(client: httpx.Client, path: str, **told: Any) -> Mapping[str, Any]:
    """What a POST made."""
    answer = client.post(path, **told)
    if answer.is_error:
        raise RuntimeError(f"POST {path}: {answer.status_code} {answer.text[:500]}")
    made: Mapping[str, Any] = answer.json()
    return made
