"""Commands that a server answers: which server, which project, and what a PATH means there."""

# ruff: noqa: PLC0415  commands without --server need none of this

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from commonweal import examples
from commonweal.cli.consoles import err, say
from commonweal.errors import ModelError, NotSignedIn
from commonweal.findings import errors_in

if TYPE_CHECKING:
    from commonweal.client.client import Client
    from commonweal.client.economies import EconomyClient
    from commonweal.client.projects import ProjectClient, Uploaded
    from commonweal.client.results import ResultClient

__all__ = ["Remote", "Site"]

FIRST_PROJECT = "commonweal"
"""The project that is made on a server which has none, where nobody says what it is called."""

_ID = re.compile(r"[0-9a-f]{6,32}")
_DID = {
    "added": "'{name}' was sent to project '{project}'.",
    "changed": "'{name}' differs from what project '{project}' had, and is its version {number} now.",
    "same": "'{name}' is in project '{project}' just so (version {number}).",
}


@dataclass(frozen=True)
class Remote:
    """What a command was told of the server that should answer it.

    Attributes
    ----------
    server
        Its address, or the folder of its store.
    project
        The project, by name or id; None for the only one.
    """

    server: str
    project: str | None

    @contextmanager
    def open(self) -> Iterator[Site]:
        """The project, as long as it is asked.

        Raises
        ------
        ModelError
            If there is no such server or project, or the client is not installed.
        """
        with _client_of(self.server) as client:
            try:
                yield Site(client, _project_of(client, self.project))
            except NotSignedIn as error:
                raise NotSignedIn(f"{error} Put a token for {client.url} in COMMONWEAL_TOKEN.") from error


@dataclass(frozen=True)
class Site:
    """A project on a server.

    Attributes
    ----------
    client, project
        Whom to ask.
    """

    client: Client
    project: ProjectClient

    def economy(self, path: str) -> EconomyClient:
        """The economy that a PATH names, sent first if it lies on this machine; doubts are shown.

        What exists at the path goes before an economy of that name, and that before one that ships.

        Raises
        ------
        DataError
            If what is sent is not good.
        NotThere
            If there is none.
        """
        economy = self._found(path)
        doubts = [found for found in economy.check() if found not in errors_in((found,))]
        if doubts:
            from commonweal.show import print_findings

            print_findings(doubts, err())
        return economy

    def plan_of(self, path: str) -> ResultClient | None:
        """The plan that a PATH names by its id or the beginning of it; None where it names something else.

        Raises
        ------
        ModelError
            If it is a plan that lies on this machine.
        """
        from commonweal.plan.saved import is_saved_plan

        if is_saved_plan(path):
            raise ModelError(
                f"'{path}' is a plan on this machine; a server goes on from plans that it made. Name one "
                "by its id, which 'commonweal plan --server' tells."
            )
        if Path(path).exists() or not _ID.fullmatch(path):
            return None
        found = [plan for plan in self.project.plans() if plan.id.startswith(path)]
        if len(found) > 1:
            raise ModelError(
                f"{len(found)} plans of '{self.project.name}' begin with '{path}'. Name more of it."
            )
        return found[0] if found else None

    def fetched(self, path: str, folder: Path) -> Path:
        """The economy or plan that a PATH names, unpacked into a folder with all that belongs to it."""
        from commonweal.client.archives import unpacked

        plan = self.plan_of(path)
        if plan is not None:
            return unpacked(plan.packed("zip"), folder / plan.id, "plan.zip")
        economy = self.economy(path)
        return unpacked(economy.packed("zip"), folder / economy.id, "economy.zip")

    def _found(self, path: str) -> EconomyClient:
        if Path(path).exists():
            uploaded = self.project.upload(path)
            self._say(uploaded)
            return uploaded.economy
        there = self.project.find_economy(path)
        if there is not None:
            return there
        if path in examples.names():
            economy = self.project.add_example(path)
            say(f"The example '{path}' was added to project '{self.project.name}'.")
            return economy
        return self.project.economy(path)

    def _say(self, uploaded: Uploaded) -> None:
        """What became of an economy that was sent."""
        economy = uploaded.economy
        say(
            _DID[uploaded.did].format(
                name=economy.name, project=self.project.name, number=economy.version.number
            )
        )


def _client_of(server: str) -> Client:
    """A client of a server, named by its address or the folder of its store.

    Raises
    ------
    ModelError
        If no server has the folder open, or the client is not installed.
    """
    try:
        from commonweal.client.client import Client
        from commonweal.client.running import running_in, token_in
    except ImportError as error:
        why = "--server needs the package httpx, which is not installed: pip install 'commonweal[client]'."
        raise ModelError(why) from error
    if "://" in server:
        return Client(server)
    running = running_in(server)
    if running is None:
        if not Path(server).is_dir():
            raise ModelError(f"'{server}' is no address of a server (http://127.0.0.1:8400) and no folder.")
        raise ModelError(f"No server has '{server}' open. Start one: commonweal serve {server}")
    return Client(running.url, os.environ.get("COMMONWEAL_TOKEN") or token_in(server))


def _project_of(client: Client, name: str | None) -> ProjectClient:
    """The project that is meant; where there is none at all, one is made, and it is said.

    Raises
    ------
    ModelError
        If there are several and none is named.
    NotThere
        If there is none of that name.
    """
    projects = list(client.projects())
    if not projects:
        made = client.add_project(name or FIRST_PROJECT)
        say(f"There was no project yet; '{made.name}' was made.")
        return made
    if name is not None:
        return client.project(name)
    if len(projects) == 1:
        return projects[0]
    known = ", ".join(one.name for one in projects)
    raise ModelError(f"Say which project: --project NAME. There is: {known}.")
