"""Migrations: what they make is the schema, and nothing that is written once can be changed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect, text
from sqlalchemy.exc import IntegrityError

from commonweal.errors import StoreError, WrongVersion
from commonweal.store.database import Database
from commonweal.store.migrating import NEWEST, migrated, schema_of, steps
from commonweal.store.opening import Store, open_store
from commonweal.store.schema import metadata
from commonweal.store.scope import SYSTEM
from unit.store.filling import filled
from unit.store.stepping import one_step_more


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Database]:
    """Opens an empty database, the same each time."""
    if request.param == "sqlite":
        return lambda: Database(tmp_path / "store.sqlite")
    url = request.getfixturevalue("database_urls")()
    return lambda: Database(url)


def test_the_migrations_make_the_schema(store: Store) -> None:
    with store.database.reading(SYSTEM) as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_the_migrations_make_its_checks(store: Store) -> None:
    with store.database.reading(SYSTEM) as connection:
        for table in metadata.sorted_tables:
            made = {one["name"] for one in inspect(connection).get_check_constraints(table.name)}
            meant = {one.name for one in table.constraints if isinstance(one, CheckConstraint)}
            assert made == meant, table.name


def test_words_of_checks_are_those_of_the_schema(sqlite_store: Store) -> None:
    said = metadata.tables["jobs"].constraints
    with sqlite_store.database.reading(SYSTEM) as connection:
        made = {one["name"]: one["sqltext"] for one in inspect(connection).get_check_constraints("jobs")}
    for check in said:
        if isinstance(check, CheckConstraint):
            assert made[str(check.name)] == str(check.sqltext)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE events SET who = 'somebody else'",
        "DELETE FROM events",
        "UPDATE versions SET what = 'something else'",
        "UPDATE results SET kind = 'rules'",
        "UPDATE points SET created_by = 'somebody else'",
    ],
)
def test_what_is_written_once_is_not_changed(change: str, store: Store) -> None:
    filled(store)
    with (
        pytest.raises(IntegrityError, match="written once"),
        store.database.writing(SYSTEM) as connection,
    ):
        connection.execute(text(change))


def test_replacing_and_truncating_are_refused_too(sqlite_store: Store, postgres_store: Store) -> None:
    changes = {
        sqlite_store: "REPLACE INTO events SELECT * FROM events",
        postgres_store: "TRUNCATE events",
    }
    for store, change in changes.items():
        filled(store)
        with (
            pytest.raises(IntegrityError, match="written once"),
            store.database.writing(SYSTEM) as connection,
        ):
            connection.execute(text(change))


def test_migrating_again_changes_nothing(store: Store) -> None:
    ids = filled(store)
    migrated(store.database)
    with store.database.reading(SYSTEM) as connection:
        assert schema_of(connection) == NEWEST == steps()[-1]
        assert connection.execute(text("SELECT id FROM economies")).scalars().all() == [ids.economy]


def test_a_newer_store_is_refused_in_words(store: Store) -> None:
    with store.database.writing(SYSTEM) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WrongVersion, match=f"9999.*{NEWEST}.*newer program"):
        migrated(store.database)


def test_an_older_store_is_left_alone_unless_told(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_step_more(tmp_path / "migrations", monkeypatch)
    with pytest.raises(WrongVersion, match=r"older.*9998.*admin migrate"):
        migrated(store.database, change=False)
    migrated(store.database)
    with store.database.reading(SYSTEM) as connection:
        assert schema_of(connection) == "9998"


def test_a_step_that_fails_changes_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_step_more(tmp_path / "migrations", monkeypatch, "    op.execute('SELECT nothing FROM nowhere')\n")
    with pytest.raises(StoreError):
        migrated(store.database)
    with store.database.reading(SYSTEM) as connection:
        assert schema_of(connection) == NEWEST
        assert "colour" not in {one["name"] for one in inspect(connection).get_columns("projects")}


def test_an_empty_database_is_refused_where_nothing_may_change(empty: Callable[[], Database]) -> None:
    database = empty()
    with pytest.raises(WrongVersion, match="empty"):
        migrated(database, change=False)
    database.close()


def test_tables_of_something_else_are_left_alone(empty: Callable[[], Database]) -> None:
    database = empty()
    with database.writing(SYSTEM) as connection:
        connection.execute(text("CREATE TABLE people (name TEXT)"))
    with pytest.raises(StoreError, match="database of its own"):
        migrated(database)
    database.close()


def test_processes_that_start_at_once_migrate_once(database_urls: Callable[[], str], tmp_path: Path) -> None:
    url = database_urls()

    def start(_: int) -> str | None:
        with open_store(tmp_path, url) as store, store.database.reading(SYSTEM) as connection:
            return schema_of(connection)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start, range(4))) == [NEWEST] * 4
