"""Checks of scenarios as a set: their names, and what they go on from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from commonweal.findings import Finding
from commonweal.model.changes import Change, Scenario
from commonweal.validate.report import finding, shown, suggestion

__all__ = ["about_change", "about_scenario", "check_scenarios"]

_LONGEST = 100
_NAME = re.compile(r"[^\x00-\x1f\x7f-\x9f/\\:*?\"<>|\s.][^\x00-\x1f\x7f-\x9f/\\:*?\"<>|]*")


def about_change(
    change: Change, code: str, why: str, remedy: str, *, key: str = "", value: object = ""
) -> Finding:
    """A finding about one key of a change (or the change as a whole), placed where it stands."""
    row = change.lines.get(key, change.line)
    place = {"file": change.file, "sheet": change.sheet}
    return finding(code, why, remedy, **place, row=row, column=key, value=value)


def about_scenario(
    scenario: Scenario, code: str, why: str, remedy: str, *, key: str = "", value: object = ""
) -> Finding:
    """A finding about one key of a scenario (or the scenario as a whole), placed where it stands."""
    place = {"file": scenario.file or scenario.name, "sheet": scenario.sheet}
    return finding(code, why, remedy, **place, row=scenario.lines.get(key), column=key, value=value)


def check_scenarios(scenarios: Mapping[str, Scenario]) -> Iterator[tuple[str, Finding]]:
    """What is wrong with names and parents: the name of the scenario, and the finding."""
    alike: dict[str, str] = {}
    for name, scenario in scenarios.items():
        if not _NAME.fullmatch(name) or len(name) > _LONGEST or name != name.strip():
            why = f"This is no name of a scenario: a file of at most {_LONGEST} letters is named so."
            remedy = "Use letters, digits and '-' such as aleppo-2016."
            yield name, about_scenario(scenario, "C03", why, remedy, value=name)
        other = alike.setdefault(name.casefold(), name)
        if other != name:
            why = f"It differs from '{shown(other)}' only in case."
            yield (
                name,
                about_scenario(scenario, "C02", why, "Give one of them another name.", value=name),
            )
        yield from _about_parents(scenario, scenarios)


def _about_parents(scenario: Scenario, scenarios: Mapping[str, Scenario]) -> Iterator[tuple[str, Finding]]:
    """A parent that is not there, or parents that go round in a circle."""
    if scenario.parent and scenario.parent not in scenarios:
        why = "There is no scenario of this name to go on from."
        others = [name for name in scenarios if name != scenario.name]
        remedy = suggestion(scenario.parent, others, "Leave it blank to go on from the economy as it is.")
        yield (
            scenario.name,
            about_scenario(scenario, "C01", why, remedy, key="parent", value=scenario.parent),
        )
    path = [scenario.name]
    while (parent := scenarios[path[-1]].parent) in scenarios and parent not in path:
        path.append(parent)
    if parent == scenario.name:
        circle = " on ".join(f"'{shown(name)}'" for name in [*path, parent])
        why = f"Scenarios go on from each other in a circle: {circle}."
        remedy = "Leave the parent of the first one blank."
        yield scenario.name, about_scenario(scenario, "S01", why, remedy, key="parent", value=parent)
