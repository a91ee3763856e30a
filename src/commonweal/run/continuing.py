"""Going on from a plan: its past held, its future made anew, as near to it as the aims allow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from commonweal.errors import ModelError
from commonweal.formulate.formulate import Formulation, formulate
from commonweal.formulate.nearness import add_nearness
from commonweal.formulate.program import Floats
from commonweal.model import Calendar, Economy
from commonweal.plan.certifying import problem_of
from commonweal.plan.plan import Plan
from commonweal.run.columns import Columns
from commonweal.run.making import Asked, aims_for, balances_by_good, made_plan
from commonweal.run.moves import moved_table
from commonweal.run.past import Past, held, past_of, still_open
from commonweal.solve.bounds import implied_upper_bounds
from commonweal.solve.problem import Problem

__all__ = ["Continued", "Standing", "continued", "first_open_period"]


@dataclass(frozen=True)
class Standing:
    """Where a plan goes on from.

    Attributes
    ----------
    economy
        The economy as it is known now.
    levels
        What was done, and what was planned from now on (``plan.levels.plan_levels``).
    first
        Number of the first open period.
    at_most
        What some columns from now on can't exceed, in the form of ``levels``.
    failing
        What was counted on to arrive and doesn't (``run.consignments.FAILING``).
    """

    economy: Economy
    levels: pl.DataFrame
    first: int
    at_most: pl.DataFrame | None = None
    failing: pl.DataFrame | None = None


@dataclass(frozen=True)
class Continued:
    """A plan that goes on from another, and what it does otherwise (``run.moves.moved_table``)."""

    plan: Plan
    moved: pl.DataFrame


def first_open_period(calendar: Calendar, date: dt.date) -> int:
    """Number of the period that begins on a day.

    Raises
    ------
    ModelError
        If no period begins then; the message names the nearest days on which one does.
    """
    days = [dt.date.fromisoformat(name) for name in calendar.names]
    if date in days:
        return days.index(date)
    before = [day for day in days if day < date]
    after = [day for day in days if day > date]
    near = " or ".join(str(day) for day in (*before[-1:], *after[:1]))
    raise ModelError(f"No period begins on {date}. Take the first day of one: {near}.")


def continued(
    standing: Standing, asked: Asked, *, scenario: str = "", further: Mapping[str, str] | None = None
) -> Continued:
    """The best plan that goes on from where things stand, and of all best ones the nearest to the old.

    Raises
    ------
    ModelError
        If what was done does not fit the economy as it is known now.
    NoPlan
        If no plan was found that can be trusted.
    """
    plain = formulate(standing.economy)
    could = _could(plain)
    past = past_of(plain, standing.levels, standing.first, standing.at_most)
    periods = plain.index.periods[standing.first :]
    near = add_nearness(plain.program, standing.levels, periods, could)
    formulation = replace(plain, program=near.program)
    n_columns = near.program.n_columns
    past, could = _widened(past, n_columns), _padded(could, n_columns, 0.0)
    problem = held(formulation, _failing(formulation, standing), past, could)
    aims = (still_open(aim, past) for aim in aims_for(plain, asked))
    plan = made_plan(
        formulation,
        problem,
        [aim for aim in aims if aim is not None],
        asked,
        nearness=near.aim,
        could=could,
        scenario=scenario,
        further=further,
    )
    return Continued(plan, moved_table(standing.levels, plan, near.measures, periods))


def _could(formulation: Formulation) -> Floats:
    """How large each column could be, had nothing happened yet."""
    return implied_upper_bounds(problem_of(formulation.program), balances_by_good(formulation))


def _padded(values: Floats, size: int, filler: float) -> Floats:
    """Values with a filler for columns added since."""
    return np.append(values, np.full(size - len(values), filler))


def _widened(past: Past, n_columns: int) -> Past:
    """The past with later columns added, none of which belongs to it."""
    return Past(
        fixed=np.append(past.fixed, np.zeros(n_columns - len(past.fixed), dtype=bool)),
        value=_padded(past.value, n_columns, 0.0),
        most=_padded(past.most, n_columns, np.inf),
    )


def _failing(formulation: Formulation, standing: Standing) -> Problem:
    """The problem in which what does not arrive is left over, wherever it was counted on."""
    program, problem = formulation.program, problem_of(formulation.program)
    if standing.failing is None or not standing.failing.height:
        return problem
    columns = Columns(formulation)
    row_lower, column_lower = problem.row_lower.copy(), problem.column_lower.copy()
    for good, place, period, amount in standing.failing.iter_rows():
        t = formulation.index.periods.index(period)
        row = columns.balance((good, place), t)
        over = columns.surplus((good, place), t)
        if over is not None:
            column_lower[over] += amount
        elif row is not None and np.isinf(program.row_upper[row]):
            row_lower[row] += amount
    return replace(problem, row_lower=row_lower, column_lower=column_lower)
