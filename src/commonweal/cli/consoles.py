"""Where a command writes: results to stdout, all else to stderr."""

# ruff: noqa: PLC0415  rich is loaded only when something is shown

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from commonweal.show.words import visible

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["err", "out", "say"]


def out() -> Console:
    """The console for results."""
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False)


def err() -> Console:
    """The console for findings, progress and remarks."""
    from rich.console import Console

    return Console(file=sys.stderr, highlight=False)


def say(remark: str) -> None:
    """One line on stderr; control characters in names are made visible."""
    typer.echo("\n".join(visible(line) for line in remark.splitlines()), err=True)
