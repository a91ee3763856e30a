"""Files named by the SHA-256 of what they hold, beside the database.

A file is on the disk, whole and under its name, before any row that names it is committed; so a row never
names a file that is not there. Files that no row names are left over from requests that failed; they are
harmless, and ``commonweal admin tidy`` deletes those older than a day.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from commonweal.errors import Damaged
from commonweal.store.database import faults_told
from commonweal.store.inserting import insertion
from commonweal.store.moment import now
from commonweal.store.schema import contents

__all__ = ["GONE", "PART", "Content", "Contents", "Manifest"]

Manifest = Mapping[str, str]
"""Name of each file, and the hash of its content."""

PART = ".part"
"""Ending of files that are being written."""

GONE = ".gone"
"""Ending of files that are about to be deleted."""

_LATELY = 60.0  # seconds


@dataclass(frozen=True)
class Content:
    """A content that is on the disk."""

    hash: str
    size: int


class Contents:
    """The files of a store.

    Parameters
    ----------
    folder
        Where they lie: ``ab/abcdef…``, by the first two digits of the hash.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, content: bytes) -> Content:
        """Put a content on the disk, if it is not there or is damaged; after this returns it is not lost.

        Raises
        ------
        StoreFull
            If there is no room; nothing was changed then.
        """
        kept = Content(hashlib.sha256(content).hexdigest(), len(content))
        target = self.path(kept.hash)
        with faults_told():
            if not _there(target, content):
                if not target.parent.exists():
                    target.parent.mkdir(exist_ok=True)
                    _on_disk(self.folder)
                _written(target, content)
        return kept

    def put_all(self, files: Mapping[str, bytes]) -> tuple[dict[str, str], list[Content]]:
        """Put files on the disk: their manifest, and what to ``record`` in the transaction naming them."""
        kept = {name: self.put(content) for name, content in files.items()}
        return {name: content.hash for name, content in kept.items()}, list(kept.values())

    def record(self, connection: Connection, kept: list[Content]) -> None:
        """Note in a transaction which contents its rows name."""
        if not kept:
            return
        moment = now()
        rows = [{"hash": one.hash, "size": one.size, "created_at": moment} for one in dict.fromkeys(kept)]
        connection.execute(insertion(connection, contents).on_conflict_do_nothing(), rows)

    def get(self, digest: str) -> bytes:
        """A content, checked against its hash.

        Raises
        ------
        Damaged
            If it is not there, or not what was written.
        """
        try:
            content = self.path(digest).read_bytes()
        except FileNotFoundError as error:
            raise Damaged(f"The content {digest[:12]} is missing. Restore it from a backup.") from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise Damaged(f"The content {digest[:12]} is not what was written. Restore it from a backup.")
        return content

    def path(self, digest: str) -> Path:
        """Where a content lies."""
        return self.folder / digest[:2] / digest

    def known(self, connection: Connection) -> Iterator[Content]:
        """Every content that rows may name."""
        for digest, size in connection.execute(select(contents.c.hash, contents.c.size)):
            yield Content(digest, size)


def _there(target: Path, content: bytes) -> bool:
    """Whether a content is there, as it should be; it is touched then, so that tidying leaves it to us."""
    try:
        last = target.stat().st_mtime
        os.utime(target)
        same = target.read_bytes() == content
    except FileNotFoundError:
        return False
    if same and time.time() - last < _LATELY:
        _on_disk(target.parent)  # whoever is writing it may still wait for this
    return same


def _written(target: Path, content: bytes) -> None:
    """Put bytes under a name in one step, and wait until the disk has them."""
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=PART)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _on_disk(target.parent)


def _on_disk(folder: Path) -> None:
    """Wait until the disk has the names in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
