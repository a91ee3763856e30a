"""Rows of sweeps in the store: one for a point, written once, found again by any sweep of the project."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from commonweal.errors import Damaged, ModelError, NotThere
from commonweal.store import migrating
from commonweal.store.backup import LEFT_OUT, backup
from commonweal.store.database import Database
from commonweal.store.events import events_of
from commonweal.store.ledger import StoreLedger
from commonweal.store.opening import Store, open_store
from commonweal.store.restoring import restore
from commonweal.store.schema import metadata
from commonweal.store.scope import SYSTEM
from commonweal.store.tidying import tidy
from commonweal.store.verifying import verify
from commonweal.sweep.in_both import InBoth
from commonweal.sweep.keeping import Parts
from stores import given_project

A, B, C = "a" * 32, "b" * 32, "c" * 32
DONE = {"status": "done", "seconds": 0.1, "coverage": [["place", "hill", 1, 1 / 3, 0.1, 63.0]]}
FAILED = {"status": "failed", "problem": "no plan"}


def ledger_in(store: Store, name: str = "relief") -> StoreLedger:
    return StoreLedger(store, given_project(store, name), "system", "goats.toml")


def test_what_was_put_is_found_again_and_nothing_else(store: Store) -> None:
    ledger = ledger_in(store)
    ledger.put(A, DONE)
    assert ledger.get(A) == DONE
    assert ledger.get(B) is None
    assert ledger_in(store, "another").get(A) is None


def test_the_first_row_of_a_point_stays(store: Store) -> None:
    ledger = ledger_in(store)
    ledger.put(A, DONE)
    ledger.put(A, {**DONE, "seconds": 9.9})
    ledger.put(A, FAILED)
    assert ledger.get(A) == DONE
    assert verify(store).sound


def test_a_failure_gives_way(store: Store) -> None:
    ledger = ledger_in(store)
    ledger.put(A, FAILED)
    ledger.put(A, DONE)
    assert ledger.get(A) == DONE
    assert verify(store).sound


def test_numbers_come_back_to_the_last_digit(store: Store) -> None:
    ledger = ledger_in(store)
    row = {"status": "done", "effort": 0.1 + 0.2, "lowest": float("nan"), "tiers": ({"tier": 1},), "é": "؟"}
    ledger.put(A, row)
    assert ledger.get(A) == {**row, "lowest": None, "tiers": [{"tier": 1}]}


def test_a_sweep_is_one_event_however_many_points_it_has(store: Store) -> None:
    project = given_project(store)
    ledger = StoreLedger(store, project, "system", "goats.toml")
    for key in (A, B, C):
        ledger.put(key, DONE)
    with store.database.reading(SYSTEM) as connection:
        told = [(event.what, dict(event.details)) for event in events_of(connection, project)]
    assert told == [("sweep.begun", {"design": "goats.toml"})]


def test_many_may_put_at_once(store: Store) -> None:
    ledger = ledger_in(store)
    ready = threading.Barrier(4)

    def put(number: int) -> None:
        ready.wait()
        for key in (A, B, C):
            ledger.put(key, {**DONE, "seconds": float(number)})

    threads = [threading.Thread(target=put, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(ledger.get(key)["status"] == "done" for key in (A, B, C))
    assert verify(store).counts["points"] == 3


def test_what_is_no_project_and_what_is_no_key_are_refused(sqlite_store: Store) -> None:
    with pytest.raises(NotThere):
        StoreLedger(sqlite_store, "f" * 32, "system")
    ledger = ledger_in(sqlite_store)
    for key in ("", "A" * 32, "a" * 31, "a" * 64):
        with pytest.raises(ModelError, match="no key"):
            ledger.put(key, DONE)


def test_points_survive_backup_and_tidying(
    store: Store, tmp_path: Path, database_urls: Callable[[], str]
) -> None:
    project = given_project(store)
    StoreLedger(store, project, "system").put(A, DONE)
    tidy(store)
    backup(store, tmp_path / "backup.zip")
    for number, url in enumerate([None, database_urls()]):
        restore(tmp_path / "backup.zip", tmp_path / str(number), url)
        with open_store(tmp_path / str(number), url) as again:
            assert StoreLedger(again, project, "system").get(A) == DONE
            assert verify(again).sound


def test_a_changed_row_is_found_and_not_taken_over(store: Store) -> None:
    ledger = ledger_in(store)
    ledger.put(A, FAILED)  # a failure, as a trigger keeps others from being changed
    with store.database.writing(SYSTEM) as connection:
        connection.execute(text("UPDATE points SET status = 'done'"))
    (fault,) = verify(store).faults
    assert fault.code == "point-changed"
    assert A in fault.about
    with pytest.raises(Damaged, match=A):
        ledger.get(A)


def test_a_store_of_the_first_schema_gets_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrating, "NEWEST", "0001")
    database = Database(tmp_path / "store.sqlite")
    migrating.migrated(database)
    database.close()
    monkeypatch.undo()
    with open_store(tmp_path) as store:
        ledger_in(store).put(A, DONE)
        assert verify(store).sound


def test_a_backup_of_the_first_schema_is_restored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = [table for table in metadata.sorted_tables if table.name not in {*LEFT_OUT, "points"}]
    monkeypatch.setattr(migrating, "NEWEST", "0001")
    monkeypatch.setattr("commonweal.store.backup._kept_tables", lambda: first)
    with open_store(tmp_path / "old") as store:
        project = given_project(store)
        assert backup(store, tmp_path / "backup").schema == "0001"
    monkeypatch.undo()
    restore(tmp_path / "backup", tmp_path / "new")
    with open_store(tmp_path / "new") as store:
        StoreLedger(store, project, "system").put(A, DONE)
        assert verify(store).sound


def test_a_second_folder_takes_over_what_the_first_one_found(store: Store, tmp_path: Path) -> None:
    ledger = ledger_in(store)
    with Parts(tmp_path / "first") as parts:
        both = InBoth(parts, ledger, [A, B, C])
        both.put(A, DONE)
        both.put(B, FAILED)
    with Parts(tmp_path / "second") as parts:
        assert InBoth(parts, ledger, [A, B, C]).known() == {A: "done", B: "failed"}
