"""One change of a scenario: its cells read, and held against what its word takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

import polars as pl

from commonweal.data.cells import as_day, as_number, as_text, fifteen_digits
from commonweal.data.columns import typed_column
from commonweal.data.raw import CellError, RawTable
from commonweal.data.typing_tables import typed_table
from commonweal.findings import Finding
from commonweal.model import CONFIDENCES, TABLES, Column
from commonweal.model.changes import Change
from commonweal.model.conditions import UnknownColumn, parse_conditions
from commonweal.model.words import BLANK, WORDS, Word, dated
from commonweal.validate.report import suggestion
from commonweal.validate.scenarios import about_change

__all__ = ["KEYS", "change_faults", "change_of", "row_of_values"]

KEYS = (
    "do",
    "table",
    "where",
    "column",
    "value",
    "values",
    "from",
    "until",
    "known_from",
    "because",
    "source",
    "claimed_by",
    "confidence",
    "note",
)
"""Keys of a change, in the order of writing."""

_DAYS = {"from": "begin", "until": "until", "known_from": "known_from"}

_Faults: TypeAlias = Iterator[Finding]


def change_of(
    cells: Mapping[str, object], *, file: str, sheet: str, line: int | None, lines: Mapping[str, int]
) -> tuple[Change, list[Finding]]:
    """A change from the cells of its keys, and everything that is wrong with it."""
    change = Change(do="", file=file, sheet=sheet, line=line, lines=lines)
    findings = []
    for key in (key for key in cells if key not in KEYS):
        why, remedy = "The key is not known and would be ignored.", f"Known are {', '.join(KEYS)}."
        findings.append(about_change(change, "A06", why, suggestion(key, KEYS, remedy), key=key, value=key))
    for key in KEYS:
        try:
            change = _with_key(change, key, cells.get(key))
        except CellError as error:
            findings.append(
                about_change(change, error.code, error.why, error.remedy, key=key, value=_as_seen(cells[key]))
            )
    told = {found.column for found in findings}
    return change, findings + [found for found in change_faults(change) if found.column not in told]


def _as_seen(cell: object) -> object:
    """A cell as a message shows it."""
    return "" if isinstance(cell, Mapping | list) else getattr(cell, "text", cell)


def _with_key(change: Change, key: str, cell: object) -> Change:
    """A change with one key read; raises CellError where it can't be."""
    if cell is None:
        return change
    cells: dict[str, Any] = {}
    if key in _DAYS:
        cells[_DAYS[key]] = _day(cell)
        return replace(change, **cells)
    if key == "value":
        return replace(change, value=_value(change, cell))
    if key == "values":
        return replace(change, values=_values(cell))
    if not isinstance(cell, str):
        raise CellError("B01", "This is not a text.", "Write it between quotation marks.")
    text = as_text(cell) or ""
    cells[key] = text if key in {"because", "source", "note"} else text.strip()
    return replace(change, **cells)


def _day(cell: object) -> dt.date | None:
    """A day; raises CellError where it is none."""
    if isinstance(cell, dt.date | str):
        return as_day(cell)
    raise CellError("B11", "This is not a day.", "Write it as 2016-07-01.")


def _value(change: Change, cell: object) -> float | str | None:
    """What stands in ``value``: a number where the word or the column asks for one, else a text."""
    word, column = WORDS.get(change.do), _column(change)
    if isinstance(cell, bool | dt.date):
        cell = as_text(cell)
    if isinstance(cell, int | float):
        number = as_number(float(cell))
        return number if column is None or column.kind.numeric or number is None else f"{number:.15g}"
    if not isinstance(cell, str):
        raise CellError("B01", "This is neither a number, a day nor a text.", "Write one of them.")
    text = cell.strip()
    if word is not None and word.value == "number":
        return as_number(text)
    if column is not None and column.kind.numeric and text != BLANK:
        return as_number(text)
    return text or None


def _column(change: Change) -> Column | None:
    """The column that a change names, if there is one."""
    table = TABLES.get(change.table)
    return table.column(change.column) if table and change.column in table.column_names else None


def _values(cell: object) -> dict[str, str]:
    """Cells of a new row as texts; raises CellError where they are none."""
    if not isinstance(cell, Mapping):
        raise CellError("B01", "These are not the cells of a row.", 'Write values = { good = "flour", … }.')
    texts = {}
    for name, value in cell.items():
        if isinstance(value, Mapping | list):
            raise CellError("B01", f"'{name}' is not one cell.", "Write a number, a day or a text.")
        number = isinstance(value, int | float) and not isinstance(value, bool)
        texts[str(name)] = f"{fifteen_digits(float(value)):.15g}" if number else as_text(value) or ""
    return texts


