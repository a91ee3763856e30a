"""Transactions: whole or not at all, also when the disk is full or the database goes away."""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from commonweal.errors import StoreAway, StoreError, StoreFull
from commonweal.store.events import events_of, note
from commonweal.store.opening import Store, open_store
from commonweal.store.scope import SYSTEM
from commonweal.store.verifying import verify, verify_at
from stores import Cluster, cluster, given_person
from unit.store.filling import filled

MIB = 2**20


def write(store: Store, what: str = "written", size: int = 10) -> None:
    with store.database.writing(SYSTEM) as connection:
        note(connection, "ada", what, text="z" * size)


def count(store: Store) -> int:
    with store.database.reading(SYSTEM) as connection:
        return len(events_of(connection, None, limit=100_000))


def test_a_reader_sees_one_state(store: Store) -> None:
    write(store)
    with store.database.reading(SYSTEM) as connection:
        before = len(events_of(connection, None))
        writer = threading.Thread(target=write, args=(store,))
        writer.start()
        writer.join()
        assert len(events_of(connection, None)) == before == 1
    assert count(store) == 2


def test_a_reader_changes_nothing(store: Store) -> None:
    ids = filled(store)
    try:
        with store.database.reading(SYSTEM) as connection:
            connection.execute(text("UPDATE projects SET name = 'other'"))
    except StoreError:
        assert store.database.is_postgres
    with store.database.reading(SYSTEM) as connection:
        assert connection.execute(text("SELECT name FROM projects")).scalars().all() == ["relief of ada"]
    assert ids.project


def test_a_writing_transaction_inside_another_is_refused(sqlite_store: Store) -> None:
    with (
        sqlite_store.database.writing(SYSTEM),
        pytest.raises(RuntimeError, match="inside another"),
        sqlite_store.database.writing(SYSTEM),
    ):
        pass
    write(sqlite_store)


def test_many_writers_all_get_their_turn(store: Store) -> None:
    threads = [threading.Thread(target=lambda: [write(store) for _ in range(5)]) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(store) == 60


def test_what_was_done_is_undone_when_the_block_raises(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.database.writing(SYSTEM) as connection:
        _fail(connection)
    assert count(store) == 0


def _fail(connection: object) -> None:
    note(connection, "ada", "never")  # type: ignore[arg-type]
    raise ZeroDivisionError


def test_a_broken_statement_is_told_without_its_words(store: Store) -> None:
    with pytest.raises(StoreError) as told, store.database.reading(SYSTEM) as connection:
        connection.execute(text("SELECT secret FROM nowhere"))
    assert "secret" not in str(told.value)
    assert count(store) == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of three megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can make a small disk")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], capture_output=True, check=False
    )
    if made.returncode != 0:
        pytest.skip("this machine lets nobody mount a small disk")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def fill(place: Path) -> Path:
    """Fill a disk to the last byte."""
    ballast = place / "ballast"
    with ballast.open("ab", buffering=0) as file:
        for size in (MIB, 4096, 1):
            try:
                while file.write(b"x" * size) == size:
                    pass
            except OSError:
                continue
    return ballast


def test_a_full_disk_changes_nothing_and_is_got_over(small_disk: Path) -> None:
    folder = small_disk / "store"
    with open_store(folder) as store:
        for _ in range(20):
            write(store)
        ballast = fill(small_disk)
        for _ in range(40):  # more often than there are connections
            with pytest.raises(StoreFull, match="Nothing was changed"):
                write(store, "too much", 50_000)
            with pytest.raises(StoreFull, match="Nothing was changed"):
                store.contents.put(b"z" * 10_000)
        n_kept = count(store)
        assert n_kept == 20
        ballast.unlink()
        write(store, "room again", 50_000)
        kept = store.contents.put(b"z" * 10_000)
        assert store.contents.get(kept.hash) == b"z" * 10_000
        assert count(store) == n_kept + 1
        assert verify(store).sound
    assert verify_at(folder).sound


def test_a_store_closes_and_opens_on_a_full_disk(small_disk: Path) -> None:
    folder = small_disk / "store"
    with open_store(folder) as store:
        for _ in range(20):
            write(store)
        ballast = fill(small_disk)
    try:
        with open_store(folder) as store:
            assert count(store) == 20
    except StoreFull:
        pass  # opening needs room for SQLite's log; it says so
    ballast.unlink()
    with open_store(folder) as store:
        assert count(store) == 20
        write(store)
    assert verify_at(folder).sound


@pytest.fixture(scope="module")
def own_cluster() -> Iterator[Cluster]:
    """A PostgreSQL that may be ended."""
    with cluster() as running:
        yield running


def test_a_postgresql_that_goes_away_is_told_and_found_again(own_cluster: Cluster, tmp_path: Path) -> None:
    with open_store(tmp_path / "store", own_cluster.new_database()) as store:
        person = given_person(store)
        own_cluster.stop()
        for _ in range(20):
            with pytest.raises(StoreAway):
                write(store)
            with pytest.raises(StoreAway):
                count(store)
        own_cluster.start()
        write(store)
        assert count(store) == 1
        assert person
        own_cluster.stop()
        own_cluster.start()
        write(store, "without a try in between")
        assert count(store) == 2


def test_a_postgresql_that_goes_away_within_a_transaction_is_told(
    own_cluster: Cluster, tmp_path: Path
) -> None:
    with open_store(tmp_path / "store", own_cluster.new_database()) as store:
        with pytest.raises(StoreAway), store.database.writing(SYSTEM) as connection:
            _lose(connection, own_cluster)
        own_cluster.start()
        assert count(store) == 0
        with (
            pytest.raises(StoreAway, match="may be there or not"),
            store.database.writing(SYSTEM) as connection,
        ):
            _lose_late(connection, own_cluster)
        own_cluster.start()
        assert count(store) == 0


def _lose_late(connection: object, running: Cluster) -> None:
    note(connection, "ada", "perhaps")  # type: ignore[arg-type]
    running.stop()


def _lose(connection: object, running: Cluster) -> None:
    running.stop()
    note(connection, "ada", "never")  # type: ignore[arg-type]
