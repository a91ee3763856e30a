"""Parts of a table: filtered, sorted and cut, through a DuckDB that can touch nothing else.

DuckDB gets the columns that are asked about under names of our own, and says which rows they are and in
which order; the rows themselves are taken from the table. So no name that a person wrote becomes SQL,
values are parameters only, and the connection reads no file, opens no other database, loads nothing and
can't be told otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import duckdb
import numpy as np
import polars as pl
from numpy.typing import NDArray

from commonweal.data.cells import as_day, as_flag, as_number
from commonweal.data.raw import CellError
from commonweal.errors import ModelError
from commonweal.validate.report import shown, suggestion

__all__ = ["OPERATORS", "Condition", "Found", "Order", "closed_connection", "condition", "order", "rows_of"]

OPERATORS: Mapping[str, str] = {"eq": "=", "ne": "<>", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
"""What a condition may ask beside ``has`` (the text holds these letters, large or small), and its SQL."""

_HAS = "has"
_CONDITION = re.compile(rf"(?s)(.*?):({'|'.join([*OPERATORS, _HAS])}):(.*)")
_MOST = 20  # conditions, or columns to sort by
_LONGEST = 1_000  # characters of a value that a condition compares with

_CONFIGURATION: Mapping[str, Any] = {
    "threads": 1,
    "memory_limit": "512MB",
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "lock_configuration": True,
}

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Condition:
    """What rows must fit.

    Attributes
    ----------
    column, operator
        Name of the column, and one of ``OPERATORS`` or ``has``.
    value
        What it is compared with, as text; blank asks for blank cells (``eq``) or for others (``ne``).
    """

    column: str
    operator: str
    value: str


@dataclass(frozen=True)
class Order:
    """A column that rows are sorted by; blank cells come last either way."""

    column: str
    falling: bool = False


@dataclass(frozen=True)
class Found:
    """A part of a table.

    Attributes
    ----------
    rows
        The part.
    positions : shape (n_rows,)
        Position of each row in the whole table, from 0.
    total
        Rows that fit the conditions, of which these are a part.
    """

    rows: pl.DataFrame
    positions: Integers
    total: int


def condition(text: str) -> Condition:
    """A condition as it is written: ``column:operator:value``.

    Raises
    ------
    ModelError
        If it can't be read.

    Examples
    --------
    >>> condition("amount:ge:12.5")
    Condition(column='amount', operator='ge', value='12.5')
    """
    parts = _CONDITION.fullmatch(text)
    if parts is None:
        raise ModelError(
            f"'{shown(text)}' is no condition. Write COLUMN:OPERATOR:VALUE with one of "
            f"{', '.join([*OPERATORS, _HAS])}."
        )
    return Condition(*parts.groups())


def order(text: str) -> tuple[Order, ...]:
    """What to sort by, as it is written: columns with commas between, ``-`` before one for falling.

    Examples
    --------
    >>> order("-amount,good")
    (Order(column='amount', falling=True), Order(column='good', falling=False))
    """
    return tuple(Order(name.removeprefix("-"), name.startswith("-")) for name in text.split(",") if name)


def rows_of(
    table: pl.DataFrame,
    conditions: Sequence[Condition] = (),
    by: Sequence[Order] = (),
    *,
    offset: int = 0,
    limit: int | None = None,
) -> Found:
    """The rows of a table that fit all conditions, sorted, from an offset on.

    Rows that are alike in what they are sorted by stay in the order of the table.

    Parameters
    ----------
    table
        The whole table.
    offset, limit
        How many rows to leave out first, and the most to return; None for all.

    Raises
    ------
    ModelError
        If a condition or column does not suit the table.
    """
    if max(len(conditions), len(by)) > _MOST:
        raise ModelError(f"A table is filtered by at most {_MOST} conditions and sorted by {_MOST} columns.")
    end = None if limit is None else offset + limit
    if conditions:
        fitting = _asked(table, conditions, by, None)
        return _cut(table, fitting[offset:end], len(fitting))
    if by:
        return _cut(table, _asked(table, conditions, by, end)[offset:], table.height)
    return _cut(table, np.arange(table.height, dtype=np.int64)[offset:end], table.height)


def closed_connection() -> duckdb.DuckDBPyConnection:
    """A database in memory that reads no file, loads nothing, and can't be told otherwise."""
    return duckdb.connect(":memory:", config=dict(_CONFIGURATION))


@cache
def _shared() -> duckdb.DuckDBPyConnection:
    """The one that all questions share (starting one takes longer than most answers); each has a cursor."""
    return closed_connection()


def _cut(table: pl.DataFrame, positions: Integers, total: int) -> Found:
    """Rows of a table by their positions."""
    return Found(table[positions], positions, total)


