"""Server-sent events: what is told while something goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["SILENCE", "Event", "events_in", "lines_in"]

SILENCE = 45.0
"""Seconds without a sign of life before a stream is taken for lost; servers give one every 15."""


@dataclass(frozen=True)
class Event:
    """One event of a stream.

    Attributes
    ----------
    name
        Its kind: ``progress``, ``state``.
    data
        What it tells, as JSON.
    """

    name: str
    data: str


def events_in(lines: Iterable[str]) -> Iterator[Event | None]:
    """The events of a stream, line by line (HTML, 9.2.6); None for a sign of life that tells nothing.

    Examples
    --------
    >>> list(events_in([": still here", "event: state", "data: {}", ""]))
    [None, Event(name='state', data='{}')]
    """
    name, data = "", list[str]()
    for line in lines:
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not line:
            if data:
                yield Event(name or "message", "\n".join(data))
            name, data = "", []
        elif not field:
            yield None
        elif field == "event":
            name = value
        elif field == "data":
            data.append(value)


def lines_in(pieces: Iterable[bytes]) -> Iterator[str]:
    r"""The lines of a stream; only line feeds part them, not all that Unicode knows as ends of lines.

    Examples
    --------
    >>> list(lines_in([b"data: a\r", b"\n\nid: 1"]))
    ['data: a', '']
    """
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield line.removesuffix(b"\r").decode("utf-8", errors="replace")