def change_faults(change: Change) -> list[Finding]:
    """What is wrong with a change whatever the economy: keys, words, columns, values and days."""
    word = WORDS.get(change.do)
    if word is None:
        if not change.do:
            return [
                about_change(
                    change, "A05", "It does not say what is done.", 'Add do = "close" or the like.', key="do"
                )
            ]
        remedy = suggestion(change.do, WORDS, f"Known are {', '.join(WORDS)}.")
        return [about_change(change, "C01", "There is no such word.", remedy, key="do", value=change.do)]
    findings = [*_about_table(change, word), *_about_confidence(change), *_about_days(change, word)]
    if any(found.column == "table" for found in findings):
        return findings
    table = word.table_of(change.table)
    return [
        *findings,
        *_about_dates_of(change, word, table),
        *_about_where(change, word, table),
        *_about_column(change, word, table),
        *_about_value(change, word, table),
        *_about_values(change, word, table),
    ]


def _missing(change: Change, key: str, remedy: str) -> Finding:
    """A key that the word needs."""
    return about_change(change, "A05", f"'{change.do}' needs '{key}'.", remedy, key=key)


def _unneeded(change: Change, key: str, value: object) -> Finding:
    """A key that the word has no use for."""
    why = f"'{change.do}' has no use for '{key}', so it would be ignored."
    return about_change(change, "S02", why, "Delete it, or use another word.", key=key, value=value)


def _about_table(change: Change, word: Word) -> _Faults:
    table = word.table_of(change.table)
    if not table:
        yield _missing(change, "table", f"Name one of {', '.join(word.tables or TABLES)}.")
    elif table not in TABLES:
        remedy = suggestion(table, word.tables or TABLES, f"Known are {', '.join(TABLES)}.")
        yield about_change(change, "C01", "There is no such table.", remedy, key="table", value=table)
    elif word.tables and table not in word.tables:
        why, remedy = f"'{change.do}' is not said of {table}.", f"It is said of {', '.join(word.tables)}."
        yield about_change(change, "S02", why, remedy, key="table", value=table)


def _about_confidence(change: Change) -> _Faults:
    if change.confidence and change.confidence not in CONFIDENCES:
        why = f"The words here are {', '.join(CONFIDENCES)}."
        remedy = suggestion(change.confidence, CONFIDENCES, "Write one of them.")
        yield about_change(change, "C01", why, remedy, key="confidence", value=change.confidence)


def _about_days(change: Change, word: Word) -> _Faults:
    begin, until, known = change.begin, change.until, change.known_from
    if begin and until and until <= begin:
        why = f"It does not lie after 'from', {begin}, so the change never holds."
        remedy = "'until' is the first day it no longer holds."
        yield about_change(change, "B11", why, remedy, key="until", value=until)
    if begin and known and known > begin:
        why = f"It begins on {begin}, before it is known: a plan can't answer what it does not know."
        remedy = "Let it begin on the day it is known, or be known sooner."
        yield about_change(change, "S06", why, remedy, key="known_from", value=known)
    if word.name == "window" and begin is None and until is None:
        yield _missing(change, "from", "Say from when, or until when, it is open.")


def _about_dates_of(change: Change, word: Word, table: str) -> _Faults:
    """Days of a change where rows have none."""
    if word.dated == "day" and table in ("stocks", "equipment"):
        if change.until:
            yield _unneeded(change, "until", change.until)
        return
    if dated(word, table):
        return
    key = "from" if change.begin else "until" if change.until else ""
    if key:
        why = f"Rows of {table} hold always: they can't change on a day."
        remedy = "Leave out the days; 'loss' takes from stocks and equipment on a day, 'seize' from stocks."
        yield about_change(change, "S05", why, remedy, key=key, value=change.begin or change.until)


def _about_where(change: Change, word: Word, table: str) -> _Faults:
    if change.where and not word.takes_where:
        yield _unneeded(change, "where", change.where)
        return
    try:
        parse_conditions(change.where, TABLES[table])
    except UnknownColumn as error:
        remedy = suggestion(error.column, error.known, f"Known are {', '.join(error.known)}.")
        yield about_change(change, "S03", str(error), remedy, key="where", value=change.where)
    except ValueError as error:
        remedy = "Write column=value, column=value; '|' between values that are all meant."
        yield about_change(change, "S03", str(error), remedy, key="where", value=change.where)


