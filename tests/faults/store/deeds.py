"""What a writer does over and over, and what is left of it: lost, torn, or never asked for."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, insert, select

from commonweal.errors import Conflict, Damaged
from commonweal.store.economies import add_economy, add_version, economies_of
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.projects import add_project
from commonweal.store.records import KeptEconomy
from commonweal.store.schema import contents, economies, events, people, projects, versions
from commonweal.store.scope import SYSTEM, of_project
from commonweal.store.versions import drafted
from faults.store.ledger import Ledger, Told

__all__ = ["Left", "do", "left", "settle"]

WHO = "d" * 32
MARK = "drill "
EDITED = "economy.edited"


@dataclass(frozen=True)
class Left:
    """What is left after a fault, against the ledger.

    Attributes
    ----------
    n_kept
        Versions in the store.
    lost
        Acknowledged and not there.
    torn
        There in part: a version without its event or contents, an event without its version.
    ghosts
        There, and never asked for.
    """

    n_kept: int
    lost: frozenset[str]
    torn: frozenset[str]
    ghosts: frozenset[str]

    @property
    def broken(self) -> list[str]:
        """Each of them in words."""
        kinds = (("lost", self.lost), ("torn", self.torn), ("never asked for", self.ghosts))
        return [f"{name}: {token}" for name, tokens in kinds for token in sorted(tokens)]

    @property
    def figures(self) -> dict[str, int]:
        """How many of each."""
        return {"lost": len(self.lost), "torn": len(self.torn), "ghosts": len(self.ghosts)}


def settle(store: Store) -> str:
    """A project with an economy to make versions of: its id, the same at every call."""
    draft = drafted(store, {"economy.toml": b"drill"}, economy_hash="0" * 64, rows={})
    with store.database.writing(SYSTEM) as connection:
        found = connection.execute(select(projects.c.id)).scalar()
        if found is not None:
            return str(found)
        connection.execute(insert(people).values(id=WHO, name="drill", created_at=now()))
        project = add_project(connection, "drill", who=WHO).id
        add_economy(connection, store, project, "village", draft, what="begun", who=WHO)
        return project


def do(store: Store, project: str, ledger: Ledger, rng: np.random.Generator, most: int = 30_000) -> None:
    """Make a version with one to three new contents of at most so many bytes, and its event, in one go."""
    token = uuid.uuid4().hex
    ledger.asked(token)
    files = {
        f"table{number}.parquet": rng.bytes(int(rng.integers(100, most)))
        for number in range(rng.integers(1, 4))
    }
    while not _kept(store, project, token, files):
        pass
    ledger.kept(token)


def _kept(store: Store, project: str, token: str, files: Mapping[str, bytes]) -> bool:
    """Make a version, unless somebody else made one meanwhile."""
    draft = drafted(store, files, economy_hash="0" * 64, rows={})
    try:
        with store.database.writing(of_project(project)) as connection:
            held = _economy(connection, project)
            add_version(
                connection, store, project, held.id, draft,
                expected=held.version.number, what=MARK + token, who=WHO,
            )  # fmt: skip
    except Conflict:
        return False
    return True


def _economy(connection: Connection, project: str) -> KeptEconomy:
    """The economy of a project."""
    return economies_of(connection, project)[0]


def left(store: Store, told: Told) -> Left:
    """Compare the store with what its writers were told."""
    with store.database.reading(SYSTEM) as connection:
        rows = connection.execute(
            select(versions.c.number, versions.c.what, versions.c.manifest).where(versions.c.number > 1)
        ).all()
        noted = set(
            connection.execute(
                select(events.c.details["version"].as_integer()).where(events.c.what == EDITED)
            ).scalars()
        )
        recorded = set(connection.execute(select(contents.c.hash)).scalars())
        head = connection.execute(select(economies.c.head)).scalar() or 1
    tokens = {what.removeprefix(MARK) for _, what, _ in rows}
    numbers = {number for number, _, _ in rows}
    torn = {what for _, what, manifest in rows if not _whole(store, manifest, recorded)}
    torn |= {f"event or version {number} alone" for number in noted ^ numbers}
    if head != max(numbers, default=1):
        torn.add(f"version {head} holds of {len(numbers) + 1}")
    return Left(len(tokens), told.kept - tokens, frozenset(torn), frozenset(tokens - told.asked))


def _whole(store: Store, manifest: Mapping[str, str], recorded: set[str]) -> bool:
    """Whether every content that a manifest names is recorded, there and what was written."""
    try:
        for digest in manifest.values():
            store.contents.get(digest)
    except Damaged:
        return False
    return recorded >= set(manifest.values())
