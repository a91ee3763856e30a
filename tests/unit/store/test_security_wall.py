"""The second wall: on PostgreSQL a transaction sees only what its scope allows, whatever it asks."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Table, delete, func, insert, inspect, select, text, update

from commonweal.errors import StoreError
from commonweal.store.database import Database
from commonweal.store.opening import Store
from commonweal.store.schema import economies, events, links, members, metadata, projects, results, versions
from commonweal.store.scope import SYSTEM, of_person, of_project
from commonweal.store.verifying import verify
from stores import Cluster
from unit.store.filling import Filled, filled

OF_A_PROJECT = [table for table in metadata.sorted_tables if "project_id" in table.columns]


@pytest.fixture
def two(postgres_store: Store) -> tuple[Store, Filled, Filled]:
    """A store with two projects of two people."""
    return postgres_store, filled(postgres_store, "ada"), filled(postgres_store, "bea")


def mine(table: Table) -> object:
    return projects.c.id if table is projects else table.c.project_id


def test_every_table_of_a_project_is_behind_the_wall(postgres_store: Store) -> None:
    walls = text(
        "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity AND relkind = 'r'"
    )
    policies = text("SELECT tablename FROM pg_policies WHERE cmd = 'ALL' GROUP BY tablename")
    with postgres_store.database.reading(SYSTEM) as connection:
        there = {
            name
            for name in inspect(connection).get_table_names()
            if any(column["name"] == "project_id" for column in inspect(connection).get_columns(name))
        }
        behind = set(connection.execute(walls).scalars())
        with_policy = set(connection.execute(policies).scalars())
    assert there == {table.name for table in OF_A_PROJECT}
    assert there | {"projects"} == behind == with_policy


def test_the_tests_are_no_superuser(postgres_store: Store) -> None:
    assert verify(postgres_store).sound


def test_a_project_sees_only_its_own_rows(two: tuple[Store, Filled, Filled]) -> None:
    store, one, other = two
    for table in (projects, *OF_A_PROJECT):
        with store.database.reading(SYSTEM) as connection:
            both = set(connection.execute(select(mine(table))).scalars())
        with store.database.reading(of_project(one.project)) as connection:
            seen = set(connection.execute(select(mine(table))).scalars())
        assert {one.project, other.project} <= both, table.name
        assert seen == {one.project}, table.name


def test_a_project_changes_only_its_own_rows(two: tuple[Store, Filled, Filled]) -> None:
    store, one, other = two
    for table in {projects, *OF_A_PROJECT} - {events}:  # events are refused altogether, see test_migrating
        changes = [delete(table).where(mine(table) == other.project)]
        if table not in {versions, results}:
            column = next(iter(table.primary_key.columns))
            changes.append(update(table).where(mine(table) == other.project).values({column.name: column}))
        for change in changes:
            with store.database.writing(of_project(one.project)) as connection:
                assert connection.execute(change).rowcount == 0, table.name
        with store.database.reading(SYSTEM) as connection:
            assert connection.execute(select(mine(table)).where(mine(table) == other.project)).all()


def test_a_project_adds_nothing_to_another(two: tuple[Store, Filled, Filled]) -> None:
    store, one, other = two
    with store.database.reading(SYSTEM) as connection:
        rows = {
            table: dict(
                connection.execute(select(table).where(mine(table) == other.project)).mappings().first()
            )
            for table in OF_A_PROJECT
        }
    for table, row in rows.items():
        with (
            pytest.raises(StoreError, match="refused"),
            store.database.writing(of_project(one.project)) as connection,
        ):
            connection.execute(insert(table).values({str(name): value for name, value in row.items()}))


def test_a_row_can_not_be_moved_to_another_project(two: tuple[Store, Filled, Filled]) -> None:
    store, one, other = two
    with (
        pytest.raises(StoreError, match="refused"),
        store.database.writing(of_project(one.project)) as connection,
    ):
        connection.execute(update(links).values(project_id=other.project))


def test_a_person_sees_their_projects_and_nothing_in_them(two: tuple[Store, Filled, Filled]) -> None:
    store, one, _ = two
    with store.database.reading(of_person(one.person)) as connection:
        assert connection.execute(select(projects.c.id)).scalars().all() == [one.project]
        assert connection.execute(select(members.c.person_id)).scalars().all() == [one.person]
        for table in set(OF_A_PROJECT) - {members}:
            assert not connection.execute(select(table)).all(), table.name


def test_a_person_changes_nothing_by_it(two: tuple[Store, Filled, Filled]) -> None:
    store, one, other = two
    with store.database.writing(of_person(one.person)) as connection:
        assert connection.execute(update(members).values(role="viewer")).rowcount == 0
        assert connection.execute(delete(projects)).rowcount == 0
    row = {"project_id": other.project, "person_id": one.person, "role": "owner"}
    with (
        pytest.raises(StoreError, match="refused"),
        store.database.writing(of_person(one.person)) as connection,
    ):
        connection.execute(insert(members).values(row))


def test_nothing_is_seen_without_a_scope(two: tuple[Store, Filled, Filled]) -> None:
    store, _, _ = two
    for connection in _without_scope(store.database):
        for table in (projects, *OF_A_PROJECT):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 0, table.name


def test_a_scope_ends_with_its_transaction(two: tuple[Store, Filled, Filled]) -> None:
    store, one, _ = two
    for scope in (SYSTEM, of_project(one.project)):
        with store.database.writing(scope) as connection:
            connection.execute(select(economies)).all()
    for connection in _without_scope(store.database):
        assert not connection.execute(select(economies)).all()


def test_an_odd_id_is_no_other_scope(two: tuple[Store, Filled, Filled]) -> None:
    store, one, _ = two
    for odd in ("", "%", "system", "' OR '1'='1", f"{one.project},system", one.project.upper()):
        with store.database.reading(of_project(odd)) as connection:
            assert not connection.execute(select(economies)).all()
        with store.database.reading(of_person(odd)) as connection:
            assert not connection.execute(select(projects)).all()


def test_verify_tells_of_a_role_that_goes_past_the_wall(postgres_store: Store, postgres: Cluster) -> None:
    name = f"great_{secrets.token_hex(4)}"
    postgres.execute(f"CREATE ROLE {name} LOGIN SUPERUSER")
    whole = Store(
        postgres_store.folder,
        Database(postgres_store.database.engine.url.set(username=name).render_as_string(False)),
        postgres_store.contents,
        None,
    )
    with whole:
        (fault,) = verify(whole).faults
    postgres.execute(f"DROP ROLE {name}")
    assert fault.code == "wall-open"


def _without_scope(database: Database) -> Iterator[Connection]:
    """Transactions that nobody gave a scope."""
    for _ in range(3):
        with database.engine.connect() as connection:
            yield connection
            connection.rollback()
