"""Edits of a version: made together or not at all, and checked like what is read from a file.

Nothing here is kept: what comes out is an ``Edited``, for ``redrafted`` to put on the disk. Only the tables
that were edited are written anew.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import polars as pl

from commonweal.data.columns import typed_column
from commonweal.data.raw import Cell
from commonweal.data.typing_tables import UNIT
from commonweal.data.writing import columnar, written_rows
from commonweal.errors import DataError, ModelError
from commonweal.findings import Finding, Origin, errors_in
from commonweal.model import TABLES, Column, Economy, Kind, Table, complete
from commonweal.scenario import check_all
from commonweal.store.opened import economy_of
from commonweal.store.opening import Store
from commonweal.store.records import Version
from commonweal.store.versions import Draft, drafted
from commonweal.validate.report import LISTED, finding, limited, shown, suggestion
from commonweal.validate.run import checked

__all__ = ["AddRow", "DropRow", "Edit", "Edited", "SetCell", "edited", "in_words", "redrafted"]

_LONGEST_HEADING = 100
_HEADING_ROWS = 2  # the first row of a table is row 2 for people, below its heading


@dataclass(frozen=True)
class SetCell:
    """Put a value in a cell; None makes it blank.

    Attributes
    ----------
    table, row, column
        Which cell; rows count from 0, as they were before any of the edits.
    value
        As it would stand in a sheet: a text is read as the column wants it.
    """

    table: str
    row: int
    column: str
    value: str | float | bool | None


@dataclass(frozen=True)
class AddRow:
    """Add a row at the end of a table; columns that are not named are blank."""

    table: str
    cells: Mapping[str, str | float | bool | None]


@dataclass(frozen=True)
class DropRow:
    """Take a row out of a table; rows count from 0, as they were before any of the edits."""

    table: str
    row: int


Edit = SetCell | AddRow | DropRow


@dataclass(frozen=True)
class Edited:
    """What a version becomes by edits; kept nowhere yet.

    Attributes
    ----------
    sound
        Whether it can be kept: nothing is wrong with its settings and tables. A scenario that no longer fits
        is told in the findings and can't be asked for, and does not stand in the way.
    findings
        All that is wrong or doubtful. A row is named by its number before the edits (the first is 2, below
        the heading); added rows are numbered after the last.
    files
        Name and content of each file that becomes another; None for one that is gone.
    economy_hash, rows
        As in ``Version``; those of the version itself if it is not sound.
    """

    sound: bool
    findings: tuple[Finding, ...]
    files: Mapping[str, bytes | None] = field(repr=False)
    economy_hash: str
    rows: Mapping[str, int]


def edited(store: Store, version: Version, edits: Sequence[Edit]) -> Edited:
    """What a version becomes by edits.

    Cells are read as those of files are, amounts in the unit of their good, and the whole economy is
    checked afterwards.

    Raises
    ------
    ModelError
        If edits contradict each other, or name a row that is not there.
    Damaged
        If a content of the version is missing, or is not what was written.
    """
    economy = economy_of(store, version.manifest)
    findings: list[Finding] = []
    tables: dict[str, pl.DataFrame] = {}
    origins: dict[str, Origin] = {}
    groups = _by_table(edits)
    for name in [name for name in groups if name in TABLES]:
        tables[name], origins[name], faults = _edited_table(economy, TABLES[name], groups[name])
        findings += faults
    findings += _cut([name for name in groups if name not in TABLES], _unknown_table)
    changed = replace(economy, tables={**economy.tables, **tables}, origins=origins)
    findings = _all_findings(changed, findings)
    if errors_in(findings):
        return Edited(
            sound=False,
            findings=limited(findings),
            files={},
            economy_hash=version.economy_hash,
            rows=version.rows,
        )
    return Edited(
        sound=True,
        findings=limited([*findings, *check_all(changed)]),
        files=_files(changed, tables),
        economy_hash=changed.hash,
        rows={name: rows.height for name, rows in changed.tables.items() if rows.height},
    )


def redrafted(store: Store, version: Version, change: Edited) -> Draft:
    """Put what edits made of a version on the disk, for ``add_version``.

    Raises
    ------
    DataError
        If it is not sound.
    StoreFull
        If there is no room; nothing was changed then.
    """
    if not change.sound:
        raise DataError(errors_in(change.findings))
    return drafted(
        store,
        change.files,
        economy_hash=change.economy_hash,
        rows=change.rows,
        before=version.manifest,
    )


def in_words(edits: Sequence[Edit]) -> str:
    """What edits do, in a sentence for the history.

    Examples
    --------
    >>> in_words([SetCell("needs", 0, "amount", 2.0), DropRow("places", 1), DropRow("places", 2)])
    'needs: 1 cell set; places: 2 rows taken out.'
    """
    said = []
    for table, asked in _by_table(edits).items():
        counts = {
            "set": (sum(isinstance(edit, SetCell) for edit in asked), "cell"),
            "added": (sum(isinstance(edit, AddRow) for edit in asked), "row"),
            "taken out": (sum(isinstance(edit, DropRow) for edit in asked), "row"),
        }
        done = [f"{n:,} {what}{'s' * (n != 1)} {verb}" for verb, (n, what) in counts.items() if n]
        said.append(f"{shown(table)}: {', '.join(done)}")
    return f"{'; '.join(said)}."


def _by_table(edits: Sequence[Edit]) -> dict[str, list[Edit]]:
    """Edits by the table they are of."""
    groups: dict[str, list[Edit]] = {}
    for edit in edits:
        groups.setdefault(edit.table, []).append(edit)
    return groups


def _edited_table(
    economy: Economy, table: Table, asked: Sequence[Edit]
) -> tuple[pl.DataFrame, Origin, list[Finding]]:
    """A table with its edits made, the numbers of its rows before them, and what can't be read."""
    rows = economy[table.name]
    dropped = _dropped(table.name, rows.height, asked)
    added = [edit.cells for edit in asked if isinstance(edit, AddRow)]
    cells: dict[str, dict[int, Cell]] = {}
    for edit in asked:
        if isinstance(edit, SetCell):
            cells.setdefault(edit.column, {})[edit.row] = _cell(edit.value)
    for row, given in enumerate(added, start=rows.height):
        for heading, value in given.items():
            cells.setdefault(heading, {})[row] = _cell(value)
    grown = pl.concat([rows, rows.clear(len(added))])
    findings: list[Finding] = []
    columns = {heading: column for heading in cells if (column := _column(table, heading))}
    for heading, column in columns.items():
        grown, faults = _filled(grown, table.name, column, cells[heading], economy.settings.decimal)
        findings += faults
    unknown = [heading for heading in cells if heading not in columns]
    findings += _cut(unknown, partial(_unknown_column, table))
    keep = [row for row in range(grown.height) if row not in dropped]
    origin = Origin(table.name, rows=tuple(row + _HEADING_ROWS for row in keep))
    return complete(grown[keep] if dropped else grown, table), origin, findings


