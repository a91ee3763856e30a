"""``commonweal admin``: looking after a store: backups, checking it, migrating and tidying it."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commonweal.cli.consoles import say
from commonweal.cli.ending import NOT_GOOD
from commonweal.cli.options import JsonOption
from commonweal.client.running import DEFAULT_FOLDER
from commonweal.errors import ModelError, NotThere, StoreInUse

if TYPE_CHECKING:
    from commonweal.store.opening import Store
    from commonweal.store.verifying import Verified

__all__ = ["DatabaseOption", "FolderArgument", "admin", "needs_store", "opened_store"]

_HELP = "Look after a store: backups, checks, migrations, tidying."

admin = typer.Typer(help=_HELP, no_args_is_help=True, rich_markup_mode=None)

FolderArgument = Annotated[Path, typer.Argument(metavar="[FOLDER]", help="The folder of the store.")]
DatabaseOption = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        envvar="COMMONWEAL_DATABASE",
        show_envvar=False,
        help="The PostgreSQL database of the store, if it is not in the folder: postgresql://USER@HOST/NAME. "
        "Default: COMMONWEAL_DATABASE.",
    ),
]
_FOLDER = Path(DEFAULT_FOLDER)


@admin.command()
def backup(
    folder: FolderArgument = _FOLDER,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE.zip|FOLDER",
            help="Where to write it; nothing may be there. Default: a zip file named by day and time.",
        ),
    ] = None,
    database: DatabaseOption = None,
) -> None:
    """Write everything that is kept into one file, while others go on working.

    It holds one state of all tables, and every content, each checked. It can be restored on SQLite and on
    PostgreSQL, by this program and newer ones. Sessions are left out. Hashes of passwords are in it:
    keep it as safe as the store.
    """
    with _needed():
        from commonweal.store.backup import backup as back_up
        from commonweal.store.moment import now
    target = out or Path(f"commonweal-{now():%Y-%m-%dT%H%M%SZ}.zip")
    with _read(folder, database) as store:
        made = back_up(store, target)
    rows = sum(table.rows for table in made.tables.values())
    say(f"{target}: {rows:,} rows and {made.n_contents:,} contents ({made.n_bytes / 1e6:,.1f} MB).")
    say(f"Hash of all rows: {made.hash}")


@admin.command()
def restore(
    source: Annotated[Path, typer.Argument(metavar="BACKUP", help="The zip file or folder of a backup.")],
    folder: FolderArgument = _FOLDER,
    database: DatabaseOption = None,
) -> None:
    """Restore a backup into a store that is empty, on SQLite or PostgreSQL.

    Every row and content is checked against the backup. If anything is wrong, nothing is restored.
    """
    with _needed():
        from commonweal.store.restoring import restore as bring_back
    told = bring_back(source, folder, database)
    rows = sum(table.rows for table in told.tables.values())
    say(f"{folder}: {rows:,} rows and {told.n_contents:,} contents, as they were on {told.made_at[:19]} UTC.")
    say(f"Hash of all rows: {told.hash}")


@admin.command()
def verify(
    folder: FolderArgument = _FOLDER,
    database: DatabaseOption = None,
    reseal: Annotated[
        bool,
        typer.Option(
            "--reseal",
            help="Where only pages of the SQLite file differ and all else holds, as after another program "
            "has written to it: take them as they stand.",
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Recompute every hash and seal of a store, and name what is not as it was written.

    Exit code 1 if there is anything.
    """
    if reseal and database is not None:
        raise ModelError("--reseal is for SQLite; PostgreSQL has checksums of its own.")
    needs_store(folder, database)
    with _needed():
        from commonweal.store.verifying import resealed, verify_at
    found = resealed(folder) if reseal else verify_at(folder, database)
    _tell(found, as_json)
    if not found.sound:
        raise typer.Exit(NOT_GOOD)


@admin.command()
def migrate(folder: FolderArgument = _FOLDER, database: DatabaseOption = None) -> None:
    """Bring the tables of a store up to date with this program; make a backup first.

    ``commonweal serve`` does so too when it starts.
    """
    needs_store(folder, database)
    with opened_store(folder, database):  # which brings it up to date
        from commonweal.store.migrating import NEWEST
    say(f"The schema is {NEWEST}.")


@admin.command()
def tidy(folder: FolderArgument = _FOLDER, database: DatabaseOption = None) -> None:
    """Delete what nobody needs: contents without a name for a day, old replies and ended sessions."""
    needs_store(folder, database)
    with opened_store(folder, database) as store:
        from commonweal.store.tidying import tidy as tidied

        gone = tidied(store)
    say(
        f"Deleted: {gone.contents:,} contents, {gone.replies:,} replies, {gone.attempts:,} failed sign-ins, "
        f"{gone.sessions:,} sessions."
    )


@contextmanager
def _needed() -> Iterator[None]:
    """Modules that need the extra ``server``.

    Raises
    ------
    ModelError
        If a package is not installed.
    """
    try:
        yield
    except ImportError as error:
        package = (error.name or "a package").partition(".")[0]
        raise ModelError(
            f"A store needs {package}, which is not installed: pip install 'commonweal[server]' "
            "(for PostgreSQL 'commonweal[server,postgres]')."
        ) from error


@contextmanager
def opened_store(folder: Path, database: str | None) -> Iterator[Store]:
    """A store, open as long as the block lasts."""
    with _needed():
        from commonweal.store.opening import open_store

        store = open_store(folder, database)
    with store:
        yield store


@contextmanager
def _read(folder: Path, database: str | None) -> Iterator[Store]:
    """A store to read, also while a server has it open."""
    needs_store(folder, database)
    with _needed():
        from commonweal.store.opening import open_beside, open_store
    try:
        store = open_store(folder, database, migrate=False)
    except StoreInUse:
        store = open_beside(folder)
    with store:
        yield store


def needs_store(folder: Path, database: str | None) -> None:
    """Refuse a folder that holds no store, rather than make one.

    Raises
    ------
    NotThere
        If there is none.
    """
    if database is None and not any(folder.glob("store.*")):
        raise NotThere(f"There is no store in {folder}.")


def _tell(found: Verified, as_json: bool) -> None:
    """What was found, on stdout."""
    if as_json:
        faults = [
            {"code": one.code, "about": one.about, "why": one.why, "remedy": one.remedy}
            for one in found.faults
        ]
        typer.echo(
            json.dumps({"sound": found.sound, "faults": faults, "counts": dict(found.counts)}, indent=2)
        )
        return
    for fault in found.faults:
        typer.echo(str(fault))
    counted = ", ".join(f"{name}: {count:,}" for name, count in sorted(found.counts.items()))
    seen = f" ({counted})" if counted else ""
    typer.echo(
        f"Everything is as it was written{seen}." if found.sound else f"{len(found.faults):,} faults{seen}."
    )
