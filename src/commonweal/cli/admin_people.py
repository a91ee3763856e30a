"""``commonweal admin person``: accounts, made and changed where the store is."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commonweal.cli.admin import DatabaseOption, FolderArgument, needs_store, opened_store
from commonweal.cli.consoles import say
from commonweal.cli.options import JsonOption
from commonweal.client.running import DEFAULT_FOLDER

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from commonweal.access.people import Person

__all__ = ["person"]

person = typer.Typer(
    help="Make and change the accounts of a team's server.", no_args_is_help=True, rich_markup_mode=None
)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="What the account signs in by.")]
_FOLDER = Path(DEFAULT_FOLDER)
_WHO = "system"


@person.command()
def add(
    name: NameArgument,
    folder: FolderArgument = _FOLDER,
    title: Annotated[str, typer.Option(metavar="TEXT", help="How the person is called.")] = "",
    admin: Annotated[bool, typer.Option("--admin", help="It may make accounts and projects.")] = False,
    subject: Annotated[
        str | None,
        typer.Option(
            metavar="ISSUER|SUBJECT",
            help="Whom a provider of accounts knows as this person; no password then.",
        ),
    ] = None,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="It can't sign in until it is given a password.")
    ] = False,
    database: DatabaseOption = None,
) -> None:
    """Make an account. Its password is asked for, or read from the first line of stdin."""
    with opened_store(folder, database) as store:
        from commonweal.access.people import add_person, checked_account
        from commonweal.store.scope import SYSTEM

        checked_account(name)
        kept = None if no_password or subject is not None else _hashed(name)
        with store.database.writing(SYSTEM) as connection:
            made = add_person(
                connection, name, title=title, password_hash=kept, subject=subject, admin=admin, who=_WHO
            )
    say(f"Account '{made.name}' is made{' and is an admin' if made.admin else ''}.")


@person.command(name="list")
def list_(
    folder: FolderArgument = _FOLDER, as_json: JsonOption = False, database: DatabaseOption = None
) -> None:
    """List the accounts."""
    needs_store(folder, database)
    with opened_store(folder, database) as store:
        from commonweal.access.people import all_people
        from commonweal.store.scope import SYSTEM

        with store.database.reading(SYSTEM) as connection:
            found = all_people(connection, limit=1_000_000)
    if as_json:
        rows = [asdict(one) | {"created_at": one.created_at.isoformat()} for one in found]
        typer.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    for one in found:
        typer.echo("  ".join(filter(None, (one.name, one.title, _state(one)))))
    say(f"{len(found)} account{'' if len(found) == 1 else 's'}.")


@person.command()
def disable(name: NameArgument, folder: FolderArgument = _FOLDER, database: DatabaseOption = None) -> None:
    """Shut an account: its sessions end, and none of its tokens works. What it made stays."""
    _change(folder, database, name, disabled=True)
    say(f"Account '{name}' is disabled.")


@person.command()
def enable(name: NameArgument, folder: FolderArgument = _FOLDER, database: DatabaseOption = None) -> None:
    """Open an account again that was disabled; its person signs in anew."""
    _change(folder, database, name, disabled=False)
    say(f"Account '{name}' is enabled.")


@person.command()
def promote(name: NameArgument, folder: FolderArgument = _FOLDER, database: DatabaseOption = None) -> None:
    """Make an account an admin's."""
    _change(folder, database, name, admin=True)
    say(f"Account '{name}' is an admin's.")


@person.command()
def password(name: NameArgument, folder: FolderArgument = _FOLDER, database: DatabaseOption = None) -> None:
    """Give an account another password: asked for, or read from the first line of stdin. Its sessions end."""
    needs_store(folder, database)
    with opened_store(folder, database) as store:
        from commonweal.access.people import keep_password
        from commonweal.store.scope import SYSTEM

        with store.database.reading(SYSTEM) as connection:
            found = _named(connection, name)
        kept = _hashed(found.name)
        with store.database.writing(SYSTEM) as connection:
            keep_password(connection, found.id, kept, who=_WHO)
    say(f"Account '{name}' has another password.")


def _change(
    folder: Path, database: str | None, name: str, *, disabled: bool | None = None, admin: bool | None = None
) -> None:
    """Change an account."""
    needs_store(folder, database)
    with opened_store(folder, database) as store:
        from commonweal.access.people import change_person
        from commonweal.store.scope import SYSTEM

        with store.database.writing(SYSTEM) as connection:
            found = _named(connection, name)
            change_person(connection, found.id, disabled=disabled, admin=admin, who=_WHO)


def _named(connection: Connection, name: str) -> Person:
    """An account by its name.

    Raises
    ------
    NotThere
        If there is none.
    """
    from commonweal.access.people import person_named
    from commonweal.errors import NotThere

    try:
        return person_named(connection, name)
    except NotThere as error:
        why = f"There is no account '{name}'. 'commonweal admin person list' lists them."
        raise NotThere(why) from error


def _hashed(name: str) -> str:
    """What is kept of a password that is typed, or comes by stdin; never one among the options.

    Raises
    ------
    ModelError
        If it is not good enough.
    """
    from commonweal.access.passwords import check_new_password, hash_of_password

    if sys.stdin.isatty():
        typed = str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    else:
        typed = sys.stdin.readline().rstrip("\r\n")
    check_new_password(typed, name)
    return hash_of_password(typed)


def _state(one: Person) -> str:
    """What is special about an account."""
    words = ["admin"] * one.admin + ["disabled"] * one.disabled + ["no password"] * (not one.has_password)
    return f"({', '.join(words)})" if words else ""
