"""On whose behalf a transaction runs; PostgreSQL shows it only the rows that this allows.

Without a scope no row of any project can be seen. On SQLite, which has no row-level security, queries
name their project themselves; on PostgreSQL they do so too, and this is the second wall.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["SYSTEM", "Scope", "of_person", "of_project"]


@dataclass(frozen=True)
class Scope:
    """What a transaction may see.

    Attributes
    ----------
    kind
        ``system``: everything (workers, ``commonweal admin``, finding out who somebody is);
        ``project``: the rows of one project; ``person``: the projects somebody is a member of.
    id
        The project's or the person's id; blank for ``system``.
    """

    kind: Literal["system", "project", "person"]
    id: str = ""


SYSTEM = Scope("system")


def of_project(project: str) -> Scope:
    """The scope that sees one project."""
    return Scope("project", project)


def of_person(person: str) -> Scope:
    """The scope that sees the projects of one person, and nothing inside them."""
    return Scope("person", person)
