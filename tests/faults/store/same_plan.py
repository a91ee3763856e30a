"""The same model in, the same plan out: rows in another order, one thread and two, as jobs of a server.

Plans with the same coverage and effort may run activities at other levels where the best plan is not the
only one; those are counted apart.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx
import numpy as np
import polars as pl

import commonweal as cw
from commonweal.data.writing import archive, economy_files
from commonweal.model import Economy
from faults.store.asking import made, new_job, until_final
from faults.store.outcome import Outcome
from faults.store.server import Server

__all__ = ["plan_again"]

EXAMPLE = "village"
OTHER = "other answers"
TOLERANCE = 1e-9  # of what is best, between runs


@dataclass(frozen=True)
class Answer:
    """What came out.

    Attributes
    ----------
    bytes
        Hash of the tables as they are kept.
    content
        Hash of their rows in one order, to nine digits.
    best
        The values and levels of every aim.
    """

    bytes: str
    content: str
    best: tuple[float, ...]


def plan_again(n_times: int, seed: int) -> Outcome:
    """Plan the same economy so many times; in every other run its rows are shuffled."""
    rng = np.random.default_rng(seed)
    economy = cw.read(EXAMPLE)
    usual, shuffled = [], []
    with (
        tempfile.TemporaryDirectory(prefix="cw-same-") as folder,
        Server(Path(folder) / "store", workers=1) as server,
        server.client() as client,
    ):
        for number in range(n_times):
            threads = 1 + number // 2 % 2
            if number % 2 == 0:
                usual.append(_planned(client, economy, f"run {number}", threads))
            else:
                shuffled.append(_planned(client, _shuffled(economy, rng), f"run {number}", threads))
    kinds = [_kind(answer, usual[0]) for answer in usual + shuffled]
    broken = [f"{kinds.count(OTHER)} plans are other answers"] if OTHER in kinds else []
    if len({answer.bytes for answer in usual}) > 1:
        broken.append("the same rows in the same order gave other bytes")
    return Outcome({"plans": n_times, **Counter(kinds)}, tuple(broken))


def _kind(answer: Answer, first: Answer) -> str:
    """How an answer compares with the first."""
    if answer.bytes == first.bytes:
        return "equal byte by byte"
    if answer.content == first.content:
        return "equal but for the order of rows"
    if len(answer.best) == len(first.best) and np.allclose(answer.best, first.best, TOLERANCE, 1e-12):
        return "as good by other levels"
    return OTHER


def _shuffled(economy: Economy, rng: np.random.Generator) -> Economy:
    """The same economy with its rows in another order."""
    rows = {
        name: table.sample(fraction=1.0, shuffle=True, seed=int(rng.integers(2**31)))
        for name, table in economy.tables.items()
    }
    return Economy(economy.settings, rows)


def _planned(client: httpx.Client, economy: Economy, name: str, threads: int) -> Answer:
    """Upload an economy to a project of its own and plan it."""
    project = made(client, "/projects", json={"name": name})["id"]
    inside = f"/projects/{project}"
    added = made(
        client, f"{inside}/economies",
        params={"name": name, "file": "economy.zip"},
        content=archive(economy_files(economy, "csv")),
        headers={"Content-Type": "application/zip"},
    )  # fmt: skip
    asked = new_job(client, project, kind="plan", economy=added["economy"]["id"], threads=threads)
    (job,) = until_final(client, [asked], 120.0)
    if job["state"] != "finished":
        raise RuntimeError(f"A plan is {job['state']}: {job['failure']}")
    found = f"{inside}/results/{job['result']}"
    result = client.get(found).json()
    tables = {name: _table(client, f"{found}/tables/{name}") for name in sorted(result["tables"])}
    best = tuple(value for aim in result["summary"]["aims"] for value in (aim["value"], *aim["levels"]))
    in_one_order = {name: _in_one_order(content) for name, content in tables.items()}
    return Answer(_hash(tables), _hash(in_one_order), best)


def _table(client: httpx.Client, path: str) -> bytes:
    """A whole table."""
    answer = client.get(path, params={"format": "csv", "limit": 100_000})
    return answer.raise_for_status().content


def _in_one_order(content: bytes) -> bytes:
    """Rows of a table in one order, numbers to nine digits."""
    rows = pl.read_csv(content, infer_schema_length=None).with_columns(pl.selectors.float().round_sig_figs(9))
    return rows.sort(pl.all()).write_csv().encode()


def _hash(tables: Mapping[str, bytes]) -> str:
    """One hash of several tables."""
    digest = hashlib.sha256()
    for name, content in tables.items():
        digest.update(name.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()
