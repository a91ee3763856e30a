"""Events: only ever added, each sealed with the one before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from sqlalchemy import Connection, select

from commonweal.store.events import FIRST, events_of, events_since, last_event, note, seal_of_event
from commonweal.store.opening import Store
from commonweal.store.schema import chains, events
from commonweal.store.scope import SYSTEM, of_project
from stores import given_project


def test_an_event_comes_back_as_it_was_noted(store: Store) -> None:
    project = given_project(store)
    with store.database.writing(of_project(project)) as connection:
        note(connection, "ada", "economy.edited", "economies/1", project, cells=3, table="needs")
    with store.database.reading(of_project(project)) as connection:
        (event,) = events_of(connection, project)
    assert (event.who, event.what, event.about) == ("ada", "economy.edited", "economies/1")
    assert event.details == {"cells": 3, "table": "needs"}
    assert event.project == project


def test_events_come_newest_first_a_page_at_a_time(store: Store) -> None:
    for number in range(5):
        with store.database.writing(SYSTEM) as connection:
            note(connection, "system", f"thing.{number}")
    with store.database.reading(SYSTEM) as connection:
        first = events_of(connection, None, limit=2)
        rest = events_of(connection, None, before=first[-1].number)
    assert [event.what for event in (*first, *rest)] == [f"thing.{number}" for number in (4, 3, 2, 1, 0)]


def test_what_came_since_an_event_is_told_in_its_order(store: Store) -> None:
    project, other = given_project(store), given_project(store, "other")
    with store.database.writing(SYSTEM) as connection:
        start = last_event(connection, project)
        for number in range(3):
            note(connection, "ada", f"thing.{number}", project=project)
            note(connection, "ada", "elsewhere", project=other)
    with store.database.reading(of_project(project)) as connection:
        since = events_since(connection, project, start)
        assert [event.what for event in since] == ["thing.0", "thing.1", "thing.2"]
        assert events_since(connection, project, since[0].number, limit=1) == [since[1]]
        assert last_event(connection, project) == since[-1].number
        assert last_event(connection, "0" * 32) == 0


def test_each_event_is_sealed_with_the_one_before(store: Store) -> None:
    project = given_project(store)
    with store.database.writing(SYSTEM) as connection:
        note(connection, "ada", "first", project=project, share=0.1)
        note(connection, "ada", "other chain")
        note(connection, "ada", "second", project=project)
    with store.database.reading(SYSTEM) as connection:
        rows = connection.execute(
            select(events).where(events.c.project_id == project).order_by(events.c.number)
        ).mappings()
        kept = [dict(row) for row in rows]
        end = connection.execute(select(chains).where(chains.c.project_id == project)).one()
    assert kept[0]["hash"] == seal_of_event(kept[0], FIRST)
    assert all(later["hash"] == seal_of_event(later, before["hash"]) for before, later in pairwise(kept))
    assert (end.length, end.hash) == (2, kept[-1]["hash"])


def test_writers_at_once_make_one_chain(store: Store) -> None:
    project = given_project(store)

    def write(number: int) -> None:
        with store.database.writing(of_project(project)) as connection:
            note(connection, "ada", "said", project=project, number=number)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    with store.database.reading(SYSTEM) as connection:
        rows = connection.execute(
            select(events).where(events.c.project_id == project).order_by(events.c.number)
        ).mappings()
        kept = [dict(row) for row in rows]
    assert len(kept) == 40
    assert all(later["hash"] == seal_of_event(later, before["hash"]) for before, later in pairwise(kept))


def _fail(connection: Connection) -> None:
    note(connection, "ada", "something")
    note(connection, "ada", "something else", thing=object())


def test_an_undone_transaction_leaves_no_event(store: Store) -> None:
    with (
        pytest.raises(TypeError, match="object"),
        store.database.writing(SYSTEM) as connection,
    ):
        _fail(connection)
    with store.database.reading(SYSTEM) as connection:
        assert events_of(connection, None) == []
