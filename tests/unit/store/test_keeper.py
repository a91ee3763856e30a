"""Keeping a SQLite file whole: crashes at any moment, and write-ahead logs that are lost or damaged."""

from __future__ import annotations

import logging
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from commonweal.errors import Damaged
from commonweal.store import keeper as keeping
from commonweal.store.events import events_of, note
from commonweal.store.keeper import LOST
from commonweal.store.opening import Store, open_store
from commonweal.store.scope import SYSTEM
from commonweal.store.verifying import verify, verify_at
from commonweal.store.wal import PAGE, read_log

FRAME = PAGE + 24


def write(store: Store, *numbers: int) -> None:
    for number in numbers:
        with store.database.writing(SYSTEM) as connection:
            note(connection, "ada", "said", number=number, text="z" * 2000)


def said(store: Store) -> list[int]:
    with store.database.reading(SYSTEM) as connection:
        found = [event for event in events_of(connection, None, limit=10_000) if event.what == "said"]
    return [event.details["number"] for event in reversed(found)]


def warnings_in(store: Store) -> list[str]:
    with store.database.reading(SYSTEM) as connection:
        return [
            event.details["why"]
            for event in events_of(connection, None)
            if event.what == "store.changes-lost"
        ]


@pytest.fixture
def crashed(sqlite_store: Store, tmp_path: Path) -> Path:
    """What a process leaves that was killed after twenty changes, ten checkpointed and ten in the log."""
    write(sqlite_store, *range(10))
    with sqlite_store.database.still():
        sqlite_store.database.keeper.checkpoint()
    write(sqlite_store, *range(10, 20))
    return Path(shutil.copytree(sqlite_store.folder, tmp_path / "crashed"))


def test_nothing_is_lost_in_a_crash(crashed: Path) -> None:
    with open_store(crashed) as store:
        assert said(store) == list(range(20))
        assert warnings_in(store) == []
        write(store, 20)
    assert verify_at(crashed).sound


def test_verify_is_content_with_what_a_crash_leaves(crashed: Path) -> None:
    assert verify_at(crashed).sound


def test_closing_leaves_no_log(sqlite_store: Store) -> None:
    write(sqlite_store, 1)
    sqlite_store.close()
    assert not list(sqlite_store.folder.glob("*-wal")) + list(sqlite_store.folder.glob("*-shm"))


