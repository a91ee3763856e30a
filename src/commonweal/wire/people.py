"""Accounts, sessions, tokens, projects, members and links."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, SecretStr

from commonweal.wire.message import Id, Message, Name, Stamped

__all__ = [
    "Event",
    "Link",
    "LinkMade",
    "Member",
    "NewLink",
    "NewPerson",
    "NewProject",
    "NewToken",
    "PasswordChange",
    "Person",
    "PersonChange",
    "Project",
    "ProjectChange",
    "RoleChange",
    "Session",
    "SignIn",
    "Token",
    "TokenMade",
    "Ways",
]

Role = Literal["viewer", "planner", "owner"]
TokenScope = Literal["read", "plan", "manage"]
Moment = Annotated[dt.datetime, Field(strict=False)]
Password = Annotated[SecretStr, Field(min_length=12, max_length=128)]
Account = Annotated[
    str, Field(pattern=r"^[a-z0-9][a-z0-9._@+-]{0,198}$", description="What one signs in by.")
]


class SignIn(Message):
    """A name and a password; or a token: of a server for one person, the first-run token, a link's."""

    name: Annotated[str, Field(max_length=200)] = ""
    password: Annotated[SecretStr | None, Field(max_length=1000)] = None
    token: Annotated[SecretStr | None, Field(max_length=200)] = None


class Session(Message):
    """Who asks, by what, and what to send along with requests that change something.

    Attributes
    ----------
    person
        Null for somebody with a link.
    how
        ``session`` (a browser's cookie), ``token``, ``link``, ``local`` (the one person of an embedded
        server), or ``first-run`` (who may make the first admin, and nothing else).
    project
        The one project that a token or link reaches; null: all that the person is a member of.
    csrf
        What a browser sends as ``X-CSRF-Token`` with every request that changes something.
    """

    person: Person | None
    how: Literal["session", "token", "link", "local", "first-run"]
    project: Id | None = None
    csrf: str = ""
    expires_at: Moment | None = None


class Ways(Message):
    """How one gets in; for whoever has not signed in yet.

    Attributes
    ----------
    mode
        ``embedded``: a server for one person, opened by its token; ``team``: by accounts.
    oidc
        How the provider is called through which one can sign in, too; null: there is none.
    first_run
        Whether a team's server has no admin yet; the token that it printed at its start makes the first one.
    """

    mode: Literal["embedded", "team"]
    oidc: str | None = None
    first_run: bool = False


class Person(Message):
    """An account."""

    id: Id
    name: str
    title: str
    admin: bool
    disabled: bool
    created_at: Moment


class NewPerson(Message):
    """An account to be made."""

    name: Account
    title: Annotated[str, Field(max_length=200)] = ""
    password: Password | None = None
    admin: bool = False


class PersonChange(Message):
    """What to change of an account; what is left out stays."""

    title: Annotated[str | None, Field(max_length=200)] = None
    admin: bool | None = None
    disabled: bool | None = None
    password: Password | None = None


class PasswordChange(Message):
    """One's own new password."""

    old: Annotated[SecretStr, Field(max_length=1000)]
    new: Password


class Project(Stamped):
    """A project, and what who asks is in it; null for an admin who is not a member and can't look inside."""

    id: Id
    name: str
    description: str
    role: Role | None


class NewProject(Message):
    """A project to be made; ``owner`` owns it, or who makes it where that is left out."""

    name: Name
    owner: Id | None = None
    description: Annotated[str, Field(max_length=10_000)] = ""


class ProjectChange(Message):
    """What to change of a project; what is left out stays."""

    name: Name | None = None
    description: Annotated[str | None, Field(max_length=10_000)] = None


class Member(Message):
    """Somebody in a project."""

    person: Id
    name: str
    title: str
    role: Role


class RoleChange(Message):
    """What somebody may do in a project."""

    role: Role


class Token(Message):
    """A token for programs; the token itself is shown once, when it is made."""

    id: Id
    name: str
    scope: TokenScope
    project: Id | None
    created_at: Moment
    expires_at: Moment | None
    used_at: Moment | None


class NewToken(Message):
    """A token to be made."""

    name: Name
    scope: TokenScope = "read"
    project: Id | None = None
    days: Annotated[int | None, Field(ge=1, le=3660)] = 365


class TokenMade(Token):
    """A token just made, with the token itself."""

    token: str


class Link(Stamped):
    """A link by which anybody may read a project until it ends."""

    id: Id
    name: str
    expires_at: Moment


class NewLink(Message):
    """A link to be made."""

    name: Name
    days: Annotated[int, Field(ge=1, le=366)] = 30


class LinkMade(Link):
    """A link just made, with the token that it carries."""

    token: str


class Event(Message):
    """Somebody did something."""

    number: int
    at: Moment
    who: str
    what: str
    about: str
    details: dict[str, str | int | float | bool | None]


Session.model_rebuild()
