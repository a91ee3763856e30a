"""Verifying: whatever byte is changed, it is found and named."""

from __future__ import annotations

import random
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from commonweal.errors import Damaged
from commonweal.store.migrating import NEWEST
from commonweal.store.opening import Store, open_store
from commonweal.store.scope import SYSTEM
from commonweal.store.verifying import resealed, verify, verify_at
from unit.store.filling import filled


@pytest.fixture
def closed(sqlite_store: Store) -> Path:
    """The folder of a store with something of everything, closed."""
    filled(sqlite_store)
    sqlite_store.close()
    return sqlite_store.folder


def codes(folder: Path) -> set[str]:
    return {fault.code for fault in verify_at(folder).faults}


def flip(path: Path, place: int, bit: int = 0) -> None:
    content = bytearray(path.read_bytes())
    content[place] ^= 1 << bit
    path.write_bytes(content)


def test_a_whole_store_has_no_faults_and_is_counted(store: Store) -> None:
    filled(store)
    found = verify(store)
    assert found.sound
    assert {name: found.counts[name] for name in ("contents", "versions", "results", "points", "events")} == {
        "contents": 4,
        "versions": 2,
        "results": 1,
        "points": 1,
        "events": 4,
    }


def test_a_new_store_has_no_faults(store: Store) -> None:
    assert verify(store).sound


@pytest.mark.parametrize("seed", range(4))
def test_any_flipped_bit_is_found(seed: int, closed: Path, tmp_path: Path) -> None:
    chance = random.Random(seed)
    files = [path for path in sorted(closed.rglob("*")) if path.is_file() and path.name != "store.lock"]
    assert {"store.sqlite", "store.seal", "store.mark"} < {path.name for path in files}
    for number in range(5):
        copy = tmp_path / f"flipped{number}"
        shutil.copytree(closed, copy)
        path = chance.choice(files)
        place = chance.randrange(path.stat().st_size)
        flip(copy / path.relative_to(closed), place, chance.randrange(8))
        assert not verify_at(copy).sound, f"byte {place} of {path.name}"


def test_a_flipped_byte_of_a_page_names_page_and_table(closed: Path) -> None:
    with sqlite3.connect(closed / "store.sqlite") as connection:
        (page,) = connection.execute("SELECT pageno FROM dbstat WHERE name = 'versions'").fetchone()
    flip(closed / "store.sqlite", page * 4096 - 1)
    (fault, *_) = verify_at(closed).faults
    assert fault.code == "page-damaged"
    assert f"page {page} " in fault.about
    assert "versions" in fault.why
    assert "backup" in fault.remedy


def test_a_damaged_store_does_not_open(closed: Path) -> None:
    flip(closed / "store.sqlite", 5000)
    with pytest.raises(Damaged, match=r"page 2 .*admin verify"):
        open_store(closed)
    with open_store(closed, damaged=True) as store:
        assert not verify(store).sound


def test_a_header_that_sqlite_refuses_is_named_too(closed: Path) -> None:
    flip(closed / "store.sqlite", 3)
    assert codes(closed) == {"database-damaged", "page-damaged"}


def test_a_damaged_content_names_what_it_touches(store: Store) -> None:
    ids = filled(store)
    kept = store.contents.put(b"bread")
    store.contents.path(kept.hash).write_bytes(b"Bread")
    (fault,) = verify(store).faults
    assert fault.code == "content-damaged"
    assert kept.hash in fault.about
    assert f"needs.parquet of economies/{ids.economy} version 1" in fault.why


def test_putting_a_content_again_mends_it(store: Store) -> None:
    filled(store)
    kept = store.contents.put(b"bread")
    store.contents.path(kept.hash).write_bytes(b"Bread")
    store.contents.put(b"bread")
    assert verify(store).sound


def test_a_missing_content_names_what_it_touches(store: Store) -> None:
    ids = filled(store)
    store.contents.path(store.contents.put(b"All is well.").hash).unlink()
    (fault,) = verify(store).faults
    assert fault.code == "content-missing"
    assert ids.result in fault.why


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE versions SET what = 'Nothing.' WHERE number = 1", "version-changed"),
        ("UPDATE versions SET created_by = 'somebody'", "version-changed"),
        ("UPDATE results SET summary = '{\"coverage\": 1.0}'", "result-changed"),
        ("UPDATE points SET row = '{\"mean\": 1.0}'", "point-changed"),
        ("UPDATE events SET who = 'somebody'", "event-changed"),
        ("DELETE FROM events WHERE number = (SELECT min(number) FROM events)", "event-changed"),
        ("DELETE FROM events WHERE number = (SELECT max(number) FROM events)", "events-missing"),
        ("DELETE FROM events", "events-missing"),
        ("DELETE FROM chains", "events-missing"),
        ("UPDATE economies SET head = 7", "version-missing"),
    ],
)
def test_a_row_that_was_changed_is_named(change: str, code: str, sqlite_store: Store) -> None:
    assert code in _codes_after(change, sqlite_store)


