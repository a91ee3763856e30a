"""Runners: threads that claim jobs, have a child do each, and keep what it found."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from commonweal.errors import PlanningError, StoreAway, StoreError, StoreFull
from commonweal.store.opening import Store
from commonweal.work.bell import bell_of
from commonweal.work.failures import failure_of, new_incident
from commonweal.work.leases import (
    LEASE,
    Lease,
    LeaseLost,
    begun,
    cancelled,
    claim,
    fail,
    finish,
    renew,
    standing,
    tell,
)
from commonweal.work.limits import Limits
from commonweal.work.outcomes import kept
from commonweal.work.places import own_spool, tidy, worker_name
from commonweal.work.process import Child, Message, answer_of
from commonweal.work.recovery import let_go, recover
from commonweal.work.spares import Spares, spares_of

__all__ = ["Runners"]

_LOOK = 0.5  # seconds between looks at the queue, and at whether a job was cancelled
_RENEW = 5.0  # seconds between renewals of a lease
_RECOVER = 5.0  # seconds between looks for jobs whose worker is gone
_AGAIN = 1.0  # seconds between tries to write while the database does not answer
_LINES = 200  # the last lines of a job that are kept
_MARGIN = 0.9  # of the wall time: what the work itself may take, so that there is time to write

_log = logging.getLogger("commonweal.work")


class _CancelAsked(PlanningError):
    """Somebody asked to end the job."""


class _Stopping(PlanningError):
    """The process ends."""


class Runners:
    """What does the jobs of a store in this process.

    Parameters
    ----------
    store
        Where jobs are asked for and kept.
    n
        How many are done at once.
    limits
        What each may use.
    """

    def __init__(self, store: Store, n: int, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._store, self._n = store, n
        self._bell = bell_of(store.database)
        self._stopping = threading.Event()
        self._held: set[str] = set()
        self._threads: list[threading.Thread] = []
        self._spares: Spares | None = None

    def start(self) -> None:
        """Begin; jobs that an earlier process left behind are done over."""
        self._stopping.clear()
        recover(self._store, frozenset)
        tidy(self._store)
        own_spool(self._store).mkdir(parents=True, exist_ok=True, mode=0o700)
        self._spares = spares_of(self._store, self.limits, self._n)
        self._spares.fill()
        loops = [self._look_after, *([self._work] * self._n)]
        self._threads = [threading.Thread(target=loop, name=f"runner {at}") for at, loop in enumerate(loops)]
        for thread in self._threads:
            thread.start()

    @property
    def alive(self) -> bool:
        """Whether they all still look for jobs."""
        return bool(self._threads) and all(thread.is_alive() for thread in self._threads)

    def stop(self) -> None:
        """End every child, and give their jobs back to be done over; returns when all is over."""
        self._stopping.set()
        self._bell.ring()
        for thread in self._threads:
            thread.join()
        self._threads = []
        if self._spares is not None:
            self._spares.end()

    def _look_after(self) -> None:
        """Find jobs whose worker is gone, and have spare children wait."""
        looked = time.monotonic()
        while not self._stopping.wait(_LOOK):
            with _logged("looking after the queue"):
                if self._spares is not None:
                    self._spares.fill()
                if time.monotonic() - looked > _RECOVER:
                    looked = time.monotonic()
                    if recover(self._store, lambda: frozenset(self._held)):
                        self._bell.ring()

    def _work(self) -> None:
        """Do one job after the other."""
        while not self._stopping.is_set():
            rung = self._bell.rung
            done = False
            with _logged("doing a job"):
                done = self._one()
            if not done and not self._stopping.is_set():
                self._bell.wait(rung, _LOOK)

    def _one(self) -> bool:
        """Do the next job; whether there was one."""
        lease = claim(self._store, worker_name(), self._held.add)
        if lease is None:
            return False
        try:
            _Attempt(self._store, lease, self.limits, self._stopping).go()
        finally:
            self._held.discard(lease.job.id)
        return True


@contextmanager
def _logged(what: str) -> Iterator[None]:
    """A while whose faults are logged and don't end the thread."""
    try:
        yield
    except StoreAway as error:
        _log.warning("%s: %s", what, error)
        time.sleep(_AGAIN)
    except Exception:  # noqa: BLE001 - whatever one job brings about, the next is done
        _log.exception("%s", what)
        time.sleep(_AGAIN)


