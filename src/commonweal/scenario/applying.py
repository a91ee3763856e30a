"""Applying a scenario: parents first, then change after change, each with what it replaced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from commonweal.data.scenario_changes import change_faults
from commonweal.errors import DataError
from commonweal.findings import Finding, Origin, errors_in
from commonweal.model import TABLES, Calendar, Economy
from commonweal.model.changes import Change, Scenario
from commonweal.model.conditions import parse_conditions
from commonweal.scenario.applied import LINES, Applied, Made
from commonweal.scenario.chain import calendar_of, chain
from commonweal.scenario.doing import do_plain
from commonweal.scenario.matching import Unmatched, matching
from commonweal.scenario.rows import Line, Rows
from commonweal.scenario.splitting import CantPart, holding
from commonweal.scenario.words import plain_changes
from commonweal.validate.report import limited
from commonweal.validate.run import checked
from commonweal.validate.scenarios import about_change, about_scenario

__all__ = ["apply"]


def apply(economy: Economy, scenario: Scenario | str, *, known_by: dt.date | None = None) -> Applied:
    """An economy as a scenario makes it.

    Parameters
    ----------
    economy
        The economy as it is.
    scenario
        A scenario, or the name of one of ``economy.scenarios``.
    known_by
        Only changes that are known by this day are made; None: all of them. A change with ``known_from``
        acts from that day on.

    Raises
    ------
    ModelError
        If the economy has no scenario of this name.
    DataError
        With everything that is wrong: how it is written, changes that match nothing or hold on no day
        of the calendar, and what would be wrong with the economy afterwards.

    Examples
    --------
    >>> import commonweal as cw
    >>> village = cw.read("village")
    >>> applied = apply(village, "second-landslide")
    >>> applied.lines.select("table", "row", "column", "after").rows()
    [('routes', 3, 'closed', 'yes')]
    >>> applied.undo() == village
    True
    """
    line = chain(economy, scenario)
    calendar = calendar_of(economy, line)
    faults = [fault for part in line for fault in _faults_of(part, calendar)]
    if faults:
        raise DataError(faults)
    rows = Rows(economy.with_settings(calendar=calendar))
    made, lines = _make(rows, line, known_by)
    after = replace(rows.economy, tables=rows.frames, origins=_origins(rows, economy))
    _refuse_unsound(economy, after, line, lines, rows)
    return Applied(
        after,
        line[-1],
        tuple(made),
        _table(lines, rows),
        tuple(rows.patches),
        economy.settings,
        economy.origins,
    )


def _faults_of(scenario: Scenario, calendar: Calendar) -> Iterator[Finding]:
    """What is wrong with the changes of a scenario before any is made."""
    for change in scenario.changes:
        yield from change_faults(change)
        if change.until is not None and change.until <= calendar.start:
            why = f"It is over before the calendar begins, on {calendar.start}: it is never felt."
            yield about_change(
                change, "S06", why, "Correct the day, or the calendar.", key="until", value=change.until
            )
        if change.begin is not None and change.begin >= calendar.end:
            why = f"It begins when the calendar is over, on {calendar.end}: it is never felt."
            yield about_change(
                change, "S06", why, "Correct the day, or the calendar.", key="from", value=change.begin
            )


_Told = tuple[Scenario, int, Change, Line]


def _make(rows: Rows, line: tuple[Scenario, ...], known_by: dt.date | None) -> tuple[list[Made], list[_Told]]:
    """Make all changes; gives what was made, and the cells that changed.

    Raises
    ------
    DataError
        With every change that can't be made.
    """
    made: list[Made] = []
    lines: list[_Told] = []
    faults: list[Finding] = []
    for scenario in line:
        for number, change in enumerate(scenario.changes, start=1):
            if known_by is not None and change.known_from is not None and change.known_from > known_by:
                continue
            sourced = replace(change, source=change.source or scenario.source)
            rows.lines.clear()
            try:
                plain, n_rows = _make_one(rows, sourced)
            except DataError as error:
                faults += error.findings
                continue
            made.append(Made(scenario.name, number, sourced, plain, n_rows))
            lines += [(scenario, number, sourced, told) for told in rows.lines]
    if faults:
        raise DataError(limited(faults))
    return made, lines


def _make_one(rows: Rows, change: Change) -> tuple[tuple[Change, ...], int]:
    """Make one change; gives the plain changes behind it, and how many rows it was about.

    Raises
    ------
    DataError
        If it can't be made.
    """
    try:
        asked = [_acting(part, change.known_from, rows) for part in plain_changes(change, rows)]
        plain = tuple(part for part in asked if part is not None)
        n_rows = sum(do_plain(rows, part) for part in plain)
        if plain and not n_rows:
            _refuse_unfelt(rows, plain)
    except Unmatched as error:
        found = about_change(change, "S04", error.why, error.remedy, key="where", value=change.where)
        raise DataError([found]) from error
    except CantPart as error:
        key = "from" if change.begin else "until" if change.until else "known_from"
        raise DataError([about_change(change, "S05", error.why, error.remedy, key=key)]) from error
    return plain, n_rows


def _refuse_unfelt(rows: Rows, plain: Sequence[Change]) -> None:
    """Refuse plain changes none of which was about any row; raises Unmatched."""
    for part in plain:
        conditions = parse_conditions(part.where, TABLES[part.table])
        holding(rows, part.table, matching(rows, part.table, conditions), (part.begin, part.until))


def _acting(part: Change, known: dt.date | None, rows: Rows) -> Change | None:
    """A plain change as it acts from the day on which it is known; None if it is over by then."""
    if known is None or known <= rows.economy.settings.calendar.start:
        return part
    if not TABLES[part.table].dated:
        if part.do == "new" and part.table in ("losses", "equipment_losses"):
            return part  # its day is not before the change is known
        raise CantPart(
            f"Rows of {part.table} hold always: what is known of them later can't change what was before.",
            "Leave out 'known_from', or take 'loss' or 'seize' with a day.",
        )
    if part.until is not None and part.until <= known:
        return None
    return replace(part, begin=known if part.begin is None else max(part.begin, known))


def _origins(rows: Rows, economy: Economy) -> dict[str, Origin]:
    """Where the rows came from: parts of a row from where it was, new rows from nowhere (0)."""
    origins = dict(economy.origins)
    for table in {patch.table for patch in rows.patches} & economy.origins.keys():
        origin = economy.origins[table]
        from_row = [rows.origin[table][identity] for identity in rows.ids[table]]
        numbers = tuple(origin.row(index) or 0 for index in from_row)
        origins[table] = replace(origin, rows=numbers if origin.rows else ())
    return origins


def _refuse_unsound(
    before: Economy, after: Economy, line: tuple[Scenario, ...], lines: Sequence[_Told], rows: Rows
) -> None:
    """Refuse an economy in which something is wrong after the changes that was not wrong before.

    Raises
    ------
    DataError
        With every fault, placed at the change that brought it about.
    """
    faults = _faults_by_row(after)
    if faults:
        old = {replace(found, row=None) for found in _faults_by_row(before)}
        faults = tuple(found for found in faults if replace(found, row=None) not in old)
    if faults:
        raise DataError(limited(_blamed(found, after, line, lines, rows) for found in faults))


def _faults_by_row(economy: Economy) -> tuple[Finding, ...]:
    """What is wrong with an economy, placed by table and row (from 1)."""
    origins = {
        table: Origin(table, rows=tuple(range(1, frame.height + 1)))
        for table, frame in economy.tables.items()
    }
    return errors_in(checked(replace(economy, origins=origins)))


def _blamed(
    found: Finding, after: Economy, line: tuple[Scenario, ...], lines: Sequence[_Told], rows: Rows
) -> Finding:
    """A fault of the economy under a scenario, placed at the last change that may have caused it."""
    table, index = found.file, (found.row or 0) - 1
    touched = [
        (change, index in positions)
        for (_, _, change, told), positions in zip(lines, _positions(rows, lines), strict=True)
        if told.table == table
    ]
    row = ""
    if table in TABLES and 0 <= index < after[table].height:
        row = f" {rows.key_text(table, after[table].row(index, named=True))}:"
    value = f" '{found.value}'" if found.value else ""
    why = f"Afterwards, {table},{row} {found.column}{value}: {found.why}"
    exact = [change for change, here in touched if here] or [change for change, _ in touched]
    if exact:
        return about_change(exact[-1], found.code, why, found.remedy)
    return about_scenario(line[-1], found.code, why, found.remedy)


def _positions(rows: Rows, lines: Sequence[_Told]) -> list[list[int]]:
    """Where the row of each changed cell is now: its parts, where it was parted; none where it went."""
    now = {table: rows.positions(table) for table in {told.table for *_, told in lines}}
    return [
        [now[told.table][part] for part in rows.descendants(told.table, told.row) if part in now[told.table]]
        for *_, told in lines
    ]


def _spread(lines: Sequence[_Told], rows: Rows) -> Iterator[tuple[_Told, int | None]]:
    """Each changed cell with every row that it is in now; with None where the row went."""
    for told, positions in zip(lines, _positions(rows, lines), strict=True):
        if not positions:
            yield told, None
        for position in positions:
            yield told, position


def _table(lines: Sequence[_Told], rows: Rows) -> pl.DataFrame:
    """The cells that changed, as a table."""
    made = [
        {
            "scenario": scenario.name,
            "change": number,
            "do": change.do,
            "table": told.table,
            "row": position,
            "column": told.column,
            "before": told.before,
            "after": told.after,
            "from": change.begin,
            "until": change.until,
            "known_from": change.known_from,
            "because": change.because,
            "source": change.source,
            "claimed_by": change.claimed_by,
            "confidence": change.confidence,
            "note": change.note,
            "file": change.file,
            "line": change.line,
        }
        for (scenario, number, change, told), position in _spread(lines, rows)
    ]
    return pl.DataFrame(made, schema=dict(LINES))
