"""Opening: one process at a time on SQLite, others told who has it; readers beside it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from commonweal.errors import ModelError, NotThere, StoreAway, StoreError, StoreInUse
from commonweal.store.events import events_of, note
from commonweal.store.opening import Store, open_beside, open_store
from commonweal.store.scope import SYSTEM

HOLD = """
import sys
from commonweal.store.opening import open_store
with open_store(sys.argv[1]):
    print("open", flush=True)
    sys.stdin.read()
"""


def test_a_second_opening_is_told_who_has_it(sqlite_store: Store) -> None:
    with pytest.raises(StoreInUse, match=f"process {os.getpid()} on"):
        open_store(sqlite_store.folder)


def test_another_process_is_told_who_has_it_and_breaks_nothing(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(StoreInUse, match=f"process {holder.pid} on"):
            open_store(tmp_path)
        holder.kill()
    with open_store(tmp_path) as store, store.database.writing(SYSTEM) as connection:
        note(connection, "ada", "opened.after.a.kill")


def test_a_store_that_was_closed_opens_again(store: Store) -> None:
    with store.database.writing(SYSTEM) as connection:
        note(connection, "ada", "written")
    store.close()
    with open_store(store.folder, _url(store)) as again, again.database.reading(SYSTEM) as connection:
        assert [event.what for event in events_of(connection, None)] == ["written"]


def test_what_is_open_elsewhere_can_be_read_beside_it(sqlite_store: Store) -> None:
    with open_beside(sqlite_store.folder) as beside:
        for number in range(3):
            with sqlite_store.database.writing(SYSTEM) as connection:
                note(connection, "ada", "written")
            with beside.database.reading(SYSTEM) as connection:
                assert len(events_of(connection, None)) == number + 1
        with pytest.raises(StoreError), beside.database.writing(SYSTEM) as connection:
            note(connection, "ada", "written")


def test_there_is_nothing_to_read_where_there_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(NotThere, match="no store"):
        open_beside(tmp_path)


def test_nobody_else_may_read_the_files(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store, store.database.writing(SYSTEM) as connection:
        note(connection, "ada", "written")
        for path in store.folder.glob("store.s*"):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
        assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("url", ["mysql://x@y/z", "nonsense", "sqlite:///file"])
def test_other_databases_are_refused_in_words(url: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="postgresql://"):
        open_store(tmp_path, url)


def test_a_postgresql_that_does_not_answer_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreAway, match="does not answer"):
        open_store(tmp_path / "store", f"postgresql://commonweal@/nothing?host={tmp_path}")


def _url(store: Store) -> str | None:
    if not store.database.is_postgres:
        return None
    return store.database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
