"""A job on a server: followed until it ends, cancelled, and what it found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import Final

from commonweal.client.connection import Connection
from commonweal.client.faults import error_of
from commonweal.client.results import ResultClient
from commonweal.client.streaming import SILENCE, events_in, lines_in
from commonweal.errors import Cancelled, PlanningError, StoreError
from commonweal.wire.work import Job, JobLog, JobProgress

__all__ = ["JobClient"]

_FINAL = frozenset({"finished", "failed", "cancelled"})
_LOOKING = 0.1  # seconds between looks at whether to stop, so that Ctrl-C is heard
_AGAIN = 1.0  # seconds before a lost stream is asked for again

_Told = Job | JobProgress | PlanningError


class JobClient:
    """A job of a project.

    Attributes
    ----------
    told
        What the server last said of it.
    """

    def __init__(self, connection: Connection, project: str, told: Job) -> None:
        self._connection: Final = connection
        self._project: Final = project
        self.told = told

    @property
    def id(self) -> str:
        """Its id."""
        return self.told.id

    @property
    def is_over(self) -> bool:
        """Whether it had ended when the server last spoke of it."""
        return self.told.state in _FINAL

    def look(self) -> Job:
        """What the server says of it now."""
        self.told = self._connection.get(self._path(), Job)
        return self.told

    def cancel(self) -> Job:
        """End it; what it found so far is thrown away."""
        self.told = self._connection.post(f"{self._path()}/cancel", Job)
        return self.told

    def log(self) -> str:
        """What it said while it went on."""
        return self._connection.get(f"{self._path()}/log", JobLog).text

    def events(self) -> Iterator[Job | JobProgress]:
        """How it goes on, as it goes on, from how it stands now to its end or that of the connection."""
        with self._connection.stream(f"{self._path()}/progress", "text/event-stream", SILENCE) as answer:
            for event in events_in(lines_in(answer.iter_bytes())):
                if event is None:
                    continue
                if event.name == "progress":
                    yield JobProgress.model_validate_json(event.data, extra="ignore")
                elif event.name == "state":
                    yield Job.model_validate_json(event.data, extra="ignore")

    def wait(
        self,
        progress: Callable[[JobProgress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Job:
        """The job once it has ended; Ctrl-C, and ``cancelled``, end it on the server too.

        A job that was lost with the process that did it is done over by the server; the one that took its
        place is waited for.

        Parameters
        ----------
        progress
            Whom to tell of every step.
        cancelled
            What to ask whether to stop.

        Raises
        ------
        Cancelled
            If it was cancelled, from here or from elsewhere.
        PlanningError
            What it failed with; StoreAway where the server does not answer any more.
        """
        try:
            while True:
                self._until_over(progress, cancelled or (lambda: False))
                if self.told.retried_as is None:
                    break
                self.told = self._connection.get(self._path(self.told.retried_as), Job)
        except KeyboardInterrupt:
            self.cancel()
            raise
        if self.told.state == "failed":
            raise self._failure()
        if self.told.state == "cancelled":
            raise Cancelled("The job was cancelled.")
        return self.told

    def result(
        self,
        progress: Callable[[JobProgress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> ResultClient:
        """What it found, waited for; arguments and errors are those of ``wait``."""
        job = self.wait(progress, cancelled)
        if job.result is None:
            raise StoreError(f"Job {self.id} ended without a result.")
        return ResultClient.of(self._connection, self._project, job.result)

    def _path(self, job: str | None = None) -> str:
        return f"/projects/{self._project}/jobs/{job or self.id}"

    def _failure(self) -> PlanningError:
        """Why it failed."""
        if self.told.failure is None:
            return StoreError(f"Job {self.id} failed, and the server does not say why.")
        return error_of(self.told.failure)

    def _until_over(
        self, progress: Callable[[JobProgress], None] | None, cancelled: Callable[[], bool]
    ) -> None:
        """Listen until the end; another thread reads the stream, as reading can't be interrupted."""
        heard: SimpleQueue[_Told] = SimpleQueue()
        enough = Event()
        Thread(target=self._listen, args=(heard, enough), daemon=True).start()
        asked = False
        try:
            while not self.is_over:
                if not asked and cancelled():
                    asked = True
                    self.cancel()
                    continue
                try:
                    told = heard.get(timeout=_LOOKING)
                except Empty:
                    continue
                if isinstance(told, PlanningError):
                    raise told
                if isinstance(told, Job):
                    self.told = told
                elif progress is not None:
                    progress(told)
        finally:
            enough.set()

    def _listen(self, heard: SimpleQueue[_Told], enough: Event) -> None:
        """Pass on what the server tells; where there is no stream, look from time to time."""
        while not enough.is_set():
            try:
                for told in self.events():
                    heard.put(told)
                    if enough.is_set() or (isinstance(told, Job) and told.state in _FINAL):
                        return
            except PlanningError:
                pass  # lost, or too many streams: the next lines find out
            try:
                job = self._connection.get(self._path(), Job)
            except PlanningError as error:
                heard.put(error)
                return
            heard.put(job)
            if job.state in _FINAL:
                return
            enough.wait(_AGAIN)
