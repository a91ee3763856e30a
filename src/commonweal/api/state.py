"""What every request finds: the store, the settings, and what works beside the requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, cast

from commonweal.api.gates import Gate, Seats
from commonweal.api.observing.metrics import Requests
from commonweal.api.pages import Pages
from commonweal.api.settings import ServerSettings
from commonweal.api.watching import LastEvents
from commonweal.store.opening import Store

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

    from commonweal.work.runner import Runners

__all__ = ["Services", "services_of"]

_MADE_AT_ONCE, _WAITING = 2, 64


@dataclass(frozen=True)
class Services:
    """What every request finds.

    Attributes
    ----------
    store, settings
        What is kept, and how the server runs.
    runners
        What does the jobs; None where other processes do them.
    heavy
        Where uploads wait for their turn.
    streams
        Seats of streams that tell of jobs, and of projects, counted by person.
    requests
        What counts requests, and keeps the other metrics.
    downloads
        Where workbooks, archives and reports wait for their turn to be made; nothing of them is in memory
        meanwhile, so many may wait.
    events
        The last events of projects that are watched.
    pages
        The workbench; None where it was not built.
    stopping
        Set when the server is about to end, so that open streams end too.
    """

    store: Store
    settings: ServerSettings
    runners: Runners | None
    heavy: Gate
    streams: Seats
    requests: Requests = field(default_factory=Requests)
    downloads: Gate = field(default_factory=lambda: Gate(_MADE_AT_ONCE, _WAITING))
    events: LastEvents = field(default_factory=LastEvents)
    pages: Pages | None = None
    stopping: Event = field(default_factory=Event)


def services_of(connection: HTTPConnection) -> Services:
    """The services of the server that a request came to."""
    return cast(Services, connection.app.state.services)
