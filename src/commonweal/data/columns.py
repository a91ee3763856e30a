"""Typing the cells of a column, all at once where they are plain and one by one where not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from commonweal.data.cells import as_day, as_flag, as_number, as_text, fifteen_digits, name_text
from commonweal.data.raw import Cell, CellError
from commonweal.model import Column, Kind

__all__ = ["CellFault", "rounded", "typed_column"]

_PLAIN = r"^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$"
_MOST_DIGITS = 15  # a text no longer than this spells a number of at most 15 digits
_EXACT = 1e15  # whole numbers below are exact


@dataclass(frozen=True)
class CellFault:
    """A cell that can't be read.

    Attributes
    ----------
    index
        Row, counted from 0.
    value
        What stands there.
    error
        Why it can't be read, and what to do.
    """

    index: int
    value: object
    error: CellError


def typed_column(
    column: Column, cells: pl.Series | Sequence[Cell], decimal: str = "."
) -> tuple[pl.Series, list[CellFault]]:
    """The cells of a column in its type; a cell that can't be read becomes blank and a fault."""
    if isinstance(cells, pl.Series):
        if column.kind.numeric and cells.dtype == pl.String:
            return _numbers_in_text(column, cells, decimal)
        if column.kind in {Kind.NAME, Kind.TEXT, Kind.CHOICE} and cells.dtype == pl.String:
            return _texts(column, cells), []
        if column.kind is Kind.DATE and cells.dtype == pl.Date:
            return cells.alias(column.name), []
        cells = cells.to_list()
    return _one_by_one(column, cells, decimal)


def _one_by_one(column: Column, cells: Sequence[Cell], decimal: str) -> tuple[pl.Series, list[CellFault]]:
    """Cells read one at a time."""
    read = _reader(column.kind, decimal)
    values: list[object] = []
    faults: list[CellFault] = []
    for index, cell in enumerate(cells):
        try:
            values.append(read(cell))
        except CellError as error:
            values.append(None)
            faults.append(CellFault(index, getattr(cell, "text", cell), error))
    return pl.Series(column.name, values, dtype=column.kind.dtype), faults


def _reader(kind: Kind, decimal: str) -> Callable[[Cell], object]:
    """How a cell of a kind is read."""
    if kind.numeric:
        return lambda cell: as_number(cell, decimal)
    return {Kind.DATE: as_day, Kind.FLAG: as_flag, Kind.TEXT: as_text}.get(kind, name_text)


def _numbers_in_text(column: Column, cells: pl.Series, decimal: str) -> tuple[pl.Series, list[CellFault]]:
    """Numbers spelt in text: plain ones together, the others one by one."""
    plain = cells.str.contains(_PLAIN) & (cells.str.len_bytes() <= _MOST_DIGITS)
    if decimal == ",":
        plain &= ~cells.str.contains(".", literal=True)
    plain = plain.fill_null(value=False)
    numbers = cells.set(~plain, None).cast(pl.Float64).alias(column.name)
    plain &= numbers.is_finite().fill_null(value=False)
    rest = (~plain & cells.is_not_null()).arg_true()
    if rest.is_empty():
        return numbers, []
    others, faults = _one_by_one(column, cells.gather(rest).to_list(), decimal)
    index = rest.to_list()
    return numbers.scatter(index, others), [
        CellFault(index[fault.index], fault.value, fault.error) for fault in faults
    ]


def _texts(column: Column, cells: pl.Series) -> pl.Series:
    """Names and texts, blank ones null."""
    blank = cells.str.strip_chars() == ""
    if column.kind is Kind.TEXT:
        cells = cells.str.replace_all("\r\n", "\n", literal=True).str.replace_all("\r", "\n", literal=True)
    else:
        cells = cells.str.strip_chars()
    return cells.set(blank.fill_null(value=False), None).alias(column.name)


def rounded(numbers: pl.Series) -> pl.Series:
    """Numbers at 15 significant digits (conventions §3)."""
    values = [
        number if number is None or (number.is_integer() and abs(number) < _EXACT) else fifteen_digits(number)
        for number in numbers.to_list()
    ]
    return pl.Series(numbers.name, values, dtype=pl.Float64)
