"""Opening what a PATH names: a folder, a file, or an economy that ships."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from commonweal import examples
from commonweal.cli.consoles import err, say
from commonweal.errors import DataError, ModelError
from commonweal.examples.opening import located
from commonweal.findings import Finding, errors_in
from commonweal.model import Economy

__all__ = ["PathArgument", "doubted", "examined", "opened", "opened_at", "sound"]

PathArgument = Annotated[
    str,
    typer.Argument(
        metavar="PATH",
        help="A folder, an .xlsx or .zip file, or the name of an economy that ships: "
        f"{', '.join(examples.names())}.",
    ),
]


def examined(path: str) -> tuple[Economy | None, tuple[Finding, ...]]:
    """The economy at a path and all that is wrong or doubtful about it."""
    from commonweal.client.running import is_store  # noqa: PLC0415 - help and version need no readers
    from commonweal.data import examine  # noqa: PLC0415

    if is_store(path):
        raise ModelError(
            f"'{path}' is a store, which holds projects. Start its server (commonweal serve {path}) and name "
            f"an economy of a project: commonweal … ECONOMY --server {path} --project NAME."
        )
    if path in examples.names() and Path(path).exists():
        say(f"Reading '{path}' in this folder, not the example of that name.")
    return examine(located(path))


def opened(path: str) -> Economy:
    """The economy at a path; warnings about it are shown on stderr.

    Raises
    ------
    DataError
        With everything that is wrong, if anything is.
    """
    from commonweal.show import print_findings  # noqa: PLC0415 - help and version need no words

    economy, findings = examined(path)
    if economy is None:
        raise DataError(errors_in(findings))
    if findings:  # an error that leaves the economy standing is about a scenario that nobody asked for
        print_findings([replace(found, severity="warning") for found in findings], err())
    return economy


def opened_at(path: str, server: str | None, project: str | None) -> Economy:
    """The economy that a PATH names here or, where one is named, on a server.

    Raises
    ------
    DataError
        With everything that is wrong, if anything is.
    """
    if server is None:
        return opened(path)
    from commonweal.cli.remote import Remote  # noqa: PLC0415 - only with --server

    with Remote(server, project).open() as site:
        return site.economy(path).read()


def sound(economy: Economy) -> Economy:
    """The economy, if nothing in it comes from nothing; doubts are shown on stderr.

    Raises
    ------
    DataError
        With everything that is wrong with how its rows work together.
    """
    from commonweal.check.soundness import doubts  # noqa: PLC0415 - only plans need it

    doubted(doubts(economy))
    return economy


def doubted(findings: Sequence[Finding]) -> None:
    """Show doubts about an economy on stderr."""
    from commonweal.show import print_findings  # noqa: PLC0415 - help and version need no words

    if findings:
        print_findings(findings, err())
