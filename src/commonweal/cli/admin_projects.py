"""``commonweal admin project``: projects whose owners can't help themselves."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commonweal.cli.admin import DatabaseOption, FolderArgument, needs_store, opened_store
from commonweal.cli.consoles import say
from commonweal.client.running import DEFAULT_FOLDER

__all__ = ["project"]

project = typer.Typer(
    help="Look after projects: give them an owner, bring them back.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

ProjectArgument = Annotated[str, typer.Argument(metavar="PROJECT", help="Id of the project; see 'list'.")]
_FOLDER = Path(DEFAULT_FOLDER)
_WHO = "system"


@project.command(name="list")
def list_(
    folder: FolderArgument = _FOLDER,
    deleted: Annotated[bool, typer.Option("--deleted", help="Those that were deleted.")] = False,
    database: DatabaseOption = None,
) -> None:
    """List the projects by id and name."""
    needs_store(folder, database)
    with opened_store(folder, database) as store:
        from commonweal.store.projects import all_projects
        from commonweal.store.scope import SYSTEM

        with store.database.reading(SYSTEM) as connection:
            found = all_projects(connection, deleted=deleted, limit=1_000_000)
    for one in found:
        typer.echo(f"{one.id}  {one.name}")
    say(f"{len(found)} project{'' if len(found) == 1 else 's'}.")


@project.command()
def owner(
    ident: ProjectArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the account signs in by.")],
    folder: FolderArgument = _FOLDER,
    database: DatabaseOption = None,
) -> None:
    """Make somebody an owner of a project, where its owners are gone. Its members see that it was done."""
    needs_store(folder, database)
    with opened_store(folder, database) as store:
        from commonweal.access.members import set_member
        from commonweal.store.projects import project as found
        from commonweal.store.scope import SYSTEM

        with store.database.writing(SYSTEM) as connection:
            called = found(connection, ident).name
            made = set_member(connection, ident, name, "owner", who=_WHO)
    say(f"'{made.name}' owns the project '{called}'.")


@project.command(name="bring-back")
def bring_back(
    ident: ProjectArgument, folder: FolderArgument = _FOLDER, database: DatabaseOption = None
) -> None:
    """Bring back a project that was deleted, with all that is in it."""
    needs_store(folder, database)
    with opened_store(folder, database) as store:
        from commonweal.store.projects import bring_back_project
        from commonweal.store.scope import SYSTEM

        with store.database.writing(SYSTEM) as connection:
            made = bring_back_project(connection, ident, who=_WHO)
    say(f"The project '{made.name}' is back.")
