"""Scenarios as sheets of a workbook: ``scenarios``, one row a change, and ``scenario_list``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import polars as pl

from commonweal.data.raw import RawTable
from commonweal.data.scenario_changes import change_of
from commonweal.data.scenario_writing import cells_of
from commonweal.data.settings_text import checked_calendar
from commonweal.data.typing_tables import typed_table
from commonweal.findings import Finding
from commonweal.model import CONFIDENCES, TABLES, Calendar, Column, Kind, Scenario, Table
from commonweal.model.words import WORDS
from commonweal.validate.report import finding, suggestion

__all__ = ["CHANGES_SHEET", "SCENARIO_SHEETS", "rows_of_scenarios", "scenarios_of_sheets"]

CHANGES_SHEET = Table(
    name="scenarios",
    meaning="one change of a scenario",
    key=("scenario",),
    columns=(
        Column("scenario", Kind.NAME, "The scenario that it belongs to.", required=True),
        Column("do", Kind.CHOICE, "What is done.", required=True, choices=tuple(WORDS)),
        Column("table", Kind.CHOICE, "The table that changes; blank where the word decides.",
               choices=tuple(TABLES)),
        Column("where", Kind.TEXT, "Which rows: column=value, column=value; '|' between values that are all "
               "meant. Blank: all."),
        Column("column", Kind.NAME, "The column that changes; blank where the word decides."),
        Column("value", Kind.TEXT, "The new value, the factor, or what the word asks for."),
        Column("values", Kind.TEXT, "Cells of a new row: column=value, column=value."),
        Column("from", Kind.DATE, "First day it holds; blank: from the start."),
        Column("until", Kind.DATE, "First day it no longer holds; blank: to the end."),
        Column("known_from", Kind.DATE, "The day it becomes known; blank: from the start."),
        Column("because", Kind.TEXT, "Why."),
        Column("source", Kind.TEXT, "Where it is from; 'assumed' for an assumption."),
        Column("claimed_by", Kind.TEXT, "Who says so."),
        Column("confidence", Kind.CHOICE, "How sure it is.", choices=CONFIDENCES),
        Column("note", Kind.TEXT, "Anything else; kept and shown."),
    ),
)  # fmt: skip
"""One row a change."""

_LIST_SHEET = Table(
    name="scenario_list",
    meaning="a scenario",
    key=("scenario",),
    columns=(
        Column("scenario", Kind.NAME, "Its name.", required=True),
        Column("title", Kind.TEXT, "Its title for people."),
        Column("description", Kind.TEXT, "What it is about."),
        Column("parent", Kind.NAME, "The scenario that it goes on from; blank: the economy as it is."),
        Column("start", Kind.DATE, "First day of its own calendar; blank: that of the economy."),
        Column("lengths", Kind.TEXT, "Days of each period of its own calendar: 7, 7, 7."),
        Column("source", Kind.TEXT, "Where its figures are from, where a change does not say."),
    ),
)

SCENARIO_SHEETS: Mapping[str, Table] = {sheet.name: sheet for sheet in (_LIST_SHEET, CHANGES_SHEET)}
"""The sheets that hold scenarios, by name."""

_CODES = str.maketrans({"%": "%25", ",": "%2C", "=": "%3D"})


def scenarios_of_sheets(sheets: Mapping[str, RawTable]) -> tuple[dict[str, Scenario], list[Finding]]:
    """The scenarios in the sheets of a workbook; and what is wrong that belongs to none of them.

    What is wrong with one scenario is in its ``faults``.
    """
    scenarios: dict[str, Scenario] = {}
    findings: list[Finding] = []
    if _LIST_SHEET.name in sheets:
        scenarios, findings = _listed(sheets[_LIST_SHEET.name])
    if CHANGES_SHEET.name in sheets:
        raw = sheets[CHANGES_SHEET.name]
        rows, faults = _rows(raw, CHANGES_SHEET)
        of_row, of_sheet = _by_row(faults)
        findings += of_sheet
        for number, row in zip(raw.rows, rows, strict=True):
            name = row.pop("scenario") or ""
            if name not in scenarios and (_LIST_SHEET.name in sheets or not name):
                findings.append(_unlisted(raw, number, name, scenarios))
                continue
            scenario = scenarios.setdefault(name, Scenario(name, file=raw.file, sheet=raw.sheet))
            scenarios[name] = _with_row(scenario, row, of_row.get(number, []), raw, number)
    return scenarios, findings


def _rows(raw: RawTable, table: Table) -> tuple[list[dict[str, Any]], list[Finding]]:
    """Rows of a sheet with a cell for every column; words are not judged here."""
    typed, findings = typed_table(raw, table, ".")
    return [dict.fromkeys(table.column_names) | row for row in typed.iter_rows(named=True)], findings


def _by_row(findings: Iterable[Finding]) -> tuple[dict[int, list[Finding]], list[Finding]]:
    """Findings about a row, by its number, and the others."""
    of_row: dict[int, list[Finding]] = {}
    of_sheet = []
    for found in findings:
        if found.row is None or found.row <= 1:
            of_sheet.append(found)
        else:
            of_row.setdefault(found.row, []).append(found)
    return of_row, of_sheet


def _listed(raw: RawTable) -> tuple[dict[str, Scenario], list[Finding]]:
    """The scenarios that a sheet lists, without their changes."""
    rows, faults = _rows(raw, _LIST_SHEET)
    of_row, findings = _by_row(faults)
    scenarios: dict[str, Scenario] = {}
    for number, row in zip(raw.rows, rows, strict=True):
        name = row["scenario"]
        if not name or name in scenarios:
            code, why = ("A07", "It is listed twice.") if name else ("B02", "The cell is blank.")
            remedy = "Give each scenario a row and a name."
            findings.append(_about_name(raw, number, code, why, remedy, name))
            continue
        texts: dict[str, Any] = {key: row[key] or "" for key in ("title", "description", "parent", "source")}
        lines = dict.fromkeys(("", *row), number)
        scenario = Scenario(name, **texts, file=raw.file, sheet=raw.sheet, lines=lines)
        calendar, wrong = _calendar(scenario, row)
        own = (*of_row.get(number, []), *wrong)
        scenarios[name] = replace(scenario, calendar=calendar, faults=own)
    return scenarios, findings


def _calendar(scenario: Scenario, row: Mapping[str, Any]) -> tuple[Calendar | None, list[Finding]]:
    """The calendar that a row sets, if any."""
    given = {}
    if row["start"]:
        given["start"] = row["start"]
    if row["lengths"]:
        texts = [text.strip() for text in row["lengths"].split(",")]
        given["lengths"] = [
            int(text) if text.isascii() and text.isdigit() and len(text) < 9 else text for text in texts
        ]
    if not given:
        return None, []
    lines = {f"calendar.{key}": scenario.lines[""] for key in ("start", "lengths")}
    calendar, findings = checked_calendar(given, scenario.file, lines, sheet=scenario.sheet)
    return calendar, [
        replace(found, row=scenario.lines[""], column=found.column.rpartition(".")[2]) for found in findings
    ]


def _unlisted(raw: RawTable, number: int, name: str, known: Mapping[str, Scenario]) -> Finding:
    """A change of a scenario that is not listed."""
    if not name:
        remedy = "Name the scenario that the change belongs to."
        return _about_name(raw, number, "B02", "The cell is blank.", remedy, "")
    remedy = suggestion(name, known, f"Add it to the sheet {_LIST_SHEET.name}.")
    why = f"The sheet {_LIST_SHEET.name} has no such scenario."
    return _about_name(raw, number, "C01", why, remedy, name)


def _about_name(raw: RawTable, number: int, code: str, why: str, remedy: str, name: str) -> Finding:
    """A finding about the name of a scenario in a row."""
    place = {"file": raw.file, "sheet": raw.sheet, "column": "scenario"}
    return finding(code, why, remedy, **place, row=number, value=name)


def _with_row(
    scenario: Scenario, row: Mapping[str, Any], faults: list[Finding], raw: RawTable, number: int
) -> Scenario:
    """A scenario with the change of one more row."""
    cells = {key: cell for key, cell in row.items() if cell is not None}
    if "values" in cells:
        cells["values"] = _cells_in(cells["values"])
    change, wrong = change_of(cells, file=raw.file, sheet=raw.sheet, line=number, lines={})
    told = {found.column for found in faults}
    findings = (*scenario.faults, *faults, *(found for found in wrong if found.column not in told))
    return replace(scenario, changes=(*scenario.changes, change), faults=findings)


def _cells_in(text: str) -> dict[str, str] | str:
    """The cells of a text such as ``good=flour, at_most=40``; the text itself where it is none."""
    cells = {}
    for part in text.split(","):
        name, equals, value = part.partition("=")
        if not equals or name.strip() in cells:
            return text
        cells[name.strip()] = unquote(value.strip())
    return cells


def rows_of_scenarios(scenarios: Mapping[str, Scenario]) -> dict[str, pl.DataFrame]:
    """The rows of each sheet that holds scenarios."""
    listed = [_row_of(scenario) for scenario in scenarios.values()]
    changes = [
        {"scenario": scenario.name} | _row_cells(cells_of(change))
        for scenario in scenarios.values()
        for change in scenario.changes
    ]
    return {
        _LIST_SHEET.name: pl.DataFrame(listed, schema=_LIST_SHEET.schema),
        CHANGES_SHEET.name: pl.DataFrame(changes, schema=CHANGES_SHEET.schema),
    }


def _row_of(scenario: Scenario) -> dict[str, object]:
    """The row that lists a scenario."""
    calendar = scenario.calendar
    return {
        "scenario": scenario.name,
        "title": scenario.title or None,
        "description": scenario.description or None,
        "parent": scenario.parent or None,
        "start": calendar.start if calendar else None,
        "lengths": ", ".join(map(str, calendar.lengths)) if calendar else None,
        "source": scenario.source or None,
    }


def _row_cells(cells: Mapping[str, object]) -> dict[str, object]:
    """The keys of a change as cells of a row."""
    row = dict(cells)
    if "value" in row:
        value = row["value"]
        row["value"] = f"{value:.15g}" if isinstance(value, int | float) else value
    if isinstance(values := row.get("values"), Mapping):
        row["values"] = ", ".join(f"{name}={str(text).translate(_CODES)}" for name, text in values.items())
    return row
