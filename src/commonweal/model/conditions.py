"""Conditions: the short texts by which a change says which rows it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from commonweal.model.economy import TABLES
from commonweal.model.table import Column, Table
from commonweal.model.words import BLANK

__all__ = ["Condition", "UnknownColumn", "conditions_text", "parse_conditions"]

_PART = re.compile(r"\s*([a-z_]+)(?:\.([a-z_]+))?\s*(!=|>=|<=|=|>|<)\s*(.*?)\s*", re.DOTALL)
_CODES = str.maketrans({"%": "%25", ",": "%2C", "|": "%7C"})
_UNEQUAL = frozenset({">", "<", ">=", "<="})


class UnknownColumn(ValueError):
    """A condition about a column that the table does not have.

    Attributes
    ----------
    column
        What stands there.
    known
        Columns that there are.
    """

    def __init__(self, column: str, table: Table) -> None:
        self.column = column
        self.known = table.column_names
        super().__init__(f"'{column}' is not a column of {table.name}.")


@dataclass(frozen=True)
class Condition:
    """What one cell of a row must say.

    Attributes
    ----------
    column
        A column of the row.
    attribute
        A column of what the cell names (``family`` in ``good.family``); blank: the cell itself.
    sign
        ``=``, ``!=``, ``>``, ``<``, ``>=`` or ``<=``.
    values
        Values any of which will do (``!=``: none of which may stand there); None for blank.
    """

    column: str
    attribute: str
    sign: str
    values: tuple[str | None, ...]

    @property
    def name(self) -> str:
        """The column as it is written: ``good.family``."""
        return f"{self.column}.{self.attribute}" if self.attribute else self.column

    def __str__(self) -> str:
        values = "|".join(BLANK if value is None else value.translate(_CODES) for value in self.values)
        return f"{self.name}{self.sign}{values}"


def conditions_text(*conditions: Condition | str) -> str:
    """Conditions as one text; blank ones fall away."""
    return ", ".join(str(condition) for condition in conditions if str(condition))


def parse_conditions(text: str, table: Table) -> tuple[Condition, ...]:
    """The parts of a text such as ``mode=road|rail, to_place.parent=aleppo, capacity>10``.

    In values ``%``, ``,`` and ``|`` are written as percent codes (``%25``, ``%2C``, ``%7C``), and
    ``(blank)`` is a blank cell.

    Raises
    ------
    UnknownColumn
        Where the table has no such column.
    ValueError
        With the reason, where a part is no condition.

    Examples
    --------
    >>> parse_conditions("mode=road|rail", TABLES["routes"])
    (Condition(column='mode', attribute='', sign='=', values=('road', 'rail')),)
    """
    return tuple(_condition(part, table) for part in text.split(",")) if text.strip() else ()


def _condition(part: str, table: Table) -> Condition:
    """One ``column=value`` of a text."""
    found = _PART.fullmatch(part)
    if found is None or not found[4]:
        raise ValueError(f"'{part.strip()}' is not of the form column=value.")
    column, attribute, sign, texts = found[1], found[2] or "", found[3], found[4].split("|")
    described = _described(table, column, attribute)
    values = tuple(None if text.strip() == BLANK else unquote(text.strip()) for text in texts)
    if "" in values:
        raise ValueError(f"'{part.strip()}' names no value; a blank cell is {BLANK}.")
    if sign in _UNEQUAL and (len(values) > 1 or not described.kind.numeric or values[0] is None):
        raise ValueError(f"'{part.strip()}' compares with one number, in a column of numbers.")
    if described.kind.numeric:
        _refuse_words(part, values)
    return Condition(column, attribute, sign, values)


def _described(table: Table, column: str, attribute: str) -> Column:
    """The column that a condition is about."""
    if column not in table.column_names:
        raise UnknownColumn(column, table)
    described = table.column(column)
    if not attribute:
        return described
    if not described.refers_to:
        raise ValueError(f"'{column}' of {table.name} names nothing that has columns of its own.")
    other = TABLES[described.refers_to]
    if attribute not in other.column_names:
        raise UnknownColumn(attribute, other)
    return other.column(attribute)


def _refuse_words(part: str, values: tuple[str | None, ...]) -> None:
    """Refuse words where a column holds numbers."""
    for value in values:
        try:
            float(value or 0)
        except ValueError as error:
            raise ValueError(f"'{part.strip()}' compares a number with a word.") from error
