"""What columns of tables are, in words: of economies, of plans, and of other results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import polars as pl

from commonweal.exporting.columns import PLAN_TABLES
from commonweal.model import TABLES
from commonweal.model.table import Kind
from commonweal.wire.economies import Column

__all__ = ["Described", "of_economy", "of_result"]

Described = Callable[[str, pl.DataType], Column]
_Type = Literal["text", "number", "count", "date", "flag"]


def of_economy(table: str) -> Described:
    """What the columns of an economy's table are."""
    known = {column.name: column for column in TABLES[table].columns}

    def described(name: str, kind: pl.DataType) -> Column:
        column = known.get(name)
        if column is None:
            return Column(name=name, type=_type_of(kind))
        count = column.kind is Kind.COUNT
        return Column(
            name=name,
            type="count" if count else _type_of(kind),
            unit=column.unit,
            meaning=column.meaning,
        )

    return described


def of_result(table: str) -> Described:
    """What the columns of a result's table are; the words are known for tables of plans."""
    known = PLAN_TABLES[table].columns if table in PLAN_TABLES else {}

    def described(name: str, kind: pl.DataType) -> Column:
        words = known.get(name)
        said = {} if words is None else {"unit": words.unit, "meaning": words.meaning}
        return Column(name=name, type=_type_of(kind), **said)

    return described


def _type_of(kind: pl.DataType) -> _Type:
    """What cells of a type are."""
    if kind.is_float():
        return "number"
    if kind.is_integer():
        return "count"
    if kind == pl.Boolean:
        return "flag"
    return "date" if kind == pl.Date else "text"
