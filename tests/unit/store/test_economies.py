"""Economies: versions that never change, and a head that moves."""

from __future__ import annotations

import random
import threading

import pytest
from sqlalchemy import select

from commonweal.errors import Conflict, NotThere
from commonweal.store import schema
from commonweal.store.economies import (
    add_economy,
    add_version,
    bring_back_economy,
    delete_economy,
    economies_of,
    economy,
    history,
    redo,
    rename_economy,
    restore,
    undo,
    version,
)
from commonweal.store.editing import SetCell
from commonweal.store.events import events_of
from commonweal.store.opened import economy_of
from commonweal.store.opening import Store
from commonweal.store.records import KeptEconomy
from commonweal.store.scope import of_project
from commonweal.store.versions import seal_of_version
from stores import given_person, given_project
from unit.store.kept import ADA, added, draft_of, edit, next_of, village


def test_an_economy_comes_out_as_it_went_in(store: Store) -> None:
    kept = added(store, given_project(store))
    assert (kept.version.number, kept.version.parent) == (1, None)
    assert (kept.can_undo, kept.can_redo) == (False, False)
    opened = economy_of(store, kept.version.manifest)
    assert opened.hash == village().hash == kept.version.economy_hash
    assert opened.scenarios == village().scenarios
    assert kept.version.scenarios == tuple(sorted(village().scenarios))
    assert kept.version.rows["needs"] == village()["needs"].height


def test_only_changed_tables_cost_space(store: Store) -> None:
    first = added(store, given_project(store))
    second = edit(store, first, SetCell("needs", 0, "amount", 2150.0))
    changed = {
        name for name, digest in second.version.manifest.items() if first.version.manifest.get(name) != digest
    }
    assert changed == {"needs.parquet"}
    assert second.version.hash != first.version.hash


def test_versions_are_sealed_with_all_that_they_say(store: Store) -> None:
    kept = added(store, given_project(store))
    with store.database.reading(of_project(kept.project)) as connection:
        row = connection.execute(select(schema.versions)).one()
        assert seal_of_version(row._mapping) == kept.version.hash
        for name in (column.name for column in schema.versions.columns):
            if name != "hash":
                assert seal_of_version({**row._mapping, name: "another"}) != kept.version.hash


def test_undo_and_redo_move_between_versions(store: Store) -> None:
    first = added(store, given_project(store))
    second = next_of(store, first, "1")
    third = next_of(store, second, "2")
    project, ident = first.project, first.id
    with store.database.writing(of_project(project)) as connection:
        assert undo(connection, project, ident, expected=3, who=ADA).version == second.version
        back = undo(connection, project, ident, expected=2, who=ADA)
        assert (back.version, back.can_undo, back.can_redo) == (first.version, False, True)
        with pytest.raises(Conflict, match="first version"):
            undo(connection, project, ident, expected=1, who=ADA)
        assert redo(connection, project, ident, expected=1, who=ADA).version == second.version
        last = redo(connection, project, ident, expected=2, who=ADA)
        assert (last.version, last.can_undo, last.can_redo) == (third.version, True, False)
        with pytest.raises(Conflict, match="nothing to redo"):
            redo(connection, project, ident, expected=3, who=ADA)


def test_redo_follows_the_youngest_branch_and_history_keeps_the_other(store: Store) -> None:
    first = added(store, given_project(store))
    next_of(store, first, "3")
    with store.database.writing(of_project(first.project)) as connection:
        back = undo(connection, first.project, first.id, expected=2, who=ADA)
    other = next_of(store, back, "4")
    assert (other.version.number, other.version.parent) == (3, 1)
    with store.database.writing(of_project(first.project)) as connection:
        undo(connection, first.project, first.id, expected=3, who=ADA)
        again = redo(connection, first.project, first.id, expected=1, who=ADA)
        assert again.version.number == 3
        assert [each.number for each in history(connection, first.project, first.id)] == [3, 2, 1]
        assert [each.number for each in history(connection, first.project, first.id, before=3, limit=1)] == [
            2
        ]


