"""Reading SQLite's write-ahead log frame by frame, as https://sqlite.org/fileformat2.html#walformat has it.

SQLite believes a log up to the first frame whose checksum is wrong and drops the rest without a word, as
if it had never been committed. So the store reads the log itself, before SQLite does.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

__all__ = ["PAGE", "Log", "read_log"]

PAGE = 4096
"""Bytes of a page; the store makes its database with SQLite's default."""

_HEADER, _FRAME = 32, 24
_MAGIC = {0x377F0682: "<u4", 0x377F0683: ">u4"}
_PAIRS = (8 + PAGE) // 8  # what a frame's checksum covers, in pairs of words
_STEP = np.array([[1, 1], [1, 2]], dtype=np.uint32)  # one pair: s0 += a + s1, then s1 += b + s0


@dataclass(frozen=True)
class Log:
    """What a write-ahead log holds.

    Attributes
    ----------
    salt
        Eight bytes that are new each time the log begins anew; blank where its header is damaged.
    n_frames
        Whole frames up to the last commit.
    n_pages
        Pages of the database after that commit.
    end, size
        Bytes up to there, and of the whole file.
    hashes
        SHA-256 of every state that the log has of a page, by page number from 1; the last one holds.
    broken
        The first frame that is of this log and not what was written, from 1; None if there is none.
    """

    salt: bytes = b""
    n_frames: int = 0
    n_pages: int = 0
    end: int = 0
    size: int = 0
    hashes: Mapping[int, tuple[bytes, ...]] = field(default_factory=dict)
    broken: int | None = None


def read_log(path: Path) -> Log:
    """A write-ahead log; an empty one where there is no file."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Log()
    if not content:
        return Log()
    return _log(content)


def _log(content: bytes) -> Log:
    """The log in a file that is not empty."""
    order = _byte_order(content)
    if order is None:
        return Log(size=len(content), broken=1 if len(content) > _HEADER else None)
    frames = np.frombuffer(content, np.uint8, offset=_HEADER)
    frames = frames[: len(frames) // (_FRAME + PAGE) * (_FRAME + PAGE)].reshape(-1, _FRAME + PAGE)
    salt = content[16:24]
    of_this_log = (frames[:, 8:16] == np.frombuffer(salt, np.uint8)).all(axis=1)
    sound = _n_sound(frames, of_this_log, np.frombuffer(content[24:32], ">u4"), order)
    numbers, sizes = (frames[:sound, start : start + 4].copy().view(">u4")[:, 0] for start in (0, 4))
    commits = np.flatnonzero(sizes)
    n_frames = int(commits[-1]) + 1 if len(commits) else 0
    return Log(
        salt=salt,
        n_frames=n_frames,
        n_pages=int(sizes[commits[-1]]) if len(commits) else 0,
        end=_HEADER + n_frames * (_FRAME + PAGE) if n_frames else 0,
        size=len(content),
        hashes=_hashes(frames[:n_frames], numbers[:n_frames]),
        broken=sound + 1 if bool(of_this_log[sound:].any()) else None,
    )


def _byte_order(content: bytes) -> str | None:
    """The order of bytes in its checksums; None where the header is damaged."""
    if len(content) < _HEADER:
        return None
    magic, version, page = struct.unpack(">III", content[:12])
    order = _MAGIC.get(magic)
    if order is None or version != 3007000 or page != PAGE:
        return None
    words = np.frombuffer(content[:24], order).reshape(1, -1)
    found = _sums(words)[0]
    return order if (found == np.frombuffer(content[24:32], ">u4")).all() else None


def _n_sound(frames: Any, of_this_log: Any, before: Any, order: str) -> int:
    """How many frames from the first are what was written; each checksum goes on from the one before."""
    covered = np.concatenate([frames[:, :8], frames[:, _FRAME:]], axis=1).view(order)
    added = _sums(covered)
    told = frames[:, 16:24].copy().view(">u4").astype(np.uint32)
    numbers = frames[:, :4].copy().view(">u4")[:, 0]
    across = _power(_PAIRS)
    before = before.astype(np.uint32)
    for number in range(len(frames)):
        before = across @ before + added[number]
        if not of_this_log[number] or numbers[number] == 0 or (before != told[number]).any():
            return number
    return len(frames)


def _sums(words: Any) -> Any:
    """Checksums of rows of words, from nothing: modulo 2³², shape (n_rows, 2)."""
    weights = _weights(words.shape[1] // 2)
    return words.astype(np.uint32) @ weights


@cache
def _weights(n_pairs: int) -> Any:
    """What each word of a row adds to the two sums of its checksum, shape (2 · n_pairs, 2).

    The sums follow ``s ← S s + (a, a + b)`` for each pair (a, b) with the matrix ``S`` of ``_STEP``, so pair
    ``i`` of ``n`` adds ``S^(n-1-i) (a, a + b)``.
    """
    rows = []
    power = np.eye(2, dtype=np.uint32)
    for _ in range(n_pairs):
        rows.append((power[:, 1], power[:, 0] + power[:, 1]))  # of b, of a: from the last pair back
        power = power @ _STEP
    return np.array([row for pair in rows for row in pair], dtype=np.uint32)[::-1].copy()


@cache
def _power(n: int) -> Any:
    """What ``n`` pairs of zeros do to the sums."""
    power = np.eye(2, dtype=np.uint32)
    for _ in range(n):
        power = power @ _STEP
    return power


def _hashes(frames: Any, numbers: Any) -> dict[int, tuple[bytes, ...]]:
    """SHA-256 of each state of each page."""
    found: dict[int, tuple[bytes, ...]] = {}
    for frame, number in zip(frames, numbers.tolist(), strict=True):
        digest = hashlib.sha256(frame[_FRAME:].tobytes()).digest()
        found[number] = (*found.get(number, ()), digest)
    return found
