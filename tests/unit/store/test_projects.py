"""Projects: whose they are, what they are called, and that they can be brought back."""

from __future__ import annotations

import pytest

from commonweal.errors import Conflict, ModelError, NotThere
from commonweal.store.events import events_of
from commonweal.store.opening import Store
from commonweal.store.projects import (
    add_project,
    all_projects,
    bring_back_project,
    change_project,
    delete_project,
    project,
    projects_of,
)
from commonweal.store.scope import SYSTEM, of_person, of_project
from stores import given_person


def test_whoever_adds_a_project_owns_it(store: Store) -> None:
    ada, bo = given_person(store, "ada"), given_person(store, "bo")
    with store.database.writing(SYSTEM) as connection:
        made = add_project(connection, "  Relief ", "of the valley", who=ada)
    with store.database.reading(of_person(ada)) as connection:
        assert projects_of(connection, ada) == [made]
    assert (made.name, made.role, made.description) == ("Relief", "owner", "of the valley")
    with store.database.reading(of_person(bo)) as connection:
        assert projects_of(connection, bo) == []
        with pytest.raises(NotThere):
            project(connection, made.id, person=bo)


def test_names_are_unique_for_a_person_only(store: Store) -> None:
    ada, bo = given_person(store, "ada"), given_person(store, "bo")
    with store.database.writing(SYSTEM) as connection:
        add_project(connection, "relief", who=ada)
        add_project(connection, "relief", who=bo)
        other = add_project(connection, "other", who=ada)
        with pytest.raises(Conflict, match="'relief'"):
            add_project(connection, "relief", who=ada)
        with pytest.raises(Conflict, match="'relief'"):
            change_project(connection, other.id, name="relief", who=ada)


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x00b", "x" * 201, "half \ud800"])
def test_what_is_no_name_is_refused(sqlite_store: Store, name: str) -> None:
    ada = given_person(sqlite_store)
    with (
        sqlite_store.database.writing(SYSTEM) as connection,
        pytest.raises(ModelError, match="is no name"),
    ):
        add_project(connection, name, who=ada)


def test_what_is_not_said_of_a_project_stays(store: Store) -> None:
    ada = given_person(store)
    with store.database.writing(SYSTEM) as connection:
        made = add_project(connection, "relief", "of the valley", who=ada)
    with store.database.writing(of_project(made.id)) as connection:
        changed = change_project(connection, made.id, name="relief '@; DROP", who=ada)
    assert (changed.name, changed.description) == ("relief '@; DROP", "of the valley")


def test_a_deleted_project_is_gone_until_it_is_brought_back(store: Store) -> None:
    ada = given_person(store)
    with store.database.writing(SYSTEM) as connection:
        made = add_project(connection, "relief", who=ada)
        delete_project(connection, made.id, who=ada)
        assert projects_of(connection, ada) == []
        assert all_projects(connection) == []
        assert [gone.id for gone in all_projects(connection, deleted=True)] == [made.id]
        with pytest.raises(NotThere):
            delete_project(connection, made.id, who=ada)
        bring_back_project(connection, made.id, who=ada)
        assert projects_of(connection, ada) == [made]
        with pytest.raises(NotThere):
            bring_back_project(connection, made.id, who=ada)
        assert [event.what for event in events_of(connection, made.id)] == [
            "project.brought_back",
            "project.deleted",
            "project.added",
        ]


def test_lists_come_in_parts(store: Store) -> None:
    ada = given_person(store)
    with store.database.writing(SYSTEM) as connection:
        for name in ("c", "a", "d", "b"):
            add_project(connection, name, who=ada)
        first = projects_of(connection, ada, limit=3)
        rest = projects_of(connection, ada, after=first[-1].id)
        assert [each.name for each in [*first, *rest]] == ["a", "b", "c", "d"]
        every = all_projects(connection, after=first[0].id)
        assert [each.name for each in every] == ["b", "c", "d"]
        with pytest.raises(NotThere):
            all_projects(connection, after="f" * 32)
