"""Fixtures for every folder of tests."""

from __future__ import annotations

import pytest

from stores import (  # noqa: F401 - pytest finds fixtures by these names
    _migrated_sqlite,
    database_urls,
    postgres,
    postgres_store,
    sqlite_store,
    store,
)

LONG = ("journeys", "flow")  # folders whose files have few tests that take long


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long: at the end it would keep one process busy after all others."""
    items.sort(
        key=lambda item: next((n for n, name in enumerate(LONG) if name in item.path.parts), len(LONG))
    )
