"""Accounts: made and changed by admins; never deleted, because events and versions name them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from commonweal.access.sessions import end_sessions
from commonweal.errors import Conflict, ModelError, NotThere
from commonweal.store.events import note
from commonweal.store.ids import new_id
from commonweal.store.moment import now
from commonweal.store.schema import people
from commonweal.validate.report import shown

__all__ = [
    "Person",
    "account_of",
    "add_person",
    "all_people",
    "change_person",
    "checked_account",
    "keep_password",
    "person",
    "person_named",
]

_ACCOUNT = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,198}")
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Person:
    """An account.

    Attributes
    ----------
    id, name, title
        Its id, what it signs in by, and how it is shown.
    admin
        Whether it may make accounts and projects.
    disabled
        Whether it is shut: nothing of it opens anything.
    created_at
        When it was made.
    has_password
        Whether it can sign in by a password.
    """

    id: str
    name: str
    title: str
    admin: bool
    disabled: bool
    created_at: dt.datetime
    has_password: bool


def checked_account(name: str) -> str:
    """A name that an account can sign in by.

    Raises
    ------
    ModelError
        If it is none, or reads like an id.
    """
    if not _ACCOUNT.fullmatch(name) or _ID.fullmatch(name):
        raise ModelError(
            f"'{shown(name)}' is no name of an account. Use small letters, digits and . _ @ + -, beginning "
            "with a letter or digit."
        )
    return name


def account_of(typed: str) -> str:
    """The name of an account as somebody typed it; blank, which nobody is called, if it can't be one."""
    name = typed.strip().lower()
    return name if _ACCOUNT.fullmatch(name) else ""


def add_person(
    connection: Connection,
    name: str,
    *,
    title: str = "",
    password_hash: str | None = None,
    subject: str | None = None,
    admin: bool = False,
    who: str,
) -> Person:
    """Make an account.

    Parameters
    ----------
    name
        What it signs in by.
    title
        How it is shown.
    password_hash
        Of ``passwords.hash_of_password``; None: it can't sign in by a password.
    subject
        ``ISSUER|SUBJECT`` of OpenID Connect; None: it can't sign in that way.
    admin
        Whether it may make accounts and projects.
    who
        Who makes it.

    Raises
    ------
    Conflict
        If there is an account of this name or subject.
    ModelError
        If the name is none.
    """
    called = checked_account(name)
    taken = people.c.name == called
    if subject is not None:
        taken |= people.c.subject == subject
    if connection.execute(select(people.c.id).where(taken)).first() is not None:
        raise Conflict(f"There is an account '{called}' already. Choose another name.")
    ident = new_id()
    row = {"id": ident, "name": called, "title": title, "password": password_hash, "subject": subject}
    connection.execute(insert(people).values(**row, admin=admin, created_at=now()))
    note(connection, who, "person.added", f"people/{ident}", name=called, admin=admin)
    return person(connection, ident)


def change_person(
    connection: Connection,
    ident: str,
    *,
    title: str | None = None,
    admin: bool | None = None,
    disabled: bool | None = None,
    who: str,
) -> Person:
    """Change an account; what is None stays. Who is disabled is cut off at once.

    Raises
    ------
    NotThere
        If there is no such account.
    Conflict
        If no admin would be left.
    """
    old = person(connection, ident)
    new_admin = old.admin if admin is None else admin
    shut = old.disabled if disabled is None else disabled
    if old.admin and not old.disabled and (shut or not new_admin):
        _refuse_last_admin(connection, ident)
    values: dict[str, Any] = {"admin": new_admin, "title": old.title if title is None else title}
    if shut != old.disabled:
        values["disabled_at"] = now() if shut else None
    connection.execute(update(people).where(people.c.id == ident).values(values))
    if shut:
        end_sessions(connection, ident)
    note(connection, who, "person.changed", f"people/{ident}", admin=new_admin, disabled=shut)
    return person(connection, ident)


def keep_password(
    connection: Connection, ident: str, password_hash: str, *, who: str, besides: str = ""
) -> None:
    """Give an account another password, and end its sessions but for one.

    Parameters
    ----------
    password_hash
        Of ``passwords.hash_of_password``.
    besides
        Hash of the key of the session that goes on: of who changes their own.

    Raises
    ------
    NotThere
        If there is no such account.
    """
    changed = update(people).where(people.c.id == ident).values(password=password_hash)
    if not connection.execute(changed).rowcount:
        raise _not_there()
    end_sessions(connection, ident, besides=besides)
    note(connection, who, "person.password_changed", f"people/{ident}")


def person(connection: Connection, ident: str) -> Person:
    """An account by its id.

    Raises
    ------
    NotThere
        If there is none.
    """
    row = connection.execute(select(people).where(people.c.id == ident)).one_or_none()
    if row is None:
        raise _not_there()
    return _person_of(row)


def person_named(connection: Connection, name: str) -> Person:
    """An account by its id, or by what it signs in by.

    Raises
    ------
    NotThere
        If there is none.
    """
    which = people.c.id == name if _ID.fullmatch(name) else people.c.name == account_of(name)
    row = connection.execute(select(people).where(which)).one_or_none()
    if row is None:
        raise _not_there()
    return _person_of(row)


def all_people(connection: Connection, *, after: str | None = None, limit: int = 1000) -> list[Person]:
    """Accounts by name, after that of an id.

    Raises
    ------
    NotThere
        If there is no account of the id ``after``.
    """
    query = select(people).order_by(people.c.name).limit(limit)
    if after is not None:
        query = query.where(people.c.name > person(connection, after).name)
    return [_person_of(row) for row in connection.execute(query)]


def _refuse_last_admin(connection: Connection, ident: str) -> None:
    """Refuse to go on where nobody else is an admin; others who ask the same wait meanwhile.

    Raises
    ------
    Conflict
        If nobody is.
    """
    admins = select(people.c.id).where(people.c.admin.is_(True), people.c.disabled_at.is_(None))
    admins = admins.order_by(people.c.id)  # all lock in one order, so that no two wait crosswise
    if set(connection.execute(admins.with_for_update()).scalars()) <= {ident}:
        raise Conflict("This is the last admin. Make somebody else an admin first.")


def _person_of(row: Row[Any]) -> Person:
    """The account that a row tells of."""
    return Person(
        id=row.id,
        name=row.name,
        title=row.title,
        admin=row.admin,
        disabled=row.disabled_at is not None,
        created_at=row.created_at,
        has_password=row.password is not None,
    )


def _not_there() -> NotThere:
    return NotThere("There is no such account.")
