"""Backups: one state, made while others write, restored on either database with equal hashes."""

from __future__ import annotations

import json
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from commonweal.errors import Conflict, Damaged, ModelError, WrongVersion
from commonweal.store.backup import backup, hashes_of
from commonweal.store.events import events_of, note
from commonweal.store.moment import now
from commonweal.store.opening import Store, open_store
from commonweal.store.restoring import restore
from commonweal.store.schema import events, jobs, sessions
from commonweal.store.scope import SYSTEM
from commonweal.store.verifying import verify
from stores import given_person
from unit.store.filling import filled
from unit.store.stepping import one_step_more


def test_a_backup_restores_to_equal_hashes_on_both_databases(
    store: Store, tmp_path: Path, database_urls: Callable[[], str]
) -> None:
    filled(store)
    made = backup(store, tmp_path / "backup.zip")
    for number, url in enumerate([None, database_urls()]):
        told = restore(tmp_path / "backup.zip", tmp_path / f"restored{number}", url)
        with open_store(tmp_path / f"restored{number}", url) as again:
            assert verify(again).faults == ()
            assert backup(again, tmp_path / f"again{number}").hash == made.hash == told.hash


def test_a_folder_holds_the_same_backup_as_a_zip_file(store: Store, tmp_path: Path) -> None:
    filled(store)
    assert backup(store, tmp_path / "one.zip").hash == backup(store, tmp_path / "one").hash
    restore(tmp_path / "one", tmp_path / "restored")
    with open_store(tmp_path / "restored") as again, again.database.reading(SYSTEM) as connection:
        kept = hashes_of(connection)
    with store.database.reading(SYSTEM) as connection:
        assert kept == hashes_of(connection)


def test_secrets_that_pass_are_left_out(store: Store, tmp_path: Path) -> None:
    person = given_person(store)
    row = {"token_hash": "f" * 64, "person_id": person, "csrf": "c", "created_at": now()}
    with store.database.writing(SYSTEM) as connection:
        connection.execute(insert(sessions), {**row, "seen_at": now(), "expires_at": now()})
    backup(store, tmp_path / "backup.zip")
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        assert not {"rows/sessions.jsonl", "rows/replies.jsonl"} & set(archive.namelist())
        assert not any(b"f" * 64 in archive.read(name) for name in archive.namelist())


def test_work_goes_on_after_a_restore(store: Store, tmp_path: Path, database_urls: Callable[[], str]) -> None:
    ids = filled(store)
    backup(store, tmp_path / "backup.zip")
    for number, url in enumerate([None, database_urls()]):
        restore(tmp_path / "backup.zip", tmp_path / str(number), url)
        with open_store(tmp_path / str(number), url) as again:
            with again.database.writing(SYSTEM) as connection:
                note(connection, "ada", "went.on", project=ids.project)
            with again.database.reading(SYSTEM) as connection:
                assert events_of(connection, ids.project)[0].what == "went.on"
                assert connection.execute(select(jobs.c.id).where(jobs.c.failure.is_(None))).all()
            assert verify(again).sound


def test_a_backup_taken_during_writes_is_one_state(store: Store, tmp_path: Path) -> None:
    done = threading.Event()

    def write() -> None:
        number = 0
        while not done.is_set():
            kept = store.contents.put(f"content {number}".encode())
            with store.database.writing(SYSTEM) as connection:
                store.contents.record(connection, [kept])
                note(connection, "ada", "written", content=kept.hash)
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [backup(store, tmp_path / f"{number}.zip") for number in range(3)]
    finally:
        done.set()
        writer.join()
    for number, one in enumerate(made):
        assert one.tables["events"].rows == one.n_contents
        restore(tmp_path / f"{number}.zip", tmp_path / f"restored{number}")
        with open_store(tmp_path / f"restored{number}") as again:
            assert verify(again).sound


@pytest.mark.parametrize("name", ["rows/events.jsonl", "rows/versions.jsonl", "contents", "backup.json"])
def test_a_damaged_backup_is_refused_and_nothing_is_left(
    name: str, sqlite_store: Store, tmp_path: Path
) -> None:
    filled(sqlite_store)
    backup(sqlite_store, tmp_path / "backup")
    path = tmp_path / "backup" / name
    path = next(path.glob("*")) if path.is_dir() else path
    path.write_bytes(path.read_bytes().replace(b"a", b"b", 1)[:-1] + b" ")
    with pytest.raises(Damaged):
        restore(tmp_path / "backup", tmp_path / "restored")
    assert [left.name for left in (tmp_path / "restored").glob("*")] in ([], ["store.lock"])


def test_a_failed_restore_leaves_postgresql_empty(
    sqlite_store: Store, tmp_path: Path, database_urls: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(sqlite_store)
    backup(sqlite_store, tmp_path / "backup")
    url = database_urls()
    with monkeypatch.context() as patched:
        patched.setattr("commonweal.store.restoring.hashes_of", lambda *_: {})
        with pytest.raises(Damaged, match="Nothing was kept"):
            restore(tmp_path / "backup", tmp_path / "restored", url)
    restore(tmp_path / "backup", tmp_path / "restored", url)


def test_restoring_needs_an_empty_store(
    store: Store, tmp_path: Path, database_urls: Callable[[], str]
) -> None:
    backup(store, tmp_path / "backup.zip")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thing").touch()
    with pytest.raises(Conflict, match="thing"):
        restore(tmp_path / "backup.zip", tmp_path / "full")
    url = database_urls()
    restore(tmp_path / "backup.zip", tmp_path / "one", url)
    with pytest.raises(Conflict, match="not empty"):
        restore(tmp_path / "backup.zip", tmp_path / "two", url)


def test_a_backup_does_not_write_over_anything(sqlite_store: Store, tmp_path: Path) -> None:
    (tmp_path / "backup.zip").touch()
    with pytest.raises(Conflict, match="there already"):
        backup(sqlite_store, tmp_path / "backup.zip")


def test_a_damaged_content_stops_a_backup(sqlite_store: Store, tmp_path: Path) -> None:
    filled(sqlite_store)
    next(sqlite_store.contents.folder.glob("*/*")).write_bytes(b"something else")
    with pytest.raises(Damaged):
        backup(sqlite_store, tmp_path / "backup.zip")
    assert not list(tmp_path.glob("*backup*"))


def test_a_backup_of_a_newer_program_is_refused(sqlite_store: Store, tmp_path: Path) -> None:
    backup(sqlite_store, tmp_path / "backup")
    path = tmp_path / "backup" / "backup.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema": "9999"}))
    with pytest.raises(WrongVersion, match="9999"):
        restore(tmp_path / "backup", tmp_path / "restored")


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("something")
    (tmp_path / "folder").mkdir()
    for name in ("file", "folder", "nothing"):
        with pytest.raises(ModelError, match="no backup"):
            restore(tmp_path / name, tmp_path / "restored")


def test_an_older_backup_is_brought_up_to_date(
    sqlite_store: Store, tmp_path: Path, database_urls: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(sqlite_store)
    backup(sqlite_store, tmp_path / "old.zip")
    one_step_more(tmp_path / "migrations", monkeypatch)
    for number, url in enumerate([None, database_urls()]):
        restore(tmp_path / "old.zip", tmp_path / f"new{number}", url)
        with (
            open_store(tmp_path / f"new{number}", url) as again,
            again.database.reading(SYSTEM) as connection,
        ):
            assert connection.exec_driver_sql("SELECT colour FROM projects").scalars().all() == ["red"]
            assert connection.execute(select(events)).all()
