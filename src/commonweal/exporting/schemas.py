"""The schema of a table in the words of Frictionless: types, units, keys, what may stand where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from commonweal.exporting.columns import ColumnText, TableText
from commonweal.model import TABLES, Column, Kind, Table

__all__ = ["schema_of", "text_of"]

_TYPES: Mapping[type[pl.DataType], str] = {
    pl.String: "string",
    pl.Float64: "number",
    pl.Int64: "integer",
    pl.UInt32: "integer",
    pl.Int32: "integer",
    pl.Boolean: "boolean",
    pl.Date: "date",
    pl.Array: "array",
    pl.List: "array",
}


def text_of(table: Table, written: Iterable[str] = ()) -> TableText:
    """A table of an economy in the same form as a table of a plan.

    Parameters
    ----------
    table
        The table.
    written
        Columns that its rows have, which may be more than it describes: names in languages.
    """
    columns = {
        column.name: ColumnText(
            column.meaning,
            column.unit or ("share" if column.kind is Kind.SHARE else ""),
            (column.refers_to, TABLES[column.refers_to].key[0]) if column.refers_to else ("", ""),
            column.required,
            column.at_least if column.kind.numeric else None,
            column.at_most if column.kind.numeric else None,
            _closed_choices(column),
        )
        for column in table.columns
    }
    further = {
        name: ColumnText(f"Its name for people, in the language '{name.removeprefix(prefix)}'.")
        for name in written
        for prefix in table.extra_prefixes
        if name.startswith(prefix)
    }
    return TableText(table.meaning, table.key, columns | further)


def _closed_choices(column: Column) -> tuple[str, ...]:
    """Words that may stand in a column, where no others may."""
    return column.choices if column.kind is Kind.CHOICE else ()


def schema_of(
    frame: pl.DataFrame, text: TableText, tables: Mapping[str, tuple[str, pl.DataFrame]]
) -> dict[str, Any]:
    """The table schema of rows as they are written.

    Parameters
    ----------
    frame
        The rows.
    text
        What their columns mean; a column it doesn't name is described by its type alone.
    tables
        Tables that names may refer to: for each table of the economy, its resource and its rows.

    Returns
    -------
    ``fields``, and ``primaryKey`` and ``foreignKeys`` where the rows keep them.
    """
    nothing = ColumnText("")
    fields = [
        _field(name, dtype, text.columns.get(name, nothing), frame) for name, dtype in frame.schema.items()
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    key = [name for name in text.key if name in frame.columns]
    if key and _tells_apart(frame, key):
        schema["primaryKey"] = key
    references = [
        {"fields": [name], "reference": {"resource": resource, "fields": [there]}}
        for name, resource, there in _references(frame, text, tables)
    ]
    return schema | ({"foreignKeys": references} if references else {})


def _field(name: str, dtype: pl.DataType, text: ColumnText, frame: pl.DataFrame) -> dict[str, Any]:
    """One column as a field."""
    field: dict[str, Any] = {"name": name, "type": _TYPES[type(dtype)]}
    if text.meaning:
        field["description"] = text.meaning
    if text.unit:
        field["unit"] = text.unit
    constraints: dict[str, Any] = {}
    if text.required and not _blanks(frame[name]):
        constraints["required"] = True
    if text.at_least is not None:
        constraints["minimum"] = text.at_least
    if text.at_most is not None:
        constraints["maximum"] = text.at_most
    if text.choices:
        constraints["enum"] = list(text.choices)
    return field | ({"constraints": constraints} if constraints else {})


def _tells_apart(frame: pl.DataFrame, key: list[str]) -> bool:
    """Whether the rows are told apart by a key without blanks."""
    filled = not any(_blanks(frame[name]) for name in key)
    return filled and frame.select(key).n_unique() == frame.height


def _blanks(column: pl.Series) -> int:
    """How many cells are blank; an empty text is (``missingValues``)."""
    empty = int((column == "").sum()) if column.dtype == pl.String else 0
    return column.null_count() + empty


def _references(
    frame: pl.DataFrame, text: TableText, tables: Mapping[str, tuple[str, pl.DataFrame]]
) -> list[tuple[str, str, str]]:
    """Columns all of whose names stand in another table: column, resource, column there."""
    found = []
    for name, column in text.columns.items():
        table, there = column.refers_to
        if name not in frame.columns or table not in tables:
            continue
        resource, rows = tables[table]
        if (
            there in rows.columns
            and frame[name].replace("", None).drop_nulls().is_in(rows[there].to_list()).all()
        ):
            found.append((name, resource, there))
    return found
