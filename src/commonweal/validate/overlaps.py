"""Two rows of one table may not both hold for the same thing at the same time (conventions §5)."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate, combinations

import polars as pl

from commonweal.findings import Finding
from commonweal.model.economy import TABLES, Economy
from commonweal.model.table import Table
from commonweal.validate.report import at

__all__ = ["check_overlaps"]

_BLANK_IS = {("activity_goods", "delay"): 0.0, ("activity_goods", "at"): "", ("needs", "tier"): 1.0}
"""Key columns in which a blank is a value like others; in the rest it stands for every name."""

_INDEX, _PATTERN = "# row", "# pattern"

_Key = tuple[object, ...]
_Row = tuple[int, dt.date, dt.date]  # index, first day, first day no longer


def check_overlaps(economy: Economy) -> Iterator[Finding]:
    """A finding for each row that another row of its table overlaps with."""
    for name, table in TABLES.items():
        for index, other in sorted(_overlaps(economy, table).items()):
            origin = economy.origins.get(name)
            there = origin.row(other) if origin and origin.rows else other + 2
            things = ", ".join(table.key)
            why = f"Row {there} holds for the same {things} at the same time."
            yield at(
                economy, "B12", (name, index, table.key[0]), why, "Keep one of them, or part them by dates."
            )


def _overlaps(economy: Economy, table: Table) -> dict[int, int]:
    """Each row that overlaps an earlier one, or as the broader one any, with that one."""
    groups = _by_pattern(economy, table)
    found: dict[int, int] = {}
    for group in groups.values():
        for rows in group.values():
            found |= _among(rows)
    for (broad, group), (narrow, other) in combinations(sorted(groups.items(), key=_stars), 2):
        shared = [
            position for position in range(len(table.key)) if not broad[position] and not narrow[position]
        ]
        held: dict[_Key, list[_Row]] = defaultdict(list)
        for key, rows in other.items():
            held[tuple(key[position] for position in shared)] += rows
        for key, rows in group.items():
            found = _between(held.get(tuple(key[position] for position in shared), []), rows) | found
    return found


def _stars(item: tuple[tuple[bool, ...], object]) -> tuple[int, tuple[bool, ...]]:
    """Order of patterns: the broadest first."""
    return -sum(item[0]), item[0]


def _by_pattern(economy: Economy, table: Table) -> dict[tuple[bool, ...], dict[_Key, list[_Row]]]:
    """Rows that another may overlap with, by which of their keys stand for every name, and by their keys."""
    rows = economy[table.name].with_row_index(_INDEX)
    rows = rows.filter(pl.col(_INDEX).is_in(_meeting(rows, table).implode()))
    dates = rows.select("from", "until").rows() if table.dated else [(None, None)] * rows.height
    groups: dict[tuple[bool, ...], dict[_Key, list[_Row]]] = defaultdict(lambda: defaultdict(list))
    keys = rows.select(table.key).iter_rows()
    for index, days, key in zip(rows[_INDEX].to_list(), dates, keys, strict=True):
        filled = tuple(
            _BLANK_IS.get((table.name, column)) if cell is None else cell
            for column, cell in zip(table.key, key, strict=True)
        )
        pattern = tuple(cell is None or cell == "*" for cell in filled)
        start, until = days[0] or dt.date.min, days[1] or dt.date.max
        if start < until:
            kept = tuple(None if star else cell for star, cell in zip(pattern, filled, strict=True))
            groups[pattern][kept].append((index, start, until))
    return groups


def _meeting(rows: pl.DataFrame, table: Table) -> pl.Series:
    """Numbers of the rows whose keys another row shares: few in most tables, and only these are compared."""
    needed = [column for column in table.key if table.column(column).required]
    named = rows.drop_nulls(needed)  # a row without a name is told elsewhere
    keys = named.select(_INDEX, *(_name_or_blank(table, column) for column in table.key))
    pattern = pl.concat_str([pl.col(column).is_null().cast(pl.Int8) for column in table.key]).alias(_PATTERN)
    parts = keys.with_columns(pattern).partition_by(_PATTERN)
    met = [pl.Series(_INDEX, [], dtype=keys.schema[_INDEX])]
    for part in parts:
        own = [column for column in table.key if part[column].null_count() == 0]
        met.append(part.filter(pl.struct(own).is_duplicated() if own else pl.lit(part.height > 1))[_INDEX])
    for one, other in combinations(parts, 2):
        shared = [name for name in table.key if not one[name].null_count() + other[name].null_count()]
        for left, right in ((one, other), (other, one)):
            met.append((left.join(right, on=shared, how="semi") if shared else left)[_INDEX])
    return pl.concat(met).unique()


def _name_or_blank(table: Table, column: str) -> pl.Expr:
    """A key as text; null where it stands for every name."""
    cells = pl.col(column)
    if (table.name, column) in _BLANK_IS:
        cells = cells.fill_null(_BLANK_IS[table.name, column])
    text = cells.cast(pl.String)
    return pl.when(text != "*").then(text).alias(column)


def _among(rows: list[_Row]) -> dict[int, int]:
    """Overlaps of rows that have the same key: each with the one that lasts longest before it."""
    found: dict[int, int] = {}
    if len(rows) < 2:
        return found
    ordered = sorted(rows, key=lambda row: (row[1], row[0]))
    longest = ordered[0]
    for row in ordered[1:]:
        if row[1] < longest[2]:
            later, earlier = max(row[0], longest[0]), min(row[0], longest[0])
            found[later] = earlier
        if row[2] > longest[2]:
            longest = row
    return found


def _lasting(row: _Row, other: _Row) -> _Row:
    """The one of two rows that lasts longer."""
    return other if other[2] > row[2] else row


def _between(narrow: list[_Row], broad: list[_Row]) -> dict[int, int]:
    """Overlaps of rows for every name with rows for one name."""
    ordered = sorted(narrow, key=lambda row: (row[1], row[0]))
    starts = [row[1] for row in ordered]
    longest = list(accumulate(ordered, _lasting))
    found: dict[int, int] = {}
    for index, start, until in broad:
        before = bisect_left(starts, until)  # those that begin before this one ends
        if before and longest[before - 1][2] > start:
            found[index] = longest[before - 1][0]
    return found
