"""What a client was told, line by line, where no fault of the store can reach it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Ledger", "Told"]


@dataclass(frozen=True)
class Told:
    """What a ledger holds.

    Attributes
    ----------
    asked, kept
        What was asked for, and what was acknowledged.
    n_opened
        How often a writer got as far as having the store open.
    """

    asked: frozenset[str]
    kept: frozenset[str]
    n_opened: int


class Ledger:
    """A file that is only ever added to, one whole line at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def opened(self) -> None:
        """A writer has the store open."""
        self._write("opened")

    def asked(self, token: str) -> None:
        """Something is about to be asked for."""
        self._write(f"asked {token}")

    def kept(self, token: str) -> None:
        """The store said that it is kept."""
        self._write(f"kept {token}")

    def _write(self, line: str) -> None:
        os.write(self._handle, f"{line}\n".encode())

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._handle)

    def told(self) -> Told:
        """Everything so far."""
        lines = [line.split() for line in self.path.read_text(encoding="utf-8").splitlines()]
        return Told(
            asked=frozenset(line[1] for line in lines if line[0] == "asked"),
            kept=frozenset(line[1] for line in lines if line[0] == "kept"),
            n_opened=sum(line[0] == "opened" for line in lines),
        )
