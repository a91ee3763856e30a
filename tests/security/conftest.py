"""The world that the tests of this folder share, on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from commonweal.store.opening import open_store
from security.world import World, world_on
from stores import Cluster


@pytest.fixture(scope="session")
def sqlite_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Two projects and people of every role, on SQLite."""
    with open_store(tmp_path_factory.mktemp("world")) as store, world_on(store) as world:
        yield world


@pytest.fixture(scope="session")
def postgres_world(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The same on PostgreSQL."""
    url = postgres.new_database("migrated")
    with open_store(tmp_path_factory.mktemp("world"), url) as store, world_on(store) as world:
        yield world


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.slow)])
def world(request: pytest.FixtureRequest) -> World:
    """The test runs on SQLite, and at length on PostgreSQL."""
    found: World = request.getfixturevalue(f"{request.param}_world")
    return found


@pytest.fixture(params=["sqlite", "postgres"])
def either_world(request: pytest.FixtureRequest) -> World:
    """The test always runs on both."""
    found: World = request.getfixturevalue(f"{request.param}_world")
    return found


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return Path(__file__).parents[2]
