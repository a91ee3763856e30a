"""Reading an economy: from a path to a checked economy and all its findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from commonweal.data.archive import read_archive
from commonweal.data.conversion import converted
from commonweal.data.folder import SETTINGS, Files, files_of, read_files
from commonweal.data.raw import Source
from commonweal.data.settings_text import checked_settings
from commonweal.data.typing_tables import typed_table
from commonweal.data.workbook import read_workbook
from commonweal.errors import DataError
from commonweal.findings import Finding, Origin, errors_in
from commonweal.model import TABLES, Calendar, Economy, Settings, complete
from commonweal.validate.report import finding, limited
from commonweal.validate.run import checked
from commonweal.validate.scenarios import check_scenarios

__all__ = ["examine", "examine_files", "named_by_table", "read"]

_KEPT = ".parquet"
_ALWAYS = Calendar(start=dt.date(1, 1, 1), lengths=(3_000_000,))  # stands in for one that can't be read


def read(path: str | Path, *, units: Mapping[str, str] | None = None) -> Economy:
    """The economy in a folder, a zip archive or a workbook, with its amounts in the units of its goods.

    Parameters
    ----------
    path
        A folder of CSV or Parquet files with an ``economy.toml``, a ``.zip`` of such a folder, or an
        ``.xlsx`` workbook with the same sheets.
    units
        Unit of a good's amounts where a row says none: ``{"flour": "t"}`` reads all amounts of
        flour as tonnes. Blank: the unit of the good.

    Raises
    ------
    DataError
        With everything that is wrong, if anything is.
    """
    economy, findings = examine(path, units=units)
    if economy is None:
        raise DataError(errors_in(findings))
    return economy


def examine(
    path: str | Path, *, units: Mapping[str, str] | None = None
) -> tuple[Economy | None, tuple[Finding, ...]]:
    """The economy at a path and all that is wrong or doubtful about it.

    The economy is None where an error was found in its tables or settings. Warnings leave it standing,
    and so do errors in its scenarios: only what asks for such a scenario can't be had. Parameters
    are those of ``read``.
    """
    return _examined(_opened(Path(path)), units or {})


def examine_files(
    files: Files, *, units: Mapping[str, str] | None = None, kept: bool = False
) -> tuple[Economy | None, tuple[Finding, ...]]:
    """The economy in the files of a folder that lie in memory, as ``examine``.

    Parameters
    ----------
    files
        Name of each file (``economy.toml``, ``needs.csv``, ``scenarios/NAME.toml``), and how to get its
        content.
    units
        As in ``read``.
    kept
        Whether nobody ever saw these files, as the program itself keeps them: places are then told by table.
    """
    economy, findings = _examined(read_files(files), units or {})
    if not kept:
        return economy, findings
    places = tuple(replace(found, file=found.file.removesuffix(_KEPT)) for found in findings)
    return None if economy is None else named_by_table(economy), places


def named_by_table(economy: Economy) -> Economy:
    """The economy with its places told by table and row, for people who never saw its files."""
    origins = {name: replace(origin, file=name) for name, origin in economy.origins.items()}
    return replace(economy, origins=origins)


def _examined(source: Source, units: Mapping[str, str]) -> tuple[Economy | None, tuple[Finding, ...]]:
    """The economy of what was read, and all that is wrong or doubtful about it."""
    if source.settings is None and not source.tables:
        return None, limited(source.findings)  # nothing was read: what follows from that is no news
    economy, findings = _understood(source, units)
    told = {_place(found) for found in findings}
    checks = (
        _in_settings(found, source)
        for found in checked(economy, _unread(source, findings), _partial(source, findings))
    )
    findings += [found for found in checks if _place(found) not in told]
    economy, wrong = _with_scenarios(economy, source)
    return (None if errors_in(findings) else economy), limited([*findings, *wrong])


def _with_scenarios(economy: Economy, source: Source) -> tuple[Economy, list[Finding]]:
    """An economy with its scenarios, and what is wrong with them; each keeps its own faults."""
    faults = {name: list(scenario.faults) for name, scenario in source.scenarios.items()}
    for name, found in check_scenarios(source.scenarios):
        faults[name].append(found)
    scenarios = {
        name: replace(scenario, faults=tuple(faults[name])) for name, scenario in source.scenarios.items()
    }
    wrong = [*source.scenario_findings, *(found for group in faults.values() for found in group)]
    return replace(economy, scenarios=scenarios), wrong


def _place(found: Finding) -> tuple[str, str, int | None, str]:
    """The cell that a finding is about."""
    return found.file, found.sheet, found.row, found.column


def _in_settings(found: Finding, source: Source) -> Finding:
    """A finding about the settings, placed where they were read from."""
    if found.file != SETTINGS or found.row is not None:
        return found
    row = source.settings_rows.get(found.column)
    return replace(found, file=source.settings_file, sheet=source.settings_sheet, row=row)


def _opened(path: Path) -> Source:
    """What stands at a path, whichever form it has."""
    if path.is_dir():
        return read_files(files_of(path))
    if path.is_file() and path.suffix.lower() == ".xlsx":
        return read_workbook(path)
    if path.is_file() and path.suffix.lower() == ".zip":
        return read_archive(path)
    source = Source()
    why, remedy = "There is no such file or folder.", "Check the path."
    if path.exists():
        why, remedy = "This is no form of an economy.", "Open a folder, a .zip or an .xlsx file."
    source.findings.append(finding("A01", why, remedy, file=path.name))
    return source


def _understood(source: Source, units: Mapping[str, str]) -> tuple[Economy, list[Finding]]:
    """An economy of whatever could be understood, and all that could not."""
    settings, faults = checked_settings(source)
    findings = [*source.findings, *faults]
    decimal = (source.settings or {}).get("decimal")
    tables: dict[str, pl.DataFrame] = {}
    for name, raw in source.tables.items():
        tables[name], faults = typed_table(raw, TABLES[name], "," if decimal == "," else ".")
        findings.extend(faults)
    origins = {name: Origin(raw.file, raw.sheet, raw.rows) for name, raw in source.tables.items()}
    tables, faults = converted(tables, origins, units)
    economy = Economy(
        settings or Settings(name="?", calendar=_ALWAYS),
        {
            name: complete(tables.get(name, pl.DataFrame(schema=table.schema)), table)
            for name, table in TABLES.items()
        },
        origins,
    )
    return economy, findings + faults


def _unread(source: Source, findings: list[Finding]) -> frozenset[str]:
    """Names of the tables (and ``economy``) that stand incomplete, because their form is wrong."""
    files = {(found.file, found.sheet) for found in findings if found.code.startswith("A")}
    unread = {name for name, raw in source.tables.items() if (raw.file, raw.sheet) in files}
    lost = {name for name in TABLES for file, sheet in files if name in {Path(file).stem, sheet}}
    settings = {"economy"} if _settings_faulty(source, findings) else set()
    return frozenset(unread | (lost - source.tables.keys()) | settings)


def _partial(source: Source, findings: list[Finding]) -> frozenset[str]:
    """Names of the tables some cells of which could not be read."""
    places = {(found.file, found.sheet) for found in findings if found.severity == "error"}
    return frozenset(name for name, raw in source.tables.items() if (raw.file, raw.sheet) in places)


def _settings_faulty(source: Source, findings: list[Finding]) -> bool:
    """Whether the settings could not be read in full."""
    place = (source.settings_file, source.settings_sheet)
    return source.settings is None or any((found.file, found.sheet) == place for found in findings)
