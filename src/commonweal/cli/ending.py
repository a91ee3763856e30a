"""How a command ends: errors that people can mend become plain lines and an exit code."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from commonweal.cli.consoles import say
from commonweal.errors import Cancelled, DataError, ModelError, PlanningError

__all__ = ["INTERRUPTED", "NOT_GOOD", "UNPLANNED", "WRONG_USE", "ended_well"]

NOT_GOOD = 1
"""The input is not good, there is no plan, or a file can't be written."""
WRONG_USE = 2
"""Something was asked for that there is not."""
INTERRUPTED = 130
"""Ctrl-C."""

UNPLANNED = "Interrupted. No plan was made, nothing was written."


@contextmanager
def ended_well() -> Iterator[None]:
    """Tell of an error in plain lines on stderr, and exit with its code."""
    try:
        yield
    except DataError as error:
        _tell_findings(error)
        raise typer.Exit(NOT_GOOD) from error
    except Cancelled as error:
        say(str(error))
        raise typer.Exit(INTERRUPTED) from error
    except KeyboardInterrupt as error:
        say("Interrupted.")
        raise typer.Exit(INTERRUPTED) from error
    except ModelError as error:
        say(f"commonweal: {error}")
        raise typer.Exit(WRONG_USE) from error
    except PlanningError as error:
        say(f"commonweal: {error}")
        raise typer.Exit(NOT_GOOD) from error
    except OSError as error:
        if error.errno == errno.EPIPE:  # the reader of our output went away: no news
            raise
        say(f"commonweal: {error.filename or 'a file'}: {error.strerror or error}.")
        raise typer.Exit(NOT_GOOD) from error


def _tell_findings(error: DataError) -> None:
    """All that is wrong, by file."""
    from commonweal.cli.consoles import err  # noqa: PLC0415 - rich is loaded only when something is shown
    from commonweal.show import print_findings  # noqa: PLC0415 - the same

    print_findings(error.findings, err())
