"""Reading and writing ``economy.toml``: the settings of an economy."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from commonweal.data.cells import as_day
from commonweal.data.delimited import decoded
from commonweal.data.raw import CellError, Source
from commonweal.findings import Finding
from commonweal.model import FORMAT, Calendar, Settings
from commonweal.validate.report import finding, near

__all__ = [
    "checked_calendar",
    "checked_settings",
    "not_toml",
    "plain_calendar",
    "plain_settings",
    "read_settings",
    "settings_text",
]

_MAX_PERIODS = 100_000
_KEY = re.compile(r"\s*(?:\[\s*([\w.-]+)\s*\]|([\w.-]+)\s*=)")


def read_settings(content: bytes, source: Source) -> None:
    """Put what ``economy.toml`` says into a source, or why it can't be read."""
    text = decoded(content, source.settings_file)
    if isinstance(text, Finding):
        source.findings.append(text)
        return
    try:
        source.settings = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        source.findings.append(not_toml(error, source.settings_file))
        return
    source.settings_rows = _lines_of_keys(text)


def not_toml(error: Exception, file: str) -> Finding:
    """Refusal of a text that is not TOML."""
    line = re.search(r"line (\d+)", str(error))
    remedy = "Mend that line; words stand between quotation marks."
    row = int(line[1]) if line else None
    return finding("A01", f"The file is not TOML: {error}.", remedy, file=file, row=row)


def _lines_of_keys(text: str) -> dict[str, int]:
    """Line of each key of a TOML text, keys of a table with a dot."""
    lines: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        found = _KEY.match(line)
        if found and found[1]:
            table = f"{found[1]}."
            lines.setdefault(found[1], number)
        elif found:
            lines.setdefault(table + found[2], number)
            if found[2] == "calendar":
                lines |= {f"calendar.{key}": number for key in ("start", "lengths", "periods", "days")}
    return lines


def checked_settings(source: Source) -> tuple[Settings | None, list[Finding]]:
    """The settings of a source, or None and what is wrong with them."""
    if source.settings is None:
        return None, []
    given = dict(source.settings)
    findings: list[Finding] = []
    calendar = given.get("calendar")
    if isinstance(calendar, Mapping):
        given["calendar"], findings = _spelt_out(calendar, source)
    version = given.get("format", FORMAT)
    if isinstance(version, int) and version > FORMAT:
        why, remedy = (
            f"This program reads format {FORMAT} and older.",
            "Install a newer version of the program.",
        )
        findings.append(_about(source, "A06", why, remedy, key="format", value=version))
    try:
        settings = Settings.model_validate(given)
    except ValidationError as invalid:
        told = {found.column.partition(".")[0] for found in findings}
        faults = [_fault(source, dict(error)) for error in invalid.errors(include_url=False)]
        return None, findings + [fault for fault in faults if fault.column.partition(".")[0] not in told]
    return (None, findings) if findings else (settings, [])


def checked_calendar(
    given: Mapping[str, object], file: str, lines: Mapping[str, int], *, sheet: str = ""
) -> tuple[Calendar | None, list[Finding]]:
    """A calendar as ``economy.toml`` writes it, or None and what is wrong with it.

    ``lines`` has the line of each key, such as ``calendar.start``.
    """
    source = Source(settings_file=file, settings_sheet=sheet, settings_rows=lines)
    spelt, findings = _spelt_out(given, source)
    try:
        calendar = Calendar.model_validate(spelt)
    except ValidationError as invalid:
        errors: list[dict[str, Any]] = [dict(error) for error in invalid.errors(include_url=False)]
        faults = [_fault(source, error | {"loc": ("calendar", *error["loc"])}) for error in errors]
        return None, findings or faults
    return (None, findings) if findings else (calendar, [])


def _spelt_out(calendar: Mapping[str, object], source: Source) -> tuple[dict[str, object], list[Finding]]:
    """A calendar with the length of every period, ``periods`` and ``days`` spelt out."""
    given = dict(calendar)
    if "lengths" not in given and "periods" in given and "days" in given:
        periods, days = given.pop("periods"), given.pop("days")
        few = type(periods) is int and periods <= _MAX_PERIODS
        given["lengths"] = [days] * periods if few and isinstance(periods, int) else []
    start, faults = _start(given.get("start"), source)
    if start is not None:
        given["start"] = start
    return given, faults + _faults_of_lengths(given.get("lengths"), start, source)


