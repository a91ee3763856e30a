"""Fixtures for every folder of tests."""

from __future__ import annotations

from stores import (  # noqa: F401 - pytest finds fixtures by these names
    _migrated_sqlite,
    database_urls,
    postgres,
    postgres_store,
    sqlite_store,
    store,
)
