"""Calls every operation of a running server with what its OpenAPI document allows, and with what it forbids.

::

    .venv/bin/python tests/security/run_schemathesis.py [EXAMPLES] [SECONDS]

Starts ``commonweal serve`` on a store of its own, puts one of everything into a project, and runs
schemathesis with all its checks, as the owner, with a fixed seed: no answer of class 5xx, and every answer as
the document says. What ends the project is called last.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

__all__ = ["Serving", "fuzzed", "serving"]

BIN = Path(sys.executable).parent
SEED = "20310601"
PATIENCE = 90.0  # seconds for a server to start and to plan a village
_ENDS = ("projects.delete", "economies.delete")
_STREAMS = ("events.changes", "jobs.progress")  # its events have tests of their own
_WITHOUT = (  # checks that do not fit
    "use_after_free",  # an economy that was deleted is made again by the next example
    "ensure_resource_availability",
)

_CONFIG = """
[auth.openapi.bearer]
bearer = "{token}"

[checks.negative_data_rejection]
# Of several things that are wrong with a request, the version that it names may be told first.
expected-statuses = [
  "400", "401", "403", "404", "405", "406", "409", "412", "413", "415", "422", "428", "429", "431"
]

[checks.positive_data_acceptance]
# A schema can't say that a version still holds, that a column exists, or that a scenario fits an economy.
expected-statuses = [
  "2xx", "3xx", "400", "401", "403", "404", "406", "409", "412", "413", "415", "422", "428", "429", "431"
]

[[operations]]
# A header that nobody knows is no fault; elsewhere schemathesis sees that by itself.
include-operation-id = "economies.add"
generation.allow-extra-parameters = false
"""


@dataclass(frozen=True)
class Serving:
    """A server that runs, and one of everything in it."""

    url: str
    token: str
    folder: Path
    ids: dict[str, str]


@contextmanager
def serving() -> Iterator[Serving]:
    """A server on a store of its own."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "store"
        command = [BIN / "commonweal", "serve", folder, "--port", "0", "--workers", "1", "--log", "json"]
        with (
            (Path(place) / "log").open("wb") as log,
            subprocess.Popen(command, stderr=log, stdout=log) as server,
        ):
            try:
                url = _address(folder, server)
                token = (folder / "token").read_text(encoding="utf-8").strip()
                yield Serving(url, token, Path(place), _filled(url, token))
            finally:
                server.terminate()
                server.wait(20)


def _address(folder: Path, server: subprocess.Popen[bytes]) -> str:
    """Where a server answers, once it does."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        told = folder / "server.json"
        if told.is_file():
            url = str(json.loads(told.read_text(encoding="utf-8"))["url"])
            try:
                if httpx.get(f"{url}/readyz").status_code == 200:
                    return url
            except httpx.TransportError:
                pass
        time.sleep(0.1)
    raise TimeoutError("The server does not answer.")


def _filled(url: str, token: str) -> dict[str, str]:
    """One of everything: for each parameter of paths, what there is."""
    with httpx.Client(
        base_url=f"{url}/api/v1", headers={"Authorization": f"Bearer {token}"}, timeout=PATIENCE
    ) as client:
        project = client.post("/projects", json={"name": "fuzzed"}).raise_for_status().json()["id"]
        base = f"/projects/{project}"
        made = client.post(f"{base}/economies?name=village&example=village").raise_for_status().json()
        economy = made["economy"]["id"]
        asked = {"kind": "plan", "economy": economy, "periods": 1}
        job = client.post(f"{base}/jobs", json=asked).raise_for_status().json()
        until = time.monotonic() + PATIENCE
        while job["state"] in {"queued", "running"} and time.monotonic() < until:
            time.sleep(0.1)
            job = client.get(f"{base}/jobs/{job['id']}").raise_for_status().json()
        note = client.post(
            f"{base}/attachments?name=a.txt", content=b"x", headers={"Content-Type": "text/plain"}
        )
        return {
            "project": project,
            "economy": economy,
            "job": job["id"],
            "result": job["result"],
            "attachment": note.raise_for_status().json()["id"],
        }


def fuzzed(server: Serving, examples: int, seconds: int) -> subprocess.CompletedProcess[str]:
    """What schemathesis says of a server; its status is 0 where it found nothing."""
    config = server.folder / "schemathesis.toml"
    config.write_text(_CONFIG.format(token=server.token), encoding="utf-8")
    document = server.folder / "openapi.json"
    document.write_text(json.dumps(_with_ids(server)), encoding="utf-8")
    left_out = [flag for name in (*_ENDS, *_STREAMS) for flag in ("--exclude-operation-id", name)]
    command = [
        BIN / "schemathesis", "--config-file", config, "run", document, "--url", server.url,
        "--exclude-checks", ",".join(_WITHOUT),
        "--seed", SEED, "--generation-deterministic",
        "--max-examples", str(examples), "--max-time", str(seconds), "--request-timeout", "30",
        "--phases", "examples,coverage,fuzzing", "--warnings", "off", "--no-color", "--continue-on-failure",
        *left_out,
    ]  # fmt: skip
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    return subprocess.run(
        [str(part) for part in command],
        capture_output=True, text=True, check=False, cwd=server.folder, env=environment,
    )  # fmt: skip


def _with_ids(server: Serving) -> Any:
    """The server's OpenAPI document, with what there is as the one value of each id in a path."""
    document = httpx.get(
        f"{server.url}/api/v1/openapi.json", headers={"Authorization": f"Bearer {server.token}"}
    ).json()
    for item in document["paths"].values():
        for operation in item.values():
            for one in operation.get("parameters", ()):
                if one["in"] == "path" and one["name"] in server.ids:
                    one["schema"] = {"type": "string", "enum": [server.ids[one["name"]]]}
    return document


def main() -> None:
    """Run it, and end as schemathesis does."""
    examples, seconds = (int(part) for part in (sys.argv[1:] + ["100", "1800"][len(sys.argv) - 1 :]))
    with serving() as server:
        found = fuzzed(server, examples, seconds)
        sys.stdout.write((found.stdout + found.stderr)[-50_000:])
        sys.exit(found.returncode)


if __name__ == "__main__":
    main()