def test_restoring_makes_a_new_version_that_is_equal(store: Store) -> None:
    first = added(store, given_project(store))
    second = next_of(store, first, "5")
    with store.database.writing(of_project(first.project)) as connection:
        third = restore(connection, store, first.project, first.id, 1, expected=2, who=ADA)
        assert (third.version.number, third.version.parent) == (3, 2)
        assert third.version.manifest == first.version.manifest
        assert third.version.economy_hash == first.version.economy_hash
        assert undo(connection, first.project, first.id, expected=3, who=ADA).version == second.version
        with pytest.raises(NotThere):
            restore(connection, store, first.project, first.id, 9, expected=2, who=ADA)


def test_changes_of_another_version_than_holds_are_refused(store: Store) -> None:
    first = added(store, given_project(store))
    next_of(store, first, "6")
    draft = draft_of(store)
    given = {"expected": 1, "who": ADA}
    with store.database.writing(of_project(first.project)) as connection:
        for change in (
            lambda: add_version(connection, store, first.project, first.id, draft, what="Late.", **given),
            lambda: undo(connection, first.project, first.id, **given),
            lambda: redo(connection, first.project, first.id, **given),
            lambda: restore(connection, store, first.project, first.id, 1, **given),
        ):
            with pytest.raises(Conflict, match="Version 2 holds by now, not version 1"):
                change()
        assert economy(connection, first.project, first.id).version.number == 2


