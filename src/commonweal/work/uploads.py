"""Reading what people send, in a child: a hostile file harms that child and nothing else."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commonweal.data.annotating import annotated
from commonweal.errors import StoreFull
from commonweal.findings import Finding
from commonweal.store.database import faults_told
from commonweal.store.opening import Store
from commonweal.validate.report import finding
from commonweal.work.failures import Failed
from commonweal.work.limits import UPLOADS, Limits
from commonweal.work.process import answer_of
from commonweal.work.spares import spares_of
from commonweal.work.unpacking import safe_name
from commonweal.work.uploaded import ANNOTATED

__all__ = ["Upload", "annotate_upload", "read_upload"]

_log = logging.getLogger("commonweal.work")


@dataclass(frozen=True)
class Upload:
    """An economy that somebody sent.

    Attributes
    ----------
    files
        Name and content of each file of it as the store keeps them; None where it can't be kept.
    economy_hash, rows
        ``Economy.hash``, and how many rows each table has; blank where it can't be kept.
    findings
        All that is wrong or doubtful.
    """

    files: Mapping[str, bytes] | None
    economy_hash: str
    rows: Mapping[str, int]
    findings: tuple[Finding, ...]


def read_upload(store: Store, content: bytes, name: str, limits: Limits = UPLOADS) -> Upload:
    """An economy in a workbook or an archive of CSV files, read in a child within limits.

    Parameters
    ----------
    content
        What was sent.
    name
        What it was called; its ending says what it is.

    Raises
    ------
    StoreFull
        If there is no room to read it.
    """
    try:
        files, summary = _asked(store, "read", content, name, limits)
    except Failed as error:
        return Upload(None, "", {}, _why(error, name))
    findings = tuple(Finding(**one) for one in summary["findings"])
    return Upload(files or None, summary.get("economy_hash", ""), summary.get("rows", {}), findings)


def annotate_upload(store: Store, content: bytes, name: str, limits: Limits = UPLOADS) -> bytes:
    """A workbook of what somebody sent with every finding where it stands; parameters as ``read_upload``.

    What can't be read in the child becomes a workbook that says so.

    Raises
    ------
    StoreFull
        If there is no room to read it.
    """
    try:
        files, _ = _asked(store, "annotate", content, name, limits)
    except Failed as error:
        return annotated(Path(), _why(error, name))
    return files[ANNOTATED]


def _asked(
    store: Store, what: str, content: bytes, name: str, limits: Limits
) -> tuple[dict[str, bytes], Mapping[str, Any]]:
    """The files and the summary that a child answers about what was sent.

    Raises
    ------
    Failed
        If there is no answer.
    StoreFull
        If there is no room to read it.
    """
    child = spares_of(store).take()
    try:
        sent = child.folder / "sent"
        with faults_told():
            sent.mkdir()
            (sent / "file").write_bytes(content)
        request = {"do": what, "file": str(sent / "file"), "name": name, "limits": limits.as_text()}
        try:
            answer = answer_of(child, request, limits)
            return child.answered(answer["files"]), answer["summary"]
        except Failed as error:
            if error.code == "disk-full":
                raise StoreFull(str(error)) from error
            _log.warning("an upload was given up (%s): %s", error.code, child.complaints())
            raise
    finally:
        child.end()
        child.clear()


def _why(error: Failed, name: str) -> tuple[Finding, ...]:
    """Why an upload was not read, as a finding about its file."""
    if error.findings:
        return error.findings
    why, remedy = "Reading it needs more memory or time than an upload may use.", "Send less, or as CSV."
    code = "A11"
    if error.code not in {"memory", "time", "too-large"}:
        why, remedy, code = "The file can't be read.", "Export it again, and send that.", "A01"
    return (finding(code, why, remedy, file=safe_name(name)),)