def _dropped(table: str, height: int, asked: Sequence[Edit]) -> frozenset[int]:
    """The rows that are taken out.

    Raises
    ------
    ModelError
        If a row is not there, or edits contradict each other.
    """
    dropped: set[int] = set()
    filled: set[tuple[int, str]] = set()
    for edit in asked:
        if isinstance(edit, AddRow):
            continue
        if not 0 <= edit.row < height:
            raise ModelError(f"There is no row {edit.row} in '{table}': it has {height:,}, counted from 0.")
        if isinstance(edit, DropRow):
            if edit.row in dropped:
                raise ModelError(f"Row {edit.row} of '{table}' is taken out twice. Name each row once.")
            dropped.add(edit.row)
        elif (edit.row, edit.column) in filled:
            raise ModelError(
                f"The cell '{shown(edit.column)}' in row {edit.row} of '{table}' is set twice. Set it once."
            )
        else:
            filled.add((edit.row, edit.column))
    both = sorted({row for row, _ in filled} & dropped)
    if both:
        raise ModelError(f"Row {both[0]} of '{table}' is both changed and taken out. Do one of the two.")
    return frozenset(dropped)


def _cut(names: Sequence[str], told: Callable[[str], Finding]) -> list[Finding]:
    """A finding for each of some names, of many only for the first; the last counts the rest."""
    findings = [told(name) for name in names[:LISTED]]
    if len(names) > LISTED:
        findings[-1] = replace(findings[-1], more=len(names) - LISTED)
    return findings


def _unknown_table(name: str) -> Finding:
    """There is no table of the name."""
    remedy = suggestion(name, TABLES, "See the reference of tables.")
    return finding("A06", "There is no such table.", remedy, file=shown(name), value=name)


def _column(table: Table, heading: str) -> Column | None:
    """The description of a column, None where there is none of the name."""
    if heading in table.schema:
        return table.column(heading)
    plain = heading.isprintable() and len(heading) <= _LONGEST_HEADING
    if plain and table.extra_prefixes and heading.startswith(table.extra_prefixes):
        return Column(heading, Kind.TEXT, "A name in another language.")
    return None


def _unknown_column(table: Table, heading: str) -> Finding:
    """There is no column of the name."""
    why, remedy = "The column is not known and would be ignored.", "Put it into 'note'."
    if heading == UNIT and table.unit_column:
        why, remedy = "Amounts are kept in the unit of their good.", "Write the amount in that unit alone."
    else:
        remedy = suggestion(heading, table.column_names, remedy)
    return finding("A06", why, remedy, file=table.name, column=shown(heading), value=heading)


def _cell(value: str | float | bool | None) -> Cell:
    """A value as a cell holds it."""
    if isinstance(value, bool) or not isinstance(value, int):
        return value
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _filled(
    rows: pl.DataFrame, table: str, column: Column, values: Mapping[int, Cell], decimal: str
) -> tuple[pl.DataFrame, list[Finding]]:
    """Rows with values put into a column, and those that can't be read."""
    positions = list(values)
    typed, faults = typed_column(column, list(values.values()), decimal)
    new = rows[column.name].to_list() if column.name in rows.columns else [None] * rows.height
    for position, value in zip(positions, typed.to_list(), strict=True):
        new[position] = value
    findings = [
        finding(
            fault.error.code,
            fault.error.why,
            fault.error.remedy,
            file=table,
            row=positions[fault.index] + _HEADING_ROWS,
            column=column.name,
            value=fault.value,
        )
        for fault in faults
    ]
    return rows.with_columns(pl.Series(column.name, new, dtype=column.kind.dtype)), findings


def _all_findings(economy: Economy, unread: list[Finding]) -> list[Finding]:
    """What could not be read, and what is wrong with what could."""
    told = {(found.file, found.row, found.column) for found in unread}
    partial = {found.file for found in unread}
    found = checked(economy, (), partial)
    return [*unread, *(each for each in found if (each.file, each.row, each.column) not in told)]


def _files(economy: Economy, tables: Mapping[str, Any]) -> dict[str, bytes | None]:
    """The files of the tables that were edited."""
    files: dict[str, bytes | None] = {}
    for name in tables:
        rows = written_rows(economy[name], TABLES[name])
        empty = not rows.height and not TABLES[name].required
        files[f"{name}.parquet"] = None if empty else columnar(rows)
    return files