def _asked(
    table: pl.DataFrame, conditions: Sequence[Condition], by: Sequence[Order], end: int | None
) -> Integers:
    """Positions of the rows that fit, in their order; only the first where an end is given."""
    names = list(dict.fromkeys([*(each.column for each in conditions), *(each.column for each in by)]))
    columns = {name: _Column(f"c{number}", _known(table, name)) for number, name in enumerate(names)}
    parameters: list[object] = []
    where = [columns[each.column].fits(each, parameters) for each in conditions]
    sort = [columns[each.column].sorted(falling=each.falling) for each in by]
    # no part of the statement is anybody's text: names of columns are ours, values are parameters
    statement = " ".join(
        [
            "SELECT position FROM asked",
            *(["WHERE", " AND ".join(where)] if where else []),
            "ORDER BY",
            ", ".join([*sort, "position"]),
            *(["LIMIT ?"] if end is not None else []),
        ]
    )
    if end is not None:
        parameters.append(end)
    given = {"position": np.arange(table.height, dtype=np.int64)}
    for column in columns.values():
        given |= column.arrays()
    with _shared().cursor() as connection:
        connection.register("asked", given)
        try:
            answer = connection.execute(statement, parameters).fetchnumpy()
        except duckdb.OutOfMemoryException as error:
            raise ModelError("The table is too large for this. Ask for fewer columns to sort by.") from error
    positions: Integers = np.asarray(answer["position"], dtype=np.int64)
    return positions


def _known(table: pl.DataFrame, name: str) -> pl.Series:
    """A column of a table.

    Raises
    ------
    ModelError
        If there is none of the name.
    """
    if name not in table.columns:
        remedy = suggestion(name, table.columns, f"There are: {', '.join(table.columns)}.")
        raise ModelError(f"The table has no column '{shown(name)}'. {remedy}")
    return table[name]


@dataclass(frozen=True)
class _Column:
    """A column as DuckDB knows it: ``ours`` with its values, ``ours_blank`` with which are missing."""

    ours: str
    cells: pl.Series

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Its values and what is missing, one array each."""
        kind = self.cells.dtype
        if kind.is_float():
            blank = self.cells.is_null() | self.cells.is_nan().fill_null(value=False)
            values = self.cells.fill_null(0.0).cast(pl.Float64)
        elif kind.is_integer() or kind == pl.Boolean:
            blank, values = self.cells.is_null(), self.cells.cast(pl.Int64).fill_null(0)
        else:
            blank, values = self.cells.is_null(), self.cells.cast(pl.String).fill_null("")
        return {self.ours: values.to_numpy(), f"{self.ours}_blank": blank.to_numpy()}

    def sorted(self, *, falling: bool) -> str:
        """How rows are sorted by it."""
        return f"{self.ours}_blank, {self.ours} {'DESC' if falling else 'ASC'}"

    def fits(self, asked: Condition, parameters: list[object]) -> str:
        """Which rows fit a condition; what it compares with is added to the parameters.

        Raises
        ------
        ModelError
            If it does not suit the column.
        """
        value = self._value(asked)
        if value is None:
            return f"{self.ours}_blank" if asked.operator == "eq" else f"NOT {self.ours}_blank"
        parameters.append(value)
        if asked.operator == _HAS:
            return f"contains(lower({self.ours}), lower(?))"
        fits = f"(NOT {self.ours}_blank AND {self.ours} {OPERATORS[asked.operator]} ?)"
        return f"({self.ours}_blank OR {fits})" if asked.operator == "ne" else fits

    def _value(self, asked: Condition) -> object:
        """What a condition compares with, in the type of the column; None for blank."""
        if asked.operator not in {*OPERATORS, _HAS}:
            known = ", ".join([*OPERATORS, _HAS])
            raise ModelError(f"'{shown(asked.operator)}' compares nothing. There are: {known}.")
        if len(asked.value) > _LONGEST:
            raise ModelError(f"A condition compares with at most {_LONGEST:,} characters.")
        try:
            value = _read(self.cells.dtype, asked.value)
        except CellError as error:
            raise ModelError(f"'{shown(asked.value)}' in '{shown(self.cells.name)}': {error}") from error
        if asked.operator == _HAS and not isinstance(value, str):
            raise ModelError(f"'{_HAS}' needs a column of texts, and a text to look for.")
        if value is None and asked.operator not in {"eq", "ne"}:
            raise ModelError("A condition with 'lt', 'le', 'gt' or 'ge' needs a value to compare with.")
        return value


def _read(kind: pl.DataType, text: str) -> object:
    """A text in the type of a column, None where it is blank."""
    if kind.is_numeric():
        return as_number(text)
    if kind == pl.Boolean:
        flag = as_flag(text)
        return None if flag is None else int(flag)
    if kind == pl.Date:
        day = as_day(text)
        return None if day is None else day.isoformat()
    return text or None
