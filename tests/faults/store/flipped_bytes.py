"""One byte of a store is another one, a page is blank, a file is cut off: ``verify`` finds and names it."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from commonweal.store.verifying import verify_at
from faults.store.damaged_log import crashed_store
from faults.store.outcome import Outcome
from faults.store.writer import Nursery

__all__ = ["flip_bytes"]

PAGE = 4096


def flip_bytes(n_times: int, seed: int) -> Outcome:
    """Damage a copy of a crashed store in so many ways; first look that it is sound without."""
    rng = np.random.default_rng(seed)
    counts: Counter[str] = Counter()
    broken: list[str] = []
    with tempfile.TemporaryDirectory(prefix="cw-flip-") as folder, Nursery() as nursery:
        crashed_store(nursery, Path(folder), seed)
        copy = Path(folder) / "copy"
        for number in range(-1, n_times):
            shutil.copytree(Path(folder) / "store", copy)
            broken += _sound(copy) if number < 0 else _spoilt(copy, number, rng, counts)
            shutil.rmtree(copy)
    return Outcome({"damages": n_times, **counts}, tuple(broken))


def _sound(place: Path) -> list[str]:
    """What is found though nothing was done."""
    return [f"nothing was done, and found: {fault}" for fault in verify_at(place).faults]


def _spoilt(place: Path, number: int, rng: np.random.Generator, counts: Counter[str]) -> Iterator[str]:
    """Spoil one file: what is wrong with what ``verify`` says, in words."""
    kind = KINDS[number % len(KINDS)]
    file = _file(place, kind, rng)
    name, spoil = WAYS[0 if number % 10 else 1 + number // 10 % 2]
    at = int(rng.integers(file.stat().st_size))
    spoil(file, at, rng)
    named = _names(kind, file, at)
    found = verify_at(place).faults
    counts[f"{name} ({kind})"] += 1
    counts["found"] += bool(found)
    counts["named"] += (hit := any(name in str(fault) for fault in found for name in named))
    if not found:
        yield f"{file.name} {name} at {at} and not found"
    elif not hit:
        yield f"{file.name} {name} at {at} and not named: {found[0]}"


def _file(place: Path, kind: str, rng: np.random.Generator) -> Path:
    """A file of a kind."""
    if kind != "contents":
        return place / FILES[kind]
    return rng.choice(sorted(path for path in (place / "contents").rglob("*") if path.is_file()))  # type: ignore[arg-type]


def _names(kind: str, file: Path, at: int) -> tuple[str, ...]:
    """What a report that names the damage says one of."""
    return {
        "database": (f"page {at // PAGE + 1}",),
        "log": ("write-ahead log",),
        "seal": (file.name,),
        "mark": (file.name,),
        "contents": (file.name[:12],),
    }[kind]


def _flip(file: Path, at: int, rng: np.random.Generator) -> None:
    with file.open("r+b") as opened:
        opened.seek(at)
        byte = opened.read(1)[0]
        opened.seek(at)
        opened.write(bytes([byte ^ int(rng.integers(1, 256))]))


def _blank(file: Path, at: int, rng: np.random.Generator) -> None:
    start = at // PAGE * PAGE
    content = bytearray(file.read_bytes())
    length = len(content[start : start + PAGE])
    content[start : start + PAGE] = bytes(length)
    file.write_bytes(bytes(content))


def _cut(file: Path, at: int, rng: np.random.Generator) -> None:
    with file.open("r+b") as opened:
        opened.truncate(at)


FILES = {
    "database": "store.sqlite",
    "log": "store.sqlite-wal",
    "seal": "store.seal",
    "mark": "store.mark",
}
KINDS = ("database", "log", "contents", "database", "contents", "seal", "mark")
WAYS: tuple[tuple[str, Callable[[Path, int, np.random.Generator], None]], ...] = (
    ("flipped", _flip),
    ("blanked", _blank),
    ("cut off", _cut),
)
