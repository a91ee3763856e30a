"""Opening what is kept: a version as an economy, a content as a table.

Contents were checked when they came in, so they are only typed here, not checked anew; one that does not
fit where its name says it belongs is damaged.
"""

from __future__ import annotations

import io
from pathlib import PurePosixPath

import polars as pl

from commonweal.data.folder import SETTINGS
from commonweal.data.raw import Source
from commonweal.data.scenario_files import SCENARIOS, scenario_of
from commonweal.data.settings_text import checked_settings, read_settings
from commonweal.data.table_folder import FOLDER
from commonweal.errors import Damaged, NotThere
from commonweal.model import TABLES, Economy, Scenario, Settings, Table, complete
from commonweal.store.contents import Manifest
from commonweal.store.opening import Store
from commonweal.store.recent import recent
from commonweal.store.records import Version
from commonweal.validate.report import shown, suggestion

__all__ = ["economy_of", "frame_of", "table_of"]

_SUFFIX = ".parquet"
_SMALL = 10_000  # bytes that a scenario or settings count for


def economy_of(store: Store, manifest: Manifest) -> Economy:
    """The economy that a manifest names, with its scenarios.

    Opening it again costs nothing as long as it is used now and then; opening another version of it
    reads only what differs.

    Raises
    ------
    Damaged
        If a content is missing, is not what was written, or does not fit.
    """
    key = ("economy", *sorted(manifest.items()))
    return recent(store.contents).get(key, lambda: _opened(store, manifest), _size_of_economy)


def table_of(store: Store, version: Version, name: str) -> pl.DataFrame:
    """One table of a version with all its columns, blank ones too.

    Raises
    ------
    NotThere
        If there is no table of the name.
    Damaged
        As ``economy_of``.
    """
    if name not in TABLES:
        raise NotThere(f"There is no table '{shown(name)}'. {suggestion(name, TABLES, 'See the reference.')}")
    digest = version.manifest.get(f"{name}{_SUFFIX}")
    return pl.DataFrame(schema=TABLES[name].schema) if digest is None else _table(store, name, digest)


def frame_of(store: Store, digest: str) -> pl.DataFrame:
    """The rows in a content that the program wrote as Parquet: one of a version's or a result's manifest.

    Never ask for an attachment so: its bytes are somebody else's, and readers of Parquet trust theirs.

    Raises
    ------
    Damaged
        If the content is missing, is not what was written, or is no table.
    """
    return recent(store.contents).get(("frame", digest), lambda: _frame(store, digest), _size_of_frame)


def _frame(store: Store, digest: str) -> pl.DataFrame:
    """Rows, read from the disk."""
    content = store.contents.get(digest)
    try:
        return pl.read_parquet(io.BytesIO(content))
    except pl.exceptions.PolarsError as error:
        raise _unfit(digest, "a table") from error


def _opened(store: Store, manifest: Manifest) -> Economy:
    """An economy of its contents."""
    settings = _settings(store, manifest)
    tables = {name: pl.DataFrame(schema=table.schema) for name, table in TABLES.items()}
    scenarios: dict[str, Scenario] = {}
    for name, digest in manifest.items():
        path = PurePosixPath(name)
        if path.parent.name == SCENARIOS:
            scenarios[path.stem] = _scenario(store, path, digest)
        elif path.suffix == _SUFFIX and path.stem in TABLES and len(path.parts) == 1:
            tables[path.stem] = _table(store, path.stem, digest)
        elif path.parts[0] not in {SETTINGS, FOLDER}:
            raise _unfit(digest, f"a part of an economy ('{shown(name)}')")
    return Economy(settings, tables, scenarios=dict(sorted(scenarios.items())))


def _settings(store: Store, manifest: Manifest) -> Settings:
    """The settings that a manifest names."""
    digest = manifest.get(SETTINGS, "")
    source = Source()
    read_settings(store.contents.get(digest), source)
    settings, faults = checked_settings(source)
    if settings is None or faults or source.findings:
        raise _unfit(digest, SETTINGS)
    return settings


def _scenario(store: Store, path: PurePosixPath, digest: str) -> Scenario:
    """One scenario; contents that are the same under another name are another one."""
    key = ("scenario", path.as_posix(), digest)
    return recent(store.contents).get(
        key, lambda: scenario_of(path.stem, store.contents.get(digest), path.as_posix()), lambda _: _SMALL
    )


def _table(store: Store, name: str, digest: str) -> pl.DataFrame:
    """One table, complete and in its types."""
    table = TABLES[name]

    def make() -> pl.DataFrame:
        rows = frame_of(store, digest)
        if not all(_fits(rows[column], table) for column in rows.columns):
            raise _unfit(digest, f"the table '{name}'")
        return complete(rows, table)

    return recent(store.contents).get(("table", name, digest), make, _size_of_frame)


def _fits(column: pl.Series, table: Table) -> bool:
    """Whether a column is one of a table's, in its type."""
    if column.name in table.schema:
        return bool(column.dtype == table.schema[column.name])
    further = bool(table.extra_prefixes) and column.name.startswith(table.extra_prefixes)
    return further and column.dtype == pl.String


def _size_of_frame(rows: pl.DataFrame) -> int:
    return int(rows.estimated_size()) + _SMALL


def _size_of_economy(economy: Economy) -> int:
    return sum(_size_of_frame(rows) for rows in economy.tables.values())


def _unfit(digest: str, what: str) -> Damaged:
    return Damaged(f"The content {digest[:12]} is not {what}. Restore it from a backup.")
