"""``commonweal convert``: the same economy in another form."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

from pathlib import Path
from typing import Annotated, cast

import typer

from commonweal.cli.choices import one_of
from commonweal.cli.consoles import say
from commonweal.cli.opening import PathArgument, opened_at
from commonweal.cli.options import ProjectOption, ServerOption
from commonweal.cli.writing import refuse_tables

__all__ = ["FormOption", "convert"]

FormOption = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="csv|parquet",
        help="Form of the tables in a folder.",
        callback=one_of(("csv", "parquet")),
    ),
]


def convert(
    path: PathArgument,
    to: Annotated[
        Path, typer.Argument(metavar="OUT", help="A folder, or a file that ends in .xlsx or .zip.")
    ],
    form: FormOption = "csv",
    server: ServerOption = None,
    project: ProjectOption = None,
) -> None:
    """Write an economy in another form, its amounts in the units of its goods.

    What is at OUT is replaced in one step, if it is an economy; anything else is left alone.
    """
    from commonweal.data import write
    from commonweal.data.writing import Format

    refuse_tables(to, "OUT")
    economy = opened_at(path, server, project)
    write(economy, to, format=cast(Format, form))
    say(f"Wrote {to}.")
