"""What a kind of job works with inside the child: its inputs, its limits, and whom to tell."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from rich.console import Console

from commonweal.data.reading import examine_files, named_by_table
from commonweal.data.table_folder import FOLDER as TABLE
from commonweal.data.writing import columnar
from commonweal.errors import Damaged, DataError, NoPlan
from commonweal.findings import Finding, errors_in
from commonweal.plan.saved import plan_of_files
from commonweal.run.asked import asked_for
from commonweal.run.planning import plan as make_plan
from commonweal.solve.bench import Limits
from commonweal.work.inputs import Input
from commonweal.work.unpacking import safe_name

if TYPE_CHECKING:
    import polars as pl

    from commonweal.model import Economy
    from commonweal.plan.plan import Plan
    from commonweal.solve.bench import Progress
    from commonweal.wire.requests import JobRequest

__all__ = ["DOCUMENT", "REPORT", "TEXT", "Doing", "Found", "tables"]

DOCUMENT, TEXT, REPORT = "document.json", "text.txt", "report.html"
"""Files of an answer: what the command prints with ``--json``, what it prints without, and its report."""

_PLAN = "plan/"
_WIDTH = 80  # of a terminal nobody has, as where the command's output goes to a file


@dataclass(frozen=True)
class Found:
    """What a job found.

    Attributes
    ----------
    files
        Name and content of each file of the answer.
    summary
        Its numbers, for lists.
    """

    files: Mapping[str, bytes]
    summary: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Doing:
    """A request and what it takes to answer it.

    Attributes
    ----------
    asked
        The request.
    inputs
        The economies, plans and attachments that it names, by their place in the request.
    contents
        Where the store's files lie.
    folder
        Where this child may write.
    seconds
        How long the work may take.
    progress, say
        Told of every step, and of what people should know besides the answer.
    """

    asked: JobRequest
    inputs: Mapping[str, Input]
    contents: Path
    folder: Path
    seconds: float
    progress: Callable[[Progress], None]
    say: Callable[[str], None]
    started: float = field(default_factory=time.monotonic)

    @property
    def language(self) -> str:
        """The language of the text and the report."""
        return self.asked.language

    @property
    def left(self) -> float:
        """Seconds that are left of what the server allows."""
        return max(self.seconds - (time.monotonic() - self.started), 0.0)

    @property
    def limits(self) -> Limits:
        """What a solve may use now: what is asked for, and no more than is left."""
        asked = self.asked.time_limit
        return Limits(self.left if asked is None else min(asked, self.left), self.asked.threads,
                      progress=self.progress)  # fmt: skip

    def doubted(self, findings: Sequence[Finding]) -> None:
        """Tell of doubts."""
        for finding in findings:
            self.say(str(finding))

    def economy(self, place: str = "economy") -> Economy:
        """An economy that the request names.

        Raises
        ------
        DataError
            With everything that is wrong with it.
        """
        files = self.inputs[place].files
        economy, findings = examine_files(
            {name: partial(self.content, digest) for name, digest in files.items() if _of_economy(name)},
            kept=True,
        )
        if economy is None:
            raise DataError(errors_in(findings))
        self.doubted(findings)
        return economy

    def plan(self, place: str = "plan") -> Plan:
        """A plan that the request names, read and checked again."""
        files = self.inputs[place].files
        inside = {
            name.removeprefix(_PLAN): partial(self.content, digest)
            for name, digest in files.items()
            if name.startswith(_PLAN)
        }
        found = plan_of_files(inside, self.inputs[place].name)
        return replace(found, economy=named_by_table(found.economy))

    def table_folder(self, place: str = "economy") -> Path:
        """A folder with the table that an economy was built from."""
        root = self.folder / "inputs" / place
        for name, digest in self.inputs[place].files.items():
            if not _of_economy(name):
                self._placed(root / TABLE / PurePosixPath(name).name, digest)
        return root

    def file(self, place: str) -> Path:
        """An attachment that the request names, under the name it came with."""
        (digest,) = self.inputs[place].files.values()
        return self._placed(self.folder / "inputs" / place / safe_name(self.inputs[place].name), digest)

    def _placed(self, target: Path, digest: str) -> Path:
        """Have a content lie at a path."""
        self.content(digest)  # refuses what is not what was written
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(self._path(digest))
        return target

    def content(self, digest: str) -> bytes:
        """A content, checked against its hash.

        Raises
        ------
        Damaged
            If it is not what was written.
        """
        content = self._path(digest).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise Damaged(f"The content {digest[:12]} is not what was written. Restore it from a backup.")
        return content

    def _path(self, digest: str) -> Path:
        return self.contents / digest[:2] / digest

    def made(self, economy: Economy, rule: Any = None, scenario: Any = None, **options: Any) -> Plan:
        """A plan.

        Raises
        ------
        NoPlan
            If what came out can't be relied on.
        """
        plan = make_plan(economy, scenario=scenario, rule=rule, limits=self.limits, **options)
        if plan.certificate.quality == "none":
            raise NoPlan(f"What the solver found is not a plan. {plan.certificate.sentence}")
        return plan

    def wanted(self, scenario: str | None, periods: int | None) -> tuple[Economy, Any]:
        """The economy that the request names, checked as the scenario makes it, and the scenario."""
        found = asked_for(self.economy(), scenario, periods)
        self.doubted(found.doubts)
        if found.remark:
            self.say(found.remark)
        return found.economy, found.scenario

    def planned(self, scenario: str | None, periods: int | None) -> Plan:
        """The plan that the request names, or one of the economy that it names."""
        if "plan" in self.inputs:
            return self.plan()
        economy, happening = self.wanted(scenario, periods)
        return self.made(economy, scenario=happening)

    @cached_property
    def console(self) -> Console:
        """Where the text of the answer is printed."""
        return Console(file=io.StringIO(), width=_WIDTH, highlight=False, color_system=None)

    def text(self) -> bytes:
        """What was printed."""
        printed = self.console.file
        return printed.getvalue().encode() if isinstance(printed, io.StringIO) else b""

    def answer(
        self, document: str, summary: Mapping[str, Any] | None = None, **more: Mapping[str, bytes]
    ) -> Found:
        """What was printed, its numbers as JSON, and further files."""
        files = {DOCUMENT: document.encode() + b"\n", TEXT: self.text()}
        for group in more.values():
            files |= group
        return Found(files, summary or {})


def tables(frames: Mapping[str, pl.DataFrame]) -> dict[str, bytes]:
    """Tables of an answer as its files."""
    return {f"tables/{name}.parquet": columnar(frame) for name, frame in frames.items()}


def _of_economy(name: str) -> bool:
    """Whether a file is one of an economy itself, and not of the table it was built from."""
    return not name.startswith(f"{TABLE}/")
