"""Scenarios of a version: put and taken away, each making a new version as edits do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from commonweal.data.scenario_files import SCENARIOS, scenario_of, scenario_text
from commonweal.errors import DataError, NotThere
from commonweal.findings import Finding
from commonweal.model import Economy, Scenario
from commonweal.scenario import apply, check_all
from commonweal.store.editing import Edited
from commonweal.store.opened import economy_of
from commonweal.store.opening import Store
from commonweal.store.records import Version
from commonweal.validate.report import limited, shown, suggestion
from commonweal.validate.scenarios import check_scenarios

__all__ = ["scenario", "with_scenario", "without_scenario"]


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
    economy = economy_of(store, version.manifest)
    file = f"{SCENARIOS}/{given.name}.toml"
    content = scenario_text(given).encode()
    read = scenario_of(given.name, content, file)
    changed = replace(economy, scenarios={**economy.scenarios, read.name: read})
    faults = [*read.faults, *_of_the_set(changed)]
    if not faults:
        faults = _tried(changed, read.name)
    return _edited(version, changed, faults, {file: content})


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


def _tried(economy: Economy, name: str) -> list[Finding]:
    """What is wrong with a scenario when it is made to happen."""
    try:
        apply(economy, name)
    except DataError as error:
        return list(error.findings)
    return []


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
