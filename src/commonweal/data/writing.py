"""Writing an economy: whole or not at all, and the same bytes each time."""

from __future__ import annotations

import csv
import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import polars as pl

from commonweal.data.columns import rounded
from commonweal.data.delimited import quoted
from commonweal.data.folder import SETTINGS
from commonweal.data.scenario_files import SCENARIOS, scenario_text
from commonweal.data.scenario_writing import refuse_faulty, writable
from commonweal.data.settings_text import settings_text
from commonweal.data.workbook_writer import workbook_bytes
from commonweal.errors import DataError
from commonweal.model import TABLES, Economy, Kind, Table
from commonweal.validate.report import finding

__all__ = [
    "DATAPACKAGE",
    "OURS",
    "archive",
    "columnar",
    "economy_files",
    "file_written",
    "folder_written",
    "write",
    "written_rows",
]

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the time of every file in an archive, so that bytes don't change
_MODE = 0o644 << 16

DATAPACKAGE = "datapackage.json"
"""What tells other programs about the files of a folder; stale as soon as they are written anew."""

OURS = frozenset(
    {SETTINGS, DATAPACKAGE, f"{SCENARIOS}/*.toml"}
    | {f"{name}{suffix}" for name in TABLES for suffix in (".csv", ".parquet")}
)

Format = Literal["csv", "parquet"]


def write(economy: Economy, path: str | Path, *, format: Format = "csv") -> None:  # noqa: A002 - the word people use
    """Write an economy to a folder, a ``.zip`` of it, or an ``.xlsx`` workbook.

    The path's ending decides; any other path is a folder, with a file of the given format for each
    table that has rows and one for each scenario. What was there before is replaced in one step, so that
    nothing half-written remains; other files of an economy's folder (notes) stay.

    Raises
    ------
    DataError
        If something other than an economy is at the path, or a scenario can't be read as it is written.
    """
    target = Path(path).resolve()
    refuse_faulty(economy.scenarios)
    if target.suffix.lower() in {".xlsx", ".zip"}:
        content = (
            workbook_bytes(economy)
            if target.suffix.lower() == ".xlsx"
            else archive(economy_files(economy, "csv"))
        )
        file_written(target, content)
    else:
        folder_written(target, economy_files(economy, format), mark=SETTINGS, what="an economy", ours=OURS)


def file_written(target: Path, content: bytes) -> None:
    """Put a file in its place in one step.

    Raises
    ------
    DataError
        If a folder is there.
    """
    if target.is_dir():
        raise _in_the_way(target, "A folder has this name.")
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    with _removed_on_error(lambda: Path(name).unlink(missing_ok=True)):
        with os.fdopen(handle, "wb") as opened:
            opened.write(content)
        Path(name).chmod(_usual_mode())
        Path(name).replace(target)


