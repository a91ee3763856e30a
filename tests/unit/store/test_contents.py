"""Contents: on the disk whole before a row names them, and checked whenever they are read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from commonweal.errors import Damaged, StoreFull
from commonweal.store import contents as keeping
from commonweal.store.contents import Content
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.schema import attempts, contents, replies, sessions
from commonweal.store.scope import SYSTEM
from commonweal.store.tidying import tidy
from commonweal.store.verifying import verify
from stores import given_person
from unit.store.filling import filled

TWO_DAYS = 2 * 86_400


def aged(path: Path) -> None:
    """Let a file be two days old."""
    then = path.stat().st_mtime - TWO_DAYS
    os.utime(path, (then, then))


def recorded(store: Store, content: bytes) -> Content:
    kept = store.contents.put(content)
    with store.database.writing(SYSTEM) as connection:
        store.contents.record(connection, [kept])
    return kept


def test_a_content_comes_back_and_lies_once(sqlite_store: Store) -> None:
    kept = sqlite_store.contents.put(b"bread")
    assert sqlite_store.contents.put(b"bread") == kept
    assert sqlite_store.contents.get(kept.hash) == b"bread"
    assert len(list(sqlite_store.contents.folder.glob("*/*"))) == 1


def test_a_damaged_or_missing_content_is_not_given_out(sqlite_store: Store) -> None:
    kept = sqlite_store.contents.put(b"bread")
    sqlite_store.contents.path(kept.hash).write_bytes(b"Bread")
    with pytest.raises(Damaged, match="not what was written"):
        sqlite_store.contents.get(kept.hash)
    with pytest.raises(Damaged, match="missing"):
        sqlite_store.contents.get("0" * 64)


def test_recording_twice_is_fine(store: Store) -> None:
    kept = recorded(store, b"bread")
    assert recorded(store, b"bread") == kept
    with store.database.reading(SYSTEM) as connection:
        assert list(store.contents.known(connection)) == [kept]


def test_a_write_that_fails_leaves_nothing(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keeping.os, "fsync", full)
    with pytest.raises(StoreFull, match="Nothing was changed"):
        sqlite_store.contents.put(b"bread")
    assert not [path for path in sqlite_store.contents.folder.rglob("*") if path.is_file()]


def test_tidying_deletes_what_nobody_names(store: Store) -> None:
    filled(store)
    old, young = recorded(store, b"old"), recorded(store, b"young")
    unrecorded = store.contents.put(b"of a request that failed")
    for digest in (old.hash, unrecorded.hash):
        aged(store.contents.path(digest))
    assert tidy(store).contents == 2
    assert not store.contents.path(old.hash).exists()
    assert store.contents.get(young.hash) == b"young"
    assert verify(store).sound


def test_tidying_leaves_what_somebody_names(store: Store) -> None:
    filled(store)
    for path in store.contents.folder.glob("*/*"):
        aged(path)
    assert tidy(store).contents == 0
    assert verify(store).sound


def test_a_content_that_is_put_again_is_young(store: Store) -> None:
    kept = recorded(store, b"bread")
    aged(store.contents.path(kept.hash))
    store.contents.put(b"bread")
    assert tidy(store).contents == 0
    assert store.contents.get(kept.hash) == b"bread"


def test_tidying_ends_what_was_interrupted(sqlite_store: Store) -> None:
    kept = recorded(sqlite_store, b"bread")
    path = sqlite_store.contents.path(kept.hash)
    part, gone = path.with_suffix(".part"), path.with_suffix(".gone")
    part.write_bytes(b"bre")
    aged(part)
    path.rename(gone)
    tidy(sqlite_store)
    assert not part.exists()
    assert sqlite_store.contents.get(kept.hash) == b"bread"


def test_tidying_forgets_old_replies_sign_ins_and_sessions(store: Store) -> None:
    person = given_person(store)
    with store.database.writing(SYSTEM) as connection:
        for then in (now(), now().replace(year=2020)):
            reply = {
                "who": person,
                "key": str(then),
                "request_hash": "a",
                "status": 200,
                "headers": {},
                "body": "",
            }
            connection.execute(insert(replies), {**reply, "created_at": then})
            connection.execute(insert(attempts), {"account": "ada", "address": "::1", "at": then})
            session = {
                "token_hash": str(then),
                "person_id": person,
                "csrf": "c",
                "created_at": then,
                "seen_at": then,
            }
            ends = then.replace(year=then.year + 1)
            connection.execute(insert(sessions), {**session, "expires_at": ends})
    gone = tidy(store)
    assert (gone.replies, gone.attempts, gone.sessions) == (1, 1, 1)
    with store.database.reading(SYSTEM) as connection:
        assert all(
            len(connection.execute(select(table)).all()) == 1 for table in (replies, attempts, sessions)
        )
        assert not connection.execute(select(contents)).all()
