"""What a table and its columns are: names, types, units and meanings, kept as data.

Readers, checks, the workbook template and the reference pages all read these
descriptions, so they can't drift apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import polars as pl

__all__ = ["CLOSED", "NOTES", "VALIDITY", "Column", "Kind", "Table"]


class Kind(Enum):
    """How the text of a cell is read."""

    NAME = "name"
    """An identifier: no control characters, at most 200 characters, not blank where required."""
    TEXT = "text"
    """Free text, kept and shown as it is."""
    NUMBER = "number"
    """A finite number below 1e15 in size."""
    SHARE = "share"
    """A number from 0 to 1."""
    COUNT = "count"
    """A whole number."""
    DATE = "date"
    """A day, written 2016-07-01."""
    CHOICE = "choice"
    """One of a few words."""
    FLAG = "flag"
    """``yes`` or ``no``; blank is no."""

    @property
    def dtype(self) -> type[pl.DataType]:
        """The column type inside an economy."""
        return _DTYPES[self]

    @property
    def numeric(self) -> bool:
        """Whether cells of this kind are numbers."""
        return self in {Kind.NUMBER, Kind.SHARE, Kind.COUNT}


_DTYPES: dict[Kind, type[pl.DataType]] = {
    Kind.NAME: pl.String,
    Kind.TEXT: pl.String,
    Kind.NUMBER: pl.Float64,
    Kind.SHARE: pl.Float64,
    Kind.COUNT: pl.Float64,
    Kind.DATE: pl.Date,
    Kind.CHOICE: pl.String,
    Kind.FLAG: pl.Boolean,
}


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name, kind, meaning
        As the reference page shows them.
    unit
        The unit in words, for people: ``unit of the good per day``.
    required
        Whether every row must fill it.
    refers_to
        Table whose first key column holds the names allowed here.
    choices
        Words allowed, for ``Kind.CHOICE``; empty for any word.
    at_least, above, at_most
        Range of a number: ``>= at_least``, ``> above``, ``<= at_most``.
    star
        Whether ``*`` (one copy for each place) may stand here.
    measured_in
        For numbers that follow the row's ``unit`` column: the dimension, as an expression in
        braces over the row's names: ``{good}``, ``{nutrient}/{good}``, ``{paid_in}/{good}``.
    """

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    required: bool = False
    refers_to: str = ""
    choices: tuple[str, ...] = ()
    at_least: float | None = None
    above: float | None = None
    at_most: float | None = None
    star: bool = False
    measured_in: str = ""


@dataclass(frozen=True)
class Table:
    """One table of an economy.

    Attributes
    ----------
    name, meaning
        As the reference page shows them; one row is ``meaning``.
    columns
        In the order of writing.
    key
        Columns that together tell rows apart (blank counts as a value). Rows that agree in the
        key may still differ in time, where the table has ``from`` and ``until``.
    required
        Whether an economy must have at least one row of it.
    unit_column
        Whether a ``unit`` column may be given when reading; it is converted away at the edge.
    extra_prefixes
        Prefixes of further text columns that are allowed (``name_`` for names in languages).
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    required: bool = False
    unit_column: bool = False
    extra_prefixes: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The description of one column."""
        return next(column for column in self.columns if column.name == name)

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of all described columns, in the order of writing."""
        return tuple(column.name for column in self.columns)

    @property
    def dated(self) -> bool:
        """Whether rows may hold for part of the calendar only."""
        return "from" in self.column_names

    @property
    def schema(self) -> dict[str, type[pl.DataType]]:
        """Column types inside an economy."""
        return {column.name: column.kind.dtype for column in self.columns}


NOTES = (
    Column("source", Kind.TEXT, "Where the figures are from; 'assumed' for an assumption."),
    Column("note", Kind.TEXT, "Anything else; kept and shown."),
)
"""Columns that close every table."""

VALIDITY = (
    Column("from", Kind.DATE, "First day the row holds; blank: from the start."),
    Column("until", Kind.DATE, "First day it no longer holds; blank: to the end."),
)
"""Columns of rows that may hold for part of the calendar only."""

CLOSED = Column(
    "closed",
    Kind.FLAG,
    "Known, but shut for as long as the row holds; explanations may name it.",
)
"""Column of rows that may be there and not be usable."""
