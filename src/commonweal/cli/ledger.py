"""The store where ``commonweal sweep`` keeps rows besides its folder."""

# ruff: noqa: PLC0415  sweeps without --store need none of this

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from commonweal.cli.admin import needs_store, opened_store
from commonweal.errors import ModelError, NotThere, StoreInUse

if TYPE_CHECKING:
    from commonweal.store.ledger import StoreLedger
    from commonweal.store.opening import Store

__all__ = ["ledger_in"]

_WHO = "system"


@contextmanager
def ledger_in(
    folder: Path | None, database: str | None, project: str | None, design: Path
) -> Iterator[StoreLedger | None]:
    """The ledger of a project in a store, as long as the block lasts; None where no store is named.

    Raises
    ------
    NotThere
        If there is no such store or project.
    StoreInUse
        If a server has the store open, and it is on SQLite.
    ModelError
        If there are several projects and none is named.
    """
    if folder is None:
        yield None
        return
    needs_store(folder, database)
    with ExitStack() as stack:
        try:
            store = stack.enter_context(opened_store(folder, database))
        except StoreInUse as error:
            raise StoreInUse(
                f"{folder} is open in another process, such as a server. End that first, or keep the tables "
                "in PostgreSQL, where both can work."
            ) from error
        from commonweal.store.ledger import StoreLedger

        yield StoreLedger(store, _project_of(store, project), _WHO, design.name)


def _project_of(store: Store, name: str | None) -> str:
    """The id of the project that is meant by its name or id; of the only one where none is named."""
    from commonweal.store.projects import all_projects
    from commonweal.store.scope import SYSTEM

    with store.database.reading(SYSTEM) as connection:
        projects = all_projects(connection, limit=1_000_000)
    found = [one.id for one in projects if name in {None, one.name, one.id}]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{one.name} ({one.id})" for one in projects) or "none"
    if found:
        raise ModelError(
            f"Say which project, by its id where names are the same: --project. There is: {known}."
        )
    why = "There is no project" if name is None else f"There is no project '{name}'"
    raise NotThere(f"{why} in this store. There is: {known}. 'commonweal serve' makes projects.")
