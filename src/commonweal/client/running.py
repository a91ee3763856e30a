"""Servers that this machine runs: what they leave in their folder for clients to find them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

__all__ = ["DEFAULT_FOLDER", "Running", "announced", "is_other", "is_store", "running_in", "token_in"]

DEFAULT_FOLDER: Final = "commonweal-store"
"""The folder of a store where none is named."""

_ANNOUNCEMENT = "server.json"
_TOKEN = "token"  # noqa: S105 - the name of a file
_CONTENTS = "contents"  # what a store's folder always holds
_OTHERS = ("economy.toml", "summary.json")  # what an economy's and a plan's always do


@dataclass(frozen=True)
class Running:
    """A server that has a folder open.

    Attributes
    ----------
    url
        Where it answers.
    pid
        Number of its process.
    """

    url: str
    pid: int


def is_store(folder: str | Path) -> bool:
    """Whether a folder holds a store."""
    return (Path(folder) / _CONTENTS).is_dir() and not is_other(folder)


def is_other(folder: str | Path) -> bool:
    """Whether a folder holds an economy or a plan, where no store has a place."""
    return any((Path(folder) / mark).is_file() for mark in _OTHERS)


def running_in(folder: str | Path) -> Running | None:
    """The server that has a folder open; None where there is none, or it ended without a word."""
    try:
        told = json.loads((Path(folder) / _ANNOUNCEMENT).read_bytes())
        found = Running(str(told["url"]), int(told["pid"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if _lives(found.pid) else None


def token_in(folder: str | Path) -> str | None:
    """The token of a server for one person, as it lies in its folder."""
    try:
        return (Path(folder) / _TOKEN).read_text(encoding="ascii").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


@contextmanager
def announced(folder: Path, url: str) -> Iterator[None]:
    """A while in which clients find a server in its folder."""
    from commonweal.data.writing import file_written  # noqa: PLC0415 - who only looks needs no tables

    file = folder / _ANNOUNCEMENT
    file_written(file, json.dumps(asdict(Running(url, os.getpid()))).encode())
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def _lives(pid: int) -> bool:
    """Whether there is a process of this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