def _usual_mode() -> int:
    """The rights that a new file usually has."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


@contextmanager
def _removed_on_error(remove: Callable[[], object]) -> Iterator[None]:
    """Leave nothing behind where writing fails."""
    try:
        yield
    except BaseException:
        remove()
        raise


def _in_the_way(target: Path, why: str) -> DataError:
    """Refusal to replace something that is no economy."""
    return DataError([finding("A01", why, "Choose another name, or move it away.", file=target.name)])


def folder_written(
    target: Path, files: Mapping[str, bytes], *, mark: str, what: str, ours: Collection[str]
) -> None:
    """Put a folder in its place in one step; what else a folder of its kind holds stays.

    Parameters
    ----------
    target
        Where.
    files
        Name and content of each file.
    mark
        The file that a folder of this kind always holds.
    what
        What such a folder is, in words: ``an economy``.
    ours
        Names of the files that belong to the kind (``scenarios/*.toml``: all of that ending in a folder
        inside); those of the old folder go.

    Raises
    ------
    DataError
        If something of another kind is there.
    """
    if target.exists() and not target.is_dir():
        raise _in_the_way(target, "A file has this name.")
    if target.is_dir() and any(target.iterdir()) and not (target / mark).is_file():
        raise _in_the_way(target, f"The folder holds other things than {what}.")
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part"))
    with _removed_on_error(lambda: shutil.rmtree(fresh, ignore_errors=True)):
        fresh.chmod(_usual_mode() | 0o111)
        for name, content in files.items():
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(content)
        if target.is_dir():
            _kept(target, fresh, ours)
            _exchanged(target, fresh)
        else:
            fresh.rename(target)


def _kept(old: Path, fresh: Path, ours: Collection[str]) -> None:
    """Copy what the old folder holds besides our files."""

    def left_out(folder: str, names: list[str]) -> list[str]:
        inside = Path(folder).relative_to(old)
        return [name for name in names if (fresh / inside / name).exists() or _is_ours(inside / name, ours)]

    for path in old.iterdir():
        if _is_ours(path.relative_to(old), ours):
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, fresh / path.name, symlinks=True, ignore=left_out, dirs_exist_ok=True)
        else:
            shutil.copy2(path, fresh / path.name, follow_symlinks=False)


def _is_ours(path: Path, ours: Collection[str]) -> bool:
    """Whether a file, named from its folder, belongs to the kind."""
    return path.as_posix() in ours or (path.parent / f"*{path.suffix}").as_posix() in ours


def _exchanged(target: Path, fresh: Path) -> None:
    """Put the fresh folder where the old one is, and delete the old one."""
    old = fresh.with_suffix(".old")
    target.rename(old)
    with _removed_on_error(lambda: old.rename(target)):
        fresh.rename(target)
    shutil.rmtree(old)


def economy_files(economy: Economy, form: Format) -> dict[str, bytes]:
    """Name and content of each file of an economy's folder."""
    files = {SETTINGS: settings_text(economy.settings).encode()}
    for name, table in TABLES.items():
        rows = written_rows(economy[name], table)
        if not rows.height and not table.required:
            continue
        if form == "csv":
            files[f"{name}.csv"] = _delimited(rows, table, economy.settings.decimal)
        else:
            files[f"{name}.parquet"] = columnar(rows)
    for name, scenario in writable(economy.scenarios).items():
        files[f"{SCENARIOS}/{name}.toml"] = scenario_text(scenario).encode()
    return files


def written_rows(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """Rows as they are written: numbers at 15 digits, without the columns that are blank throughout."""
    needed = {column.name for column in table.columns if column.required}
    return pl.DataFrame(
        [
            rounded(column) if column.dtype == pl.Float64 else column
            for column in rows.get_columns()
            if column.name in needed or column.null_count() < rows.height
        ]
    )


def columnar(rows: pl.DataFrame) -> bytes:
    """Rows as the bytes of a Parquet file."""
    content = io.BytesIO()
    rows.write_parquet(content, statistics=False)
    return content.getvalue()


def _delimited(rows: pl.DataFrame, table: Table, decimal: str) -> bytes:
    """Rows as the bytes of a CSV file; with a decimal comma the cells are parted by semicolons."""
    kinds = {column.name: column.kind for column in table.columns}
    columns = [
        _texts(rows[name], kinds.get(name, Kind.TEXT), decimal).fill_null("").to_list()
        for name in rows.columns
    ]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if decimal == "," else ",", lineterminator="\n")
    writer.writerow(rows.columns)
    writer.writerows(zip(*columns, strict=True))
    return text.getvalue().encode()


def _texts(column: pl.Series, kind: Kind, decimal: str) -> pl.Series:
    """Cells of a column as a CSV file spells them."""
    if kind.numeric:
        spelt = [None if number is None else f"{number:.15g}".replace(".", decimal) for number in column]
        return pl.Series(column.name, spelt, dtype=pl.String)
    if kind is Kind.FLAG:
        return column.replace_strict({True: "yes", False: "no"}, default=None, return_dtype=pl.String)
    return column.cast(pl.String) if kind is Kind.DATE else quoted(column)


def archive(files: Mapping[str, bytes]) -> bytes:
    """Files as the bytes of a zip archive, the same each time."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, inside in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _MODE
            packed.writestr(entry, inside)
    return content.getvalue()
