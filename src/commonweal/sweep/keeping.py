"""Where the rows of a sweep are kept: in Parquet parts, each point once, with a log of what is newer.

A folder has

- ``sweep.json``: what is asked, for people and for summaries;
- ``points.parquet``: every point with its key and its parameters;
- ``newest.jsonl``: rows that are in no part yet, a line each, on the disk as soon as they are known;
- ``parts/ID.points.parquet`` and ``parts/ID.coverage.parquet``: rows for good. The first of the two is
  written last and by a rename, so that a part is there as a whole or not at all.

A row whose key is in a part is done; lines of the log with such keys are passed over. So whatever dies
whenever, a row that was kept stays kept, and counts once.
"""

from __future__ import annotations

import fcntl
import json
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

import polars as pl

from commonweal.errors import ModelError, StoreInUse
from commonweal.sweep.ledger import JsonLines, Ledger, Memory
from commonweal.sweep.measuring import COVERAGE, Row

__all__ = [
    "Keeping",
    "OfLedger",
    "Parts",
    "as_json",
    "frames_of",
    "read_parts",
    "rows_of",
    "write_text",
    "write_whole",
]

_AT_ONCE = 2_000  # rows of a part
_COLUMNS: Mapping[str, type[pl.DataType]] = {
    "key": pl.String,
    "status": pl.String,
    "problem": pl.String,
    "quality": pl.String,
    "how": pl.String,
    "seconds": pl.Float64,
    "effort": pl.Float64,
    "effort_unit": pl.String,
}
_OF_TIERS = ("people", "people_fully_covered", "mean", "lowest")


class Keeping(Protocol):
    """Keeps rows by the key of their point."""

    def known(self) -> Mapping[str, str]:
        """Status of every point whose row is kept, by its key."""

    def forget(self, keys: Iterable[str]) -> None:
        """Let points be planned anew; their new rows will count instead of the old ones."""

    def put(self, key: str, row: Row) -> None:
        """Keep a row; after this returns it is not lost."""

    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """All rows as tables: one row a point, and coverage with the ``key`` of its point."""


class OfLedger:
    """Rows in a ledger: anything with ``get`` and ``put``.

    Parameters
    ----------
    ledger
        Where rows are kept.
    keys
        Keys that are asked about.
    """

    def __init__(self, ledger: Ledger | None, keys: Iterable[str]) -> None:
        self._ledger = Memory() if ledger is None else ledger
        self._rows: dict[str, Row] = {}
        for key in keys:
            entry = self._ledger.get(key)
            if entry is not None:
                self._rows[key] = entry

    def known(self) -> Mapping[str, str]:
        """Status of every point whose row is kept, by its key."""
        return {key: str(row["status"]) for key, row in self._rows.items()}

    def forget(self, keys: Iterable[str]) -> None:
        """Let points be planned anew; their new rows will count instead of the old ones."""
        for key in keys:
            self._rows.pop(key, None)

    def put(self, key: str, row: Row) -> None:
        """Keep a row."""
        self._ledger.put(key, row)
        self._rows[key] = row

    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """All rows as tables."""
        return frames_of(self._rows)


