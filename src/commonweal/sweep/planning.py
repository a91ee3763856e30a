"""Planning one point of a sweep: again from the plan in force where that is valid, else from nothing."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, cast

import numpy as np
import polars as pl

from commonweal.errors import Cancelled, ModelError, PlanningError
from commonweal.formulate.aims import Aim
from commonweal.formulate.formulate import Formulation, formulate
from commonweal.model import Economy, Rule
from commonweal.plan.audit import audit
from commonweal.plan.certificate import APPROXIMATE, VERIFIED
from commonweal.plan.certifying import problem_of
from commonweal.plan.tables import plan_tables
from commonweal.run import plan as plan_in_turns
from commonweal.run.making import Asked, aims_for, balances_by_good, made_plan
from commonweal.scenario import apply
from commonweal.solve.again import Again
from commonweal.solve.bench import Limits
from commonweal.solve.standing import Standing, stand
from commonweal.sweep.design import Values
from commonweal.sweep.ground import Ground
from commonweal.sweep.measuring import Row, measured
from commonweal.sweep.tighter import Less, less_of

__all__ = ["Site", "base_of", "can_go_on", "planned_here", "refuse_unknown", "stop_here"]

_LONGEST = 500  # letters of a reason that are kept
_OVERRUN = 2.0  # a point that takes so many times its limit, and …
_GRACE = 30.0  # … so many seconds more, is ended with its process
_here: dict[str, Site] = {}
_stopped: set[str] = set()
_turn = threading.Lock()  # a worker with several threads plans one point at a time


def base_of(ground: Ground) -> Standing | None:
    """The plan in force, with nothing changed; None where there is none that can be trusted."""
    try:
        formulation = formulate(ground.economy)
        aims = aims_for(formulation, _asked(ground))
        return stand(problem_of(formulation.program), aims, _limits(ground), balances_by_good(formulation))
    except ModelError:
        raise
    except PlanningError:
        return None


def refuse_unknown(ground: Ground) -> None:
    """Refuse a rule or an effort that there is not; raises ModelError."""
    aims_for(formulate(ground.economy), _asked(ground))


def can_go_on(ground: Ground, values: Values) -> bool:
    """Whether a point could be planned again from the plan in force."""
    scenario = ground.scenario(values)
    if any(change.known_from is not None for change in scenario.changes):
        return False
    before = formulate(ground.economy)
    after = formulate(apply(ground.economy, scenario).economy)
    asked = _asked(ground)
    less = less_of(before.program, after.program, aims_for(before, asked), aims_for(after, asked))
    return less is not None


def planned_here(ground: Ground, base: Standing | None, values: Values) -> Row:
    """Plan one point in this process, which keeps the economy and the plan in force for the next.

    Where it takes far longer than its limit, the process ends itself: nothing else could end a library
    that does not listen.

    Returns
    -------
    Row
        ``status`` (``done`` or ``failed``), ``problem``, ``quality``, ``how``, ``seconds``, ``effort``,
        ``effort_unit``, ``tiers`` and ``coverage`` (``measured``).

    Raises
    ------
    ModelError
        If this process has another version of the program than the one that asks.
    """
    if ground.version != version("commonweal"):
        raise ModelError(
            f"This worker has commonweal {version('commonweal')}, and version {ground.version} asks. Install "
            "the same version everywhere."
        )
    with _turn:
        site = _site_of(ground, base)
        start = time.perf_counter()
        with _watched(ground.design.seconds):
            try:
                row = site.planned(values)
            except Cancelled:
                raise
            except PlanningError as error:
                row = {"status": "failed", "problem": str(error)[:_LONGEST]}
        return {**row, "seconds": time.perf_counter() - start}


async def stop_here(name: str) -> None:
    """End what this process plans for a ground, within a moment."""
    _stopped.add(name)


def _site_of(ground: Ground, base: Standing | None) -> Site:
    """What this process keeps for a ground; of another one nothing is kept."""
    key = ground.name if base is None else f"{ground.name} again"
    if key not in _here:
        for site in _here.values():
            site.close()
        _here.clear()
        _here[key] = Site(ground, base)
    return _here[key]


def _watched(seconds: float | None) -> ExitStack:
    """A watch that ends this process if a point goes far beyond its limit."""
    stack = ExitStack()
    if seconds is not None:
        timer = threading.Timer(_OVERRUN * seconds + _GRACE, os._exit, (1,))
        timer.daemon = True
        timer.start()
        stack.callback(timer.cancel)
    return stack


def _asked(ground: Ground) -> Asked:
    design = ground.design
    return Asked(
        cast(Rule | None, design.rule or None), design.effort or None, design.resolution, _limits(ground)
    )


def _limits(ground: Ground) -> Limits:
    seconds = ground.design.seconds
    return Limits(np.inf if seconds is None else seconds, cancelled=lambda: ground.name in _stopped)


@dataclass
class Site:
    """A ground in one process, with the plan in force ready to go on from."""

    ground: Ground
    base: Standing | None
    _before: Formulation | None = None
    _again: Again | None = None
    _aims: tuple[Aim, ...] = ()
    _kept: ExitStack = field(default_factory=ExitStack)

    def close(self) -> None:
        """End what was started."""
        self._kept.close()

    def planned(self, values: Values) -> dict[str, Any]:
        """Plan one point.

        Raises
        ------
        PlanningError
            If there is no plan that can be trusted.
        """
        scenario = self.ground.scenario(values)
        if any(change.known_from is not None for change in scenario.changes):
            return self._in_turns(scenario)
        economy = apply(self.ground.economy, scenario).economy
        formulation = formulate(economy)
        aims = aims_for(formulation, _asked(self.ground))
        return self._gone_on(economy, formulation, aims) or self._anew(economy, formulation, aims)

    def _in_turns(self, scenario: Any) -> dict[str, Any]:
        """Where news is not foreseen: turn by turn."""
        asked = _asked(self.ground)
        plan = plan_in_turns(
            self.ground.economy, scenario=scenario, rule=asked.rule, effort=asked.effort,
            resolution=asked.resolution, limits=asked.limits,
        )  # fmt: skip
        return self._told(plan.economy, plan.tables, "turns", plan.certificate.quality,
                          (plan.effort_used, plan.aims[-1].unit))  # fmt: skip

    def _anew(self, economy: Economy, formulation: Formulation, aims: tuple[Aim, ...]) -> dict[str, Any]:
        """All aims from nothing."""
        plan = made_plan(formulation, problem_of(formulation.program), aims, _asked(self.ground))
        return self._told(economy, plan.tables, "anew", plan.certificate.quality,
                          (plan.effort_used, plan.aims[-1].unit))  # fmt: skip

    def _gone_on(
        self, economy: Economy, formulation: Formulation, aims: tuple[Aim, ...]
    ) -> dict[str, Any] | None:
        """Again from the plan in force; None where that is not valid, or not proved well enough."""
        if self.base is None:
            return None
        again, before = self._ready(self.base)
        less = less_of(before.program, formulation.program, self._aims, aims)
        return None if less is None else self._from(again, less, economy, formulation)

    def _ready(self, base: Standing) -> tuple[Again, Formulation]:
        """The plan in force, ready to go on from."""
        if self._again is None or self._before is None:
            self._before = formulate(self.ground.economy)
            self._aims = aims_for(self._before, _asked(self.ground))
            self._again = self._kept.enter_context(Again(base, _limits(self.ground)))
        return self._again, self._before

    def _from(
        self, again: Again, less: Less, economy: Economy, formulation: Formulation
    ) -> dict[str, Any] | None:
        redone = again.replan(less.tightening)
        tables = plan_tables(formulation, less.levels(redone.levels))
        rows = max(redone.rows, audit(economy, tables).error)
        if redone.is_verified and rows <= VERIFIED.rows:
            quality = "verified"
        elif rows <= APPROXIMATE.rows and max(redone.gap, redone.cells) <= APPROXIMATE.cells:
            quality = "approximate"
        else:
            return None
        return self._told(economy, tables, redone.how, quality, (redone.effort, again.standing.last.unit))

    def _told(
        self,
        economy: Economy,
        tables: Mapping[str, pl.DataFrame],
        how: str,
        quality: str,
        effort: tuple[float, str],
    ) -> dict[str, Any]:
        """A plan as a row."""
        told = measured(tables["coverage"], economy.settings.calendar, self.ground.design.measures)
        return {
            "status": "done",
            "problem": "",
            "quality": quality,
            "how": how,
            "effort": float(effort[0]),
            "effort_unit": effort[1],
            **told,
        }
