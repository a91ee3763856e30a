"""Scenarios as messages, and messages as scenarios."""

from __future__ import annotations

from commonweal.api.telling import wire_findings
from commonweal.model import TABLES, Calendar, Change, Economy, Scenario
from commonweal.scenario import Applied
from commonweal.store.scenarios import Trial
from commonweal.wire import economies as wire

__all__ = ["of_message", "read_message", "scenario_message", "tried_message"]

_MOST = 20  # cells that are told of a change


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


def read_message(read: Scenario) -> wire.ScenarioRead:
    """A scenario that was read from a file, or what is wrong with the file."""
    if read.faults:
        return wire.ScenarioRead(scenario=None, findings=wire_findings(read.faults))
    return wire.ScenarioRead(scenario=scenario_message(read), findings=())


def tried_message(trial: Trial, said: wire.Scenario) -> wire.Tried:
    """What a scenario would do, change by change."""
    numbers = range(1, len(said.changes) + 1)
    found = {
        number: wire_findings(fault for about, fault in trial.faults if about == number)
        for number in (0, *numbers)
    }
    if trial.applied is None:
        changes = [wire.TriedChange(rows=None, cells=(), total=0, findings=found[each]) for each in numbers]
    else:
        changes = [_tried_change(trial.applied, each) for each in numbers]
    return wire.Tried(sound=not trial.faults, changes=tuple(changes), findings=found[0])


def _tried_change(applied: Applied, number: int) -> wire.TriedChange:
    name = applied.scenario.name
    made = next(each for each in applied.changes if (each.scenario, each.number) == (name, number))
    lines = applied.lines.filter(scenario=name, change=number)
    cells = tuple(
        wire.TriedCell(
            table=line["table"],
            row=_key(applied.economy, line["table"], line["row"]),
            column=line["column"],
            before=line["before"],
            after=line["after"],
        )
        for line in lines.head(_MOST).iter_rows(named=True)
    )
    return wire.TriedChange(rows=made.n_rows, cells=cells, total=lines.height, findings=())


def _key(economy: Economy, table: str, row: int | None) -> str:
    """A row by its key; blank for one that is gone."""
    if row is None:
        return ""
    cells = economy[table].row(row, named=True)
    return ", ".join(f"{name}={cells[name]}" for name in TABLES[table].key if cells[name] is not None)
