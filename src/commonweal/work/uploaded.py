"""An economy that somebody sent, read inside the child and written anew: as we keep it, or marked."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from commonweal.check import check_structure
from commonweal.data.annotating import annotated
from commonweal.data.reading import examine
from commonweal.data.table_folder import FOLDER, read_table_folder
from commonweal.errors import DataError
from commonweal.findings import Finding, errors_in
from commonweal.scenario import check_all
from commonweal.validate.report import finding, limited
from commonweal.work.doing import Found
from commonweal.work.economy_files import economy_and_table, facts_of
from commonweal.work.unpacking import safe_name

if TYPE_CHECKING:
    from commonweal.inputoutput.tables import SupplyUse
    from commonweal.model import Economy

__all__ = ["ANNOTATED", "annotated_upload", "uploaded"]

ANNOTATED = "annotated.xlsx"
"""The file of an answer that shows the faults where they stand."""

_ARCHIVE = ".zip"
_PARQUET = ".parquet"


def uploaded(sent: Path, name: str) -> Found:
    """The files of an economy that was sent, and all that is wrong or doubtful about it.

    There are no files where anything is wrong, a scenario included: what can't be read again is not kept.
    Faults in how the rows work together are told too; they keep an economy from being planned, not from
    being kept.

    Parameters
    ----------
    sent
        Where it lies.
    name
        What it was called where it comes from; its ending says what it is.
    """
    path = sent.rename(sent.with_name(safe_name(name)))
    economy, findings = _examined(path)
    if economy is None:
        return _told(findings)
    try:
        table = _table(path)
    except DataError as error:
        return _told((*findings, *error.findings))
    return Found(economy_and_table(economy, table), facts_of(economy) | dict(_told(findings).summary))


def annotated_upload(sent: Path, name: str) -> Found:
    """A workbook of what was sent with every finding where it stands; parameters as ``uploaded``."""
    path = sent.rename(sent.with_name(safe_name(name)))
    _, findings = _examined(path)
    return Found({ANNOTATED: annotated(path, findings)}, _told(findings).summary)


def _examined(path: Path) -> tuple[Economy | None, tuple[Finding, ...]]:
    """The economy in a file, None where it can't be kept, and all that is wrong or doubtful about it."""
    findings = _parquet_in(path)
    if findings:
        return None, findings
    economy, findings = examine(path)
    if economy is None:
        return None, findings
    kept = not errors_in(findings)
    findings = (*findings, *check_structure(economy))
    findings += tuple(found for found in check_all(economy) if found not in findings)
    return (economy if kept else None), findings


def _told(findings: Sequence[Finding]) -> Found:
    """Findings alone."""
    return Found({}, {"findings": [asdict(finding) for finding in findings]})


def _parquet_in(path: Path) -> tuple[Finding, ...]:
    """Refusal of tables as Parquet, whose readers were made for files that one trusts."""
    if path.suffix.lower() != _ARCHIVE or not zipfile.is_zipfile(path):
        return ()
    with zipfile.ZipFile(path) as archive:
        names = [PurePosixPath(name) for name in archive.namelist()]
    why = "Tables that are sent are read as CSV, not as Parquet."
    remedy = "Write the economy as CSV ('commonweal convert FOLDER NAME.zip'), and send that."
    return limited(
        finding("A01", why, remedy, file=str(name))
        for name in names
        if name.suffix.lower() == _PARQUET and name.parent.name != FOLDER
    )


def _table(path: Path) -> SupplyUse | None:
    """The table that an economy was built from, where it lies in the archive.

    It is the one thing that is Parquet in any case; this child reads it, and nothing of it goes on but
    its numbers.

    Raises
    ------
    DataError
        If it is damaged.
    """
    if path.suffix.lower() != _ARCHIVE:
        return None
    with zipfile.ZipFile(path) as archive:
        inside = [name for name in archive.namelist() if PurePosixPath(name).parent.name == FOLDER]
        if not inside:
            return None
        folder = path.with_name("observed")
        (folder / FOLDER).mkdir(parents=True)
        for name in inside:
            (folder / FOLDER / PurePosixPath(name).name).write_bytes(archive.read(name))
    return read_table_folder(folder)
