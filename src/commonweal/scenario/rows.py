"""Tables while a scenario is being applied: rows that keep an identity, and what each edit replaced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import polars as pl

from commonweal.data.columns import rounded
from commonweal.model import TABLES, Economy

__all__ = ["Line", "Patch", "Row", "Rows"]

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Patch:
    """What one edit of a table replaced.

    Attributes
    ----------
    table
        Name of the table.
    fresh
        Positions, after the edit, of the rows that it put there.
    gone
        Positions, before the edit, of the rows that it took away.
    rows
        Those rows, as they were.
    """

    table: str
    fresh: tuple[int, ...]
    gone: tuple[int, ...]
    rows: pl.DataFrame

    def undone(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The table as it was before the edit."""
        fresh, gone = set(self.fresh), set(self.gone)
        stayed = iter(index for index in range(frame.height) if index not in fresh)
        back = iter(range(frame.height, frame.height + len(gone)))
        height = frame.height - len(fresh) + len(gone)
        order = [next(back) if index in gone else next(stayed) for index in range(height)]
        return pl.concat([frame, self.rows])[order]


@dataclass(frozen=True)
class Line:
    """One cell that a change touched; ``row`` is the identity of the row while applying."""

    table: str
    row: int
    column: str
    before: str
    after: str


@dataclass
class Rows:
    """The tables of an economy while they are being changed.

    Attributes
    ----------
    economy
        The economy as it was, with the calendar of the scenario.
    frames
        The tables as they are now.
    ids
        Identity of each row of each table.
    parts
        Rows that came in the place of a row: identities by its identity.
    patches
        What each edit replaced, in order.
    lines
        Cells touched by the change that is being made.
    """

    economy: Economy
    frames: dict[str, pl.DataFrame] = field(init=False)
    ids: dict[str, list[int]] = field(init=False)
    origin: dict[str, dict[int, int]] = field(init=False)
    parts: dict[tuple[str, int], list[int]] = field(default_factory=dict)
    patches: list[Patch] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.frames = dict(self.economy.tables)
        self.ids = {name: list(range(frame.height)) for name, frame in self.frames.items()}
        self.origin = {name: {index: index for index in ids} for name, ids in self.ids.items()}

    def replace(self, table: str, instead: Mapping[int, Sequence[Row]]) -> dict[int, list[int]]:
        """Put rows in the place of others; gives the identities of the new ones, by position replaced."""
        if not instead:
            return {}
        frame, ids = self.frames[table], self.ids[table]
        made = self._frame(table, [row for position in sorted(instead) for row in instead[position]])
        following = iter(range(frame.height, frame.height + made.height))
        order: list[int] = []
        fresh: list[int] = []
        new_ids: list[int] = []
        given: dict[int, list[int]] = {}
        for position in range(frame.height):
            if position not in instead:
                order.append(position)
                new_ids.append(ids[position])
                continue
            given[position] = [
                self._new_id(table, self.origin[table][ids[position]]) for _ in instead[position]
            ]
            fresh += range(len(order), len(order) + len(given[position]))
            order += [next(following) for _ in given[position]]
            new_ids += given[position]
            self.parts[table, ids[position]] = given[position]
        gone = sorted(instead)
        self.patches.append(Patch(table, tuple(fresh), tuple(gone), frame[gone]))
        self.frames[table] = pl.concat([frame, made])[order]
        self.ids[table] = new_ids
        return given

    def append(self, table: str, rows: Sequence[Row]) -> list[int]:
        """Add rows at the end; gives their identities."""
        frame = self.frames[table]
        self.frames[table] = pl.concat([frame, self._frame(table, rows)])
        fresh = range(frame.height, frame.height + len(rows))
        self.patches.append(Patch(table, tuple(fresh), (), frame.clear()))
        ids = [self._new_id(table, -1) for _ in rows]
        self.ids[table] += ids
        return ids

    def update(self, table: str, positions: Sequence[int], cells: Mapping[str, Sequence[object]]) -> None:
        """Write cells of some rows; the rows keep their identities."""
        frame, ids = self.frames[table], self.ids[table]
        gone = tuple(positions)
        columns = []
        for name, values in cells.items():
            column = pl.Series(name, values, dtype=frame.schema[name])
            columns.append(
                frame[name].scatter(
                    list(positions), rounded(column) if column.dtype == pl.Float64 else column
                )
            )
            for position, value in zip(positions, values, strict=True):
                before, after = _text(frame[name][position]), _text(value)
                if before != after and name != "note":
                    self.lines.append(Line(table, ids[position], name, before, after))
        self.patches.append(Patch(table, gone, gone, frame[list(gone)]))
        self.frames[table] = frame.with_columns(columns)

    def told(self, table: str, ids: Iterable[int], before: str, after: str) -> None:
        """Note that whole rows came or went."""
        self.lines += [Line(table, row, "", before, after) for row in ids]

    def rows_at(self, table: str, positions: Sequence[int]) -> list[Row]:
        """Some rows, each as its cells by column."""
        return list(self.frames[table][list(positions)].iter_rows(named=True))

    def key_text(self, table: str, row: Row) -> str:
        """A row named by its key: ``route=m5-hama``."""
        return ", ".join(f"{name}={_text(row[name])}" for name in TABLES[table].key if row[name] is not None)

    def positions(self, table: str) -> dict[int, int]:
        """Position of each identity."""
        return {identity: position for position, identity in enumerate(self.ids[table])}

    def descendants(self, table: str, identity: int) -> list[int]:
        """Identities of the rows that are now where a row was."""
        if (table, identity) not in self.parts:
            return [identity]
        return [last for part in self.parts[table, identity] for last in self.descendants(table, part)]

    def _new_id(self, table: str, origin: int) -> int:
        """An identity that no row has had; ``origin`` is the row of the economy that it comes from."""
        identity = len(self.origin[table])
        self.origin[table][identity] = origin
        return identity

    def _frame(self, table: str, rows: Sequence[Row]) -> pl.DataFrame:
        """Rows with the columns of their table."""
        schema = self.frames[table].schema
        return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)


def _text(cell: object) -> str:
    """A cell as a file would spell it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)
