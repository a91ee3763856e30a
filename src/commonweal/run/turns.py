"""Plans that know no more than was known: made in turns, as news comes in."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from commonweal.formulate.formulate import formulate
from commonweal.model import Calendar, Economy
from commonweal.model.changes import Change, Scenario
from commonweal.plan.certifying import problem_of
from commonweal.plan.plan import Plan, Turn
from commonweal.run.continuing import Standing, continued
from commonweal.run.making import Asked, aims_for, made_plan
from commonweal.scenario import apply, chain, turns
from commonweal.scenario.chain import calendar_of

__all__ = ["planned_in_turns"]

_DAY = dt.timedelta(days=1)


def planned_in_turns(economy: Economy, scenario: str | Scenario, asked: Asked) -> Plan:
    """The plan of an economy under a scenario, each turn of it knowing what was known by then.

    What becomes known on a day counts from the first day of its period on: plans change between
    periods, not within them. What was done before stays done.
    """
    line = chain(economy, scenario)
    changes = [change for part in line for change in part.changes]
    days = turns(economy, scenario)
    calendar = calendar_of(economy, line)
    first_of = sorted({0, *(_period_of(day, calendar) for day in days)})
    plan = _first(_known(economy, line[-1], calendar, 0), asked, line[-1].name)
    if len(first_of) == 1:
        return plan
    told = [_turn(plan, calendar, 0, [])]
    for first in first_of[1:]:
        further = {"turns": ", ".join(calendar.names[turn] for turn in first_of if turn <= first)}
        told[-1] = replace(told[-1], plan=plan)
        standing = Standing(_known(economy, line[-1], calendar, first), plan.levels, first)
        plan = continued(standing, asked, scenario=plan.scenario, further=further).plan
        news = [
            change
            for change in changes
            if change.known_from is not None and _period_of(change.known_from, calendar) == first
        ]
        told.append(_turn(plan, calendar, first, news))
    return replace(plan, turns=tuple(told))


def _period_of(day: dt.date, calendar: Calendar) -> int:
    """Number of the period that a day lies in; the first for earlier days."""
    return max(bisect_right(calendar.names, day.isoformat()) - 1, 0)


def _known(economy: Economy, scenario: Scenario, calendar: Calendar, first: int) -> Economy:
    """The economy as it is known in a period."""
    next_day = dt.date.fromisoformat((*calendar.names, calendar.end.isoformat())[first + 1])
    return apply(economy, scenario, known_by=next_day - _DAY).economy


def _first(economy: Economy, asked: Asked, scenario: str) -> Plan:
    """The plan of the first turn."""
    formulation = formulate(economy)
    aims = aims_for(formulation, asked)
    return made_plan(formulation, problem_of(formulation.program), aims, asked, scenario=scenario)


def _turn(plan: Plan, calendar: Calendar, first: int, news: Sequence[Change]) -> Turn:
    """What is told of a turn."""
    words = tuple(dict.fromkeys(change.because or _plainly(change) for change in news))
    full = float(plan.summary_data()["coverage"]["people_fully_covered"])
    return Turn(dt.date.fromisoformat(calendar.names[first]), words, full)


def _plainly(change: Change) -> str:
    """A change that gives no reason, as it is written."""
    return " ".join(part for part in (change.do, change.table, change.where) if part)
