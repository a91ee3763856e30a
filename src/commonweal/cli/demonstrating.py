"""A demonstration, from an empty folder to a plan in the workbench."""

from __future__ import annotations

import socket
import webbrowser
from threading import Thread

import typer

from commonweal.api.settings import ServerSettings
from commonweal.cli.consoles import say
from commonweal.cli.demo import Demo
from commonweal.cli.serving import Answering, served
from commonweal.cli.solving import status_line
from commonweal.client.client import Client
from commonweal.client.jobs import JobClient
from commonweal.client.projects import ProjectClient
from commonweal.client.results import ResultClient
from commonweal.client.running import running_in, token_in
from commonweal.data.writing import file_written
from commonweal.errors import NotThere, PlanningError
from commonweal.web import pages
from commonweal.wire.requests import PlanRequest
from commonweal.wire.work import JobProgress

__all__ = ["demonstrate"]

_PROJECT = "Demonstration"
_PORT = 8400
_UNBUILT = (
    "This installation has no workbench, so the page says only how to build one: pip install . in a clone."
)


def demonstrate(demo: Demo) -> None:
    """Show an economy that ships in the workbench, until Ctrl-C.

    Raises
    ------
    PlanningError
        If it can't be planned, or there is no room.
    """
    running = running_in(demo.folder)
    if running is not None:  # in another terminal
        _show(demo, Answering(running.url, token_in(demo.folder), _nothing), alone=False)
        return
    shown = _Showing(demo)
    settings = ServerSettings(port=_port(demo.port), log_level="warning")
    served(demo.folder, settings, None, shown.begin)
    if shown.failed is not None:
        raise shown.failed


class _Showing:
    """Shows a demonstration beside the server, which is asked like any other."""

    def __init__(self, demo: Demo) -> None:
        self._demo = demo
        self.failed: PlanningError | None = None

    def begin(self, server: Answering) -> None:
        """Begin, as soon as the server answers."""
        Thread(target=self._go, args=(server,), daemon=True).start()

    def _go(self, server: Answering) -> None:
        """Show it; what keeps from it ends the server."""
        try:
            _show(self._demo, server, alone=True)
        except PlanningError as error:
            self.failed = error
            server.end()
            return
        if not self._demo.serves:
            server.end()


def _show(demo: Demo, server: Answering, *, alone: bool) -> None:
    """Have the plan made, print what is wanted, and say where the workbench is."""
    with Client(server.url, server.key) as client:
        project = _project(client)
        job = _asked(project, demo)
        if demo.printed:
            _print(demo, job)
        if not demo.serves:
            _tell_how(demo)
            return
        # the plan's page tells how far its job is, as long as there is no plan
        place = f"/projects/{project.id}/plans/{job.told.result or job.id}"
    _tell(demo, server.opening(place), alone=alone)


def _project(client: Client) -> ProjectClient:
    """The project of demonstrations, made if there is none."""
    try:
        return client.project(_PROJECT)
    except NotThere:
        return client.add_project(_PROJECT)


def _asked(project: ProjectClient, demo: Demo) -> JobClient:
    """The job that plans the economy as it ships; finished, where it was planned before."""
    economy = project.find_economy(demo.economy) or project.add_example(demo.economy)
    return project.ask(PlanRequest(kind="plan", economy=economy.id, version=1, periods=demo.periods))


def _print(demo: Demo, job: JobClient) -> None:
    """Print the plan, and write its report, once it is made."""
    with status_line("Planning") as tell:

        def told(step: JobProgress) -> None:
            if tell is not None:
                tell(step.phase or "Planning")

        found: ResultClient = job.result(told)
    typer.echo(found.text().rstrip("\n"))
    if demo.report is not None:
        file_written(demo.report.resolve(), found.file("report.html"))
        say(f"Report: {demo.report}")


def _tell(demo: Demo, address: str, *, alone: bool) -> None:
    """Say where the workbench is, and open it where that is wanted."""
    if pages() is None:
        say(_UNBUILT)
    typer.echo(f"The workbench: {address}")
    say("Ctrl-C ends it." if alone else "It runs already, in another terminal.")
    if demo.browser:
        webbrowser.open(address)


def _tell_how(demo: Demo) -> None:
    """Say how the workbench is opened with this plan in it."""
    words = f"commonweal demo --folder {demo.folder}"
    words += "" if demo.economy == "syria" else f" --economy {demo.economy}"
    words += "" if demo.periods is None else f" --periods {demo.periods}"
    say(f"To see it in the workbench, at http://127.0.0.1:{demo.port or _PORT}: {words}")


def _port(wanted: int | None) -> int:
    """The port to listen on: the one that is wanted; else the usual one, or any where that is taken."""
    if wanted is not None:
        return wanted
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", _PORT))
        except OSError:
            return 0
    return _PORT


def _nothing() -> None:
    """What there is to end of a server of others."""
