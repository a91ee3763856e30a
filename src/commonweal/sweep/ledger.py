"""Where results are kept as they come, so that a sweep that was stopped goes on where it was."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

__all__ = ["JsonLines", "Ledger", "Memory"]

Entry = Mapping[str, Any]


class Ledger(Protocol):
    """Results by their key; a key says all that a result depends on."""

    def get(self, key: str) -> Entry | None:
        """The result of a key; None if there is none yet."""

    def put(self, key: str, entry: Entry) -> None:
        """Keep a result; after this returns it is not lost."""


class Memory:
    """Results kept as long as the program runs."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def get(self, key: str) -> Entry | None:
        """The result of a key; None if there is none yet."""
        return self._entries.get(key)

    def put(self, key: str, entry: Entry) -> None:
        """Keep a result."""
        self._entries[key] = entry


class JsonLines:
    """Results in a file, one line of JSON each, added at its end.

    A line that was cut off, as by a power failure, is passed over, and so is what is no result.

    Parameters
    ----------
    path
        The file; it is made with the first result.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: dict[str, Entry] = {}
        self._whole = True
        if path.exists():
            text = path.read_text(encoding="utf-8")
            self._whole = text.endswith("\n") or not text
            for line in text.splitlines():
                self._take(line)

    def _take(self, line: str) -> None:
        """Take over one line."""
        try:
            read = json.loads(line)
        except json.JSONDecodeError:
            return
        if isinstance(read, dict) and isinstance(read.get("key"), str):
            self._entries[read["key"]] = read

    def get(self, key: str) -> Entry | None:
        """The result of a key; None if there is none yet."""
        return self._entries.get(key)

    def entries(self) -> Mapping[str, Entry]:
        """All results by their key."""
        return self._entries

    def put(self, key: str, entry: Entry) -> None:
        """Keep a result: one write of a whole line, on the disk before this returns."""
        line = json.dumps({"key": key, **entry}, sort_keys=True) + "\n"
        text = line if self._whole else "\n" + line
        self._path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            os.write(descriptor, text.encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        self._whole = True
        self._entries[key] = {"key": key, **entry}
