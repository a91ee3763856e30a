"""What every point of a sweep goes on from, as plain data that another process can take over."""

from __future__ import annotations

import hashlib
import io
import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property
from importlib.metadata import version
from typing import Any

import polars as pl

from commonweal.model import Economy, Settings
from commonweal.model.changes import Change, Scenario
from commonweal.run.asked import asked_for
from commonweal.scenario import apply, turns
from commonweal.sweep.design import Design, Values

__all__ = ["Ground"]

_KEY = 32  # letters of a key: 128 bits


@dataclass(frozen=True)
class Ground:
    """The economy of a sweep with all that its points have in common.

    Attributes
    ----------
    settings
        Settings of the economy, as JSON.
    tables
        Its tables, as Arrow.
    hash
        Hash of its content.
    before
        Changes that come before those of a point and are not foreseen; all others are made already.
    design
        The design.
    version
        Of the program: workers of another version would give other answers.
    name
        What tells this sweep from any other, for a process that keeps its ground or is told to stop.
    """

    settings: str
    tables: Mapping[str, bytes] = field(repr=False)
    hash: str
    before: tuple[Change, ...]
    design: Design
    version: str
    name: str = field(default_factory=lambda: uuid.uuid4().hex)

    @classmethod
    def of(cls, economy: Economy, design: Design) -> Ground:
        """The ground of a sweep: the parent scenario is made, unless it has news that is not foreseen.

        Raises
        ------
        ModelError
            If there is no such scenario.
        DataError
            With everything that is wrong with it.
        """
        asked = asked_for(economy, design.scenario or None, design.periods)
        economy, before = asked.economy, asked.scenario
        if before is not None and not turns(economy, before):
            economy, before = apply(economy, before).economy, None
        if before is not None and before.calendar is not None:
            economy = economy.with_settings(calendar=before.calendar)
        return cls(
            settings=economy.settings.model_dump_json(),
            tables={name: _packed(table) for name, table in economy.tables.items()},
            hash=economy.hash,
            before=() if before is None else before.changes,
            design=design,
            version=version("commonweal"),
        )

    @cached_property
    def economy(self) -> Economy:
        """The economy, unpacked."""
        tables = {name: pl.read_ipc(io.BytesIO(packed)) for name, packed in self.tables.items()}
        return Economy(Settings.model_validate_json(self.settings), tables)

    def __getstate__(self) -> dict[str, Any]:
        """Without the economy unpacked, which does not travel."""
        return {part.name: getattr(self, part.name) for part in fields(self)}

    @property
    def n_bytes(self) -> int:
        """About how many bytes it takes to send it."""
        return len(self.settings) + sum(len(packed) for packed in self.tables.values())

    def scenario(self, values: Values) -> Scenario:
        """What happens at a point; changes that begin when the calendar is over are never felt."""
        end = self.economy.settings.calendar.end
        changes = (*self.before, *self.design.changes(values))
        felt = tuple(change for change in changes if change.begin is None or change.begin < end)
        return Scenario("point", changes=felt)

    @cached_property
    def _common(self) -> str:
        """All that a result depends on besides the changes of its point."""
        asked = self.design
        options = (asked.rule, asked.effort, asked.resolution, asked.measures)
        before = [_content(change) for change in self.before]
        return json.dumps([self.hash, self.version, options, before], sort_keys=True)

    def key(self, values: Values) -> str:
        """Key of a point: by what is planned, not by what it is called or in which design it stands.

        SHA-256, to 128 bits, of the economy, the version, the options and the changes.
        """
        changes = [_content(change) for change in self.design.changes(values)]
        text = f"{self._common}\n{json.dumps(changes, sort_keys=True)}"
        return hashlib.sha256(text.encode()).hexdigest()[:_KEY]


def _packed(table: pl.DataFrame) -> bytes:
    """A table as bytes."""
    stream = io.BytesIO()
    table.write_ipc(stream, compression="zstd")
    return stream.getvalue()


_NO_CONTENT = frozenset(
    {"file", "sheet", "line", "lines", "because", "source", "claimed_by", "confidence", "note"}
)


def _content(change: Change) -> dict[str, Any]:
    """What of a change decides its effect."""
    return {
        name: str(value) if name in {"begin", "until", "known_from"} else value
        for name, value in asdict(change).items()
        if name not in _NO_CONTENT
    }
