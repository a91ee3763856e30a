"""The word under which one request stands in the log, and in whatever it is answered."""

from __future__ import annotations

import secrets
from contextvars import ContextVar

__all__ = ["incident", "new_incident"]

_INCIDENT: ContextVar[str] = ContextVar("commonweal_incident", default="")


def new_incident() -> str:
    """A new word, made here and never taken from a request; ``incident()`` tells it from now on."""
    word = secrets.token_hex(8)
    _INCIDENT.set(word)
    return word


def incident() -> str:
    """The word of the request at hand; blank outside of any."""
    return _INCIDENT.get()
