"""A plan as explanations see it: its program with closed rows kept, its barriers, its standing."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from commonweal.errors import NoPlan
from commonweal.explain.holding import Standing, cells_of, held_for, standing_of
from commonweal.explain.loosening import Loosenable, loosenable
from commonweal.explain.openings import with_openings_carried
from commonweal.explain.raising import Raising
from commonweal.explain.tracing_levels import levels_of
from commonweal.formulate.barriers import Barrier, barriers_of
from commonweal.formulate.formulate import Formulation, formulate
from commonweal.formulate.program import Floats, Integers
from commonweal.plan.certifying import problem_of
from commonweal.plan.plan import Plan
from commonweal.run.making import balances_by_good
from commonweal.run.past import held, past_of
from commonweal.solve.bench import Limits, Progress
from commonweal.solve.bounds import implied_upper_bounds

__all__ = ["Situation", "begun", "situation_of"]

_HAIRS = (1e-9, 1e-8, 1e-7)  # room for held cells, tried in turn: what a plan's coverages are off by


@dataclass(frozen=True)
class Situation:
    """What all questions about a plan start from.

    Attributes
    ----------
    plan
        The plan.
    formulation
        Its program, closed rows kept.
    loosenable
        The program with its barriers.
    cells
        All cells, with their columns and person-days, and the ``turn`` that last could change them: the
        number of the first period it planned.
    standing
        What each cell and floor has come to.
    levels : shape (n_columns,)
        What the plan does.
    limits, started
        What may be used, and since when.
    """

    plan: Plan
    formulation: Formulation
    loosenable: Loosenable
    cells: pl.DataFrame
    standing: Standing
    levels: Floats
    limits: Limits
    started: float

    @property
    def barriers(self) -> tuple[Barrier, ...]:
        """The barriers."""
        return self.loosenable.barriers

    def at_turn(self, first: int) -> Situation:
        """The same as it was when a turn of the plan began: what was done before is held.

        Only opening stocks can have been larger: more of them would be in store when the turn begins.

        Parameters
        ----------
        first
            Number of the first period of the turn; nothing is past if it is 0.
        """
        if first == 0:
            return self
        problem = problem_of(self.formulation.program)
        past = past_of(self.formulation, self.plan.levels, first)
        could = implied_upper_bounds(problem, balances_by_good(self.formulation))
        fixed = held(self.formulation, problem, past, could)
        program = replace(
            self.formulation.program,
            row_lower=fixed.row_lower,
            row_upper=fixed.row_upper,
            column_lower=fixed.column_lower,
            column_upper=fixed.column_upper,
        )
        wider, barriers = with_openings_carried(self.formulation, program, self.barriers, past.value, first)
        stuck = past.fixed | np.isfinite(past.most)
        free = [_without(barrier, stuck) for barrier in barriers]
        return replace(self, loosenable=loosenable(wider, free, self.formulation.index.periods))

    def raising(self, columns: Integers, weights: Floats) -> Raising:
        """The cells in some columns, raised together."""
        for hair in _HAIRS[:-1]:
            with suppress(NoPlan):
                return self._raising(columns, weights, hair)
        return self._raising(columns, weights, _HAIRS[-1])

    def _raising(self, columns: Integers, weights: Floats, hair: float) -> Raising:
        """The same with some room for what was rounded."""
        spent = time.perf_counter() - self.started
        return Raising(
            self.loosenable,
            held_for(self.formulation, self.standing, columns, hair),
            columns,
            weights,
            self.levels,
            replace(self.limits, seconds=self.limits.seconds - spent),
        )

    def report(self, what: str, value: float, left: int) -> None:
        """Tell of a step."""
        if self.limits.progress is not None:
            seconds = time.perf_counter() - self.started
            self.limits.progress(Progress(what, 0, value, left, 0, seconds))


def situation_of(plan: Plan, limits: Limits | None) -> Situation:
    """Formulate a plan's economy again, closed rows kept, and find its barriers."""
    started = time.perf_counter()
    formulation = formulate(plan.economy, keep_closed=True)
    return Situation(
        plan=plan,
        formulation=formulation,
        loosenable=loosenable(formulation.program, barriers_of(formulation), formulation.index.periods),
        cells=_with_turns(cells_of(formulation, plan), plan),
        standing=standing_of(formulation, plan),
        levels=levels_of(formulation, plan),
        limits=limits or Limits(),
        started=started,
    )


def begun(plan: Plan) -> tuple[int, ...]:
    """Numbers of the first periods of the turns in which a plan was made, 0 among them."""
    names = list(plan.economy.settings.calendar.names)
    days = [day for name in ("turns", "replanned") for day in plan.options.get(name, "").split(", ") if day]
    return tuple(sorted({0, *(names.index(day) for day in days)}))


def _with_turns(cells: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Cells with the last turn in which they were still open."""
    names, turns = plan.economy.settings.calendar.names, np.array(begun(plan))
    number = {name: number for number, name in enumerate(names)}
    first = np.array([number[name] for name in cells["period"]], dtype=np.int64)
    last = first + cells["n_periods"].to_numpy() - 1
    return cells.with_columns(turn=pl.Series(turns[np.searchsorted(turns, last, side="right") - 1]))


def _without(barrier: Barrier, stuck: np.ndarray) -> Barrier:
    """A barrier that does not bound columns that can't move any more."""
    free = ~stuck[barrier.columns]
    return replace(barrier, columns=barrier.columns[free], column_step=barrier.column_step[free])
