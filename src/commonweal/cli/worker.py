"""``commonweal worker``: does the jobs of a server on PostgreSQL, on this machine."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import logging
import signal
import threading
from pathlib import Path
from typing import Annotated

import typer

from commonweal.cli.consoles import say
from commonweal.errors import ModelError

__all__ = ["worker"]

_GIB = 2**30


def worker(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The folder of the store, shared with the server.")
    ],
    database: Annotated[
        str,
        typer.Option(
            metavar="URL",
            envvar="COMMONWEAL_DATABASE",
            show_envvar=False,
            help="The server's PostgreSQL database: postgresql://USER@HOST/NAME. "
            "Default: COMMONWEAL_DATABASE.",
        ),
    ] = "",
    workers: Annotated[int, typer.Option(min=1, metavar="N", help="Jobs to do at once.")] = 1,
    memory: Annotated[
        float, typer.Option("--max-memory", min=0.25, metavar="GIB", help="Memory that one job may use.")
    ] = 4.0,
) -> None:
    """Do the jobs of a server: plan, compare, explain, import.

    Several may run, on one machine or many, for one database and one folder; jobs are shared out. Ctrl-C
    ends it; what it was doing is done over by another one.
    """
    if not database:
        raise ModelError(
            "A worker needs the server's PostgreSQL database: --database URL. Without one the server "
            "does its jobs itself."
        )
    _work(folder, database, workers, memory)


def _work(folder: Path, database: str, workers: int, memory: float) -> None:
    """Do jobs until told to end.

    Raises
    ------
    ModelError
        If packages that it needs are not installed.
    """
    try:
        from commonweal.store.opening import open_store
        from commonweal.work.limits import Limits
        from commonweal.work.runner import Runners
    except ImportError as error:
        package = (error.name or "a package").partition(".")[0]
        why = f"A worker needs {package}, which is not installed: pip install 'commonweal[server,postgres]'."
        raise ModelError(why) from error
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    told = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: told.set())
    with open_store(folder, database, migrate=False) as store:
        runners = Runners(store, workers, Limits(memory=int(memory * _GIB)))
        runners.start()
        say(f"Doing jobs, {workers} at once. Ctrl-C ends it.")
        try:
            while not told.wait(1.0):
                pass
        finally:
            runners.stop()
    say("The worker has ended.")
