"""``commonweal serve``: the server for one person, or for a team."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commonweal.cli.choices import one_of
from commonweal.cli.consoles import say
from commonweal.client.running import DEFAULT_FOLDER, is_other
from commonweal.errors import ModelError

if TYPE_CHECKING:
    from commonweal.cli.server_file import Configured

__all__ = ["serve"]

_LOGS = ("json", "lines")
_GIB = 2**30


def serve(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="The folder of the store; made if there is none.")
    ] = Path(DEFAULT_FOLDER),
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65535, metavar="N", help="Port to listen on; 0 for any. Default: 8400."),
    ] = None,
    host: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Address to listen on; without --team only this machine's own. Default: 127.0.0.1.",
        ),
    ] = None,
    team: Annotated[
        bool, typer.Option("--team", help="For several people: accounts, roles, sign-in.")
    ] = False,
    database: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            envvar="COMMONWEAL_DATABASE",
            show_envvar=False,
            help="A PostgreSQL database instead of SQLite in the folder: postgresql://USER@HOST/NAME. "
            "Default: COMMONWEAL_DATABASE.",
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="N",
            help="Jobs to do at once; 0: other processes do them (commonweal worker). Default: 2.",
        ),
    ] = None,
    memory: Annotated[
        float | None,
        typer.Option(
            "--max-memory", min=0.25, metavar="GIB", help="Memory that one job may use. Default: 4."
        ),
    ] = None,
    config: Annotated[
        Path | None, typer.Option(metavar="FILE.toml", help="A file with these and further settings.")
    ] = None,
    log: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(_LOGS),
            help="Form of the log: JSON objects, one a line, or short lines. Default: json with --team.",
            callback=one_of(_LOGS),
        ),
    ] = None,
) -> None:
    """Run the server: the API over a store of projects, and the jobs that plan them.

    For one person it listens to this machine alone and opens with the token that it prints. With --team
    there are accounts; the first administrator is made with the token that it prints at the first start.
    Ctrl-C ends it, and the jobs that are under way; they are taken up at the next start.
    """
    from commonweal.cli.server_file import configured

    if is_other(folder):
        raise ModelError(
            f"'{folder}' is an economy or a plan. A store has a folder of its own, and economies are sent "
            "to it: leave FOLDER out, or name one that does not exist yet."
        )
    given: dict[str, Any] = {"host": host, "port": port, "workers": workers, "log": log}
    given = {name: value for name, value in given.items() if value is not None}
    given |= {"team": True} if team else {}
    given |= {"jobs": {"memory": int(memory * _GIB)}} if memory is not None else {}
    _serve(folder, configured(config, given, database))


def _serve(folder: Path, found: Configured) -> None:
    """Run the server until it is told to end.

    Raises
    ------
    ModelError
        If packages that it needs are not installed.
    """
    try:
        from commonweal.cli.serving import served
    except ImportError as error:
        package = (error.name or "a package").partition(".")[0]
        why = f"The server needs {package}, which is not installed: pip install 'commonweal[server]'."
        raise ModelError(why) from error
    served(folder, found.settings, found.database)
    say("The server has ended.")