def _start(given: object, source: Source) -> tuple[dt.date | None, list[Finding]]:
    """The first day of a calendar, None where it is missing or none."""
    if given is None:
        return None, []
    if isinstance(given, dt.datetime | dt.date | str):
        try:
            return as_day(given), []
        except CellError as error:
            return None, [
                _about(source, error.code, error.why, error.remedy, key="calendar.start", value=given)
            ]
    why, remedy = "This is not a day.", "Write it as 2016-07-01."
    return None, [_about(source, "B11", why, remedy, key="calendar.start", value=given)]


def _faults_of_lengths(given: object, start: dt.date | None, source: Source) -> list[Finding]:
    """What is wrong with the lengths of the periods."""
    if given is None:
        return []
    key = "calendar.lengths" if "calendar.lengths" in source.settings_rows else "calendar.periods"
    lengths = given if isinstance(given, list) else []
    days = [length for length in lengths if type(length) is int and length >= 1]
    if not days or len(days) < len(lengths) or len(days) > _MAX_PERIODS:
        why = f"A calendar has 1 to {_MAX_PERIODS:,} periods of whole days, each of at least one day."
        remedy = "Write lengths = [7, 7, …], or periods and days."
        return [_about(source, "B11", why, remedy, key=key)]
    if sum(days) > (dt.date.max - (start or dt.date.min)).days:
        return [_about(source, "B11", "The calendar ends after the year 9999.", "Shorten it.", key=key)]
    return []


def _fault(source: Source, error: Mapping[str, Any]) -> Finding:
    """One fault that pydantic found, as a finding."""
    parts = [str(part) for part in error["loc"] if not isinstance(part, int)]
    key, kind = ".".join(parts[:2]), str(error["type"])
    fields = Calendar.model_fields if parts[0] == "calendar" and len(parts) > 1 else Settings.model_fields
    if kind == "missing":
        return _about(source, "A05", "The key is missing.", f"Add {key} = …", key=key)
    if kind == "extra_forbidden":
        nearest = near(parts[-1], fields)
        remedy = f"Did you mean '{nearest}'?" if nearest else f"Known are {', '.join(fields)}."
        why = "The key is not known and would be ignored."
        return _about(source, "A06", why, remedy, key=key, value=parts[-1])
    code = "B11" if key.startswith("calendar.") else "B01"
    remedy = "See the reference of economy.toml."
    return _about(source, code, f"{error['msg']}.", remedy, key=key, value=error.get("input", ""))


def _about(source: Source, code: str, why: str, remedy: str, *, key: str, value: object = "") -> Finding:
    """A finding about one key of the settings."""
    return finding(
        code,
        why,
        remedy,
        file=source.settings_file,
        sheet=source.settings_sheet,
        row=source.settings_rows.get(key),
        column=key,
        value=value,
    )


def settings_text(settings: Settings) -> str:
    """Settings as the text of an ``economy.toml``."""
    import tomli_w  # noqa: PLC0415 - only writing needs it

    return tomli_w.dumps(plain_settings(settings))


def plain_settings(settings: Settings) -> dict[str, object]:
    """Settings as nested plain values; equal periods in short form."""
    given = settings.model_dump()
    given["calendar"] = plain_calendar(settings.calendar)
    given["languages"] = list(settings.languages)
    order = [name for name in given if not isinstance(given[name], dict)]
    return {name: given[name] for name in (*order, *(name for name in given if name not in order))}


def plain_calendar(calendar: Calendar) -> dict[str, object]:
    """A calendar as plain values; equal periods in short form."""
    lengths = calendar.lengths
    if len(set(lengths)) == 1:
        return {"start": calendar.start, "periods": len(lengths), "days": lengths[0]}
    return {"start": calendar.start, "lengths": list(lengths)}
