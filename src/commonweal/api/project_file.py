"""A whole project as one archive: what its economies, plans and results are downloaded as, side by side."""

from __future__ import annotations

import csv
import errno
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO, Any

from sqlalchemy import Connection

from commonweal.api.packing import packed_economy, packed_result, report_of
from commonweal.errors import NotThere, StoreFull
from commonweal.store.attachments import attachments_of, content_of
from commonweal.store.economies import economies_of
from commonweal.store.events import Event, events_of
from commonweal.store.opening import Store
from commonweal.store.projects import project as project_named
from commonweal.store.records import Attachment, KeptEconomy, Project, Result
from commonweal.store.results import results_of
from commonweal.store.scope import of_project

__all__ = ["MOST_BYTES", "Packed", "packed_project"]

MOST_BYTES = 4 * 1024**3
"""Bytes that the file of a project may have."""

_PAGE = 500
_PLANS = frozenset({"plan", "replan"})
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|;%\u202a-\u202e\u2066-\u2069]+')
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 80
_SHORT_ID = 8
_README = """\
Project: {name}
{description}

economies/     the version of each economy that held, with its scenarios: commonweal plan NAME.zip
plans/         each plan: plan.zip (commonweal explain plan.zip, or commonweal.read_plan) and its report
results/       what else was found out: comparisons, explanations and so on
attachments/   files that people put beside them, as they were
{events}
What commonweal is: https://pypi.org/project/commonweal/
"""
_EVENTS = "events.csv     who did what when, the newest first\n"


@dataclass(frozen=True)
class Packed:
    """The archive, in a file that is gone once it is closed.

    Attributes
    ----------
    file, size
        The file, to be read from its beginning, and how long it is.
    """

    file: IO[bytes]
    size: int

    def parts(self, length: int = 256 * 1024) -> Iterator[bytes]:
        """Its content, part by part; it is closed at the end."""
        with self.file as file:
            while part := file.read(length):
                yield part


@dataclass(frozen=True)
class _Listed:
    """What a project holds, as it was when somebody asked for its file."""

    project: Project
    economies: list[KeptEconomy]
    results: list[Result]
    attachments: list[Attachment]
    events: list[Event]


def packed_project(store: Store, project: str, *, events: bool, most: int = MOST_BYTES) -> Packed:
    """Everything of a project in one archive, written to a file and not to memory.

    Parameters
    ----------
    store, project
        What is packed.
    events
        Whether who asks may see who did what.
    most
        Bytes that it may have.

    Raises
    ------
    StoreFull
        If it is longer, or the disk has no room for it.
    Damaged
        If something is missing on the disk, or not what was written.
    """
    with store.database.reading(of_project(project)) as connection:
        listed = _listed(connection, project, events)
    with ExitStack() as unless_written:
        file = unless_written.enter_context(tempfile.TemporaryFile())
        try:
            size = _write(file, _contents(store, listed), most)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise StoreFull("The disk has no room to write the project's file.") from error
            raise
        unless_written.pop_all()
    return Packed(file, size)


def _write(file: IO[bytes], contents: Iterator[tuple[str, bytes]], most: int) -> int:
    """Write an archive into a file, and go back to its beginning; how long it is."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:  # what is in it is packed already
        for name, content in contents:
            archive.writestr(name, content)
            if file.tell() > most:
                raise _too_long(most)
    size = file.tell()
    file.seek(0)
    return size


def _too_long(most: int) -> StoreFull:
    gigabytes = most / 1024**3
    return StoreFull(
        f"The project's file would be longer than {gigabytes:.0f} GiB. Download its economies and plans "
        "one by one, or have whoever looks after the server back it up."
    )


def _listed(connection: Connection, project: str, events: bool) -> _Listed:
    """All rows of a project at one moment."""

    def by_id(part: Callable[..., list[Any]]) -> list[Any]:
        found: list[Any] = []
        while page := part(connection, project, after=found[-1].id if found else None, limit=_PAGE):
            found += page
        return found

    kept: list[Event] = []
    while events and (
        page := events_of(connection, project, before=kept[-1].number if kept else None, limit=_PAGE)
    ):
        kept += page
    economies: list[KeptEconomy] = []
    while part := economies_of(connection, project, after=economies[-1].name if economies else ""):
        economies += part
    return _Listed(
        project_named(connection, project), economies, by_id(results_of), by_id(attachments_of), kept
    )


def _contents(store: Store, listed: _Listed) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file, one after another."""
    yield "README.txt", _readme(listed).encode()
    for economy in listed.economies:
        name = f"economies/{_safe(economy.name)}-{economy.id[:_SHORT_ID]}.zip"
        yield name, packed_economy(store, economy.version, "zip")
    for found in listed.results:
        yield from _result(store, found)
    for attachment in listed.attachments:
        name = f"attachments/{attachment.id[:_SHORT_ID]}-{_safe(attachment.name)}"
        yield name, content_of(store, attachment)
    if listed.events:
        yield "events.csv", _events(listed.events)


def _readme(listed: _Listed) -> str:
    told = listed.project
    return _README.format(
        name=told.name, description=told.description, events=_EVENTS if listed.events else ""
    )


def _result(store: Store, found: Result) -> Iterator[tuple[str, bytes]]:
    """A result with its report in English, if it has one."""
    is_plan = found.kind in _PLANS
    about = _safe(
        "-".join(part for part in (str(found.summary.get("economy") or ""), found.scenario) if part)
    )
    folder = f"{'plans' if is_plan else 'results'}/{found.kind}-{about}-{found.id[:_SHORT_ID]}"
    yield f"{folder}/{'plan' if is_plan else 'result'}.zip", packed_result(store, found, "zip")
    try:
        yield f"{folder}/report.html", report_of(store, found, "en" if is_plan else None)
    except NotThere:
        return


def _events(events: list[Event]) -> bytes:
    """Events as CSV; no cell can be taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("number", "at", "who", "what", "about", "details"))
    for event in events:
        details = json.dumps(dict(event.details), ensure_ascii=False)
        cells = (event.number, event.at.isoformat(), event.who, event.what, event.about, details)
        writer.writerow([_plain(str(cell)) for cell in cells])
    return text.getvalue().encode()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _safe(name: str) -> str:
    """A name as part of a path: no folders, nothing that is special on any system."""
    return _UNSAFE.sub("_", name).strip(" .")[:_LONGEST] or "unnamed"
