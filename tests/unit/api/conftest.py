"""A server for one person with an empty project, without runners, for tests of routes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from commonweal.store.opening import Store
from unit.api.embedded import Served, served_on


@pytest.fixture
def served(sqlite_store: Store) -> Iterator[Served]:
    """The server, on SQLite."""
    with served_on(sqlite_store) as server:
        yield server


@pytest.fixture
def served_anywhere(store: Store) -> Iterator[Served]:
    """The server, on either database."""
    with served_on(store) as server:
        yield server
