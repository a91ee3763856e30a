"""Stores for tests: the same test on SQLite and on a real PostgreSQL.

The PostgreSQL is started once for a run, in a folder of its own, on a Unix socket and no port, and is
gone afterwards. Its role ``commonweal`` is no superuser, so that row-level security holds. Each test gets a
database for itself: one that an earlier test left, emptied, or a new copy of one that was migrated once.

Fixtures (every test folder has them, by ``tests/conftest.py``):

``store``
    An open store; the test runs twice, on SQLite and PostgreSQL.
``sqlite_store``, ``postgres_store``
    One of the two alone.
``database_urls``
    A function that makes empty PostgreSQL databases and gives their addresses.
``postgres``
    The PostgreSQL itself (a ``Cluster``).
"""

# ruff: noqa: PLC0415  tests that need no store load none of this

from __future__ import annotations

import ctypes
import itertools
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from commonweal.store.opening import Store

__all__ = [
    "Cluster",
    "cluster",
    "database_urls",
    "given_person",
    "given_project",
    "postgres",
    "postgres_store",
    "sqlite_store",
    "store",
]

ROLE = "commonweal"
"""Who the tests are on PostgreSQL: may make databases, is no superuser, is under row-level security."""

_UNSAFE = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
_NEW = ("--data-checksums", "--encoding=UTF8", "--locale=C.UTF-8")
_TEMPLATE = "migrated"
_numbers = itertools.count()


@dataclass
class Cluster:
    """A PostgreSQL that a test started.

    Attributes
    ----------
    folder
        Its data (``folder/data``), its socket and its log (``folder/log``).
    durable
        Whether it waits for the disk, as a real one does; tests of crashes ask for it.
    process
        The postmaster; None while it is down.
    free
        Addresses of migrated databases that are empty and that nobody uses.
    """

    folder: Path
    durable: bool
    process: subprocess.Popen[bytes] | None = None
    free: list[str] = field(default_factory=list)

    def url(self, database: str = "postgres", role: str = ROLE) -> str:
        """The address of one of its databases."""
        return f"postgresql://{role}@/{database}?host={self.folder}"

    @property
    def superuser_url(self) -> str:
        """The address for who may do everything."""
        return self.url(role="postgres")

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = ["listen_addresses=", f"unix_socket_directories={self.folder}", "max_connections=120"]
        settings += [] if self.durable else _UNSAFE
        options = [word for setting in settings for word in ("-c", setting)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [_program("postgres"), "-D", str(self.folder / "data"), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - it only makes a system call
                **_as_postgres(),
            )
        self._wait()

    def _wait(self) -> None:
        import psycopg

        until = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self.superuser_url).close()
                return
            except psycopg.OperationalError:
                if self.process is None or self.process.poll() is not None or time.monotonic() > until:
                    said = (self.folder / "log").read_text(errors="replace")[-2000:]
                    raise RuntimeError(f"PostgreSQL did not start:\n{said}") from None
                time.sleep(0.02)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT at once and in order, SIGKILL as a crash."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=30)
            self.process = None

    def execute(self, *statements: str, database: str = "postgres") -> None:
        """Run statements as the superuser, each by itself."""
        import psycopg

        with psycopg.connect(self.url(database, "postgres"), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def new_database(self, template: str = "template1") -> str:
        """Make a database that ``ROLE`` owns; its address."""
        name = f"test_{next(_numbers)}_{secrets.token_hex(3)}"
        self.execute(f'CREATE DATABASE "{name}" OWNER {ROLE} TEMPLATE "{template}"')
        return self.url(name)


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """A PostgreSQL with page checksums and the role ``ROLE``, removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="cwpg-"))  # short: the path of a socket has 107 letters at most
    made = Cluster(folder, durable)
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        sync = [] if durable else ["--no-sync"]
        subprocess.run(
            [_program("initdb"), "-D", str(folder / "data"), "-U", "postgres", "--auth=trust", *_NEW, *sync],
            check=True,
            capture_output=True,
            cwd="/",
            **_as_postgres(),
        )
        made.start()
        made.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS")
        yield made
    finally:
        made.stop(signal.SIGINT if durable else signal.SIGQUIT)
        shutil.rmtree(folder, ignore_errors=True)


def _program(name: str) -> str:
    """Where a program of PostgreSQL lies; Debian keeps them off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}")) or [shutil.which(name)]
    if found[-1] is None:
        raise RuntimeError("PostgreSQL is not installed: sh scripts/install_postgres.sh")
    return str(found[-1])


