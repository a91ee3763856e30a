"""The words of a scenario: what each does, which keys it takes and what may stand in them.

What a word stands for in plain changes is in ``scenario.words``; readers, checks and the pages of
the documentation use the descriptions here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from commonweal.model.economy import TABLES

__all__ = ["BLANK", "PLAIN", "WORDS", "Word", "dated"]

BLANK = "(blank)"
"""Stands for a blank cell in ``value`` and in conditions."""

PLAIN = ("set", "scale", "add", "close", "open", "new")
"""The plain changes; every other word stands for some of these."""

_DATED = tuple(name for name, table in TABLES.items() if table.dated)
_SHUT = tuple(name for name, table in TABLES.items() if "closed" in table.column_names)


@dataclass(frozen=True)
class Word:
    """What one word of a scenario means, and what it takes.

    Attributes
    ----------
    name
        The word: ``strike``.
    meaning
        What it does, in a sentence.
    tables
        Tables that it may be said of; empty for every table.
    table
        The table it is about where a change names none; blank where it must be named.
    columns
        Columns that may be named, by table; None: any column; empty: none.
    default_columns
        The column it changes where none is named, by table.
    value
        What ``value`` is: ``none``, ``number``, or ``cell`` (whatever fits the column).
    default_value
        The value where none is given; None where it must be given.
    at_least, at_most
        Range of the number.
    takes_where, takes_values
        Whether it chooses rows, and whether it brings cells of a row of its own.
    dated
        Which days it takes: ``as_table`` (both, where the rows have dates), ``yes`` (both), ``day``
        (``from`` alone).
    """

    name: str
    meaning: str
    tables: tuple[str, ...] = ()
    table: str = ""
    columns: Mapping[str, tuple[str, ...]] | None = field(default_factory=dict)
    default_columns: Mapping[str, str] = field(default_factory=dict)
    value: Literal["none", "number", "cell"] = "none"
    default_value: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    takes_where: bool = True
    takes_values: bool = False
    dated: str = "as_table"

    def table_of(self, named: str) -> str:
        """The table that a change is about."""
        return named or self.table

    def column_of(self, table: str, named: str) -> str:
        """The column that a change is about; blank where the word has none."""
        return named or self.default_columns.get(table, "")


_AMOUNTS = {
    "routes": "capacity",
    "activities": "capacity",
    "supplies": "at_most",
    "stocks": "capacity",
    "limits": "at_most",
    "needs": "at_most",
}

WORDS: Mapping[str, Word] = MappingProxyType(
    {
        word.name: word
        for word in (
            Word("set", "A cell gets a value; (blank) empties it.", columns=None, value="cell"),
            Word("scale", "A number is multiplied by the value; blank cells stay blank.",
                 columns=None, value="number", at_least=0),
            Word("add", "The value is added to a number; a blank that means 0 counts as 0, a blank that "
                 "means no limit stays.", columns=None, value="number"),
            Word("close", "Routes, activities and supplies can't be used; all routes from and to a place "
                 "close; people are away; a limit or a need does not hold.",
                 tables=(*_SHUT, "places", "people", "limits", "needs"), dated="yes"),
            Word("open", "What is closed is open again; what holds only on other days holds on these too.",
                 tables=_SHUT),
            Word("new", "A new row, with the cells in values.", takes_where=False, takes_values=True),
            Word("window", "Open from the first day to the last, closed before and after.",
                 tables=_SHUT, table="routes"),
            Word("limit", "An amount is at most the value; what is less stays.", tables=tuple(_AMOUNTS),
                 columns={table: (column,) for table, column in _AMOUNTS.items()},
                 default_columns=_AMOUNTS, value="number", at_least=0),
            Word("sanction", "Supplies can't be had.", tables=("supplies",), table="supplies"),
            Word("tariff", "The price of supplies rises by the share in value.",
                 tables=("supplies",), table="supplies", default_columns={"supplies": "price"},
                 value="number", at_least=-1),
            Word("strike", "The share in value of the labour is withdrawn, or activities stop.",
                 tables=("supplies", "activities"), table="supplies",
                 default_columns={"supplies": "at_most", "activities": "capacity"},
                 value="number", default_value=1.0, at_least=0, at_most=1),
            Word("loss", "The share in value is lost: on the way, of a capacity, of a supply, or of what "
                 "is in store or stands of an equipment on the first day.",
                 tables=("routes", "activities", "supplies", "stocks", "equipment"),
                 columns={"routes": ("loss", "capacity"), "activities": ("capacity",),
                          "supplies": ("at_most",), "stocks": ("opening",), "equipment": ("opening",)},
                 default_columns={"routes": "loss", "activities": "capacity", "supplies": "at_most",
                                  "stocks": "opening", "equipment": "opening"},
                 value="number", at_least=0, at_most=1, dated="day"),
            Word("seize", "What is in store on the first day is taken, or the share in value of it.",
                 tables=("stocks",), table="stocks", default_columns={"stocks": "opening"},
                 value="number", default_value=1.0, at_least=0, at_most=1, dated="day"),
            Word("surge", "People, or what each of them needs, are multiplied by the value.",
                 tables=("people", "needs"), table="people",
                 default_columns={"people": "people", "needs": "amount"}, value="number", at_least=0),
            Word("crash", "A currency loses the share in value of what it buys: what is paid in it costs "
                 "1/(1 − value) times as much.", tables=("supplies",), table="supplies",
                 default_columns={"supplies": "price"}, value="number", at_least=0, at_most=0.99),
            Word("austerity", "Supplies of money are cut by the share in value.",
                 tables=("supplies",), table="supplies", default_columns={"supplies": "at_most"},
                 value="number", at_least=0, at_most=1),
            Word("aid", "A new supply with the cells in values, or the value more of those that match.",
                 tables=("supplies",), table="supplies", default_columns={"supplies": "at_most"},
                 value="number", at_least=0, takes_values=True),
            Word("delay", "What sets out takes the value longer, in days.",
                 tables=("routes",), table="routes", default_columns={"routes": "delay"},
                 value="number", at_least=0),
        )
    }
)  # fmt: skip
"""Every word, plain ones first."""


def dated(word: Word, table: str) -> bool:
    """Whether a change of a table's rows may hold for some days only."""
    return word.dated == "yes" or table in _DATED
