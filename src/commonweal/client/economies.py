"""An economy of a project on a server: its tables, versions, scenarios, and changes to it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, TypeVar

import polars as pl

from commonweal.client.connection import Connection, Query, part
from commonweal.client.faults import findings_of
from commonweal.client.paging import paged
from commonweal.client.tables import frame_of
from commonweal.client.uploads import upload_of
from commonweal.data import read
from commonweal.data.writing import file_written
from commonweal.errors import ModelError
from commonweal.findings import Finding
from commonweal.model import Economy
from commonweal.wire import economies as wire
from commonweal.wire.industry import Industry
from commonweal.wire.shapes import Shapes

__all__ = ["EconomyClient"]

Answer = TypeVar("Answer", wire.Economy, wire.Kept)

_FORMS = {".zip": "zip", ".xlsx": "xlsx"}


class EconomyClient:
    """An economy of a project.

    Changes are meant for the version that was last seen here: where somebody else changed the economy
    meanwhile they are refused (``Conflict``), and ``look`` tells what holds now.

    Attributes
    ----------
    told
        What the server last said of it.
    """

    def __init__(self, connection: Connection, project: str, told: wire.Economy) -> None:
        self._connection: Final = connection
        self._project: Final = project
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
    def version(self) -> wire.Version:
        """The version that was last seen here."""
        return self.told.version

    def look(self) -> wire.Economy:
        """What holds now."""
        self.told = self._connection.get(self._path(), wire.Economy)
        return self.told

    def check(self, *, version: int | None = None) -> tuple[Finding, ...]:
        """All that is wrong or doubtful about it, or about an earlier version."""
        query: Query = {"version": version}
        return findings_of(self._connection.get(f"{self._path()}/check", wire.Checked, query).findings)

    def table(
        self,
        name: str,
        *,
        filters: Sequence[str] = (),
        sort: Sequence[str] = (),
        offset: int = 0,
        limit: int | None = None,
        version: int | None = None,
    ) -> pl.DataFrame:
        """Rows of a table.

        Parameters
        ----------
        name
            Such as ``needs``.
        filters
            Conditions that all hold, as ``column:op:value`` with ``eq``, ``ne``, ``lt``, ``le``, ``gt``,
            ``ge`` or ``has``.
        sort
            Columns to sort by; ``-column`` from the greatest.
        offset, limit
            Which part of the rows that fit; without a limit, all of them.
        version
            Of an earlier version; None for the one that holds now.
        """
        return frame_of(
            self._connection,
            f"{self._path()}/tables/{part(name)}",
            filters=filters,
            sort=sort,
            offset=offset,
            limit=limit,
            version=version,
        )

    def rows(self, name: str, *, offset: int = 0, limit: int = 100) -> wire.Rows:
        """Rows of a table with their positions, which edits name them by, and the types of the columns."""
        query: Query = {"offset": offset, "limit": limit, "format": "json"}
        return self._connection.get(f"{self._path()}/tables/{part(name)}", wire.Rows, query)

    def shapes(self, *, version: int | None = None) -> Shapes:
        """The boundaries that ship for its places, of this version or an earlier one."""
        return self._connection.get(f"{self._path()}/shapes", Shapes, {"version": version})

    def industry(self, *, version: int | None = None) -> Industry:
        """Sectors and regions as the table observed them that it was built from."""
        return self._connection.get(f"{self._path()}/industry", Industry, {"version": version})

    def edit(
        self, edits: Sequence[wire.Edit], *, what: str = "", dry_run: bool = False
    ) -> tuple[Finding, ...]:
        """Make edits together, or none of them; doubts about what comes out.

        Parameters
        ----------
        edits
            ``SetCell``, ``AddRow`` and ``DropRow``; rows by their position before any of them.
        what
            What they are for, for the history.
        dry_run
            Only say what would be wrong.

        Raises
        ------
        DataError
            With everything that would be wrong, if anything is; nothing was changed.
        Conflict
            If somebody else changed the economy meanwhile.
        """
        body = wire.Edits(edits=tuple(edits), what=what, dry_run=dry_run)
        return self._took(self._changed("edits", wire.Kept, body))

    def settings(self, *, version: int | None = None) -> wire.Settings:
        """Its settings, or those of an earlier version."""
        return self._connection.get(f"{self._path()}/settings", wire.Settings, {"version": version})

    def change_settings(self, change: wire.SettingsChange) -> tuple[Finding, ...]:
        """Give it other settings, as a new version; doubts about it.

        Raises
        ------
        DataError
            With everything that would be wrong, if anything is; nothing was changed.
        Conflict
            If somebody else changed the economy meanwhile.
        """
        return self._took(
            self._connection.change(
                "PATCH", f"{self._path()}/settings", wire.Kept, change, expected=self.version.number
            )
        )

    def replace(self, source: str | Path | Economy) -> tuple[Finding, ...]:
        """Put another content in its place, as a new version; doubts about it.

        Raises
        ------
        DataError
            With everything that is wrong with it, if anything is; nothing was changed.
        """
        upload = upload_of(source)
        return self._took(
            self._connection.change(
                "PUT",
                f"{self._path()}/content",
                wire.Kept,
                upload.body,
                {"file": upload.name},
                expected=self.version.number,
            )
        )

    def undo(self) -> wire.Version:
        """Make the version hold that the present one was made from."""
        self.told = self._changed("undo", wire.Economy)
        return self.version

    def redo(self) -> wire.Version:
        """Make the version hold again that was undone last."""
        self.told = self._changed("redo", wire.Economy)
        return self.version

    def restore(self, version: int) -> wire.Version:
        """Make an earlier version hold again, as a new one."""
        self.told = self._changed("restore", wire.Economy, wire.Restore(version=version))
        return self.version

    def rename(self, name: str) -> None:
        """Give it another name."""
        self.told = self._connection.change(
            "PATCH", self._path(), wire.Economy, wire.Rename(name=name), expected=self.version.number
        )

    def delete(self) -> None:
        """Take it out of the project."""
        self._connection.send("DELETE", self._path(), expected=self.version.number)

    def history(self) -> Iterator[wire.Version]:
        """Its versions, the youngest first."""
        return paged(self._connection, f"{self._path()}/versions", wire.Version)

    def version_of(self, number: int) -> wire.Version:
        """One of its versions."""
        return self._connection.get(f"{self._path()}/versions/{number}", wire.Version)

    def differences(self, before: int, after: int | None = None) -> wire.Differences:
        """What differs between two versions; without ``after``, between one and what holds now."""
        query = {"before": before, "after": self.version.number if after is None else after}
        return self._connection.get(f"{self._path()}/differences", wire.Differences, query)

    def download(self, path: str | Path, *, version: int | None = None) -> None:
        """Write it to a ``.zip`` or ``.xlsx``; whole or not at all.

        Raises
        ------
        ModelError
            If the ending is another.
        """
        target = Path(path).resolve()
        if target.suffix.lower() not in _FORMS:
            raise ModelError(f"'{target.name}' does not end in .zip or .xlsx.")
        file_written(target, self.packed(_FORMS[target.suffix.lower()], version=version))

    def packed(self, form: str, *, version: int | None = None) -> bytes:
        """It as ``zip``, ``xlsx``, ``parquet``, ``datapackage`` or ``template``."""
        return self._connection.content(f"{self._path()}/download", {"format": form, "version": version})

    def read(self, *, version: int | None = None) -> Economy:
        """It, to work with here."""
        with tempfile.TemporaryDirectory() as folder:
            packed = Path(folder) / "economy.zip"
            packed.write_bytes(self.packed("zip", version=version))
            return read(packed)

    def scenarios(self, *, version: int | None = None) -> Iterator[wire.Scenario]:
        """Its scenarios, or those of an earlier version."""
        return paged(self._connection, f"{self._path()}/scenarios", wire.Scenario, {"version": version})

    def scenario(self, name: str, *, version: int | None = None) -> wire.Scenario:
        """One of its scenarios, or of those of an earlier version."""
        path = f"{self._path()}/scenarios/{part(name)}"
        return self._connection.get(path, wire.Scenario, {"version": version})

    def scenario_file(self, name: str, *, version: int | None = None) -> str:
        """One of its scenarios as the text of its file."""
        path = f"{self._path()}/scenarios/{part(name)}/file"
        return self._connection.content(path, {"version": version}).decode()

    def read_scenario(self, name: str, text: str) -> wire.ScenarioRead:
        """The scenario that the text of a file tells, by this name; nothing is kept."""
        path = f"{self._path()}/scenarios/{part(name)}/read"
        return self._connection.post(path, wire.ScenarioRead, wire.ScenarioFile(text=text))

    def try_scenario(self, scenario: wire.Scenario) -> wire.Tried:
        """What a scenario would do, change by change, and what is wrong with it; nothing is kept."""
        path = f"{self._path()}/scenarios/{part(scenario.name)}/try"
        return self._connection.post(path, wire.Tried, scenario)

    def put_scenario(self, scenario: wire.Scenario) -> tuple[Finding, ...]:
        """Keep a scenario, in place of the one of its name if there is one; doubts about it."""
        return self._took(
            self._connection.change(
                "PUT",
                f"{self._path()}/scenarios/{part(scenario.name)}",
                wire.Kept,
                scenario,
                expected=self.version.number,
            )
        )

    def delete_scenario(self, name: str) -> None:
        """Take a scenario out."""
        self._took(
            self._connection.change(
                "DELETE", f"{self._path()}/scenarios/{part(name)}", wire.Kept, expected=self.version.number
            )
        )

    def _changed(self, how: str, kind: type[Answer], body: wire.Edits | wire.Restore | None = None) -> Answer:
        """The answer to a change."""
        return self._connection.post(f"{self._path()}/{how}", kind, body, expected=self.version.number)

    def _took(self, kept: wire.Kept) -> tuple[Finding, ...]:
        """Remember what holds now; doubts about it."""
        self.told = kept.economy
        return findings_of(kept.findings)

    def _path(self) -> str:
        return f"/projects/{self._project}/economies/{self.id}"
