"""Reading and writing scenarios as files: ``scenarios/NAME.toml`` beside ``economy.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from commonweal.data.cells import as_text
from commonweal.data.delimited import decoded
from commonweal.data.scenario_changes import change_of
from commonweal.data.scenario_writing import cells_of
from commonweal.data.settings_text import checked_calendar, not_toml, plain_calendar
from commonweal.findings import Finding
from commonweal.model import Calendar, Change, Scenario
from commonweal.validate.report import suggestion
from commonweal.validate.scenarios import about_scenario

__all__ = ["SCENARIOS", "scenario_of", "scenario_text"]

SCENARIOS = "scenarios"
"""Name of the folder that scenarios lie in."""

_TEXTS = ("title", "description", "parent", "source")
_KNOWN = (*_TEXTS, "calendar", "changes")
_BLOCK = re.compile(r"\s*\[\[\s*\"?changes\"?\s*\]\]")
_INSIDE = re.compile(r"\s*\[\s*changes\s*\.\s*(\w+)\s*\]")
_TABLE = re.compile(r"\s*\[\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"\s*\"?([\w-]+)\"?\s*=")
_LONG = ('"""', "'''")

_Lines = dict[str, int]


def scenario_of(name: str, content: bytes, file: str) -> Scenario:
    """The scenario in the bytes of a file; what is wrong with it is in its ``faults``."""
    scenario = Scenario(name, file=file)
    text = decoded(content, file)
    if isinstance(text, Finding):
        return replace(scenario, faults=(text,))
    try:
        given = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return replace(scenario, faults=(not_toml(error, file),))
    top, blocks = _lines_of(text)
    scenario = replace(scenario, lines=top)
    findings = _unknown_keys(scenario, given)
    scenario, faults = _with_texts(scenario, given)
    calendar, wrong = _calendar(scenario, given.get("calendar"))
    changes, broken = _changes(scenario, given.get("changes", []), blocks)
    findings += [*faults, *wrong, *broken]
    return replace(scenario, calendar=calendar, changes=changes, faults=tuple(findings))


def _lines_of(text: str) -> tuple[_Lines, list[_Lines]]:
    """Line of each key: of the scenario, and of each ``[[changes]]`` (its own line under a blank key)."""
    top: _Lines = {}
    blocks: list[_Lines] = []
    here, prefix, long = top, "", ""
    for number, line in enumerate(text.splitlines(), start=1):
        inside, long = long, _left_open(line, long)
        if inside:
            continue  # within a text of several lines
        if _BLOCK.match(line):
            here, prefix = {"": number}, ""
            blocks.append(here)
        elif found := _INSIDE.match(line):
            here.setdefault(found[1], number)
            prefix = f"{found[1]}."
        elif found := _TABLE.match(line):
            here, prefix = top, f"{found[1]}."
            here.setdefault(found[1], number)
        elif found := _KEY.match(line):
            here.setdefault(prefix + found[1], number)
    return top, blocks


def _left_open(line: str, mark: str) -> str:
    """The mark of a text of several lines that is open after a line; blank for none."""
    if mark:
        return "" if mark in line else mark
    return next((mark for mark in _LONG if line.count(mark) % 2), "")


def _unknown_keys(scenario: Scenario, given: Mapping[str, object]) -> list[Finding]:
    """Keys that would be ignored."""
    why, otherwise = "The key is not known and would be ignored.", f"Known are {', '.join(_KNOWN)}."
    return [
        about_scenario(scenario, "A06", why, suggestion(key, _KNOWN, otherwise), key=key, value=key)
        for key in given
        if key not in _KNOWN
    ]


def _with_texts(scenario: Scenario, given: Mapping[str, object]) -> tuple[Scenario, list[Finding]]:
    """A scenario with its title and other texts."""
    findings = []
    texts: dict[str, Any] = {}
    for key in _TEXTS:
        text = given.get(key, "")
        if isinstance(text, str):
            texts[key] = (as_text(text) or "").strip() if key == "parent" else as_text(text) or ""
        else:
            remedy = "Write it between quotation marks."
            findings.append(
                about_scenario(scenario, "B01", "This is not a text.", remedy, key=key, value=text)
            )
    return replace(scenario, **texts), findings


def _calendar(scenario: Scenario, given: object) -> tuple[Calendar | None, list[Finding]]:
    """The calendar of a scenario, if it sets one."""
    if given is None:
        return None, []
    if not isinstance(given, Mapping):
        why, remedy = "This is not a calendar.", "Write [calendar] with start, periods and days."
        return None, [about_scenario(scenario, "B01", why, remedy, key="calendar", value=str(given))]
    return checked_calendar(given, scenario.file, scenario.lines)


def _changes(
    scenario: Scenario, given: object, blocks: list[_Lines]
) -> tuple[tuple[Change, ...], list[Finding]]:
    """The changes of a scenario in their order."""
    if not isinstance(given, list) or not all(isinstance(block, Mapping) for block in given):
        why, remedy = "These are not changes.", "Begin each change with a line [[changes]]."
        return (), [about_scenario(scenario, "B01", why, remedy, key="changes")]
    if len(blocks) != len(given):  # written in one line each: known only as a whole
        blocks = [{}] * len(given)
    changes, findings = [], []
    for block, lines in zip(given, blocks, strict=True):
        line = lines.get("", scenario.lines.get("changes"))
        change, faults = change_of(block, file=scenario.file, sheet="", line=line, lines=lines)
        changes.append(change)
        findings += faults
    return tuple(changes), findings


def scenario_text(scenario: Scenario) -> str:
    """A scenario as the text of its file, the same each time."""
    import tomli_w  # noqa: PLC0415 - only writing needs it

    top: dict[str, Any] = {key: getattr(scenario, key) for key in _TEXTS if getattr(scenario, key)}
    if scenario.calendar is not None:
        top["calendar"] = plain_calendar(scenario.calendar)
    parts = [tomli_w.dumps(top)] if top else []
    for change in scenario.changes:
        lines = [_line(key, cell) for key, cell in cells_of(change).items()]
        parts.append("\n".join(["[[changes]]", *lines]) + "\n")
    return "\n".join(parts)


def _line(key: str, cell: object) -> str:
    """One key of a change, its value in one line."""
    import tomli_w  # noqa: PLC0415 - only writing needs it

    if isinstance(cell, Mapping):
        inside = ", ".join(tomli_w.dumps({name: text}).strip() for name, text in cell.items())
        return f"{key} = {{ {inside} }}"
    return tomli_w.dumps({key: cell}).strip()
