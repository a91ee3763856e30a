"""Reading economies that were uploaded, in a child process, and putting them on the disk."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal import examples
from commonweal.api.bodies import Upload
from commonweal.api.telling import refuse_errors
from commonweal.data.table_folder import has_table, read_table_folder
from commonweal.errors import DataError
from commonweal.examples import opening
from commonweal.findings import Finding
from commonweal.model import TABLES
from commonweal.store.opening import Store
from commonweal.store.versions import Draft, drafted
from commonweal.work.economy_files import economy_and_table
from commonweal.work.uploads import annotate_upload, read_upload

__all__ = ["Read", "annotated_of_upload", "draft_of_example", "draft_of_upload", "findings_of_upload"]


@dataclass(frozen=True)
class Read:
    """An economy that was read and lies on the disk, and what is doubtful about it."""

    draft: Draft
    findings: tuple[Finding, ...]


def findings_of_upload(store: Store, upload: Upload, name: str) -> tuple[Finding, ...]:
    """What is wrong or doubtful about an upload; nothing is kept."""
    with upload.gate.passing():
        return read_upload(store, upload.content, name).findings


def annotated_of_upload(store: Store, upload: Upload, name: str) -> bytes:
    """An upload as a workbook with every finding where it stands; nothing is kept."""
    with upload.gate.passing():
        return annotate_upload(store, upload.content, name)


def draft_of_upload(store: Store, upload: Upload, name: str) -> Read:
    """The economy in an upload, as the next version will hold it.

    Raises
    ------
    DataError
        If it has errors.
    """
    with upload.gate.passing():
        read = read_upload(store, upload.content, name)
        refuse_errors(read.findings)
        if read.files is None:
            raise DataError(read.findings)
        draft = drafted(store, read.files, economy_hash=read.economy_hash, rows=read.rows)
    return Read(draft, read.findings)


def draft_of_example(store: Store, name: str) -> Read:
    """An economy that ships with the program, as the first version will hold it, and the table it is from."""
    economy, findings = opening.examine(name)
    if economy is None:
        raise DataError(findings)
    rows = {table: economy[table].height for table in TABLES if economy[table].height}
    folder = examples.path(name)
    files = economy_and_table(economy, read_table_folder(folder) if has_table(folder) else None)
    return Read(drafted(store, files, economy_hash=economy.hash, rows=rows), findings)
