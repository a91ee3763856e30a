"""``commonweal examples``: the economies that ship."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commonweal import examples as shipped
from commonweal.cli.choices import one_of
from commonweal.cli.consoles import out, say

__all__ = ["examples"]


def examples(
    copy: Annotated[
        str | None,
        typer.Option(
            metavar="|".join(shipped.names()),
            help="Copy this one, to read and change it; needs --out.",
            callback=one_of(shipped.names()),
        ),
    ] = None,
    folder: Annotated[
        Path | None, typer.Option("--out", metavar="FOLDER", help="Where to copy it to.")
    ] = None,
) -> None:
    """List the economies that ship, or copy one to a folder of your own."""
    if (copy is None) != (folder is None):
        raise typer.BadParameter("--copy and --out belong together.")
    if copy is None or folder is None:
        _list()
        return
    _copy(copy, folder)
    say(f"Copied '{copy}' to {folder}. Change it, then: commonweal plan {folder}")


def _list() -> None:
    """Each economy with its name and what it is about."""
    from rich.padding import Padding
    from rich.text import Text

    from commonweal.data import read

    console = out()
    for name in shipped.names():
        settings = read(shipped.path(name)).settings
        console.print(Text.assemble((name, "bold"), f"  {settings.name}"))
        console.print(Padding(Text(settings.description), (0, 0, 1, 2)))


def _copy(name: str, folder: Path) -> None:
    """Put the files of an economy into a folder, as they are, with the table it was built from."""
    from commonweal.data.folder import SETTINGS
    from commonweal.data.writing import OURS, folder_written

    home = shipped.path(name)
    files = {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in sorted(home.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    ours = OURS | {file for file in files if "/" in file}
    folder_written(folder.resolve(), files, mark=SETTINGS, what="an economy", ours=ours)
