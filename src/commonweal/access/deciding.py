"""Who may do what: one table, and the one function that reads it.

What a request *needs* is written at its route. Roles rise from viewer to owner, and the scope of a token
caps the role of its person. Who has no role in a project is told that there is no such project, so that
nobody learns from outside which ones there are. Admins make accounts and projects and see the list of
projects; into a project they get only as its members.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Literal

from commonweal.access.actor import Actor, Reach

__all__ = ["CAPS", "IN_PROJECT", "NEEDS", "Answer", "Need", "Role", "allowed"]

Role = Literal["viewer", "planner", "owner"]
Need = Literal[
    "anyone", "signed-in", "oneself", "admin", "first-admin", "viewer", "member", "planner", "owner"
]

NEEDS: Mapping[Need, str] = {
    "anyone": "Anybody, signed in or not.",
    "signed-in": "Anybody who is known: a session, a token or a link.",
    "oneself": "A person for themselves: a session, or a token that may manage and is not of one project.",
    "admin": "An admin: a session, or a token that may manage and is not of one project.",
    "first-admin": "An admin; while there is none, also who shows the first-run token.",
    "viewer": "Who may read the project: every member, and who has a link to it.",
    "member": "Every member of the project, but not who has a link.",
    "planner": "Planners and owners of the project.",
    "owner": "Owners of the project.",
}
"""What a request may need, in words."""

IN_PROJECT: Mapping[Need, int] = {"viewer": 1, "member": 1, "planner": 2, "owner": 3}
"""Needs that a role in the project meets, and how high it must be."""

CAPS: Mapping[Reach, int] = {"read": 1, "plan": 2, "manage": 3}
"""How high a role counts through a token of each scope."""

_HEIGHT: Mapping[Role, int] = {"viewer": 1, "planner": 2, "owner": 3}


class Answer(Enum):
    """What is decided."""

    YES = "yes"
    SIGN_IN = "sign in"  # it is not known who asks
    REFUSED = "refused"  # they may know of it, and may not do it
    NOT_THERE = "not there"  # for them there is no such thing


def allowed(actor: Actor, role: Role | None, needs: Need) -> Answer:
    """Whether somebody may do what needs something.

    Parameters
    ----------
    actor
        Who asks.
    role
        Their role in the project that it is about; None without one, or where it is about no project.
    needs
        What the request needs.

    Examples
    --------
    >>> from commonweal.access.actor import Actor, NOBODY
    >>> reader = Actor("0" * 32, "ada", admin=False, how="token", scope="read")
    >>> allowed(reader, "owner", "viewer").value, allowed(reader, "owner", "planner").value
    ('yes', 'refused')
    >>> allowed(reader, None, "viewer").value, allowed(NOBODY, None, "viewer").value
    ('not there', 'sign in')
    """
    if needs == "anyone":
        return Answer.YES
    if not actor.known:
        return Answer.SIGN_IN
    if needs in IN_PROJECT:
        return _in_project(actor, role, needs)
    if needs == "signed-in":
        return Answer.YES
    if actor.how == "first-run":
        return Answer.YES if needs == "first-admin" else Answer.REFUSED
    whole = actor.person is not None and actor.scope == "manage" and actor.only_project is None
    return Answer.YES if whole and (needs == "oneself" or actor.admin) else Answer.REFUSED


def _in_project(actor: Actor, role: Role | None, needs: Need) -> Answer:
    """Whether somebody with a role in a project may do something in it."""
    if role is None:
        return Answer.NOT_THERE
    if needs == "member" and actor.person is None:
        return Answer.REFUSED
    height = min(_HEIGHT[role], CAPS[actor.scope])
    return Answer.YES if height >= IN_PROJECT[needs] else Answer.REFUSED
