"""``commonweal template``: a workbook to fill in."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commonweal import examples
from commonweal.cli.choices import one_of
from commonweal.cli.consoles import say
from commonweal.cli.writing import refuse_ending

__all__ = ["template"]

_EMPTY = "empty"

_STARTS = (*examples.names(), _EMPTY)


def template(
    start: Annotated[
        str,
        typer.Argument(metavar="|".join(_STARTS), help="Whose rows to begin with.", callback=one_of(_STARTS)),
    ],
    file: Annotated[Path, typer.Option("--out", metavar="FILE.xlsx", help="The workbook to write.")],
) -> None:
    """Write a workbook to fill in: every table and column, with drop-downs and a row of units."""
    from commonweal.data import read, write_template

    refuse_ending(file, "--out", (".xlsx",))
    economy = None if start == _EMPTY else read(examples.path(start))
    write_template(economy, file)
    say(f"Wrote {file}. Fill it in, then: commonweal check {file}")