def _as_postgres() -> dict[str, object]:
    """Who runs it: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    who = pwd.getpwnam("postgres")
    return {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}


def _end_with_parent() -> None:
    """Be told to quit when the tests end, however they end (PR_SET_PDEATHSIG)."""
    ctypes.CDLL(None).prctl(1, signal.SIGQUIT)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL for the whole run, with a migrated database to copy."""
    from commonweal.store.database import Database
    from commonweal.store.migrating import migrated

    with cluster() as running:
        running.execute(f"CREATE DATABASE {_TEMPLATE} OWNER {ROLE}")
        database = Database(running.url(_TEMPLATE))
        migrated(database)
        database.close()
        yield running


@pytest.fixture
def database_urls(postgres: Cluster) -> Iterator[Callable[[], str]]:
    """Makes empty databases; they are dropped after the test."""
    made: list[str] = []

    def new() -> str:
        made.append(postgres.new_database())
        return made[-1]

    yield new
    _drop(postgres, made)


@pytest.fixture(scope="session")
def _migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store's folder on SQLite, made once and copied."""
    from commonweal.store.opening import open_store

    folder = tmp_path_factory.mktemp("migrated")
    open_store(folder).close()
    return folder


@pytest.fixture
def sqlite_store(tmp_path: Path, _migrated_sqlite: Path) -> Iterator[Store]:
    """An open store on SQLite."""
    from commonweal.store.opening import open_store

    folder = tmp_path / "store"
    shutil.copytree(_migrated_sqlite, folder)
    with open_store(folder) as opened:
        yield opened


@pytest.fixture
def postgres_store(tmp_path: Path, postgres: Cluster) -> Iterator[Store]:
    """An open store on PostgreSQL, with a database of its own."""
    from commonweal.store.opening import open_store

    url = postgres.free.pop() if postgres.free else postgres.new_database(_TEMPLATE)
    with open_store(tmp_path / "store", url) as opened:
        yield opened
    if _emptied(postgres, url):
        postgres.free.append(url)
    else:
        _drop(postgres, [url])


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Store:
    """An open store, on one database and then on the other."""
    return request.getfixturevalue(f"{request.param}_store")


_SHAPE = """
    SELECT md5(string_agg(thing, ',' ORDER BY thing)) FROM (
        SELECT concat_ws('.', table_name, column_name, data_type) FROM information_schema.columns
            WHERE table_schema = 'public'
        UNION ALL SELECT concat_ws('.', tgrelid::regclass, tgname, tgenabled) FROM pg_trigger
            WHERE NOT tgisinternal
        UNION ALL SELECT concat_ws('.', tablename, policyname, qual) FROM pg_policies
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT version_num FROM alembic_version
    ) AS things (thing)
"""
_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
_COUNTERS = """
    SELECT setval(oid::regclass, 1, false) FROM pg_class
    WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
"""


def _emptied(postgres: Cluster, url: str) -> bool:
    """Empty a database for the next test; False if the test changed more than rows."""
    import psycopg

    with psycopg.connect(postgres.url(_TEMPLATE, "postgres")) as connection:
        shape = connection.execute(_SHAPE).fetchone()
    with psycopg.connect(url.replace(f"{ROLE}@", "postgres@")) as connection:
        if connection.execute(_SHAPE).fetchone() != shape:
            return False
        connection.execute(_OTHERS)
        connection.execute("SET session_replication_role = replica")  # no triggers
        for (table,) in connection.execute(_TABLES).fetchall():
            connection.execute(f'DELETE FROM "{table}"')
        connection.execute(_COUNTERS)
    return True


def given_person(store: Store, name: str = "ada", *, admin: bool = False) -> str:
    """Put somebody into a store; their id."""
    from sqlalchemy import insert

    from commonweal.store.moment import now
    from commonweal.store.schema import people
    from commonweal.store.scope import SYSTEM

    person = secrets.token_hex(16)
    with store.database.writing(SYSTEM) as connection:
        row = {"id": person, "name": name, "title": name.title(), "admin": admin, "created_at": now()}
        connection.execute(insert(people), row)
    return person


def given_project(store: Store, name: str = "relief", owner: str | None = None) -> str:
    """Put a project into a store, and who owns it where that is told; its id."""
    from sqlalchemy import insert

    from commonweal.store.moment import now
    from commonweal.store.schema import members, projects
    from commonweal.store.scope import SYSTEM

    project = secrets.token_hex(16)
    with store.database.writing(SYSTEM) as connection:
        row = {"id": project, "name": name, "created_at": now(), "created_by": owner or "system"}
        connection.execute(insert(projects), row)
        if owner is not None:
            connection.execute(insert(members), {"project_id": project, "person_id": owner, "role": "owner"})
    return project


def _drop(postgres: Cluster, urls: list[str]) -> None:
    """Remove databases, whoever is still connected."""
    names = [url.split("@/")[1].partition("?")[0] for url in urls]
    postgres.execute(*(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in names))
