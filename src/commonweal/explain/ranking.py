"""What would help most: every figure loosened by a step, ranked by what it gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import polars as pl

from commonweal.explain.applying import with_list_changes
from commonweal.explain.choosing import Asked, cell_of, short_cells
from commonweal.explain.explaining import told_steps
from commonweal.explain.knowing import Knowing
from commonweal.explain.raising import Raising
from commonweal.explain.records import ReliefLine, ReliefList
from commonweal.explain.reliefs import find_reliefs
from commonweal.explain.situation import Situation
from commonweal.explain.steps import BarrierStep, best_steps
from commonweal.plan.plan import Plan
from commonweal.solve.bench import Limits

__all__ = ["relief"]


def relief(
    plan: Plan,
    *,
    place: str | None = None,
    need: str | None = None,
    group: str | None = None,
    period: str | dt.date | None = None,
    tier: int | None = None,
    limits: Limits | None = None,
) -> ReliefList:
    """What would help most: figures loosened one by one, and together where only that helps.

    The needs asked about that are short are raised together, to the most person-days, while none of them
    falls below what it has, more urgent needs keep what they have, the others of the tier what they
    have, up to as much as the best-off of these, and less urgent ones give way. Then each figure of
    the tables is loosened by a step (a tenth of it; for what is closed, one day) and this is solved
    again.

    Figures of which more is of no use need no solving. The most person-days are a concave function
    of what is loosened, *v(a)*, and prices *y ≥ 0* of any optimum bound it: *v(a) ≤ v(0) + y·a*. A
    figure whose price is 0, as when there is something left of it, so gains exactly nothing.

    Of a plan that was made in turns, the needs are meant that could last be changed in one turn: the one
    in which most person-days are lacking. What was known then is known, and what was done before counts
    as done. Ask for a period to have the turn of that period.

    Parameters
    ----------
    plan, place, need, group, period, tier, limits
        As for ``explain``; all needs that are short are meant, each in all its periods.

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
    >>> ranked = cw.relief(cw.plan(cw.read("village")))
    >>> [(step.reason.names["route"], step.word) for step in ranked.lines[0].steps]
    [('cart-track', 'day')]
    """
    knowing = Knowing(plan, limits)
    asked = Asked(place, need, group, None if period is None else str(period), tier)
    short = short_cells(knowing.final.cells, asked, plan.economy.settings.calendar)
    cells = _of_worst_turn(short)
    if not cells.height:
        return ReliefList((), 0.0, (), 0)
    weights = cells["person_days"].to_numpy()
    then = knowing.then(cells)
    situation, raising = then.situation, then.raising(weights)
    lines = _lines(situation, raising, [(number,) for number in raising.worthy(raising.base)])
    idle = len(situation.barriers) - len(lines)
    lines += _lines(situation, raising, [found for found in find_reliefs(raising) if len(found) > 1])
    ranked = ReliefList(
        cells=tuple(cell_of(row) for row in cells.iter_rows(named=True)),
        lacking=float((weights * (1.0 - cells["coverage"].to_numpy())).sum()),
        lines=tuple(sorted(lines, key=lambda line: -line.person_days)),
        idle=idle,
        known_on=then.known_on,
        n_elsewhere=short.height - cells.height,
    )
    return with_list_changes(plan, ranked)


def _of_worst_turn(short: pl.DataFrame) -> pl.DataFrame:
    """Those of some short cells that belong to the turn in which most is lacking; of equals, the first."""
    lacking = (pl.col("person_days") * (1.0 - pl.col("coverage"))).sum()
    turns = short.group_by("turn").agg(lacking=lacking).sort("lacking", "turn", descending=[True, False])
    return short.filter(pl.col("turn").is_in(turns["turn"].head(1).to_list()))


def _lines(situation: Situation, raising: Raising, sets: Sequence[tuple[int, ...]]) -> list[ReliefLine]:
    """What some sets of barriers give, those that give nothing left out."""
    lines = []
    for done, numbers in enumerate(sets):
        situation.report("what would help", raising.base.value, len(sets) - done)
        steps, answer = best_steps(raising, numbers)
        gain = answer.value - raising.base.value
        if gain > raising.lift:
            lines.append(ReliefLine(told_steps(situation, steps), gain, _per_unit(steps, gain)))
    return lines


def _per_unit(steps: tuple[BarrierStep, ...], gain: float) -> float | None:
    """Gain for each unit of the one figure that is loosened."""
    more = steps[0].more
    return gain / more if len(steps) == 1 and 0.0 < more < np.inf else None
