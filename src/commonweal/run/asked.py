"""What is to be planned: an economy, checked as a scenario makes it, with only its first periods."""

from __future__ import annotations

from dataclasses import dataclass

from commonweal.check.soundness import doubts
from commonweal.findings import Finding
from commonweal.model import Calendar, Economy, Scenario
from commonweal.scenario import apply, until_end_of

__all__ = ["AskedFor", "asked_for", "shortened"]


@dataclass(frozen=True)
class AskedFor:
    """What is to be planned.

    Attributes
    ----------
    economy, scenario
        As ``plan`` takes them.
    doubts
        What is doubtful about how the rows work together.
    remark
        That only the first periods are planned, and what follows; blank for all.
    """

    economy: Economy
    scenario: Scenario | None
    doubts: tuple[Finding, ...]
    remark: str = ""


def asked_for(economy: Economy, name: str | None = None, n_periods: int | None = None) -> AskedFor:
    """What is to be planned, checked as the scenario makes it.

    Parameters
    ----------
    name
        Name of a scenario of the economy; None for none.
    n_periods
        Only so many periods; None for all.

    Raises
    ------
    DataError
        With everything that is wrong with how the rows work together.
    ModelError
        If there is no such scenario.
    """
    if name is None:
        found = doubts(economy)
        calendar, remark = _first_periods(economy.settings.calendar, n_periods)
        return AskedFor(economy.with_settings(calendar=calendar), None, found, remark)
    applied = apply(economy, name).economy
    found = doubts(applied)
    calendar, remark = _first_periods(applied.settings.calendar, n_periods)
    return AskedFor(economy, until_end_of(economy, name, calendar), found, remark)


def shortened(economy: Economy, n_periods: int | None) -> Economy:
    """The economy with only its first periods."""
    calendar, remark = _first_periods(economy.settings.calendar, n_periods)
    return economy.with_settings(calendar=calendar) if remark else economy


def _first_periods(calendar: Calendar, n_periods: int | None) -> tuple[Calendar, str]:
    """A calendar of only the first periods, and what is to be said of it."""
    if n_periods is None or n_periods >= calendar.n_periods:
        return calendar, ""
    short = calendar.shortened(n_periods)
    return short, (
        f"Planning the first {n_periods} of {calendar.n_periods} periods, to before {short.end}. "
        "Closing stocks and amounts for the whole horizon are asked for in full by then."
    )
