"""A project on a server: its economies, plans, jobs, files, members and what was done in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from commonweal.client.attachments import AttachmentClient
from commonweal.client.connection import Connection, Query, fresh_key, part
from commonweal.client.economies import EconomyClient
from commonweal.client.faults import findings_of
from commonweal.client.jobs import JobClient
from commonweal.client.paging import paged
from commonweal.client.results import ResultClient
from commonweal.client.streaming import SILENCE, events_in, lines_in
from commonweal.client.uploads import file_of, upload_of
from commonweal.data.writing import file_written
from commonweal.errors import ModelError, NotThere, StoreError
from commonweal.findings import Finding
from commonweal.model import Economy
from commonweal.plan.plan import Plan
from commonweal.wire import economies as wire
from commonweal.wire import people
from commonweal.wire.requests import (
    CompareRequest,
    ExplainRequest,
    JobRequest,
    PlanRequest,
    ReplanRequest,
    RulesRequest,
    Subject,
)
from commonweal.wire.work import Attachment, Job, JobProgress, JobState, Result, ResultKind

__all__ = ["ProjectClient", "Uploaded", "told_once"]

Made = TypeVar("Made", people.TokenMade, people.LinkMade)

Told = Callable[[JobProgress], None]
Thing = str | EconomyClient | ResultClient
"""What is asked about: an economy, by itself or by name, or a plan that was made."""


@dataclass(frozen=True)
class Uploaded:
    """What became of an economy that was sent.

    Attributes
    ----------
    economy
        The economy of the project.
    did
        ``added`` as a new one; ``changed``: it is a new version; ``same``: the project has it just so.
    findings
        Doubts about it.
    """

    economy: EconomyClient
    did: Literal["added", "changed", "same"]
    findings: tuple[Finding, ...] = ()


class ProjectClient:
    """A project.

    Attributes
    ----------
    told
        What the server last said of it.
    """

    def __init__(self, connection: Connection, told: people.Project) -> None:
        self._connection: Final = connection
        self.told = told

    @property
    def id(self) -> str:
        """Its id."""
        return self.told.id

    @property
    def name(self) -> str:
        """Its name."""
        return self.told.name

    @property
    def role(self) -> people.Role | None:
        """What who asks may do in it: ``viewer``, ``planner``, ``owner``; None: only see that it is there."""
        return self.told.role

    # ---- the project itself

    def download(self, path: str | Path) -> None:
        """Write all of it to one ``.zip``: economies, plans with their tables, reports, attachments, events.

        Raises
        ------
        ModelError
            If the ending is another.
        """
        target = Path(path).resolve()
        if target.suffix.lower() != ".zip":
            raise ModelError(f"'{target.name}' does not end in .zip.")
        file_written(target, self._connection.content(self._path("download")))

    def look(self) -> people.Project:
        """What the server says of it now."""
        self.told = self._connection.get(self._path(), people.Project)
        return self.told

    def change(self, *, name: str | None = None, description: str | None = None) -> people.Project:
        """Change its name or description; None leaves it as it is."""
        given = {"name": name, "description": description}
        body = people.ProjectChange(**{key: value for key, value in given.items() if value is not None})
        self.told = self._connection.change("PATCH", self._path(), people.Project, body)
        return self.told

    def delete(self) -> None:
        """Take it away from everybody; an administrator can bring it back."""
        self._connection.send("DELETE", self._path())

    def members(self) -> Iterator[people.Member]:
        """Who may do what in it."""
        return paged(self._connection, self._path("members"), people.Member)

    def put_member(self, person: str, role: people.Role) -> people.Member:
        """Let somebody (by id) view, plan or own."""
        body = people.RoleChange(role=role)
        return self._connection.change("PUT", self._path(f"members/{part(person)}"), people.Member, body)

    def delete_member(self, person: str) -> None:
        """Let somebody have no part in it any more."""
        self._connection.send("DELETE", self._path(f"members/{part(person)}"))

    def links(self) -> Iterator[people.Link]:
        """Links by which it may be read."""
        return paged(self._connection, self._path("links"), people.Link)

    def add_link(self, name: str, *, days: int = 30) -> people.LinkMade:
        """Make a link by which anybody may read it; its token is told this once.

        Raises
        ------
        StoreError
            If the answer was lost on its way: the link was made, and can't be told again.
        """
        body = people.NewLink(name=name, days=days)
        return told_once(self._connection.post(self._path("links"), people.LinkMade, body))

    def delete_link(self, link: str) -> None:
        """End a link."""
        self._connection.send("DELETE", self._path(f"links/{part(link)}"))

    def events(self) -> Iterator[people.Event]:
        """Who did what in it."""
        return paged(self._connection, self._path("events"), people.Event)

    def changes(self) -> Iterator[people.Event]:
        """What is done in it from now on, as it is done; until the connection ends, or one's rights."""
        with self._connection.stream(self._path("changes"), "text/event-stream", SILENCE) as answer:
            for event in events_in(lines_in(answer.iter_bytes())):
                if event is not None and event.name == "event":
                    yield people.Event.model_validate_json(event.data, extra="ignore")

    # ---- economies

    def economies(self) -> Iterator[EconomyClient]:
        """Its economies."""
        for told in paged(self._connection, self._path("economies"), wire.Economy):
            yield EconomyClient(self._connection, self.id, told)

    def economy(self, name: str) -> EconomyClient:
        """An economy, by name or id.

        Raises
        ------
        NotThere
            If it has none of that name.
        """
        found = self.find_economy(name)
        if found is None:
            known = ", ".join(economy.name for economy in self.economies()) or "none yet"
            raise NotThere(f"Project '{self.name}' has no economy '{name}'. It has: {known}.")
        return found

    def find_economy(self, name: str) -> EconomyClient | None:
        """An economy, by name or id; None where there is none."""
        return next((one for one in self.economies() if name in {one.name, one.id}), None)

    def upload(self, source: str | Path | Economy, name: str | None = None) -> Uploaded:
        """Bring an economy to the project: as a new one, or as a new version of the one of its name.

        Parameters
        ----------
        source
            A folder, an ``.xlsx`` or ``.zip``, the name of an economy that ships, or an economy.
        name
            What it is called in the project; None: as the file or folder is called.

        Raises
        ------
        DataError
            With everything that is wrong with it, if anything is; nothing was kept.
        """
        upload = upload_of(source)
        called = name or _called(source)
        there = self.find_economy(called)
        if there is None:
            kept = self._connection.post(
                self._path("economies"), wire.Kept, upload.body, {"name": called, "file": upload.name}
            )
            return Uploaded(
                EconomyClient(self._connection, self.id, kept.economy), "added", findings_of(kept.findings)
            )
        before = there.version.number
        findings = there.replace(source)
        return Uploaded(there, "same" if there.version.number == before else "changed", findings)

    def add_example(self, example: str, name: str | None = None) -> EconomyClient:
        """Bring an economy that ships to the project."""
        query = {"name": name or example, "example": example}
        kept = self._connection.post(self._path("economies"), wire.Kept, None, query)
        return EconomyClient(self._connection, self.id, kept.economy)

    def check(self, source: str | Path | Economy) -> tuple[Finding, ...]:
        """All that is wrong or doubtful about an economy, which is not kept."""
        upload = upload_of(source)
        told = self._connection.post(
            self._path("economies/check"), wire.Checked, upload.body, {"file": upload.name}
        )
        return findings_of(told.findings)

    def annotate(self, source: str | Path | Economy) -> bytes:
        """A workbook of an economy with every finding where it stands; the economy is not kept."""
        upload = upload_of(source)
        sent = self._connection.send(
            "POST",
            self._path("economies/annotate"),
            body=upload.body,
            query={"file": upload.name},
            accept="*/*",
        )
        return sent.content

    # ---- jobs and what they find

    def ask(self, request: JobRequest) -> JobClient:
        """Have something done; what is being done or was found already is not done twice.

        Ctrl-C before the server has answered ends the job that was begun.
        """
        key = fresh_key()
        try:
            return self._asked(request, key)
        except KeyboardInterrupt:  # the server may have begun already: by the same key we learn what
            self._asked(request, key).cancel()
            raise

    def _asked(self, request: JobRequest, key: str) -> JobClient:
        told = self._connection.post(self._path("jobs"), Job, request, key=key)
        return JobClient(self._connection, self.id, told)

    def jobs(self, *states: JobState) -> Iterator[JobClient]:
        """Its jobs, the youngest first; those in some states, or all."""
        for told in paged(self._connection, self._path("jobs"), Job, {"state": states}):
            yield JobClient(self._connection, self.id, told)

    def job(self, job: str) -> JobClient:
        """A job, by id."""
        told = self._connection.get(self._path(f"jobs/{part(job)}"), Job)
        return JobClient(self._connection, self.id, told)

    def results(
        self, kind: ResultKind | None = None, *, economy: EconomyClient | None = None
    ) -> Iterator[ResultClient]:
        """What jobs found, the youngest first; of one kind, of one economy, or all of it."""
        query: Query = {"kind": kind, "economy": None if economy is None else economy.id}
        for told in paged(self._connection, self._path("results"), Result, query):
            yield ResultClient(self._connection, self.id, told)

    def plans(self, *, economy: EconomyClient | None = None) -> Iterator[ResultClient]:
        """Plans that were made, the youngest first; of one economy, or all of them."""
        query: Query = {"economy": None if economy is None else economy.id}
        for told in paged(self._connection, self._path("plans"), Result, query):
            yield ResultClient(self._connection, self.id, told)

    def result(self, result: str) -> ResultClient:
        """What a job found, by id."""
        return ResultClient.of(self._connection, self.id, result)

    def plan(self, economy: str | EconomyClient, *, progress: Told | None = None, **options: Any) -> Plan:
        """Have an economy planned, and open the plan here: its balances are recomputed from its tables.

        Parameters
        ----------
        economy
            Of this project.
        progress
            Whom to tell of every step.
        **options
            As ``PlanRequest`` has them: ``scenario``, ``rule``, ``effort``, ``periods``, …

        Raises
        ------
        NoPlan, SolverStopped, DataError
            What the job failed with.
        """
        asked = PlanRequest(kind="plan", economy=self._economy_id(economy), **options)
        return self.ask(asked).result(progress).plan()

    def replan(
        self, plan: str | ResultClient, date: str, *, progress: Told | None = None, **options: Any
    ) -> Plan:
        """Have a plan made anew from a day on, and open it here.

        Parameters
        ----------
        plan
            Of this project, by itself or by id.
        date
            First day to plan anew, as 2031-03-17.
        progress
            Whom to tell of every step.
        **options
            As ``ReplanRequest`` has them: ``scenario``, ``actuals``, ``consignments``, …
        """
        asked = ReplanRequest.model_validate({"kind": "replan", "plan": _id(plan), "from": date, **options})
        return self.ask(asked).result(progress).plan()

    def rules(
        self, economy: str | EconomyClient, *, progress: Told | None = None, **options: Any
    ) -> ResultClient:
        """What each rule of sharing costs; options as ``RulesRequest`` has them."""
        asked = RulesRequest(kind="rules", economy=self._economy_id(economy), **options)
        return self.ask(asked).result(progress)

    def compare(self, *things: Thing, progress: Told | None = None, **options: Any) -> ResultClient:
        """Compare plans, or an economy under scenarios and rules; options as ``CompareRequest`` has them."""
        of = tuple(self._subject(thing) for thing in things)
        return self.ask(CompareRequest(kind="compare", of=of, **options)).result(progress)

    def explain(self, thing: Thing, *, progress: Told | None = None, **options: Any) -> ResultClient:
        """Why people are short, and what would help; options as ``ExplainRequest`` has them."""
        subject = self._subject(thing)
        asked = ExplainRequest(kind="explain", economy=subject.economy, plan=subject.plan, **options)
        return self.ask(asked).result(progress)

    # ---- files beside them

    def attachments(self, about: str | None = None) -> Iterator[AttachmentClient]:
        """Files that lie in it; only those beside an economy (``economies/ID``) or plan, or all."""
        for told in paged(self._connection, self._path("attachments"), Attachment, {"about": about}):
            yield AttachmentClient(self._connection, self.id, told)

    def attach(self, path: str | Path, about: str = "") -> AttachmentClient:
        """Put a file (or a folder, packed) into it, or beside ``economies/ID`` or ``plans/ID``."""
        upload = file_of(path)
        query = {"name": upload.name, "about": about or None}
        told = self._connection.post(self._path("attachments"), Attachment, upload.body, query)
        return AttachmentClient(self._connection, self.id, told)

    def attachment(self, attachment: str) -> AttachmentClient:
        """A file, by id."""
        found = next((one for one in self.attachments() if one.id == attachment), None)
        if found is None:
            raise NotThere(f"Project '{self.name}' has no attachment '{attachment}'.")
        return found

    def _path(self, inside: str = "") -> str:
        return f"/projects/{self.id}/{inside}".rstrip("/")

    def _economy_id(self, economy: str | EconomyClient) -> str:
        return self.economy(economy).id if isinstance(economy, str) else economy.id

    def _subject(self, thing: Thing) -> Subject:
        """A plan, or an economy, as requests name it."""
        if isinstance(thing, ResultClient):
            return Subject(plan=thing.id)
        return Subject(economy=self._economy_id(thing))


def told_once(made: Made) -> Made:
    """A token or link with what it opens by.

    Raises
    ------
    StoreError
        If that was told in an answer that got lost; servers keep only what to know it by.
    """
    if not made.token:
        raise StoreError(f"'{made.name}' was made, and the answer got lost. Delete it, then make another.")
    return made


def _id(thing: str | ResultClient) -> str:
    return thing if isinstance(thing, str) else thing.id


def _called(source: str | Path | Economy) -> str:
    """What an economy is called where nobody says."""
    return source.settings.name if isinstance(source, Economy) else Path(source).resolve().stem
