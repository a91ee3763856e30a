"""Sectors and regions of economies and plans that are kept."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from commonweal.data.table_folder import FOLDER, has_table, read_table_folder
from commonweal.show.industry import industry_of_economy, industry_of_plan, industry_of_table
from commonweal.store.opened import economy_of
from commonweal.store.opening import Store
from commonweal.store.pictures import opened_plan
from commonweal.store.recent import recent
from commonweal.store.records import Result, Version

__all__ = ["industry_of_result", "industry_of_version"]

_SMALL = 200_000  # bytes that one counts for: at most 60 sectors and 60 regions


def industry_of_version(store: Store, version: Version) -> dict[str, Any]:
    """Sectors and regions of the table that an economy was built from, or their names where there is none.

    Raises
    ------
    Damaged
        If a content is missing, or is not what was written.
    """
    key = ("industry", version.hash)
    return recent(store.contents).get(key, lambda: _of_version(store, version), lambda _: _SMALL)


def industry_of_result(store: Store, found: Result) -> dict[str, Any]:
    """Sectors and regions as a plan runs them.

    Raises
    ------
    NotThere
        If the result is no plan.
    Damaged
        If a file of it is missing, or not what was written.
    """
    key = ("industry", found.id, found.hash)
    return recent(store.contents).get(
        key, lambda: industry_of_plan(opened_plan(store, found)), lambda _: _SMALL
    )


def _of_version(store: Store, version: Version) -> dict[str, Any]:
    """Sectors and regions of a version, made anew."""
    with tempfile.TemporaryDirectory() as folder:
        inside = Path(folder) / FOLDER
        inside.mkdir()
        for name, digest in version.manifest.items():
            if name.startswith(f"{FOLDER}/"):
                (inside / Path(name).name).write_bytes(store.contents.get(digest))
        if has_table(folder):
            return industry_of_table(read_table_folder(folder))
    return industry_of_economy(economy_of(store, version.manifest))
