"""What the store hands out: one frozen record a kind of thing that is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from commonweal.data.scenario_files import SCENARIOS
from commonweal.store.contents import Manifest

__all__ = ["Attachment", "KeptEconomy", "Project", "Reply", "Result", "Version"]

_PLAN = "plan"
_TABLES = "tables"
_PARQUET = ".parquet"


@dataclass(frozen=True)
class Project:
    """A project.

    Attributes
    ----------
    id, name, description
        What it is called by programs, by people, and what it is about.
    role
        What who asks may do in it; blank where nobody in particular asks.
    created_at, created_by
        When it was made, and by whom.
    deleted_at
        Since when it is gone; None while it is there.
    """

    id: str
    name: str
    description: str
    role: str
    created_at: dt.datetime
    created_by: str
    deleted_at: dt.datetime | None = None


@dataclass(frozen=True)
class Version:
    """One version of an economy; it never changes.

    Attributes
    ----------
    project, economy
        Ids of what it belongs to.
    number, parent
        Its number, from 1, and that of the version it was made from; None for the first.
    economy_hash
        The content without scenarios: ``Economy.hash``.
    manifest
        Name of each file (``needs.parquet``, ``scenarios/NAME.toml``) and the hash of its content.
    rows
        Name of each table that has rows, and how many.
    hash
        The seal of the whole row.
    what
        What was done to the one before, in a sentence.
    created_at, created_by
        When, and by whom.
    """

    project: str
    economy: str
    number: int
    parent: int | None
    economy_hash: str
    manifest: Manifest
    rows: Mapping[str, int]
    hash: str
    what: str
    created_at: dt.datetime
    created_by: str

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Names of its scenarios."""
        paths = (PurePosixPath(name) for name in self.manifest)
        return tuple(sorted(path.stem for path in paths if path.parent.name == SCENARIOS))


@dataclass(frozen=True)
class KeptEconomy:
    """An economy of a project.

    Attributes
    ----------
    id, project, name
        Its id, that of its project, and what people call it.
    version
        The version that holds now.
    can_undo, can_redo
        Whether there is a version before it, and one that was undone.
    created_at, created_by
        When it was added, and by whom.
    """

    id: str
    project: str
    name: str
    version: Version
    can_undo: bool
    can_redo: bool
    created_at: dt.datetime
    created_by: str


@dataclass(frozen=True)
class Result:
    """What a job found; it never changes.

    Attributes
    ----------
    id, project, key, kind
        Its id, that of its project, the hash of all that it follows from, and the kind of its job.
    economy, version, scenario
        What was asked about; None and blank where that does not apply.
    options, program_version
        How it was asked, and of which program.
    summary
        Its numbers, for lists.
    manifest
        Name of each file (``document.json``, ``plan/coverage.parquet``) and the hash of its content.
    hash
        The seal of what was found.
    created_at, created_by
        When, and for whom.
    """

    id: str
    project: str
    key: str
    kind: str
    economy: str | None
    version: int | None
    scenario: str
    options: Mapping[str, Any]
    program_version: str
    summary: Mapping[str, Any]
    manifest: Manifest
    hash: str
    created_at: dt.datetime
    created_by: str

    @property
    def tables(self) -> Mapping[str, str]:
        """Name of each table, and the hash of its content: those of the plan, and those in ``tables/``."""
        named = {PurePosixPath(name): digest for name, digest in self.manifest.items()}
        return {
            path.stem: digest
            for path, digest in named.items()
            if path.suffix == _PARQUET and str(path.parent) in {_PLAN, _TABLES}
        }

    @property
    def files(self) -> tuple[str, ...]:
        """Names of the files that are no tables and no parts of a plan: ``document.json``."""
        return tuple(sorted(name for name in self.manifest if "/" not in name))


@dataclass(frozen=True)
class Attachment:
    """A file that somebody put beside an economy or a plan.

    Attributes
    ----------
    id, project, name
        Its id, that of its project, and what it was called where it came from: a label, never a path.
    about
        What it lies beside: ``economies/ID``, ``plans/ID``, or blank.
    media_type, content, size
        What it says it is, the hash of its content, and bytes.
    created_at, created_by
        When it was put there, and by whom.
    """

    id: str
    project: str
    name: str
    about: str
    media_type: str
    content: str
    size: int
    created_at: dt.datetime
    created_by: str


@dataclass(frozen=True)
class Reply:
    """What a request was answered, for whoever sends the same one again."""

    status: int
    headers: Mapping[str, str]
    body: str
