"""A plan made anew from a day on: what happened stays, what comes moves as little as it can."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import polars as pl

from commonweal.errors import ModelError
from commonweal.formulate.formulate import formulate
from commonweal.model import Economy, Rule
from commonweal.model.changes import Change, Scenario
from commonweal.plan.plan import Plan
from commonweal.run.actuals import happened_by, with_missed
from commonweal.run.books import DIFFERENCES, kept_books
from commonweal.run.consignments import on_the_way
from commonweal.run.continuing import Standing, continued, first_open_period
from commonweal.run.making import Asked
from commonweal.run.past import past_of
from commonweal.scenario import apply, chain
from commonweal.solve.bench import Limits

__all__ = ["Replan", "replan"]


@dataclass(frozen=True)
class Replan:
    """A plan made anew, and what became of the one before.

    Attributes
    ----------
    plan
        The new plan, for the whole calendar; up to ``date`` it is what happened.
    before
        The plan it goes on from.
    date
        First day from which it plans.
    """

    plan: Plan
    before: Plan
    date: dt.date

    @property
    def moved(self) -> pl.DataFrame:
        """What is done otherwise from the day on: the table ``moved`` of the plan.

        One row is an activity (``kind`` is ``level``), a route (``sent``), a supply (``supplied``) or a
        group of people (``delivered``) in a period.
        """
        return self.plan["moved"]

    @property
    def differences(self) -> pl.DataFrame:
        """Where what happened differs from what was planned: the table ``differences`` of the plan."""
        return self.plan["differences"]

    def data(self) -> dict[str, Any]:
        """The new plan and the moves in numbers, as ``commonweal replan --json`` prints them."""
        return {
            "date": self.date.isoformat(),
            "before": self.before.hash,
            "moved": self.moved.to_dicts(),
            "differences": self.differences.to_dicts(),
            "plan": self.plan.summary_data(),
        }


def replan(
    plan: Plan,
    date: dt.date,
    *,
    scenario: str | Scenario | None = None,
    actuals: pl.DataFrame | str | Path | None = None,
    consignments: pl.DataFrame | str | Path | None = None,
    rule: Rule | None = None,
    effort: str | Mapping[str, float] | None = None,
    limits: Limits | None = None,
) -> Replan:
    """The best plan that goes on from a plan on a day, and of all best ones the nearest to it.

    What the plan did before the day stays as it was: stocks, goods under way, what was paid and is still
    to come, and needs that are counted over several periods all follow from it. From the day on, needs
    are met by the rule, then with the least effort, then with the least moves from the plan before.
    Without any change, nothing changes.

    Parameters
    ----------
    plan
        As ``commonweal.plan`` or ``commonweal.read_plan`` gives it.
    date
        The first day of one of its periods.
    scenario
        What happens: the name of a scenario of ``plan.economy``, or a scenario. Its changes act from
        the day on at the earliest. What it goes on from and the plan knows already is not done twice.
    actuals
        What happened (table ``actuals``): what was counted, received and handed out; rows, or a file.
    consignments
        What is on the way (table ``consignments``); rows, or a file.
    rule, effort
        As for ``commonweal.plan``; by default those of the plan.
    limits
        Time, cores, a cancel token and who is told of progress.

    Raises
    ------
    ModelError
        If no period begins on the day, or what was done does not fit what is asked for now.
    DataError
        With everything that is wrong with the scenario, the actuals or the consignments.
    NoPlan
        If no plan was found that can be trusted.
    SolverStopped
        If a limit or a person ended the work.

    Examples
    --------
    >>> import datetime as dt
    >>> import commonweal as cw
    >>> plan = cw.plan(cw.read("village"))
    >>> cw.replan(plan, dt.date(2031, 3, 17)).moved.height
    0
    """
    first = first_open_period(plan.economy.settings.calendar, date)
    economy, name = _changed(plan, scenario, date)
    asked = Asked(
        rule or cast(Rule, plan.rule),
        effort if effort is not None else _effort_of(plan),
        _resolution_of(plan),
        limits or Limits(),
    )
    standing, differences = _standing(economy, plan.levels, first, actuals, consignments)
    days = [day for day in plan.options.get("replanned", "").split(", ") if day]
    kept = {key: said for key, said in plan.options.items() if key == "turns"}
    further = kept | {"replanned": ", ".join([*days, date.isoformat()])}
    made = continued(standing, asked, scenario=name, further=further)
    tables = dict(made.plan.tables) | {"moved": made.moved, "differences": differences}
    return Replan(replace(made.plan, tables=tables, turns=plan.turns), plan, date)


def _changed(plan: Plan, scenario: str | Scenario | None, date: dt.date) -> tuple[Economy, str]:
    """The economy with what a scenario changes from a day on, and the name for it.

    Raises
    ------
    ModelError
        If the scenario has a calendar of its own.
    """
    if scenario is None:
        return plan.economy, plan.scenario
    line = chain(plan.economy, scenario)
    names = [part.name for part in line]
    fresh = line[names.index(plan.scenario) + 1 :] if plan.scenario in names else line
    calendar = plan.economy.settings.calendar
    if any(part.calendar not in (None, calendar) for part in fresh):
        raise ModelError(
            f"The scenario '{line[-1].name}' has a calendar of its own; a plan that is under way keeps its "
            "own. Leave [calendar] out of it."
        )
    changes = [
        replace(change, source=change.source or part.source) for part in fresh for change in part.changes
    ]
    still = tuple(left for change in changes if (left := _from_day_on(change, date)) is not None)
    known = replace(line[-1], parent="", calendar=None, changes=still)
    return apply(plan.economy, known).economy, line[-1].name


def _standing(
    economy: Economy,
    levels: pl.DataFrame,
    first: int,
    actuals: pl.DataFrame | str | Path | None,
    consignments: pl.DataFrame | str | Path | None,
) -> tuple[Standing, pl.DataFrame]:
    """Where things stand, as far as it is known, and where that differs from the plan."""
    if actuals is None and consignments is None:
        return Standing(economy, levels, first), pl.DataFrame(schema=DIFFERENCES)
    formulation = formulate(economy)
    past_of(formulation, levels, first)  # refuses what was done and can't have been
    way = on_the_way(consignments, economy, formulation, levels, first)
    happened = with_missed(happened_by(actuals, way.economy, formulation, first), way.missed, economy)
    books = kept_books(way.economy, levels, first, happened)
    differences = pl.concat([books.differences, way.differences])
    return Standing(books.economy, books.levels, first, way.at_most, way.failing), differences


def _from_day_on(change: Change, date: dt.date) -> Change | None:
    """What a change still does from a day on; None if it is over by then.

    A window that is over by then leaves things closed.
    """
    over = change.until is not None and change.until <= date
    if over and change.do != "window":
        return None
    if over:
        change = replace(change, do="close", begin=None, until=None)
    begin = None if change.begin is None else max(change.begin, date)
    return replace(change, begin=begin, known_from=max(change.known_from or date, date))


def _effort_of(plan: Plan) -> str | Mapping[str, float]:
    """The effort of a plan as it was asked for: a word, or weights of words."""
    parts = [part.partition(" ") for part in plan.effort.split(" + ")]
    if any(not word for _, _, word in parts):
        return plan.effort
    return {word: float(weight) for weight, _, word in parts}


def _resolution_of(plan: Plan) -> float | None:
    """The resolution of a plan; None for exactly."""
    said = plan.options.get("resolution", "exact")
    return None if said == "exact" else float(said)
