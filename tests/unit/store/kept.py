"""What tests of the store put into it first."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from commonweal.data.writing import economy_files
from commonweal.examples.opening import read
from commonweal.model import Economy
from commonweal.store.economies import add_economy, add_version
from commonweal.store.editing import Edit, edited, in_words, redrafted
from commonweal.store.opening import Store
from commonweal.store.records import KeptEconomy
from commonweal.store.scope import of_project
from commonweal.store.versions import Draft, drafted

__all__ = ["ADA", "added", "draft_of", "edit", "next_of", "village"]

ADA = "a" * 32


@cache
def village() -> Economy:
    """The smallest economy that has everything."""
    return read("village")


@cache
def _files() -> Mapping[str, bytes]:
    return economy_files(village(), "parquet")


def draft_of(store: Store, further: Mapping[str, bytes] | None = None) -> Draft:
    """The village on the disk."""
    rows = {name: table.height for name, table in village().tables.items() if table.height}
    return drafted(store, {**_files(), **(further or {})}, economy_hash=village().hash, rows=rows)


def added(
    store: Store, project: str, name: str = "village", further: Mapping[str, bytes] | None = None
) -> KeptEconomy:
    """The village, in a project."""
    draft = draft_of(store, further)
    with store.database.writing(of_project(project)) as connection:
        return add_economy(connection, store, project, name, draft, what="Added.", who=ADA)


def edit(store: Store, economy: KeptEconomy, *edits: Edit) -> KeptEconomy:
    """An economy after edits that are sound."""
    change = edited(store, economy.version, edits)
    assert change.sound, change.findings
    draft = redrafted(store, economy.version, change)
    with store.database.writing(of_project(economy.project)) as connection:
        return add_version(
            connection,
            store,
            economy.project,
            economy.id,
            draft,
            expected=economy.version.number,
            what=in_words(edits),
            who=ADA,
        )


def next_of(store: Store, economy: KeptEconomy, text: str) -> KeptEconomy:
    """An economy with another version; quicker than edits, which are checked."""
    draft = draft_of(store, {"scenarios/next.toml": f'title = "{text}"\n'.encode()})
    with store.database.writing(of_project(economy.project)) as connection:
        return add_version(
            connection,
            store,
            economy.project,
            economy.id,
            draft,
            expected=economy.version.number,
            what=text,
            who=ADA,
        )
