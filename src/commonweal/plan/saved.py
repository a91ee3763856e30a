"""Opening a plan that was written to a folder or an archive: whole, unchanged, and checked again."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import math
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import polars as pl

from commonweal.data.archive import archive_faults, starved
from commonweal.data.columnar import read_columnar
from commonweal.data.delimited import read_delimited
from commonweal.data.folder import Files, files_of
from commonweal.data.reading import examine_files
from commonweal.data.scenario_files import SCENARIOS
from commonweal.errors import DataError
from commonweal.findings import Finding, errors_in
from commonweal.model import Economy
from commonweal.plan.audit import audit
from commonweal.plan.certificate import Certificate
from commonweal.plan.export import ECONOMY, LEVELS, LEVELS_HASH, SUMMARY
from commonweal.plan.plan import AimResult, Plan, Turn
from commonweal.validate.report import finding

__all__ = ["is_saved_plan", "plan_of_files", "read_plan"]

_TABLES = (
    "coverage", "deliveries", "activities", "flows", "stocks", "supplies", "leftovers", "floors", "binding",
    "prices",
)  # fmt: skip
_OF_SOME = ("equipment", "moved", "differences")  # tables that only some plans have
_COUNTS = frozenset({"tier", "n_periods"})
_NAMES = frozenset({
    "place", "group", "good", "period", "activity", "part", "route", "from_place", "to_place", "supply",
    "paid_in", "kind", "what", "limit", "aim", "date", "became", "equipment",
})  # fmt: skip
_MAY_BE_BLANK = "paid_in"  # other names that are blank are empty texts

_READERS = {".csv": read_delimited, ".parquet": read_columnar}


def is_saved_plan(path: str | Path) -> bool:
    """Whether a plan, and not an economy, lies at a path."""
    place = Path(path)
    if place.is_dir():
        return (place / SUMMARY).is_file() and (place / ECONOMY).is_dir()
    if place.suffix.lower() != ".zip" or not zipfile.is_zipfile(place):
        return False
    with zipfile.ZipFile(place) as archive:
        return {SUMMARY, LEVELS} <= set(archive.namelist())


def read_plan(path: str | Path) -> Plan:
    """The plan in a folder or ``.zip`` that ``export_plan`` (or ``commonweal plan --out``) wrote.

    Its balances are recomputed from its tables and its economy; the rest of the certificate is what was
    proved when it was made.

    Parameters
    ----------
    path
        The folder, with its subfolder ``economy``, or the archive.

    Raises
    ------
    DataError
        If it is no plan, or its files are not what was written.

    Examples
    --------
    >>> import tempfile, commonweal as cw
    >>> folder = tempfile.mkdtemp()
    >>> plan = cw.plan(cw.read("village"))
    >>> _ = cw.export_plan(plan, folder + "/plan")
    >>> cw.read_plan(folder + "/plan").hash == plan.hash
    True
    """
    place = Path(path)
    if place.is_dir():
        files = {file.name: file.read_bytes for file in sorted(place.iterdir()) if file.is_file()}
        economy = files_of(place / ECONOMY) if (place / ECONOMY).is_dir() else {}
        inside = {f"{ECONOMY}/{name}": content for name, content in economy.items()}
        return plan_of_files(files | inside, place.name)
    if not place.is_file() or place.suffix.lower() != ".zip":
        raise _no_plan(place.name, "There is no folder or archive with a plan.")
    return _in_archive(place)


def plan_of_files(files: Files, name: str = "plan") -> Plan:
    """The plan in the files of its folder, wherever they lie; as ``read_plan``.

    Parameters
    ----------
    files
        Name of each file (``summary.json``, ``coverage.parquet``, ``economy/needs.parquet``), and how to
        get its content.
    name
        What the plan is called in messages.

    Raises
    ------
    DataError
        If it is no plan, or its files are not what was written.
    """
    inside = {file: files[file] for file in files if _is_of_economy(PurePosixPath(file))}
    if SUMMARY not in files or LEVELS not in files or not inside:
        raise _no_plan(name, "The economy that was planned does not lie beside the plan.")
    summary = _summary(files[SUMMARY](), name)
    content = files[LEVELS]()
    if hashlib.sha256(content).hexdigest() != summary.get(LEVELS_HASH):
        raise _changed(LEVELS, "The file is not the one that was written with this plan.")
    further = [table for table in _OF_SOME if {f"{table}{ending}" for ending in _READERS} & files.keys()]
    tables = {table: _table(table, files, name) for table in (*_TABLES, *further)}
    plan = _plan_of(summary, _economy(inside), tables, pl.read_parquet(io.BytesIO(content)))
    if plan.hash != summary["hash"]:
        raise _changed(name, "The tables of the plan, or of its economy, were changed after it was made.")
    recomputed = audit(plan.economy, tables).error
    return replace(plan, certificate=replace(plan.certificate, tables=recomputed))


def _is_of_economy(path: PurePosixPath) -> bool:
    """Whether a file is of the economy that was planned: one beside its settings, or a scenario."""
    inside = path.relative_to(ECONOMY) if path.is_relative_to(ECONOMY) else PurePosixPath()
    return len(inside.parts) == 1 or (inside.parent.as_posix() == SCENARIOS and inside.suffix == ".toml")


def _economy(files: Files) -> Economy:
    """The economy that was planned.

    Raises
    ------
    DataError
        If anything is wrong with it.
    """
    economy, findings = examine_files(
        {PurePosixPath(file).relative_to(ECONOMY).as_posix(): content for file, content in files.items()}
    )
    if economy is None:
        raise DataError(errors_in(findings))
    return economy


def _no_plan(file: str, why: str) -> DataError:
    """Refusal of what is no plan."""
    remedy = "Open what 'commonweal plan … --out FOLDER' wrote."
    return DataError([finding("A01", why, remedy, file=file)])


def _changed(file: str, why: str) -> DataError:
    """Refusal of a plan that is not what was written."""
    remedy = "Write the plan again; to change a plan, change the economy, or use 'commonweal replan'."
    return DataError([finding("A01", why, remedy, file=file)])


def _in_archive(path: Path) -> Plan:
    """The plan in an archive; nothing is unpacked to the disk."""
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise _no_plan(path.name, "The file is not a zip archive.") from error
    with archive:
        faults: list[Finding] = archive_faults(archive, path.name)
        if faults:
            raise DataError(faults)
        files = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
        try:
            return plan_of_files({file: partial(archive.read, file) for file in sorted(files)}, path.name)
        except (zipfile.BadZipFile, NotImplementedError, EOFError, zlib.error) as error:
            if starved(error):
                raise MemoryError from error
            raise _no_plan(path.name, f"The archive is damaged: {error}.") from error


def _summary(content: bytes, name: str) -> dict[str, Any]:
    """What the summary says."""
    try:
        summary = json.loads(content)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise _changed(SUMMARY, "The summary can't be read.") from error
    needed = {"rule", "effort", "certificate", "aims", "options", "program", "hash"}
    if not isinstance(summary, dict) or needed - summary.keys():
        raise _changed(SUMMARY, f"The summary of '{name}' lacks {', '.join(sorted(needed))}.")
    return summary


def _table(table: str, files: Files, name: str) -> pl.DataFrame:
    """One table of the plan, in the types it had."""
    file = next((f"{table}{ending}" for ending in _READERS if f"{table}{ending}" in files), None)
    if file is None:
        raise _changed(name, f"The table '{table}' is missing.")
    if file.endswith(".parquet"):
        return pl.read_parquet(io.BytesIO(files[file]()))
    raw, faults = read_delimited(table, files[file](), file)
    if raw is None or faults:
        raise DataError(faults or [finding("A01", "The table can't be read.", "Write it again.", file=file)])
    columns = [
        _typed(pl.Series(heading, cells)) for heading, cells in zip(raw.header, raw.columns, strict=True)
    ]
    return pl.DataFrame(columns)


def _typed(cells: pl.Series) -> pl.Series:
    """Cells of a column of a plan's table in their type."""
    if cells.name == _MAY_BE_BLANK:
        return cells.set(cells == "", None)
    if cells.name in _NAMES:
        return cells
    numbers = cells.set(cells == "", None).cast(pl.Float64, strict=False)
    return numbers.cast(pl.Int64) if cells.name in _COUNTS else numbers