class _Attempt:
    """One job, done once.

    Parameters
    ----------
    lease
        The job, claimed.
    stopping
        Set when this process ends.
    """

    def __init__(self, store: Store, lease: Lease, limits: Limits, stopping: threading.Event) -> None:
        self._store, self._lease, self._limits, self._stopping = store, lease, limits, stopping
        self._lines: deque[str] = deque(maxlen=_LINES)
        self._step: Mapping[str, Any] | None = None
        self._renewed = self._looked = time.monotonic()

    def go(self) -> None:
        """Do it, and keep what came out or why nothing did."""
        try:
            child = spares_of(self._store).take()
        except StoreFull as error:
            failure = failure_of(error, new_incident())
            self._surely(lambda: fail(self._store, self._lease, failure, self._log))
            return
        try:
            self._done(child)
        except LeaseLost:
            _log.warning("job %s is somebody else's by now", self._lease.job.id)
        except _CancelAsked:
            self._surely(lambda: cancelled(self._store, self._lease, self._log))
        except _Stopping:
            let_go(self._store, self._lease.job.id, self._lease.fence)
        except PlanningError as error:
            self._failed(error, child)
        finally:
            child.end()
            child.clear()

    def _done(self, child: Child) -> None:
        """Have a child do it, and keep what it answers."""
        job = self._lease.job
        begun(self._store, self._lease, child.group)
        answer = answer_of(child, self._request(), self._limits, heard=self._heard, look=self._look)
        keep = kept(self._store, job, child.answered(answer["files"]), answer["summary"])
        self._surely(lambda: finish(self._store, self._lease, keep, self._log))

    def _request(self) -> dict[str, Any]:
        """What the child is asked."""
        work = self._lease.job.work
        threads = min(work["asked"]["threads"], self._limits.threads)
        return {
            "do": "job",
            "asked": {**work["asked"], "threads": threads},
            "inputs": work["inputs"],
            "contents": str(self._store.contents.folder),
            "seconds": self._limits.wall_seconds * _MARGIN,
        }

    def _heard(self, message: Message) -> None:
        """Take in what the child says meanwhile."""
        if "say" in message:
            self._lines.append(message["say"])
        if "progress" in message:
            self._step = message["progress"]
            self._lines.append(self._step["phase"])

    @property
    def _log(self) -> str:
        return "\n".join(self._lines)

    def _look(self) -> None:
        """Hold the lease, tell how far the work is, and hear whether it is to end.

        Raises
        ------
        LeaseLost, _CancelAsked, _Stopping
            If it is.
        """
        if self._stopping.is_set():
            raise _Stopping
        moment = time.monotonic()
        if moment - self._looked < _LOOK:
            return
        self._looked = moment
        try:
            self._stand(moment)
        except LeaseLost:
            raise
        except StoreError:  # it may answer again before the lease is over
            if self._store.database.is_postgres and moment - self._renewed > LEASE:
                raise LeaseLost from None

    def _stand(self, moment: float) -> None:
        """Look how the lease stands, renew it in time, and tell of the last step."""
        if moment - self._renewed > _RENEW:
            stands = renew(self._store, self._lease)
            self._renewed = moment
        else:
            stands = standing(self._store, self._lease)
        if not stands.held:
            raise LeaseLost
        if stands.cancel:
            raise _CancelAsked
        if self._step is not None:
            step, self._step = self._step, None
            tell(self._store, self._lease, step["phase"], step, self._log)

    def _failed(self, error: PlanningError, child: Child) -> None:
        """Say why there is no answer; what only the server's people should read goes to its log."""
        child.end()
        incident = new_incident()
        failure = failure_of(error, incident)
        job = self._lease.job
        _log.warning(
            "job %s (%s) failed: %s, incident %s\n%s",
            job.id,
            job.kind,
            failure["code"],
            incident,
            child.complaints(),
        )
        self._surely(lambda: fail(self._store, self._lease, failure, self._log))

    def _surely(self, write: Callable[[], object]) -> None:
        """Write the end of the job, again and again while the store can't, as long as the job is ours.

        Raises
        ------
        LeaseLost
            If it isn't any more.
        """
        until = time.monotonic() + LEASE
        while True:
            try:
                write()
            except (StoreAway, StoreFull) as error:
                _log.warning("the end of job %s can't be written: %s", self._lease.job.id, error)
                if time.monotonic() > until:
                    raise LeaseLost from error
                self._stopping.wait(_AGAIN)
            else:
                return
