"""Scenarios as messages, and messages as scenarios."""

from __future__ import annotations

from commonweal.model import Calendar, Change, Scenario
from commonweal.wire import economies as wire

__all__ = ["of_message", "scenario_message"]


def scenario_message(scenario: Scenario) -> wire.Scenario:
    """A scenario as it goes over the wire."""
    calendar = scenario.calendar
    return wire.Scenario(
        name=scenario.name,
        title=scenario.title,
        description=scenario.description,
        parent=scenario.parent,
        source=scenario.source,
        calendar=None if calendar is None else wire.Calendar(start=calendar.start, lengths=calendar.lengths),
        changes=tuple(_change_message(change) for change in scenario.changes),
    )


def of_message(said: wire.Scenario) -> Scenario:
    """The scenario that a message describes, not checked yet."""
    calendar = said.calendar
    return Scenario(
        said.name,
        title=said.title,
        description=said.description,
        parent=said.parent,
        source=said.source,
        calendar=None if calendar is None else Calendar(start=calendar.start, lengths=calendar.lengths),
        changes=tuple(_change(change) for change in said.changes),
    )


def _change_message(change: Change) -> wire.Change:
    said = {name: getattr(change, "begin" if name == "from_" else name) for name in wire.Change.model_fields}
    return wire.Change.model_validate(
        {"from" if name == "from_" else name: value for name, value in said.items()}
        | {"values": dict(change.values)}
    )


def _change(said: wire.Change) -> Change:
    given = {name: getattr(said, name) for name in wire.Change.model_fields if name != "from_"}
    return Change(**given, begin=said.from_)
