"""What would help most, as a ranked table, in a terminal and on a page."""

# ruff: noqa: PLC0415  rich is loaded only when something is shown

from __future__ import annotations

from typing import TYPE_CHECKING

from commonweal.show.explaining import Teller
from commonweal.show.markup import Column, Html, element, joined, table
from commonweal.show.saying import Said, Several
from commonweal.show.words import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from commonweal.explain.records import ReliefLine, ReliefList
    from commonweal.plan.plan import Plan

__all__ = ["print_relief", "relief_columns", "relief_html", "relief_remarks"]

_MOST_LINES = 15
_HEADINGS = ("relief.what", "relief.from", "relief.to", "relief.gain")
_WITH_PLACES = ("relief.what", "relief.where", "relief.from", "relief.to", "relief.gain")


def print_relief(plan: Plan, relief: ReliefList, console: Console, *, language: str = "en") -> None:
    """Show what would help most, in a terminal.

    Parameters
    ----------
    plan
        What it is about.
    relief
        As ``commonweal.relief`` gives it.
    console
        Where to; colour and width are its own.
    language
        ``en`` or ``ar``.

    Raises
    ------
    ModelError
        If there is no such language.
    """
    from rich.table import Table

    teller = Teller.of(plan.economy, language)
    words = teller.words
    console.print(_text(words("relief.heading"), "bold"))
    for remark in relief_remarks(teller, relief):
        console.print(_text(remark.text(words), "dim"))
    if not relief.lines:
        return
    grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for heading in _HEADINGS:
        grid.add_column(
            _text(words(heading), "bold"), justify="left" if heading == "relief.what" else "right"
        )
    for line in relief.lines[:_MOST_LINES]:
        what, _, before, after = relief_columns(teller, line)
        cells = (what.text(words), before.text(words), after.text(words), words.number(line.person_days))
        grid.add_row(*(_text(cell) for cell in cells))
    console.print(grid)
    more = _more(teller, relief)
    if more is not None:
        console.print(_text(more.text(words), "dim"))


def relief_html(teller: Teller, relief: ReliefList) -> Html:
    """What would help most, for a page."""
    words = teller.words
    parts = [element("h3", words("relief.heading"))]
    parts += [element("p", remark.html(words), class_="small") for remark in relief_remarks(teller, relief)]
    if relief.lines:
        columns = [Column(words(heading), number=heading == "relief.gain") for heading in _WITH_PLACES]
        rows = [
            (*(cell.html(words) for cell in relief_columns(teller, line)), words.number(line.person_days))
            for line in relief.lines[:_MOST_LINES]
        ]
        parts.append(table(columns, rows))
    more = _more(teller, relief)
    if more is not None:
        parts.append(element("p", more.html(words), class_="small"))
    return joined(parts)


def relief_remarks(teller: Teller, relief: ReliefList) -> list[Said]:
    """What the lines are about; or that there are none."""
    if not relief.cells:
        return [Said("explain.none")]
    words = teller.words
    scope = {"n": words.number(len(relief.cells)), "lacking": words.number(relief.lacking)}
    remarks = [Said("relief.scope", scope)]
    if relief.n_elsewhere:
        remarks.append(Said("relief.elsewhere", {"n": words.number(relief.n_elsewhere)}))
    if relief.known_on:
        remarks.append(teller.known_on(relief.known_on))
    return [*remarks, Said("relief.lead" if relief.lines else "relief.none")]


def _more(teller: Teller, relief: ReliefList) -> Said | None:
    """How many lines are not shown; None if all are."""
    n_more = len(relief.lines) - _MOST_LINES
    return Said("relief.more", {"n": teller.words.number(n_more)}) if n_more > 0 else None


def relief_columns(teller: Teller, line: ReliefLine) -> tuple[Several, Several, Several, Several]:
    """What is loosened, where it stands, what it is and what it would be."""
    changes = [teller.change(step) for step in line.steps]
    return (
        teller.steps(line.steps),
        Several(tuple(teller.place_in_tables(step.reason) for step in line.steps), "explain.part"),
        Several(tuple(before for before, _ in changes), "explain.part"),
        Several(tuple(after for _, after in changes), "explain.part"),
    )


def _text(value: object, style: str = "") -> Text:
    """Text that is shown as it stands: no markup, no control characters."""
    from rich.text import Text

    return Text(visible(value), style=style)
