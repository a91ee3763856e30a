"""A server for one person, called in this process."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from commonweal.access.local import local_key, local_person
from commonweal.api.app import make_app
from commonweal.api.settings import ServerSettings
from commonweal.data.writing import archive, economy_files
from commonweal.examples.opening import read
from commonweal.store.opening import Store

with warnings.catch_warnings():  # Starlette asks for another httpx, whose interface is the same
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

__all__ = ["BASE", "ZIP", "Served", "TestClient", "served_on", "village_zip"]

BASE = "http://127.0.0.1:8400"
ZIP = {"Content-Type": "application/zip"}


@dataclass
class Served:
    """A server, who calls it, and a project in it."""

    app: FastAPI
    store: Store
    client: TestClient
    project: str = ""

    def __call__(self, method: str, path: str, *, at: int | None = None, **more: Any) -> httpx.Response:
        """The answer to a call; paths that begin with ``~`` are below the project.

        ``at`` is the number of the version that a change is sent with.
        """
        headers = dict(more.pop("headers", {})) | ({} if at is None else {"If-Match": f'"v{at}"'})
        below = path.replace("~", f"/projects/{self.project}", 1)
        return self.client.request(method, f"/api/v1{below}", headers=headers, **more)

    def village(self, name: str = "village") -> str:
        """The path of an economy that was just added."""
        kept = self("POST", "~/economies", params={"name": name, "example": "village"})
        assert kept.status_code == 201, kept.text
        return f"~/economies/{kept.json()['economy']['id']}"


@contextmanager
def served_on(store: Store, *, pages: Path | None = None, **settings: Any) -> Iterator[Served]:
    """A server on a store, with a project."""
    app = make_app(store, ServerSettings(**{"workers": 0, **settings}), pages)
    local_person(store)
    shown = {"Authorization": f"Bearer {local_key(store.folder)}"}
    with TestClient(app, base_url=BASE, headers=shown) as client:
        served = Served(app, store, client)
        made = served("POST", "/projects", json={"name": "valley"})
        assert made.status_code == 201, made.text
        served.project = made.json()["id"]
        yield served


@cache
def village_zip() -> bytes:
    """The village as an archive of CSV files."""
    return archive(economy_files(read("village"), "csv"))
