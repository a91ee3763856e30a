"""SQLite's write-ahead log, read without SQLite."""

from __future__ import annotations

import hashlib
import random
import sqlite3
from pathlib import Path

import pytest

from commonweal.store.wal import PAGE, Log, read_log

HEADER, FRAME = 32, 24 + PAGE


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The log of a database with forty rows, each committed by itself, that nobody closed."""
    connection = sqlite3.connect(tmp_path / "live", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("CREATE TABLE things (name TEXT)")
    for number in range(40):
        connection.execute("INSERT INTO things VALUES (?)", (f"{number} " * 100,))
    copy = tmp_path / "copy-wal"
    copy.write_bytes((tmp_path / "live-wal").read_bytes())
    connection.close()
    return copy


def test_every_frame_is_read(log: Path) -> None:
    found = read_log(log)
    content = log.read_bytes()
    assert found.n_frames == (len(content) - HEADER) // FRAME
    assert found.end == found.size == len(content)
    assert found.broken is None
    assert found.salt == content[16:24]
    assert max(found.hashes) == found.n_pages
    assert sum(len(states) for states in found.hashes.values()) == found.n_frames


def test_the_last_state_of_a_page_is_what_sqlite_puts_into_the_file(log: Path, tmp_path: Path) -> None:
    states = read_log(log).hashes
    log.rename(tmp_path / "copy2-wal")
    (tmp_path / "copy2").write_bytes((tmp_path / "live").read_bytes())
    with sqlite3.connect(tmp_path / "copy2") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    content = (tmp_path / "copy2").read_bytes()
    for page, hashes in states.items():
        assert hashlib.sha256(content[(page - 1) * PAGE : page * PAGE]).digest() == hashes[-1]


def test_any_flipped_bit_ends_the_log_there(log: Path) -> None:
    whole, content = read_log(log), log.read_bytes()
    chance = random.Random(3)
    for _ in range(40):
        place = chance.randrange(len(content))
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        log.write_bytes(changed)
        frame = max(0, place - HEADER) // FRAME if place >= HEADER else 0
        assert read_log(log).n_frames <= frame < whole.n_frames


def test_an_unfinished_transaction_does_not_count(log: Path) -> None:
    whole, content = read_log(log), log.read_bytes()
    log.write_bytes(content[: HEADER + 3 * FRAME])
    assert read_log(log).n_frames <= 3
    log.write_bytes(content + content[HEADER : HEADER + FRAME][: FRAME - 5])
    assert read_log(log).n_frames == whole.n_frames
    assert read_log(log).end == len(content)


@pytest.mark.parametrize("content", [b"", b"short", bytes(HEADER), bytes(HEADER + FRAME)])
def test_what_is_no_log_holds_nothing(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(content)
    assert read_log(tmp_path / "log").n_frames == 0
    assert read_log(tmp_path / "missing") == Log()
