"""What differs between two versions of an economy: rows by what tells them apart, settings, scenarios.

Tables whose contents have the same hash are the same, and are not opened.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import polars as pl

from commonweal.data.folder import SETTINGS
from commonweal.data.scenario_files import SCENARIOS
from commonweal.data.settings_text import plain_settings
from commonweal.data.table_folder import FOLDER
from commonweal.model import TABLES, Table
from commonweal.store.contents import Manifest
from commonweal.store.formats import Value, cells_of
from commonweal.store.opened import economy_of, table_of
from commonweal.store.opening import Store
from commonweal.store.records import Version

__all__ = ["LISTED", "ChangedRow", "Differences", "TableDifference", "differences"]

LISTED = 1_000
"""How many rows of a table are listed; the counts are whole."""

_DATES = ("from", "until")
_NUMBER = "__number__"  # tells rows apart that agree in all that should tell them apart
_STATE, _BEFORE, _AFTER = "__state__", "__before__", "__after__"
_ORDER = ("changed", "removed", "added")


@dataclass(frozen=True)
class ChangedRow:
    """A row that differs.

    Attributes
    ----------
    key
        The cells that tell it apart.
    before, after
        The whole row in each version; None where it is not there.
    """

    key: Mapping[str, Value]
    before: Mapping[str, Value] | None
    after: Mapping[str, Value] | None


@dataclass(frozen=True)
class TableDifference:
    """How a table differs.

    Attributes
    ----------
    table
        Its name.
    added, removed, changed
        How many rows are new, gone, and there with other cells.
    rows
        The first ``LISTED`` of them: changed ones, then removed, then added.
    """

    table: str
    added: int
    removed: int
    changed: int
    rows: tuple[ChangedRow, ...]


@dataclass(frozen=True)
class Differences:
    """What differs between two versions.

    Attributes
    ----------
    before, after
        Their numbers.
    settings
        Key of each setting that differs (``calendar.start``), and its values as text; ``table`` for the
        observed table that the economy was built from, by the first digits of its hash.
    tables
        Tables that differ.
    scenarios_added, scenarios_removed, scenarios_changed
        Names of scenarios.
    """

    before: int
    after: int
    settings: Mapping[str, tuple[str, str]]
    tables: tuple[TableDifference, ...]
    scenarios_added: tuple[str, ...]
    scenarios_removed: tuple[str, ...]
    scenarios_changed: tuple[str, ...]


def differences(store: Store, before: Version, after: Version) -> Differences:
    """What differs between two versions, of the same economy or not.

    Raises
    ------
    Damaged
        If a content is missing, or is not what was written.
    """
    old, new = _scenarios(before.manifest), _scenarios(after.manifest)
    tables = (_table_difference(store, table, before, after) for table in TABLES.values())
    return Differences(
        before=before.number,
        after=after.number,
        settings=_settings(store, before, after),
        tables=tuple(table for table in tables if table is not None),
        scenarios_added=tuple(sorted(new.keys() - old.keys())),
        scenarios_removed=tuple(sorted(old.keys() - new.keys())),
        scenarios_changed=tuple(sorted(name for name in old.keys() & new.keys() if old[name] != new[name])),
    )


def _scenarios(manifest: Manifest) -> dict[str, str]:
    """Name and hash of each scenario."""
    paths = {PurePosixPath(name): digest for name, digest in manifest.items()}
    return {path.stem: digest for path, digest in paths.items() if path.parent.name == SCENARIOS}


def _settings(store: Store, before: Version, after: Version) -> dict[str, tuple[str, str]]:
    """Settings that differ, and whether the observed table does."""
    told: dict[str, tuple[str, str]] = {}
    if before.manifest.get(SETTINGS) != after.manifest.get(SETTINGS):
        old, new = (
            dict(_flat(plain_settings(economy_of(store, version.manifest).settings)))
            for version in (before, after)
        )
        keys = [*old, *(key for key in new if key not in old)]
        told = {key: (old.get(key, ""), new.get(key, "")) for key in keys if old.get(key) != new.get(key)}
    seen, sees = _observed(before.manifest), _observed(after.manifest)
    return told if seen == sees else told | {FOLDER: (seen, sees)}


def _flat(settings: Mapping[str, object], within: str = "") -> Iterator[tuple[str, str]]:
    """Settings as one list of keys and texts."""
    for key, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{within}{key}.")
        elif isinstance(value, list | tuple):
            yield within + key, ", ".join(map(str, value))
        else:
            yield within + key, value.isoformat() if isinstance(value, dt.date) else str(value)


def _observed(manifest: Manifest) -> str:
    """The observed table in a few digits; blank where there is none."""
    parts = sorted(digest for name, digest in manifest.items() if PurePosixPath(name).parts[0] == FOLDER)
    return " ".join(part[:8] for part in parts)


def _table_difference(store: Store, table: Table, before: Version, after: Version) -> TableDifference | None:
    """How a table differs, or None if it doesn't."""
    file = f"{table.name}.parquet"
    if before.manifest.get(file) == after.manifest.get(file):
        return None
    old, new = table_of(store, before, table.name), table_of(store, after, table.name)
    states = _compared(old, new, table)
    counts = dict(states[_STATE].value_counts().iter_rows())
    if not counts:
        return None  # the same rows in another order
    return TableDifference(
        table=table.name,
        added=counts.get("added", 0),
        removed=counts.get("removed", 0),
        changed=counts.get("changed", 0),
        rows=tuple(_listed(states.head(LISTED), old, new, _key(table))),
    )


