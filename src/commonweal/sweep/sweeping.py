"""A sweep: the same economy planned at many points, on as many processes as there are."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from commonweal.errors import Cancelled, DataError, ModelError, SolverStopped
from commonweal.examples.opening import read
from commonweal.findings import Finding
from commonweal.model import Economy
from commonweal.sweep.cluster import Cluster, connected
from commonweal.sweep.design import Design, Values
from commonweal.sweep.design_file import design_of, read_design
from commonweal.sweep.ground import Ground
from commonweal.sweep.in_both import InBoth
from commonweal.sweep.keeping import Keeping, OfLedger, Parts
from commonweal.sweep.ledger import Ledger
from commonweal.sweep.measuring import Row
from commonweal.sweep.planning import base_of, can_go_on, planned_here, refuse_unknown, stop_here
from commonweal.sweep.running import Failure, on_workers
from commonweal.sweep.sampling import points_of
from commonweal.sweep.swept import Sweep, about, keep_question, points_table

__all__ = ["SweepTold", "sweep"]

_RECENT = 200  # results by which the time left is told
_TRIED = 3  # points of which one must be able to go on from the plan in force, for it to be made
_MOST_TRIALS = 40  # points that are tried before any is planned
_TRIALS = 2  # times that the plan in force is tried
_LOOK = 0.05  # seconds between looks at whether it is made
_PARTING = 0.3  # seconds in which workers hear that they are to stop
_FEW = 3  # points for which a plan in force does not pay


@dataclass(frozen=True)
class SweepTold:
    """How far a sweep is.

    Attributes
    ----------
    done, failed, left
        Points that are planned, that have no plan, and that are still to come.
    seconds_left
        About how much longer it takes; None where nobody knows yet.
    """

    done: int
    failed: int
    left: int
    seconds_left: float | None


def sweep(
    design: Design | Mapping[str, Any] | str | Path,
    economy: Economy | str | Path | None = None,
    *,
    folder: Path | str | None = None,
    ledger: Ledger | None = None,
    cluster: Cluster | None = None,
    again: bool = True,
    retry: bool = False,
    cancelled: Callable[[], bool] | None = None,
    told: Callable[[SweepTold], None] | None = None,
) -> Sweep:
    """Plan an economy at every point of a design, and keep a small row of each.

    Workers get the economy once; a point is only its values. Where a point takes something away and
    adds nothing, it is planned again from the plan in force; each row says how, and what is proved.

    Parameters
    ----------
    design
        A file ``sweep.toml``, or its keys.
    economy
        An economy, or where it is; by default as the design says.
    folder
        Where rows are kept as they come. A sweep with the same folder goes on where the last one
        was, whatever ended it.
    ledger
        Where rows are kept, too, or alone if there is no folder: anything with ``get`` and ``put``. What
        either has is not planned again.
    cluster
        Where it runs; by default in as many processes of this machine as it has cores.
    again
        Whether points may be planned again from the plan in force.
    retry
        Whether points that failed are planned anew.
    cancelled
        Asked all the time; true ends the sweep, with what is known kept.
    told
        Told of every point.

    Returns
    -------
    Sweep
        With ``points`` and ``coverage`` as tables.

    Raises
    ------
    DataError
        With everything that is wrong with the design, or with the economy as it makes it.
    ModelError
        If Dask is not installed, the scheduler's address is not safe, or there is no such scenario.
    SolverStopped
        If the scheduler went away, or somebody cancelled (``Cancelled``).

    Notes
    -----
    From a script, call this under ``if __name__ == "__main__":``; processes are started afresh and read the
    script again.
    """
    design, economy = _asked(design, economy)
    ground = Ground.of(economy, design)
    refuse_unknown(ground)
    points = [(ground.key(values), values) for values in points_of(design)]
    _refuse_faulty(ground, [values for _, values in points])
    with ExitStack() as stack:
        keys = [key for key, _ in points]
        keeping = _kept_in(stack, folder, ledger, keys)
        told_of = about(ground.economy, ground.version)
        found = Sweep(design, told_of, points_table(design, points), pl.DataFrame(), pl.DataFrame())
        if folder is not None:
            keep_question(found, Path(folder))
        known = keeping.known()
        if retry:
            keeping.forget([key for key in keys if known.get(key) == "failed"])
            known = keeping.known()
        statuses = [known[key] for key in dict.fromkeys(keys) if key in known]
        left = {key: values for key, values in points if key not in known}
        if left:
            progress = _Progress(told, statuses, len(left))
            _plan(ground, left, keeping, cluster or Cluster(), again, cancelled, progress)
        rows, by_key = keeping.frames()
        return replace(found, rows=rows, by_key=by_key, resumed=len(statuses))


def _asked(
    design: Design | Mapping[str, Any] | str | Path, economy: Economy | str | Path | None
) -> tuple[Design, Economy]:
    """The design and the economy.

    Raises
    ------
    ModelError
        If nobody says which economy.
    """
    folder = Path()
    if isinstance(design, str | Path):
        folder = Path(design).parent
        design = read_design(design)
    elif isinstance(design, Mapping):
        design = design_of(design)
    if isinstance(economy, Economy):
        return design, economy
    if economy is not None:
        return design, read(economy)
    if not design.economy:
        raise ModelError('The design names no economy: add economy = "…", or give one.')
    beside = folder / design.economy
    return design, read(beside if beside.exists() else design.economy)


def _kept_in(
    stack: ExitStack, folder: Path | str | None, ledger: Ledger | None, keys: Sequence[str]
) -> Keeping:
    """Where rows are kept, as long as the stack lasts."""
    if folder is None:
        return OfLedger(ledger, keys)
    parts = stack.enter_context(Parts(folder))
    return parts if ledger is None else InBoth(parts, ledger, keys)


def _refuse_faulty(ground: Ground, points: Sequence[Values]) -> None:
    """Try what points do to the economy: those at the ends of each parameter, before any is planned.

    Raises
    ------
    DataError
        With everything that is wrong with any of them.
    """
    from commonweal.scenario import apply  # noqa: PLC0415 - its tables load slowly

    faults: list[Finding] = []
    for values in _ends(ground.design, points):
        try:
            apply(ground.economy, ground.scenario(values))
        except DataError as error:
            faults += error.findings
    if faults:
        raise DataError(list(dict.fromkeys(faults)))


def _ends(design: Design, points: Sequence[Values]) -> list[Values]:
    """Points that show all that parameters do: the first and, for each word and each end, one with it."""
    wanted: dict[tuple[str, object], Values] = {}
    for parameter in design.parameters:
        if parameter.is_number:
            own = sorted(points, key=lambda values: values[parameter.name])
            picked = [own[0], own[-1]]
        else:
            first = {values[parameter.name]: values for values in reversed(points)}
            picked = list(first.values())
        for values in picked:
            wanted.setdefault((parameter.name, values[parameter.name]), values)
    return list({tuple(values.items()): values for values in (*points[:1], *wanted.values())}.values())[
        :_MOST_TRIALS
    ]


def _plan(
    ground: Ground,
    left: Mapping[str, Values],
    keeping: Keeping,
    cluster: Cluster,
    again: bool,
    cancelled: Callable[[], bool] | None,
    progress: _Progress,
) -> None:
    """Plan what is left, and keep each row as it comes."""
    points = list(left.items())
    from_base = again and len(points) > _FEW and _pays(ground, [values for _, values in points])
    with connected(cluster) as client:
        shared = _Shared(client, ground, from_base, cancelled or (lambda: False))
        results = on_workers(client, planned_here, shared, points, cancelled=cancelled)
        try:
            for key, row in results:
                kept: Row = {"status": "failed", "problem": str(row)} if isinstance(row, Failure) else row
                keeping.put(key, kept)
                progress.tell(kept)
        except Cancelled as error:
            with suppress(OSError):  # a scheduler that is gone has nobody to tell
                client.run(stop_here, ground.name, wait=False, on_error="ignore")
                time.sleep(_PARTING)
            raise Cancelled("Cancelled. What was planned so far is kept.") from error
        except SolverStopped as error:
            raise SolverStopped(f"{error} What was planned so far is kept.") from error


def _pays(ground: Ground, points: Sequence[Values]) -> bool:
    """Whether a plan in force is worth making: some points can go on from it."""
    step = max(len(points) // _TRIED, 1)
    return any(can_go_on(ground, values) for values in points[::step][:_TRIED])


class _Shared:
    """What all points have in common, on the workers: the ground, and the plan in force."""

    def __init__(self, client: Any, ground: Ground, from_base: bool, cancelled: Callable[[], bool]) -> None:
        self._client, self._ground = client, ground
        self._from_base, self._cancelled = from_base, cancelled

    def __call__(self) -> Sequence[Any]:
        """Put it there; raises OSError where nothing can be."""
        ground = self._client.scatter(self._ground, broadcast=True, hash=False)
        if not self._from_base:
            return ground, None
        for _ in range(_TRIALS):  # the first may die with its worker
            base = self._client.submit(base_of, ground, pure=False)
            while not base.done() and self._client.status == "running":
                if self._cancelled():
                    base.cancel(force=True)
                    raise Cancelled("Cancelled.")
                time.sleep(_LOOK)
            if base.status == "finished":
                self._client.replicate([base])
                return ground, base
            if self._client.status != "running":
                raise ConnectionError("The scheduler went away.")
        return ground, None  # each point is planned from nothing


class _Progress:
    """How far it is, told of each point."""

    def __init__(self, told: Callable[[SweepTold], None] | None, statuses: Sequence[str], left: int) -> None:
        self._told, self._left = told, left
        self._failed = statuses.count("failed")
        self._done = len(statuses) - self._failed
        self._times: deque[float] = deque(maxlen=_RECENT)

    def tell(self, row: Row) -> None:
        """Tell of one more point."""
        self._left -= 1
        self._done += row["status"] == "done"
        self._failed += row["status"] == "failed"
        self._times.append(time.monotonic())
        if self._told is not None:
            several = len(self._times) > 1  # the first result took the start of the workers, too
            each = (self._times[-1] - self._times[0]) / (len(self._times) - 1) if several else None
            seconds = None if each is None else each * self._left
            self._told(SweepTold(self._done, self._failed, self._left, seconds))
