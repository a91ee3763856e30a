"""Points on workers: given out a few at a time, again where a worker died, and no further where one kills.

Nothing here knows what a point is: work is a function of what all have in common and of the point.
"""

from __future__ import annotations

import queue
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from math import inf
from typing import Any

from commonweal.errors import Cancelled, ModelError, SolverStopped
from commonweal.sweep.extras import distributed

__all__ = ["Failure", "on_workers"]

_LOOK = 0.1  # seconds between looks at the cancel token
_AHEAD = 2  # points given out for each core of the workers
_TRIES = 1  # times that a point is given out again because what it needs was lost with a worker
_REFUSED = 5  # times on end that nothing can be given out, after which nobody tries any longer
_AWAY = 120.0  # seconds without any worker after which nobody waits any longer


class Failure(str):
    """Why a point has no result."""

    __slots__ = ()


def on_workers(
    client: Any,
    work: Callable[..., Any],
    common: Callable[[], Sequence[Any]],
    points: Sequence[tuple[str, Any]],
    *,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[tuple[str, Any]]:
    """Results of points as they are ready, each with its key.

    Parameters
    ----------
    client
        Of a Dask scheduler.
    work
        Called on a worker with what is common and with a point.
    common
        Puts what all points have in common on the workers, and gives what stands for it; asked again
        where it was lost with all workers that had it, or could not be put there (``OSError``).
    points
        Keys, each once, and points.
    cancelled
        Asked all the time; true ends the work.

    Yields
    ------
    str, result or Failure
        A point whose worker died is planned again on another. One whose workers keep dying is put
        aside, and planned once more when all others are done, alone: if that worker dies too, it is
        the point, and it is a failure. A scheduler that comes back within the client's patience gets
        all points again that were under way.

    Raises
    ------
    Cancelled
        If somebody cancelled.
    ModelError
        If work says that the question can't be answered, or not by this worker.
    SolverStopped
        If the scheduler, or all workers, went away for good.
    """
    run = _Run(client, work, common, cancelled or (lambda: False))
    try:
        aside = []
        for key, result in run.through(points):
            if isinstance(result, _Killer):
                aside.append((key, result.point))
            else:
                yield key, result
        run.forget()
        for key, result in run.through(aside, most=1):
            yield key, Failure(_KILLS) if isinstance(result, _Killer) else result
    finally:
        run.end()


_KILLS = "Its worker died each time: it takes more memory than there is, or far more time than it may."


class _Killer:
    """A point whose workers died."""

    def __init__(self, point: Any) -> None:
        self.point = point


class _Run:
    """Points under way."""

    def __init__(
        self,
        client: Any,
        work: Callable[..., Any],
        common: Callable[[], Sequence[Any]],
        cancelled: Callable[[], bool],
    ) -> None:
        self._client, self._work, self._share, self._cancelled = client, work, common, cancelled
        self._common: Sequence[Any] | None = None
        self._name = uuid.uuid4().hex[:8]
        self._given = self._refused = 0
        self._under_way: dict[Any, tuple[str, Any]] = {}
        self._ended: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._tries: dict[str, int] = {}
        self._seen = time.monotonic()

    def _cores(self) -> Mapping[str, int]:
        """Cores of each worker; raises SolverStopped where they are gone for good."""
        while self._client.status == "connecting":  # it tries for as long as it is patient
            self._stop_if_asked()
            time.sleep(_LOOK)
        if self._client.status != "running":
            raise SolverStopped("The scheduler went away.")
        found: Mapping[str, int] = {
            address: worker["nthreads"]
            for address, worker in self._client.scheduler_info(-1)["workers"].items()
        }
        if found:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > _AWAY:
            raise SolverStopped("All workers went away.")
        return found

    def through(self, points: Sequence[tuple[str, Any]], most: float = inf) -> Iterator[tuple[str, Any]]:
        """Results of points, with no more than so many at once; where workers died, ``_Killer``."""
        left = deque(points)
        while left or self._under_way:
            self._give_out(left, most)
            for future in self._just_ended():
                key, point = self._under_way.pop(future)
                result = self._result(future, key, point)
                if result is None:
                    left.append((key, point))
                else:
                    yield key, result

    def _give_out(self, left: deque[tuple[str, Any]], most: float) -> None:
        """Give out as many points as workers can be at, and a few more."""
        try:
            room = min(_AHEAD * sum(self._cores().values()), most)
            while left and len(self._under_way) < room:
                self._give(*left[0])
                left.popleft()
                self._refused = 0
        except OSError as error:  # the connection: the next look tells whether it is gone for good
            self._refused += 1
            if self._refused > _REFUSED:
                raise SolverStopped(f"Nothing can be given to the workers: {error}") from error

    def _give(self, key: str, point: Any) -> None:
        """Give a point out."""
        if self._common is None:
            self._common = self._share()
        self._given += 1
        name = f"point-{self._name}-{self._given}"
        future = self._client.submit(self._work, *self._common, point, key=name, pure=False)
        self._under_way[future] = key, point
        future.add_done_callback(self._ended.put)

    def _just_ended(self) -> list[Any]:
        """Points that ended since the last look, whichever way."""
        self._stop_if_asked()
        found: list[Any] = []
        try:
            found.append(self._ended.get(timeout=_LOOK))
            while True:
                found.append(self._ended.get_nowait())
        except queue.Empty:
            return [future for future in found if future in self._under_way]

    def _stop_if_asked(self) -> None:
        """End the work if somebody cancelled."""
        if self._cancelled():
            raise Cancelled("Cancelled.")

    def _result(self, future: Any, key: str, point: Any) -> Any:
        """What came of a point; None where it has to be given out again."""
        if future.status == "finished":
            try:
                return future.result(timeout=60)
            except (OSError, TimeoutError, distributed().client.FutureCancelledError):
                return self._again(key, point)  # it was lost on its way here
        if future.status == "error":
            error = future.exception()
            if isinstance(error, distributed().KilledWorker):
                return _Killer(point)
            if isinstance(error, ModelError):
                raise error  # the question is wrong, or the worker, and not the point
            return Failure(f"{type(error).__name__}: {error}"[:500])
        self._common = None  # what it needs went with the workers that had it
        return self._again(key, point)

    def _again(self, key: str, point: Any) -> _Killer | None:
        """Give a point out again, unless that was tried often enough: it may be what kills workers."""
        self._tries[key] = self._tries.get(key, 0) + 1
        return _Killer(point) if self._tries[key] > _TRIES else None

    def forget(self) -> None:
        """Begin anew to count how often points were given out."""
        self._tries.clear()

    def end(self) -> None:
        """Leave nothing under way."""
        if self._under_way and self._client.status == "running":
            with suppress(OSError):
                self._client.cancel(list(self._under_way), force=True)
        self._under_way.clear()
