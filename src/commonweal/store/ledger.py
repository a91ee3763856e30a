"""Rows of sweeps: one for a point in a project, written once; only a failure gives way to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from commonweal.errors import Damaged, ModelError
from commonweal.plan.export import finite
from commonweal.store.events import note
from commonweal.store.ids import is_id
from commonweal.store.inserting import insertion
from commonweal.store.moment import now
from commonweal.store.opening import Store
from commonweal.store.projects import needs_project
from commonweal.store.schema import points
from commonweal.store.scope import of_project
from commonweal.store.sealing import sealed
from commonweal.validate.report import shown

__all__ = ["StoreLedger", "seal_of_point"]

_SEALED = ("project_id", "key", "status", "row")


class StoreLedger:
    """What ``commonweal.sweep(ledger=…)`` takes: the rows of a project's sweeps, kept in its store.

    Any number of sweeps may share it; on PostgreSQL they may run at the same time.

    Parameters
    ----------
    store
        Open as long as the ledger is used.
    project
        Id of the project.
    who
        Id of the person who asks, or ``system``.
    design
        What the sweep is called among the project's events: its first row is one of them, the others are not.

    Raises
    ------
    NotThere
        If there is no such project.
    """

    def __init__(self, store: Store, project: str, who: str, design: str = "") -> None:
        self._store, self._project, self._who, self._design = store, project, who, design
        self._begun = False
        with store.database.reading(of_project(project)) as connection:
            needs_project(connection, project)

    def get(self, key: str) -> Mapping[str, Any] | None:
        """The row of a point; None if there is none yet.

        Raises
        ------
        Damaged
            If it is not what was written.
        """
        query = select(points).where(points.c.project_id == self._project, points.c.key == key)
        with self._store.database.reading(of_project(self._project)) as connection:
            found = connection.execute(query).mappings().one_or_none()
        if found is None:
            return None
        kept = {str(name): value for name, value in found.items()}
        if seal_of_point(kept) != kept["hash"]:
            raise Damaged(
                f"The row of the point {key} is not what was written. Restore a backup (commonweal admin "
                "restore)."
            )
        row: Mapping[str, Any] = kept["row"]
        return row

    def put(self, key: str, entry: Mapping[str, Any]) -> None:
        """Keep the row of a point, on the disk before this returns; one that is there stays, if none failed.

        Raises
        ------
        ModelError
            If the key is none.
        """
        if not is_id(key):
            raise ModelError(f"'{shown(key)}' is no key of a point: a key has 32 hexadecimal digits.")
        row: dict[str, Any] = {
            "project_id": self._project,
            "key": key,
            "status": "failed" if entry.get("status") == "failed" else "done",
            "row": finite(entry),
        }
        row |= {"hash": seal_of_point(row), "created_at": now(), "created_by": self._who}
        with self._store.database.writing(of_project(self._project)) as connection:
            adding = insertion(connection, points).values(**row)
            connection.execute(
                adding.on_conflict_do_update(
                    index_elements=["project_id", "key"],
                    set_={name: adding.excluded[name] for name in row},
                    where=points.c.status == "failed",
                )
            )
            if not self._begun:
                note(connection, self._who, "sweep.begun", project=self._project, design=self._design)
        self._begun = True


def seal_of_point(row: Mapping[str, Any]) -> str:
    """The seal of a point: of every column of its row but seal, time and person."""
    return sealed({name: row[name] for name in _SEALED})