def test_of_many_who_change_one_version_one_succeeds(store: Store) -> None:
    first, draft = added(store, given_project(store)), draft_of(store)
    ready, told = threading.Barrier(6), []

    def change() -> None:
        ready.wait()
        try:
            with store.database.writing(of_project(first.project)) as connection:
                add_version(
                    connection, store, first.project, first.id, draft, expected=1, what="Mine.", who=ADA
                )
            told.append("kept")
        except Conflict:
            told.append("refused")

    threads = [threading.Thread(target=change) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["kept", *["refused"] * 5]


def test_any_walk_through_versions_goes_where_it_should(sqlite_store: Store) -> None:
    kept, dice = added(sqlite_store, given_project(sqlite_store)), random.Random(7)
    parents: list[int | None] = [None, None]  # of version 1, 2, …; there is no version 0
    head = 1
    for step in range(60):
        way = dice.choice(["undo", "undo", "redo", "redo", "next", "restore"])
        children = [number for number, parent in enumerate(parents) if number and parent == head]
        given = (kept.project, kept.id)
        with sqlite_store.database.writing(of_project(kept.project)) as connection:
            if way == "undo" and kept.can_undo:
                kept = undo(connection, *given, expected=head, who=ADA)
                head = parents[head]
            elif way == "redo" and kept.can_redo:
                kept = redo(connection, *given, expected=head, who=ADA)
                head = max(children)
            elif way == "restore":
                number = dice.randrange(1, len(parents))
                kept = restore(connection, sqlite_store, *given, number, expected=head, who=ADA)
                parents, head = [*parents, head], len(parents)
        if way == "next":
            kept = next_of(sqlite_store, kept, str(step))
            parents, head = [*parents, head], len(parents)
        undone = head in parents[1:]
        assert (kept.version.number, kept.version.parent) == (head, parents[head])
        assert (kept.can_undo, kept.can_redo) == (parents[head] is not None, undone)


def test_names_are_unique_among_those_that_are_there(store: Store) -> None:
    project, other = given_project(store, "one"), given_project(store, "two")
    first, second = added(store, project, "north"), added(store, project, "south")
    added(store, other, "north")
    scope = of_project(project)
    with pytest.raises(Conflict, match="'north'"):
        added(store, project, "north")
    with pytest.raises(Conflict, match="'north'"), store.database.writing(scope) as connection:
        rename_economy(connection, project, second.id, "north", who=ADA)
    with store.database.writing(scope) as connection:
        delete_economy(connection, project, first.id, who=ADA)
        assert rename_economy(connection, project, second.id, "north", who=ADA).name == "north"
    with pytest.raises(Conflict, match="Another economy"), store.database.writing(scope) as connection:
        bring_back_economy(connection, project, first.id, who=ADA)


def test_a_deleted_economy_is_gone_until_it_is_brought_back(store: Store) -> None:
    kept = added(store, given_project(store))
    with store.database.writing(of_project(kept.project)) as connection:
        delete_economy(connection, kept.project, kept.id, who=ADA)
        assert economies_of(connection, kept.project) == []
        for look in (economy, version, history):
            with pytest.raises(NotThere):
                look(connection, kept.project, kept.id)
        with pytest.raises(NotThere):
            version(connection, kept.project, kept.id, 1)
        with pytest.raises(NotThere):
            undo(connection, kept.project, kept.id, expected=1, who=ADA)
        assert bring_back_economy(connection, kept.project, kept.id, who=ADA) == kept


def test_nothing_of_another_project_is_there(sqlite_store: Store) -> None:
    store = sqlite_store  # where queries are the only wall
    mine, theirs = given_project(store, "mine"), given_project(store, "theirs")
    kept = added(store, theirs)
    with store.database.writing(of_project(mine)) as connection:
        assert economies_of(connection, mine) == []
        given = {"expected": 1, "who": ADA}
        for change in (
            lambda: economy(connection, mine, kept.id),
            lambda: version(connection, mine, kept.id, 1),
            lambda: history(connection, mine, kept.id),
            lambda: undo(connection, mine, kept.id, **given),
            lambda: redo(connection, mine, kept.id, **given),
            lambda: restore(connection, store, mine, kept.id, 1, **given),
            lambda: rename_economy(connection, mine, kept.id, "taken", who=ADA),
            lambda: delete_economy(connection, mine, kept.id, who=ADA),
            lambda: bring_back_economy(connection, mine, kept.id, who=ADA),
        ):
            with pytest.raises(NotThere):
                change()


def test_a_project_that_is_not_there_takes_nothing(store: Store) -> None:
    given_person(store)
    with pytest.raises(NotThere, match="no such project"):
        added(store, "f" * 32)


def test_lists_come_by_name_in_parts(store: Store) -> None:
    project = given_project(store)
    for name in ("c", "a", "b"):
        added(store, project, name)
    with store.database.reading(of_project(project)) as connection:
        first = economies_of(connection, project, limit=2)
        rest = economies_of(connection, project, after=first[-1].name)
    assert [each.name for each in [*first, *rest]] == ["a", "b", "c"]


def test_every_change_leaves_an_event(store: Store) -> None:
    kept: KeptEconomy = next_of(store, added(store, given_project(store)), "7")
    with store.database.writing(of_project(kept.project)) as connection:
        undo(connection, kept.project, kept.id, expected=2, who=ADA)
        redo(connection, kept.project, kept.id, expected=1, who=ADA)
        restore(connection, store, kept.project, kept.id, 1, expected=2, who=ADA)
        rename_economy(connection, kept.project, kept.id, "other", who=ADA)
        delete_economy(connection, kept.project, kept.id, who=ADA)
        bring_back_economy(connection, kept.project, kept.id, who=ADA)
        events = events_of(connection, kept.project)
    assert [event.what.removeprefix("economy.") for event in reversed(events)] == [
        "added", "edited", "undone", "redone", "restored", "renamed", "deleted", "brought_back",
    ]  # fmt: skip
    assert {event.about for event in events} == {f"economies/{kept.id}"}
    assert {event.who for event in events} == {ADA}


def test_a_change_that_fails_leaves_nothing(store: Store) -> None:
    project, draft = given_project(store), draft_of(store)

    def fail() -> None:
        with store.database.writing(of_project(project)) as connection:
            add_economy(connection, store, project, "village", draft, what="Added.", who=ADA)
            raise RuntimeError("lost")

    with pytest.raises(RuntimeError, match="lost"):
        fail()
    with store.database.reading(of_project(project)) as connection:
        assert economies_of(connection, project) == []
        assert events_of(connection, project) == []
