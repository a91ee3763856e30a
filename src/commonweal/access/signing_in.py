"""Signing in by a name and a password, and changing one's password."""

from __future__ import annotations

import logging

from sqlalchemy import select, update

from commonweal.access.passwords import check_new_password, hash_of_password, is_outdated, is_right
from commonweal.access.people import account_of, keep_password
from commonweal.access.sessions import Begun, begin_session
from commonweal.access.throttle import forget_failures, note_try
from commonweal.errors import NotSignedIn
from commonweal.store.opening import Store
from commonweal.store.schema import people
from commonweal.store.scope import SYSTEM

__all__ = ["change_own_password", "sign_in"]

_log = logging.getLogger("commonweal.access")

_WRONG = "The name or the password is wrong."


def sign_in(store: Store, name: str, password: str, *, address: str, before: str | None = None) -> Begun:
    """Begin a session for who knows a password.

    An unknown name, a disabled account, one without a password and a wrong password are answered alike, and
    after the same time.

    Parameters
    ----------
    name, password
        As they were typed; small and capital letters of a name are the same.
    address
        Where the request comes from.
    before
        The cookie that the browser came with; its session is ended.

    Raises
    ------
    NotSignedIn
        If they are wrong.
    TooMany
        If they were wrong too often.
    """
    account = account_of(name)
    with store.database.writing(SYSTEM) as connection:
        note_try(connection, account, address)
        row = connection.execute(select(people).where(people.c.name == account)).one_or_none()
    kept = None if row is None else row.password
    if not is_right(password, kept) or row is None or row.disabled_at is not None:
        _log.warning("A sign-in failed", extra={"address": address, "person": row.id if row else ""})
        raise NotSignedIn(_WRONG)
    renewed = hash_of_password(password) if is_outdated(row.password) else None
    with store.database.writing(SYSTEM) as connection:
        forget_failures(connection, account, address)
        if renewed is not None:
            same = (people.c.id == row.id) & (people.c.password == row.password)
            connection.execute(update(people).where(same).values(password=renewed))
        return begin_session(connection, row.id, how="password", before=before)


def change_own_password(
    store: Store, person: str, old: str, new: str, *, address: str, session: str = ""
) -> None:
    """Give oneself another password; all other sessions end.

    Parameters
    ----------
    person
        Id of who asks.
    old, new
        The password until now, and from now on.
    address
        Where the request comes from; wrong old passwords are counted as in signing in.
    session
        Hash of the key of the session that goes on.

    Raises
    ------
    NotSignedIn
        If the old one is wrong.
    TooMany
        If it was wrong too often.
    ModelError
        If the new one is not good enough.
    """
    with store.database.writing(SYSTEM) as connection:
        row = connection.execute(select(people).where(people.c.id == person)).one()
        note_try(connection, row.name, address)
    if not is_right(old, row.password):
        raise NotSignedIn("The old password is wrong.")
    check_new_password(new, row.name)
    kept = hash_of_password(new)
    with store.database.writing(SYSTEM) as connection:
        forget_failures(connection, row.name, address)
        keep_password(connection, person, kept, who=person, besides=session)
