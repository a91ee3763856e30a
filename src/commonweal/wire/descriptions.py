"""What there is to fill in: the tables of an economy with their columns, and the words of scenarios."""

from __future__ import annotations

from typing import Literal

from commonweal.wire.message import Message

__all__ = ["ColumnDescribed", "TableDescribed", "TablesDescribed", "WordDescribed", "WordsDescribed"]

Meanings = dict[str, str]
"""A sentence in each language, by its code; ``en`` is always there."""


class ColumnDescribed(Message):
    """A column of a table.

    Attributes
    ----------
    name, meanings
        What it is called, and what stands in it.
    kind
        How its cells are read: ``name``, ``text``, ``number``, ``share`` (0 to 1), ``count`` (a whole
        number), ``date``, ``choice`` (one of ``choices``), ``flag`` (yes or no).
    units
        The unit in words; empty for none.
    required
        Whether every row must fill it.
    refers_to
        The table whose names may stand here, in its first column; blank for any.
    choices
        The words that may stand here; empty for any.
    at_least, above, at_most
        Range of a number; null for no bound.
    star
        Whether ``*`` (a copy for each place) may stand here.
    measured_in
        For numbers that follow the row's ``unit``: the dimension over its names, as ``{paid_in}/{good}``.
    """

    name: str
    kind: Literal["name", "text", "number", "share", "count", "date", "choice", "flag"]
    meanings: Meanings
    units: Meanings
    required: bool
    refers_to: str
    choices: tuple[str, ...]
    at_least: float | None
    above: float | None
    at_most: float | None
    star: bool
    measured_in: str


class TableDescribed(Message):
    """A table of an economy.

    Attributes
    ----------
    name, meanings
        What it is called, and what one row of it is.
    required
        Whether an economy must have a row of it.
    key
        Columns that together tell rows apart.
    dated
        Whether rows may hold for part of the calendar only (``from``, ``until``).
    unit_column
        Whether amounts may come with a ``unit`` when the table is uploaded; they are converted then.
    extra_prefixes
        Beginnings of further columns of text that are allowed: ``name_`` for names in languages.
    """

    name: str
    meanings: Meanings
    required: bool
    key: tuple[str, ...]
    dated: bool
    unit_column: bool
    extra_prefixes: tuple[str, ...]
    columns: tuple[ColumnDescribed, ...]


class TablesDescribed(Message):
    """All tables that an economy may have, in the order of writing."""

    tables: tuple[TableDescribed, ...]


class WordDescribed(Message):
    """A word of scenarios: what a change with it does, and what it takes.

    Attributes
    ----------
    name, meanings
        The word, and what it does in a sentence.
    plain
        Whether it is a plain change; the others stand for some of these.
    tables
        Tables that it may be said of.
    table
        The table it is about where a change names none; blank where it must be named.
    columns
        By table the columns that may be named; empty where none may, null where any may.
    default_columns
        By table the column it changes where none is named.
    value
        What ``value`` is: ``none``, ``number``, or ``cell`` (whatever fits the column).
    default_value
        The value where none is given; null where it must be given.
    at_least, at_most
        Range of the number; null for no bound.
    takes_where, takes_values
        Whether it chooses rows, and whether it may bring cells of a row of its own.
    dates
        By table which days it takes: ``both`` (``from`` and ``until``), ``day`` (``from`` alone), ``none``.
    """

    name: str
    meanings: Meanings
    plain: bool
    tables: tuple[str, ...]
    table: str
    columns: dict[str, tuple[str, ...]] | None
    default_columns: dict[str, str]
    value: Literal["none", "number", "cell"]
    default_value: float | None
    at_least: float | None
    at_most: float | None
    takes_where: bool
    takes_values: bool
    dates: dict[str, Literal["both", "day", "none"]]


class WordsDescribed(Message):
    """All words of scenarios, plain ones first.

    Attributes
    ----------
    confidences
        How sure a change may be said to be.
    blank
        What stands for a blank cell in ``value`` and in conditions.
    """

    words: tuple[WordDescribed, ...]
    confidences: tuple[str, ...]
    blank: str