def _key(table: Table) -> list[str]:
    """The columns that tell rows apart."""
    return [*table.key, *(_DATES if table.dated else ())]


def _compared(old: pl.DataFrame, new: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Rows that differ: what happened to each, and its position before and after."""
    names = list(dict.fromkeys([*old.columns, *new.columns]))
    key = [*_key(table), _NUMBER]
    sides = [
        _numbered(_with(rows, names), _key(table)).with_row_index(position)
        for rows, position in ((old, _BEFORE), (new, _AFTER))
    ]
    joined = sides[0].join(sides[1], on=key, how="full", nulls_equal=True, suffix="__new__")
    same = pl.all_horizontal(
        [pl.col(name).eq_missing(pl.col(f"{name}__new__")) for name in names if name not in key]
        or [pl.lit(value=True)]
    )
    state = (
        pl.when(pl.col(_BEFORE).is_null())
        .then(pl.lit("added"))
        .when(pl.col(_AFTER).is_null())
        .then(pl.lit("removed"))
        .when(~same)
        .then(pl.lit("changed"))
    )
    found = joined.select(state.alias(_STATE), _BEFORE, _AFTER).drop_nulls(_STATE)
    rank = pl.col(_STATE).replace_strict(list(_ORDER), list(range(len(_ORDER))), return_dtype=pl.Int8)
    return found.sort(rank, _BEFORE, _AFTER)


def _with(rows: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    """Rows with all of some columns; those they lack are blank names."""
    return rows.select(
        pl.col(name) if name in rows.columns else pl.lit(None, dtype=pl.String).alias(name) for name in names
    )


def _numbered(rows: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """Rows numbered within those that agree in the key."""
    return rows.with_columns(pl.int_range(pl.len()).over(key).alias(_NUMBER))


def _listed(
    states: pl.DataFrame, old: pl.DataFrame, new: pl.DataFrame, key: list[str]
) -> Iterator[ChangedRow]:
    """The rows that differ, as they were and are."""
    was, becomes = (_at(rows, states[at]) for rows, at in ((old, _BEFORE), (new, _AFTER)))
    for before, after in zip(was, becomes, strict=True):
        there = after or before or {}
        yield ChangedRow({name: there[name] for name in key}, before, after)


def _at(rows: pl.DataFrame, positions: pl.Series) -> Iterator[dict[str, Value] | None]:
    """Rows at some positions; None where there is no position."""
    cells = iter(cells_of(rows[positions.drop_nulls()]))
    for position in positions:
        yield None if position is None else dict(zip(rows.columns, next(cells), strict=True))
