"""What a file holds before it is understood: headings, cells and where they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import polars as pl

from commonweal.findings import Finding
from commonweal.model import Scenario

__all__ = ["MAX_CELLS", "MAX_TEXT", "BadCell", "Cell", "CellError", "RawTable", "Source"]

MAX_CELLS = 2_000_000
"""Cells that one worksheet may have."""

MAX_TEXT = 32_000
"""Characters that one cell may hold (a worksheet's cell holds at most 32,767)."""


@dataclass(frozen=True)
class BadCell:
    """A cell that has no value: an error such as ``#REF!``, or a formula never calculated."""

    text: str


Cell: TypeAlias = str | float | bool | dt.datetime | dt.date | BadCell | None


class CellError(ValueError):
    """Why a cell can't be read, as the parts of a finding.

    Attributes
    ----------
    code, why, remedy
        As in ``Finding``.
    """

    def __init__(self, code: str, why: str, remedy: str) -> None:
        self.code = code
        self.why = why
        self.remedy = remedy
        super().__init__(f"{why} {remedy}")


@dataclass(frozen=True)
class RawTable:
    """One table as it stands in a file.

    Attributes
    ----------
    name
        Name of the table.
    file, sheet
        Where it stands, as the person knows it.
    header
        Headings, in order, no two the same.
    columns
        For each heading, its cells: a series of text or numbers, or a list of mixed cells.
    rows
        For each row, its number as the person sees it.
    """

    name: str
    file: str
    sheet: str
    header: tuple[str, ...]
    columns: tuple[pl.Series | list[Cell], ...]
    rows: tuple[int, ...]


@dataclass
class Source:
    """Everything that was found where an economy should be.

    Attributes
    ----------
    settings
        What ``economy.toml`` (or the sheet ``economy``) says, not yet checked; None if unread.
    settings_file, settings_sheet
        Where the settings stand.
    settings_rows
        Line (or row) of each key of the settings, nested keys with a dot.
    tables
        The tables that could be read.
    scenarios
        The scenarios, by name; what is wrong with one is in its ``faults``.
    scenario_findings
        What is wrong with the scenarios and belongs to none of them.
    findings
        What was wrong with the files themselves.
    """

    settings: Mapping[str, object] | None = None
    settings_file: str = "economy.toml"
    settings_sheet: str = ""
    settings_rows: Mapping[str, int] = field(default_factory=dict)
    tables: dict[str, RawTable] = field(default_factory=dict)
    scenarios: dict[str, Scenario] = field(default_factory=dict)
    scenario_findings: list[Finding] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
