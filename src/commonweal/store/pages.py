"""Seals of a SQLite file: the SHA-256 of each of its pages, in a file beside it.

SQLite has no checksums in its pages: a flipped byte is read as if it had been written. But in WAL mode
the file changes only while the log is checkpointed into it, which the store does itself (``store.keeper``),
so what each page must be is known at all times, dead space included.
"""

from __future__ import annotations

import hashlib
import os
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path

from commonweal.errors import Damaged
from commonweal.store.wal import PAGE, Log

__all__ = [
    "Seal",
    "filled",
    "put_in_place",
    "read_seal",
    "seal_after",
    "seal_of",
    "write_seal",
    "wrong_pages",
]

_MAGIC = b"commonweal seal 1\n"
_HEAD = struct.Struct(">8sII")
_DIGEST = 32
_UNKNOWN = bytes(_DIGEST)
_CHUNK = 256  # pages read at once


@dataclass(frozen=True)
class Seal:
    """What each page of a file must be.

    Attributes
    ----------
    hashes
        SHA-256 of page 1, page 2, …; zeros where it is not known.
    salt, n_frames
        The log that was last put into the file, and how much of it.
    """

    hashes: tuple[bytes, ...]
    salt: bytes = bytes(8)
    n_frames: int = 0


def seal_of(file: int, salt: bytes = bytes(8), n_frames: int = 0) -> Seal:
    """The seal of a file as it stands."""
    return Seal(tuple(_pages(file)), salt, n_frames)


def seal_after(seal: Seal, log: Log) -> Seal:
    """The seal that holds once a log was put into the file; it needs no look at the file."""
    known = [*seal.hashes[: log.n_pages]]
    known += [_UNKNOWN] * (log.n_pages - len(known))
    for number, states in log.hashes.items():
        if number <= log.n_pages:
            known[number - 1] = states[-1]
    return Seal(tuple(known), log.salt, log.n_frames)


def filled(seal: Seal, file: int) -> Seal:
    """A seal with the pages that no log held: SQLite never writes the one that it locks, past 1 GiB."""
    if _UNKNOWN not in seal.hashes:
        return seal
    found = (
        hashlib.sha256(os.pread(file, PAGE, number * PAGE)).digest() if known == _UNKNOWN else known
        for number, known in enumerate(seal.hashes)
    )
    return Seal(tuple(found), seal.salt, seal.n_frames)


def wrong_pages(file: int, seal: Seal, log: Log | None = None, following: Seal | None = None) -> list[int]:
    """The pages of a file that are not what they must be, from 1.

    Parameters
    ----------
    file
        Descriptor of the file.
    seal
        What its pages must be.
    log, following
        While a log is put into the file, a page may also be any state that the log has of it, or that of
        the seal that follows.
    """
    wrong = []
    found = list(_pages(file))
    for number in range(1, max(len(found), len(seal.hashes)) + 1):
        here = found[number - 1] if number <= len(found) else None
        if here not in _allowed(number, seal, log, following):
            wrong.append(number)
    return wrong


def _allowed(number: int, seal: Seal, log: Log | None, following: Seal | None) -> set[bytes | None]:
    """What a page may be; None for a page that is not there."""
    may: set[bytes | None] = {seal.hashes[number - 1] if number <= len(seal.hashes) else None}
    if log is not None:
        may.update(log.hashes.get(number, ()))
    if following is not None:
        may.add(following.hashes[number - 1] if number <= len(following.hashes) else None)
    return may


def _pages(file: int) -> list[bytes]:
    """SHA-256 of each page of a file; a part of a page at its end counts as one."""
    found = []
    size = os.fstat(file).st_size
    for start in range(0, size, _CHUNK * PAGE):
        chunk = os.pread(file, _CHUNK * PAGE, start)
        found += [hashlib.sha256(chunk[here : here + PAGE]).digest() for here in range(0, len(chunk), PAGE)]
    return found


def read_seal(path: Path) -> Seal | None:
    """A seal that was written; None where there is none.

    Raises
    ------
    Damaged
        If it is not what was written.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    body, digest = content[:-_DIGEST], content[-_DIGEST:]
    if hashlib.sha256(body).digest() != digest or not body.startswith(_MAGIC):
        raise Damaged(
            f"The file {path.name}, which says what each page of the database must be, is damaged. "
            "If all else holds, 'commonweal admin verify --reseal' makes it anew; otherwise restore a backup."
        )
    salt, n_frames, n_pages = _HEAD.unpack_from(body, len(_MAGIC))
    start = len(_MAGIC) + _HEAD.size
    hashes = tuple(body[start + _DIGEST * page :][:_DIGEST] for page in range(n_pages))
    return Seal(hashes, salt, n_frames)


def write_seal(path: Path, seal: Seal) -> None:
    """Write a seal in one step, and wait until the disk has it."""
    body = _MAGIC + _HEAD.pack(seal.salt, seal.n_frames, len(seal.hashes)) + b"".join(seal.hashes)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body + hashlib.sha256(body).digest())
            file.flush()
            os.fsync(file.fileno())
        put_in_place(Path(name), path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def put_in_place(new: Path, old: Path) -> None:
    """Give a file the name of another, and wait until the disk has the name."""
    new.replace(old)
    handle = os.open(old.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
