"""A client of a server: projects, people, tokens, and who asks."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Any, Final, Self

import httpx
from pydantic import SecretStr

from commonweal.client.connection import Connection, part
from commonweal.client.paging import paged
from commonweal.client.projects import ProjectClient, told_once
from commonweal.client.tokens import token_for
from commonweal.errors import NotThere
from commonweal.wire import people as wire
from commonweal.wire.descriptions import TablesDescribed, WordsDescribed

__all__ = ["Client"]


class Client:
    """A commonweal server, asked from Python: the same surface as its API, in our own types and errors.

    What can be asked twice without harm is asked again, for up to half a minute, where the connection is
    lost or the server says that its database is away.

    Parameters
    ----------
    url
        Where the server answers, such as ``https://plans.example.org``.
    token
        What proves who asks. None: the environment variable ``COMMONWEAL_TOKEN``; without it, that of a
        server for one person that this machine runs.
    timeout
        Seconds without a sign of the server before a request is given up.
    plain
        Whether a token may be sent without encryption (``http://``) to another machine.
    transport
        What carries requests; None for the network.

    Raises
    ------
    ModelError
        If the address is none, or the token would travel readable.

    Examples
    --------
    ::

        with cw.Client("http://127.0.0.1:8400") as client:
            project = client.add_project("Winter")
            economy = project.upload("my-economy").economy
            plan = project.plan(economy, scenario="second-landslide")
            print(plan.summary())
    """

    def __init__(
        self,
        url: str,
        token: str | None = None,
        *,
        timeout: float = 60.0,
        plain: bool = False,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        given = token if token is not None else token_for(url)
        self._connection: Final = Connection(url, given, timeout=timeout, plain=plain, transport=transport)

    @property
    def url(self) -> str:
        """Where the server answers."""
        return self._connection.url

    def close(self) -> None:
        """Let go of the connections."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---- who asks

    def session(self) -> wire.Session:
        """Who asks, and by what."""
        return self._connection.get("/session", wire.Session)

    def ways(self) -> wire.Ways:
        """How one gets in: asked before anybody has signed in."""
        return self._connection.get("/session/ways", wire.Ways)

    def sign_in(self, name: str, password: str) -> wire.Session:
        """Prove a name and a password, and go on with a cookie that this client keeps."""
        body = wire.SignIn(name=name, password=SecretStr(password))
        return self._connection.signed_in(self._connection.post("/session", wire.Session, body))

    def sign_in_first(self, token: str) -> wire.Session:
        """The same with the token that a server shows when it starts for the first time."""
        body = wire.SignIn(token=SecretStr(token))
        return self._connection.signed_in(self._connection.post("/session", wire.Session, body))

    def sign_out(self) -> None:
        """End the session."""
        self._connection.send("DELETE", "/session")

    def change_password(self, old: str, new: str) -> None:
        """Give oneself another password; all other sessions end."""
        body = wire.PasswordChange(old=SecretStr(old), new=SecretStr(new))
        self._connection.send("POST", "/session/password", body=body)

    # ---- what there is to fill in

    def tables(self) -> TablesDescribed:
        """Every table that an economy may have, with what its columns take and mean."""
        return self._connection.get("/tables", TablesDescribed)

    def words(self) -> WordsDescribed:
        """Every word of scenarios, with what it takes and does."""
        return self._connection.get("/words", WordsDescribed)

    # ---- projects

    def projects(self) -> Iterator[ProjectClient]:
        """Projects that who asks may see."""
        for told in paged(self._connection, "/projects", wire.Project):
            yield ProjectClient(self._connection, told)

    def project(self, name: str) -> ProjectClient:
        """A project, by name or id.

        Raises
        ------
        NotThere
            If there is none of that name, or not for who asks.
        """
        projects = list(self.projects())
        found = [one for one in projects if name in {one.name, one.id}]
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(one.id for one in found)
            raise NotThere(f"{len(found)} projects are called '{name}'. Name one by its id: {ids}.")
        known = ", ".join(one.name for one in projects) or "none yet"
        raise NotThere(f"There is no project '{name}' for you at {self.url}. There is: {known}.")

    def project_of(self, project: str) -> ProjectClient:
        """A project, by id alone."""
        return ProjectClient(
            self._connection, self._connection.get(f"/projects/{part(project)}", wire.Project)
        )

    def add_project(self, name: str, description: str = "", *, owner: str | None = None) -> ProjectClient:
        """Make a project, for administrators; who makes it owns it, or the person with the id ``owner``."""
        body = wire.NewProject(name=name, description=description, owner=owner)
        return ProjectClient(self._connection, self._connection.post("/projects", wire.Project, body))

    # ---- tokens for programs

    def tokens(self) -> Iterator[wire.Token]:
        """One's own tokens."""
        return paged(self._connection, "/tokens", wire.Token)

    def add_token(
        self,
        name: str,
        *,
        scope: wire.TokenScope = "read",
        project: str | None = None,
        days: int | None = 365,
    ) -> wire.TokenMade:
        """Make a token; it is told this once.

        Parameters
        ----------
        name
            What it is for.
        scope
            The most it allows: ``read``, ``plan`` or ``manage``.
        project
            Id of the only project that it opens; None for all of one's own.
        days
            After which it ends; None for never.

        Raises
        ------
        StoreError
            If the answer was lost on its way: the token was made, and can't be told again.
        """
        body = wire.NewToken(name=name, scope=scope, project=project, days=days)
        return told_once(self._connection.post("/tokens", wire.TokenMade, body))

    def delete_token(self, token: str) -> None:
        """End a token, by id."""
        self._connection.send("DELETE", f"/tokens/{part(token)}")

    # ---- accounts

    def people(self) -> Iterator[wire.Person]:
        """All accounts; for administrators."""
        return paged(self._connection, "/people", wire.Person)

    def person(self, person: str) -> wire.Person:
        """An account, by id."""
        return self._connection.get(f"/people/{part(person)}", wire.Person)

    def add_person(
        self, name: str, *, title: str = "", password: str | None = None, admin: bool = False
    ) -> wire.Person:
        """Make an account; without a password it is for signing in through another provider."""
        secret = None if password is None else SecretStr(password)
        body = wire.NewPerson(name=name, title=title, password=secret, admin=admin)
        return self._connection.post("/people", wire.Person, body)

    def change_person(self, person: str, **changes: Any) -> wire.Person:
        """Change an account: ``title``, ``admin``, ``disabled``, ``password``."""
        body = wire.PersonChange.model_validate(changes)
        return self._connection.change("PATCH", f"/people/{part(person)}", wire.Person, body)
