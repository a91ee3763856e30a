"""Tables and words of scenarios in messages: what each column takes and means, in every language."""

from __future__ import annotations

from typing import Literal

from commonweal.language.ar.meanings import MEANINGS
from commonweal.model import TABLES
from commonweal.model.changes import CONFIDENCES
from commonweal.model.table import Column, Table
from commonweal.model.words import BLANK, PLAIN, WORDS, Word, dated
from commonweal.wire.descriptions import (
    ColumnDescribed,
    TableDescribed,
    TablesDescribed,
    WordDescribed,
    WordsDescribed,
)

__all__ = ["tables_message", "words_message"]


def tables_message() -> TablesDescribed:
    """All tables with their columns."""
    return TablesDescribed(tables=tuple(_table(table) for table in TABLES.values()))


def words_message() -> WordsDescribed:
    """All words of scenarios."""
    words = tuple(_word(word) for word in WORDS.values())
    return WordsDescribed(words=words, confidences=CONFIDENCES, blank=BLANK)


def _meanings(english: str) -> dict[str, str]:
    """A sentence in every language; nothing for none."""
    return {"en": english, "ar": MEANINGS[english]} if english else {}


def _table(table: Table) -> TableDescribed:
    return TableDescribed(
        name=table.name,
        meanings=_meanings(table.meaning),
        required=table.required,
        key=table.key,
        dated=table.dated,
        unit_column=table.unit_column,
        extra_prefixes=table.extra_prefixes,
        columns=tuple(_column(column) for column in table.columns),
    )


def _column(column: Column) -> ColumnDescribed:
    return ColumnDescribed(
        name=column.name,
        kind=column.kind.value,
        meanings=_meanings(column.meaning),
        units=_meanings(column.unit),
        required=column.required,
        refers_to=column.refers_to,
        choices=column.choices,
        at_least=column.at_least,
        above=column.above,
        at_most=column.at_most,
        star=column.star,
        measured_in=column.measured_in,
    )


def _word(word: Word) -> WordDescribed:
    tables = word.tables or tuple(TABLES)
    return WordDescribed(
        name=word.name,
        meanings=_meanings(word.meaning),
        plain=word.name in PLAIN,
        tables=tables,
        table=word.table,
        columns=None if word.columns is None else dict(word.columns),
        default_columns=dict(word.default_columns),
        value=word.value,
        default_value=word.default_value,
        at_least=word.at_least,
        at_most=word.at_most,
        takes_where=word.takes_where,
        takes_values=word.takes_values,
        dates={table: _dates(word, table) for table in tables},
    )


def _dates(word: Word, table: str) -> Literal["both", "day", "none"]:
    """Which days a change of a table's rows takes."""
    if word.dated == "day" and table in {"stocks", "equipment"}:
        return "day"
    return "both" if dated(word, table) else "none"
