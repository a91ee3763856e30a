"""Scenarios of a version: put and taken away, each making a new version as edits do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from commonweal.data.scenario_files import SCENARIOS, scenario_of, scenario_text
from commonweal.errors import DataError, NotThere
from commonweal.findings import Finding
from commonweal.model import Economy, Scenario
from commonweal.scenario import Applied, apply, check_all
from commonweal.store.editing import Edited
from commonweal.store.opened import economy_of
from commonweal.store.opening import Store
from commonweal.store.records import Version
from commonweal.validate.report import limited, shown, suggestion
from commonweal.validate.scenarios import check_scenarios

__all__ = ["Trial", "scenario", "tried", "with_scenario", "without_scenario"]


@dataclass(frozen=True)
class Trial:
    """What came of a scenario that was tried and not kept.

    Attributes
    ----------
    faults
        What is wrong, each with the number of the change that it is about, from 1; 0 for the scenario as a
        whole.
    applied
        The economy under the scenario; None where something is wrong.
    """

    faults: tuple[tuple[int, Finding], ...]
    applied: Applied | None


def scenario(store: Store, version: Version, name: str) -> Scenario:
    """A scenario of a version.

    Raises
    ------
    NotThere
        If it has none of the name.
    """
    scenarios = economy_of(store, version.manifest).scenarios
    if name not in scenarios:
        raise _not_there(name, scenarios)
    return scenarios[name]


def with_scenario(store: Store, version: Version, given: Scenario) -> Edited:
    """What a version becomes by a scenario, put in the place of one of its name if there is one.

    It is written and read again as a file would be, and tried on the economy. What then no longer fits in
    scenarios that go on from it is told and does not stand in the way.
    """
    content = scenario_text(given).encode()
    changed, read = _taken_in(economy_of(store, version.manifest), given.name, content)
    faults, _ = _made(changed, read)
    return _edited(version, changed, faults, {read.file: content})


def tried(store: Store, version: Version, given: Scenario) -> Trial:
    """What a scenario would do to a version, read as it would be kept; nothing is."""
    economy = economy_of(store, version.manifest)
    changed, read = _taken_in(economy, given.name, scenario_text(given).encode())
    faults, applied = _made(changed, read)
    return Trial(tuple((_number(fault, read), fault) for fault in limited(faults)), applied)


def without_scenario(store: Store, version: Version, name: str) -> Edited:
    """What a version becomes without a scenario; not sound where others go on from it.

    Raises
    ------
    NotThere
        If the version has none of the name.
    """
    economy = economy_of(store, version.manifest)
    if name not in economy.scenarios:
        raise _not_there(name, economy.scenarios)
    others = {other: each for other, each in economy.scenarios.items() if other != name}
    changed = replace(economy, scenarios=others)
    return _edited(version, changed, _of_the_set(changed), {f"{SCENARIOS}/{name}.toml": None})


def _of_the_set(economy: Economy) -> list[Finding]:
    """What is wrong with names and parents."""
    return [found for _, found in check_scenarios(economy.scenarios)]


def _taken_in(economy: Economy, name: str, content: bytes) -> tuple[Economy, Scenario]:
    """An economy with the scenario in the bytes of a file, and that scenario as it was read."""
    read = scenario_of(name, content, f"{SCENARIOS}/{name}.toml")
    return replace(economy, scenarios={**economy.scenarios, name: read}), read


def _made(economy: Economy, read: Scenario) -> tuple[list[Finding], Applied | None]:
    """What is wrong with a scenario, how it is written and when it is made to happen; else what it makes."""
    faults = [*read.faults, *_of_the_set(economy)]
    if faults:
        return faults, None
    try:
        return [], apply(economy, read.name)
    except DataError as error:
        return list(error.findings), None


def _number(fault: Finding, scenario: Scenario) -> int:
    """Number of the change in whose lines a fault lies; 0 where it lies in none."""
    if fault.file != scenario.file or fault.row is None:
        return 0
    begun = [change.line for change in scenario.changes if change.line is not None]
    return sum(line <= fault.row for line in begun)


def _edited(
    version: Version, economy: Economy, faults: list[Finding], files: dict[str, bytes | None]
) -> Edited:
    """What a version becomes, if nothing is wrong; its tables are as they were."""
    findings = limited(faults) if faults else check_all(economy)
    return Edited(
        sound=not faults,
        findings=findings,
        files={} if faults else files,
        economy_hash=version.economy_hash,
        rows=version.rows,
    )


def _not_there(name: str, known: Collection[str]) -> NotThere:
    remedy = suggestion(name, known, f"It has {', '.join(map(shown, known)) or 'none'}.")
    return NotThere(f"This version has no scenario '{shown(name)}'. {remedy}")
