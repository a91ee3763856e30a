"""Who asks, by what, and how far that reaches."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["FIRST_RUN", "NOBODY", "Actor", "How", "Reach"]

How = Literal["nobody", "session", "token", "link", "local", "first-run"]
Reach = Literal["read", "plan", "manage"]


@dataclass(frozen=True)
class Actor:
    """Who asks.

    Attributes
    ----------
    person
        Id of the account; None for somebody with a link or the first-run token, and for nobody.
    name
        What the account signs in by; for a link its name.
    admin
        Whether the account may make accounts and projects.
    how
        ``session`` (a browser's cookie), ``token`` (a program), ``link``, ``local`` (the one person of an
        embedded server), ``first-run`` (whoever makes the first admin), or ``nobody``.
    scope
        The most that a role allows through what was shown: ``read``, ``plan`` or ``manage``.
    only_project
        The one project that a token or link reaches; None: all that the person is a member of.
    key
        Hash of the session's token, or id of the token or link; what ends when it is signed out or revoked.
    csrf
        What a browser has to send along with changes; blank without a session.
    ends
        When what was shown ends at the latest; None: not by itself.
    """

    person: str | None
    name: str
    admin: bool
    how: How
    scope: Reach
    only_project: str | None = None
    key: str = ""
    csrf: str = field(default="", repr=False)
    ends: dt.datetime | None = None

    @property
    def who(self) -> str:
        """Who that is in events and in ``created_by``: the person, or the link (it changes nothing)."""
        return self.person or self.key or self.how

    @property
    def known(self) -> bool:
        """Whether anything is known of who asks."""
        return self.how != "nobody"


NOBODY = Actor(None, "", admin=False, how="nobody", scope="read")
"""Who shows nothing."""

FIRST_RUN = Actor(None, "", admin=True, how="first-run", scope="manage")
"""Who shows the first-run token of a team's server that has no admin yet."""
