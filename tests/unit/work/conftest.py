"""What tests of jobs share."""

import pytest

from commonweal.work import process
from unit.work.given import HOSTILE, Village, tests_on_path


@pytest.fixture
def village(store):
    """A project with the village in it, on SQLite and on PostgreSQL."""
    return Village(store)


@pytest.fixture
def sqlite_village(sqlite_store):
    """A project with the village in it, on SQLite alone: where the database makes no difference."""
    return Village(sqlite_store)


@pytest.fixture
def hostile(monkeypatch):
    """Let children do what the good of their request says."""
    tests_on_path(monkeypatch)
    monkeypatch.setattr(process, "MODULE", HOSTILE)