def _about_column(change: Change, word: Word, table: str) -> _Faults:
    known = word.columns.get(table, ()) if word.columns is not None else TABLES[table].column_names
    if word.columns is None and not change.column:
        yield _missing(change, "column", f"Name a column of {table}.")
    elif change.column and not known:
        yield _unneeded(change, "column", change.column)
    elif change.column and change.column not in known:
        why = f"'{change.do}' knows no such column of {table}."
        remedy = suggestion(change.column, known, f"Known are {', '.join(known)}.")
        yield about_change(change, "C01", why, remedy, key="column", value=change.column)
    elif change.column and word.value == "number" and not TABLES[table].column(change.column).kind.numeric:
        why = f"'{change.do}' is about numbers, and the column holds none."
        yield about_change(change, "S02", why, "Use 'set'.", key="column", value=change.column)


def _about_value(change: Change, word: Word, table: str) -> _Faults:
    value = change.value
    if word.value == "none":
        if value is not None:
            yield _unneeded(change, "value", value)
    elif value is None:
        if word.default_value is None and not (word.takes_values and change.values):
            blank = f" {BLANK} empties the cell." if word.value == "cell" else ""
            yield _missing(change, "value", f"Write value = ….{blank}")
    elif word.value == "cell":
        yield from _about_cell(change, table)
    elif isinstance(value, str):
        yield about_change(
            change, "B01", "This is not a number.", "Write digits only.", key="value", value=value
        )
    elif not (word.at_least is None or value >= word.at_least) or not (
        word.at_most is None or value <= word.at_most
    ):
        lowest = "" if word.at_least is None else f"{word.at_least:g} or more"
        reach = lowest if word.at_most is None else f"from {word.at_least:g} to {word.at_most:g}"
        why, remedy = f"The value of '{word.name}' is {reach}.", "Write 15 % as 0.15."
        yield about_change(change, "B06", why, remedy, key="value", value=value)


def _about_cell(change: Change, table: str) -> _Faults:
    """A value that does not fit its column."""
    if change.column not in TABLES[table].column_names:
        return
    column = TABLES[table].column(change.column)
    if change.value == BLANK:
        if column.required:
            yield about_change(
                change, "B02", f"'{column.name}' can't be blank.", "Write a value.", key="value"
            )
        return
    for fault in typed_column(column, [change.value])[1]:
        error = fault.error
        yield about_change(change, error.code, error.why, error.remedy, key="value", value=fault.value)
    if column.choices and change.value not in column.choices:
        why = f"The words here are {', '.join(column.choices)}."
        remedy = suggestion(str(change.value), column.choices, "Write one of them.")
        yield about_change(change, "C01", why, remedy, key="value", value=change.value)


def _about_values(change: Change, word: Word, table: str) -> _Faults:
    if not word.takes_values:
        if change.values:
            yield _unneeded(change, "values", ", ".join(change.values))
        return
    if not word.takes_where and not change.values:
        yield _missing(change, "values", f"Write the cells of a row of {table}: values = {{ … }}.")
    elif change.values and (change.where or change.value is not None):
        key = "where" if change.where else "value"
        why = "A new row takes neither 'where' nor 'value'; more of what there is takes no 'values'."
        yield about_change(change, "S02", why, f"Delete 'values', or '{key}'.", key=key)
    elif change.values:
        yield from (
            replace(found, row=change.lines.get("values", change.line)) for found in row_of_values(change)[1]
        )


def row_of_values(change: Change) -> tuple[pl.DataFrame, list[Finding]]:
    """The new row of a change as a typed table, with its ``unit`` if one is given; and what is wrong."""
    values = dict(change.values)
    if change.do == "aid":
        values.setdefault("kind", "contribution")
    table = TABLES[WORDS[change.do].table_of(change.table)]
    days = {"from": change.begin, "until": change.until} if table.dated else {}
    values |= {key: day.isoformat() for key, day in days.items() if day is not None and key not in values}
    values.setdefault("source", change.source)
    values.setdefault("note", change.because)
    columns = tuple(pl.Series(name, [text], dtype=pl.String) for name, text in values.items())
    line = change.lines.get("values", change.line)
    raw = RawTable(table.name, change.file, change.sheet, tuple(values), columns, (line or 0,))
    return typed_table(raw, table, ".")
