"""``commonweal demo``: an economy that ships, planned and open in the workbench, without anything set up."""

# ruff: noqa: PLC0415  help and version need none of this

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

import commonweal
from commonweal import examples
from commonweal.cli.choices import one_of
from commonweal.cli.options import PeriodsOption
from commonweal.errors import ModelError

__all__ = ["Demo", "demo"]


@dataclass(frozen=True)
class Demo:
    """What to show, and how.

    Attributes
    ----------
    folder
        Of the store.
    economy, periods
        Which economy that ships, and how many of its periods; None: all.
    port
        Where to listen; None: at 8400, or anywhere where that is taken.
    printed, report
        Whether to print the plan before all else, and where to write its report.
    serves
        Whether to go on once it is printed.
    browser
        Whether to open the workbench in a browser.
    """

    folder: Path
    economy: str
    periods: int | None
    port: int | None
    printed: bool
    report: Path | None
    serves: bool
    browser: bool


def demo(
    folder: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Where to keep the store; what is there already is shown again. "
            "Default: a folder of this version where programs of yours keep what can be made again.",
        ),
    ] = None,
    economy: Annotated[
        str,
        typer.Option(
            metavar="|".join(examples.names()),
            help="An economy that ships.",
            callback=one_of(examples.names()),
        ),
    ] = "syria",
    periods: PeriodsOption = None,
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65535, metavar="N", help="Port to listen on. Default: 8400, or any if that is taken."
        ),
    ] = None,
    browser: Annotated[
        bool | None,
        typer.Option(
            "--browser/--no-browser",
            help="Whether to open it in a browser. Default: where there is a screen and a terminal.",
        ),
    ] = None,
    printed: Annotated[
        bool,
        typer.Option("--print/--no-print", help="Whether to print the plan first, as 'plan' does."),
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(metavar="FILE.html", help="Write the plan's report here, once it is made."),
    ] = None,
    serves: Annotated[
        bool,
        typer.Option("--serve/--no-serve", help="Whether to go on showing it once it is printed."),
    ] = True,
) -> None:
    """Show an economy that ships, planned, in the workbench; nothing need be set up.

    A server for one person runs on this machine alone until Ctrl-C. The plan is made while the workbench is
    open already; if it was made before, it is there at once. No request leaves the machine.
    """
    if not (serves or printed):
        raise ModelError("With --no-serve there is nothing to see but what --print prints. Add --print.")
    wanted = Demo(
        folder or _own_folder(),
        economy,
        periods,
        port,
        printed or report is not None,
        report,
        serves,
        serves and (_has_screen() if browser is None else browser),
    )
    try:
        from commonweal.cli.demonstrating import demonstrate
    except ImportError as error:
        package = (error.name or "a package").partition(".")[0]
        why = f"The workbench needs {package}, which is not installed: pip install 'commonweal[server]'."
        raise ModelError(why) from error
    demonstrate(wanted)


def _own_folder() -> Path:
    """Where this version keeps its demonstration; each has a plan of its own."""
    name = f"commonweal-demo-{commonweal.__version__}"
    try:
        home = Path.home()
    except RuntimeError:  # nobody's home is known here
        return Path(tempfile.gettempdir()) / name
    system = {"win32": "LOCALAPPDATA"}.get(sys.platform, "XDG_CACHE_HOME")
    usual = home / ("Library/Caches" if sys.platform == "darwin" else ".cache")
    cache = Path(os.environ.get(system) or usual)
    return (cache if os.access(_first_there(cache), os.W_OK) else Path(tempfile.gettempdir())) / name


def _first_there(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(one for one in (folder, *folder.parents) if one.exists())


def _has_screen() -> bool:
    """Whether somebody sits before this machine and would see a browser open."""
    shown = (
        sys.platform in {"win32", "darwin"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    return bool(shown) and sys.stdout.isatty()