class Parts:
    """Rows in a folder, for one sweep at a time; use it in a ``with`` block.

    Parameters
    ----------
    folder
        Made if it is not there.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._parts = self.folder / "parts"
        self._log = self.folder / "newest.jsonl"
        self._lock = -1
        self._status: dict[str, str] = {}
        self._newest: dict[str, Row] = {}
        self._lines: JsonLines | None = None

    def __enter__(self) -> Parts:
        if self.folder.is_file():
            raise ModelError(f"'{self.folder}' is a file; a sweep is kept in a folder.")
        self._parts.mkdir(parents=True, exist_ok=True)
        self._lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._lock)
            raise StoreInUse(f"Another sweep is writing to '{self.folder}'.") from error
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.flush()
        finally:
            os.close(self._lock)

    def _open(self) -> None:
        """Take stock of what is there."""
        for part in sorted(self._parts.glob("*.points.parquet")):
            rows = pl.read_parquet(part, columns=["key", "status"])
            self._status.update(rows.iter_rows())
        self._lines = JsonLines(self._log)
        for key, row in self._lines.entries().items():
            if self._status.get(key) != "done":  # what failed may have been planned anew since
                self._newest[key] = row
                self._status[key] = str(row["status"])

    def known(self) -> Mapping[str, str]:
        """Status of every point whose row is kept, by its key."""
        return self._status

    def forget(self, keys: Iterable[str]) -> None:
        """Let points be planned anew; their new rows will count instead of the old ones."""
        self.flush()
        for key in keys:
            self._status.pop(key, None)

    def put(self, key: str, row: Row) -> None:
        """Keep a row: in the log at once, in a part later."""
        if self._lines is None:
            self._lines = JsonLines(self._log)
        self._lines.put(key, row)
        self._newest[key] = row
        self._status[key] = str(row["status"])
        if len(self._newest) >= _AT_ONCE:
            self.flush()

    def take(self, rows: Mapping[str, Row]) -> None:
        """Keep many rows at once, in a part."""
        self.flush()
        self._newest.update(rows)
        self.flush()
        self._status.update({key: str(row["status"]) for key, row in rows.items()})

    def flush(self) -> None:
        """Move the rows of the log into a part."""
        if not self._newest:
            return
        name = f"{len(list(self._parts.glob('*.points.parquet'))):06d}-{uuid.uuid4().hex[:8]}"
        points, coverage = frames_of(self._newest)
        write_whole(coverage, self._parts / f"{name}.coverage.parquet")
        write_whole(points, self._parts / f"{name}.points.parquet")
        self._log.unlink(missing_ok=True)
        self._newest, self._lines = {}, None

    def frames(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """All rows as tables; of a point that was planned anew the last row counts."""
        self.flush()
        return read_parts(self.folder)


def read_parts(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """All rows of a folder that are in parts, and of its log; nothing is written."""
    every, coverages = [], []
    parts = sorted((folder / "parts").glob("*.points.parquet"))
    for number, part in enumerate(parts):
        every.append(pl.read_parquet(part).with_columns(part=pl.lit(number)))
        coverage = pl.read_parquet(part.with_name(part.name.replace(".points.", ".coverage.")))
        coverages.append(coverage.with_columns(part=pl.lit(number)))
    log = JsonLines(folder / "newest.jsonl").entries()
    done = {key for frame in every for key in frame.filter(status="done")["key"]}
    newest, newest_coverage = frames_of({key: row for key, row in log.items() if key not in done})
    every.append(newest.with_columns(part=pl.lit(len(parts))))
    coverages.append(newest_coverage.with_columns(part=pl.lit(len(parts))))
    points = pl.concat(every, how="diagonal_relaxed")
    points = points.filter(pl.col("part") == pl.col("part").max().over("key"))
    last = points.select("key", "part")
    coverage = pl.concat(coverages).join(last, on=["key", "part"], how="semi")
    return points.drop("part"), coverage.drop("part")


def frames_of(rows: Mapping[str, Row]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows as tables: one row a point, with columns for each tier, and coverage by its parts."""
    points, coverage = [], []
    tiers: set[int] = set()
    for key, row in rows.items():
        told: dict[str, Any] = {name: row.get(name) for name in _COLUMNS} | {"key": key}
        for tier in row.get("tiers", ()):
            tiers.add(tier["tier"])
            told |= {f"{name}_tier_{tier['tier']}": tier[name] for name in _OF_TIERS}
        points.append(told)
        coverage += [(key, *line) for line in row.get("coverage", ())]
    schema: dict[str, Any] = dict(_COLUMNS)
    schema |= {f"{name}_tier_{tier}": pl.Float64 for tier in sorted(tiers) for name in _OF_TIERS}
    return (
        pl.DataFrame(points, schema=schema),
        pl.DataFrame(coverage, schema={"key": pl.String, **COVERAGE}, orient="row"),
    )


def rows_of(points: pl.DataFrame, coverage: pl.DataFrame) -> Iterator[tuple[str, Row]]:
    """Rows with their keys, from the tables that ``frames_of`` made of them."""
    lines: dict[str, list[tuple[Any, ...]]] = {}
    for key, *line in coverage.select("key", *COVERAGE).iter_rows():
        lines.setdefault(key, []).append(tuple(line))
    tiers = sorted(int(name.rpartition("_")[2]) for name in points.columns if name.startswith("mean_tier_"))
    for told in points.iter_rows(named=True):
        row: dict[str, Any] = {name: told[name] for name in _COLUMNS if told[name] is not None}
        key = row.pop("key")
        if row["status"] == "done":
            each = [
                {"tier": tier} | {name: told[f"{name}_tier_{tier}"] for name in _OF_TIERS} for tier in tiers
            ]
            row["tiers"] = [tier for tier in each if tier["people"] is not None]
            row["coverage"] = lines.get(key, [])
        yield key, row


def write_whole(frame: pl.DataFrame, path: Path) -> None:
    """Write a table, whole or not at all, and on the disk before this returns."""
    unfinished = path.with_name(f".{path.name}.part")
    frame.write_parquet(unfinished)
    descriptor = os.open(unfinished, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    unfinished.replace(path)


def write_text(text: str, path: Path) -> None:
    """Write a text, whole or not at all."""
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


def as_json(value: Mapping[str, Any]) -> str:
    """Plain data as text, the same each time."""
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
