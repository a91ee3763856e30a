"""An economy to which a scenario was applied, and what was there before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import polars as pl

from commonweal.findings import Origin
from commonweal.model import Economy, Settings
from commonweal.model.changes import Change, Scenario
from commonweal.scenario.rows import Patch

__all__ = ["LINES", "Applied", "Made"]

LINES: Mapping[str, type[pl.DataType]] = {
    "scenario": pl.String,
    "change": pl.Int64,
    "do": pl.String,
    "table": pl.String,
    "row": pl.Int64,
    "column": pl.String,
    "before": pl.String,
    "after": pl.String,
    "from": pl.Date,
    "until": pl.Date,
    "known_from": pl.Date,
    "because": pl.String,
    "source": pl.String,
    "claimed_by": pl.String,
    "confidence": pl.String,
    "note": pl.String,
    "file": pl.String,
    "line": pl.Int64,
}
"""Columns of ``Applied.lines``."""


@dataclass(frozen=True)
class Made:
    """One change as it was made.

    Attributes
    ----------
    scenario
        Name of the scenario that it belongs to.
    number
        Its number there, from 1.
    change
        The change.
    plain
        The plain changes that it stood for.
    n_rows
        Rows that it was about.
    """

    scenario: str
    number: int
    change: Change
    plain: tuple[Change, ...]
    n_rows: int


@dataclass(frozen=True, eq=False)
class Applied:
    """An economy as a scenario makes it.

    Attributes
    ----------
    economy
        The economy under the scenario.
    scenario
        The scenario, as it was asked for.
    changes
        Every change that was made, parents first, with the plain changes behind it.
    lines
        A row for each cell that changed: ``scenario``, ``change`` (its number there), ``do``, ``table``,
        ``row`` (position in the table of ``economy``; blank for a row that went), ``column`` (blank for a
        whole row), ``before``, ``after``, and from the change ``from``, ``until``, ``known_from``,
        ``because``, ``source``, ``claimed_by``, ``confidence``, ``note``, ``file``, ``line``.
    """

    economy: Economy
    scenario: Scenario
    changes: tuple[Made, ...]
    lines: pl.DataFrame
    _patches: tuple[Patch, ...] = field(repr=False)
    _settings: Settings = field(repr=False)
    _origins: Mapping[str, Origin] = field(repr=False)

    def undo(self) -> Economy:
        """The economy as it was before: the recorded cells and rows put back, the last edit first."""
        tables = dict(self.economy.tables)
        for patch in reversed(self._patches):
            tables[patch.table] = patch.undone(tables[patch.table])
        return replace(self.economy, tables=tables, settings=self._settings, origins=self._origins)
