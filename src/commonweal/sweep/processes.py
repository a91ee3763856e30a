"""Re-plans on several processes of this machine, each with its own copy of the plan in force."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from multiprocessing import get_context

from commonweal.errors import Cancelled, PlanningError
from commonweal.solve.again import Again, Redone
from commonweal.solve.bench import Limits
from commonweal.solve.leximin_again import Columns
from commonweal.solve.standing import Standing
from commonweal.solve.tightening import Tightening

__all__ = ["Task", "replans"]

Task = tuple[str, Callable[[], Tightening]]
"""A key, and what is taken away, worked out when its turn comes."""

_LOOK = 0.1  # seconds between looks at the cancel token
_here: list[Again] = []  # the re-planner of a worker process


def replans(
    standing: Standing,
    tasks: Sequence[Task],
    limits: Limits,
    processes: int = 1,
    stages: Sequence[Columns] = (),
) -> Iterator[tuple[str, Redone | str]]:
    """Plan again for each task; results come as they are ready, with the key of their task.

    Parameters
    ----------
    standing
        The plan in force.
    limits
        For each re-plan; its cancel token ends them all.
    processes
        How many processes; 1: this one.
    stages
        As for ``Again``.

    Yields
    ------
    str, Redone or str
        The key, and the re-plan, or why there is none that can be trusted.

    Raises
    ------
    Cancelled
        If somebody cancelled.
    """
    if processes <= 1 or len(tasks) <= 1:
        yield from _one_by_one(standing, tasks, limits, stages)
    else:
        yield from _side_by_side(standing, tasks, limits, min(processes, len(tasks)), stages)


def _one_by_one(
    standing: Standing, tasks: Sequence[Task], limits: Limits, stages: Sequence[Columns]
) -> Iterator[tuple[str, Redone | str]]:
    """In this process."""
    with Again(standing, limits, stages) as again:
        for key, less in tasks:
            _stop_if_asked(limits)
            yield key, _tried(again, less())


def _side_by_side(
    standing: Standing, tasks: Sequence[Task], limits: Limits, processes: int, stages: Sequence[Columns]
) -> Iterator[tuple[str, Redone | str]]:
    """In processes of their own, started afresh so that nothing of this one leaks into them."""
    given = (standing, limits.seconds, tuple(stages))
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_begin, initargs=given)
    waiting = iter(tasks)
    running: dict[Future[Redone | str], str] = {}
    try:
        while True:
            for key, less in waiting:
                running[pool.submit(_replan, less())] = key
                if len(running) > processes:
                    break
            if not running:
                return
            done, _ = wait(running, timeout=_LOOK, return_when=FIRST_COMPLETED)
            _stop_if_asked(limits)
            for future in done:
                yield running.pop(future), future.result()
    finally:
        _end(pool)


def _end(pool: ProcessPoolExecutor) -> None:
    """End a pool now, whatever its processes are doing."""
    workers = list((getattr(pool, "_processes", None) or {}).values())
    idle = not getattr(pool, "_pending_work_items", None)
    pool.shutdown(wait=idle, cancel_futures=True)
    for worker in workers:
        if worker.is_alive():
            worker.terminate()


def _begin(standing: Standing, seconds: float, stages: Sequence[Columns]) -> None:
    """Make a worker process ready: Ctrl-C is for the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _here.append(Again(standing, Limits(seconds=seconds), stages))


def _replan(less: Tightening) -> Redone | str:
    """One re-plan in a worker process."""
    return _tried(_here[0], less)


def _tried(again: Again, less: Tightening) -> Redone | str:
    """A re-plan, or why there is none; a person's wish to stop is passed on."""
    try:
        return again.replan(less)
    except Cancelled:
        raise
    except PlanningError as error:
        return str(error)


def _stop_if_asked(limits: Limits) -> None:
    """End the work if somebody cancelled."""
    if limits.cancelled is not None and limits.cancelled():
        raise Cancelled("Cancelled. What was found so far is kept.")