def test_a_log_that_has_grown_is_checkpointed(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    sqlite_store.database.keeper._try_at = 40
    monkeypatch.setattr(keeping, "_ENOUGH", 40)
    sizes = []
    for number in range(60):
        write(sqlite_store, number)
        sizes.append((sqlite_store.folder / "store.sqlite-wal").stat().st_size)
    assert max(sizes) < 60 * FRAME
    assert sizes.count(0) >= 2
    assert verify(sqlite_store).sound


def test_a_long_reader_delays_a_checkpoint_and_stops_no_writer(sqlite_store: Store) -> None:
    write(sqlite_store, 0)
    with sqlite_store.database.reading(SYSTEM) as connection:
        events_of(connection, None)
        write(sqlite_store, *range(1, 5))
        with sqlite_store.database.still():
            assert not sqlite_store.database.keeper.checkpoint()
        assert verify(sqlite_store).sound
        write(sqlite_store, 5)
        assert len(events_of(connection, None)) == 1
    with sqlite_store.database.still():
        assert sqlite_store.database.keeper.checkpoint()
    assert verify(sqlite_store).sound
    assert said(sqlite_store) == list(range(6))


def test_a_crash_in_a_half_done_checkpoint_loses_nothing(sqlite_store: Store, tmp_path: Path) -> None:
    write(sqlite_store, 0)
    with sqlite_store.database.reading(SYSTEM) as connection:
        events_of(connection, None)
        write(sqlite_store, *range(1, 5))
        with sqlite_store.database.still():
            assert not sqlite_store.database.keeper.checkpoint()
        write(sqlite_store, 5)
        crashed = Path(shutil.copytree(sqlite_store.folder, tmp_path / "crashed"))
    with open_store(crashed) as store:
        assert said(store) == list(range(6))
    assert verify_at(crashed).sound


def images(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Checkpoint a store; what a crash would leave at each moment in which files have changed."""
    taken: list[Path] = []

    def before_and_after(do: Callable[..., object]) -> Callable[..., object]:
        def done(*words: object) -> object:
            taken.append(Path(shutil.copytree(store.folder, folder / f"image{len(taken)}")))
            result = do(*words)
            taken.append(Path(shutil.copytree(store.folder, folder / f"image{len(taken)}")))
            return result

        return done

    for name in ("write_seal", "put_in_place"):
        monkeypatch.setattr(keeping, name, before_and_after(getattr(keeping, name)))
    with store.database.still():
        store.database.keeper.checkpoint()
    monkeypatch.undo()
    return taken


def test_a_crash_at_any_moment_of_a_checkpoint_loses_nothing(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(sqlite_store, *range(20))
    taken = images(sqlite_store, tmp_path, monkeypatch)
    assert len(taken) == 4
    for image in taken:
        with open_store(image) as store:
            assert said(store) == list(range(20))
            assert warnings_in(store) == []
        assert verify_at(image).sound


def test_a_file_that_is_half_written_by_a_checkpoint_is_no_damage(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(sqlite_store, *range(20))
    _, before, after, _ = images(sqlite_store, tmp_path, monkeypatch)
    pages = [(path / "store.sqlite").read_bytes() for path in (before, after)]
    chance = random.Random(5)
    for number in range(5):
        image = Path(shutil.copytree(before, tmp_path / f"torn{number}"))
        mixed = bytearray(pages[0])
        for start in range(0, len(pages[1]), PAGE):
            if start >= len(mixed):
                break
            if chance.random() < 0.5:
                mixed[start : start + PAGE] = pages[1][start : start + PAGE]
        (image / "store.sqlite").write_bytes(mixed)
        with open_store(image) as store:
            assert said(store) == list(range(20))
        assert verify_at(image).sound


@pytest.mark.parametrize(
    "harm", ["missing", "empty", "cut off", "cut in a frame", "header", "first", "last", "salt"]
)
def test_a_lost_log_is_told_and_set_aside(harm: str, crashed: Path, caplog: pytest.LogCaptureFixture) -> None:
    log = crashed / "store.sqlite-wal"
    content = bytearray(log.read_bytes())
    flips = {"header": 9, "first": 32 + 100, "last": len(content) - 50, "salt": len(content) - FRAME + 9}
    if harm == "missing":
        log.unlink()
    elif harm in flips:
        content[flips[harm]] ^= 4
        log.write_bytes(content)
    else:
        keep = {"empty": 0, "cut off": 32 + 5 * FRAME, "cut in a frame": len(content) - 9}[harm]
        log.write_bytes(content[:keep])
    with caplog.at_level(logging.WARNING), open_store(crashed) as store:
        kept = said(store)
        assert kept == list(range(len(kept)))
        assert 10 <= len(kept) < 20
        assert len(warnings_in(store)) == 1
        write(store, 99)
        assert {fault.code for fault in verify(store).faults} == {"changes-lost"}
    assert "lost" in caplog.text
    assert len(list((crashed / LOST).glob("*.wal"))) == (harm != "missing")
    with open_store(crashed) as store:
        assert said(store) == [*kept, 99]
        assert len(warnings_in(store)) == 1
    shutil.rmtree(crashed / LOST)
    assert verify_at(crashed).sound


def test_a_transaction_that_was_not_acknowledged_is_dropped_without_a_word(crashed: Path) -> None:
    """As after a kill in the middle of writing its frames: they are whole and no commit follows."""
    log = crashed / "store.sqlite-wal"
    log.write_bytes(log.read_bytes() + bytes(FRAME + 100))
    with open_store(crashed) as store:
        assert said(store) == list(range(20))
        assert warnings_in(store) == []
    assert verify_at(crashed).sound


def _fail_late(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA cache_size = 2")
    for _ in range(20):
        note(connection, "ada", "never", text="z" * 4000)
    raise ZeroDivisionError


def test_frames_of_an_undone_transaction_are_no_damage(sqlite_store: Store, tmp_path: Path) -> None:
    write(sqlite_store, *range(5))
    with pytest.raises(ZeroDivisionError), sqlite_store.database.writing(SYSTEM) as connection:
        _fail_late(connection)
    write(sqlite_store, 5)
    log = sqlite_store.folder / "store.sqlite-wal"
    assert log.stat().st_size > read_log(log).end
    crashed = Path(shutil.copytree(sqlite_store.folder, tmp_path / "crashed"))
    with open_store(crashed) as store:
        assert said(store) == list(range(6))
        assert warnings_in(store) == []


def test_a_damaged_log_is_found_while_the_store_is_open(sqlite_store: Store) -> None:
    write(sqlite_store, *range(5))
    log = sqlite_store.folder / "store.sqlite-wal"
    with log.open("r+b") as file:
        file.seek(log.stat().st_size - 70)
        file.write(b"?")
    assert {fault.code for fault in verify(sqlite_store).faults} >= {"log-damaged"}
    with sqlite_store.database.still():
        assert not sqlite_store.database.keeper.checkpoint()


def test_a_log_lost_in_the_middle_of_a_checkpoint_is_damage(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(sqlite_store, *range(20))
    _, before, after, _ = images(sqlite_store, tmp_path, monkeypatch)
    (before / "store.sqlite-wal").unlink()
    whole = (after / "store.sqlite").read_bytes()
    with (before / "store.sqlite").open("r+b") as file:
        file.write(whole[:PAGE])
    with pytest.raises(Damaged):
        open_store(before)
    assert not verify_at(before).sound


def test_a_crash_before_anything_was_kept_is_a_new_store(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "store.sqlite") as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    with open_store(tmp_path) as store:
        assert verify(store).sound


def test_a_folder_with_an_odd_name_holds_a_store(tmp_path: Path) -> None:
    for number in range(2):
        with open_store(tmp_path / "a b%41?#é") as store:
            write(store, number)
            assert said(store) == list(range(number + 1))
    assert verify_at(tmp_path / "a b%41?#é").sound
