"""The economy: all tables and settings, complete and typed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np
import polars as pl

from commonweal.findings import Origin
from commonweal.model.activities import ACTIVITIES, ACTIVITY_GOODS
from commonweal.model.changes import Scenario
from commonweal.model.equipment import EQUIPMENT, EQUIPMENT_LOSSES, EQUIPMENT_USE
from commonweal.model.goods import GOODS
from commonweal.model.limits import LIMIT_TERMS, LIMITS
from commonweal.model.losses import LOSSES
from commonweal.model.needs import COMPOSITION, NEEDS
from commonweal.model.people import PEOPLE, RATIONS
from commonweal.model.places import PLACES
from commonweal.model.routes import ROUTE_GOODS, ROUTES
from commonweal.model.settings import Settings
from commonweal.model.stocks import STOCKS
from commonweal.model.supplies import SUPPLIES
from commonweal.model.table import Table

__all__ = ["TABLES", "Economy", "complete"]

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        table.name: table
        for table in (
            GOODS,
            PLACES,
            PEOPLE,
            RATIONS,
            NEEDS,
            COMPOSITION,
            ACTIVITIES,
            ACTIVITY_GOODS,
            ROUTES,
            ROUTE_GOODS,
            SUPPLIES,
            STOCKS,
            LOSSES,
            EQUIPMENT,
            EQUIPMENT_USE,
            EQUIPMENT_LOSSES,
            LIMITS,
            LIMIT_TERMS,
        )
    }
)
"""Every table of an economy, in the order of writing."""

_YOUNGER = frozenset({"equipment", "equipment_use", "equipment_losses"})
"""Tables that came later; without rows they leave the content hash as it was."""

_DIGITS = 15  # significant digits that count for the content hash (conventions §3)


@dataclass(frozen=True, eq=False)
class Economy:
    """What people need, what there is, what can be done and what stands in the way.

    Attributes
    ----------
    settings
        Name, calendar and defaults.
    tables
        Every table of ``TABLES`` with every column, amounts in the unit of their good; blank is
        null. Rows are in the order they were written.
    origins
        Where the rows came from, for messages; not part of the content.
    scenarios
        What might happen to it, by name; not part of the content.
    """

    settings: Settings
    tables: Mapping[str, pl.DataFrame]
    origins: Mapping[str, Origin] = field(default_factory=dict)
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "tables", MappingProxyType(dict(self.tables)))
        object.__setattr__(self, "scenarios", MappingProxyType(dict(self.scenarios)))

    def __getitem__(self, table: str) -> pl.DataFrame:
        return self.tables[table]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Economy) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the content, the same for every format and every order of rows.

        Numbers count at 15 significant digits; sources and notes count, origins don't. Tables of
        equipment count where they have rows: an economy without any is what it was before there were such.
        """
        digest = hashlib.sha256()
        settings = self.settings.model_dump(mode="json", exclude={"decimal"})
        digest.update(json.dumps(settings, sort_keys=True).encode())
        for name in TABLES:
            if name in _YOUNGER and not self.tables[name].height:
                continue
            digest.update(f"\n{name}\n".encode())
            digest.update(_canonical_text(self.tables[name]).encode())
        return digest.hexdigest()

    @classmethod
    def from_rows(cls, settings: Settings, rows: Mapping[str, Sequence[Mapping[str, object]]]) -> Economy:
        """An economy typed in as rows, amounts in the units of their goods.

        Nothing is checked here; ``commonweal.check`` does that.
        """
        tables = {
            name: complete(
                pl.DataFrame(
                    [{column: row.get(column) for column in _columns_of(rows[name])} for row in rows[name]],
                    infer_schema_length=None,
                )
                if rows.get(name)
                else pl.DataFrame(schema=table.schema),
                table,
            )
            for name, table in TABLES.items()
        }
        return cls(settings, tables)

    def with_table(self, name: str, rows: pl.DataFrame) -> Economy:
        """The same economy with other rows in one table (completed to its columns)."""
        tables = dict(self.tables) | {name: complete(rows, TABLES[name])}
        origins = {table: origin for table, origin in self.origins.items() if table != name}
        return replace(self, tables=tables, origins=origins)

    def with_settings(self, **changes: object) -> Economy:
        """The same economy with some settings changed."""
        fields = {name: getattr(self.settings, name) for name in Settings.model_fields}
        return replace(self, settings=Settings(**(fields | changes)))


def _columns_of(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Every name that any row uses, in order of first use."""
    return list(dict.fromkeys(name for row in rows for name in row))


def complete(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Rows with all the columns of a table, in its order and types; further names at the end."""
    extra = sorted(
        name for name in rows.columns if any(name.startswith(prefix) for prefix in table.extra_prefixes)
    )
    columns = [
        (pl.col(name) if name in rows.columns else pl.lit(None)).cast(dtype).alias(name)
        for name, dtype in table.schema.items()
    ]
    return rows.select(*columns, *(pl.col(name).cast(pl.String) for name in extra))


def _canonical_text(rows: pl.DataFrame) -> str:
    """Rows as sorted lines of text, all-blank extra columns left out."""
    rows = rows.select(column for column in rows.get_columns() if _says_something(column) or not rows.height)
    columns = [_canonical_column(rows[name]) for name in rows.columns]
    lines = sorted("\t".join(cells) for cells in zip(*columns, strict=True))
    return "\t".join(rows.columns) + "\n" + "\n".join(lines)


def _says_something(column: pl.Series) -> bool:
    """Whether any cell of a column is filled; a flag that is ``no`` is as good as blank."""
    if column.dtype == pl.Boolean:
        return bool(column.any())
    return column.null_count() < len(column)


def _canonical_column(column: pl.Series) -> list[str]:
    """Cells of a column as text that does not depend on how they were stored."""
    if column.dtype == pl.Float64:
        numbers = column.to_numpy()
        return ["" if np.isnan(number) else f"{number + 0.0:.{_DIGITS}g}" for number in numbers]
    if column.dtype == pl.String:
        cells = column.to_list()
        spelt = {cell: "" if cell is None else json.dumps(cell) for cell in set(cells)}  # names stand often
        return [spelt[cell] for cell in cells]
    if column.dtype == pl.Boolean:
        return ["yes" if cell else "" for cell in column.to_list()]  # blank is no
    return ["" if cell is None else str(cell) for cell in column.to_list()]
