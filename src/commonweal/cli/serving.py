"""A server, from its port to its end."""

from __future__ import annotations

import errno
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import typer
import uvicorn

from commonweal.access.first_run import first_run_key
from commonweal.access.local import local_key, local_person
from commonweal.api.app import make_app
from commonweal.api.observing.logs import log_to
from commonweal.cli.consoles import say
from commonweal.client.running import announced
from commonweal.errors import ModelError
from commonweal.store.opening import Store, open_store
from commonweal.web import pages

if TYPE_CHECKING:
    from commonweal.api.settings import ServerSettings

__all__ = ["Answering", "served"]

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # nosec B104 - only looked up
_BACKLOG = 2048
_LAST_ANSWERS = 10  # seconds that requests under way get when the server is told to end
_LONGEST_HEAD = 64 * 1024  # bytes of the headers of a request
_IDLE = 30  # seconds that an idle connection is kept


@dataclass(frozen=True)
class Answering:
    """A server that answers.

    Attributes
    ----------
    url
        Where.
    key
        The token that opens it; None on a team's server that has an admin.
    end
        Ends it as SIGTERM would; may be called by any thread.
    """

    url: str
    key: str | None
    end: Callable[[], None]

    @property
    def address(self) -> str:
        """Where to go, with the token."""
        return self.opening("")

    def opening(self, path: str) -> str:
        """Where to go to see a page."""
        return f"{self.url}{path or '/'}#token={self.key}" if self.key else f"{self.url}{path}"


def served(
    folder: Path,
    settings: ServerSettings,
    database: str | None,
    ready: Callable[[Answering], None] | None = None,
) -> None:
    """Run a server until Ctrl-C (which is passed on) or SIGTERM.

    Parameters
    ----------
    folder, settings, database
        What is served, and how.
    ready
        Told once it answers, and must not wait; None: where it is, is printed.

    Raises
    ------
    ModelError
        If the port is taken or can't be had.
    StoreInUse
        If another process has the store open.
    KeyboardInterrupt
        After Ctrl-C, when everything is put away.
    """
    with _listening(settings) as listener, open_store(folder, database) as store:
        log_to(form=settings.log, level=settings.log_level)
        logging.getLogger("uvicorn.error").setLevel(settings.log_level.upper())
        url = _url(settings, listener)
        if not settings.team:
            local_person(store)
        server = _Server(_config(store, settings))
        key = first_run_key(store) if settings.team else local_key(store.folder)
        answering = Answering(url, key, server.end)
        server.ready = partial(ready or partial(_tell, settings), answering)
        with announced(store.folder, url), _quiet_end():
            server.run(sockets=[listener])


class _Server(uvicorn.Server):
    """A server that says when it answers."""

    ready: Callable[[], object] = staticmethod(lambda: None)

    def end(self) -> None:
        """End it soon."""
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets=sockets)
        if self.started:
            self.ready()


def _config(store: Store, settings: ServerSettings) -> uvicorn.Config:
    """How requests are taken."""
    return uvicorn.Config(
        make_app(store, settings, pages()),
        log_config=None,
        access_log=False,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="on",
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        h11_max_incomplete_event_size=_LONGEST_HEAD,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=_LAST_ANSWERS,
    )


@contextmanager
def _listening(settings: ServerSettings) -> Iterator[socket.socket]:
    """The port, taken.

    Raises
    ------
    ModelError
        If it is taken already, or can't be had.
    """
    kind = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # named TCP, or asyncio leaves the delay on that holds small answers back for 40 ms
    with socket.socket(kind, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host.strip("[]"), settings.port))
        except OSError as error:
            raise _not_to_be_had(settings, error) from error
        listener.listen(_BACKLOG)
        yield listener


def _not_to_be_had(settings: ServerSettings, error: OSError) -> ModelError:
    """Why there is no listening, in words."""
    if error.errno == errno.EADDRINUSE:
        return ModelError(
            f"Port {settings.port} is taken: another server listens there. End it, or take another: --port N."
        )
    if error.errno == errno.EACCES:
        return ModelError(f"Port {settings.port} is kept for the system. Choose one above 1023: --port 8400.")
    return ModelError(f"'{settings.host}' is no address of this machine. Choose another: --host ADDRESS.")


def _url(settings: ServerSettings, listener: socket.socket) -> str:
    """Where the server answers; on this machine, where it listens to all of its addresses."""
    here = _EVERYWHERE.get(settings.host, settings.host)
    host = f"[{here}]" if ":" in here else here
    return f"http://{host}:{listener.getsockname()[1]}"


def _tell(settings: ServerSettings, server: Answering) -> None:
    """One line that says where to go, and by which token."""
    typer.echo(server.address)
    if settings.team and server.key:
        say("There is no administrator yet. This token makes the first one, and then opens nothing any more.")


@contextmanager
def _quiet_end() -> Iterator[None]:
    """A while in which SIGTERM ends the server and nothing else: it sends itself the signal once more."""
    before: Any = signal.signal(signal.SIGTERM, _pass_over)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _pass_over(number: int, frame: FrameType | None) -> None:
    """Do nothing on a signal."""
