"""``/people``: accounts, for admins."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from starlette.responses import Response

from commonweal.access.first_run import has_admin
from commonweal.access.passwords import check_new_password, hash_of_password
from commonweal.access.people import (
    add_person,
    all_people,
    change_person,
    checked_account,
    keep_password,
    person,
)
from commonweal.api.idempotency import Once
from commonweal.api.paging import After, Limit
from commonweal.api.routes.session import account_of
from commonweal.api.strict import new_router
from commonweal.api.visits import Admin, FirstAdmin
from commonweal.errors import ModelError, Refused
from commonweal.wire import people as wire
from commonweal.wire.message import Id, Page

__all__ = ["router"]

router = new_router("people", "/people")

PersonId = Annotated[Id, Path(description="Id of the account.")]


@router.get("", summary="List accounts")
def listed(visit: Admin, after: After = None, limit: Limit = 100) -> Page[wire.Person]:
    """Every account by name, disabled ones too."""
    with visit.reading() as connection:
        found = all_people(connection, after=after, limit=limit)
    more = found[-1].id if len(found) == limit else None
    return Page[wire.Person](items=tuple(map(account_of, found)), next=more)


@router.post("", status_code=201, summary="Make an account", response_model=wire.Person)
def add(visit: FirstAdmin, body: wire.NewPerson, asking: Once) -> Response:
    """Make an account. While a team's server has no admin, the first-run token makes the first one.

    Without a password nobody can sign in to it until an admin gives it one.
    """
    checked_account(body.name)
    first = visit.actor.how == "first-run"
    if first and (body.password is None or not body.admin):
        raise ModelError("The first account is an admin's: send a password, and admin as true.")
    kept = None
    if body.password is not None:
        check_new_password(body.password.get_secret_value(), body.name)
        kept = hash_of_password(body.password.get_secret_value())
    with asking.writing() as connection:
        if first and has_admin(connection):
            raise Refused("There is an admin by now. Sign in as one.")
        made = add_person(
            connection, body.name, title=body.title, password_hash=kept, admin=body.admin, who=visit.who
        )
        return asking.answer(connection, account_of(made), 201)


@router.get("/{id}", summary="Show an account")
def show(visit: Admin, id: PersonId) -> wire.Person:  # noqa: A002 - the API calls it so
    """An account."""
    with visit.reading() as connection:
        return account_of(person(connection, id))


@router.patch("/{id}", summary="Change an account")
def change(visit: Admin, id: PersonId, body: wire.PersonChange) -> wire.Person:  # noqa: A002
    """Change an account; what is left out stays.

    Who is disabled, or given a password, is signed out at once; of who is disabled no token works either.
    """
    kept = None
    if body.password is not None:
        with visit.reading() as connection:
            name = person(connection, id).name
        check_new_password(body.password.get_secret_value(), name)
        kept = hash_of_password(body.password.get_secret_value())
    with visit.writing() as connection:
        changed = change_person(
            connection, id, title=body.title, admin=body.admin, disabled=body.disabled, who=visit.who
        )
        if kept is not None:
            keep_password(connection, id, kept, who=visit.who)
    return account_of(changed)