def _plan_of(
    summary: Mapping[str, Any], economy: Economy, tables: Mapping[str, pl.DataFrame], levels: pl.DataFrame
) -> Plan:
    """The plan that a summary and tables tell of, its balances not yet recomputed."""
    size = summary["program"]
    return Plan(
        economy=economy,
        rule=summary["rule"],
        effort=summary["effort"]["name"],
        tables=tables,
        aims=tuple(_aim(aim) for aim in summary["aims"]),
        certificate=_certificate(summary["certificate"]),
        options=summary["options"],
        size=(size["rows"], size["columns"], size["nonzeros"]),
        scenario=summary.get("scenario", ""),
        levels=levels,
        turns=tuple(_turn(turn) for turn in summary.get("turns", ())),
    )


def _aim(said: Mapping[str, Any]) -> AimResult:
    """An aim as the summary tells of it."""
    return AimResult(
        said["name"],
        said["unit"],
        _number(said["value"]),
        tuple(said["levels"]),
        said["n_programs"],
        said["seconds"],
    )


def _certificate(said: Mapping[str, Any]) -> Certificate:
    """What was proved when the plan was made; the tables are checked anew."""
    numbers = {name: _number(said[name]) for name in ("primal", "dual", "gap", "cells", "aims")}
    return Certificate(tables=0.0, worst=(), **numbers)


def _turn(said: Mapping[str, Any]) -> Turn:
    """A turn as the summary tells of it."""
    return Turn(dt.date.fromisoformat(said["date"]), tuple(said["news"]), said["people_fully_covered"])


def _number(said: float | None) -> float:
    """A number; null is one that was not finite."""
    return math.nan if said is None else float(said)
