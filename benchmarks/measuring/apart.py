"""A function in a process of its own, which is ended when it takes too long."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

__all__ = ["apart"]

_LEAVE = 10.0  # seconds in which a process that has answered must be gone


def apart(function: Callable[..., Any], *arguments: Any, seconds: float) -> Any | None:
    """What a function returns, from a process of its own; None if it takes longer or dies.

    Parameters
    ----------
    function
        Of a module, so that the other process can find it.
    seconds
        The longest it may take.
    """
    context = multiprocessing.get_context("spawn")
    mine, its = context.Pipe(duplex=False)
    process = context.Process(target=_call, args=(its, function, arguments))
    process.start()
    its.close()
    try:
        return mine.recv() if mine.poll(seconds) else None
    except EOFError:
        return None
    finally:
        process.join(0.0 if process.is_alive() and not mine.closed and mine.poll() else 1.0)
        process.kill()
        process.join(_LEAVE)


def _call(to: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """Call and send back; what a solver prints goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    to.send(function(*arguments))
