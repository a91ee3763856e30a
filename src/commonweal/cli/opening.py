"""Opening what a PATH names: a folder, a file, or an economy that ships."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from commonweal import examples
from commonweal.cli.consoles import err, say
from commonweal.errors import DataError
from commonweal.examples.opening import located
from commonweal.findings import Finding, errors_in
from commonweal.model import Economy

__all__ = ["PathArgument", "examined", "opened", "sound"]

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
    from commonweal.data import examine  # noqa: PLC0415 - help and version need no readers

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


def sound(economy: Economy) -> Economy:
    """The economy, if nothing in it comes from nothing; doubts are shown on stderr.

    Raises
    ------
    DataError
        With everything that is wrong with how its rows work together.
    """
    from commonweal.check import check_structure  # noqa: PLC0415 - only plans need it
    from commonweal.show import print_findings  # noqa: PLC0415

    findings = check_structure(economy)
    if errors_in(findings):
        raise DataError(errors_in(findings))
    if findings:
        print_findings(findings, err())
    return economy
