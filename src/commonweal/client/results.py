"""What a job found: its numbers, tables, files, and the plan where it is one."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import Any, Final, Self

import polars as pl

from commonweal.client.connection import Connection, part
from commonweal.client.tables import frame_of
from commonweal.data.writing import file_written
from commonweal.errors import ModelError
from commonweal.plan.plan import Plan
from commonweal.plan.saved import read_plan
from commonweal.wire.explanations import Explanations
from commonweal.wire.industry import Industry
from commonweal.wire.pictures import Picture
from commonweal.wire.sankeys import Sankey
from commonweal.wire.work import Result

__all__ = ["ResultClient"]

_PLANS = frozenset({"plan", "replan"})


class ResultClient:
    """A result of a project; it never changes.

    Attributes
    ----------
    told
        What the server says of it: kind, options, summary, names of tables and files.
    """

    def __init__(self, connection: Connection, project: str, told: Result) -> None:
        self._connection: Final = connection
        self._project: Final = project
        self.told: Final = told

    @classmethod
    def of(cls, connection: Connection, project: str, result: str) -> Self:
        """The result with an id.

        Raises
        ------
        NotThere
            If there is none, or not for who asks.
        """
        return cls(connection, project, connection.get(f"/projects/{project}/results/{part(result)}", Result))

    @property
    def id(self) -> str:
        """Its id."""
        return self.told.id

    @property
    def summary(self) -> Mapping[str, Any]:
        """Its numbers."""
        return self.told.summary

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of its tables."""
        return self.told.tables

    def table(
        self,
        name: str,
        *,
        filters: Sequence[str] = (),
        sort: Sequence[str] = (),
        offset: int = 0,
        limit: int | None = None,
    ) -> pl.DataFrame:
        """Rows of one of its tables; see ``EconomyClient.table`` for what may be asked."""
        path = f"{self._path()}/tables/{part(name)}"
        return frame_of(self._connection, path, filters=filters, sort=sort, offset=offset, limit=limit)

    def file(self, name: str) -> bytes:
        """One of its files: ``document.json``, ``text.txt``, ``report.html``."""
        return self._connection.content(f"{self._path()}/files/{part(name)}")

    def picture(self) -> Picture:
        """The plan that it is, as the workbench draws it.

        Raises
        ------
        NotThere
            If it is no plan.
        """
        return self._connection.get(f"{self._path()}/picture", Picture)

    def sankey(self, good: str | None = None, *, period: str | None = None) -> Sankey:
        """The way of a good through the plan that it is.

        Parameters
        ----------
        good
            Which; None: the one of which most is carried, in tonnes.
        period
            First day of the one period to tell of, such as ``2031-03-03``; None: the whole plan.
        """
        return self._connection.get(f"{self._path()}/sankey", Sankey, {"good": good, "period": period})

    def industry(self) -> Industry:
        """What the plan that it is has sectors make in regions, and what goes where."""
        return self._connection.get(f"{self._path()}/industry", Industry)

    def text(self) -> str:
        """What the command of this kind prints, in the language that was asked for."""
        return self.file("text.txt").decode()

    def document(self) -> Any:
        """What the command of this kind prints with ``--json``."""
        return json.loads(self.file("document.json"))

    def explanation(self, language: str = "en") -> Explanations:
        """What it explains, in sentences whose parts point at rows and things.

        Raises
        ------
        NotThere
            If it explains nothing.
        """
        query = {"language": language}
        return self._connection.get(f"{self._path()}/explanation", Explanations, query)

    def report(self, path: str | Path, language: str | None = None) -> None:
        """Write its report, a page (``.html``) or of a plan a PDF, to read and pass on; whole or not at all.

        Raises
        ------
        ModelError
            If the ending is another.
        """
        self._written("report", path, {"htm", "html", "pdf"}, language)

    def briefing(self, path: str | Path, language: str = "en") -> None:
        """Write the briefing of a plan, a page (``.html``), a PDF or a document (``.docx``).

        What it asks for comes from what was worked out in the project for this plan: jobs of the kinds
        ``require`` and ``relief``.

        Raises
        ------
        ModelError
            If the ending is another.
        NotThere
            If the result is no plan.
        """
        self._written("briefing", path, {"html", "pdf", "docx"}, language)

    def download(self, path: str | Path) -> None:
        """Write all of it to a ``.zip``, or its tables to an ``.xlsx``; whole or not at all.

        Raises
        ------
        ModelError
            If the ending is another.
        """
        form = Path(path).suffix.lower().removeprefix(".")
        if form not in {"zip", "xlsx"}:
            raise ModelError(f"'{Path(path).name}' does not end in .zip or .xlsx.")
        file_written(Path(path).resolve(), self.packed(form))

    def _written(self, what: str, path: str | Path, endings: Set[str], language: str | None) -> None:
        """Write a page about it in the form that the ending of a path names."""
        ending = Path(path).suffix.lower().removeprefix(".")
        if ending not in endings:
            known = " or ".join(f".{one}" for one in sorted(endings))
            raise ModelError(f"'{Path(path).name}' does not end in {known}.")
        query = {"format": "html" if ending == "htm" else ending, "language": language}
        file_written(Path(path).resolve(), self._connection.content(f"{self._path()}/{what}", query))

    def plan(self) -> Plan:
        """The plan that it is, opened here: its balances are recomputed from its tables.

        Raises
        ------
        ModelError
            If it is no plan.
        DataError
            If what came is not what was written.
        """
        if self.told.kind not in _PLANS:
            raise ModelError(f"The result is of kind '{self.told.kind}', not a plan.")
        with tempfile.TemporaryDirectory() as folder:
            packed = Path(folder) / "plan.zip"
            packed.write_bytes(self.packed("zip"))
            return read_plan(packed)

    def packed(self, form: str) -> bytes:
        """All of it as ``zip``, or its tables as ``xlsx``."""
        return self._connection.content(f"{self._path()}/download", {"format": form})

    def _path(self) -> str:
        return f"/projects/{self._project}/results/{self.id}"
