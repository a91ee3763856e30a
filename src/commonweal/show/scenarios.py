"""Scenarios in a terminal: which there are, and what one of them changes, line by line."""

# ruff: noqa: PLC0415  rich is loaded only when something is shown

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from commonweal.model import Economy
from commonweal.model.changes import Change, Scenario
from commonweal.model.words import WORDS
from commonweal.show.words import Words, visible, words_in

if TYPE_CHECKING:
    from rich.console import Console

    from commonweal.scenario import Applied, Made

__all__ = ["change_phrase", "plain_text", "print_scenario", "print_scenarios"]


def print_scenarios(economy: Economy, console: Console, *, language: str = "en") -> None:
    """Show the scenarios of an economy: a row each.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    from rich.table import Table
    from rich.text import Text

    words = words_in(language)
    if not economy.scenarios:
        console.print(words("scenarios.none"))
        return
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    headings = (
        words("scenarios.name"),
        words("scenarios.title"),
        words("scenarios.parent"),
        words("scenarios.changes"),
        words("scenarios.days"),
    )
    for number, heading in enumerate(headings):
        whole = number == 0  # a name that can be copied
        table.add_column(Text(heading, style="bold"), overflow="fold", no_wrap=whole)
    for scenario in economy.scenarios.values():
        table.add_row(*(Text(visible(cell)) for cell in _row(scenario, words)))
    console.print(table)


def _row(scenario: Scenario, words: Words) -> tuple[str, ...]:
    """A scenario as a row: name, title, parent, number of changes, days."""
    if scenario.faults:
        return scenario.name, words("scenarios.faulty"), scenario.parent, "", ""
    begins = [change.begin for change in scenario.changes]
    ends = [change.until for change in scenario.changes]
    first = None if None in begins else min((day for day in begins if day), default=None)
    last = None if None in ends else max((day for day in ends if day), default=None)
    span = _days(Change(do="", begin=first, until=last), words) if scenario.changes else ""
    return scenario.name, scenario.title, scenario.parent, str(len(scenario.changes)), span


def print_scenario(applied: Applied, console: Console, *, language: str = "en") -> None:
    """Show what a scenario changes, line by line, with the reason, the source and who says so.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    from rich.padding import Padding
    from rich.text import Text

    words = words_in(language)
    for line in _head(applied.scenario, words):
        console.print(Text(visible(line), style="bold" if line == applied.scenario.title else ""))
    for made in applied.changes:
        console.print()
        name = "" if made.scenario == applied.scenario.name else f"{made.scenario} "
        console.print(
            Text(visible(f"{name}{made.number}. {change_phrase(made.change, words)}"), style="bold")
        )
        for line in _about(made, words):
            console.print(Padding(Text(visible(line)), (0, 0, 0, 3)))


def _head(scenario: Scenario, words: Words) -> Iterator[str]:
    """The lines above the changes."""
    yield scenario.title or scenario.name
    if scenario.description:
        yield scenario.description
    if scenario.parent:
        yield words("scenarios.goes.on", parent=scenario.parent)
    if scenario.calendar:
        calendar = scenario.calendar
        begin, until = words.day(calendar.start.isoformat()), words.day(calendar.end.isoformat())
        yield words("scenarios.calendar", n=calendar.n_periods, begin=begin, until=until)
    if scenario.source:
        yield words("scenarios.source", source=scenario.source)


def change_phrase(change: Change, words: Words) -> str:
    """A change in a sentence: what, on which rows, in which days."""
    word = WORDS[change.do]
    table = word.table_of(change.table)
    value = word.default_value if change.value is None else change.value
    values = {
        "table": table,
        "where": change.where or words("scenarios.rows.all"),
        "column": word.column_of(table, change.column),
        "value": words.number(value) if isinstance(value, float) else value,
        "percent": words("percent", number=words.number(100 * value)) if isinstance(value, float) else "",
        "values": ", ".join(f"{name}={cell}" for name, cell in change.values.items()),
    }
    key = "do.aid.new" if change.do == "aid" and change.values else f"do.{change.do}"
    return f"{words(key, **values)}{words('list.comma')}{_days(change, words)}"


def _days(change: Change, words: Words) -> str:
    """The days on which a change holds."""
    begin = words.day(change.begin.isoformat()) if change.begin else ""
    until = words.day(change.until.isoformat()) if change.until else ""
    if begin and until:
        return words("scenarios.span", begin=begin, until=until)
    if begin:
        return words("scenarios.from", begin=begin)
    return words("scenarios.until", until=until) if until else words("scenarios.always")


def _about(made: Made, words: Words) -> Iterator[str]:
    """Why, who says so, and what it stands for."""
    change = made.change
    if change.because:
        yield words("scenarios.because", because=change.because)
    if change.source:
        yield words("scenarios.says", source=change.source)
    if change.claimed_by:
        yield words("scenarios.claimed", who=change.claimed_by)
    if change.confidence:
        confidence = words.choice("confidence", change.confidence)
        yield words("scenarios.confidence", confidence=confidence)
    if change.known_from:
        yield words("scenarios.known", day=words.day(change.known_from.isoformat()))
    if change.note:
        yield words("scenarios.note", note=change.note)
    yield words("scenarios.touched", n=words.number(made.n_rows))
    if [plain.do for plain in made.plain] != [change.do]:
        yield words("scenarios.plain")
        yield from (f"   {plain_text(plain)}" for plain in made.plain)


def plain_text(change: Change) -> str:
    """A plain change as it is written: ``close routes where route=m5 from 2016-09-12``."""
    value = f"{change.value:.15g}" if isinstance(change.value, float) else change.value
    values = ", ".join(f"{name}={cell}" for name, cell in change.values.items())
    parts: Sequence[tuple[str, object]] = (
        (change.do, change.table),
        ("column", change.column),
        ("value", value),
        ("values", values),
        ("where", change.where),
        ("from", change.begin),
        ("until", change.until),
    )
    return " ".join(f"{key} {cell}" for key, cell in parts if cell not in {None, ""})
