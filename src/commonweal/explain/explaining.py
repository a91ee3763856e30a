"""Why needs are short, and what would lift them: each answer solved, each statement solved again."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl

from commonweal.explain.applying import with_changes
from commonweal.explain.attribution import carriers_of, reason_of
from commonweal.explain.choosing import SHORT, Asked, cell_of, short_cells, worst_of_each
from commonweal.explain.knowing import Knowing
from commonweal.explain.raising import LIFT, Raising
from commonweal.explain.reasons import find_reasons, periods_of
from commonweal.explain.records import Cell, Explanation, Reason, Relief, Step
from commonweal.explain.reliefs import find_reliefs
from commonweal.explain.situation import Situation
from commonweal.explain.steps import BarrierStep, best_steps
from commonweal.plan.plan import Plan
from commonweal.solve.bench import Limits

__all__ = ["explain", "told_steps"]


def explain(
    plan: Plan,
    *,
    place: str | None = None,
    need: str | None = None,
    group: str | None = None,
    period: str | dt.date | None = None,
    tier: int | None = None,
    most: int = 5,
    limits: Limits | None = None,
) -> tuple[Explanation, ...]:
    """Why needs are short: what holds each down, and what would lift it.

    Each need of each group at each place that is short is explained in its worst period: it is raised as
    far as it can be while more urgent needs keep what they have, the others of its tier what
    they have, up to as much as this one, and less urgent ones give way. Its *reasons* are figures of
    the tables that alone keep it from rising, none of which can be left out; a *relief* is a set of
    figures whose loosening together lifts it. All of this is proved by solving again
    (docs/explanation/explaining.md).

    Parameters
    ----------
    plan
        A plan. Of one that was made in turns, each need is explained from the turn that last could
        change it: with what was known then, and what had been done before counts as done.
    place, need, group, period
        What is asked about: names, the period by its first day. By default everything.
    tier
        By default the most urgent tier in which anything that is asked about is short.
    most
        How many needs to explain, the worst first.
    limits
        Time for all of it, cores, a cancel token and who is told of progress.

    Returns
    -------
    The explanations, the worst-off first; none if nothing that is asked about is short.

    Raises
    ------
    ModelError
        If nobody has such a need.
    NoPlan
        If a step did not stand up to checking.
    SolverStopped
        If a limit or a person ended the work.

    Examples
    --------
    >>> import commonweal as cw
    >>> plan = cw.plan(cw.read("village"))
    >>> first = cw.explain(plan, place="hill", need="energy")[0]
    >>> round(first.cell.coverage, 3), first.reasons[0].kind, first.reasons[0].names["route"]
    (0.697, 'closed', 'cart-track')
    """
    knowing = Knowing(plan, limits)
    asked = Asked(place, need, group, None if period is None else str(period), tier)
    calendar = plan.economy.settings.calendar
    chosen = worst_of_each(short_cells(knowing.final.cells, asked, calendar), most)
    return tuple(with_changes(plan, _explained(knowing, row)) for row in chosen.iter_slices(1))


def _explained(knowing: Knowing, row: pl.DataFrame) -> Explanation:
    """One cell, explained."""
    cell = cell_of(row.row(0, named=True))
    knowing.final.report(f"why {cell.good} in {cell.place} ({cell.group})", cell.coverage, 0)
    then, alone = knowing.then(row), np.ones(1)
    situation, raising = then.situation, then.raising(alone)
    hindsight = then.hindsight(raising, alone)
    reasons = _reasons(situation, raising) if raising.base.value < 1.0 - SHORT else ()
    return Explanation(
        cell=cell,
        highest=min(raising.base.value, 1.0),
        reasons=reasons,
        reliefs=_reliefs(situation, raising, cell) if reasons else (),
        carriers=carriers_of(situation.plan.economy, cell.good),
        others_short=_others(situation, cell),
        alike=int(row["alike"][0]),
        known_on=then.known_on,
        hindsight=None if hindsight is None else min(hindsight, 1.0),
    )


def _reasons(situation: Situation, raising: Raising) -> tuple[Reason, ...]:
    """What holds a cell down."""
    names = situation.formulation.index.periods
    numbers, proof = find_reasons(raising)
    if proof is None:
        return ()
    return tuple(
        reason_of(
            situation.plan,
            situation.barriers[number],
            [names[code] for code in periods_of(raising, proof, number)],
        )
        for number in numbers
    )


def _reliefs(situation: Situation, raising: Raising, cell: Cell) -> tuple[Relief, ...]:
    """What would lift a cell, the greatest gain first."""
    found = []
    for relief in find_reliefs(raising):
        steps, answer = best_steps(raising, relief)
        gain = max(answer.value - raising.base.value, 0.0)
        found.append(Relief(told_steps(situation, steps), min(answer.value, 1.0), gain * cell.person_days))
    return tuple(sorted(found, key=lambda relief: -relief.person_days))


def told_steps(situation: Situation, steps: tuple[BarrierStep, ...]) -> tuple[Step, ...]:
    """Steps as records."""
    names = situation.formulation.index.periods
    return tuple(
        Step(
            reason_of(situation.plan, situation.barriers[step.number], ()),
            step.more,
            step.word,
            names[step.period] if step.period >= 0 else "",
            _counts(situation, step),
        )
        for step in steps
    )


def _counts(situation: Situation, step: BarrierStep) -> float:
    """What one unit of the figure comes to where something opens, or lies in store; 0 for other steps."""
    held, number = situation.loosenable, step.number
    if step.word not in ("day", "open") and held.barriers[number].kind != "opening":
        return 0.0
    of_period = held.period[held.rows[number]] == step.period
    told = held.step[number][of_period] if of_period.any() else held.step[number]
    return float(told[0] / held.unit[number])


def _others(situation: Situation, cell: Cell) -> int:
    """Other cells of the tier that have no more."""
    no_more = (pl.col("tier") == cell.tier) & (pl.col("coverage") <= cell.coverage + LIFT)
    return situation.cells.filter(no_more).height - 1
