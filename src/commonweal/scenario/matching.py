"""Which rows a change is about; a row that stands for every place is parted where only one is meant."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from commonweal.model import TABLES, Column, Kind
from commonweal.model.conditions import Condition
from commonweal.scenario.rows import Row, Rows
from commonweal.validate.report import shown, suggestion

__all__ = ["Unmatched", "matching"]

STAR = "*"

_STANDS_FOR_ALL: dict[tuple[str, str], tuple[str | None, ...]] = {
    ("activities", "place"): (None, STAR),
    ("supplies", "place"): (STAR,),
    ("stocks", "place"): (STAR,),
    ("losses", "place"): (STAR,),
    ("equipment", "place"): (STAR,),
    ("equipment_losses", "place"): (STAR,),
    ("limits", "place"): (STAR,),
    ("needs", "place"): (None,),
    ("needs", "group"): (None,),
    ("route_goods", "route"): (None,),
}
"""Cells by which a row stands for every name; in other columns a blank is a value of its own."""


class Unmatched(Exception):
    """Conditions that no row meets.

    Attributes
    ----------
    why, remedy
        As in ``Finding``.
    """

    def __init__(self, why: str, remedy: str) -> None:
        self.why = why
        self.remedy = remedy
        super().__init__(f"{why} {remedy}")


def matching(rows: Rows, table: str, conditions: Sequence[Condition]) -> list[int]:
    """Positions of the rows that meet all conditions.

    A row that stands for every place (group, route) is first replaced by one row each where only
    some of them are meant.

    Raises
    ------
    Unmatched
        Where a name that a condition asks for stands in no row.
    """
    for column in dict.fromkeys(condition.column for condition in conditions):
        if (table, column) in _STANDS_FOR_ALL:
            _part(rows, table, column, conditions)
    for condition in conditions:
        _refuse_unknown(rows, table, condition)
    met = pl.Series([True]).new_from_index(0, rows.frames[table].height)
    for condition in conditions:
        met &= _met(rows, table, condition)
    return met.arg_true().to_list()


def _part(rows: Rows, table: str, column: str, conditions: Sequence[Condition]) -> None:
    """Replace rows that stand for every name by one row each, where names are meant."""
    frame = rows.frames[table]
    stars = _STANDS_FOR_ALL[table, column]
    every = frame[column].is_in([name for name in stars if name is not None]).fill_null(value=None in stars)
    for condition in conditions:
        if (table, condition.column) not in _STANDS_FOR_ALL:
            every &= _met(rows, table, condition)
    own = [condition for condition in conditions if condition.column == column]
    instead: dict[int, Sequence[Row]] = {}
    for position in every.arg_true():
        row = frame.row(position, named=True)
        if table != "needs" and _is_pooled(rows, row):
            continue
        copies = [row | {column: name} for name in _names(rows, table, column, row)]
        trial = pl.DataFrame(copies, schema=frame.schema)
        if all(_met_in(rows, table, trial, condition).any() for condition in own):
            instead[position] = copies
    rows.replace(table, instead)


def _is_pooled(rows: Rows, row: Row) -> bool:
    """Whether a row is about a good that has one balance for all places."""
    if "good" not in row:
        return False
    goods = rows.frames["goods"].filter(pl.col("good") == row["good"])
    return bool(goods["pooled"].fill_null(value=False).any())


def _names(rows: Rows, table: str, column: str, row: Row) -> list[str]:
    """The names that a row stands for."""
    if table == "needs":
        other = "group" if column == "place" else "place"
        people = rows.frames["people"]
        if row[other] is not None:
            people = people.filter(pl.col(other) == row[other])
        return people[column].drop_nulls().unique(maintain_order=True).to_list()
    source = TABLES[TABLES[table].column(column).refers_to]
    return rows.frames[source.name][source.key[0]].drop_nulls().unique(maintain_order=True).to_list()


def _met(rows: Rows, table: str, condition: Condition) -> pl.Series:
    """Which rows of a table meet a condition."""
    return _met_in(rows, table, rows.frames[table], condition)


def _met_in(rows: Rows, table: str, frame: pl.DataFrame, condition: Condition) -> pl.Series:
    """Which rows of a frame meet a condition."""
    column, cells = _cells(rows, table, frame, condition)
    values = [value for value in condition.values if value is not None]
    if column.kind.numeric and condition.sign not in {"=", "!="}:
        number = float(values[0])
        compared = {"<": cells < number, ">": cells > number, "<=": cells <= number, ">=": cells >= number}
        return compared[condition.sign].fill_null(value=False)
    found = _texts(cells, column).is_in(_spelt(values, column)).fill_null(value=False)
    if None in condition.values:
        found |= frame[condition.column].is_null() if not condition.attribute else cells.is_null()
    return ~found if condition.sign == "!=" else found


def _cells(rows: Rows, table: str, frame: pl.DataFrame, condition: Condition) -> tuple[Column, pl.Series]:
    """The cells that a condition is about, blanks read as what they mean."""
    described = TABLES[table].column(condition.column)
    cells = _meant(rows, table, frame[condition.column])
    if not condition.attribute:
        return described, cells
    other = TABLES[described.refers_to]
    pairs = rows.frames[other.name].select(other.key[0], condition.attribute).drop_nulls().rows()
    attribute = other.column(condition.attribute)
    return attribute, cells.replace_strict(dict(pairs), default=None, return_dtype=attribute.kind.dtype)


def _meant(rows: Rows, table: str, cells: pl.Series) -> pl.Series:
    """Cells with the blanks filled that mean a value."""
    if (table, cells.name) == ("supplies", "paid_in"):
        return (
            cells.fill_null(pl.lit(rows.economy.settings.currency))
            if rows.economy.settings.currency
            else cells
        )
    return cells.fill_null(1.0) if (table, cells.name) == ("needs", "tier") else cells


def _texts(cells: pl.Series, column: Column) -> pl.Series:
    """Cells as the texts that conditions compare with."""
    if column.kind is Kind.FLAG:
        return cells.fill_null(value=False).replace_strict({True: "yes", False: "no"}, return_dtype=pl.String)
    return cells if column.kind.numeric else cells.cast(pl.String)


def _spelt(values: Sequence[str], column: Column) -> list[str] | list[float]:
    """Values in the form in which cells are compared."""
    return [float(value) for value in values] if column.kind.numeric else list(values)


def _refuse_unknown(rows: Rows, table: str, condition: Condition) -> None:
    """Refuse a name that stands in no row: it would be a change that is silently left out."""
    if condition.sign != "=":
        return
    column, cells = _cells(rows, table, rows.frames[table], condition)
    if column.kind.numeric or column.kind is Kind.FLAG:
        return
    known = cells.drop_nulls().cast(pl.String).unique(maintain_order=True).to_list()
    for value in condition.values:
        if value is not None and value not in known:
            why = f"No row of {table} has '{shown(value)}' in {condition.name}."
            raise Unmatched(why, suggestion(value, known, _known_names(known)))


def _known_names(known: Collection[str]) -> str:
    """What there is, in a few names."""
    if not known:
        return "The column is blank throughout."
    names = sorted(known)
    more = ", …" if len(names) > 8 else ""
    return f"There are {', '.join(shown(name) for name in names[:8])}{more}."
