"""What a scenario goes on from: its parents, its calendar, and when its changes become known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from commonweal.errors import DataError, ModelError
from commonweal.findings import Finding
from commonweal.model import Calendar, Economy
from commonweal.model.changes import Scenario
from commonweal.validate.report import near, shown
from commonweal.validate.scenarios import check_scenarios

__all__ = ["calendar_of", "chain", "named", "turns", "until_end_of"]


def named(economy: Economy, scenario: Scenario | str) -> Scenario:
    """A scenario of an economy by its name; a scenario itself as it is.

    Raises
    ------
    ModelError
        If the economy has no scenario of this name.
    """
    if isinstance(scenario, Scenario):
        return scenario
    if scenario in economy.scenarios:
        return economy.scenarios[scenario]
    if not economy.scenarios:
        raise ModelError(f"There is no scenario '{shown(scenario)}': this economy has none.")
    nearest = near(scenario, economy.scenarios)
    hint = f" Did you mean '{nearest}'?" if nearest else f" There are {', '.join(economy.scenarios)}."
    raise ModelError(f"There is no scenario '{shown(scenario)}'.{hint}")


def chain(economy: Economy, scenario: Scenario | str) -> tuple[Scenario, ...]:
    """A scenario and all that it goes on from, the first parent first.

    Raises
    ------
    ModelError
        If the economy has no scenario of this name.
    DataError
        With what is wrong with how any of them is written, or if they go round in a circle.
    """
    last = named(economy, scenario)
    known = {**economy.scenarios, last.name: last}
    line = [last]
    while (parent := line[-1].parent) in known and parent not in {each.name for each in line}:
        line.append(known[parent])
    faults = _faults(line, known)
    if faults:
        raise DataError(faults)
    return tuple(reversed(line))


def _faults(line: list[Scenario], known: Mapping[str, Scenario]) -> list[Finding]:
    """What is wrong with how some scenarios are written; each thing once."""
    names = {scenario.name for scenario in line}
    found = [fault for scenario in line for fault in scenario.faults]
    of_set = [fault for name, fault in check_scenarios(known) if name in names]
    return found + [fault for fault in of_set if fault not in found]


def calendar_of(economy: Economy, line: tuple[Scenario, ...]) -> Calendar:
    """The calendar under a line of scenarios: that of the last one that sets any."""
    own = [scenario.calendar for scenario in line if scenario.calendar is not None]
    return own[-1] if own else economy.settings.calendar


def until_end_of(economy: Economy, scenario: Scenario | str, calendar: Calendar) -> Scenario:
    """A scenario as it is felt within a calendar that may end sooner.

    Its parents' changes become its own; those that begin later are left out.

    Raises
    ------
    ModelError
        If the economy has no scenario of this name.
    DataError
        With what is wrong with how it is written.
    """
    line = chain(economy, scenario)
    changes = tuple(
        replace(change, source=change.source or part.source)
        for part in line
        for change in part.changes
        if change.begin is None or change.begin < calendar.end
    )
    own = calendar if calendar != economy.settings.calendar else None
    return replace(line[-1], parent="", calendar=own, changes=changes)


def turns(economy: Economy, scenario: Scenario | str) -> tuple[dt.date, ...]:
    """The days on which something of a scenario becomes known, after the first day of its calendar.

    Raises
    ------
    ModelError
        If the economy has no scenario of this name.
    DataError
        With what is wrong with how it is written.
    """
    line = chain(economy, scenario)
    calendar = calendar_of(economy, line)
    days = {change.known_from for part in line for change in part.changes}
    return tuple(sorted(day for day in days if day is not None and calendar.start < day < calendar.end))
