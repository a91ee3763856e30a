"""Solving so that Ctrl-C is heard, with a line that tells how far the work is."""

# ruff: noqa: PLC0415  rich is loaded only when something is shown

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from commonweal.cli.consoles import err, say
from commonweal.cli.ending import INTERRUPTED, UNPLANNED
from commonweal.errors import Cancelled
from commonweal.show.solving_text import step_in_words
from commonweal.show.words import visible

if TYPE_CHECKING:
    from commonweal.solve.bench import Progress

__all__ = ["heard", "status_line", "tell_of_solvers"]

Result = TypeVar("Result")
Told = Callable[["Progress | str"], None]

_LISTENING = 0.1  # seconds between looks at whether there was a signal
_PATIENCE = 0.5  # seconds that a cancelled solve gets to end by itself


def heard(
    work: Callable[[Told | None, Callable[[], bool]], Result],
    undone: str = UNPLANNED,
    patience: float = _PATIENCE,
) -> Result:
    """The result of work that Ctrl-C ends within a second, even inside the solver.

    The work runs in a thread, as the solver's own code does not hear signals. Where it does not end
    soon after it was cancelled, the process ends without it: nothing is being written then.

    Parameters
    ----------
    work
        Takes whom to tell of progress (None if nobody watches), and what to ask whether to stop.
    undone
        What to say where Ctrl-C ends the process.
    patience
        Seconds that cancelled work gets to end by itself.

    Raises
    ------
    Cancelled
        After Ctrl-C.
    """
    cancelled, ended = Event(), Event()
    workers = ThreadPoolExecutor(max_workers=1)
    with ExitStack() as line:
        progress = line.enter_context(_progress_line())
        try:
            future = workers.submit(_until_ended, partial(work, progress, cancelled.is_set), ended)
            while not ended.wait(_LISTENING):  # a signal may come to another thread, which wakes nobody
                pass
        except KeyboardInterrupt as error:
            with _deaf():  # a second Ctrl-C would only get in the way of the first
                cancelled.set()
                line.close()  # before the process may end, so that the cursor is shown again
                if not ended.wait(patience):
                    _leave(undone)
            raise Cancelled(undone) from error
        finally:
            workers.shutdown(wait=False)
    try:
        return future.result()
    except Cancelled as error:
        raise Cancelled(undone) from error


def _until_ended(work: Callable[[], Result], ended: Event) -> Result:
    """The result of work, and the news that it ended."""
    try:
        return work()
    finally:
        ended.set()


@contextmanager
def _deaf() -> Iterator[None]:
    """A while without Ctrl-C."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _leave(undone: str) -> None:
    """End the process, whatever it is doing."""
    say(undone)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(INTERRUPTED)


@contextmanager
def _progress_line() -> Iterator[Told | None]:
    """A line on stderr that tells of every step while the work goes on; None where nobody watches."""
    with status_line("Formulating") as tell:
        yield None if tell is None else lambda step: tell(step_in_words(step))


@contextmanager
def status_line(first: str) -> Iterator[Callable[[str], None] | None]:
    """A line on stderr that says what goes on while it does; None where nobody watches."""
    console = err()
    if not console.is_terminal:
        yield None
        return
    from rich.text import Text

    with console.status(Text(first)) as line:
        yield lambda words: line.update(Text(visible(words)))


def tell_of_solvers() -> None:
    """Tell on stderr which method solved each large program, and why, from now on."""
    log = logging.getLogger("commonweal.solve")
    log.setLevel(logging.INFO)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.addHandler(handler)
