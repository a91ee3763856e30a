"""The account of whom a provider names: known by issuer and subject, never by a mail address."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import Connection, select

from commonweal.access.oidc.flow import Claims
from commonweal.access.oidc.provider import Provider
from commonweal.access.people import add_person
from commonweal.access.sessions import Begun, begin_session
from commonweal.errors import Refused
from commonweal.store.opening import Store
from commonweal.store.schema import people
from commonweal.store.scope import SYSTEM

__all__ = ["begin_for"]

_NOT_IN_NAMES = re.compile(r"[^a-z0-9._@+-]+")
_ID = re.compile(r"[0-9a-f]{32}")
_LONGEST = 150


def begin_for(store: Store, provider: Provider, claims: Claims, *, before: str | None = None) -> Begun:
    """Begin a session for whom a provider names, with an account made if they may have one.

    Parameters
    ----------
    provider, claims
        Who says so, and what.
    before
        The cookie that the browser came with; its session is ended.

    Raises
    ------
    Refused
        If they may not have an account, or it is disabled.
    """
    with store.database.writing(SYSTEM) as connection:
        row = connection.execute(select(people).where(people.c.subject == claims.subject)).one_or_none()
        if row is not None and row.disabled_at is not None:
            raise Refused("This account is disabled. Ask an admin.")
        person = row.id if row is not None else _made(connection, provider, claims)
        return begin_session(connection, person, how="oidc", before=before)


def _made(connection: Connection, provider: Provider, claims: Claims) -> str:
    """The id of a new account, which is no admin's and in no project.

    Raises
    ------
    Refused
        If they may not have one.
    """
    if not _welcome(provider, claims):
        raise Refused("You have no account here. Ask an admin.")
    name = _free_name(connection, claims.name)
    title = "".join(one for one in claims.title if unicodedata.category(one)[0] != "C")
    return add_person(connection, name, title=title, subject=claims.subject, who="system").id


def _welcome(provider: Provider, claims: Claims) -> bool:
    """Whether an account is made of somebody unknown: what is configured must all hold."""
    if not provider.domains and not provider.groups:
        return False
    domains = {domain.lower() for domain in provider.domains}
    in_domain = not domains or claims.mail_domain in domains
    return in_domain and (not provider.groups or bool(claims.groups & set(provider.groups)))


def _free_name(connection: Connection, wanted: str) -> str:
    """A name for an account that nobody has, near to what is wanted."""
    plain = _NOT_IN_NAMES.sub("-", wanted.lower()).strip("._@+-")[:_LONGEST] or "person"
    base = f"person-{plain[:6]}" if _ID.fullmatch(plain) else plain
    name, number = base, 1
    while connection.execute(select(people.c.id).where(people.c.name == name)).first() is not None:
        number += 1
        name = f"{base}-{number}"
    return name
