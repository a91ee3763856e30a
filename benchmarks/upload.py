"""How long a server takes to check and keep a table of 200,000 rows, as an archive of CSV and as a workbook.

Run with ``python benchmarks/upload.py [ROWS]``. Starts a server in a temporary folder, uploads the same
economy five times in each form (each time another one by its name and one amount) and prints the middle.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import polars as pl

from commonweal.data.workbook_writer import workbook_bytes
from commonweal.data.writing import archive, economy_files
from commonweal.model import TABLES, Calendar, Economy, Settings, complete

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))  # the server that tests of faults start

from faults.store.server import Server

TIMES = 5
N_PLACES = 400


def economy_of_needs(n_rows: int, seed: int) -> Economy:
    """An economy that needs so many things, each at one of 400 places."""
    rng = np.random.default_rng(seed)
    n_goods = -(-n_rows // N_PLACES)
    goods = np.array([f"good {number:05d}" for number in range(n_goods)])
    places = np.array([f"place {number:03d}" for number in range(N_PLACES)])
    tables = {name: pl.DataFrame(schema=table.schema) for name, table in TABLES.items()}
    tables |= {
        "goods": pl.DataFrame({"good": goods, "unit": ["kg"] * n_goods}),
        "places": pl.DataFrame({"place": places}),
        "people": pl.DataFrame({"group": places, "place": places, "people": [1000.0] * N_PLACES}),
        "needs": pl.DataFrame(
            {
                "good": np.repeat(goods, N_PLACES)[:n_rows],
                "place": np.tile(places, n_goods)[:n_rows],
                "amount": rng.lognormal(0.0, 1.0, n_rows).round(4),
            }
        ),
    }
    settings = Settings(name="needs", calendar=Calendar(start=dt.date(2030, 1, 1), lengths=(30,)))
    return Economy(settings, {name: complete(rows, TABLES[name]) for name, rows in tables.items()})


def main() -> None:
    """Upload in both forms and print a line for each."""
    n_rows = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    with (
        tempfile.TemporaryDirectory(prefix="cw-upload-") as folder,
        Server(Path(folder) / "store", workers=1) as server,
    ):
        for form in ("zip", "xlsx"):
            contents = [_content(economy_of_needs(n_rows, seed), form) for seed in range(TIMES)]
            seconds = [_uploaded(server, content, form) for content in contents]
            size, middle = len(contents[0]) / 2**20, statistics.median(seconds)
            print(
                f"{n_rows:,} rows as {form} ({size:.1f} MiB): {middle:.2f} s in the middle of {TIMES}, "
                f"{max(seconds):.2f} s at most",
                flush=True,
            )


def _content(economy: Economy, form: str) -> bytes:
    """An economy as a file."""
    return archive(economy_files(economy, "csv")) if form == "zip" else workbook_bytes(economy)


def _uploaded(server: Server, content: bytes, form: str) -> float:
    """Upload a file to a new project: seconds until it is checked and kept."""
    with server.client(timeout=300.0) as client:
        project = client.post("/projects", json={"name": f"upload {time.monotonic()}"}).json()["id"]
        time.sleep(3.0)  # so that a child waits for the upload, as on a server that is not new
        begin = time.monotonic()
        answer = client.post(
            f"/projects/{project}/economies",
            params={"name": "needs", "file": f"needs.{form}"},
            content=content,
            headers={"Content-Type": "application/octet-stream"},
        )
        seconds = time.monotonic() - begin
    if answer.is_error:
        raise SystemExit(f"The upload was refused: {answer.status_code} {answer.text[:500]}")
    return seconds


if __name__ == "__main__":
    main()