def test_a_changed_row_is_named_on_postgresql_too(postgres_store: Store) -> None:
    assert "version-changed" in _codes_after("UPDATE versions SET what = 'Nothing.'", postgres_store)


def _codes_after(change: str, store: Store) -> set[str]:
    """What is found after a change that triggers would refuse."""
    filled(store)
    with store.database.writing(SYSTEM) as connection:
        for table in ("events", "versions", "results", "points"):
            for verb in ("update", "delete") if table == "events" else ("update",):
                on = "" if connection.dialect.name == "sqlite" else f" ON {table}"
                connection.execute(text(f"DROP TRIGGER written_once_{table}_{verb}{on}"))
        connection.execute(text(change))
    return {fault.code for fault in verify(store).faults}


def test_pages_hold_through_many_changes(sqlite_store: Store) -> None:
    for number in range(12):
        filled(sqlite_store, f"person {number}")
        if number % 4 == 3:
            with sqlite_store.database.still():
                assert sqlite_store.database.keeper.checkpoint()
            assert verify(sqlite_store).sound
    sqlite_store.close()
    assert verify_at(sqlite_store.folder).sound


def test_another_program_s_changes_can_be_taken_as_they_stand(closed: Path) -> None:
    with sqlite3.connect(closed / "store.sqlite") as connection:
        connection.execute("CREATE INDEX faster ON economies (name)")
    connection.close()
    assert "page-damaged" in codes(closed)
    assert resealed(closed).sound
    assert codes(closed) == set()


def test_damage_is_not_taken_as_it_stands(closed: Path) -> None:
    path = next(path for path in (closed / "contents").glob("*/*"))
    path.write_bytes(b"")
    flip(closed / "store.seal", 40)
    assert {fault.code for fault in resealed(closed).faults} == {"content-damaged", "seal-damaged"}
    assert codes(closed) == {"content-damaged", "seal-damaged"}


def test_a_lost_seal_is_named_and_can_be_made_anew(closed: Path) -> None:
    (closed / "store.seal").unlink()
    with pytest.raises(Damaged, match=r"store\.seal is missing"):
        open_store(closed)
    assert codes(closed) == {"seal-damaged"}
    assert resealed(closed).sound
    assert codes(closed) == set()


def test_a_version_that_was_changed_by_a_flip_is_damage(closed: Path) -> None:
    content = (closed / "store.sqlite").read_bytes()
    row = b"\x02\x15" + NEWEST.encode()  # of alembic_version: a header of two bytes, a text of four
    assert content.count(row) == 1
    flip(closed / "store.sqlite", content.index(row) + 2)
    assert "page-damaged" in codes(closed)


def test_a_lost_database_file_is_named(closed: Path) -> None:
    (closed / "store.sqlite").unlink()
    assert "database-damaged" in codes(closed)
    assert not (closed / "store.sqlite").exists()


def test_a_store_that_is_open_elsewhere_is_verified_beside_it(sqlite_store: Store) -> None:
    filled(sqlite_store)
    assert verify_at(sqlite_store.folder).sound
    with sqlite_store.database.still():
        sqlite_store.database.keeper.checkpoint()
    assert verify_at(sqlite_store.folder).sound
    filled(sqlite_store, "bea")
    with (sqlite_store.folder / "store.sqlite-wal").open("r+b") as file:
        file.seek(-100, 2)
        file.write(b"?")
    assert "log-damaged" in codes(sqlite_store.folder)


def test_a_flip_in_a_store_that_is_open_elsewhere_is_found(closed: Path) -> None:
    flip(closed / "store.sqlite", 50_000)
    with open_store(closed, damaged=True):
        assert "page-damaged" in codes(closed)


def test_verifying_beside_a_busy_writer_finds_nothing_wrong(sqlite_store: Store) -> None:
    keeper, done = sqlite_store.database.keeper, threading.Event()

    def work() -> None:
        number = 0
        while not done.is_set():
            number += 1
            filled(sqlite_store, f"person {number}")
            if number % 3 == 0:
                with sqlite_store.database.still():
                    keeper.checkpoint()

    writer = threading.Thread(target=work)
    writer.start()
    try:
        found = [verify_at(sqlite_store.folder) for _ in range(5)]
    finally:
        done.set()
        writer.join()
    assert [one.faults for one in found] == [()] * 5
