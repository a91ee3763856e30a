"""A real server, ``commonweal serve``, that drills start, kill and ask."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

__all__ = ["Server", "unseemly"]

PATIENCE = 60.0
TRACES = (
    "Traceback",
    'File "',
    "sqlalchemy",
    "psycopg",
    "sqlite3",
    "SELECT ",
    "INSERT ",
    str(Path(__file__).parents[3]),  # where the program lies
    "/tmp/",
    "/root/",
)


class Server:
    """A server of one store, running while it is entered; it listens to this machine only.

    Parameters
    ----------
    folder
        Of the store; what the server writes to its streams lies beside it in ``FOLDER.out``.
    database
        Address of a PostgreSQL database.
    workers
        Jobs at once.
    """

    def __init__(self, folder: Path, database: str | None = None, workers: int = 1) -> None:
        self.folder, self.port = folder, _free_port()
        options = ["--port", str(self.port), "--workers", str(workers)]
        options += ["--database", database] if database else []
        self._command = [str(Path(sys.executable).with_name("commonweal")), "serve", str(folder), *options]
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end(signal.SIGTERM if kind is None else signal.SIGKILL)

    def start(self) -> float:
        """Start it, and wait until it answers: seconds that took."""
        begin = time.monotonic()
        with self.folder.with_suffix(".out").open("ab") as out:
            self.process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
            )
        while time.monotonic() < begin + PATIENCE:
            if self.process.poll() is not None:
                raise RuntimeError(self.said())
            try:
                if httpx.get(f"{self.address}/livez", timeout=2.0).status_code == httpx.codes.OK:
                    return time.monotonic() - begin
            except httpx.TransportError:
                time.sleep(0.02)
        raise RuntimeError(f"The server does not answer:\n{self.said()}")

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def client(self, timeout: float = 60.0) -> httpx.Client:
        """Something to ask it with, as the one person who may."""
        token = (self.folder / "token").read_text(encoding="utf-8").strip()
        return httpx.Client(
            base_url=f"{self.address}/api/v1", headers={"Authorization": f"Bearer {token}"}, timeout=timeout
        )

    def ready(self) -> httpx.Response:
        """What it says of whether it can work."""
        return httpx.get(f"{self.address}/readyz", timeout=10.0)

    def kill(self) -> None:
        """End it at once."""
        self.end(signal.SIGKILL)

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it in order."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=PATIENCE)
            self.process = None

    def said(self) -> str:
        """The end of what it wrote."""
        return self.folder.with_suffix(".out").read_text(encoding="utf-8", errors="replace")[-4000:]


def unseemly(answer: httpx.Response) -> str:
    """What in an answer that refuses should not be told to strangers; blank if nothing is."""
    if answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR and answer.is_error is False:
        return ""
    return next((word for word in TRACES if word in answer.text), "")


def _free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])
